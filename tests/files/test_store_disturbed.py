"""A workbook whose file is read, replaced or moved from outside while it is open.

Every write that was acknowledged is in the file, as a process reads it that knows of nothing.
"""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clientfit.core.errors import ClientfitError
from clientfit.core.records.activity import TimeEntry
from clientfit.files.store import Workbook
from clientfit.files.store.record_tables import HOURS
from tests.talking import talk

OTHER = """
import os, sys
from pathlib import Path
from clientfit.files.store import Workbook
book = None
for line in sys.stdin:
    do, _, given = line.rstrip("\\n").partition(" ")
    if do == "open":
        book = Workbook.open(Path(given))
    elif do == "add":
        book.add_client(given)
    elif do == "names":
        print(*(client.name for client in book.clients()), sep="|", end="|")
    elif do == "close":
        book.close()
    print("", flush=True)
"""


class Other:
    """Another process that uses workbooks: another window, or a person's script."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-c", OTHER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def do(self, what):
        self.process.stdin.write(f"{what}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().rstrip("\n")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


def read_by_another(path):
    """The clients' names in the file, as a new process finds them."""
    with Other() as other:
        other.do(f"open {path}")
        names = [name for name in other.do("names").split("|") if name]
        other.do("close")
        return names


def opened_and_closed(path):
    """What the README's script does."""
    assert read_by_another(path) is not None


def hour(number):
    return TimeEntry("Acme", str(number), date(2026, 1, 1), 3600)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "books" / "book.sqlite3"


def test_a_second_window_that_closes_costs_the_first_one_nothing(path):
    """A cell run again, a second page, cf.workbook() beside the page."""
    with Workbook.open(path) as book:
        Workbook.open(path).close()
        opened_and_closed(path)
        book.add_client("Acme")
        assert read_by_another(path) == ["Acme"]
    assert read_by_another(path) == ["Acme"]


def test_two_windows_of_one_process_stay_together_whatever_a_script_does(path):
    with Workbook.open(path) as one, Workbook.open(path) as two:
        opened_and_closed(path)
        one.add_client("Acme")
        opened_and_closed(path)
        two.add_client("Bolt")
        assert [client.name for client in one.clients()] == ["Acme", "Bolt"]
    assert read_by_another(path) == ["Acme", "Bolt"]


def test_a_foreign_read_in_the_same_process_costs_nothing(path):
    with Workbook.open(path) as book:
        book.add_client("Before")
        path.read_bytes()  # drops SQLite's locks
        opened_and_closed(path)  # so this one deletes the -wal
        assert not path.with_name("book.sqlite3-wal").exists()
        book.add_client("After")
        assert read_by_another(path) == ["Before", "After"]
        assert book.opened_anew()
        assert not book.opened_anew()
    assert read_by_another(path) == ["Before", "After"]


@pytest.mark.parametrize("end", ["stays open", "closed", "killed"])
def test_what_another_window_wrote_meanwhile_is_kept_too(path, end):
    with Workbook.open(path) as book, Other() as other:
        book.add_client("Before")
        path.read_bytes()
        opened_and_closed(path)
        other.do(f"open {path}")
        other.do("add Meanwhile")
        if end == "closed":
            other.do("close")
        elif end == "killed":
            other.kill()
        book.add_client("After")
        assert [client.name for client in book.clients()] == ["Before", "Meanwhile", "After"]
    assert read_by_another(path) == ["Before", "Meanwhile", "After"]


def test_the_page_sees_what_was_written_meanwhile_before_anything_is_done(path):
    with Workbook.open(path) as book, Other() as other:
        path.read_bytes()
        opened_and_closed(path)
        before = book.version()
        other.do(f"open {path}")
        other.do("add Meanwhile")
        assert book.version() > before
        assert [client.name for client in book.clients()] == ["Meanwhile"]


def test_a_replaced_file_takes_what_is_written_next_and_the_old_one_keeps_what_was_before(path):
    with Workbook.open(path) as book:
        book.add_client("Before")
        with Workbook.open(path.with_name("new.sqlite3")) as new:
            new.add_client("Backup")
        os.link(path, path.with_name("kept.sqlite3"))
        path.with_name("new.sqlite3").replace(path)
        book.add_client("After")
        assert [client.name for client in book.clients()] == ["Backup", "After"]
        assert book.opened_anew()
    assert read_by_another(path) == ["Backup", "After"]
    assert read_by_another(path.with_name("kept.sqlite3")) == ["Before"]


def test_a_renamed_folder_keeps_all_that_was_acknowledged_and_takes_no_more_until_it_is_back(path):
    elsewhere = path.parent.with_name("elsewhere")
    with Workbook.open(path) as book:
        book.add_client("Before")
        path.parent.rename(elsewhere)
        with pytest.raises(ClientfitError, match="nothing was written"):
            book.add_client("Refused")
        assert [client.name for client in book.clients()] == ["Before"]
        assert read_by_another(elsewhere / path.name) == ["Before"]
        elsewhere.rename(path.parent)
        book.add_client("After")
    assert read_by_another(path) == ["Before", "After"]


