"""The verdict: what it promises for whatever is known, and that the trace alone redoes it."""

from __future__ import annotations

import doctest
import json
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_rule import IDS, NORMS, from_json, full, holed, level, named

import clientfit as cf
from clientfit import Category, ClientfitError, Reading, judge

interval = st.tuples(level, level).map(lambda pair: (min(pair), max(pair)))
anything = st.lists(st.none() | level | interval, min_size=len(IDS), max_size=len(IDS))


@settings(max_examples=60)
@given(anything)
def test_the_category_lies_between_worst_and_best(row: list[Any]) -> None:
    verdict = judge(named(row))
    assert verdict.worst <= verdict.category <= verdict.best
    assert verdict.certain == (verdict.worst == verdict.best)


def test_of_equal_shares_the_worse_category_is_taken() -> None:
    few, ties = replace(NORMS, sampling=replace(NORMS.sampling, draws=100)), 0
    luck = np.random.RandomState(5)
    for _ in range(300):
        row = named([int(at) for at in luck.randint(0, 3, 11)])
        verdict = judge(row | {"non_payment": 0, "abuse": None}, norms=few)
        found = verdict.shares[verdict.category.name.lower()]
        rivals = [
            one
            for one in Category
            if verdict.worst <= one <= verdict.best and verdict.shares[one.name.lower()] == found
        ]
        ties += len(rivals) > 1
        assert verdict.category == min(rivals)
        assert found == max(verdict.shares.values())
    assert ties


@settings(max_examples=60)
@given(anything, st.booleans())
def test_one_word_is_put_on_a_client_where_enough_is_known_and_it_is_firm(
    row: list[Any], absolute: bool
) -> None:
    verdict = judge(named(row), absolute=absolute)
    known = sum(low == high for low, high in verdict.levels.values())
    if verdict.absolute or verdict.certain:
        assert not verdict.hazy
        assert not verdict.early
    else:
        assert verdict.early == (known < NORMS.enough_signs)
        assert verdict.hazy == (verdict.early or verdict.firmness != "firm")


@settings(max_examples=60)
@given(holed, st.data())
def test_no_answer_leads_out_of_worst_and_best(row: list[int | None], data: st.DataObject) -> None:
    before = judge(named(row))
    filled = [data.draw(level) if one is None else one for one in row]
    assert before.worst <= judge(named(filled)).category <= before.best


@settings(max_examples=60)
@given(holed, st.integers(0, 10), st.data())
def test_raising_a_level_never_improves_worst_nor_best(
    row: list[int | None], place: int, data: st.DataObject
) -> None:
    low = data.draw(level)
    high = data.draw(st.integers(low, 4))
    before, after = (judge(named([*row[:place], at, *row[place + 1 :]])) for at in (low, high))
    assert after.worst <= before.worst
    assert after.best <= before.best


@settings(max_examples=60)
@given(holed)
def test_insults_often_read_end_whatever_else_is_known(row: list[int | None]) -> None:
    for at in (3, 4):
        verdict = judge(named(row) | {"abuse": at})
        assert {verdict.worst, verdict.category, verdict.best} == {Category.END}
        assert verdict.reading in {Reading.END, Reading.LAST_CHANCE}


@settings(max_examples=40)
@given(holed, st.integers(0, 3), st.booleans())
def test_an_absolute_red_line_reads_end_and_leaves_the_signs_alone(
    row: list[int | None], attempts: int, refused: bool
) -> None:
    crossed = judge(named(row), attempts, refused, absolute=True)
    assert crossed.reading is Reading.END
    assert crossed.category is judge(named(row), attempts, refused).category


@settings(max_examples=40)
@given(holed, st.integers(0, 3), st.booleans())
def test_trying_more_never_reads_better(
    row: list[int | None], attempts: int, refused: bool
) -> None:
    order = [Reading.END, Reading.LAST_CHANCE, Reading.REPAIR, Reading.KEEP]
    less = judge(named(row), attempts, refused).reading
    assert order.index(judge(named(row), attempts + 1, refused).reading) <= order.index(less)
    assert order.index(judge(named(row), attempts, True).reading) <= order.index(less)


@settings(max_examples=60)
@given(holed)
def test_a_missing_sign_is_an_unknown_one(row: list[int | None]) -> None:
    given_ = {sign: one for sign, one in named(row).items() if one is not None}
    assert judge(given_) == judge(named(row))


