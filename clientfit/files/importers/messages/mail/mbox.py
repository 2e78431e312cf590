"""Mailboxes in mbox format, read in slices, whatever their size."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import IO, BinaryIO

from clientfit.files.importers.messages.collect import MessageFormat, Reading
from clientfit.files.importers.messages.mail.read import Mails, read_mails
from clientfit.files.importers.messages.mail.sort import LIMIT, RawMail
from clientfit.files.importers.result import Choices

KIND = MessageFormat("mbox", "Mailbox (mbox)")
_SLICE = 1024 * 1024
_MARK = b"\nFrom "
#: The "From " line between two mails: with a date, and followed by a header. A line of text that
#: happens to begin with "From " does not match. Content-Length headers are often wrong, so they are
#: ignored.
_DATED = re.compile(
    rb"\nFrom (?:[^\r\n]{0,300}? )??"
    rb"(?P<posted>[A-Z][a-z]{2} [A-Z][a-z]{2} {1,2}\d{1,2} \d\d:\d\d[^\r\n]{0,20}? \d{4}"
    rb"[^\r\n]{0,9})\r?\n"
    rb"(?=[!-9;-~]{1,76}:|>From )"
)
#: If the first "From " line has no date, none has; then an empty line is required above.
_PLAIN = re.compile(
    rb"(?:(?<=\n)|(?<=\n\r))\nFrom (?P<posted>)[^\r\n]{0,300}\r?\n(?=[!-9;-~]{1,76}:)"
)
#: Bytes that must be available to decide whether a line separates two mails.
_AHEAD = 512


def reading(source: BinaryIO, filename: str, choices: Choices) -> Reading:
    """Read all mails of a mailbox."""
    return read_mails(KIND, Mails(lambda: split(source), source.tell), filename, choices)


def split(source: IO[bytes]) -> Iterator[RawMail | None]:
    """The mails of the file in order. None: a slice was read, and the current mail continues."""
    source.seek(0)
    line = _DATED
    held = b"\n\n"  # so that the first line is found like the others
    mail: _Mail | None = None
    row = 0
    last = False
    while not last:
        piece = source.read(_SLICE)
        last = not piece
        data = held + (piece if row else piece.removeprefix(BOM_UTF8))
        begin = 0
        at = data.find(_MARK)
        while at >= 0 and (last or at + _AHEAD <= len(data)):
            if row == 0 and not _DATED.match(data, at):
                line = _PLAIN
            found = line.match(data, at)
            if found:
                if mail is not None:
                    mail.add(data, begin, at + 1)
                    yield mail.raw()
                row += 1
                mail = _Mail(row, found["posted"])
                begin = found.end()
            at = data.find(_MARK, at + 1)
        # A possible separator at the end, and what is above it, is kept for the next slice.
        end = len(data) if last else max(begin, (at if at >= 0 else len(data) - len(_MARK)) - 2)
        if mail is not None:
            mail.add(data, begin, end)
        held = data[end:]
        yield None
    if mail is not None:
        yield mail.raw()


class _Mail:
    """A mail being assembled; no more than ``LIMIT`` bytes of it are kept."""

    def __init__(self, row: int, posted: bytes) -> None:
        self._row, self._posted = row, posted
        self._kept = bytearray()
        self._size = 0

    def add(self, data: bytes, begin: int, end: int) -> None:
        """Append ``data[begin:end]``, as far as ``LIMIT`` allows; the full size is counted."""
        room = LIMIT - len(self._kept)
        self._kept += data[begin : min(end, begin + room)] if room > 0 else b""
        self._size += end - begin

    def raw(self) -> RawMail:
        posted = self._posted.decode("ascii", "replace")
        return RawMail(self._row, bytes(self._kept), self._size == len(self._kept), posted)
