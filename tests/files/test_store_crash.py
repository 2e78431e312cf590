"""A writer that is killed, and writers that write at once: no confirmed answer is ever lost."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

from clientfit.files.store import Workbook

KILLS = 12

WRITER = """
import sys
from pathlib import Path
from clientfit.files.store import Workbook
book, (name, client) = Workbook.open(Path(sys.argv[1])), sys.argv[2:]
print("ready", flush=True)
for n in range(1_000_000):
    book.answer(client, f"{name}-{n}", f"{name}-{n}")
    book.note(client, f"{name}-{n}", "x" * (n % 5000))
    print(n, flush=True)
"""

IMPORTER = """
import sys
from datetime import date
from pathlib import Path
from clientfit.core.money import Money
from clientfit.core.model import Invoice, InvoiceState
from clientfit.files.store import Workbook
OPEN, book = InvoiceState.OPEN, Workbook.open(Path(sys.argv[1]))
print("ready", flush=True)
for n in range(1_000_000):
    money = Money(n, "EUR")
    book.save_invoices(
        [
            Invoice("Acme", str(number), date(2026, 1, 1), None, None, money, money, OPEN)
            for number in range(1000)
        ],
        source_file="x.csv",
    )
    print(n, flush=True)
"""

SHARED = """
import sys
from pathlib import Path
from clientfit.files.store import Workbook
with Workbook.open(Path(sys.argv[1])) as book:
    client = sys.argv[3]
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(150):
        book.answer(client, f"{sys.argv[2]}-{n}", str(n))
        book.answer(client, "same question", f"{sys.argv[2]}-{n}")
"""


def start(code, *given):
    process = subprocess.Popen(
        [sys.executable, "-c", code, *map(str, given)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready\n"
    return process


def kill_in_a_moment(process):
    """Kill it without warning and give the last number that it confirmed, -1 for none."""
    time.sleep(random.uniform(0.01, 0.4))  # noqa: S311
    process.send_signal(signal.SIGKILL)
    confirmed, _ = process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL  # it did not end of itself
    whole = confirmed[: confirmed.rfind("\n") + 1].split()
    return int(whole[-1]) if whole else -1


def integrity(path):
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("PRAGMA integrity_check").fetchall()


def test_every_confirmed_answer_survives_a_writer_killed_at_any_moment(tmp_path):
    path = tmp_path / "book.sqlite3"
    with Workbook.open(path) as book:
        client = book.add_client("Acme").id
    confirmed = {}
    for kill in range(KILLS):
        last = kill_in_a_moment(start(WRITER, path, f"run{kill}", client))
        confirmed.update({f"run{kill}-{n}": "x" * (n % 5000) for n in range(last + 1)})
        with Workbook.open(path) as book:
            found = book.answers(client)
        lost = [q for q, note in confirmed.items() if (found[q].value, found[q].note) != (q, note)]
        assert lost == []
        assert integrity(path) == [("ok",)]
    assert len(confirmed) > KILLS


def test_an_import_killed_at_any_moment_is_there_wholly_or_not_at_all(tmp_path):
    path = tmp_path / "book.sqlite3"
    for _ in range(4):
        last = kill_in_a_moment(start(IMPORTER, path))
        with Workbook.open(path) as book:
            found = book.invoices()
        assert len(found) in (0, 1000)
        assert len({one.total.minor for one in found}) <= 1
        assert all(one.total.minor >= last for one in found)
    assert len(found) == 1000


def test_two_processes_on_one_workbook_lose_nothing(tmp_path):
    path = tmp_path / "book.sqlite3"
    with Workbook.open(path) as book:
        client = book.add_client("Acme").id
        writers = [start(SHARED, path, name, client) for name in ("a", "b")]
        for writer in writers:
            writer.stdin.write("go\n")
            writer.stdin.flush()
        assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
        for writer in writers:
            writer.communicate()
        found = book.answers(client)
        same = [change.text for change in book.history(client, "same question")]
    wanted = {f"{name}-{n}": str(n) for name in ("a", "b") for n in range(150)}
    assert {q: one.value for q, one in found.items() if q != "same question"} == wanted
    assert sorted(same) == sorted(wanted)
    assert found["same question"].value == same[-1]


def test_a_second_window_sees_that_something_changed_and_what(tmp_path):
    path = tmp_path / "book.sqlite3"
    with Workbook.open(path) as one, Workbook.open(path) as other:
        client = one.add_client("Acme").id
        before = one.version(), other.version()
        assert (one.version(), other.version()) == before
        one.answer(client, "q", "often")
        assert one.version() > before[0]
        assert other.version() > before[1]
        assert other.answers(client)["q"].value == "often"
        other.answer(client, "q", "never")
        assert one.answers(client)["q"].value == "never"
        assert [change.text for change in one.history(client)] == ["often", "never"]
