"""Days on which somebody can be asked to act: no weekend and no public holiday of their place."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

#: Days of the week that are no working days in most places, Monday 0.
WEEKEND = frozenset({5, 6})


class Move(StrEnum):
    """Where a day goes that is no working day."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class FreeDays:
    """The days on which nobody is asked for anything: ``day in free`` says whether one is."""

    holidays: Set[date] = frozenset()
    weekend: Set[int] = WEEKEND  # days of the week, Monday 0; never all seven

    def __contains__(self, day: date) -> bool:
        return day.weekday() in self.weekend or day in self.holidays


#: Where no place is known.
USUAL = FreeDays()


def working_day(day: date, move: Move, free: FreeDays = USUAL) -> date:
    """The day itself, or the nearest working day before or after it."""
    step = timedelta(days=1 if move is Move.AFTER else -1)
    while day in free:
        day += step
    return day
