"""An import step by step: it may be stopped or killed at any time, and leaves nothing half done."""

import io
import signal
import subprocess
import sys
from datetime import date

import pytest

from clientfit.core.errors import ClientfitError
from clientfit.files.import_job import ImportJob
from clientfit.files.importers import Choices
from clientfit.files.importers import steps as reading
from clientfit.files.store import ImportCount, Workbook

HEADER = "Invoice number,Client,Invoice date,Due date,Total,Amount due,Status\n"
ROWS = 30_000


def listed(rows=ROWS, order="{n},Acme,2026-01-05,2026-02-04,{n}.50,0.00,paid\n"):
    return (HEADER + "".join(order.format(n=n) for n in range(rows))).encode()


@pytest.fixture
def book(tmp_path):
    with Workbook.open(tmp_path / "b.sqlite3") as book:
        yield book


@pytest.fixture
def by_block(monkeypatch):
    monkeypatch.setattr(reading, "SMALL", 0)


def job_of(book, data, choices=None):
    return ImportJob(lambda: book, io.BytesIO(data), "a.csv", choices)


def test_the_steps_add_up_to_the_whole_and_the_workbook_sees_only_the_last(book, by_block):
    job = job_of(book, listed())
    done = []
    while not job.finished:
        assert book.invoices() == ()
        job.work(0.001)
        done.append(job.done)
    assert done == sorted(done)
    assert (done[-1], job.count) == (job.size, ImportCount(ROWS, 0, 0))
    assert len(book.invoices()) == ROWS


def test_all_is_read_before_anything_is_kept_so_that_it_can_be_said(book):
    job = job_of(book, listed(10))
    job.work()
    assert (job.keeping, job.finished, book.invoices()) == (True, False, ())
    job.work()
    assert (job.keeping, job.finished, len(book.invoices())) == (False, True, 10)


def test_stopped_at_any_step_it_leaves_nothing(book, by_block):
    for steps in (0, 1, 2, 3, 5):
        job = job_of(book, listed())
        for _ in range(steps):
            job.work(0)
            job._step()
        job.cancel()
        job.cancel()
        assert job.finished
        assert book.invoices() == ()


def test_answers_are_kept_while_a_file_is_read(book, by_block):
    client = book.add_client("Acme").id
    job = job_of(book, listed())
    while not job.finished:
        book.answer(client, "q", str(job.done))
        job.work(0.001)
    assert book.answers(client)["q"].value is not None
    assert len(book.invoices(client)) == ROWS


def test_a_file_with_a_question_is_read_again_with_the_answer(book, by_block):
    data = listed(2000, "{n},Acme,01/02/2026,03/02/2026,{n}.50,0.00,paid\n")
    data += b"x,Acme,2/1/2026,2/4/2026,1.00,0.00,paid\n"
    asked = job_of(book, data)
    asked.run()
    assert asked.read.needs
    assert book.invoices() == ()
    answered = ImportJob(lambda: book, asked.file, asked.name, Choices(day_first=True))
    answered.run()
    assert min(one.issued for one in book.invoices()) == date(2026, 1, 2)


def test_what_can_not_be_read_asks_for_no_workbook():
    def none():
        raise AssertionError

    job = ImportJob(none, io.BytesIO(b"a,b\n1,2\n"), "a.csv")
    with pytest.raises(ClientfitError):
        job.run()
    assert job.finished


def test_a_message_comes_in_the_same_way(book):
    text = (
        "From: Anna <anna@bakery.example>\nTo: me@own.example\nMessage-ID: <1@bakery.example>\n"
        "Date: Mon, 5 Jan 2026 09:30:00 +0100\nSubject: Hello\n\nIs it done?\n"
    )
    job = job_of(book, text.encode(), Choices(me=frozenset({"me@own.example"})))
    job.run()
    assert job.count == ImportCount(1, 0, 0)
    assert [one.client for one in book.messages()]


KILLED = """
import sys
from pathlib import Path
from clientfit.files.importers import reading
from clientfit.files.import_job import ImportJob
from clientfit.files.store import Workbook
reading.SMALL = 0
book = Workbook.open(Path(sys.argv[1]))
job = ImportJob(lambda: book, open(sys.argv[2], "rb"), "a.csv")
while not (job.done == job.size or job.keeping):
    job.work(0.001)
    print(job.done, flush=True)
print("read", flush=True)
while True:
    job.work()
"""


@pytest.mark.parametrize("when", ["first", "middle", "read"])
def test_killed_at_any_moment_it_has_kept_all_or_nothing(tmp_path, when):
    home = tmp_path / "home"
    path, file = home / "b.sqlite3", tmp_path / "a.csv"
    Workbook.open(path).close()
    file.write_bytes(listed(60_000))
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path), str(file)],
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path), "SQLITE_TMPDIR": str(home), "TMPDIR": str(home)},
    )
    for line in process.stdout:
        said = line.strip()
        far = 0 if said == "read" else int(said)
        if when == "first" or said == "read" or (when == "middle" and far > 2**20):
            break
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    with Workbook.open(path) as book:
        assert len(book.invoices()) in ((0, 60_000) if when == "read" else (0,))
    assert [one.name for one in home.iterdir()] == ["b.sqlite3"]
