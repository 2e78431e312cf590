"""The numbers of the portfolio, computed anew from the raw file by SQL that shares no code."""

from __future__ import annotations

import csv
import io
import random
from dataclasses import astuple
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from talking import COLUMNS

from clientfit.core.portfolio import (
    MoneyMeasures,
    Records,
    money_measures,
    money_table,
    span_of,
)
from clientfit.files.frames import frames
from clientfit.files.importers import read_invoices
from clientfit.files.store import Workbook
from clientfit.text.catalog_records import record_norms

SQL = Path(__file__).with_name("numbers.sql").read_text("utf-8")
REAL = Path(__file__).parents[2].parent / "shared" / "data"
#: The same in both: client, and everything in cents and days.
Row = tuple[object, ...]
#: Customer, days from the first day of all to issue, term, days to payment, cents, disputed.
Line = tuple[str, int, int, int | None, int, bool]
FIRST = date(2024, 1, 13)  # from here on a month can't be taken for a day in every row


def _day(day: date | None) -> str:
    return f"{day.month}/{day.day}/{day.year}" if day else ""


def _amount(cents: int) -> str:
    text = f"{abs(cents) / 100:,.2f}"
    return f"({text})" if cents < 0 else text


def _receivables(lines: list[Line]) -> str:
    """A list in the format of the receivables file, with all that such a list may hold."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS.split(","))
    anchor: Line = ("0000-ANCHR", 0, 15, 14, 100_00, False)
    for number, (client, after, term, paid, cents, disputed) in enumerate([anchor, *lines]):
        issued = FIRST + timedelta(days=after)
        settled = None if paid is None else issued + timedelta(days=paid)
        days = (_day(issued), _day(issued + timedelta(days=term)))
        told = ("Yes" if disputed else "No", _day(settled), "Paper", "", "")
        writer.writerow([391, client, "", f"{number:010}", *days, _amount(cents), *told])
    return out.getvalue()


def _invented() -> str:
    dice = random.Random(4)  # noqa: S311 - no secret hangs on it
    names = [f"{n:04}-{name}" for n, name in enumerate(["OAKEN", "ELMER", "BIRCH", "ASHEN"] * 5)]
    return _receivables(
        [
            (
                dice.choice(names),
                dice.randrange(900),
                dice.choice([14, 30, 30, 45]),
                dice.choice([None, *range(5, 95)]),
                dice.choice([-1, *[1] * 12]) * dice.randrange(900, 250_000),
                dice.random() < 0.1,
            )
            for _ in range(1500)
        ]
    )


def _as_of(text: str, day: date) -> str:
    """The list as it would have been exported on a day: what came later is not in it yet."""
    out = io.StringIO()
    rows = list(csv.DictReader(io.StringIO(text)))
    writer = csv.DictWriter(out, COLUMNS.split(","))
    writer.writeheader()
    for row in rows:
        issued, settled = (
            datetime.strptime(row[name], "%m/%d/%Y").date() if row[name] else None  # noqa: DTZ007
            for name in ("InvoiceDate", "SettledDate")
        )
        if issued and issued <= day:
            writer.writerow(
                row | {"SettledDate": row["SettledDate"] if settled and settled <= day else ""}
            )
    return out.getvalue()


def _by_sql(text: str, today: date, folder: Path) -> list[Row]:
    file = folder / "raw.csv"
    file.write_text(text, "utf-8")
    with duckdb.connect() as sql:
        return sql.execute(SQL, {"file": str(file), "today": today}).fetchall()


def _by_clientfit(text: str, today: date) -> list[Row]:
    """As the dashboard does it: file, importer, workbook, tables, measures."""
    norms = record_norms()
    with Workbook.in_memory() as book:
        read = read_invoices(text.encode(), "raw.csv")
        assert not read.needs
        assert not read.unreadable
        book.save_invoices(read.invoices, source_file="raw.csv")
        names = {}
        for name in book.record_names():
            client = book.add_client(name.name)
            names[client.id] = name.name
        tables = frames(book, lambda _: False, lambda at: at.date())
    span = span_of(today, Records(tables.invoices, tables.hours, tables.messages))
    found = money_measures(
        money_table(tables.invoices, span=span, norms=norms), norms=norms, span=span
    )
    return sorted(_row(one, names[one.client]) for one in found)


def _row(one: MoneyMeasures, name: str) -> Row:
    return (
        name,
        one.invoices,
        one.income,
        one.income_before,
        one.paid,
        one.owed,
        one.overdue,
        *astuple(one.ageing),
        one.judged,
        one.late,
        one.days_late,
        one.days_late_before,
        one.days_late_lately,
        one.term,
        one.dso,
        one.income_share,
    )


def _raw() -> dict[str, str]:
    """The invented list, and the real one where it is there."""
    found = {path.stem: path.read_text("utf-8") for path in sorted(REAL.glob("*/ibm_*.csv"))}
    return {"invented": _invented(), **found}


RAW = _raw()


def _agree(text: str, today: date, folder: Path) -> int:
    ours, theirs = _by_clientfit(text, today), _by_sql(text, today, folder)
    assert [row[:-1] for row in ours] == [row[:-1] for row in theirs]
    assert [row[-1] for row in ours] == pytest.approx([row[-1] or 0.0 for row in theirs], abs=1e-12)
    return len(ours)


@pytest.mark.parametrize("name", RAW)
def test_a_whole_list_gives_the_numbers_that_sql_gives(name: str, tmp_path: Path) -> None:
    for today in (date(2014, 1, 31), date(2026, 11, 25), date(2032, 2, 29)):
        assert _agree(RAW[name], today, tmp_path) > 1


@pytest.mark.parametrize("share", [0.5, 0.8, 0.97])
@pytest.mark.parametrize("name", RAW)
def test_a_list_in_mid_course_gives_the_numbers_that_sql_gives(
    name: str, share: float, tmp_path: Path
) -> None:
    issued = sorted(
        datetime.strptime(row["InvoiceDate"], "%m/%d/%Y").date()  # noqa: DTZ007
        for row in csv.DictReader(io.StringIO(RAW[name]))
    )
    day = issued[int(len(issued) * share)]
    text = _as_of(RAW[name], day)
    assert _agree(text, day, tmp_path) > 1
    owed = [row[5] for row in _by_sql(text, day, tmp_path)]
    assert any(owed)


LINES = st.lists(
    st.tuples(
        st.sampled_from(["0001-ASHEN", "0002-BIRCH", "0003-CEDAR"]),
        st.integers(0, 800),
        st.sampled_from([0, 14, 30]),
        st.none() | st.integers(0, 120),
        st.integers(1, 500_000) | st.integers(-90_000, -1),
        st.booleans(),
    ),
    min_size=1,
    max_size=40,
)


@settings(max_examples=30, deadline=None)
@given(LINES, st.dates(date(2024, 2, 1), date(2027, 1, 1)))
def test_whatever_the_list_holds_sql_gives_the_same_numbers(
    tmp_path_factory: pytest.TempPathFactory, lines: list[Line], today: date
) -> None:
    _agree(_receivables(lines), today, tmp_path_factory.mktemp("raw"))
