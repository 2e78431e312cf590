"""What is measured of each client: whole numbers from a table, and the ratios made of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientfit.core.records.norms import RecordNorms

DAYS_OF_A_WEEK = 7
SECONDS_OF_AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Ageing:
    """What is open now, in minor units, by how long ago it was due."""

    not_due: int  # also what has no due date: it is never called overdue
    days_1_30: int
    days_31_60: int
    days_61_90: int
    over_90: int


@dataclass(frozen=True, slots=True)
class MoneyMeasures:
    """One client's invoices in one currency; the year ends with the records. Minor units."""

    client: str
    currency: str
    invoices: int  # issued within the year: open, paid or written off
    income: int  # billed within the year less credits, without what was written off
    income_before: int  # the same, of the year before
    income_share: float  # of all income in this currency, 0..1
    paid: int  # of what was billed within the year, part payments included
    written_off: int  # issued within the year and given up
    owed: int
    overdue: int
    overdue_of_year: int  # of what was billed within the year
    longest: int  # days that the oldest of what is open is past its due date; 0 where none is
    ageing: Ageing
    judged: int  # invoices that speak about lateness
    judged_paid: int  # those of which at least a part was paid
    late: int
    days_late: int | None  # median of all judged; on time or early counts 0
    days_late_before: int | None  # the same of the earlier half, for the trend
    days_late_lately: int | None  # the same of the later half
    term: int | None  # the real payment term: days from issue to payment, median
    dso: int | None  # days sales outstanding
    trend: float | None  # growth of income over the year before: 0.1 is a tenth more
    whose: tuple[str, ...] = ()  # in a table of many portfolios: this one's keys

    @property
    def late_share(self) -> float | None:
        """The share of the judged invoices that were late, 0..1."""
        return self.late / self.judged if self.judged else None

    @property
    def never_paid(self) -> bool:
        """Whether nothing was ever paid of all that speaks about lateness."""
        return self.judged > 0 and not self.judged_paid

    @property
    def in_hand(self) -> int:
        """What was billed within the year and is paid or not yet due, in minor units."""
        return self.income - self.overdue_of_year


@dataclass(frozen=True, slots=True)
class HoursMeasures:
    """One client's working time within the year."""

    client: str
    seconds: int
    unpaid_seconds: int  # said not to be billable, or not billed for too long
    share: float  # of all hours, 0..1
    whose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MessageMeasures:
    """One client's messages within the year."""

    client: str
    incoming: int
    outgoing: int
    outside: int  # incoming, outside the person's working hours
    characters: int  # of those incoming
    per_week: float  # incoming, over the part of the year since the first message
    whose: tuple[str, ...] = ()

    def too_few(self, norms: RecordNorms) -> bool:
        """Whether too few came in for a share of them to say anything."""
        return self.incoming < norms.minimum_messages

    @property
    def outside_share(self) -> float | None:
        """The share of the incoming messages that came outside working hours, 0..1."""
        return self.outside / self.incoming if self.incoming else None


@dataclass(frozen=True, slots=True)
class HourlyRate:
    """What an hour brings in one currency, in minor units."""

    client: str
    currency: str
    effective: int  # what is in hand by all hours, unpaid ones too
    of_paid_hours: int | None  # the same by the hours that are not unpaid; None where none is left
    seconds: int = 0  # all hours that it was made of
    unpaid_seconds: int = 0
    whose: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MonthMeasures:
    """One client in one month."""

    client: str
    month: date  # its first day
    income: tuple[tuple[str, int], ...]  # currency and minor units, billed in the month
    seconds: int
    incoming: int
    outside: int
    due: int  # invoices that fell due in the month and speak about lateness
    days_late: int | None  # their median
    whose: tuple[str, ...] = ()
