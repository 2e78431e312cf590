"""Reading any file bit by bit, so that whoever reads can show how far it is, and stop."""

from __future__ import annotations

import os
from collections.abc import Generator
from typing import BinaryIO

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import say
from clientfit.files.importers.detect import read_records, table_in
from clientfit.files.importers.formats.load import declared
from clientfit.files.importers.formats.model import Per
from clientfit.files.importers.large.encoding import Survey, survey
from clientfit.files.importers.large.invoices import Large, read_large
from clientfit.files.importers.messages import HEAD, detect
from clientfit.files.importers.result import Choices, Imported, Part, Subject
from clientfit.files.importers.row_accounting import bounded
from clientfit.files.importers.tables.match import Match

#: Smaller files are read in one step, which takes well under a second.
SMALL = 2 * 2**20
#: What can't be read bit by bit is held in memory, some fifteen times as large as the file is.
LARGEST_WHOLE = 64 * 2**20


def reading(source: BinaryIO, filename: str, choices: Choices) -> Generator[Part, None, Imported]:
    """Read a file: the records come in parts, and at the end what became of every row.

    The records are in the parts alone, the account of a large file in the result. Where that has
    ``needs``, or a part says ``anew``, the parts before are void. Records that stand twice in a
    large table are not yet parted (``Imported.key_column``). Raises ClientfitError like
    ``read_records``.
    """
    size = source.seek(0, os.SEEK_END)
    messages = None if choices.subject else detect(_head(source), filename)
    if messages:
        return (yield from messages(source, filename, choices))
    if size <= SMALL:
        return (yield from _whole(source, size, filename, choices))
    seen = yield from survey(source)
    found = _by_head(seen, filename, choices) if seen.encoding else None
    if found is None and seen.encoding and size > LARGEST_WHOLE:
        return read_records(seen.head, filename, choices)  # asks for the columns, or refuses
    if found is None or not _in_blocks(found):
        return (yield from _whole(source, size, filename, choices))
    large = Large(source, filename, seen.encoding, found, declared().words, choices.day_first)
    return (yield from read_large(large))


def _head(source: BinaryIO) -> bytes:
    source.seek(0)
    return source.read(HEAD)


def _by_head(seen: Survey, filename: str, choices: Choices) -> Match | None:
    try:
        return table_in(seen.head, filename, choices)
    except ClientfitError:
        return None  # told when the whole is read: there may be more in it


def _in_blocks(found: Match) -> bool:
    """Whether every row of a table stands for itself."""
    form = found.format
    return form.subject is Subject.INVOICES and form.per is Per.INVOICE and bool(found.separator)


def _whole(
    source: BinaryIO, size: int, filename: str, choices: Choices
) -> Generator[Part, None, Imported]:
    """Read a file in one step."""
    if size > LARGEST_WHOLE:
        most = LARGEST_WHOLE // 2**20
        what = say(
            "files of this kind are read whole, so they may have no more than {most} MB", most=most
        )
        raise ClientfitError(Fault(filename, what, "Export a shorter period, and bring one by one"))
    source.seek(0)
    read = bounded(read_records(source.read(), filename, choices))
    if not read.needs:
        yield Part(size, read.invoices or read.work or read.messages)
    return read