def test_a_folder_with_another_workbook_in_its_place_takes_what_is_written_next(path):
    elsewhere, there = path.parent.with_name("elsewhere"), path.parent.with_name("there")
    with Workbook.open(there / path.name) as other, Workbook.open(path) as book:
        other.add_client("There")
        book.add_client("Before")
        path.parent.rename(elsewhere)
        there.rename(path.parent)
        book.add_client("After")
        assert read_by_another(path) == ["There", "After"]
    assert read_by_another(path) == ["There", "After"]
    assert read_by_another(elsewhere / path.name) == ["Before"]


def test_a_file_that_is_moved_without_its_wal_has_everything_in_it(path):
    moved = path.parent.parent / "moved.sqlite3"
    with Workbook.open(path) as book:
        book.add_client("Before")
        path.rename(moved)
    assert read_by_another(moved) == ["Before"]


def test_a_wal_that_is_deleted_by_hand_takes_nothing_with_it(path):
    with Workbook.open(path) as book:
        book.add_client("Before")
        path.with_name("book.sqlite3-wal").unlink()
        book.add_client("After")
        assert read_by_another(path) == ["Before", "After"]
    assert read_by_another(path) == ["Before", "After"]


def test_a_file_deleted_by_hand_is_begun_anew_when_it_is_opened_again(path):
    with Workbook.open(path):
        shutil.rmtree(path.parent)
        with Workbook.open(path) as again:
            again.add_client("Anew")
    assert read_by_another(path) == ["Anew"]


def test_an_import_on_its_way_in_survives_that_the_files_are_replaced(path):
    with Workbook.open(path) as book, book.stage(HOURS) as stage:
        stage.put([hour(n) for n in range(50)])
        path.read_bytes()
        opened_and_closed(path)
        stage.put([hour(n) for n in range(50, 100)])
        assert stage.keep("hours.csv").added == 100
    with Workbook.open(path) as book:
        assert len(book.hours()) == 100


def test_a_write_at_the_very_moment_of_the_replacement_is_not_acknowledged(path):
    with (
        Workbook.open(path) as book,
        pytest.raises(ClientfitError, match="may not have been kept"),
        book._base.write() as connection,
    ):
        connection.execute("INSERT INTO settings VALUES ('x', '1', '2026-11-30')")
        path.unlink()
        shutil.copy(path.with_name("book.sqlite3-wal"), path)


def test_the_page_says_that_it_goes_on_in_another_file(path):
    page = talk(Workbook.open(path))
    page.done("add", name="Acme")
    path.read_bytes()
    opened_and_closed(path)
    answer = page.done("answer", client=page.client, field="strain", value="often")
    assert "changed from outside" in answer["notice"]
    assert "notice" not in page.done("answer", client=page.client, field="abuse", value="never")
    page.session.workbook.close()
    assert read_by_another(path) == ["Acme"]


STEPS = ("add", "second", "foreign read", "script", "other adds", "other closes", "other killed")


@settings(max_examples=12, deadline=None)
@example(["second", "script"])
@example(["foreign read", "script", "other adds", "add", "other closes"])
@example(["foreign read", "script", "other adds", "other killed"])
@given(st.lists(st.sampled_from(STEPS), min_size=3, max_size=12))
def test_whatever_happens_around_it_no_acknowledged_write_is_lost(steps):
    added = []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as at_end:
        path = Path(folder) / "book.sqlite3"
        book = at_end.enter_context(Workbook.open(path))
        other = None
        for number, step in enumerate([*steps, "add"]):
            name = f"{step} {number}"
            if step == "add":
                book.add_client(name)
                added.append(name)
            elif step == "second":
                Workbook.open(path).close()
            elif step == "foreign read":
                path.read_bytes()
            elif step == "script":
                opened_and_closed(path)
            elif step == "other adds":
                if other is None:
                    other = at_end.enter_context(Other())
                    other.do(f"open {path}")
                other.do(f"add {name}")
                added.append(name)
            elif other is not None:
                other.do("close") if step == "other closes" else other.kill()
                other = None
        assert [client.name for client in book.clients()] == added
        book.close()
        assert read_by_another(path) == added


LISTENING = """
import sys
from pathlib import Path
path, opened = sys.argv[1], []
def hear(event, given):
    what = str(given[0]) if event in ("open", "sqlite3.connect") else ""
    unlocked = "immutable" in what or "nolock" in what
    if event == "open" and what.startswith(path) or unlocked:
        opened.append(what)
sys.addaudithook(hear)
from clientfit.cli import main
from clientfit.files.store import Workbook
from tests.talking import talk
page = talk(Workbook.open(Path(path)))
page.look_around()
for what in ("workbook.json", "workbook.xlsx", "evidence.zip", "trace.json"):
    page.done("download", what=what, client=page.client)
second = Workbook.open(Path(path))
second.export_json()
second.close()
for given in (["export", "--output", path], ["export", "--output", f"{path}-wal"]):
    assert main([*given, "--workbook", path]) == 1
assert main(["import", path, "--workbook", path]) == 1
assert main(["export", "--workbook", path, "--output", f"{Path(path).parent}/copy.json"]) == 0
assert main(["import", "--workbook", path, f"{Path(path).parent}/copy.json"]) == 0
print("opened", *opened)
"""


def test_nothing_but_sqlite_ever_opens_the_file_and_never_without_locks(path):
    told = subprocess.run(
        [sys.executable, "-c", LISTENING, str(path)], capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.splitlines()[-1] == "opened"
