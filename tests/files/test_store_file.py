"""The file of a workbook: made for its owner only, and refused without a trace when it is wrong."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from clientfit.core.errors import ClientfitError
from clientfit.files.store import Workbook, default_path
from clientfit.files.store.schema import APPLICATION_ID, MIGRATIONS, TABLES, migrate


@pytest.fixture
def path(tmp_path):
    """A workbook with some pages of content, closed."""
    path = tmp_path / "books" / "book.sqlite3"
    with Workbook.open(path) as book:
        client = book.add_client("Acme").id
        for n in range(100):
            book.note(client, f"q{n}", f"note {n} " * 100)
    return path


def contents(folder):
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def refused(path, match):
    """Opening is refused with these words, and the folder stays as it was to the last byte."""
    before = contents(path.parent)
    with pytest.raises(ClientfitError, match=match) as told:
        Workbook.open(path)
    assert contents(path.parent) == before
    assert all(fault.where == str(path) and fault.todo for fault in told.value.faults)


def test_the_files_are_for_their_owner_only_whatever_the_umask(tmp_path):
    umask = os.umask(0)
    try:
        path = tmp_path / "new" / "folder" / "book.sqlite3"
        with Workbook.open(path) as book:
            book.add_client("Acme")
            modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    finally:
        os.umask(umask)
    assert modes == {"book.sqlite3": 0o600, "book.sqlite3-wal": 0o600, "book.sqlite3-shm": 0o600}
    for folder in (path.parent, path.parent.parent):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_a_workbook_that_others_may_read_is_closed_to_them(path):
    path.chmod(0o644)
    Workbook.open(path).close()
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_closed_workbook_is_a_single_file(path):
    assert list(contents(path.parent)) == ["book.sqlite3"]


def test_writing_is_as_safe_as_it_can_be(path):
    with Workbook.open(path) as book:
        pragmas = {
            name: book._base.rows(f"PRAGMA {name}")[0][0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert pragmas == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
    }


def test_the_place_can_be_chosen_and_has_a_default(monkeypatch):
    monkeypatch.setenv("CLIENTFIT_WORKBOOK", "~/my book.sqlite3")
    assert default_path() == Path.home() / "my book.sqlite3"
    monkeypatch.setenv("CLIENTFIT_WORKBOOK", "")
    assert default_path().is_absolute()
    assert default_path().parent.name == "clientfit"


@pytest.mark.parametrize("name", ["what? & 100% #1.sqlite3", "книга عملاء.db", "-wal"])
def test_a_file_may_have_any_name(tmp_path, name):
    with Workbook.open(tmp_path / name) as book:
        book.add_client("Acme")
    with Workbook.open(tmp_path / name) as book:
        assert [client.name for client in book.clients()] == ["Acme"]
    assert [file.name for file in tmp_path.iterdir()] == [name]


def test_a_link_to_a_workbook_leads_to_it(path, tmp_path):
    link = tmp_path / "link"
    link.symlink_to(path)
    with Workbook.open(link) as book:
        assert book.path == path.resolve()
        assert len(book.clients()) == 1


# What is no workbook


@pytest.mark.parametrize(
    ("content", "match"),
    [
        (b"", "empty"),
        (b"Dear diary\n", "no workbook"),
        (b'{"format": "clientfit-workbook"}', "no workbook"),
        (os.urandom(5000), "no workbook"),
        (b"SQLite format 3\x00", "damaged"),
    ],
    ids=["empty", "text", "json", "noise", "beginning only"],
)
def test_a_file_that_is_something_else_is_refused(tmp_path, content, match):
    path = tmp_path / "book.sqlite3"
    path.write_bytes(content)
    refused(path, match)


@pytest.mark.parametrize("journal", ["wal", "delete"])
def test_the_database_of_another_program_is_refused(tmp_path, journal):
    path = tmp_path / "other.sqlite3"
    with closing(sqlite3.connect(path)) as other:
        other.execute(f"PRAGMA journal_mode = {journal}")
        other.execute("CREATE TABLE clients (id TEXT)")
        other.commit()
    refused(path, "another program")


def test_a_folder_is_refused(tmp_path):
    (tmp_path / "folder").mkdir()
    refused(tmp_path / "folder", "a folder")


def test_a_pipe_is_refused_at_once(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    refused(tmp_path / "pipe", "no ordinary file")


def test_a_path_through_a_file_is_refused(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(ClientfitError, match="not a folder"):
        Workbook.open(tmp_path / "file" / "book.sqlite3")
    assert contents(tmp_path) == {"file": b"x"}


def test_a_link_in_a_circle_is_refused(tmp_path):
    link = tmp_path / "link"
    link.symlink_to(link)
    with pytest.raises(ClientfitError, match="can't be used"):
        Workbook.open(link)


def test_a_newer_workbook_is_refused(path):
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    refused(path, "newer clientfit.*Update clientfit")


# Damage


@pytest.mark.parametrize("part", [0.3, 0.6, 0.99])
def test_a_truncated_workbook_is_refused(path, part):
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * part)])
    refused(path, "damaged")


def test_any_page_full_of_noise_is_found_and_refused(path, monkeypatch):
    monkeypatch.setattr("clientfit.files.store.open._PAUSE_SECONDS", 0)
    whole, size = path.read_bytes(), 4096
    for page in range(1, len(whole) // size):
        noise = whole[: page * size] + b"\xa5" * size + whole[(page + 1) * size :]
        path.write_bytes(noise)
        refused(path, "damaged")


def test_a_workbook_without_one_of_its_tables_is_refused(path):
    with closing(sqlite3.connect(path)) as other:
        other.execute("DROP TABLE settings")
    refused(path, "damaged")


def test_damage_beside_unfinished_business_leaves_both_files_as_they_are(path, tmp_path):
    """A -wal from a killed writer and a broken page: neither is merged into the other."""
    killed = tmp_path / "killed"
    killed.mkdir()
    with Workbook.open(path) as book:
        book.add_client("In the wal only")
        for end in ("", "-wal", "-shm"):
            part = path.with_name(path.name + end)
            (killed / part.name).write_bytes(part.read_bytes())
    broken = killed / path.name
    whole = bytearray(broken.read_bytes())
    whole[4096 * 8 : 4096 * 10] = b"\xa5" * 8192
    broken.write_bytes(whole)
    before = contents(killed)
    with pytest.raises(ClientfitError, match="damaged"):
        Workbook.open(broken)
    after = contents(killed)
    shared = f"{path.name}-shm"  # SQLite's scratch memory, which holds nothing of the person's
    assert before.pop(shared)
    assert after.pop(shared)
    assert after == before


def test_last_changes_without_their_workbook_are_not_overwritten(tmp_path):
    (tmp_path / "book.sqlite3-wal").write_bytes(b"the last changes")
    refused(tmp_path / "book.sqlite3", "gone")


def test_a_workbook_deleted_or_replaced_while_open_takes_no_more_answers(path):
    with Workbook.open(path) as book:
        client = book.clients()[0].id
        moved = path.rename(path.with_name("moved"))
        with pytest.raises(ClientfitError, match="moved, replaced or deleted"):
            book.answer(client, "q", "often")
        path.write_bytes(b"something else")
        with pytest.raises(ClientfitError, match="moved, replaced or deleted"):
            book.answer(client, "q", "often")
        path.unlink()
        moved.rename(path)
        book.answer(client, "q", "often")
        assert book.answers(client)["q"].value == "often"


# Permissions, tried as a person who is not the administrator


def told_to_another(path, own):
    """What someone without rights of their own is told when they open the path."""
    code = (
        "import os, sys; from pathlib import Path\n"
        "from clientfit.core.errors import ClientfitError\n"
        "from clientfit.files.store import Workbook\n"
        # What Python loads late it can't find any more as another, so the way is walked before.
        "Workbook.open(Path(sys.argv[2])).close()\n"
        "if os.geteuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "try: Workbook.open(Path(sys.argv[1]))\n"
        "except ClientfitError as error: print(error)\n"
        "else: print('opened')\n"
    )
    return subprocess.run(
        [sys.executable, "-c", code, str(path), str(own / "book.sqlite3")],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout


@pytest.fixture
def open_folder():
    """A folder that anyone may enter, with a workbook of anyone."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Workbook.open(folder / "book.sqlite3").close()
        if os.geteuid() == 0:
            os.chown(folder, 65534, 65534)
            os.chown(folder / "book.sqlite3", 65534, 65534)
        yield folder
        folder.chmod(0o700)


