"""The one connection that a process has to the file of a workbook.

Two facts of SQLite ask for this ("How To Corrupt An SQLite Database File", 2.2). POSIX drops every
lock that a process holds on a file as soon as it closes any handle of that file; the next program
that opens and closes the workbook then takes itself for the last one and deletes the -wal and -shm
files under us, and what is written to a deleted -wal is lost. And all connections of one process to
one file share the index of its -wal, so none can be opened anew while another holds the old files.
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

_CACHE_KIB = 64 * 1024  # of what is on its way in; an index of a million rows is about so large
_TRIES = 3
_GENERATION = 1 << 32  # more changes than one opened file can see

logger = logging.getLogger(__name__)

#: The open files of this process by their real path, as SQLite keeps them too.
_OPEN: dict[Path, Connection] = {}
_OPENING = Lock()


class Connection:
    """A SQLite connection that stays with the files at its path; all use is under its ``lock``.

    ``opened`` counts how often the files had to be opened; more than once means that somebody
    replaced them in between.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.lock = RLock()  # JupyterLab hands messages to another thread than the cell's
        self.opened = 0
        self.users = 1
        self._attached: list[str] = []
        self._names = 0
        self._writes = 0
        self._held: Files | None = None
        self._db: sqlite3.Connection | None = None
        self._open()

    def ready(self) -> sqlite3.Connection:
        """Give the connection for reading what was there when ``version`` was last asked."""
        return self._db or self._renew()

    def renew(self) -> None:
        """Make sure that the files held are those at the path; what is not there is made."""
        with self.lock, faults.telling(self.path):
            if self._db is None or self._moved():
                self._renew(make=True)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """Write all or nothing. What was written is in the file at the path when this returns."""
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
        """Give a number that rises with every change, of whichever process.

        Where other files stand at the path now, they are read from here on, if they can be.
        """
        with self.lock, faults.telling(self.path):
            if self._db is not None and self._moved():
                with suppress(ClientfitError):
                    self._renew()
            others = int(self.ready().execute("PRAGMA data_version").fetchone()[0])
            return self.opened * _GENERATION + others + self._writes

    def attach(self) -> str:
        """Open a database for what is on its way in, and give its name.

        For a file it is one without a name, which SQLite makes, fills when memory runs short, and
        which is gone with this process; otherwise it is memory, too.
        """
        with self.lock, faults.telling(self.path):
            self._names += 1
            name = f"aside{self._names}"
            self._attach(self.ready(), name, ":memory:" if self.path is None else "")
            self._attached.append(name)
        return name

    def detach(self, name: str) -> None:
        """Let go of what was attached, and all that is in it."""
        with self.lock, faults.telling(self.path):
            self._attached.remove(name)
            self.ready().execute(f"DETACH {name}")

    def close(self) -> None:
        """Close it; the last process to do so leaves a single file behind."""
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
        """Say whether other files than those held stand at the path."""
        if self.path is None or (self._db is not None and self._db.in_transaction):
            return False
        return Files.at(self.path) != self._held

    def _begin(self) -> sqlite3.Connection:
        """Begin to write to the files at the path, and to no others.

        IMMEDIATE: a transaction that starts by reading fails, or overwrites what another window
        has just written, at the moment it begins to write.
        """
        for _ in range(_TRIES):
            db = self.ready()
            db.execute("BEGIN IMMEDIATE")
            # Looked at under the lock, which nobody who knows of it takes the -wal away from.
            if self.path is None or Files.at(self.path) == self._held:
                return db
            db.execute("ROLLBACK")
            self._renew()
        raise faults.gone(self.path or Path())

    def _renew(self, *, make: bool = False) -> sqlite3.Connection:
        """Open the files that stand at the path now, and take along what is on its way in.

        Where there is none, or none that can be used, ClientfitError is raised and the old ones
        are kept, to be read, and to be gone on with as soon as they are back.
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
                # Only -wal or -shm are others. This process shares the old index as long as the
                # old connection is open; and closing it must not delete the new files.
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
        """Bring what was written into the file that is held, wherever that is now.

        Its -wal must neither be lost when it no longer stands beside it, nor be played into a file
        that has taken its place. False: another window still uses it, so that this can't be.
        """
        db, held, path = self._db, self._held, self.path
        if db is None or held is None or path is None:
            return True
        there = Files.at(path)
        if there.main == held.main:
            # A -wal of others with something in it was begun when ours was merged and deleted.
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
            db.execute("SELECT 1 FROM settings LIMIT 1").fetchall()  # now -wal and -shm are there
            self._held = Files.at(self.path)
            db.execute("COMMIT")
        self._db = db
        self.opened += 1
        return db

    def _attach(self, db: sqlite3.Connection, name: str, place: str) -> None:
        db.execute(f"ATTACH ? AS {name}", (place,))
        for pragma in (
            "journal_mode = MEMORY",
            "secure_delete = OFF",  # it has no name, and goes as a whole
            f"cache_size = -{_CACHE_KIB}",
        ):
            db.execute(f"PRAGMA {name}.{pragma}")


def connect(path: Path | None) -> Connection:
    """Give the connection of this process to the file, or a new workbook in memory.

    Whoever takes one gives it back with ``release``.
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
    """Give a connection back; with the last user it is closed."""
    with _OPENING:
        connection.users -= 1
        if connection.users:
            return
        if connection.path is not None:
            del _OPEN[connection.path]
        connection.close()