@given(full)
def test_the_strain_is_a_thermometer_from_0_to_100(row: list[int]) -> None:
    weighed = sum(sign.points * at for sign, at in zip(NORMS.signs, row, strict=True))
    strain = judge(named(row)).strain
    assert strain == pytest.approx(25 * weighed / 22)
    assert strain is not None
    assert 0 <= strain <= 100


def test_the_strain_of_what_is_not_known_counts_for_nothing() -> None:
    assert judge({}).strain is None
    assert judge({"abuse": 2, "haggling": None, "rework": (1, 3)}).strain == 50


def test_every_fault_of_the_input_is_told_at_once_with_what_would_be_right() -> None:
    wrong: Any = {"abus": 1, "late_payment": 5, "rework": "often", "strain": True, "abuse": (3, 1)}
    with pytest.raises(ClientfitError) as caught:
        judge(wrong, attempts=-1)
    told = [str(fault) for fault in caught.value.faults]
    assert len(told) == 6
    for words in (
        ("attempts", "-1"),
        ("'abus'", "Did you mean 'abuse'?", "late_payment, "),
        ("late_payment", "5", "0 (never)", "4 (always)"),
        ("rework", "'often'"),
        ("strain", "True"),
        ("abuse", "(3, 1)"),
    ):
        assert [one for one in told if all(word in one for word in words)], words


@pytest.mark.parametrize("attempts", [-1, 1.5, "2", None, True])
def test_attempts_that_are_no_number_are_refused(attempts: Any) -> None:
    with pytest.raises(ClientfitError, match="attempts"):
        judge({}, attempts=attempts)


@pytest.mark.parametrize(
    "wrong",
    [
        -1,
        5,
        2.0,
        float("nan"),
        "2",
        False,
        [1, 2],
        (1, 2, 3),
        (0, 5),
        (None, 2),
        (False, 3),
        object(),
    ],
)
def test_a_level_that_is_none_is_refused_by_name(wrong: Any) -> None:
    with pytest.raises(ClientfitError, match=r"rework: .* is no level"):
        judge({"rework": wrong})


def test_whole_numbers_of_numpy_are_levels() -> None:
    assert judge({"abuse": np.int64(3)}, attempts=np.int8(1)) == judge({"abuse": 3}, attempts=1)


ROWS = [
    [1, 4, 1, 1, 0, 1, 0, 1, 1, 0, 0],
    [1, 1, 0, 2, None, 1, None, 2, 1, 0, 1],
    [None] * 11,
    [2, 1, 0, 1, 2, 2, 0, 4, 4, 1, 2],
]


@pytest.mark.parametrize("seed", ["0", "4711"])
def test_another_process_comes_to_the_very_same_verdict(seed: str) -> None:
    program = (
        "import json, sys, clientfit as cf\n"
        "rows = json.load(sys.stdin)\n"
        "found = [cf.judge(row, 1) for row in rows]\n"
        "print(json.dumps([[v.trace, v.change, v.next_question] for v in found]))\n"
    )
    rows = [named(row) for row in ROWS]
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(rows),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONHASHSEED": seed},
    )
    here = [judge(row, 1) for row in rows]
    assert json.loads(done.stdout) == from_json(
        [[verdict.trace, verdict.change, verdict.next_question] for verdict in here]
    )


def _redone(trace: dict[str, Any]) -> dict[str, Any]:
    """The verdict from the trace alone: nothing of the package, only what stands in it."""
    given_, norms = trace["input"], trace["norms"]
    signs = list(norms["points"])

    def clears(bar: str, levels: dict[str, int]) -> bool:
        rule = norms["bars"][bar]
        within = sum(norms["points"][s] for s in signs if levels[s] <= rule["limits"][s])
        vetoed = any(levels[s] >= veto for s, veto in rule["vetoes"].items())
        return within >= Fraction(rule["majority"]) * norms["total"] and not vetoed

    def sort(levels: dict[str, int]) -> str:
        return next((bar for bar in ("keep", "repair") if clears(bar, levels)), "end")

    lows = {sign: pair[0] for sign, pair in given_["levels"].items()}
    highs = {sign: pair[1] for sign, pair in given_["levels"].items()}
    worst, best, shares = sort(highs), sort(lows), _redone_shares(trace)
    order = ["end", "repair", "keep"]
    possible = order[order.index(worst) : order.index(best) + 1]
    found = max(possible, key=lambda one: shares[one])
    attempts, done = given_["attempts"], given_["refused"]
    done = done or attempts >= norms["failed_attempts_to_end"]
    if given_["absolute"] or (found != "keep" and done):
        reading = "end"
    elif found == "end":
        reading = "end" if attempts else "last_chance"
    else:
        reading = found
    known = [s for s in signs if lows[s] == highs[s]]
    worth = sum(norms["points"][s] for s in known)
    heat = sum(norms["points"][s] * lows[s] for s in known)
    return {
        "worst": worst,
        "best": best,
        "category": found,
        "reading": reading,
        "shares": shares,
        "strain": heat * 25 / worth if known else None,
    }