@pytest.mark.parametrize(
    ("file_mode", "folder_mode", "match"),
    [
        (0o600, 0o700, "opened"),
        (0o000, 0o700, "may not read or write"),
        (0o400, 0o700, "read-only"),
        (0o600, 0o500, "read-only"),
        (0o600, 0o000, "may not read or write"),
    ],
    ids=["all well", "unreadable", "read-only", "read-only folder", "closed folder"],
)
def test_missing_permission_is_told_and_changes_nothing(
    open_folder, tmp_path, file_mode, folder_mode, match
):
    path = open_folder / "book.sqlite3"
    before = path.read_bytes()
    path.chmod(file_mode)
    open_folder.chmod(folder_mode)
    told = told_to_another(path, tmp_path)
    open_folder.chmod(0o700)
    path.chmod(0o600)
    assert match in told
    assert contents(open_folder) == {"book.sqlite3": before}


def test_a_place_where_nothing_may_be_made_is_told(open_folder, tmp_path):
    open_folder.chmod(0o500)
    assert "may not read or write" in told_to_another(
        open_folder / "new" / "book.sqlite3", tmp_path
    )
    assert "may not read or write" in told_to_another(open_folder / "new.sqlite3", tmp_path)


# Migrations


def test_the_migrations_lead_from_nothing_to_a_workbook():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        assert {name for (name,) in names} == TABLES
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


