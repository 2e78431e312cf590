"""The single SQLite connection that a process has to a workbook file.

One connection per file is needed for two reasons (sqlite.org/howtocorrupt.html, section 2.2). POSIX
drops all locks that a process holds on a file when it closes any handle of it; another program that
then opens and closes the workbook believes to be the last user and deletes our -wal and -shm files,
and what is written to a deleted -wal is lost. Also, all connections of a process to one file share
the index of its -wal, so none can be reopened while another still holds the old files.
"""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, RLock

from clientfit.core.errors import ClientfitError
from clientfit.files.store import faults
from clientfit.files.store.on_disk import Files, beside, held_by_another, holds_something
from clientfit.files.store.open import open_file, open_memory

_CACHE_KIB = 64 * 1024  # for a staging database; the index of a million rows is about so large
_TRIES = 3
_GENERATION = 1 << 32  # more than the changes that one open file can count

logger = logging.getLogger(__name__)

#: The open connections of this process by real path, which is how SQLite itself identifies files.
_OPEN: dict[Path, Connection] = {}
_OPENING = Lock()


class Connection:
    """A SQLite connection that follows the files at its path. All use is under its ``lock``.

    ``opened`` counts how often the files were opened; more than once means that somebody replaced
    them in between.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.lock = RLock()  # JupyterLab handles messages in another thread than cells
        self.opened = 0
        self.users = 1
        self._attached: list[str] = []
        self._names = 0
        self._writes = 0
        self._held: Files | None = None
        self._db: sqlite3.Connection | None = None
        self._open()

    def ready(self) -> sqlite3.Connection:
        """The connection for reading.

        It shows the files that `version` or `renew` last looked at.
        """
        return self._db or self._renew()

    def renew(self) -> None:
        """Reopen if the files at the path are not those that are open; create a missing file."""
        with self.lock, faults.telling(self.path):
            if self._db is None or self._moved():
                self._renew(make=True)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A write transaction: all or nothing.

        It is in the file at the path when the block has ended.

        Raises ClientfitError if the files were replaced meanwhile.
        """
        with self.lock, faults.telling(self.path):
            db = self._begin()
            before = db.total_changes
            try:
                yield db
                db.execute("COMMIT")
            except BaseException:
                if db.in_transaction:
                    db.execute("ROLLBACK")
                raise
            self._writes += db.total_changes > before
            if self.path is not None and self._moved():
                raise faults.disturbed(self.path)

    def version(self) -> int:
        """A number that rises with every change, by whichever process.

        If other files are at the path now, they are opened if possible and read from here on.
        """
        with self.lock, faults.telling(self.path):
            if self._db is not None and self._moved():
                with suppress(ClientfitError):
                    self._renew()
            others = int(self.ready().execute("PRAGMA data_version").fetchone()[0])
            return self.opened * _GENERATION + others + self._writes

    def attach(self) -> str:
        """Attach a staging database and return its schema name.

        For a workbook file it is an unnamed temporary database, which SQLite spills to disk when
        memory runs short and which disappears with this process; else it is in memory.
        """
        with self.lock, faults.telling(self.path):
            self._names += 1
            name = f"aside{self._names}"
            self._attach(self.ready(), name, ":memory:" if self.path is None else "")
            self._attached.append(name)
        return name

    def detach(self, name: str) -> None:
        """Detach a staging database; its contents are lost."""
        with self.lock, faults.telling(self.path):
            self._attached.remove(name)
            self.ready().execute(f"DETACH {name}")

    def close(self) -> None:
        """Close it; the last process to do so merges the -wal, so that a single file remains."""
        with self.lock:
            if self.path is not None and self._held is not None and self._moved():
                self._finish()
                if Files.at(self.path).main == self._held.main:
                    with held_by_another(self.path):
                        self._close()
            self._close()

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def _moved(self) -> bool:
        """Whether the files at the path are not the ones that are open."""
        if self.path is None or (self._db is not None and self._db.in_transaction):
            return False
        return Files.at(self.path) != self._held

    def _begin(self) -> sqlite3.Connection:
        """Begin a write transaction on the files at the path, and on no others.

        IMMEDIATE takes the write lock at once: a transaction that starts by reading could fail
        later, or overwrite what another process has written in between.
        """
        for _ in range(_TRIES):
            db = self.ready()
            db.execute("BEGIN IMMEDIATE")
            # Checked under the write lock: while it is held, no other program removes the -wal.
            if self.path is None or Files.at(self.path) == self._held:
                return db
            db.execute("ROLLBACK")
            self._renew()
        raise faults.gone(self.path or Path())

    def _renew(self, *, make: bool = False) -> sqlite3.Connection:
        """Open the files that are at the path now, and carry staging databases over.

        If there is no usable file, raises ClientfitError and keeps the old files open, for reading,
        and for writing as soon as they are back.
        """
        path, old, held = self.path, self._db, self._held
        if path is None:
            raise sqlite3.ProgrammingError("Cannot operate on a closed workbook.")
        there = Files.at(path)
        if not self._finish() or (there.main is None and not make):
            raise faults.gone(path)
        on_its_way = {name: old.serialize(name=name) for name in self._attached} if old else {}
        try:
            if held is not None and there.main == held.main:
                # Only -wal or -shm were replaced. This process shares the old index as long as the
                # old connection is open; and closing that must not delete the new files.
                with held_by_another(path):
                    self._close()
                    new = self._open()
            else:
                new = self._open()
                if old is not None:
                    old.close()
        except ClientfitError as error:
            raise ClientfitError([*faults.gone(path).faults, *error.faults]) from error
        for name, data in on_its_way.items():
            self._attach(new, name, ":memory:")
            new.deserialize(data, name=name)
        logger.warning("the files of a workbook were replaced while it was open; opened anew")
        return new

    def _finish(self) -> bool:
        """Checkpoint the -wal into the file that is open, wherever that file is now.

        The -wal must not be lost if it is no longer beside its file, nor be applied to another file
        that took its place. Returns False if another process still uses it, so that this is
        impossible.
        """
        db, held, path = self._db, self._held, self.path
        if db is None or held is None or path is None:
            return True
        there = Files.at(path)
        if there.main == held.main:
            # A non-empty foreign -wal was started after ours was merged and deleted.
            if there.wal != held.wal and holds_something(beside(path, "-wal")):
                return True
            _, written, merged = db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
            return bool(written == merged)
        busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if not busy:
            for end, ours in (("-wal", there.wal == held.wal), ("-shm", there.shm == held.shm)):
                if ours:
                    beside(path, end).unlink(missing_ok=True)
        return not busy

    def _open(self) -> sqlite3.Connection:
        if self.path is None:
            self._db = open_memory()
            return self._db
        db = open_file(self.path)
        with faults.telling(self.path):
            db.execute("BEGIN")
            db.execute("SELECT 1 FROM settings LIMIT 1").fetchall()  # creates -wal and -shm
            self._held = Files.at(self.path)
            db.execute("COMMIT")
        self._db = db
        self.opened += 1
        return db

    def _attach(self, db: sqlite3.Connection, name: str, place: str) -> None:
        db.execute(f"ATTACH ? AS {name}", (place,))
        for pragma in (
            "journal_mode = MEMORY",
            "secure_delete = OFF",  # unnamed, and deleted as a whole
            f"cache_size = -{_CACHE_KIB}",
        ):
            db.execute(f"PRAGMA {name}.{pragma}")


def connect(path: Path | None) -> Connection:
    """The connection of this process to the file, or a new in-memory workbook.

    Each call must be matched by one of `release`.
    """
    if path is None:
        return Connection(None)
    with _OPENING:
        found = _OPEN.get(path)
        if found is None:
            found = _OPEN[path] = Connection(path)
        else:
            found.renew()
            found.users += 1
        return found


def release(connection: Connection) -> None:
    """Give a connection back; the last release closes it."""
    with _OPENING:
        connection.users -= 1
        if connection.users:
            return
        if connection.path is not None:
            del _OPEN[connection.path]
        connection.close()
