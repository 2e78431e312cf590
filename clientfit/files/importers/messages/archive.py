"""Archives that chat programs hand out. They are read in place; nothing is unpacked to disk."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import PurePosixPath
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  an error of a module that has only one

from clientfit.core.errors import ClientfitError, Fault
from clientfit.files.importers.messages import slack_archive
from clientfit.files.importers.messages.account import Reader, Reading, size_of
from clientfit.files.importers.messages.kinds import HEAD, known
from clientfit.files.importers.messages.packed import open_archive, open_file
from clientfit.files.importers.result import Choices, Imported, Part

#: Unpacked, an archive of messages holds so many bytes at most; beside them stand pictures.
_LARGEST = 2 * 2**30
_MOST_FILES = 200_000
#: So many files are tried: chats come with thousands of pictures, and not of texts.
_LOOKED_AT = 500
_LOCKED = 0x1
_PACKED = (ZIP_STORED, ZIP_DEFLATED)
_ENDINGS = (".txt", ".json", ".mbox", ".eml", ".mbx", "")
_UNNAMED = ("_chat.txt",)  # an iPhone's: the archive has the name
_TODO = "Unpack it, and bring the file that is in it"


def reading(source: BinaryIO, filename: str, choices: Choices) -> Reading:
    """Read the one file of messages that an archive holds, or all channels of a Slack export."""
    size = size_of(source)
    with _refusing(filename), open_archive(source) as archive:
        _check(archive, filename)
        names = set(archive.namelist())
        if names & {*slack_archive.PEOPLE, *slack_archive.ROOMS}:
            return (yield from slack_archive.reading(archive, filename, choices))
        inside, reader = _only(archive, filename)
        name = PurePosixPath(inside.filename).name
        with open_file(archive, inside) as member:
            parts = reader(cast(BinaryIO, member), filename if name in _UNNAMED else name, choices)
            return (yield from _scaled(parts, inside.file_size, size))


def _scaled(parts: Reading, unpacked: int, size: int) -> Generator[Part, None, Imported]:
    """The same parts, counted in bytes of the archive."""
    while True:
        try:
            part = next(parts)
        except StopIteration as done:
            result: Imported = done.value
            return result
        yield Part(part.done * size // max(1, unpacked), part.records)


@contextmanager
def _refusing(filename: str) -> Iterator[None]:
    try:
        yield
    except (BadZipFile, EOFError, ZlibError) as error:
        what = "this archive breaks off, or is damaged"
        raise _refused(filename, what, "Bring it again, whole") from error


def _check(archive: ZipFile, filename: str) -> None:
    files = archive.infolist()
    if len(files) > _MOST_FILES or sum(each.file_size for each in files) > _LARGEST:
        raise _refused(filename, "unpacked, this archive is far too large to be read here", _TODO)
    if any(each.flag_bits & _LOCKED or each.compress_type not in _PACKED for each in files):
        what = "this archive is locked with a password, or packed in an unusual way"
        raise _refused(filename, what, _TODO)


def _only(archive: ZipFile, filename: str) -> tuple[ZipInfo, Reader]:
    """The one file of messages in the archive."""
    found: list[tuple[ZipInfo, Reader]] = []
    for each in islice(filter(_may_be, archive.infolist()), _LOOKED_AT):
        with open_file(archive, each) as member:
            reader = known(member.read(HEAD))
        if reader is not None:
            found.append((each, reader))
        if len(found) > 1:
            names = ", ".join(PurePosixPath(each.filename).name for each, _ in found)
            what = f"this archive holds several files of messages: {names} and maybe more"
            raise _refused(filename, what, "Unpack it, and bring them one by one")
    if not found:
        what = "no messages that can be read here were found in this archive"
        raise _refused(filename, what, _TODO)
    return found[0]


def _may_be(file: ZipInfo) -> bool:
    """Whether a file may hold messages, and is no picture, folder, or hidden one of the system."""
    path = PurePosixPath(file.filename)
    return not (file.is_dir() or path.name.startswith(".")) and path.suffix.casefold() in _ENDINGS


def _refused(filename: str, what: str, todo: str) -> ClientfitError:
    return ClientfitError(Fault(filename, what, todo))