def _redone_shares(trace: dict[str, Any]) -> dict[str, float]:
    norms, how = trace["norms"], trace["norms"]["sampling"]
    signs, points = list(norms["points"]), np.array(list(norms["points"].values()))
    luck, count = np.random.RandomState(how["seed"]), how["draws"]
    weights = luck.dirichlet(how["concentration"] * points / points.sum(), count)
    majority = {"keep": luck.uniform(*how["keep_range"], count)}
    majority["repair"] = luck.uniform(*how["repair_range"], count)
    slip = luck.uniform(size=(len(signs), count))
    place = luck.uniform(size=(len(signs), count))
    levels = np.empty((count, len(signs)), int)
    for at, sign in enumerate(signs):
        low, high = trace["input"]["levels"][sign]
        down, up = slip[at] < how["slip"] / 2, slip[at] < how["slip"]
        moved = low + np.where(down, -1, np.where(up, 1, 0))
        anywhere = low + np.floor(place[at] * (high - low + 1)).astype(int)
        levels[:, at] = np.clip(moved, 0, 4) if low == high else anywhere
    cleared = {}
    for bar, rule in norms["bars"].items():
        limits = np.array([rule["limits"][sign] for sign in signs])
        vetoes = np.array([rule["vetoes"].get(sign, 9) for sign in signs])
        enough = ((levels <= limits) * weights).sum(axis=1) >= majority[bar] - 1e-9
        cleared[bar] = enough & ~(levels >= vetoes).any(axis=1)
    kept, mended = cleared["keep"], cleared["repair"] & ~cleared["keep"]
    return {
        "end": (~kept & ~mended).sum() / count,
        "repair": mended.sum() / count,
        "keep": kept.sum() / count,
    }


@settings(max_examples=60)
@given(anything, st.integers(0, 3), st.booleans(), st.booleans())
def test_the_trace_alone_is_enough_to_redo_the_verdict(
    row: list[Any], attempts: int, refused: bool, absolute: bool
) -> None:
    trace: Any = from_json(judge(named(row), attempts, refused, absolute).trace)
    redone, told = _redone(trace), trace["result"]
    assert redone.pop("strain") == pytest.approx(told.pop("strain"))
    assert redone.pop("shares") == pytest.approx(told.pop("shares"))
    assert redone == told


@settings(max_examples=40)
@given(anything)
def test_the_steps_of_the_trace_say_why_each_bar_was_cleared(row: list[Any]) -> None:
    trace: Any = judge(named(row)).trace
    for steps in trace["steps"].values():
        for step in steps:
            needed = Fraction(trace["norms"]["bars"][step["bar"]]["points_needed"])
            enough = step["points_within"] >= needed
            assert step["cleared"] == (enough and not step["vetoed_by"])


@settings(max_examples=60)
@given(full)
def test_the_blocking_sign_alone_stands_in_the_way(row: list[int]) -> None:
    verdict = judge(named(row))
    blocking, target = verdict.reasons.blocking, verdict.reasons.target
    alone = [s for s in IDS if judge(named(row) | {s: 0}).category >= target]
    if verdict.category >= target or not alone:
        assert blocking is None
    else:
        assert blocking in alone


@settings(max_examples=60)
@given(anything)
def test_the_reasons_count_every_point_once(row: list[Any]) -> None:
    verdict = judge(named(row))
    reasons = verdict.reasons
    held = sum(sign.points for sign in NORMS.signs if sign.id in reasons.holding)
    assert reasons.within + reasons.unsure + held == reasons.total == 22
    assert set(reasons.vetoing) <= set(reasons.holding)
    if all(low == high for low, high in verdict.levels.values()):
        assert reasons.unsure == 0


def test_the_examples_of_the_public_functions_hold() -> None:
    done = doctest.testmod(sys.modules["clientfit.app.compute"], extraglobs={"cf": cf})
    assert done.attempted >= 3
    assert done.failed == 0
