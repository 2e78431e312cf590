"""The files of a workbook on disk: the database, and what SQLite keeps beside it.

Nothing here opens any of them: closing a handle would drop the locks that SQLite holds (POSIX).
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from clientfit.files.store import faults

#: The suffixes of the files that SQLite keeps beside an open database.
BESIDE = ("-wal", "-shm", "-journal")

#: A helper process that keeps a read transaction open, so that nobody else is the last user.
_HOLDER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], uri=True, timeout=15, isolation_level=None)
connection.execute("BEGIN")
connection.execute("PRAGMA user_version").fetchone()
print("held", flush=True)
sys.stdin.read()
"""

Identity = tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Files:
    """Identity (device and inode) of each file at the path now; None where there is none."""

    main: Identity
    wal: Identity
    shm: Identity

    @classmethod
    def at(cls, path: Path) -> Self:
        """Look the files up without opening any."""
        name = str(path)
        return cls(_identity(name), _identity(f"{name}-wal"), _identity(f"{name}-shm"))


def is_part_of(file: Path, workbook: Path) -> bool:
    """Whether a file belongs to the workbook: the database or one that SQLite keeps beside it.

    Nothing else may read or write those.
    """
    place = Path(os.path.realpath(workbook.expanduser()))
    own = (place, *(beside(place, end) for end in BESIDE))
    named = Path(os.path.realpath(file.expanduser()))
    return named in own or any(_is_same(file, part) for part in own)


def _is_same(file: Path, other: Path) -> bool:
    try:
        return file.samefile(other)  # a hard link, or a case-insensitive disk
    except OSError:
        return False


def beside(path: Path, end: str) -> Path:
    """The path of a file that SQLite keeps beside the workbook: -wal, -shm or -journal."""
    return path.with_name(path.name + end)


def holds_something(path: Path) -> bool:
    """Whether the file exists and is not empty."""
    try:
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def _identity(name: str) -> Identity:
    try:
        found = os.stat(name)  # noqa: PTH116 - half the time of Path.stat
    except OSError:
        return None
    return (found.st_dev, found.st_ino)


@contextmanager
def held_by_another(path: Path) -> Iterator[None]:
    """Keep the file open in another process, so that closing it here deletes no -wal or -shm.

    Raises ClientfitError if that process cannot open it.
    """
    with subprocess.Popen(  # noqa: S603 - this Python, with words of ours
        [sys.executable, "-c", _HOLDER, f"{path.as_uri()}?mode=rw"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as holder:
        said, told = holder.stdout, holder.stdin
        if said is None or told is None or said.readline() != "held\n":
            raise faults.gone(path)
        try:
            yield
        finally:
            with suppress(OSError):
                told.close()
