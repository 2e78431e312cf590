"""Durations as programs write them, read into whole seconds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientfit.files.importers.values.durations import (
    DurationUnit,
    in_seconds,
    said_in_full,
    unit_of,
)

UNITS = {
    "h": DurationUnit.HOURS,
    "min": DurationUnit.MINUTES,
    "m": DurationUnit.MINUTES,
    "s": DurationUnit.SECONDS,
}


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("1:30", 5400), ("-1:30", -5400), ("0:00:01", 1), ("123:00:00", 442800), ("1h 30m", 5400),
     ("1H30M", 5400), ("1 h, 30 min.", 5400), ("90min", 5400), ("1.5 h", 5400), ("1,5h", 5400),
     ("PT1H30M", 5400), ("pt90m", 5400), ("P1D", 86400), ("PT0S", 0),
     ("PT1.5H", 5400), ("1h30", 5400), ("1:30 h", 5400),
     ("1 H 05", 3900)],
)  # fmt: skip
def test_a_text_that_says_its_unit_is_read(text, seconds):
    assert said_in_full(text, UNITS) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1.5",
        "90",
        "1:60",
        "30m 20m",
        "10s 1h",
        "1 year",
        "h",
        "P",
        "PT",
        "PTH",
        "1:2:3",
        "1:30 min",
        "1h75",
        "30m20",
    ],
)
def test_a_text_that_does_not_is_left(text):
    assert said_in_full(text, UNITS) is None


@given(st.integers(0, 10**6))
def test_clock_words_and_iso_agree(seconds):
    hours, minutes, rest = seconds // 3600, seconds // 60 % 60, seconds % 60
    styles = (
        f"{hours}:{minutes:02}:{rest:02}",
        f"{hours}h {minutes}m {rest}s",
        f"PT{hours}H{minutes}M{rest}S",
    )
    assert {said_in_full(text, UNITS) for text in styles} == {seconds}


@given(st.lists(st.integers(1, 86399), min_size=1, max_size=9), st.sampled_from(list(DurationUnit)))
def test_start_and_end_give_the_unit(lasting, unit):
    lasting = [max(each - each % unit, unit) for each in lasting]
    pairs = [(Decimal(each) / int(unit), each) for each in lasting]

    assert [in_seconds(number, unit_of(pairs)) for number, _ in pairs] == lasting


def test_without_start_and_end_a_number_is_hours():
    assert unit_of([]) is DurationUnit.HOURS
    assert unit_of([(Decimal(0), 0), (Decimal(7), 999)]) is DurationUnit.HOURS


@given(st.text())
def test_any_text_is_read_or_left(text):
    seconds = said_in_full(text, UNITS)
    assert seconds is None or isinstance(seconds, int)
