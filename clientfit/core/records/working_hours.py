"""Messages and the clock: which fall outside the person's hours, and how long answers take. Pure.

A time without a zone is the clock on the wall, and is taken as it stands. One with a zone is put
on the person's wall first, so that daylight saving is as it was on that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from statistics import median_low

from clientfit.core.records.activity import Direction, Message

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)


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


def response_minutes(messages: Iterable[Message], zone: tzinfo) -> dict[str, int]:
    """By thread: the median of the whole minutes until the freelancer answered.

    Counted from the first message that waits for an answer to the next outgoing one of the same
    thread. Threads without an answer are not there. Of an even number the lower middle is taken,
    so that it is a delay that there really was. ``zone`` is that of times without one.
    """
    threads: defaultdict[str, list[tuple[datetime, Direction]]] = defaultdict(list)
    for message in messages:
        at = message.at if message.at.tzinfo is not None else message.at.replace(tzinfo=zone)
        # In UTC, or a difference across the change to summer time would be off by an hour.
        threads[message.thread].append((at.astimezone(UTC), message.direction))
    delays = {thread: _delays(sorted(sent)) for thread, sent in threads.items()}
    return {thread: median_low(each) for thread, each in delays.items() if each}


def _delays(sent: list[tuple[datetime, Direction]]) -> list[int]:
    """The minutes that each run of incoming messages waited."""
    delays: list[int] = []
    waiting: datetime | None = None
    for at, direction in sent:
        if direction is Direction.IN:
            waiting = waiting or at
        elif waiting is not None:
            delays.append((at - waiting) // _MINUTE)
            waiting = None
    return delays
