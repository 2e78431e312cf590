"""What would change the reading: the cheapest way to a better category, and to a worse one.

Cost is the sum of level steps plus half a step for each sign that moves. At most three behaviour
signs move; what the freelancer feels follows from the others, so it may move with them, or alone.
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
    """New levels for a few signs, what they cost in steps, and the category they lead to."""

    signs: tuple[tuple[str, int], ...]
    cost: float
    category: Category


def improvement(levels: Sequence[int], norms: Norms) -> Counterfactual | None:
    """The cheapest fall of signs that gives a better category; None if there is none.

    Of equally cheap ones: fewer signs, then the earlier in the norms' order.
    """
    return _cheapest(levels, norms, better=True)


def worsening(levels: Sequence[int], norms: Norms) -> Counterfactual | None:
    """The cheapest rise of signs that gives a worse category; None if there is none."""
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
    # Stable sorts, least important first; the patterns themselves are in the norms' order.
    ranked = good[np.lexsort((good, moved[good].sum(axis=1), cost[good]))]
    best = int(ranked[0])
    signs = tuple(
        (norms.ids[place], int(found[best, place])) for place in np.flatnonzero(moved[best])
    )
    return Counterfactual(signs, float(cost[best]), Category(int(reached[best])))


@lru_cache(maxsize=32)
def _targets(norms: Norms, *, better: bool) -> NDArray[np.int8]:
    """The levels worth moving to, (signs, choices): only limits and vetoes make a difference."""
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
    """Every choice of at most three behaviour signs, and of any felt ones: (patterns, signs).

    Entries are columns of the targets. A sign that does not take part keeps its own level, which
    is what the extra column stands for.
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
