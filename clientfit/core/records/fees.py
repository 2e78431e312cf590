"""Statutory interest on late invoices: exact decimals, day by day, with every step recorded.

Interest is simple and counted in days of a 365-day year, from the day after the due date, at the
rate of each half-year, rounded once at the end (Directive 2011/7/EU and the national laws in
content/late_fees.toml). Where no rate is known nothing is computed; the result is then None, not
zero. Two laws differ: in the United Kingdom the rate of the day on which the debt became late stays
in force; in the Netherlands unpaid interest bears interest after each full year.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.money import Money
from clientfit.core.phrases import say

YEAR_DAYS = 365
_DAY = timedelta(days=1)

#: A period of days (from, to), both included.
Stretch = tuple[date, date]


class RateBasis(StrEnum):
    """Which rate applies while a debt stays open."""

    RUNNING = "running"  # each half-year has its own rate
    AT_START = "at_start"  # the rate in force when the debt became late


@dataclass(frozen=True, slots=True)
class Rate:
    """A yearly rate in percent for the days from ``start`` to ``end``, both included."""

    start: date
    end: date
    percent: Decimal
    confirmed: bool  # False: secondary source only, not used unless confirmed
    source: str


@dataclass(frozen=True, slots=True)
class Tier:
    """A fixed compensation for debts of at least ``least``, in major units (euros, not cents)."""

    least: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Law:
    """What the law of one place says about late payment between businesses."""

    id: str
    currency: str  # currency of the debts that the law covers
    basis: RateBasis
    compounds: bool  # compound: unpaid interest bears interest after a full year
    rates: tuple[Rate, ...]
    fixed: tuple[Tier, ...]  # ascending
    fixed_currency: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A period with one rate and one principal; amounts are in major units (euros, not cents).

    ``percent`` (a year) and ``interest`` are None where no confirmed rate is known.
    """

    start: date
    end: date
    days: int
    principal: Decimal
    percent: Decimal | None
    interest: Decimal | None  # not rounded
    source: str


@dataclass(frozen=True, slots=True)
class Fee:
    """What may be claimed on top of one invoice, with the steps of the calculation.

    ``interest`` covers the days whose rate is known: if the fee is not ``complete`` it is a lower
    bound; None if no day has a known rate. ``fixed``: the statutory compensation, if any.
    """

    segments: tuple[Segment, ...]
    interest: Money | None
    fixed: Money | None

    @property
    def gaps(self) -> tuple[Stretch, ...]:
        """The days without a confirmed rate, as periods (from, to), both included."""
        return joined(
            (segment.start, segment.end) for segment in self.segments if segment.percent is None
        )

    @property
    def complete(self) -> bool:
        """Whether the rate of every day is known."""
        return not self.gaps


def late_fee(
    owed: Money, due: date, until: date, law: Law, own_percent: Decimal | None = None
) -> Fee:
    """The interest on ``owed`` from the day after ``due`` up to and including ``until``.

    ``own_percent``: a yearly rate set by the contract or the person; it replaces the law's rates
    and may be used with any currency. The law's fixed compensation only applies to debts in the
    law's own currency. Days without a confirmed rate are listed as segments but not counted.

    Raises ClientfitError for an amount not above zero, for a currency the law does not cover
    (without ``own_percent``), and for a rate that is negative or not a number.
    """
    _check(owed, law, own_percent)
    principal = owed.units
    segments: list[Segment] = []
    added = Decimal(0)
    for start, end in _pieces(due, until, law):
        if law.compounds and segments and _full_year(due + _DAY, start):
            added = _known(segments)
        rate = _rate(law, start if law.basis is RateBasis.RUNNING else due + _DAY)
        percent = own_percent if own_percent is not None else rate.percent if rate else None
        source = "own" if own_percent is not None else rate.source if rate else ""
        days = (end - start).days + 1
        base = principal + added
        interest = None if percent is None else base * percent / 100 * days / YEAR_DAYS
        segments.append(Segment(start, end, days, base, percent, interest, source))
    silent = bool(segments) and all(segment.interest is None for segment in segments)
    return Fee(
        segments=tuple(segments),
        interest=None if silent else _rounded(_known(segments), owed.currency),
        fixed=_fixed(principal, law) if segments and owed.currency == law.currency else None,
    )


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Sort periods of days; those that touch or overlap are merged.

    >>> joined([(date(2026, 7, 1), date(2026, 7, 9)), (date(2026, 7, 10), date(2026, 7, 12))])
    ((datetime.date(2026, 7, 1), datetime.date(2026, 7, 12)),)
    """
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1] + _DAY:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return tuple(found)


def _known(segments: Sequence[Segment]) -> Decimal:
    return sum(
        (segment.interest for segment in segments if segment.interest is not None), Decimal(0)
    )


def _check(owed: Money, law: Law, own_percent: Decimal | None) -> None:
    faults = []
    if owed.minor <= 0:
        faults.append(Fault(say("sum"), "is not above zero", "Only what is owed bears interest"))
    if own_percent is not None and not (own_percent.is_finite() and own_percent >= 0):
        faults.append(
            Fault(
                say("rate"),
                say("{percent} is no rate", percent=own_percent),
                "Give percent a year, from 0 on",
            )
        )
    if owed.currency != law.currency and own_percent is None:
        what = say(
            "is in {own}, and these rates are for {law}", own=owed.currency, law=law.currency
        )
        faults.append(Fault(say("sum"), what, "Choose the law that fits, or set your own rate"))
    if faults:
        raise ClientfitError(faults)


def _pieces(due: date, until: date, law: Law) -> list[tuple[date, date]]:
    """Split the days after ``due`` into periods with one rate and one principal."""
    if until <= due:
        return []
    start = due + _DAY
    cuts = {rate.start for rate in law.rates} | {rate.end + _DAY for rate in law.rates}
    if law.basis is RateBasis.AT_START:
        cuts = set()
    if law.compounds:
        cuts |= {_anniversary(start, year) for year in range(1, until.year - start.year + 2)}
    starts = [start, *sorted(cut for cut in cuts if start < cut <= until)]
    ends = [*(cut - _DAY for cut in starts[1:]), until]
    return list(zip(starts, ends, strict=True))


def _anniversary(day: date, years: int) -> date:
    """The same day ``years`` later; 29 February becomes 1 March where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _full_year(start: date, day: date) -> bool:
    return any(_anniversary(start, year) == day for year in range(1, day.year - start.year + 1))


def _rate(law: Law, day: date) -> Rate | None:
    found = (rate for rate in law.rates if rate.confirmed and rate.start <= day <= rate.end)
    return next(found, None)


def _fixed(principal: Decimal, law: Law) -> Money | None:
    reached: Sequence[Tier] = [tier for tier in law.fixed if principal >= tier.least]
    return _rounded(reached[-1].amount, law.fixed_currency) if reached else None


def _rounded(amount: Decimal, currency: str) -> Money:
    return Money.of_units(amount, currency, rounding=ROUND_HALF_UP)
