"""Working time and messages, for each client."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import narwhals as nw

from clientfit.core.portfolio.measures import (
    DAYS_OF_A_WEEK,
    SECONDS_OF_AN_HOUR,
    HourlyRate,
    HoursMeasures,
    MessageMeasures,
    MoneyMeasures,
)
from clientfit.core.portfolio.table import (
    CLIENT,
    DaySpan,
    TableColumns,
    flag,
    in_order,
    joined,
    opened,
    rows,
    summed,
    whose,
    within,
)
from clientfit.core.records.norms import RecordNorms

HOURS = TableColumns(
    "hours", text=("client",), whole=("day", "seconds"), maybe=("billable", "billed")
)
MESSAGES = TableColumns(
    "messages", text=("client",), whole=("day", "incoming", "outside", "length"), maybe=()
)


def hours_table(
    hours: Any, *, span: DaySpan, norms: RecordNorms, by: Sequence[str] = CLIENT
) -> Any:
    """One row for each client with the seconds worked within the year, on the same engine.

    ``hours``: client, day (since 1970-01-01), seconds, billable and billed (0, 1 or missing).

    *Unpaid* is what the record says is not billable, or not billed although it is older than
    ``unbilled_after_days`` before the year's end. A column that is never used for a client says
    nothing: "not billable" is believed where some hours are, "not billed" where some were. All that
    the records can't tell counts as paid, so it is a lower bound.
    """
    table = opened(hours, HOURS, by)
    uses = table.group_by(*by).agg(
        uses_billable=nw.col("billable").max(), uses_billed=nw.col("billed").max()
    )
    # Each of these is a flag in the record, 0 where it says nothing.
    billed = nw.col("billed")
    not_billed, not_billable = (
        nw.col(f"uses_{name}") * flag(nw.col(f"has_{name}")) * (1 - nw.col(name))
        for name in ("billed", "billable")
    )
    old = flag(nw.col("day") < span.as_of - norms.unbilled_after_days)
    marked = joined(table, [uses], by).with_columns(
        within=flag(within(nw.col("day"), span.as_of, norms.window_days)),
        unpaid=flag(not_billable * (1 - billed) + not_billed * old > 0),
    )
    worked = nw.col("within") * nw.col("seconds")
    found = summed(marked, by, {"seconds": worked, "unpaid_seconds": worked * nw.col("unpaid")})
    return _of_all(found, "seconds", by).to_native()


def hours_measures(table: Any, *, by: Sequence[str] = CLIENT) -> tuple[HoursMeasures, ...]:
    """The rows of ``hours_table`` with their share of all hours of the portfolio."""
    return tuple(
        HoursMeasures(
            client=str(row[by[-1]]),
            seconds=row["seconds"],
            unpaid_seconds=row["unpaid_seconds"],
            share=row["seconds"] / row["of_all"] if row["of_all"] else 0.0,
            whose=whose(row, by),
        )
        for row in in_order(rows(table), *by)
    )


def messages_table(
    messages: Any, *, span: DaySpan, norms: RecordNorms, by: Sequence[str] = CLIENT
) -> Any:
    """One row for each client with the messages of the year, on the same engine.

    ``messages``: client, day (the person's local one, since 1970-01-01), incoming (0 or 1),
    outside (0 or 1: outside their working hours), length in characters. ``since`` is the day of
    the first message within the year, either way.
    """
    table = opened(messages, MESSAGES, by)
    of_year = table.filter(within(nw.col("day"), span.as_of, norms.window_days))
    incoming = nw.col("incoming")
    found = summed(
        of_year,
        by,
        {
            "incoming": incoming,
            "outgoing": 1 - incoming,
            "outside": incoming * nw.col("outside"),
            "characters": incoming * nw.col("length"),
        },
    )
    first = of_year.group_by(*by).agg(since=nw.col("day").min())
    everyone = table.select(*by).unique()
    return joined(everyone, [found, first], by).to_native()


def messages_measures(
    table: Any, *, span: DaySpan, by: Sequence[str] = CLIENT
) -> tuple[MessageMeasures, ...]:
    """The rows of ``messages_table`` with how many come in a week.

    A week's messages are those incoming by the weeks from the first message of the year to its
    end, at least one week: a client of two months is not thinned over twelve.
    """
    return tuple(
        MessageMeasures(
            client=str(row[by[-1]]),
            incoming=row["incoming"],
            outgoing=row["outgoing"],
            outside=row["outside"],
            characters=row["characters"],
            per_week=row["incoming"]
            * DAYS_OF_A_WEEK
            / max(span.as_of - row["since"] + 1, DAYS_OF_A_WEEK),
            whose=whose(row, by),
        )
        for row in in_order(rows(table), *by)
    )


def hourly_rates(
    money: Iterable[MoneyMeasures], hours: Iterable[HoursMeasures]
) -> tuple[HourlyRate, ...]:
    """What an hour of each client brings, unpaid hours counted, rounded half up to a minor unit.

    What was billed within the year and is paid or not yet due, by all hours of the same year: an
    hour of somebody who does not pay brings nothing until they do. A client who pays in several
    currencies has a rate in each, all by the same hours: together they are what an hour brings.
    Clients without hours, or without income in the year, have none. Where the records of hours and
    of invoices cover different times, give both from the time they share (``shared``).
    """
    worked = {
        (measures.whose, measures.client): measures for measures in hours if measures.seconds > 0
    }
    found = []
    for measures in money:
        time = worked.get((measures.whose, measures.client))
        if time is None or measures.income <= 0:
            continue
        paid = time.seconds - time.unpaid_seconds
        found.append(
            HourlyRate(
                client=measures.client,
                currency=measures.currency,
                effective=_per_hour(max(measures.in_hand, 0), time.seconds),
                of_paid_hours=_per_hour(max(measures.in_hand, 0), paid) if paid > 0 else None,
                seconds=time.seconds,
                unpaid_seconds=time.unpaid_seconds,
                whose=measures.whose,
            )
        )
    return tuple(found)


def _per_hour(minor: int, seconds: int) -> int:
    return (2 * minor * SECONDS_OF_AN_HOUR + seconds) // (2 * seconds)


def _of_all(found: Any, name: str, by: Sequence[str]) -> Any:
    """Beside each row, the sum of a column over its portfolio."""
    if by[:-1]:
        return found.with_columns(of_all=nw.col(name).sum().over(*by[:-1]).cast(nw.Int64))
    return found.with_columns(of_all=nw.col(name).sum().cast(nw.Int64))