NEXT = (*MIGRATIONS, ("ALTER TABLE clients ADD COLUMN colour TEXT", "CREATE TABLE extra (id TEXT)"))


def test_a_later_migration_runs_once_and_keeps_what_is_there(path):
    for _ in range(2):
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            migrate(connection, NEXT)
            assert connection.execute("SELECT name, colour FROM clients").fetchall() == [
                ("Acme", None)
            ]
            assert connection.execute("PRAGMA user_version").fetchone() == (len(NEXT),)


def test_a_migration_that_fails_halfway_leaves_the_file_as_it_was(path):
    broken = (*NEXT, ("CREATE TABLE more (id TEXT)", "no such statement"))
    before = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        with pytest.raises(sqlite3.OperationalError):
            migrate(connection, broken)
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
    assert path.read_bytes() == before


def test_two_windows_that_migrate_at_once_do_it_once(path):
    def run(_):
        with closing(sqlite3.connect(path, timeout=30, isolation_level=None)) as connection:
            migrate(connection, NEXT)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(run, range(4))) == [None] * 4


def test_windows_that_start_the_same_workbook_at_once_share_it(tmp_path):
    path = tmp_path / "book.sqlite3"

    def run(n):
        with Workbook.open(path) as book:
            book.add_client(f"Client {n}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(run, range(8)))
    with Workbook.open(path) as book:
        assert {client.name for client in book.clients()} == {f"Client {n}" for n in range(8)}
    assert [file.name for file in tmp_path.iterdir()] == ["book.sqlite3"]


# Writing that fails


def test_a_window_that_never_stops_writing_is_told_of(path, monkeypatch):
    monkeypatch.setattr("clientfit.files.store.open.BUSY_SECONDS", 0.1)
    with Workbook.open(path) as book, closing(sqlite3.connect(path)) as other:
        client = book.clients()[0].id
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(ClientfitError, match=r"another window.*not kept"):
            book.answer(client, "q", "often")
        other.execute("ROLLBACK")
        book.answer(client, "q", "often")
        assert book.answers(client)["q"].value == "often"


def test_a_full_disk_is_told_of_and_what_was_there_stays(path):
    with Workbook.open(path) as book:
        client, before = book.clients()[0].id, book.export()
        ((pages,),) = book._base.rows("PRAGMA page_count")
        book._base.rows(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(ClientfitError, match=r"disk is full.*not kept"):
            book.note(client, "q", "x" * 500_000)
        book._base.rows("PRAGMA max_page_count = 1000000")
        assert book.export() == before
        book.note(client, "q", "x" * 500_000)


def test_a_mistake_of_ours_is_not_dressed_up_as_one_of_the_person(path):
    with Workbook.open(path) as book:
        with pytest.raises(sqlite3.OperationalError):
            book._base.rows("SELECT nothing FROM nowhere")
        with pytest.raises(ZeroDivisionError), book._base.write() as connection:
            connection.execute("DELETE FROM clients")
            raise ZeroDivisionError
        assert len(book.clients()) == 1
