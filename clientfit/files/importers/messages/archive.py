"""Zip archives with messages, as chat programs export them.

Read in place, never unpacked to disk.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import PurePosixPath
from typing import IO, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  an error of a module that has only one

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import Words, say
from clientfit.files.importers.messages.chat import slack_archive
from clientfit.files.importers.messages.collect import MessageFormat, Reader, Reading, size_of
from clientfit.files.importers.messages.formats import HEAD, known
from clientfit.files.importers.messages.mail import eml, mbox
from clientfit.files.importers.messages.mail.read import Mails, read_mails
from clientfit.files.importers.messages.mail.sort import RawMail
from clientfit.files.importers.messages.zip import open_archive, open_file
from clientfit.files.importers.result import Choices, Imported, Part

KIND = MessageFormat("mails", "Archive of mails")
Found = tuple[ZipInfo, Reader]
#: Largest unpacked size in bytes; archives contain pictures besides the messages.
_LARGEST = 2 * 2**30
_MOST_FILES = 200_000
#: How many files are opened to see what they are: chats come with many pictures, but few texts.
_TRIED = 500
_NAMED = 3
_LOCKED = 0x1
_PACKED = (ZIP_STORED, ZIP_DEFLATED)
_MAIL = ".eml"
_ENDINGS = (_MAIL, ".txt", ".json", ".mbox", ".mbx", "")
_MAILS: dict[Reader, Callable[[IO[bytes]], Iterator[RawMail | None]]] = {
    eml.reading: eml.split,
    mbox.reading: mbox.split,
}
_UNNAMED = ("_chat.txt",)  # written by iPhones; only the archive has the chat's name
_TODO = "Unpack it, and bring the file that is in it"


def reading(source: BinaryIO, filename: str, choices: Choices) -> Reading:
    """Read the one chat, all mails, or all channels of a Slack export in an archive.

    Raises ClientfitError for an archive that is damaged, encrypted or too large, and for one with
    no messages or with several files of them.
    """
    size = size_of(source)
    with _refusing(filename), open_archive(source) as archive:
        _check(archive, filename)
        names = set(archive.namelist())
        if names & {*slack_archive.PEOPLE, *slack_archive.ROOMS}:
            return (yield from slack_archive.reading(archive, filename, choices))
        found = _inside(archive)
        if len(found) > 1 and all(reader in _MAILS for _, reader in found):
            mails = _Mails(archive, found)
            return (yield from read_mails(KIND, Mails(mails.split, mails.done), filename, choices))
        if len(found) != 1:
            raise _not_one(filename, found)
        (inside, reader), name = found[0], PurePosixPath(found[0][0].filename).name
        with open_file(archive, inside) as member:
            parts = reader(cast(BinaryIO, member), filename if name in _UNNAMED else name, choices)
            return (yield from _scaled(parts, inside.file_size, size))


class _Mails:
    """The mails of all files in an archive, as one sequence."""

    def __init__(self, archive: ZipFile, files: list[Found]) -> None:
        self._archive, self._files = archive, files
        self._done = 0

    def done(self) -> int:
        """The number of bytes of the archive read so far."""
        return self._done

    def split(self) -> Iterator[RawMail | None]:
        """All mails, with continuous row numbers."""
        row = self._done = 0
        for file, reader in self._files:
            with open_file(self._archive, file) as member:
                for raw in _MAILS[reader](member):
                    row += raw is not None
                    yield raw and replace(raw, row=row)
            self._done += file.compress_size


def _scaled(parts: Reading, unpacked: int, size: int) -> Generator[Part, None, Imported]:
    """The same parts, with progress in bytes of the archive instead of the unpacked file."""
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
    if len(files) > _MOST_FILES or sum(member.file_size for member in files) > _LARGEST:
        raise _refused(filename, "unpacked, this archive is far too large to be read here", _TODO)
    if any(member.flag_bits & _LOCKED or member.compress_type not in _PACKED for member in files):
        what = "this archive is locked with a password, or packed in an unusual way"
        raise _refused(filename, what, _TODO)


def _inside(archive: ZipFile) -> list[Found]:
    """The message files in the archive.

    Mails are recognised by file name, since there may be many.
    """
    found: list[Found] = []
    tried = 0
    for file in filter(_may_be, archive.infolist()):
        if PurePosixPath(file.filename).suffix.casefold() == _MAIL:
            found.append((file, eml.reading))
        elif tried < _TRIED:
            tried += 1
            with open_file(archive, file) as member:
                reader = known(member.read(HEAD))
            if reader is not None:
                found.append((file, reader))
    return found


def _not_one(filename: str, found: list[Found]) -> ClientfitError:
    names = tuple(PurePosixPath(file.filename).name for file, _ in found[:_NAMED])
    if not names:
        what = "no messages that can be read here were found in this archive"
        return _refused(filename, what, _TODO)
    several = say("this archive holds several files of messages, such as {names}", names=names)
    return _refused(filename, several, "Unpack it, and bring them one by one")


def _may_be(file: ZipInfo) -> bool:
    """Whether a file may hold messages: not a picture, a folder or a hidden system file."""
    path = PurePosixPath(file.filename)
    return not (file.is_dir() or path.name.startswith(".")) and path.suffix.casefold() in _ENDINGS


def _refused(filename: str, what: Words, todo: Words) -> ClientfitError:
    return ClientfitError(Fault(filename, what, todo))
