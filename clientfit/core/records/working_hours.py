"""Compare messages with the person's working hours. Pure functions.

A naive datetime is taken as wall-clock time as it stands. An aware one is converted to the person's
time zone first, so that daylight saving time is right for that day.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """The person's working hours: from ``start`` until just before ``end`` on ``days`` of the week.

    An end at or before the start means the next day: 22:00 to 06:00 is a night shift, 00:00 to
    00:00 the whole day.
    """

    start: time
    end: time
    days: frozenset[int]  # 0 is Monday, as ``date.weekday`` has it


def on_the_wall(at: datetime, zone: tzinfo) -> datetime:
    """The person's wall-clock time, as a naive datetime."""
    return (
        at.replace(tzinfo=None) if at.tzinfo is None else at.astimezone(zone).replace(tzinfo=None)
    )


def outside(at: datetime, hours: WorkingHours, holidays: Set[date], zone: tzinfo) -> bool:
    """Whether a moment is outside the working hours; a holiday is outside as a whole.

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
