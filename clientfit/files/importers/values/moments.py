"""Moments as people's programs write them: a date, a clock time, an offset, or some of these.

`scan_moment` parts a text; its date is left as text, for `dates.scan` reads it and `dates.decide`
must see the whole column before a day is known.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

DAY = 86_400

_MOMENT = re.compile(
    r"(?:(?P<day>.*?\d)(?:T|,?\s+))?"
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?)?"
    r"\s*(?P<half>[ap])?(?(half)\.?\s?m\.?)"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"(?P<day>\d{8})T(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)(?P<zone>Z)?")
_DOTTED = re.compile(r"(?P<hour>\d{1,2})\.(?P<minute>\d{2})")  # 9.30 among clock times


@dataclass(frozen=True, slots=True)
class Moment:
    """What a cell says of when: the text of its date, seconds since midnight, its offset."""

    day: str  # "" where it holds a clock time only
    clock: int | None  # None where it holds a date only; 86400 is midnight at the end of the day
    zone: timezone | None = None


def scan_moment(text: str) -> Moment:
    """Part a text into date, clock time and offset. ValueError says what is wrong with the clock.

    >>> scan_moment("03/04/2024, 1:05 PM")
    Moment(day='03/04/2024', clock=47100, zone=None)
    >>> scan_moment("20240604T110859Z").clock, scan_moment("2024-03-04").clock
    (40139, None)
    """
    plain = " ".join(text.split())
    found = _COMPACT.fullmatch(plain) or _MOMENT.fullmatch(plain) or _DOTTED.fullmatch(plain)
    parts = found.groupdict() if found else {}
    if not parts or (parts["minute"] is None and not parts.get("half")):
        return Moment(plain, None)
    hour, minute, second = (int(parts.get(part) or 0) for part in ("hour", "minute", "second"))
    if parts.get("half"):
        if not 1 <= hour <= 12:
            raise ValueError("there is no such time")
        hour = hour % 12 + (12 if parts["half"] in "pP" else 0)
    clock = hour * 3600 + minute * 60 + second
    if minute > 59 or second > 59 or clock > DAY:
        raise ValueError("there is no such time")
    return Moment(parts.get("day") or "", clock, _offset(parts.get("zone")))


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 23 or minutes > 59:
        raise ValueError("there is no such time")
    size = timedelta(hours=hours, minutes=minutes)
    return timezone(-size if text[0] == "-" else size)


def at(day: date, clock: int, zone: tzinfo) -> datetime:
    """The moment at which a clock in that zone shows this, on that day.

    >>> at(date(2024, 3, 4), 86_400, UTC).isoformat()
    '2024-03-05T00:00:00+00:00'
    """
    wall = datetime.combine(day, datetime.min.time()) + timedelta(seconds=clock)
    return wall.replace(tzinfo=zone)


def seconds_between(start: datetime, end: datetime) -> int:
    """How long it is from one moment to another, over a change of the clocks too."""
    return round(end.timestamp() - start.timestamp())
