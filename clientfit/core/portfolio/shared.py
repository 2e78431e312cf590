"""The time that hours and invoices share: outside it, an hour has no money to stand beside."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from math import isnan
from typing import Any

import narwhals as nw

from clientfit.core.portfolio.activity import hourly_rates, hours_measures, hours_table
from clientfit.core.portfolio.measures import HourlyRate
from clientfit.core.portfolio.money import money_measures, money_table
from clientfit.core.portfolio.table import DaySpan, Records, day_number, day_of, rows
from clientfit.core.records.norms import RecordNorms

Days = tuple[int, int]
_INVOICED, _WORKED = "issued", "day"


def shared(records: Records, *, span: DaySpan, norms: RecordNorms) -> Days | None:
    """First and last day of the year in whole months of which there are both hours and invoices.

    Hours since August beside invoices since March say nothing about an hour in March. The months
    are those of the whole portfolio: that one client was not worked for is no gap in the records.
    None where the two never meet.
    """
    year = span.as_of - norms.window_days + 1, span.as_of
    both = (records.invoices, _INVOICED), (records.hours, _WORKED)
    found = [_ends(table, day) for table, day in both]
    known = [part for part in found if part]
    if len(known) < len(found):
        return None
    first = max(_month_start(first) for first, _ in known)
    last = min(_month_end(last) for _, last in known)
    days = max(first, year[0]), min(last, year[1])
    return days if days[0] <= days[1] else None


def shared_rates(
    records: Records, days: Days, *, span: DaySpan, norms: RecordNorms
) -> tuple[HourlyRate, ...]:
    """What an hour brings, of the invoices and hours of these days only."""
    part = replace(
        records,
        invoices=_between(records.invoices, _INVOICED, days),
        hours=_between(records.hours, _WORKED, days),
    )
    money = money_table(part.invoices, span=span, norms=norms)
    worked = hours_table(part.hours, span=span, norms=norms)
    return hourly_rates(money_measures(money, norms=norms, span=span), hours_measures(worked))


def _ends(table: Any, day: str) -> Days | None:
    """The first and the last day of a table; None where it is empty or not there."""
    if table is None:
        return None
    ends = nw.from_native(table).select(first=nw.col(day).min(), last=nw.col(day).max())
    (row,) = rows(ends)
    first, last = row["first"], row["last"]
    return None if first is None or isnan(first) else (int(first), int(last))


def _between(table: Any, day: str, days: Days) -> Any:
    opened = nw.from_native(table)
    return opened.filter((nw.col(day) >= days[0]) & (nw.col(day) <= days[1])).to_native()


def _month_start(day: int) -> int:
    return day_number(day_of(day).replace(day=1))


def _month_end(day: int) -> int:
    date = day_of(day)
    return day_number(date.replace(day=monthrange(date.year, date.month)[1]))
