"""What the page shows of a portfolio are the numbers that SQL computes from the raw file."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from raw_lists import RAW, as_of, by_sql, issue_days
from talking import Talk

from clientfit.app.session import Session
from clientfit.files.store import Workbook
from clientfit.page.widget import Page
from clientfit.text.i18n import translator

Shown = dict[str, list[str]]  # the cells behind a client's name


def _page(text: str, today: date) -> dict[str, Any]:
    """All clients, after the file came in through the page."""
    talk = Talk(Page(Session(Workbook.in_memory(), translator(), lambda: today)))
    talk.page.send = lambda content, buffers=(): talk.answers.append((content, list(buffers)))
    data = text.encode()
    given = {"name": "raw.csv", "size": len(data), "offset": 0, "purpose": "invoices"}
    talk.done("slice", data, **given)
    talk.done("add_names")
    talk.done("go", step="all")
    body: dict[str, Any] = talk.page.body
    return body


def _behind(body: dict[str, Any], section: str) -> Shown:
    """The table behind a chart."""
    (found,) = [one for one in body["numbers"]["sections"] if one["id"] == section]
    return {row["cells"][0]: row["cells"][1:] for row in found["chart"]["table"]["rows"]}


def _sum(cents: int) -> str:
    return f"{cents / 100:,.2f}" if cents >= 0 else f"-{-cents / 100:,.2f}"


def _sum_if_any(cents: int) -> str:
    return _sum(cents) if cents else ""


def _days(count: int | None) -> str:
    return "" if count is None else "1 day" if count == 1 else f"{count} days"


def _lateness(row: dict[str, Any]) -> str:
    """Days late; of who has never paid, or owes for long or most of it, for how long so far."""
    never = row["judged"] and not row["judged_paid"]
    if row["longest"] and never:
        return f"not paid for {_days(row['longest'])}"
    if row["longest"] > 90 or row["overdue_of_year"] > row["paid"]:
        return f"open for {_days(row['longest'])}"
    return "" if never else _days(row["days_late"])


def _percent(share: float) -> str:
    return "under 1%" if 0 < share < 0.005 else f"{share * 100:.0f}%"


@pytest.mark.parametrize("share", [0.5, 0.9])
@pytest.mark.parametrize("name", RAW)
def test_every_number_on_the_page_is_the_one_of_sql(
    name: str, share: float, tmp_path: Path
) -> None:
    issued = issue_days(RAW[name])
    day = issued[int(len(issued) * share)]
    text = as_of(RAW[name], day)
    by_name = {row["client"]: row for row in by_sql(text, day, tmp_path)}
    body = _page(text, day)

    shown = {row["cells"]["name"]["text"]: row["cells"] for row in body["rows"]}
    assert set(shown) == set(by_name)
    for client, cells in shown.items():
        row = by_name[client]
        told = [cells[column]["text"] for column in ("income", "late", "owed")]
        expected = [_percent(row["income_share"]), _lateness(row)]
        assert told == [*expected, _sum_if_any(row["owed"])], client

    assert {client: cells[2:5] for client, cells in _behind(body, "map").items()} == {
        client: [_sum(row[name]) for name in ("income", "paid", "owed")]
        for client, row in by_name.items()
    }
    assert _behind(body, "lanes") == {
        client: [
            str(row["judged"]),
            f"{row['late']}, that is {_percent(row['late'] / row['judged'])}",
            _lateness(row),
            _days(row["term"]),
        ]
        for client, row in by_name.items()
        if row["judged"]
    }
    ages = ("not_due", "to_30", "to_60", "to_90", "over_90", "owed")
    assert _behind(body, "open") == {
        client: [_sum_if_any(row[age]) for age in ages]
        for client, row in by_name.items()
        if row["owed"]
    }


@pytest.mark.parametrize("name", RAW)
def test_the_sums_in_the_titles_are_those_of_sql(name: str, tmp_path: Path) -> None:
    issued = issue_days(RAW[name])
    day = issued[int(len(issued) * 0.9)]
    text = as_of(RAW[name], day)
    rows = by_sql(text, day, tmp_path)
    (found,) = [one for one in _page(text, day)["numbers"]["sections"] if one["id"] == "open"]
    owed, overdue, long = (
        sum(row[name] for row in rows for name in names)
        for names in (("owed",), ("overdue",), ("to_90", "over_90"))
    )
    old = f"and {round(long / 100):,}" if long else "none"
    assert found["chart"]["title"] == (
        f"{round(owed / 100):,} is open; {round(overdue / 100):,} of it is overdue, "
        f"{old} for more than 60 days."
    )
