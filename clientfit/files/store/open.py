"""Open a workbook file, or refuse it without changing it.

All reasons to refuse are checked first, with a connection that changes nothing: preparing a file
that turns out to be damaged would write to it.
"""

from __future__ import annotations

import os
import sqlite3
import stat
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path

from platformdirs import user_data_path

from clientfit.core.errors import ClientfitError, Fault
from clientfit.files.store import faults
from clientfit.files.store.on_disk import BESIDE, beside, holds_something
from clientfit.files.store.schema import APPLICATION_ID, MIGRATIONS, TABLES, migrate

BUSY_SECONDS = 15.0
_LOOKS = 3
_PAUSE_SECONDS = 0.1


def default_path() -> Path:
    """The path of the person's workbook: CLIENTFIT_WORKBOOK, or a file in their data folder."""
    chosen = os.environ.get("CLIENTFIT_WORKBOOK", "").strip()
    if chosen:
        return Path(chosen).expanduser()
    return user_data_path("clientfit", appauthor=False) / "workbook.sqlite3"


def open_memory() -> sqlite3.Connection:
    """Open a workbook in memory, which never touches the disk."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    _prepare(connection, temporary="MEMORY")
    migrate(connection)
    return connection


def open_file(path: Path) -> sqlite3.Connection:
    """Open the workbook at the (resolved) path; create it where there is none.

    Raises ClientfitError for a file that is not a workbook, is damaged, newer or read-only.
    """
    try:
        # The -wal is looked up first: later it could be that of another process which has just
        # created the file, and that would be no error.
        orphan = beside(path, "-wal").exists()
        found = path.stat()
    except FileNotFoundError:
        if orphan:
            what = "the workbook file is gone, but its -wal file with the last changes is there"
            todo = "Put the workbook file back beside it, or move the -wal file away"
            raise ClientfitError(Fault(str(path), what, todo)) from None
        _create(path)
    except OSError as error:
        raise faults.refused(path, error) from error
    else:
        _look_at(path, found)
    _look_inside(path)
    return _connect(path)


def _create(path: Path) -> None:
    """Build the file under a temporary name, then give it its own: it is complete or not there."""
    try:
        for folder in reversed([path.parent, *path.parent.parents]):
            if not folder.exists():
                folder.mkdir(mode=0o700, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")  # mode 0600
        os.close(handle)
        new = Path(name)
        try:
            _build(new, path)
            _name_it(new, path)
        finally:
            for left in (new, *(beside(new, end) for end in BESIDE)):
                left.unlink(missing_ok=True)
    except OSError as error:
        raise faults.refused(path, error) from error


def _build(new: Path, path: Path) -> None:
    with (
        faults.telling(path),
        closing(sqlite3.connect(new, isolation_level=None)) as connection,
    ):
        migrate(connection)
        connection.execute("PRAGMA journal_mode = WAL")


def _name_it(new: Path, path: Path) -> None:
    try:
        os.link(new, path)  # unlike a rename it never replaces the file of a quicker window
    except FileExistsError:
        return
    except OSError:  # a disk without hard links, such as a USB stick
        if path.exists():
            return
        new.rename(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _look_at(path: Path, found: os.stat_result) -> None:
    """Refuse what is visibly not a workbook, or not accessible, judging by its metadata only."""
    if stat.S_ISDIR(found.st_mode):
        raise faults.no_workbook(path, "this is a folder, not a workbook")
    if not stat.S_ISREG(found.st_mode):
        raise faults.no_workbook(path, "this is no ordinary file")
    if not found.st_size:
        raise faults.no_workbook(path, "this file is empty, so it is damaged or no workbook")
    if not os.access(path, os.R_OK):
        raise faults.refused(path, PermissionError())
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK | os.X_OK):
        what = "this workbook is read-only, or its folder is; it was left as it is"
        todo = "Allow writing to both, or copy the file to a folder of your own"
        raise ClientfitError(Fault(str(path), what, todo))


def _look_inside(path: Path) -> None:
    """Refuse a file that is not a workbook, is newer, or damaged.

    Damage is only believed when it is seen repeatedly, since another process may be in the middle
    of a checkpoint.
    """
    for look in range(_LOOKS):
        if look:
            time.sleep(_PAUSE_SECONDS)
        if _is_sound(path):
            return
    raise faults.damaged(path)


def _is_sound(path: Path) -> bool:
    """Check the file, through SQLite only.

    Closing any other handle of the file would drop the locks that this process may hold on it; that
    is also true for SQLite's lock-free mode ("immutable").
    """
    in_use = any(holds_something(beside(path, end)) for end in ("-wal", "-journal"))
    # Closing a writable connection would merge the -wal of others; closing a read-only one would
    # leave its own empty -wal behind.
    mode = "ro" if in_use else "rw"
    with (
        faults.telling(path),
        closing(
            sqlite3.connect(f"{path.as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS)
        ) as connection,
    ):
        try:
            program = int(connection.execute("PRAGMA application_id").fetchone()[0])
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            if program != APPLICATION_ID:
                what = "this is the database of another program, no workbook"
                raise faults.no_workbook(path, what)
            checked = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
            names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = {name for (name,) in names}
        except sqlite3.Error as error:
            if faults.is_foreign(error):
                what = "this file is no workbook, or damaged from its first byte on"
                raise faults.no_workbook(path, what) from error
            if faults.is_damage(error):
                return False
            raise
    if version > len(MIGRATIONS):
        raise faults.newer(path, version, len(MIGRATIONS))
    complete = version >= 1 and (version < len(MIGRATIONS) or tables >= TABLES)
    return checked == "ok" and complete


def _connect(path: Path) -> sqlite3.Connection:
    for file in (path, beside(path, "-wal"), beside(path, "-shm")):
        # Missing, or owned by somebody else: then the mode is not ours to change.
        with suppress(FileNotFoundError, PermissionError):
            file.chmod(0o600)
    with faults.telling(path):
        connection = sqlite3.connect(
            f"{path.as_uri()}?mode=rw",
            uri=True,
            timeout=BUSY_SECONDS,
            isolation_level=None,
            check_same_thread=False,  # access is serialised by the lock of Connection
        )
        try:
            # Temporary data goes to unnamed files that only this process can read.
            _prepare(connection, temporary="FILE")
            migrate(connection)
        except BaseException:
            connection.close()
            raise
    return connection


def _prepare(connection: sqlite3.Connection, temporary: str) -> None:
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",  # a committed change is on the disk
        "foreign_keys = ON",
        "secure_delete = ON",  # deleted text is overwritten, not only unlinked
        f"temp_store = {temporary}",
        "trusted_schema = OFF",
    ):
        connection.execute(f"PRAGMA {pragma}")
