"""A letter as a file: Markdown to keep, or a mail that opens ready to send."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.policy import compat32
from email.utils import format_datetime, formataddr

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import say
from clientfit.files.exporters.markup import escaped, title
from clientfit.text.letter.write import Letter
from clientfit.text.wording import fold

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_ADDRESS = re.compile(rf"{_ATOM}(\.{_ATOM})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_POLICY = compat32.clone(linesep="\r\n", max_line_length=78)
#: Leaves room for the header's name on a line of 78.
_PLAIN_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and where its mail goes. Without an address the line is left out of the mail."""

    name: str
    address: str = ""


def as_markdown(letter: Letter) -> bytes:
    """Give the letter as Markdown that reads, rendered or raw, as the letter does.

    What the person typed is shown, never obeyed: signs that Markdown would act on are escaped.
    """
    text = [
        # Two spaces keep the line break between the greeting and the name.
        "  \n".join(escaped(line) for line in paragraph)
        for paragraph in paragraphs(letter.body)
    ]
    shown = "\n\n".join([f"# {title(fold(letter.subject))}", *text])
    return f"{shown}\n".encode()


def as_eml(letter: Letter, *, sender: Mailbox, recipient: Mailbox, when: datetime) -> bytes:
    """Give the letter as a mail that opens as a draft; nothing is sent.

    A name is folded to one line and an address must look like one, so that neither can add a
    line to the head of the mail. ``when`` knows its time zone.
    """
    faults = [
        Fault(
            where,
            say("{address!r} is not a mail address", address=box.address),
            "Write name@example.org",
        )
        for where, box in (
            (say("Address of the sender"), sender),
            (say("Address of the recipient"), recipient),
        )
        if box.address and not _ADDRESS.fullmatch(box.address)
    ]
    if faults:
        raise ClientfitError(faults)
    # The newer EmailMessage loses a space here and there when it folds a long name.
    message = Message(policy=_POLICY)
    message["Subject"] = _header(fold(letter.subject))
    for header, box in (("From", sender), ("To", recipient)):
        if box.address:
            message[header] = _mailbox(fold(box.name), box.address)
    message["Date"] = format_datetime(when)
    message["X-Unsent"] = "1"
    charset = Charset("utf-8")
    charset.body_encoding = QP  # readable as a file, and no line too long for a mail server
    body = "\n\n".join("\n".join(paragraph) for paragraph in paragraphs(letter.body))
    message.set_payload(f"{body}\n", charset)
    return message.as_bytes()


def _is_plain(text: str) -> bool:
    # "=?" begins an encoded word: typed by a person, it has to be encoded to stay what it is.
    return text.isascii() and "=?" not in text and len(text) <= _PLAIN_LENGTH


def _header(text: str) -> str:
    return text if _is_plain(text) else Header(text, "utf-8", maxlinelen=_PLAIN_LENGTH).encode()


def _mailbox(name: str, address: str) -> str:
    return formataddr((name, address)) if _is_plain(name) else f"{_header(name)}\n <{address}>"


def paragraphs(body: str) -> Iterator[list[str]]:
    """Take the body apart, each line folded, so that no control character gets into a file."""
    paragraph: list[str] = []
    for line in [fold(splitline) for splitline in body.splitlines()]:
        if line:
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph
