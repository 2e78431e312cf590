"""How a client read over time: what eased since the first reading, and what grew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clientfit.core.model import Reading
from clientfit.core.reading.shares import Interval


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """How a client read at the end of a day."""

    day: date
    reading: Reading
    strain: float | None
    levels: Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class Trend:
    """The signs that surely eased or grew between the first and the last point."""

    eased: tuple[str, ...]
    grown: tuple[str, ...]


def trend_between(points: Sequence[TrendPoint]) -> Trend:
    """Compare the last point with the first. What is not known at both ends is neither."""
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
