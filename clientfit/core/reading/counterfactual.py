"""Counterfactuals: the cheapest change of signs that leads to a better category, or to a worse one.

The cost is the sum of the level steps plus half a step for each sign that moves. At most three
behaviour signs move; signs of what the freelancer feels follow from behaviour, so any of them may
move as well, without such a limit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from clientfit.core.model import TOP_LEVEL, Category, Norms
from clientfit.core.reading.rule import bars, categories

MOST_SIGNS = 3
COST_OF_A_SIGN = 0.5


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """New levels (sign id, level) of a few signs, their cost in steps, and the category reached."""

    signs: tuple[tuple[str, int], ...]
    cost: float
    category: Category


def improvement(levels: Sequence[int], norms: Norms) -> Counterfactual | None:
    """The cheapest lowering of signs that gives a better category; None if there is none.

    ``levels``: 0..4, in the norms' order. Of equally cheap changes the one with fewer signs is
    taken, then the one whose signs come first in the norms' order.
    """
    return _cheapest(levels, norms, better=True)


def worsening(levels: Sequence[int], norms: Norms) -> Counterfactual | None:
    """The cheapest raising of signs that gives a worse category; None if there is none.

    ``levels``: 0..4, in the norms' order. Ties are broken as in `improvement`.
    """
    return _cheapest(levels, norms, better=False)


def _cheapest(levels: Sequence[int], norms: Norms, *, better: bool) -> Counterfactual | None:
    now = np.array(levels, dtype=np.int8)
    options = _targets(norms, better=better)
    moves = (options < now[:, None]) if better else (options > now[:, None])
    options = np.where(moves, options, now[:, None])
    patterns = _patterns(tuple(sign.behaviour for sign in norms.signs), options.shape[1])
    options = np.column_stack([options, now])  # the last choice is to stay
    found = options[np.arange(len(now)), patterns].astype(np.int8)
    moved = found != now
    cost = np.abs(found - now).sum(axis=1) + COST_OF_A_SIGN * moved.sum(axis=1)
    start = int(categories(now[None, :], norms)[0])
    reached = categories(found, norms)
    good = np.flatnonzero(reached > start) if better else np.flatnonzero(reached < start)
    if not len(good):
        return None
    # lexsort sorts by its last key first: cost, then number of signs, then the norms' order.
    ranked = good[np.lexsort((good, moved[good].sum(axis=1), cost[good]))]
    best = int(ranked[0])
    signs = tuple(
        (norms.ids[place], int(found[best, place])) for place in np.flatnonzero(moved[best])
    )
    return Counterfactual(signs, float(cost[best]), Category(int(reached[best])))


@lru_cache(maxsize=32)
def _targets(norms: Norms, *, better: bool) -> NDArray[np.int8]:
    """The levels worth moving to: (signs, choices).

    Only levels at a limit or a veto can change the category, so no others are tried.
    """
    rows = []
    for place in range(len(norms.signs)):
        levels = set()
        for bar in bars(norms):
            step = 0 if better else 1
            levels |= {bar.limits[place] + step}
            levels |= {bar.vetoes[place] - 1 + step} if bar.vetoes[place] <= TOP_LEVEL else set()
        rows.append(sorted(level for level in levels if 0 <= level <= TOP_LEVEL))
    width = max(len(row) for row in rows)
    return np.array([row + row[-1:] * (width - len(row)) for row in rows], dtype=np.int8)


@lru_cache(maxsize=8)
def _patterns(behaviour: tuple[bool, ...], width: int) -> NDArray[np.intp]:
    """All moves of at most three behaviour signs and any felt signs: (patterns, signs).

    An entry is a column of the targets; the extra column ``width`` means that the sign keeps its
    level.
    """
    stay = width
    behaving = [place for place, acts in enumerate(behaviour) if acts]
    felt = [place for place, acts in enumerate(behaviour) if not acts]
    rows = []
    for count in range(MOST_SIGNS + 1):
        for places in combinations(behaving, count):
            for picks in product(range(width), repeat=count):
                for feelings in product((stay, *range(width)), repeat=len(felt)):
                    row = [stay] * len(behaviour)
                    for place, pick in zip((*places, *felt), (*picks, *feelings), strict=True):
                        row[place] = pick
                    rows.append(row)
    return np.array(rows, dtype=np.intp)
