"""A workbook's way to its file: transactions and time."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from clientfit.files.store import faults
from clientfit.files.store.connection import Connection, connect, release

_TICK = timedelta(microseconds=1)


class Base:
    """Reads and writes in whole transactions only, and tells errors in words.

    All workbooks that a process has open on one file share one connection to it.
    """

    def __init__(self, path: Path | None) -> None:
        # realpath: resolve() stumbles over links that lead in a circle
        self.path = Path(os.path.realpath(path.expanduser())) if path is not None else None
        self._open: Connection | None = connect(self.path)
        self._opened = self._connection.opened

    @property
    def _connection(self) -> Connection:
        if self._open is None:
            raise sqlite3.ProgrammingError("Cannot operate on a closed workbook.")
        return self._open

    def close(self) -> None:
        """Let go of the file; the last one to do so leaves a single file behind."""
        if self._open is not None:
            release(self._open)
            self._open = None

    def opened_anew(self) -> bool:
        """Say whether the file had to be opened anew since this was last asked: its files had been
        replaced from outside. Writing went on in those that stand there now."""
        opened = self._connection.opened
        anew, self._opened = opened != self._opened, opened
        return anew

    def write(self) -> AbstractContextManager[sqlite3.Connection]:
        """Write all or nothing. What was written is on the disk when this returns."""
        return self._connection.write()

    @contextmanager
    def aside(self) -> Iterator[sqlite3.Connection]:
        """Work on what is attached, without touching (or locking) the workbook itself."""
        with self._reading() as connection:
            try:
                connection.execute("BEGIN")
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def attach(self) -> str:
        """Open a database for what is on its way in, and give its name."""
        return self._connection.attach()

    def detach(self, name: str) -> None:
        """Let go of what was attached, and all that is in it."""
        self._connection.detach(name)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let several reads see the workbook as it is at one moment."""
        with self._reading() as connection:
            connection.execute("BEGIN")
            try:
                yield
            finally:
                connection.execute("COMMIT")

    def rows(self, sql: str, given: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """Read all rows at once."""
        with self._reading() as connection:
            return connection.execute(sql, given).fetchall()

    def tidy(self) -> None:
        """Empty the -wal file, where deleted words would otherwise linger for a while."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def version(self) -> int:
        """Give a number that rises whenever this or another window has changed something."""
        return self._connection.version()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        held = self._connection
        with held.lock, faults.telling(self.path):
            yield held.ready()


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
