"""Hours and messages in the store: nothing doubles, what is newer is taken, each has its client."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from clientfit.core.errors import ClientfitError
from clientfit.core.records.activity import Direction, Message, TimeEntry
from clientfit.files.frames import frames
from clientfit.files.store import ImportCount, RecordName, Workbook
from clientfit.files.store.schema import MIGRATIONS

WORK = TimeEntry(
    "Acme Ltd", "t-1", date(2026, 1, 5), 5400, True, None, "Shop", "", ("a", "b"), "toggl"
)
OTHER = replace(WORK, client="Other", key="t-2", billable=None, billed=False, tags=())
ON_THE_WALL = datetime(2026, 1, 5, 23, 10)  # noqa: DTZ001 - a chat knows no zone
SAID = Message("acme ltd", "m-1", ON_THE_WALL, Direction.IN, 80, "chat", "", "whatsapp")
AWARE = replace(SAID, key="m-2", at=datetime(2026, 3, 1, 7, 0, 5, 6, UTC), direction=Direction.OUT)


@pytest.fixture
def book(tmp_path):
    with Workbook.open(tmp_path / "book.sqlite3") as book:
        yield book


def test_hours_and_messages_come_back_as_they_were_read(book):
    assert book.save_hours([WORK, OTHER], source_file="t.csv") == ImportCount(2, 0, 0)
    assert book.save_messages([SAID, AWARE], source_file="c.txt") == ImportCount(2, 0, 0)
    assert book.hours() == (WORK, OTHER)
    assert book.messages() == (SAID, AWARE)


def test_the_same_file_again_doubles_nothing_and_what_is_billed_since_is_taken(book):
    book.save_hours([WORK], source_file="t.csv")
    billed = replace(WORK, billed=True)
    assert book.save_hours([WORK, billed, OTHER], source_file="t2.csv") == ImportCount(1, 1, 0, 1)
    assert book.save_hours([billed], source_file="t3.csv") == ImportCount(0, 0, 1)
    assert book.hours() == (billed, OTHER)


def test_the_same_key_of_another_tracker_is_another_entry(book):
    book.save_hours([WORK, replace(WORK, source="kimai")], source_file="t.csv")
    assert len(book.hours()) == 2


def test_one_bad_record_keeps_all_out_and_every_fault_is_told(book):
    bad = [WORK, replace(OTHER, client=" "), replace(OTHER, seconds=-1, key="")]
    with pytest.raises(ClientfitError) as told:
        book.save_hours(bad, source_file="t.csv")
    assert [str(fault.where) for fault in told.value.faults] == [
        "hours 2, client",
        "hours 3, key",
        "hours 3",
    ]
    assert book.hours() == ()


def test_records_of_all_kinds_belong_to_the_client_of_their_name_or_link(book):
    acme = book.add_client("ACME ltd").id
    other = book.add_client("Else").id
    book.save_hours([WORK, OTHER], source_file="t.csv")
    book.save_messages([SAID], source_file="c.txt")
    book.link("other", other)
    assert (book.hours(acme), book.hours(other)) == ((WORK,), (OTHER,))
    assert (book.messages(acme), book.messages(other)) == ((SAID,), ())
    assert book.record_names() == (
        RecordName("acme ltd", 0, acme, hours=1, messages=1),
        RecordName("Other", 0, other, hours=1),
    )


def test_a_new_name_keeps_the_hours_and_deleting_takes_them_away(book):
    acme = book.add_client("Acme Ltd").id
    book.save_hours([WORK, OTHER], source_file="t.csv")
    book.save_messages([SAID], source_file="c.txt")
    book.rename_client(acme, "Acme 2")
    assert book.hours(acme) == (WORK,)
    book.delete_client(acme)
    assert (book.hours(), book.messages()) == ((OTHER,), ())


def test_a_saved_copy_carries_hours_and_messages_and_twice_is_as_good_as_once(book):
    book.save_hours([WORK, OTHER], source_file="t.csv")
    book.save_messages([SAID, AWARE], source_file="c.txt")
    with Workbook.in_memory() as copy:
        merged = copy.import_json(book.export_json())
        assert (merged.hours, merged.messages) == (2, 2)
        assert copy.export() == book.export()
        again = copy.import_json(book.export_json())
        assert (again.hours, again.messages) == (0, 0)


def test_a_copy_from_before_there_were_hours_is_read(book):
    document = book.export()
    del document["hours"], document["messages"]
    document["version"] = 1
    with Workbook.in_memory() as copy:
        copy.import_all(document)
        assert copy.hours() == ()


def test_a_workbook_from_before_there_were_hours_takes_them(tmp_path, monkeypatch):
    path = tmp_path / "old.sqlite3"
    monkeypatch.setattr("clientfit.files.store.schema.migrate.__defaults__", (MIGRATIONS[:1],))
    with Workbook.open(path) as old:
        old.add_client("Acme Ltd")
    monkeypatch.undo()
    with Workbook.open(path) as book:
        book.save_hours([WORK], source_file="t.csv")
        assert [client.name for client in book.clients()] == ["Acme Ltd"]
        assert book.hours() == (WORK,)


def test_the_tables_for_measures_hold_whole_days_and_only_what_is_a_clients(book):
    acme = book.add_client("Acme Ltd").id
    book.save_hours([WORK, OTHER], source_file="t.csv")
    book.save_messages([SAID, AWARE], source_file="c.txt")
    tables = frames(book, outside=lambda at: at.hour > 18, local=lambda at: at.date())
    start = date(1970, 1, 1)
    assert list(tables.hours.client) == [acme]
    assert start + timedelta(days=int(tables.hours.day[0])) == WORK.day
    assert tables.hours.billed.isna().all()
    assert [start + timedelta(days=int(day)) for day in tables.messages.day] == [
        SAID.at.date(),
        AWARE.at.date(),
    ]
    assert list(tables.messages.incoming) == [1, 0]
    assert list(tables.messages.outside) == [1, 0]
    assert tables.invoices.empty
    assert str(tables.invoices.due.dtype) == "Int64"
