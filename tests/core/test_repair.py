"""The repair ladder: few steps, each asked of the verdict, none that has failed before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientfit.core.model import TOP_LEVEL, Attempt, Category, Outcome, Response
from clientfit.core.reading.judge import judge
from clientfit.core.repair import (
    EASE,
    LAST_CHANCE_DAYS,
    LEAST_GAIN,
    MOST_STEPS,
    RepairStep,
    due,
    failed,
    failed_attempts,
    keeps_coming_back,
    refused,
    repair_plan,
)
from clientfit.text.content.questions import catalog
from clientfit.text.content.repair import repairs

NORMS = catalog().norms
STEPS = repairs().steps
TODAY = date(2026, 11, 21)
CALM = dict.fromkeys(NORMS.ids, (0, 0))
HEAVY = {"late_payment": (4, 4), "haggling": (4, 4), "rework": (4, 4), "abuse": (3, 3)}


def attempt(
    step: str = "pause", response: Response | None = None, outcome: Outcome = Outcome.OPEN
) -> Attempt:
    return Attempt(f"{step}{outcome}", step, TODAY, TODAY + timedelta(30), response, outcome, "")


def goodness(levels: dict[str, tuple[int, int]]) -> float:
    """How well the verdict itself reads, from its own shares, and the strain of all signs."""
    shares = judge(levels, norms=NORMS).shares
    weight = {sign.id: sign.points / NORMS.points for sign in NORMS.signs}
    strain = sum(weight[sign] * sum(pair) / 2 / TOP_LEVEL for sign, pair in levels.items())
    return 2 * shares["keep"] + shares["repair"] + EASE * (1 - strain)


LEVEL = st.integers(0, TOP_LEVEL)
INTERVAL = st.tuples(LEVEL, LEVEL).map(lambda pair: (min(pair), max(pair))) | LEVEL.map(
    lambda level: (level, level)
)
LEVELS = st.fixed_dictionaries(dict.fromkeys(NORMS.ids, INTERVAL))
TRIED = st.lists(
    st.builds(
        attempt,
        st.sampled_from([step.id for step in STEPS]),
        st.sampled_from([None, *Response]),
        st.sampled_from(Outcome),
    ),
    max_size=4,
)


@settings(max_examples=25, deadline=None)
@given(LEVELS, TRIED)
def test_a_plan_is_short_and_each_step_gains_what_the_verdict_says(levels, tried):
    plan = repair_plan(levels, STEPS, tried, NORMS, TODAY)
    assert len(plan) <= MOST_STEPS == 3
    assert len({one.step.id for one in plan}) == len(plan)
    now = {sign: levels[sign] for sign in NORMS.ids}
    for one in plan:
        then = one.step.eased(now)
        assert one.gain >= LEAST_GAIN > 0
        assert one.gain == pytest.approx(goodness(then) - goodness(now))
        after = judge(then, norms=NORMS)
        assert one.category == (after.category if after.certain else None)
        assert one.eases == tuple(
            (sign, now[sign], then[sign]) for sign in now if now[sign] != then[sign]
        )
        assert one.eases
        assert one.review == TODAY + timedelta(days=one.step.days)
        now = then


@settings(max_examples=15, deadline=None)
@given(LEVELS)
def test_the_first_step_is_the_one_that_helps_most(levels):
    plan = repair_plan(levels, STEPS, (), NORMS, TODAY)
    asked = [step for step in STEPS if any(levels[sign][0] > 1 for sign in step.signs)]
    gains = {step.id: goodness(step.eased(levels)) - goodness(levels) for step in asked}
    best = max(gains.values(), default=0)
    if best < LEAST_GAIN - 1e-9:
        assert plan == ()
    elif best > LEAST_GAIN + 1e-9:
        assert gains[plan[0].step.id] == pytest.approx(best)


@settings(max_examples=25, deadline=None)
@given(LEVELS, TRIED)
def test_what_failed_or_was_refused_is_never_proposed_again(levels, tried):
    spent = {
        one.step for one in tried if one.outcome is Outcome.SAME or one.response is Response.REFUSED
    }
    plan = repair_plan(levels, STEPS, tried, NORMS, TODAY)
    assert not spent & {one.step.id for one in plan}


@settings(max_examples=25, deadline=None)
@given(LEVELS)
def test_only_what_surely_weighs_is_worked_on_and_no_sign_gets_worse(levels):
    for one in repair_plan(levels, STEPS, (), NORMS, TODAY):
        assert any(levels[sign][0] > 1 for sign in one.step.signs)
        for sign, (low, high) in one.step.eased(levels).items():
            assert low <= levels[sign][0]
            assert high <= levels[sign][1]
            assert sign in one.step.signs + one.step.along or (low, high) == levels[sign]


def test_a_client_without_any_sign_needs_no_repair():
    assert repair_plan(CALM, STEPS, (), NORMS, TODAY) == ()


def test_what_nobody_has_said_is_not_repaired():
    unknown = dict.fromkeys(NORMS.ids, (0, TOP_LEVEL))
    assert repair_plan(unknown, STEPS, (), NORMS, TODAY) == ()


def test_who_pays_late_is_first_asked_to_pay_what_is_old():
    plan = repair_plan({**CALM, "late_payment": (4, 4)}, STEPS, (), NORMS, TODAY)
    assert plan[0].step.id == "pause"
    assert plan[0].category is Category.KEEP
    assert plan[0].eases == (("late_payment", (4, 4), (1, 1)),)


def test_after_the_best_step_has_failed_the_next_best_takes_its_place():
    levels = {**CALM, "late_payment": (4, 4)}
    tried = [attempt("pause", Response.BADLY, Outcome.SAME)]
    first = [one.step.id for one in repair_plan(levels, STEPS, tried, NORMS, TODAY)]
    assert "pause" not in first
    assert first
    every = [attempt(step.id, outcome=Outcome.SAME) for step in STEPS]
    assert repair_plan(levels, STEPS, every, NORMS, TODAY) == ()


def test_an_attempt_that_helped_or_is_still_open_may_be_proposed_again():
    levels = {**CALM, "late_payment": (4, 4)}
    for outcome in (Outcome.BETTER, Outcome.OPEN):
        plan = repair_plan(levels, STEPS, [attempt("pause", outcome=outcome)], NORMS, TODAY)
        assert plan[0].step.id == "pause"


def test_several_heavy_signs_get_the_three_steps_that_together_do_most():
    plan = repair_plan({**CALM, **HEAVY}, STEPS, (), NORMS, TODAY)
    assert len(plan) == 3
    assert [one.category for one in plan] == sorted(one.category for one in plan)
    before = judge({**CALM, **HEAVY}, norms=NORMS).category
    assert plan[-1].category > before


def test_equal_steps_keep_the_order_of_the_file():
    twins = [
        RepairStep(name, ("late_payment",), 1, 30, "pause", ()) for name in ("second", "first")
    ]
    levels = {**CALM, "late_payment": (4, 4)}
    assert repair_plan(levels, twins, (), NORMS, TODAY)[0].step.id == "second"


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.id)
def test_every_shipped_step_is_proposed_for_somebody(step):
    levels = {**CALM, **dict.fromkeys(step.signs, (4, 4))}
    only = [one for one in STEPS if one.id == step.id]
    assert [one.step for one in repair_plan(levels, only, (), NORMS, TODAY)] == [step]


@pytest.mark.parametrize("sign", NORMS.ids)
def test_every_sign_that_weighs_has_a_step(sign):
    plan = repair_plan({**CALM, sign: (4, 4)}, STEPS, (), NORMS, TODAY)
    assert sign in plan[0].step.signs
    assert not [one for one in plan if sign not in one.step.signs]


def test_what_only_eases_along_is_no_reason_for_a_step():
    strained = {**CALM, "strain": (4, 4)}
    assert "answer_abuse" not in [
        one.step.id for one in repair_plan(strained, STEPS, (), NORMS, TODAY)
    ]
    insulted = {**CALM, "abuse": (2, 2), "strain": (4, 4)}
    first, *_ = repair_plan(insulted, STEPS, (), NORMS, TODAY)
    assert first.step.id == "answer_abuse"
    assert ("strain", (4, 4), (1, 1)) in first.eases


def test_the_order_in_which_levels_are_given_changes_nothing():
    levels = {**CALM, **HEAVY}
    turned = dict(reversed(levels.items()))
    plans = [repair_plan(some, STEPS, (), NORMS, TODAY) for some in (levels, turned)]
    assert plans[0] == plans[1]


@pytest.mark.parametrize(
    ("response", "outcome", "counts"),
    [
        (None, Outcome.OPEN, False),
        (Response.WELL, Outcome.OPEN, False),
        (Response.SILENCE, Outcome.OPEN, False),
        (Response.BADLY, Outcome.BETTER, False),
        (Response.WELL, Outcome.SAME, True),
        (Response.REFUSED, Outcome.OPEN, True),
    ],
)
def test_an_attempt_has_failed_when_nothing_changed_or_it_was_refused(response, outcome, counts):
    one = attempt("pause", response, outcome)
    assert failed(one) is counts
    assert failed_attempts([one]) == (outcome is Outcome.SAME)
    assert refused([one]) is (response is Response.REFUSED)


def test_an_attempt_is_due_from_its_day_on_until_somebody_has_looked():
    one = attempt()
    late = replace(one, id="late", review=one.review - timedelta(days=5))
    looked = replace(one, id="looked", outcome=Outcome.BETTER)
    tried = [one, late, looked]
    assert due(tried, one.review - timedelta(days=6)) == ()
    assert due(tried, one.review - timedelta(days=1)) == (late,)
    assert due(tried, one.review) == (late, one)


def test_every_step_can_be_the_one_of_a_last_chance() -> None:
    assert all(step.days <= LAST_CHANCE_DAYS for step in STEPS)


@pytest.mark.parametrize(("visits", "told"), [(0, False), (2, False), (3, True), (40, True)])
def test_once_or_twice_is_no_thought_that_keeps_coming_back(visits: int, told: bool) -> None:
    assert keeps_coming_back(visits) == told
