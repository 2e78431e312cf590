"""A single mail in its own file (.eml)."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import IO, BinaryIO

from clientfit.files.importers.messages.collect import MessageFormat, Reading
from clientfit.files.importers.messages.mail.read import Mails, read_mails
from clientfit.files.importers.messages.mail.sort import LIMIT, RawMail
from clientfit.files.importers.result import Choices

KIND = MessageFormat("eml", "E-mail message (.eml)")


def reading(source: BinaryIO, filename: str, choices: Choices) -> Reading:
    """Read one mail.

    Unless a header says to whom it was delivered, the person is asked who they are.
    """
    return read_mails(KIND, Mails(lambda: split(source), source.tell), filename, choices)


def split(source: IO[bytes]) -> Iterator[RawMail]:
    """Yield the mail in the file."""
    source.seek(0)
    data = source.read(LIMIT + 1)
    yield RawMail(1, data[:LIMIT].removeprefix(BOM_UTF8).lstrip(b"\r\n"), len(data) <= LIMIT)
