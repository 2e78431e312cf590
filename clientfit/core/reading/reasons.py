"""The reasons for a category, as ids and numbers; text/ words them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from clientfit.core.model import Category, Norms
from clientfit.core.reading.rule import Bar, bars, category
from clientfit.core.reading.shares import Interval


@dataclass(frozen=True, slots=True)
class Reasons:
    """Which signs keep a client out of a category, or hold it there.

    ``target`` is the bar the reasons refer to: the next better category, or keep for a client that
    is kept. ``within`` and ``needed`` are points out of ``total``; ``unsure`` are the points of
    signs that may or may not be within their limit. ``holding`` are the signs surely beyond their
    limit, heaviest first; ``vetoing`` those at or above their veto level; ``blocking`` the single
    sign whose fall alone would reach the target, if there is one.
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
    """The reasons for the category ``found``; ``intervals`` are in the norms' order.

    ``absolute``: whether an absolute red line was crossed.
    """
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
    """The heaviest sign whose fall to 0 alone would reach the bar; None if there is none."""
    if category(levels, norms) >= bar.category:
        return None
    for place in sorted(range(len(levels)), key=lambda place: -norms.signs[place].points):
        without = [*levels[:place], 0, *levels[place + 1 :]]
        if levels[place] and category(without, norms) >= bar.category:
            return norms.ids[place]
    return None
