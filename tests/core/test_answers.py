"""What counts as an answer, and how it is kept."""

from __future__ import annotations

import pytest

from clientfit.core.answers import checked
from clientfit.core.errors import ClientfitError
from clientfit.core.model import Asks, Question, Role


def _number(unit: str) -> Question:
    return Question("attempts", Role.CONTEXT, Asks.NUMBER, unit=unit)


@pytest.mark.parametrize("given", ["nan", "inf", "1e2", "-1", "1_0", "", "two", "٣", "1001"])
def test_what_is_no_plain_number_is_no_number(given: str) -> None:
    with pytest.raises(ClientfitError, match=r"attempts: .* does not fit"):
        checked(_number("times"), given)


@pytest.mark.parametrize(
    ("unit", "given", "kept"),
    [("percent", " 12,50 ", "12.5"), ("times", "2", "2"), ("times", "100", "100"), ("", "0", "0")],
)
def test_a_number_is_kept_in_its_shortest_form(unit: str, given: str, kept: str) -> None:
    assert checked(_number(unit), given) == kept


@pytest.mark.parametrize("unit", ["times", "days"])
def test_half_a_time_or_half_a_day_is_no_answer(unit: str) -> None:
    with pytest.raises(ClientfitError, match="whole number"):
        checked(_number(unit), "1.5")


@pytest.mark.parametrize("unit", ["times", "percent"])
def test_not_knowing_is_always_an_answer(unit: str) -> None:
    assert checked(_number(unit), None) is None
