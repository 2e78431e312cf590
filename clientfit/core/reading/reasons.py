"""Why a client reads as it does, as ids and numbers; sentences are made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from clientfit.core.model import Category, Norms
from clientfit.core.reading.rule import Bar, bars, category
from clientfit.core.reading.shares import Interval


@dataclass(frozen=True, slots=True)
class Reasons:
    """What holds a category down, or up.

    ``target`` is the bar spoken of: the next better category, or keep for who is kept.
    ``within`` and ``needed`` are points out of ``total``; ``unsure`` are points of signs that may
    or may not be within. ``holding`` are the signs surely beyond their limit, heaviest first;
    ``vetoing`` those that block by themselves; ``blocking`` the one sign whose fall alone would
    give the target, if there is one.
    """

    target: Category
    within: int
    unsure: int
    needed: Fraction
    total: int
    holding: tuple[str, ...]
    vetoing: tuple[str, ...]
    blocking: str | None
    red_line: bool


def reasons(intervals: list[Interval], found: Category, absolute: bool, norms: Norms) -> Reasons:
    """The reasons for the category ``found`` of a client with these intervals (norms' order)."""
    keep, repair = bars(norms)
    bar = repair if found is Category.END else keep
    rows = list(zip(norms.signs, intervals, bar.limits, bar.vetoes, strict=True))
    heaviest = sorted(rows, key=lambda row: (-row[0].points, -row[1][0]))
    return Reasons(
        target=bar.category,
        within=sum(sign.points for sign, (_, high), limit, _ in rows if high <= limit),
        unsure=sum(sign.points for sign, (low, high), limit, _ in rows if low <= limit < high),
        needed=bar.majority * norms.points,
        total=norms.points,
        holding=tuple(sign.id for sign, (low, _), limit, _ in heaviest if low > limit),
        vetoing=tuple(sign.id for sign, (low, _), _, veto in heaviest if low >= veto),
        blocking=_blocking([low for low, _ in intervals], bar, norms),
        red_line=absolute,
    )


def _blocking(levels: list[int], bar: Bar, norms: Norms) -> str | None:
    """The one sign that stands between these levels and the bar, if a single one does."""
    if category(levels, norms) >= bar.category:
        return None
    for place in sorted(range(len(levels)), key=lambda place: -norms.signs[place].points):
        without = [*levels[:place], 0, *levels[place + 1 :]]
        if levels[place] and category(without, norms) >= bar.category:
            return norms.ids[place]
    return None
