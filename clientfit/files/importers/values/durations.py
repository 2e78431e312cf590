"""Durations as people's programs write them, read into whole seconds.

A text may say its unit itself ("1:30", "1h 30m", "PT1H30M"). A bare number does not: its decimal
mark and its unit are decided on the whole column (`money.decimal_mark`, `unit_of`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum

from clientfit.files.importers.values.moments import DAY


class DurationUnit(IntEnum):
    """What a bare number counts, in seconds."""

    HOURS = 3600
    MINUTES = 60
    SECONDS = 1


_CLOCK = re.compile(r"([-+−]?)(\d{1,6}):([0-5]\d)(?::([0-5]\d)(?:[.,]\d+)?)?\s*([^\W\d_]*)\.?")
_ISO = re.compile(
    r"P(?:(\d{1,4})D)?(?:T(?=\d)(?:(\d{1,6}(?:[.,]\d+)?)H)?(?:(\d{1,8}(?:[.,]\d+)?)M)?"
    r"(?:(\d{1,9}(?:[.,]\d+)?)S)?)?",
    re.IGNORECASE,
)
_PART = re.compile(r"(\d{1,9}(?:[.,]\d{1,9})?)\s*([^\W\d_]+)\.?[\s,]*")
_MINUTES = re.compile(r"[0-5]\d")
_APART = 60  # programs that round to minutes differ by less from start to end


def said_in_full(text: str, units: Mapping[str, DurationUnit]) -> int | None:
    """The seconds of a text that says its unit itself; None where it does not.

    ``units``: what words such as "min" count, in small letters.

    >>> said_in_full("1:30", {}), said_in_full("100:00:05", {}), said_in_full("PT1H30M", {})
    (5400, 360005, 5400)
    >>> said_in_full("1h 30 min", {"h": DurationUnit.HOURS, "min": DurationUnit.MINUTES})
    5400
    >>> said_in_full("1.5", {})
    """
    plain = text.strip()
    found = _CLOCK.fullmatch(plain)
    if found and (not found[5] or units.get(found[5].casefold()) is DurationUnit.HOURS):
        sign, hours, minutes, seconds, _ = found.groups()
        size = int(hours) * 3600 + int(minutes) * 60 + int(seconds or 0)
        return -size if sign in ("-", "−") else size
    if len(plain) > 2 and (found := _ISO.fullmatch(plain)):
        parts = zip(found.groups(), _ISO_UNITS, strict=True)
        return sum(_whole(part, unit) for part, unit in parts)
    return _in_words(plain.casefold(), units)


_ISO_UNITS = (DAY, DurationUnit.HOURS, DurationUnit.MINUTES, DurationUnit.SECONDS)


def _in_words(text: str, units: Mapping[str, DurationUnit]) -> int | None:
    seconds, end, before = 0, 0, DAY
    while found := _PART.match(text, end):
        unit = units.get(found[2])
        if unit is None or unit >= before:  # "30 min 20 min" is no duration
            return None
        seconds, end, before = seconds + _whole(found[1], unit), found.end(), int(unit)
    if before == DurationUnit.HOURS and _MINUTES.fullmatch(text, end):  # 1h30
        return seconds + DurationUnit.MINUTES * int(text[end:])
    return seconds if end and end == len(text) else None


def _whole(number: str | None, unit: int) -> int:
    return in_seconds(Decimal((number or "0").replace(",", ".")), unit)


def in_seconds(number: Decimal, unit: int) -> int:
    """So many units as whole seconds.

    >>> in_seconds(Decimal("0.333"), DurationUnit.HOURS)
    1199
    """
    return int((number * int(unit)).to_integral_value(ROUND_HALF_UP))


def unit_of(pairs: Iterable[tuple[Decimal, int]]) -> DurationUnit:
    """The unit of bare numbers, from pairs of (number, seconds from start to end in that row).

    Start and duration give the end: the unit in which this holds most often is right; hours where
    nothing tells. Zeros fit every unit and tell nothing.

    >>> unit_of([(Decimal("400"), 400), (Decimal("90"), 120)]).name, unit_of([]).name
    ('SECONDS', 'HOURS')
    """
    fits = Counter(
        unit
        for number, seconds in pairs
        if number
        for unit in DurationUnit
        if abs(in_seconds(number, unit) - seconds) <= min(_APART, seconds // 2)
    )
    return max(DurationUnit, key=lambda unit: (fits[unit], unit))
