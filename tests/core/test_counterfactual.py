"""What would change the reading: applied it does, and nothing cheaper would."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_rule import IDS, NORMS, Tally, full, level, moves, named, own_norms, plain_category

from clientfit import Norms, judge
from clientfit.core.reading.counterfactual import Counterfactual, improvement, worsening

STRAIN = IDS.index("strain")


def _cheapest(row: list[int], norms: Norms, *, down: bool) -> tuple[float, int] | None:
    """Cost and number of signs of the cheapest move there is, among all of them."""
    start, tally = plain_category(row, norms), Tally(row, norms)
    found = None
    for cost, count, new in moves(row, norms, down=down):
        if found is not None and (cost, count) >= found:
            continue
        reached = tally.after(new)
        if (reached > start) if down else (reached < start):
            found = (cost, count)
    return found


def _holds(found: Counterfactual | None, row: list[int], norms: Norms, *, down: bool) -> None:
    """The change does what it says, obeys the limits, costs what it says; no other is cheaper."""
    cheapest = _cheapest(row, norms, down=down)
    if found is None:
        assert cheapest is None
        return
    applied, steps = [*row], 0.0
    for sign, to in found.signs:
        place = norms.ids.index(sign)
        assert to < row[place] if down else to > row[place]
        steps += abs(row[place] - to) + 0.5
        applied[place] = to
    start, reached = plain_category(row, norms), plain_category(applied, norms)
    assert found.category == reached
    assert reached > start if down else reached < start
    behaving = {sign.id for sign in norms.signs if sign.behaviour}
    assert sum(sign in behaving for sign, _ in found.signs) <= 3
    assert (found.cost, len(found.signs)) == (steps, len(found.signs)) == cheapest


@settings(max_examples=25)
@given(full)
def test_the_improvement_works_and_nothing_cheaper_does(row: list[int]) -> None:
    _holds(improvement(row, NORMS), row, NORMS, down=True)


@settings(max_examples=25)
@given(full)
def test_the_worsening_tips_it_and_nothing_smaller_does(row: list[int]) -> None:
    _holds(worsening(row, NORMS), row, NORMS, down=False)


@settings(max_examples=25)
@given(own_norms(), st.data())
def test_both_hold_under_any_norms(own: Norms, data: st.DataObject) -> None:
    row = data.draw(st.lists(level, min_size=len(own.signs), max_size=len(own.signs)))
    _holds(improvement(row, own), row, own, down=True)
    _holds(worsening(row, own), row, own, down=False)


def test_strain_falls_beside_three_behaviour_signs_where_all_four_are_needed() -> None:
    beyond = ("strain", "late_payment", "unpaid_work", "no_compromise")
    row = [3 if sign in beyond else 0 for sign in IDS]
    found = improvement(row, NORMS)
    assert found is not None
    assert {sign for sign, _ in found.signs} == set(beyond)


def test_strain_alone_is_a_change_as_well() -> None:
    row = [0] * 11
    row[STRAIN] = 4
    assert judge(named(row)).change == {"signs": {"strain": 2}, "cost": 2.5}


def test_four_behaviour_signs_are_too_many() -> None:
    beyond = ("late_payment", "unpaid_work", "no_compromise", "rework")
    row = [3 if sign in beyond else 0 for sign in IDS]
    assert judge(named(row)).change is None


@pytest.mark.parametrize("unknown", [None, (1, 2)])
def test_there_is_no_change_to_tell_while_something_is_unknown(
    unknown: tuple[int, int] | None,
) -> None:
    verdict = judge(named([2] * 11) | {"poor_match": unknown})
    assert verdict.change is None
    assert verdict.worsening is None


def test_who_is_kept_cannot_get_better_and_who_ends_cannot_get_worse() -> None:
    assert judge(named([0] * 11)).improvement is None
    assert judge(named([4] * 11)).worsening is None
