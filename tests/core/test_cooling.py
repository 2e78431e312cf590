"""The calm days, and the day on which somebody is told."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.ending.cooling import (
    FARTHEST,
    LONGEST_COOLING_DAYS,
    calm_on,
    check_cooling_days,
    check_day_of_telling,
    cooling_days,
    day_of_telling,
    waits,
)
from clientfit.core.ending.notice import USUAL_NOTICE_DAYS, notice_days
from clientfit.core.ending.working_days import USUAL
from clientfit.core.errors import ClientfitError

TODAY = date(2026, 11, 21)  # a Saturday
MONDAY = date(2026, 11, 23)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("kept", "days"),
    [(0, 0), (14, 14), (60, 60), (61, 3), (-1, 3), (None, 3), ("14", 3), (1.5, 3), ([], 3)],
)
def test_days_that_no_page_would_take_give_way_to_the_usual_ones(kept: object, days: int) -> None:
    assert cooling_days(kept, 3) == days


@pytest.mark.parametrize("days", [-1, LONGEST_COOLING_DAYS + 1, 10**9])
def test_days_to_wait_that_do_not_fit_are_refused(days: int) -> None:
    with pytest.raises(ClientfitError, match="from 0 to 60"):
        check_cooling_days(days)


@pytest.mark.parametrize(
    ("abusive", "cooled", "waiting"),
    [(False, False, True), (False, True, False), (True, False, False), (True, True, False)],
)
def test_a_calmer_look_is_advised_once_and_never_after_abuse(
    *, abusive: bool, cooled: bool, waiting: bool
) -> None:
    assert waits(abusive=abusive, cooled=cooled) == waiting


@pytest.mark.parametrize(
    ("chosen", "begun", "abusive", "told"),
    [
        (None, TODAY, False, date(2026, 11, 24)),
        (None, date(2026, 1, 1), False, MONDAY),  # never before today
        (None, TODAY, True, TODAY),  # whatever day that is
        (TODAY, TODAY, False, TODAY),  # theirs to choose
        (date(2026, 12, 25), TODAY, True, date(2026, 12, 25)),
    ],
)
def test_the_day_of_telling_is_the_one_chosen_or_the_first_calm_working_day(
    *, chosen: date | None, begun: date, abusive: bool, told: date
) -> None:
    assert day_of_telling(chosen, TODAY, calm_on(begun, 3), abusive=abusive) == told


@given(DAYS, DAYS, st.integers(0, LONGEST_COOLING_DAYS))
def test_nobody_is_told_to_act_before_the_calm_days_are_over_or_on_a_free_day(
    today: date, begun: date, days: int
) -> None:
    told = day_of_telling(None, today, calm_on(begun, days), abusive=False)
    assert told >= today
    assert told >= begun + timedelta(days=days)
    assert told not in USUAL


@pytest.mark.parametrize(
    ("day", "what"),
    [(TODAY - timedelta(days=1), "is over"), (TODAY + FARTHEST + timedelta(days=1), "too far")],
)
def test_a_day_of_telling_lies_within_two_years_to_come(day: date, what: str) -> None:
    with pytest.raises(ClientfitError, match=what):
        check_day_of_telling(day, TODAY)
    check_day_of_telling(TODAY, TODAY)
    check_day_of_telling(TODAY + FARTHEST, TODAY)


@pytest.mark.parametrize(
    ("said", "abusive", "days"),
    [
        (None, False, USUAL_NOTICE_DAYS),
        (None, True, 0),
        ("14", False, 14),
        ("14", True, 14),  # what was agreed holds
        ("0", False, 0),
    ],
)
def test_the_notice_is_the_one_agreed_and_after_abuse_no_other(
    *, said: str | None, abusive: bool, days: int
) -> None:
    assert notice_days(said, abusive=abusive) == days
