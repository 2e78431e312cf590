"""Errors of the workbook file, worded for the person who owns it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import Words, phrase, say

_DAMAGED = (
    "this workbook is damaged, so it was left exactly as it is",
    "Put a backup copy of the file in its place, or start a new workbook under another name and "
    "import your last JSON export",
)

#: Words by SQLite's primary result code. Any other code is a bug of ours and is not hidden.
_TOLD = {
    sqlite3.SQLITE_BUSY: (
        "another window has been writing to this workbook for too long; this change was not kept",
        "Try again in a moment, or close the other window",
    ),
    sqlite3.SQLITE_LOCKED: (
        "this workbook is busy; this change was not kept",
        "Try again in a moment",
    ),
    sqlite3.SQLITE_FULL: (
        "the disk is full; this change was not kept",
        "Make some room on the disk, then try again",
    ),
    sqlite3.SQLITE_READONLY: (
        "this workbook can't be written to; this change was not kept",
        "Check that you may write to the file and to its folder",
    ),
    sqlite3.SQLITE_IOERR: (
        "the disk did not take or give the data; this change was not kept",
        "Check that the disk is still connected, then try again",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "this workbook can't be opened",
        "Check that you may read and write the file and its folder",
    ),
    sqlite3.SQLITE_PERM: (
        "you may not open this workbook",
        "Check that you may read and write the file and its folder",
    ),
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}


def code(error: sqlite3.Error) -> int:
    """SQLite's primary result code; 0 for an error that did not come from SQLite."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the error means that the file itself is corrupt."""
    return code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def is_foreign(error: sqlite3.Error) -> bool:
    """Whether the error means that the file is not an SQLite database."""
    return code(error) == sqlite3.SQLITE_NOTADB


@contextmanager
def telling(path: Path | None) -> Iterator[None]:
    """Turn known SQLite errors into ClientfitError; all others pass unchanged."""
    try:
        yield
    except sqlite3.Error as error:
        words = _TOLD.get(code(error))
        if words is None:
            raise
        where = str(path) if path is not None else say("workbook")
        raise ClientfitError(Fault(where, *words)) from error


def refused(path: Path, error: OSError) -> ClientfitError:
    """The error for a file or folder that the operating system does not let us use."""
    what: Words
    if isinstance(error, PermissionError):
        what = "you may not read or write this file or its folder"
        todo = "Check the permissions, or choose another place for the workbook"
    elif isinstance(error, NotADirectoryError | FileExistsError):
        what = "a part of this path is a file, not a folder"
        todo = "Choose another place for the workbook"
    else:
        problem = error.strerror or str(error)
        what = say("this place can't be used ({problem})", problem=problem)
        todo = "Check that the disk is connected and has room, or choose another place"
    return ClientfitError(Fault(str(path), what, todo))


def damaged(path: Path) -> ClientfitError:
    """The error for a corrupt file."""
    return ClientfitError(Fault(str(path), *_DAMAGED))


def no_workbook(path: Path, what: Words) -> ClientfitError:
    """The error for a file that is not a workbook; ``what`` says what it is."""
    todo = "Name the file of a workbook, or a new name to start one"
    return ClientfitError(
        Fault(str(path), say("{what}; it was left as it is", what=phrase(what)), todo)
    )


def newer(path: Path, found: int, known: int) -> ClientfitError:
    """The error for a file of a newer format version."""
    what = say(
        "this workbook was written by a newer clientfit (its format is {found}, this "
        "one knows up to {known}); it was left as it is",
        found=found,
        known=known,
    )
    return ClientfitError(Fault(str(path), what, "Update clientfit, then open it again"))


def gone(path: Path) -> ClientfitError:
    """The error for a file that was moved or deleted while it was open."""
    what = "the workbook file was moved, replaced or deleted while it was open; nothing was written"
    return ClientfitError(Fault(str(path), what, "Put it back, then go on"))


def disturbed(path: Path) -> ClientfitError:
    """The error for files that were replaced while a change was being written."""
    what = (
        "the workbook's files were replaced while a change was being written; it may not have "
        "been kept"
    )
    return ClientfitError(Fault(str(path), what, "Look whether it is there, else make it again"))
