"""One client over time: income, hours, messages and lateness, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import add
from typing import Any

import narwhals as nw

from clientfit.core.portfolio.activity import HOURS, MESSAGES
from clientfit.core.portfolio.lateness import with_lateness
from clientfit.core.portfolio.measures import MonthMeasures
from clientfit.core.portfolio.money import INVOICES, billed
from clientfit.core.portfolio.table import (
    CLIENT,
    DaySpan,
    Records,
    day_number,
    day_of,
    flag,
    joined,
    medians_low,
    opened,
    rows,
    summed,
)
from clientfit.core.records.norms import RecordNorms

MONTHS = 24
_YEAR = 12


@dataclass(frozen=True, slots=True)
class MonthTables:
    """Whole numbers by client and month (0 is the first month), each on the engine it came from."""

    income: Any = None  # by currency too
    lateness: Any = None
    hours: Any = None
    messages: Any = None


def month_tables(
    records: Records,
    *,
    span: DaySpan,
    norms: RecordNorms,
    by: Sequence[str] = CLIENT,
    months: int = MONTHS,
) -> MonthTables:
    """What each client brought and took in each of the months up to that of ``span.as_of``.

    Income goes by the month of issue. Lateness goes by the month in which an invoice fell due, with
    the same invoices and days as elsewhere, but without the bounds of the year.
    """
    starts = _starts(span, months)
    income = lateness = hours = messages = None
    if records.invoices is not None:
        table = with_lateness(opened(records.invoices, INVOICES, by), span, norms)
        issued = _in_months(table, "issued", starts)
        income = summed(issued, [*by, "currency", "month"], {"income": billed()}).to_native()
        lateness = _lateness(table, span, starts, [*by, "month"]).to_native()
    if records.hours is not None:
        worked = _in_months(opened(records.hours, HOURS, by), "day", starts)
        hours = summed(worked, [*by, "month"], {"seconds": nw.col("seconds")}).to_native()
    if records.messages is not None:
        said = _in_months(opened(records.messages, MESSAGES, by), "day", starts)
        incoming = nw.col("incoming")
        parts = {"incoming": incoming, "outside": incoming * nw.col("outside")}
        messages = summed(said, [*by, "month"], parts).to_native()
    return MonthTables(income, lateness, hours, messages)


def month_measures(
    tables: MonthTables, *, span: DaySpan, by: Sequence[str] = CLIENT, months: int = MONTHS
) -> tuple[MonthMeasures, ...]:
    """The rows of ``month_tables`` by client and month. Months without anything are left out."""
    starts = _starts(span, months)
    found: dict[tuple[tuple[str, ...], int], _Month] = defaultdict(_Month)

    def month_of(row: dict[str, Any]) -> _Month:
        return found[tuple(str(row[key]) for key in by), row["month"]]

    for row in _rows(tables.income):
        if row["income"]:
            month_of(row).income[row["currency"]] = row["income"]
    for row in _rows(tables.lateness):
        month_of(row).late = (row["due"], row["days_late"])
    for row in _rows(tables.hours):
        month_of(row).seconds = row["seconds"]
    for row in _rows(tables.messages):
        month_of(row).messages = (row["incoming"], row["outside"])
    return tuple(
        MonthMeasures(
            client=keys[-1],
            month=day_of(starts[number]),
            income=tuple(sorted(one.income.items())),
            seconds=one.seconds,
            incoming=one.messages[0],
            outside=one.messages[1],
            due=one.late[0],
            days_late=one.late[1],
            whose=keys[:-1],
        )
        for (keys, number), one in sorted(found.items())
        if one != _Month()
    )


@dataclass(slots=True)
class _Month:
    """What is gathered of a month; thrown away when all tables are read."""

    income: dict[str, int] = field(default_factory=dict)
    seconds: int = 0
    messages: tuple[int, int] = (0, 0)
    late: tuple[int, int | None] = (0, None)


def _rows(table: Any) -> Iterable[dict[str, Any]]:
    return () if table is None else rows(table)


def _starts(span: DaySpan, months: int) -> list[int]:
    """The first days of the months, and of the one after the last."""
    last = day_of(span.as_of)
    counted = last.year * _YEAR + last.month - 1
    return [
        day_number(date(one // _YEAR, one % _YEAR + 1, 1))
        for one in range(counted - months + 1, counted + 2)
    ]


def _in_months(table: Any, day: str, starts: Sequence[int]) -> Any:
    """The rows that fall into the months, with the number of theirs.

    The month is how many of the other first days are not after the day: comparing whole numbers is
    the same on every engine, unlike their calendars and their division.
    """
    among = table.filter((nw.col(day) >= starts[0]) & (nw.col(day) < starts[-1]))
    begun = [flag(nw.col(day) >= start) for start in starts[1:-1]]
    return among.with_columns(month=reduce(add, begun, nw.lit(0, nw.Int64)))


def _lateness(table: Any, span: DaySpan, starts: Sequence[int], keys: Sequence[str]) -> Any:
    """For each client and month: how many invoices fell due by today, and their days late."""
    spoken = table.filter((nw.col("known") == 1) & (nw.col("due") <= span.today))
    spoken = _in_months(spoken, "due", starts).with_columns(value=nw.col("days"))
    counts = summed(spoken, keys, {"due": nw.col("known")})
    return joined(counts, [medians_low({"days_late": spoken}, keys)], keys)
