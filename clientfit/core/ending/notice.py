"""When the work ends: the day of telling plus the notice."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import say

#: The notice where nothing else was agreed.
USUAL_NOTICE_DAYS = 30
#: Longer than any notice between a freelancer and a client; catches a year typed as days.
LONGEST_NOTICE_DAYS = 1000


def notice_days(said: str | None, *, abusive: bool) -> int:
    """The notice in days: what was agreed, or the usual one; after abuse none that was not agreed.

    ``said``: the answer, a whole number of days; None where there is none.
    """
    if said is not None:
        return int(Decimal(said))
    return 0 if abusive else USUAL_NOTICE_DAYS


def end_date(told_on: date, notice_days: int = USUAL_NOTICE_DAYS) -> date:
    """Give the last day: ``notice_days`` calendar days after the day of telling.

    The day of telling is not counted. Weekends and holidays are days like any other, because
    that is how most contracts count; whoever wants a working day moves the date by hand.

    >>> end_date(date(2026, 10, 31))
    datetime.date(2026, 11, 30)
    """
    if not 0 <= notice_days <= LONGEST_NOTICE_DAYS:
        raise ClientfitError(
            Fault(
                say("Notice"),
                say("{days} days is not a notice that can be counted", days=notice_days),
                say("Give a number of days from 0 to {most}", most=LONGEST_NOTICE_DAYS),
            )
        )
    if (date.max - told_on).days < notice_days:
        what = say("there is no day {days} days after {told}", days=notice_days, told=told_on)
        raise ClientfitError(Fault(say("Notice"), what, "Check the year"))
    return told_on + timedelta(days=notice_days)
