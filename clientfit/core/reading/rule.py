"""The sorting rule: MR-Sort with vetoes, computed exactly.

A client is compared with fixed norms, sign by sign, so that good signs cannot average away a bad
one (Bouyssou & Marchant 2007; the majority-rule form of ELECTRE TRI, Yu 1992). Points are integers
and majorities are fractions, so no rounding of floats decides a category.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray

from clientfit.core.model import TOP_LEVEL, Category, Norms, Sign

#: The veto level of a sign without a red line: above every level.
UNREACHABLE = TOP_LEVEL + 1

Levels = NDArray[np.int8]  # shape (readings, signs), 0..4, columns in the norms' order


@dataclass(frozen=True, slots=True)
class Bar:
    """The profile that a client must reach to be at least in ``category``.

    The signs at or below their ``limits`` need ``majority`` of all points, and no sign may reach
    its level in ``vetoes``. Both tuples are in the norms' order.
    """

    category: Category
    limits: tuple[int, ...]
    vetoes: tuple[int, ...]
    majority: Fraction

    def clears(self, levels: Sequence[int], points: Sequence[int]) -> bool:
        """Whether a client with these levels clears the bar; ``points`` are the signs' weights."""
        if any(level >= veto for level, veto in zip(levels, self.vetoes, strict=True)):
            return False
        return self.within(levels, points) >= self.majority * sum(points)

    def within(self, levels: Sequence[int], points: Sequence[int]) -> int:
        """The sum of the points of the signs at or below their limits."""
        rows = zip(levels, self.limits, points, strict=True)
        return sum(worth for level, limit, worth in rows if level <= limit)


@lru_cache(maxsize=64)
def bars(norms: Norms) -> tuple[Bar, Bar]:
    """The two bars, best first: keep, then repair. A client that clears neither is in END."""
    keep = Bar(
        Category.KEEP,
        tuple(sign.kind.keep_limit for sign in norms.signs),
        tuple(sign.kind.keep_veto for sign in norms.signs),
        norms.keep_majority,
    )
    repair = Bar(
        Category.REPAIR,
        tuple(sign.kind.repair_limit for sign in norms.signs),
        tuple(_red_line(sign) for sign in norms.signs),
        norms.repair_majority,
    )
    return keep, repair


def category(levels: Sequence[int], norms: Norms) -> Category:
    """The category of one client; all levels (0..4, norms' order) are known."""
    points = [sign.points for sign in norms.signs]
    for bar in bars(norms):
        if bar.clears(levels, points):
            return bar.category
    return Category.END


def categories(levels: Levels, norms: Norms) -> NDArray[np.int8]:
    """The category numbers of many clients at once: (readings, signs) -> (readings,)."""
    # Integers are exact in float64, and matrix products are fastest in it.
    points = np.array([sign.points for sign in norms.signs], dtype=np.float64)
    result = np.full(len(levels), Category.END, dtype=np.int8)
    for bar in reversed(bars(norms)):
        needed = ceil(bar.majority * norms.points)  # points are integers, so ceil is exact
        within = (levels <= np.array(bar.limits, dtype=np.int8)).astype(np.float64) @ points
        vetoed = (levels >= np.array(bar.vetoes, dtype=np.int8)).any(axis=1)
        result[(within >= needed) & ~vetoed] = bar.category
    return result


def _red_line(sign: Sign) -> int:
    return UNREACHABLE if sign.kind.red_line is None else sign.kind.red_line
