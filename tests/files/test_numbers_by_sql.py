"""The numbers of the portfolio, computed anew from the raw file by SQL that shares no code."""

from __future__ import annotations

from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from raw_lists import RAW, Line, as_of, by_sql, issue_days, receivables_text

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
from clientfit.text.content.records import record_norms


def _by_clientfit(text: str, today: date) -> list[dict[str, Any]]:
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
    rows = [_row(one, names[one.client]) for one in found]
    return sorted(rows, key=lambda row: str(row["client"]))


def _row(one: MoneyMeasures, name: str) -> dict[str, Any]:
    ages = ("not_due", "to_30", "to_60", "to_90", "over_90")
    return {
        "client": name,
        "invoices": one.invoices,
        "income": one.income,
        "income_before": one.income_before,
        "paid": one.paid,
        "owed": one.owed,
        "overdue": one.overdue,
        "overdue_of_year": one.overdue_of_year,
        "longest": one.longest,
        **dict(zip(ages, astuple(one.ageing), strict=True)),
        "judged": one.judged,
        "judged_paid": one.judged_paid,
        "late": one.late,
        "days_late": one.days_late,
        "days_late_before": one.days_late_before,
        "days_late_lately": one.days_late_lately,
        "term": one.term,
        "dso": one.dso,
        "income_share": pytest.approx(one.income_share, abs=1e-12),
    }


def _agree(text: str, today: date, folder: Path) -> list[dict[str, Any]]:
    found = by_sql(text, today, folder)
    for row in found:
        row["income_share"] = row["income_share"] or 0.0
    assert found == _by_clientfit(text, today)
    return found


@pytest.mark.parametrize("name", RAW)
def test_a_whole_list_gives_the_numbers_that_sql_gives(name: str, tmp_path: Path) -> None:
    for today in (date(2014, 1, 31), date(2026, 11, 25), date(2032, 2, 29)):
        assert len(_agree(RAW[name], today, tmp_path)) > 1


@pytest.mark.parametrize("share", [0.5, 0.8, 0.97])
@pytest.mark.parametrize("name", RAW)
def test_a_list_in_mid_course_gives_the_numbers_that_sql_gives(
    name: str, share: float, tmp_path: Path
) -> None:
    issued = issue_days(RAW[name])
    day = issued[int(len(issued) * share)]
    found = _agree(as_of(RAW[name], day), day, tmp_path)
    assert len(found) > 1
    assert any(row["owed"] for row in found)


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
    _agree(receivables_text(lines), today, tmp_path_factory.mktemp("raw"))
