"""Our categories beside those of a published implementation of the same methods.

``mcda`` (Duminy & Meyer, IMT Atlantique) has ELECTRE TRI-B with thresholds and vetoes, and MR-Sort
without vetoes. Where both define the rule that is ours, all must agree on every client.

How our rule is written in theirs:

- every sign is a criterion to be minimised, its points are the criterion's weight;
- a bar's limits are the profile of the category above it; "at or below its limit" is "at least as
  good as the profile", so there is no indifference and, on whole levels, a preference threshold of
  one is a strict one: one level beyond the limit counts nothing;
- a bar's majority is the cut level (lambda), and the assignment is the pessimistic (conjunctive)
  one: the best category whose lower profile the client outranks;
- a veto is a discordance of one. Theirs grows from the preference threshold (0) to the veto
  threshold (1), ours is all or nothing, so the two agree where veto and preference threshold are
  both one and the veto stands two levels beyond the limit; a level at the veto is outside
  that threshold, the one before it is not. Where the veto stands elsewhere, levels are first
  renamed in the same order: within the limit, beyond it, at the veto;
- their credibility is a float; the cut is set half a point below the points needed, so that no
  rounding can decide. (Exactness at the edge is held by the tests of the rule.)

Our bars may each have a majority and vetoes of their own, theirs share one: then each bar is an
assignment to two categories, and the best bar cleared is the category.
"""

from __future__ import annotations

import random
import warnings
from dataclasses import replace
from fractions import Fraction
from math import ceil

import numpy as np
import pytest
from plain_rule import IDS, NORMS

from clientfit import Category, Norms
from clientfit.core.model import Combine, Kind, Sign
from clientfit.core.rule import Bar, bars, categories, category

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would like to draw graphs
    from mcda import PerformanceTable
    from mcda.outranking.electre import ElectreTri
    from mcda.outranking.mrsort import MRSort
    from mcda.scales import PreferenceDirection, QuantitativeScale

Rows = list[list[int]]
NAMES = ["end", "repair", "keep"]


def _table(rows: Rows, names: list[str], ids: tuple[str, ...]) -> PerformanceTable:
    down = QuantitativeScale(0, 6, preference_direction=PreferenceDirection.MIN)
    return PerformanceTable(
        rows, alternatives=names, criteria=list(ids), scales=dict.fromkeys(ids, down)
    )


def _clients(rows: Rows, ids: tuple[str, ...]) -> PerformanceTable:
    return _table(rows, [f"client {at}" for at in range(len(rows))], ids)


def _electre(
    rows: Rows, profiles: Rows, needed: int, norms: Norms, vetoing: tuple[bool, ...]
) -> list[int]:
    """Their assignment: 0 for below every profile, 1 for above the first and so on."""
    ids, total = norms.ids, norms.points
    vetoes = {id_: 1 for id_, one in zip(ids, vetoing, strict=True) if one}
    assigned = ElectreTri(
        _clients(rows, ids),
        {sign.id: sign.points for sign in norms.signs},
        _table(profiles, [f"profile {at}" for at in range(len(profiles))], ids),
        dict.fromkeys(ids, 0),
        dict.fromkeys(ids, 1),
        vetoes,
        (needed - 0.5) / total,
    ).assign(pessimistic=True)
    return [int(assigned.data[f"client {at}"]) for at in range(len(rows))]


def _renamed(row: list[int], bar: Bar) -> list[int]:
    """Levels in the same order, with the veto two beyond the limit: 0, 1 or 2."""
    places = zip(row, bar.limits, bar.vetoes, strict=True)
    return [2 if at >= veto else int(at > limit) for at, limit, veto in places]


def _clears(rows: Rows, bar: Bar, norms: Norms) -> list[bool]:
    needed = ceil(bar.majority * norms.points)
    vetoing = tuple(veto <= 4 for veto in bar.vetoes)
    renamed = [_renamed(row, bar) for row in rows]
    return [bool(one) for one in _electre(renamed, [[0] * len(norms.ids)], needed, norms, vetoing)]


def _ours(rows: Rows, norms: Norms) -> list[Category]:
    one_by_one = [category(row, norms) for row in rows]
    assert categories(np.array(rows, dtype=np.int8), norms).tolist() == one_by_one
    return one_by_one


