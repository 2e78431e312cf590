"""How a client read over time: what surely eased or grew."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.model import Reading
from clientfit.core.reading.trend import Trend, TrendPoint, trend_between

SIGNS = ("strain", "haggling", "rework")
INTERVALS = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda pair: tuple(sorted(pair)))
LEVELS = st.fixed_dictionaries(dict.fromkeys(SIGNS, INTERVALS))


def _points(*levels: dict[str, tuple[int, int]]) -> list[TrendPoint]:
    first = date(2026, 1, 1)
    return [
        TrendPoint(first + timedelta(days=day), Reading.REPAIR, 50.0, one)
        for day, one in enumerate(levels)
    ]


def test_what_fell_eased_and_what_rose_grew() -> None:
    before = {"strain": (4, 4), "haggling": (1, 1), "rework": (2, 2)}
    after = {"strain": (1, 1), "haggling": (3, 3), "rework": (2, 2)}
    assert trend_between(_points(before, after)) == Trend(("strain",), ("haggling",))


def test_what_is_not_known_at_both_ends_is_neither() -> None:
    before = {"strain": (0, 4), "haggling": (4, 4), "rework": (1, 2)}
    after = {"strain": (0, 0), "haggling": (0, 1), "rework": (4, 4)}
    assert trend_between(_points(before, after)) == Trend((), ())


def test_a_sign_that_was_not_asked_at_first_is_neither() -> None:
    assert trend_between(_points({}, {"strain": (4, 4)})) == Trend((), ())


@given(st.lists(LEVELS, max_size=1))
def test_fewer_than_two_days_are_no_course(levels: list[dict[str, tuple[int, int]]]) -> None:
    assert trend_between(_points(*levels)) == Trend((), ())


@given(st.lists(LEVELS, min_size=2, max_size=5))
def test_only_the_first_and_the_last_day_count(levels: list[dict[str, tuple[int, int]]]) -> None:
    assert trend_between(_points(*levels)) == trend_between(_points(levels[0], levels[-1]))


@given(LEVELS, LEVELS)
def test_backwards_what_eased_has_grown(
    before: dict[str, tuple[int, int]], after: dict[str, tuple[int, int]]
) -> None:
    there, back = trend_between(_points(before, after)), trend_between(_points(after, before))
    assert (set(there.eased), set(there.grown)) == (set(back.grown), set(back.eased))
    assert not set(there.eased) & set(there.grown)
