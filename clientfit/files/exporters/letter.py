"""A letter as a file: Markdown to keep, or a mail that opens ready to send."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from clientfit.core.errors import ClientfitError, Fault
from clientfit.text.letters import Letter
from clientfit.text.wording import fold

_ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
#: What Markdown would read as a sign of its own inside a line. An underscore within a word and
#: an ampersand without an entity mean nothing to it, so addresses and sums stay as they are.
_INLINE = re.compile(r"[\\`*\[\]<~|]|(?<![^\W_])_|_(?![^\W_])|&(?=#|\w+;)|!(?=\[)")
_NUMBER = re.compile(r"\d{1,9}[.)]")
_LINE_STARTS = ("#", ">", "+", "=", ":", "-")


@dataclass(frozen=True, slots=True)
class Mailbox:
    """A name and where its mail goes. Without an address the line is left out of the mail."""

    name: str
    address: str = ""


def as_markdown(letter: Letter) -> bytes:
    """Give the letter as Markdown that reads, rendered or raw, as the letter does.

    What the person typed is shown, never obeyed: signs that Markdown would act on are escaped.
    """
    paragraphs = [
        # Two spaces keep the line break between the greeting and the name.
        "  \n".join(_escaped(line) for line in paragraph)
        for paragraph in _paragraphs(letter.body)
    ]
    return "\n\n".join([f"# {_escaped(fold(letter.subject))}", *paragraphs, ""]).encode()


def as_eml(letter: Letter, *, sender: Mailbox, recipient: Mailbox, when: datetime) -> bytes:
    """Give the letter as a mail that opens as a draft; nothing is sent.

    A name is folded to one line and an address must look like one, so that neither can add a
    line to the head of the mail. ``when`` knows its time zone.
    """
    faults = [
        Fault(
            f"Address of {who}", f"{box.address!r} is not a mail address", "Write name@example.org"
        )
        for who, box in (("the sender", sender), ("the recipient", recipient))
        if box.address and not _ADDRESS.fullmatch(box.address)
    ]
    if faults:
        raise ClientfitError(faults)
    message = EmailMessage(policy=SMTP)
    message["Subject"] = fold(letter.subject)
    for header, box in (("From", sender), ("To", recipient)):
        if box.address:
            message[header] = Address(fold(box.name), addr_spec=box.address)
    message["Date"] = when
    message["X-Unsent"] = "1"
    body = "\n\n".join("\n".join(paragraph) for paragraph in _paragraphs(letter.body))
    message.set_content(body, charset="utf-8", cte="quoted-printable")
    return message.as_bytes()


def _paragraphs(body: str) -> Iterator[list[str]]:
    """Take the body apart, each line folded, so that no control character gets into a file."""
    paragraph: list[str] = []
    for line in [fold(one) for one in body.splitlines()]:
        if line:
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []
    if paragraph:
        yield paragraph


def _escaped(line: str) -> str:
    text = _INLINE.sub(r"\\\g<0>", line)
    number = _NUMBER.match(text)
    if number:
        return f"{text[: number.end() - 1]}\\{text[number.end() - 1 :]}"
    return f"\\{text}" if text.startswith(_LINE_STARTS) else text