def _norms(luck: random.Random, kinds: list[Kind], majorities: list[Fraction]) -> Norms:
    signs = tuple(
        Sign(id_, luck.randint(1, 9), luck.choice(kinds), Combine.MEAN)
        for id_ in IDS[: luck.randint(2, 11)]
    )
    return replace(NORMS, signs=signs, keep_majority=majorities[0], repair_majority=majorities[1])


def _rows(luck: random.Random, norms: Norms, count: int) -> Rows:
    """Clients from mild to dire, so that every category comes up."""
    tops = [luck.randint(1, 4) for _ in range(count)]
    return [[luck.randint(0, top) for _ in norms.signs] for top in tops]


def _luck(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311  it keeps no secret


def _majority(luck: random.Random) -> Fraction:
    return Fraction(luck.randint(1, 1000), 1000)


@pytest.mark.parametrize("seed", range(5))
def test_any_norms_with_vetoes_sort_as_electre_tri_does(seed: int) -> None:
    luck, seen = _luck(seed), []
    for at in range(100):
        kinds = []
        for name in "abc":
            veto = luck.randint(1, 4)
            red_line = luck.choice([None, luck.randint(veto, 4)])
            kinds.append(Kind(name, luck.randint(0, 3), veto, luck.randint(0, 4), red_line))
        own = _norms(luck, kinds, [_majority(luck), _majority(luck)])
        norms = NORMS if at % 4 == 0 else own
        rows = _rows(luck, norms, 2)
        keep, repair = (_clears(rows, bar, norms) for bar in bars(norms))
        theirs = [
            3 if kept else 2 if mended else 1 for kept, mended in zip(keep, repair, strict=True)
        ]
        assert _ours(rows, norms) == theirs
        seen += theirs
    assert len(seen) == 200
    assert set(seen) == {1, 2, 3}


@pytest.mark.parametrize("seed", range(2))
def test_norms_with_one_majority_sort_into_three_as_electre_tri_does_on_plain_levels(
    seed: int,
) -> None:
    luck, seen = _luck(seed), []
    for _ in range(80):
        # The veto two beyond the limit of its own bar, on every sign that has one.
        limits = [sorted(luck.sample(range(3), 2)) for _ in range(3)]
        kinds = [
            Kind(str(at), low, low + 2, high, high + 2) for at, (low, high) in enumerate(limits)
        ]
        majority = _majority(luck)
        norms = _norms(luck, kinds, [majority, majority])
        rows = _rows(luck, norms, 3)
        profiles = [list(bar.limits) for bar in reversed(bars(norms))]
        needed = ceil(majority * norms.points)
        theirs = _electre(rows, profiles, needed, norms, (True,) * len(norms.signs))
        assert _ours(rows, norms) == [one + 1 for one in theirs]
        seen += theirs
    assert len(seen) == 240
    assert set(seen) == {0, 1, 2}


@pytest.mark.parametrize("seed", range(2))
def test_norms_without_vetoes_sort_as_mr_sort_does(seed: int) -> None:
    luck, seen = _luck(seed), []
    for _ in range(100):
        limits = [sorted(luck.sample(range(4), 2)) for _ in range(3)]
        # A veto must stand somewhere: at a level that these clients never reach.
        kinds = [Kind(str(at), low, 4, high, None) for at, (low, high) in enumerate(limits)]
        majority = _majority(luck)
        norms = _norms(luck, kinds, [majority, majority])
        rows = [[min(at, 3) for at in row] for row in _rows(luck, norms, 10)]
        assigned = MRSort(
            _clients(rows, norms.ids),
            {sign.id: sign.points for sign in norms.signs},
            _table([list(bar.limits) for bar in reversed(bars(norms))], NAMES[1:], norms.ids),
            majority * norms.points,
            categories=NAMES,
        ).assign()
        theirs = [NAMES.index(assigned.data[f"client {at}"]) + 1 for at in range(len(rows))]
        assert _ours(rows, norms) == theirs
        seen += theirs
    assert len(seen) == 1000
    assert set(seen) == {1, 2, 3}
