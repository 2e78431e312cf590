"""Measures per client from invoices, hours and messages, whichever table engine holds them.

Days are whole numbers since 1970-01-01 and sums are whole minor units, so that every engine gives
the same result to the day and the cent; ratios are made of them here, in Python.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ageing:
    """What is open now, in minor units, by how long ago it was due."""

    not_due: int
    days_1_30: int
    days_31_60: int
    days_61_90: int
    over_90: int


@dataclass(frozen=True, slots=True)
class MoneyMeasures:
    """One client's invoices in one currency; the year ends with the records. Minor units."""

    client: str
    currency: str
    invoices: int
    income: int  # billed within the year, without what was written off
    income_before: int  # the same, of the year before
    income_share: float  # of all income in this currency, 0..1
    owed: int
    overdue: int
    ageing: Ageing
    judged: int  # invoices that speak about lateness
    late: int
    days_late: int | None  # median of all judged; on time or early counts 0
    days_late_before: int | None  # the same of the earlier half, for the trend
    term: int | None  # the real payment term: days from issue to payment, median
    dso: int | None  # days sales outstanding


@dataclass(frozen=True, slots=True)
class HoursMeasures:
    """One client's working time within the year."""

    client: str
    seconds: int
    unpaid_seconds: int  # said not to be billable, or billable and never billed
    share: float  # of all hours, 0..1


@dataclass(frozen=True, slots=True)
class MessageMeasures:
    """One client's messages within the year."""

    client: str
    incoming: int
    outgoing: int
    outside: int  # incoming, outside the person's working hours
    characters: int  # of those incoming
    per_week: float  # incoming
