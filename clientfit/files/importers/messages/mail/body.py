"""The text of a mail: the plain text MIME part, or else the HTML one.

Attachments are not decoded.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message as Head

from clientfit.files.importers.messages.mail.head import split_head
from clientfit.files.importers.messages.mail.html_text import html_text

_DEEPEST = 8
_MOST_PARTS = 200
#: Bytes of a text part that are read: nobody writes more in a mail.
_LONGEST_TEXT = 128 * 1024
#: More bytes than any encoded character has.
_LETTER = 8
#: Python codecs that are not text encodings, or that are very slow on malicious input.
_REFUSED = frozenset(("idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape"))
#: The rest of a MIME boundary line; two hyphens close the last part (RFC 2046, 5.1.1).
_LINE_END = re.compile(rb"(--)?[ \t]*+(?:\r?\n|\Z)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Body:
    """The text of a mail or part; ``whole`` is false if the data that was read ends within it."""

    text: str
    whole: bool


def body_text(head: Head, body: bytes, marks: tuple[str, ...], *, whole: bool) -> Body:
    """The text of a mail. ``whole``: whether ``body`` is complete.

    ``marks``: attributes that start a quoted message in HTML (see `html_text`).
    """
    found = _text(head, body, marks, whole, 0)
    return Body("", whole) if found is None else found


def _text(head: Head, body: bytes, marks: tuple[str, ...], whole: bool, depth: int) -> Body | None:
    """The text of a part; None if it has none, such as an attachment."""
    kind = head.get_content_type()
    if kind.startswith("multipart/"):
        return _of_parts(head, body, marks, whole, depth)
    if head.get_content_disposition() == "attachment" or kind not in ("text/plain", "text/html"):
        return None
    text = decoded(_unpacked(head, body[:_LONGEST_TEXT]), _charset(head))
    whole = whole and len(body) <= _LONGEST_TEXT
    return Body(html_text(text, marks) if kind == "text/html" else text, whole)


def _of_parts(
    head: Head, body: bytes, marks: tuple[str, ...], whole: bool, depth: int
) -> Body | None:
    boundary = head.get_boundary("")
    if not boundary or depth >= _DEEPEST:
        return Body(decoded(body[:_LONGEST_TEXT], ""), whole) if depth < _DEEPEST else None
    texts: list[Body] = []
    best: Body | None = None
    alternatives = head.get_content_type() == "multipart/alternative"
    for raw, closed in _parts(body, boundary.encode("utf-8", "surrogateescape")):
        part, below = split_head(raw)
        text = _text(part, below, marks, whole or closed, depth + 1)
        if text is None or not text.text.strip():
            continue
        if alternatives and part.get_content_type() == "text/plain":
            return text
        texts.append(text)
        best = text
    if alternatives or not texts:
        return best
    return Body("\n".join(text.text for text in texts), all(text.whole for text in texts))


def _parts(body: bytes, boundary: bytes) -> Iterator[tuple[bytes, bool]]:
    """The MIME parts between the boundary lines, and whether each is closed by one."""
    mark = b"--" + boundary
    start: int | None = None
    at = body.find(mark)
    count = 0
    while at >= 0 and count < _MOST_PARTS:
        end = at + len(mark)
        line = _LINE_END.match(body, end)
        if line and (at == 0 or body[at - 1 : at] == b"\n"):
            if start is not None:
                yield body[start : max(start, at - 1)], True
            if line[1]:
                return
            start, count = line.end(), count + 1
        at = body.find(mark, end)
    if start is not None:
        yield body[start:], False


def _unpacked(head: Head, body: bytes) -> bytes:
    encoding = str(head.get("Content-Transfer-Encoding", "")).strip().casefold()
    if encoding == "quoted-printable":
        return quopri.decodestring(body)
    if encoding != "base64":
        return body
    try:
        return base64.b64decode(body)
    except binascii.Error:  # truncated, or with invalid characters
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
        return base64.b64decode(letters[: len(letters) // 4 * 4])


def _charset(head: Head) -> str:
    try:
        return head.get_content_charset("") or ""
    except (LookupError, ValueError):
        return ""


def decoded(data: bytes, charset: str) -> str:
    """Decode with the stated charset if that works, else with a likely one."""
    named = charset.casefold().replace("-", "_")
    names = (charset, "utf-8", "cp1252") if named not in _REFUSED else ("utf-8", "cp1252")
    texts = (_as_text(data, name) for name in names)
    text = next((text for text in texts if text is not None), None)
    return _CONTROL.sub("", data.decode("latin-1") if text is None else text)


def _as_text(data: bytes, encoding: str) -> str | None:
    """Decode strictly; a character that was cut off at the end is dropped. None if it fails."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        cut = len(data) - error.start < _LETTER <= error.start
        return _as_text(data[: error.start], encoding) if cut else None
    except (LookupError, ValueError):
        return None
