"""The columns of a record: what goes into a row or a copy comes out again, whatever it holds."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.names import tidy_name
from clientfit.core.records.activity import Direction, Message, TimeEntry
from clientfit.files.store.document import schema
from clientfit.files.store.record_tables import HOURS, INVOICES, MAX_MINOR, MESSAGES
from clientfit.files.store.schema import MIGRATIONS
from clientfit.files.store.tables import RecordTable

KINDS: dict[str, RecordTable[Any]] = {"invoice": INVOICES, "work": HOURS, "message": MESSAGES}

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAMES = TEXT.map(tidy_name)
DAYS = st.dates()
MINOR = st.integers(-MAX_MINOR, MAX_MINOR)
FLAGS = st.none() | st.booleans()
INVOICE = st.builds(
    lambda total, owed, currency, **others: Invoice(
        total=Money(total, currency), owed=Money(owed, currency), **others
    ),
    total=MINOR,
    owed=MINOR,
    currency=st.sampled_from(["EUR", "JPY", "KWD", "XXX"]),
    client=NAMES,
    number=TEXT.map(str.strip),
    issued=DAYS,
    due=st.none() | DAYS,
    settled=st.none() | DAYS,
    state=st.sampled_from(InvoiceState),
    disputed=st.booleans(),
    source=TEXT,
)
WORK = st.builds(
    TimeEntry,
    client=NAMES,
    key=TEXT,
    day=DAYS,
    seconds=st.integers(0, 10**6),
    billable=FLAGS,
    billed=FLAGS,
    project=TEXT,
    task=TEXT,
    tags=st.lists(TEXT, max_size=3).map(tuple),
    source=TEXT,
)
MESSAGE = st.builds(
    Message,
    client=NAMES,
    key=TEXT,
    at=st.datetimes() | st.datetimes(timezones=st.just(UTC)),
    direction=st.sampled_from(Direction),
    length=st.integers(0, 10**6),
    thread=TEXT,
    text=TEXT,
    source=TEXT,
)
RECORDS = {"invoice": INVOICE, "work": WORK, "message": MESSAGE}


@pytest.mark.parametrize("called", KINDS)
@given(data=st.data())
def test_a_record_comes_back_from_its_row_as_it_was(called: str, data: st.DataObject) -> None:
    kind, record = KINDS[called], data.draw(RECORDS[called])

    assert kind.record(kind.row(record)) == record


@pytest.mark.parametrize("called", KINDS)
@given(data=st.data())
def test_a_row_comes_back_from_its_copy_as_it_was(called: str, data: st.DataObject) -> None:
    kind = KINDS[called]
    row = kind.row(data.draw(RECORDS[called]))
    entry = json.loads(json.dumps(kind.copied(row)))

    assert kind.taken(entry) == row
    assert all(type(cell) in (str, int, type(None)) for cell in row)


@pytest.mark.parametrize("called", KINDS)
def test_the_columns_are_those_of_the_table_and_of_the_copy(called: str) -> None:
    kind = KINDS[called]
    statements = [statement for migration in MIGRATIONS for statement in migration]
    (table,) = [one for one in statements if f"CREATE TABLE {kind.table} (" in one]
    there = [line.split()[0] for line in table.splitlines() if line.strip(" )")][1:]
    beside = {"name_key", "source_file", "at", "CREATE", "PRIMARY"}

    assert set(kind.names) == set(there) - beside
    assert list(schema()["$defs"][called]["properties"]) == [*kind.names, "source_file", "at"]
    assert set(kind.identity) <= {*kind.names, "name_key"}
    assert kind.names[0] == "client"


def test_another_spelling_or_importer_is_no_change_of_a_record() -> None:
    assert {kind.table: kind.compared for kind in KINDS.values()} == {
        "invoices": (
            "issued",
            "due",
            "settled",
            "total",
            "owed",
            "currency",
            "state",
            "disputed",
        ),
        "hours": ("day", "seconds", "billable", "billed", "project", "task", "tags"),
        "messages": ("moment", "direction", "length", "thread", "text"),
    }


def test_all_that_is_wrong_with_a_record_is_told_with_its_column() -> None:
    wrong = Invoice(
        client=" ",
        number="",
        issued=date(2026, 1, 1),
        due=None,
        settled=None,
        total=Money(MAX_MINOR + 1, "EUR"),
        owed=Money(0, "USD"),
        state=InvoiceState.OPEN,
        source="x" * 1001,
    )
    told = {str(fault.where) for fault in INVOICES.faults(wrong)}

    assert told == {"client", "number", "source", ""}
    late = Message("Anna", "k", datetime(2026, 1, 1, tzinfo=UTC), Direction.IN, 1)
    assert MESSAGES.faults(late) == []
