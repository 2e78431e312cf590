"""The one connection of a workbook: transactions and time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock

from clientfit.files.store import faults
from clientfit.files.store.opening import open_file, open_memory

_TICK = timedelta(microseconds=1)
_CACHE_KIB = 64 * 1024  # of what is on its way in; an index of a million rows is about so large


class Base:
    """A connection that writes in whole transactions only and tells its errors in words."""

    def __init__(self, path: Path | None) -> None:
        # realpath: resolve() stumbles over links that lead in a circle
        self.path = Path(os.path.realpath(path.expanduser())) if path is not None else None
        self._connection = open_file(self.path) if self.path is not None else open_memory()
        self._file = self._identity()
        self._writes = 0
        self._attached = 0
        # JupyterLab hands a widget's messages to another thread than the cell that made it.
        self._lock = RLock()

    def close(self) -> None:
        """Close the connection; the last one to close leaves a single file behind."""
        self._connection.close()

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing. What was written is on the disk when this returns."""
        connection = self._connection
        before = connection.total_changes
        if self._identity() != self._file:
            raise faults.gone(self.path or Path())
        with self._lock, faults.telling(self.path):
            try:
                # IMMEDIATE: a transaction that starts by reading fails, or overwrites what
                # another window has just written, at the moment it begins to write.
                connection.execute("BEGIN IMMEDIATE")
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
        self._writes += connection.total_changes > before

    @contextmanager
    def aside(self) -> Iterator[sqlite3.Connection]:
        """Work on what is attached, without touching (or locking) the workbook itself."""
        with self._lock, faults.telling(self.path):
            try:
                self._connection.execute("BEGIN")
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def attach(self) -> str:
        """Open a database for what is on its way in, and give its name.

        For a file it is one without a name, which SQLite makes, fills when memory runs short, and
        which is gone with this process; otherwise it is memory, too.
        """
        self._attached += 1
        name = f"aside{self._attached}"
        place = ":memory:" if self.path is None else ""
        with self._lock, faults.telling(self.path):
            self._connection.execute(f"ATTACH ? AS {name}", (place,))
            for pragma in (
                "journal_mode = MEMORY",
                "secure_delete = OFF",  # it has no name, and goes as a whole
                f"cache_size = -{_CACHE_KIB}",
            ):
                self._connection.execute(f"PRAGMA {name}.{pragma}")
        return name

    def detach(self, name: str) -> None:
        """Let go of what was attached, and all that is in it."""
        with self._lock, faults.telling(self.path):
            self._connection.execute(f"DETACH {name}")

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let several reads see the workbook as it is at one moment."""
        with self._lock:
            self._connection.execute("BEGIN")
            try:
                yield
            finally:
                self._connection.execute("COMMIT")

    def rows(self, sql: str, given: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Read all rows at once."""
        with self._lock, faults.telling(self.path):
            return self._connection.execute(sql, given).fetchall()

    def tidy(self) -> None:
        """Empty the -wal file, where deleted words would otherwise linger for a while."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def version(self) -> int:
        """Give a number that rises whenever this or another window has changed something."""
        ((others,),) = self.rows("PRAGMA data_version")
        return int(str(others)) + self._writes

    def _identity(self) -> tuple[int, int] | None:
        """Tell the open file from another one of the same name: a deleted file takes writes, too,
        and loses them."""
        if self.path is None:
            return None
        try:
            found = os.stat(self.path)  # noqa: PTH116 - half the time of Path.stat
        except OSError:
            return (0, 0)
        return (found.st_dev, found.st_ino)


def stamp(at: datetime) -> str:
    """Write a time so that the order of texts is the order of times."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def now(after: object = None) -> str:
    """Give the time, but always later than ``after``, even when the clock was set back."""
    at = datetime.now(UTC)
    if after is not None:
        at = max(at, datetime.fromisoformat(str(after)) + _TICK)
    return stamp(at)
