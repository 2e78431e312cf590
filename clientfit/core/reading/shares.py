"""Shares of plausible readings, and the question worth asking next.

SMAA-TRI (Tervonen et al. 2009, doi 10.1016/j.ejor.2007.09.021): weights, majorities and levels are
drawn at random around what is known, and the share of draws in each category is counted. These are
shares of plausible readings, not probabilities.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from clientfit.core.model import TOP_LEVEL, Category, Norms
from clientfit.core.reading.rule import Bar, bars

Interval = tuple[int, int]
Floats = NDArray[np.float64]

#: Tolerance: drawn weights sum to 1 only up to rounding, which must not fail a majority of 1.
LAST_BITS = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """All random draws for a set of norms. Arrays are (signs, draws) or (draws,)."""

    weights: Floats  # each column sums to 1
    keep_majority: Floats
    repair_majority: Floats
    slips: NDArray[np.int8]  # -1, 0 or 1: how far a known level is off
    places: Floats  # 0..1: the position of an unknown sign in its interval


@lru_cache(maxsize=16)
def draws(norms: Norms) -> Draws:
    """Draw weights (Dirichlet), majorities (uniform) and slips of one level, from the norms' seed.

    ``RandomState`` is used because numpy guarantees that its stream never changes: the same input
    must give the same output on every machine and version.
    """
    how = norms.sampling
    source = np.random.RandomState(how.seed)
    shape = (len(norms.signs), how.draws)
    points = np.array([sign.points for sign in norms.signs], dtype=np.float64)
    weights = source.dirichlet(how.concentration * points / points.sum(), how.draws).T.copy()
    keep = source.uniform(*how.keep_range, how.draws) - LAST_BITS
    repair = source.uniform(*how.repair_range, how.draws) - LAST_BITS
    slip = source.uniform(size=shape)
    slips = np.where(slip < how.slip / 2, -1, np.where(slip < how.slip, 1, 0)).astype(np.int8)
    return Draws(weights, keep, repair, slips, source.uniform(size=shape))


def plausible_levels(intervals: Sequence[Interval], drawn: Draws) -> NDArray[np.int8]:
    """Plausible levels, (signs, draws): known ones are sometimes off by one, unknown ones uniform.

    ``intervals``: (low, high) for every sign, in the norms' order.
    """
    low, high = np.array(intervals, dtype=np.int8).T[:, :, None]
    anywhere = low + (drawn.places * (high - low + 1)).astype(np.int8)
    slipped = np.clip(low + drawn.slips, 0, TOP_LEVEL)
    levels: NDArray[np.int8] = np.where(low == high, slipped, anywhere).astype(np.int8)
    return levels


def shares(intervals: Sequence[Interval], norms: Norms) -> dict[str, float]:
    """The share of plausible readings in each category: ``{"end": .., "repair": .., "keep": ..}``.

    ``intervals``: (low, high) for every sign, in the norms' order. The shares sum to 1.
    """
    return _counted(_tallies(intervals, norms))


def _counted(tallies: tuple[_Tally, _Tally]) -> dict[str, float]:
    in_keep, in_repair = (tally.clears() for tally in tallies)
    kept, mended = int(in_keep.sum()), int((in_repair & ~in_keep).sum())
    count = len(in_keep)
    numbers = {Category.END: count - kept - mended, Category.REPAIR: mended, Category.KEEP: kept}
    return {category.name.lower(): number / count for category, number in numbers.items()}


def next_question(
    intervals: Sequence[Interval], norms: Norms, asked: Set[str] = frozenset()
) -> str | None:
    """The id of the unknown sign whose answer is expected to lower the entropy of the shares most.

    ``asked``: signs not to ask about again, see ``levels.asked``. None when no other sign is
    unknown, or when no answer could change the shares. Ties go to the first in the norms' order.
    """
    expected = expected_entropies(intervals, norms)
    left = [sign for sign in expected if sign not in asked]
    # Rounded, so that floating-point noise does not choose the question.
    return min(left, key=lambda sign: round(expected[sign], 9), default=None)


def expected_entropies(intervals: Sequence[Interval], norms: Norms) -> dict[str, float]:
    """For each unknown sign id the expected entropy (in nats) of the shares once it is answered.

    Empty where all plausible readings agree already.
    """
    unknown = [place for place, (low, high) in enumerate(intervals) if low < high]
    if not unknown:
        return {}
    tallies = _tallies(intervals, norms)
    if max(_counted(tallies).values()) == 1.0:
        return {}
    slip = norms.sampling.slip / 2
    return {
        norms.ids[place]: _expected_entropy(place, intervals[place], tallies, slip)
        for place in unknown
    }


@dataclass(frozen=True, slots=True, eq=False)
class _Tally:
    """How each draw compares with one bar. Arrays are (signs, draws) or (draws,)."""

    bar: Bar
    weighed: Floats  # the sign's weight where it is within its limit, else 0
    weights: Floats
    vetoed: NDArray[np.bool_]
    sums: Floats
    vetoes: NDArray[np.int64]
    majority: Floats

    def clears(self) -> NDArray[np.bool_]:
        """Which draws clear the bar."""
        clears: NDArray[np.bool_] = (self.sums >= self.majority) & (self.vetoes == 0)
        return clears

    def clears_by_level(self, place: int) -> list[NDArray[np.bool_]]:
        """For each level 0..4: which draws would clear the bar with the sign at ``place`` there."""
        others = self.sums - self.weighed[place]
        free = self.vetoes == self.vetoed[place]
        inside = free & (others + self.weights[place] >= self.majority)
        outside = free & (others >= self.majority)
        limit, veto = self.bar.limits[place], self.bar.vetoes[place]
        by_level = [inside if level <= limit else outside for level in range(TOP_LEVEL + 1)]
        return [
            np.zeros_like(free) if level >= veto else clears
            for level, clears in enumerate(by_level)
        ]


def _tallies(intervals: Sequence[Interval], norms: Norms) -> tuple[_Tally, _Tally]:
    drawn = draws(norms)
    levels = plausible_levels(intervals, drawn)
    keep, repair = bars(norms)
    return (
        _tally(keep, levels, drawn.weights, drawn.keep_majority),
        _tally(repair, levels, drawn.weights, drawn.repair_majority),
    )


def _tally(bar: Bar, levels: NDArray[np.int8], weights: Floats, majority: Floats) -> _Tally:
    within = levels <= np.array(bar.limits, np.int8)[:, None]
    vetoed = levels >= np.array(bar.vetoes, np.int8)[:, None]
    weighed = within * weights
    sums, vetoes = weighed.sum(axis=0), vetoed.sum(axis=0)
    return _Tally(bar, weighed, weights, vetoed, sums, vetoes, majority)


def _expected_entropy(
    place: int, interval: Interval, tallies: tuple[_Tally, _Tally], slip: float
) -> float:
    """The mean entropy in nats over all answers in ``interval``, each equally likely.

    An answered sign may still be off by one level; that is computed exactly, without new draws.
    """
    keep, repair = (tally.clears_by_level(place) for tally in tallies)
    rows = []
    for kept, mended in zip(keep, repair, strict=True):
        in_keep, in_either = kept.mean(), (kept | mended).mean()
        rows.append((1 - in_either, in_either - in_keep, in_keep))
    by_level = np.array(rows)
    answers = np.arange(interval[0], interval[1] + 1)
    given = (
        (1 - 2 * slip) * by_level[answers]
        + slip * by_level[np.clip(answers - 1, 0, TOP_LEVEL)]
        + slip * by_level[np.clip(answers + 1, 0, TOP_LEVEL)]
    )
    logs = np.log(given, out=np.zeros_like(given), where=given > 0)
    return float(-(given * logs).sum(axis=1).mean())
