"""Shares of plausible readings, and the question worth asking next."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from plain_rule import IDS, NORMS, holed, level, named

from clientfit import Category, catalog_with, judge
from clientfit.core.reading.shares import (
    draws,
    expected_entropies,
    next_question,
    plausible_levels,
    shares,
)

Intervals = list[tuple[int, int]]

#: Fewer draws, for what is computed again one draw at a time.
FEW = replace(NORMS, sampling=replace(NORMS.sampling, draws=100))


def _intervals(row: list[int | None]) -> Intervals:
    return [(0, 4) if one is None else (one, one) for one in row]


@settings(max_examples=60)
@given(holed)
def test_the_shares_are_parts_of_one(row: list[int | None]) -> None:
    found = judge(named(row)).shares
    assert list(found) == ["end", "repair", "keep"]
    assert sum(found.values()) == pytest.approx(1, abs=1e-12)
    assert all(0 <= share <= 1 for share in found.values())
    # Whole draws; as floats, 1011 of 4000 times 4000 is not quite 1011.
    drawn = [share * NORMS.sampling.draws for share in found.values()]
    assert drawn == pytest.approx([round(count) for count in drawn], abs=1e-9)


@settings(max_examples=60)
@given(holed, st.integers(0, 10), st.data())
def test_raising_a_known_level_moves_shares_to_the_worse_side_only(
    row: list[int | None], place: int, data: st.DataObject
) -> None:
    low = data.draw(level)
    high = data.draw(st.integers(low, 4))
    before, after = (
        shares(_intervals([*row[:place], at, *row[place + 1 :]]), NORMS) for at in (low, high)
    )
    assert after["end"] >= before["end"]
    assert after["keep"] <= before["keep"]


def test_where_the_ends_divide_the_shares_one_more_bad_sign_can_make_the_middle_the_largest() -> (
    None
):
    # The one way in which the category of an unfinished interview can rise with a level. It is a
    # property of "the largest share": both shares on the sides move as they should.
    half = named([1, 0, 1, 0, 0, 0, None, 0, 1, 0, 1])
    before, after = judge(half), judge(half | {"no_compromise": 3})
    assert (before.category, after.category) == (Category.END, Category.REPAIR)
    assert after.shares["end"] >= before.shares["end"]
    assert after.shares["keep"] < before.shares["keep"]
    assert before.firmness == "close"
    assert (after.worst, after.best) <= (before.worst, before.best)


SURE = {
    "keep": [0] * 11,
    "end": [4] * 11,
    "repair": [0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0],
}


@pytest.mark.parametrize("name", SURE)
def test_where_no_plausible_reading_differs_one_category_has_all(name: str) -> None:
    verdict = judge(named(SURE[name]))
    assert verdict.shares == {"end": 0, "repair": 0, "keep": 0} | {name: 1}
    assert verdict.firmness == "firm"
    assert verdict.next_question is None


@settings(max_examples=60)
@example([0] * 11, "1")
@example([2, 2, 0, 2, 2, 2, 0, 2, 2, 2, 2], "1")
@given(st.lists(st.sampled_from([0, 4]), min_size=11, max_size=11), st.sampled_from(["0", "1"]))
def test_with_nothing_left_to_chance_the_rule_itself_has_all(row: list[int], all_: str) -> None:
    # Majorities of nothing and of everything: the drawn weights must not matter in their last bits.
    number = float(all_)
    own = catalog_with(
        {
            "norms": {
                "majority": {"keep": {"value": all_}, "repair": {"value": all_}},
                "sampling": {
                    "keep_range": {"value": [number, number]},
                    "repair_range": {"value": [number, number]},
                    "slip": {"value": 0},
                },
            }
        }
    ).norms
    verdict = judge(named(row), norms=own)
    assert verdict.shares[verdict.category.name.lower()] == 1


def test_the_shares_of_two_clients_are_these_on_every_machine() -> None:
    unsure = judge(named([1, 1, 0, 2, None, 1, None, 2, 1, 0, 1]))
    wavering = judge(named([1, 2, 0, 2, 2, 1, 0, 2, 1, 1, 1]))
    assert unsure.shares == GOLDEN["unsure"]
    assert wavering.shares == GOLDEN["wavering"]


GOLDEN = {
    "unsure": {"end": 0.385, "repair": 0.41175, "keep": 0.20325},
    "wavering": {"end": 0.0, "repair": 0.5615, "keep": 0.4385},
}


def test_the_draws_are_what_the_method_says_they_are() -> None:
    drawn, how = draws(NORMS), NORMS.sampling
    points = np.array([sign.points for sign in NORMS.signs]) / NORMS.points
    spread = np.sqrt(points * (1 - points) / (how.concentration + 1))

    assert drawn.weights.shape == (11, 4000)
    assert drawn.weights.sum(axis=0) == pytest.approx(1)
    assert drawn.weights.mean(axis=1) == pytest.approx(points, rel=0.03)
    assert drawn.weights.std(axis=1) == pytest.approx(spread, rel=0.06)
    for majority, (low, high) in (
        (drawn.keep_majority, how.keep_range),
        (drawn.repair_majority, how.repair_range),
    ):
        assert low - 1e-9 <= majority.min() < majority.max() <= high
        assert majority.mean() == pytest.approx((low + high) / 2, abs=0.005)
    for slip in (-1, 1):
        assert (drawn.slips == slip).mean() == pytest.approx(how.slip / 2, abs=0.005)


@given(level)
def test_a_known_level_slips_by_one_at_most_and_stays_on_the_scale(at: int) -> None:
    levels = plausible_levels([(at, at)] * 11, draws(NORMS))
    assert set(np.unique(levels)) == {max(at - 1, 0), at, min(at + 1, 4)}


@given(level, level)
def test_an_unknown_level_falls_anywhere_in_its_interval_alike(one: int, other: int) -> None:
    low, high = min(one, other), max(one, other) + (one == other and one < 4)
    levels = plausible_levels([(low, high)] * 11, draws(NORMS))
    counts = np.bincount(levels.ravel(), minlength=5) / levels.size
    if low < high:
        assert counts[low : high + 1] == pytest.approx(1 / (high - low + 1), abs=0.015)
        assert counts.sum() == pytest.approx(counts[low : high + 1].sum())


def _plain_share(levels: np.ndarray) -> list[float]:
    """Shares of end, repair and keep among drawn readings, one reading at a time."""
    drawn, counts = draws(FEW), [0, 0, 0]
    for at, column in enumerate(levels.T):
        signs = list(zip(NORMS.signs, column, drawn.weights[:, at], strict=True))
        fine = sum(w for s, x, w in signs if x <= s.kind.keep_limit)
        bearable = sum(w for s, x, w in signs if x <= s.kind.repair_limit)
        vetoed = any(x >= s.kind.keep_veto for s, x, _ in signs)
        crossed = any(s.kind.red_line is not None and x >= s.kind.red_line for s, x, _ in signs)
        if fine >= drawn.keep_majority[at] and not vetoed:
            counts[2] += 1
        elif bearable >= drawn.repair_majority[at] and not crossed:
            counts[1] += 1
        else:
            counts[0] += 1
    return [count / levels.shape[1] for count in counts]


def _entropy(parts: list[float]) -> float:
    return -sum(part * math.log(part) for part in parts if part)


def _plain_expectations(intervals: Intervals) -> dict[str, float]:
    """The entropy to be expected after each unknown sign is answered, all done anew."""
    base, slip = plausible_levels(intervals, draws(FEW)), FEW.sampling.slip / 2
    found = {}
    for place, (low, high) in enumerate(intervals):
        if low == high:
            continue
        by_level = []
        for at in range(5):
            levels = base.copy()
            levels[place] = at
            by_level.append(_plain_share(levels))
        entropies = []
        for answer in range(low, high + 1):
            sides = zip(
                by_level[answer],
                by_level[max(answer - 1, 0)],
                by_level[min(answer + 1, 4)],
                strict=True,
            )
            mixed = [(1 - 2 * slip) * own + slip * down + slip * up for own, down, up in sides]
            entropies.append(_entropy(mixed))
        found[IDS[place]] = sum(entropies) / len(entropies)
    return found


few_holes = st.tuples(
    st.lists(st.integers(0, 2), min_size=11, max_size=11),
    st.lists(st.tuples(st.integers(0, 10), st.sampled_from([(0, 4), (1, 3), (0, 1)])), max_size=3),
)


@settings(max_examples=25)
@given(few_holes)
def test_the_next_question_is_the_one_a_slow_recomputation_finds(
    given_: tuple[list[int], list[tuple[int, tuple[int, int]]]],
) -> None:
    row, holes = given_
    intervals: Intervals = [(one, one) for one in row]
    for place, hole in holes:
        intervals[place] = hole
    now = _plain_share(plausible_levels(intervals, draws(FEW)))
    assert list(shares(intervals, FEW).values()) == pytest.approx(now)

    found, expected = next_question(intervals, FEW), _plain_expectations(intervals)
    if not expected or max(now) == 1:
        assert found is None
    else:
        assert found is not None
        assert expected_entropies(intervals, FEW) == pytest.approx(expected, abs=1e-9)
        assert expected[found] == pytest.approx(min(expected.values()), abs=1e-8)


@settings(max_examples=25)
@given(few_holes, st.sets(st.sampled_from(IDS)))
def test_what_was_asked_is_not_asked_again_and_of_all_others_the_best_is(
    given_: tuple[list[int], list[tuple[int, tuple[int, int]]]], asked: set[str]
) -> None:
    row, holes = given_
    intervals: Intervals = [(one, one) for one in row]
    for place, hole in holes:
        intervals[place] = hole
    expected = expected_entropies(intervals, FEW)
    left = {sign: round(worth, 9) for sign, worth in expected.items() if sign not in asked}
    found = next_question(intervals, FEW, asked)
    assert (found is None) == (not left)
    assert found is None or left[found] == min(left.values())


def test_no_question_is_next_where_all_is_known() -> None:
    assert judge(named([2] * 11)).next_question is None


def test_no_question_is_next_where_no_answer_can_move_the_shares() -> None:
    row: list[int | None] = [None] * 11
    row[IDS.index("abuse")] = 4
    assert judge(named(row)).next_question is None


def test_of_equally_useful_questions_the_first_in_the_table_is_next() -> None:
    # Neither answer can leave the limits, and nothing slips: both questions are worth nothing.
    own = replace(NORMS, sampling=replace(NORMS.sampling, slip=0.0))
    row = [1, 2, 0, 2, 2, 1, 0, 2, 1, 1, 1]
    intervals = _intervals([*row])
    for place in (IDS.index("boundaries"), IDS.index("rework")):
        intervals[place] = (0, 1)
    assert 0 < shares(intervals, own)["keep"] < 1
    assert next_question(intervals, own) == "rework"
