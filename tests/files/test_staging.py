"""Records that come bit by bit: nothing of them is kept before the end, and then all at once."""

import signal
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientfit.core.errors import ClientfitError
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.names import name_key
from clientfit.core.records.activity import Direction, Message, TimeEntry
from clientfit.files.store import ImportCount, Workbook
from clientfit.files.store.record_tables import HOURS, INVOICES, MESSAGES


def invoice(number, minor=100, client="Acme", state=InvoiceState.OPEN):
    money = Money(minor, "EUR")
    return Invoice(client, number, date(2026, 1, 1), None, None, money, money, state)


@pytest.fixture(params=["file", "memory"])
def book(request, tmp_path):
    made = Workbook.open(tmp_path / "b.sqlite3") if request.param == "file" else None
    with made or Workbook.in_memory() as book:
        yield book


def test_nothing_is_in_the_workbook_before_it_is_kept(book):
    version = book.version()
    with book.stage(INVOICES) as stage:
        stage.put([invoice("1")])
        stage.put([invoice("2")])
        assert book.invoices() == ()
        assert book.version() == version
        assert stage.keep("a.csv") == ImportCount(2, 0, 0)
    assert len(book.invoices()) == 2


def test_what_is_let_go_leaves_nothing(book):
    with book.stage(INVOICES) as stage:
        stage.put([invoice("1")])
    stage.close()
    assert book.invoices() == ()
    with book.stage(INVOICES) as again:
        assert again.keep("a.csv") == ImportCount(0, 0, 0)


def test_several_may_be_gathered_side_by_side_while_answers_are_given(book):
    client = book.add_client("Acme").id
    with book.stage(INVOICES) as one, book.stage(HOURS) as other:
        one.put([invoice("1")])
        other.put([TimeEntry("Acme", "k", date(2026, 1, 1), 60)])
        book.answer(client, "q", "often")
        one.put([invoice("2")])
        one.keep("a.csv")
        other.keep("b.csv")
    assert (len(book.invoices()), len(book.hours())) == (2, 1)
    assert book.answers(client)["q"].value == "often"


def test_begun_anew_only_the_second_reading_counts(book):
    with book.stage(INVOICES) as stage:
        stage.put([invoice("1", 5)])
        stage.empty()
        stage.put([invoice("2")])
        stage.keep("a.csv")
    assert [one.number for one in book.invoices()] == ["2"]


def test_equal_ones_count_as_repeated_and_of_those_that_differ_none_is_taken(book):
    with book.stage(INVOICES) as stage:
        stage.put([invoice("1"), invoice("2", 5), invoice("1")], [2, 3, 4])
        stage.put([invoice("2", 6), invoice("3"), invoice("1", client="ACME ")], [5, 6, 7])
        stage.put([invoice("3")], [8])
        found = stage.once_each(10)
        assert (found.repeats, found.repeated) == (1, (8,))
        assert found.clashes == 5
        rows = {"1": (2, 4, 7), "2": (3, 5)}
        told = [(2, "1"), (3, "2"), (4, "1"), (5, "2"), (7, "1")]
        assert found.clashing == tuple((row, key, rows[key]) for row, key in told)
        assert stage.keep("a.csv") == ImportCount(1, 0, 0)
    assert [one.number for one in book.invoices()] == ["3"]


def test_faulty_records_are_told_by_their_rows_and_not_gathered(book):
    with book.stage(INVOICES) as stage:
        with pytest.raises(ClientfitError, match="invoice 7, client"):
            stage.put([invoice("1"), invoice("2", client=" ")], [6, 7])
        assert stage.keep("a.csv") == ImportCount(0, 0, 0)


def test_hours_and_messages_are_gathered_the_same_way_and_the_last_holds(book):
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    with book.stage(MESSAGES) as stage:
        stage.put([Message("Acme", key, moment, Direction.IN, n) for n, key in enumerate("aab")])
        assert stage.latest() == 1
        assert stage.keep("m.mbox", repeated=1) == ImportCount(2, 0, 0, 1)
    assert {(one.key, one.length) for one in book.messages()} == {("a", 1), ("b", 2)}


PARTS = st.lists(
    st.lists(
        st.builds(
            invoice,
            number=st.sampled_from("123"),
            minor=st.sampled_from([1, 2]),
            client=st.sampled_from(["Acme", "acme ", "Other"]),
        ),
        max_size=4,
    ),
    max_size=4,
)


@settings(deadline=None, max_examples=60)
@given(known=PARTS, parts=PARTS, only_new=st.booleans())
def test_what_comes_in_parts_is_counted_as_one_by_one(known, parts, only_new):
    with Workbook.in_memory() as book:
        for part in known:
            book.save_invoices(part, source_file="old.csv")
        before = {(name_key(one.client), one.number): one for one in book.invoices()}
        with book.stage(INVOICES) as stage:
            for part in parts:
                stage.put(part)
            doubles = stage.once_each(100)
            count = stage.keep("new.csv", only_new=only_new)
        given_ = [one for part in parts for one in part]
        by_key = {}
        for one in given_:
            by_key.setdefault((name_key(one.client), one.number), []).append(one)
        taken = {key: same[0] for key, same in by_key.items() if len(set(same)) == 1}
        assert doubles.clashes == sum(len(s) for s in by_key.values() if len(set(s)) > 1)
        assert doubles.repeats == len(given_) - doubles.clashes - len(taken)
        told = Counter(
            "added"
            if key not in before
            else "same"
            if only_new or before[key].total == one.total
            else "changed"
            for key, one in taken.items()
        )
        assert count == ImportCount(told["added"], told["changed"], told["same"])


KILLED = """
import sys
from datetime import date
from pathlib import Path
from clientfit.core.money import Money
from clientfit.core.model import Invoice, InvoiceState
from clientfit.files.store import Workbook
from clientfit.files.store.record_tables import INVOICES
book = Workbook.open(Path(sys.argv[1]))
stage, money = book.stage(INVOICES), Money(1, "EUR")
for part in range(40):
    stage.put(
        Invoice("Acme", f"{part}-{n}", date(2026, 1, 1), None, None, money, money,
                InvoiceState.OPEN) for n in range(2000)
    )
print("ready", flush=True)
sys.stdin.readline() if sys.argv[2] == "before" else stage.keep("a.csv")
"""


@pytest.mark.parametrize("when", ["before", "while"])
def test_an_import_killed_before_its_end_leaves_nothing(tmp_path, when):
    folder = tmp_path / "home"
    path = folder / "b.sqlite3"
    Workbook.open(path).close()
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(path), when],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={"PYTHONPATH": ":".join(sys.path), "SQLITE_TMPDIR": str(folder)},
    )
    assert process.stdout.readline() == "ready\n"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL
    with Workbook.open(path) as book:
        assert len(book.invoices()) in ((0,) if when == "before" else (0, 80_000))
    assert [one.name for one in folder.iterdir()] == ["b.sqlite3"]
