"""How a client's reading changed over time: which signs eased and which grew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clientfit.core.model import Reading
from clientfit.core.reading.shares import Interval


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """How a client read at the end of a day; strain is 0..100, or None where nothing is known."""

    day: date
    reading: Reading
    strain: float | None
    levels: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class Trend:
    """The ids of the signs that certainly fell (eased) or rose (grown) over time."""

    eased: tuple[str, ...]
    grown: tuple[str, ...]


def trend_between(points: Sequence[TrendPoint]) -> Trend:
    """Compare the last point with the first; ``points`` are in order of time.

    Only signs whose level is known at both ends are compared. Fewer than two points give no change.
    """
    if len(points) < 2:
        return Trend((), ())
    first, last = points[0].levels, points[-1].levels
    known = [sign for sign in last if _known(last[sign]) and _known(first.get(sign, (0, 4)))]
    return Trend(
        eased=tuple(sign for sign in known if last[sign][0] < first[sign][0]),
        grown=tuple(sign for sign in known if last[sign][0] > first[sign][0]),
    )


def _known(interval: Interval) -> bool:
    return interval[0] == interval[1]
