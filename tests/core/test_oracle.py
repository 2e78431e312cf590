"""Our categories are those of a published implementation; see ``oracle`` for the mapping."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from oracle import Rows, by_electre_tri, by_electre_tri_at_once, by_mr_sort
from plain_rule import IDS, NORMS

from clientfit import Category, Norms
from clientfit.core.model import Combine, Sign, SignKind
from clientfit.core.reading.rule import categories, category


def _ours(rows: Rows, norms: Norms) -> list[Category]:
    one_by_one = [category(row, norms) for row in rows]
    assert categories(np.array(rows, dtype=np.int8), norms).tolist() == one_by_one
    return one_by_one


def _norms(luck: random.Random, kinds: list[SignKind], majorities: list[Fraction]) -> Norms:
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
            kinds.append(SignKind(name, luck.randint(0, 3), veto, luck.randint(0, 4), red_line))
        own = _norms(luck, kinds, [_majority(luck), _majority(luck)])
        norms = NORMS if at % 4 == 0 else own
        rows = _rows(luck, norms, 2)
        theirs = by_electre_tri(rows, norms)
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
            SignKind(str(at), low, low + 2, high, high + 2) for at, (low, high) in enumerate(limits)
        ]
        majority = _majority(luck)
        norms = _norms(luck, kinds, [majority, majority])
        rows = _rows(luck, norms, 3)
        theirs = by_electre_tri_at_once(rows, norms)
        assert _ours(rows, norms) == theirs
        seen += theirs
    assert len(seen) == 240
    assert set(seen) == {1, 2, 3}


@pytest.mark.parametrize("seed", range(2))
def test_norms_without_vetoes_sort_as_mr_sort_does(seed: int) -> None:
    luck, seen = _luck(seed), []
    for _ in range(100):
        limits = [sorted(luck.sample(range(4), 2)) for _ in range(3)]
        # A veto must stand somewhere: at a level that these clients never reach.
        kinds = [SignKind(str(at), low, 4, high, None) for at, (low, high) in enumerate(limits)]
        majority = _majority(luck)
        norms = _norms(luck, kinds, [majority, majority])
        rows = [[min(at, 3) for at in row] for row in _rows(luck, norms, 10)]
        theirs = by_mr_sort(rows, norms)
        assert _ours(rows, norms) == theirs
        seen += theirs
    assert len(seen) == 1000
    assert set(seen) == {1, 2, 3}
