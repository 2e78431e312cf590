"""Transactions and timestamps for everything that reads or writes a workbook."""

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
    """Reads and writes in whole transactions only; SQLite errors become ClientfitError.

    All workbooks that a process has open on the same file share one connection.
    """

    def __init__(self, path: Path | None) -> None:
        # realpath, because resolve() fails on symbolic links that form a circle.
        self.path = Path(os.path.realpath(path.expanduser())) if path is not None else None
        self._open: Connection | None = connect(self.path)
        self._opened = self._connection.opened

    @property
    def _connection(self) -> Connection:
        if self._open is None:
            raise sqlite3.ProgrammingError("Cannot operate on a closed workbook.")
        return self._open

    def close(self) -> None:
        """Release the file; the last one to close it merges the -wal, so a single file remains."""
        if self._open is not None:
            release(self._open)
            self._open = None

    def opened_anew(self) -> bool:
        """Whether the file was reopened since the last call, because it was replaced from outside.

        Writing then continued in the files that are at the path now.
        """
        opened = self._connection.opened
        anew, self._opened = opened != self._opened, opened
        return anew

    def write(self) -> AbstractContextManager[sqlite3.Connection]:
        """A write transaction: all or nothing. It is on disk when the block has ended."""
        return self._connection.write()

    @contextmanager
    def aside(self) -> Iterator[sqlite3.Connection]:
        """A transaction on attached databases only, which does not lock the workbook itself."""
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
        """Attach a staging database and return its schema name."""
        return self._connection.attach()

    def detach(self, name: str) -> None:
        """Detach a staging database; its contents are lost."""
        self._connection.detach(name)

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """A read transaction: several reads see the workbook at the same moment."""
        with self._reading() as connection:
            connection.execute("BEGIN")
            try:
                yield
            finally:
                connection.execute("COMMIT")

    def rows(self, sql: str, given: Sequence[object] = ()) -> list[tuple[object, ...]]:
        """All rows of a query."""
        with self._reading() as connection:
            return connection.execute(sql, given).fetchall()

    def tidy(self) -> None:
        """Truncate the -wal file, in which deleted text would otherwise remain for a while."""
        self.rows("PRAGMA wal_checkpoint(TRUNCATE)")

    def version(self) -> int:
        """A number that rises whenever this or another process has changed something."""
        return self._connection.version()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        held = self._connection
        with held.lock, faults.telling(self.path):
            yield held.ready()


def stamp(at: datetime) -> str:
    """A timestamp in UTC as ISO text whose alphabetical order is the order in time.

    Raises ValueError for a naive datetime.
    """
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def now(after: object = None) -> str:
    """The current timestamp, but always later than ``after``, even if the clock was set back."""
    at = datetime.now(UTC)
    if after is not None:
        at = max(at, datetime.fromisoformat(str(after)) + _TICK)
    return stamp(at)
