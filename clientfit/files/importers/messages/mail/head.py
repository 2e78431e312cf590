"""The header fields of a mail: sender, receivers, date, thread, and what kind of mail it is.

Python's legacy email parser (compat32) is used because it accepts malformed headers: the newer one
is ten times slower and fails on some that mailboxes are full of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as Head
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime

from clientfit.core.names import tidy_name
from clientfit.files.importers.values.dates import FIRST_YEAR, LAST_YEAR

#: Longer headers were not written by a mail program; only their beginning is read.
_LONGEST_HEAD = 64 * 1024
_LONGEST_VALUE = 16 * 1024
_ID = re.compile(r"<[^<>\s]{1,998}>")
_END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Person:
    """A mailbox in a header: display name and address."""

    name: str
    address: str  # lower case


def split_head(raw: bytes) -> tuple[Head, bytes]:
    """Split a mail or MIME part into its header and its body."""
    if raw.startswith((b"\n", b"\r\n")):
        return Head(), raw.lstrip(b"\r\n")
    end = _END.search(raw)
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    return BytesHeaderParser().parsebytes(head[:_LONGEST_HEAD] + b"\n\n"), body


class Fields:
    """The header fields of a mail as unfolded text, by lower-case name."""

    def __init__(self, head: Head) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in head.raw_items():
            self._values.setdefault(name.casefold(), []).append(_text(value))

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def first(self, name: str) -> str:
        """The first field of that name; empty if there is none."""
        return next(iter(self._values.get(name, ())), "")

    def people(self, *names: str) -> list[Person]:
        """Everybody with an address in these fields."""
        values = [value for name in names for value in self._values.get(name, ())]
        try:
            pairs = getaddresses(values)
        except RecursionError:  # thousands of nested brackets
            return []
        return [Person(readable(name), at.casefold()) for name, at in pairs if "@" in at.strip("@")]


def _text(value: object) -> str:
    raw = str(value)[:_LONGEST_VALUE].encode("ascii", "surrogateescape")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return " ".join(text.split())


def readable(value: str) -> str:
    """A header value with its encoded words (RFC 2047) decoded as far as possible."""
    if "=?" not in value:
        return tidy_name(value)
    try:
        return tidy_name(str(make_header(decode_header(value))))
    except (MessageError, LookupError, ValueError):
        return tidy_name(value)


def sent_at(fields: Fields) -> datetime | None:
    """When the mail was sent, by its own Date field."""
    return moment(fields.first("date"))


def received_at(fields: Fields) -> datetime | None:
    """When the last server received it, for mails without a valid Date field."""
    return moment(fields.first("received").rpartition(";")[2])


def moment(text: str) -> datetime | None:
    """A date in mail format; naive if it has no time zone, None if it is invalid."""
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if not FIRST_YEAR < at.year < LAST_YEAR:
        return None
    # -0000 means UTC from a sender with an unknown time zone (RFC 5322, 3.3).
    return at.replace(tzinfo=UTC) if at.tzinfo is None and text.rstrip().endswith("-0000") else at


def message_id(fields: Fields) -> str:
    """The Message-ID; empty if there is none."""
    found = _ID.search(fields.first("message-id"))
    return found[0] if found else ""


def root_id(fields: Fields) -> str:
    """The Message-ID of the mail that began the thread, from References or In-Reply-To."""
    for name in ("references", "in-reply-to"):
        found = _ID.search(fields.first(name))
        if found:
            return found[0]
    return ""


def bare_subject(fields: Fields, answers: frozenset[str]) -> tuple[str, bool]:
    """The subject without reply prefixes ("Re:" and the like), and whether it had any.

    ``answers``: the prefixes in lower case, in all languages.
    """
    subject = readable(fields.first("subject"))
    answered = False
    while True:
        first, colon, rest = subject.partition(":")
        if not colon or re.sub(r"[\[(]\d+[\])]$", "", first.strip()).casefold() not in answers:
            return subject, answered
        subject, answered = rest.strip(), True
