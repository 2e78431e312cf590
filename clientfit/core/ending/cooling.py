"""The calm days before anybody is told, and the day of telling."""

from __future__ import annotations

from datetime import date, timedelta

from clientfit.core.ending.working_days import USUAL, FreeDays, Move, working_day
from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import say

LONGEST_COOLING_DAYS = 60
FARTHEST = timedelta(days=730)  # a day of telling beyond is no plan


def cooling_days(kept: object, usual: int) -> int:
    """How many days to wait: those that the person kept, where they fit, else the usual number.

    ``kept`` comes from a workbook, and a saved copy may hold what no page would take.
    """
    return kept if isinstance(kept, int) and _fits(kept) else usual


def check_cooling_days(days: int) -> None:
    """Raise ClientfitError for a number of days that nobody can be advised to wait."""
    if not _fits(days):
        todo = say("Give a number from 0 to {most}", most=LONGEST_COOLING_DAYS)
        what = say("{days} does not fit", days=days)
        raise ClientfitError(Fault(say("Days to wait"), what, todo))


def calm_on(begun: date, days: int) -> date:
    """The day on which the cooling-off is over that began on ``begun``."""
    return begun + timedelta(days=days)


def waits(*, abusive: bool, cooled: bool) -> bool:
    """Whether a calmer look is advised first. After abuse nothing makes anybody wait.

    ``cooled``: they have read the signs again with a calm head, or gone on without.
    """
    return not (abusive or cooled)


def calm_working_day(today: date, calm: date, free: FreeDays = USUAL) -> date:
    """The first working day with a calm head: from ``calm`` on, and not before today."""
    return working_day(max(today, calm), Move.AFTER, free)


def day_of_telling(
    chosen: date | None, today: date, calm: date, free: FreeDays = USUAL, *, abusive: bool
) -> date:
    """The day of telling: the one chosen, or the first working day with a calm head.

    After abuse it is today, whatever day that is.
    """
    if chosen:
        return chosen
    return today if abusive else calm_working_day(today, calm, free)


def check_day_of_telling(day: date, today: date) -> None:
    """Raise ClientfitError for a day that is over or too far away to be planned."""
    if day < today:
        what = say("{day} is over", day=day)
        raise ClientfitError(Fault(say("Day of telling"), what, "Choose a day to come"))
    if day - today > FARTHEST:
        todo = "Choose one within two years"
        what = say("{day} is too far away", day=day)
        raise ClientfitError(Fault(say("Day of telling"), what, todo))


def _fits(days: int) -> bool:
    return 0 <= days <= LONGEST_COOLING_DAYS
