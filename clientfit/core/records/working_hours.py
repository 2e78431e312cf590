"""Messages and the clock: which fall outside the person's hours. Pure.

A time without a zone is the clock on the wall, and is taken as it stands. One with a zone is put
on the person's wall first, so that daylight saving is as it was on that day.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When the person works: from ``start`` until just before ``end`` on these days of the week.

    Hours that end at or before their start run into the next day: 22:00 to 06:00 is a night, and
    00:00 to 00:00 the whole day.
    """

    start: time
    end: time
    days: frozenset[int]  # 0 is Monday, as ``date.weekday`` has it


def on_the_wall(at: datetime, zone: tzinfo) -> datetime:
    """The time as the person's clock showed it, without a zone."""
    return (
        at.replace(tzinfo=None) if at.tzinfo is None else at.astimezone(zone).replace(tzinfo=None)
    )


def outside(at: datetime, hours: WorkingHours, holidays: Set[date], zone: tzinfo) -> bool:
    """Whether a moment falls outside the person's working hours; all of a holiday does.

    Hours that run past midnight belong to the day on which they begin, also for holidays.
    """
    local = on_the_wall(at, zone)
    clock, today = local.time(), local.date()
    works = today.weekday() in hours.days and today not in holidays
    if hours.start < hours.end:
        return not (works and hours.start <= clock < hours.end)
    if works and clock >= hours.start:
        return False
    if clock >= hours.end or today == date.min:
        return True
    yesterday = today - _DAY
    return yesterday.weekday() not in hours.days or yesterday in holidays
