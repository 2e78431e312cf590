"""How a client pays as a rule: on time, late, leaving it open, or not at all."""

from __future__ import annotations

from enum import Enum

from clientfit.core.portfolio.measures import MoneyMeasures
from clientfit.core.records.norms import RecordNorms


class Lag(Enum):
    """What the days of a client tell who does not pay on time as a rule."""

    LATE = "pays late"
    OPEN = "leaves open what was due long ago, or most of it"
    NEVER = "has paid nothing of what fell due"


def not_paying(money: MoneyMeasures) -> bool:
    """Nothing that fell due was ever paid, and something is overdue."""
    return money.never_paid and money.longest > 0


def owing(money: MoneyMeasures, norms: RecordNorms) -> bool:
    """Something is open for long, or more is overdue of the year than came in."""
    if not money.longest:
        return False
    long = money.longest > norms.unpaid_after_days
    return not_paying(money) or long or money.overdue_of_year > money.paid


def lag(money: MoneyMeasures, norms: RecordNorms) -> tuple[Lag, int] | None:
    """Days by which they pay late, in the median; of who leaves open, for how long so far.

    None where nothing speaks about lateness, or nothing was paid and nothing is overdue.
    """
    if owing(money, norms):
        return (Lag.NEVER if not_paying(money) else Lag.OPEN), money.longest
    if money.days_late is None or money.never_paid:
        return None
    return Lag.LATE, money.days_late


def punctual(money: MoneyMeasures, norms: RecordNorms) -> bool:
    """Whether they pay on time as a rule: nobody does who has never paid, or owes for long."""
    kind, days = lag(money, norms) or (Lag.OPEN, 0)
    return kind is Lag.LATE and days <= norms.grace_days
