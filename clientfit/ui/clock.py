"""The person's own clock: their zone, working hours and holidays, as they are kept as settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from clientfit.core.boundaries import WorkingHours, on_the_wall, outside
from clientfit.files.store import Workbook
from clientfit.text.free_days import holidays

#: Until the person says when they work.
USUAL_HOURS = WorkingHours(time(9), time(18), frozenset(range(5)))


@dataclass(frozen=True, slots=True)
class Clock:
    """When the person works, and where."""

    hours: WorkingHours
    zone: tzinfo
    country: str  # whose holidays are days off; "" for none

    def local(self, at: datetime) -> date:
        """On which of the person's days a moment was."""
        return on_the_wall(at, self.zone).date()

    def outside(self, at: datetime) -> bool:
        """Whether a moment lies outside the person's working hours, or on a day off."""
        year = self.local(at).year
        # Hours past midnight on New Year's Day may belong to a day of the year before.
        free = holidays(self.country, year - 1, year)
        return outside(at, self.hours, free, self.zone)


def clock_of(workbook: Workbook) -> Clock:
    """The clock by the settings ``zone``, ``working_hours`` and ``country``.

    What is not set, or came from a copy of another workbook and can't be read, is as usual.
    """
    return Clock(
        hours=_hours(workbook.setting("working_hours", {})),
        zone=_zone(workbook.setting("zone", "UTC")),
        country=str(workbook.setting("country", "")),
    )


def _hours(kept: object) -> WorkingHours:
    if not isinstance(kept, Mapping):
        return USUAL_HOURS
    try:
        return WorkingHours(
            time.fromisoformat(kept["from"]),
            time.fromisoformat(kept["to"]),
            frozenset(int(day) for day in kept["days"]),
        )
    except (KeyError, TypeError, ValueError):
        return USUAL_HOURS


def _zone(kept: object) -> tzinfo:
    try:
        return ZoneInfo(str(kept))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
