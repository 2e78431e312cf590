"""What counts as an answer, and how it is kept."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clientfit.core.errors import ClientfitError
from clientfit.core.model import Answer, Asks, Question, QuestionRole
from clientfit.core.reading.answers import checked, readable


def _number(unit: str) -> Question:
    return Question("attempts", QuestionRole.CONTEXT, Asks.NUMBER, unit=unit)


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


def _asks(asks: Asks, **more: object) -> Question:
    return Question("owed", QuestionRole.CONTEXT, asks, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("1250 eur", "1250 EUR"),
        (" 1250,50EUR ", "1250.50 EUR"),
        ("0.5 KWD", "0.5 KWD"),
    ],
)
def test_a_sum_is_kept_with_a_point_and_its_currency(given: str, kept: str) -> None:
    assert checked(_asks(Asks.MONEY), given) == kept


@pytest.mark.parametrize(
    "given",
    ["", "12", "EUR 12", "-1 EUR", "1e3 EUR", "1 EURO", "1.2.3 EUR", "1.005 EUR", "1.5 JPY"],
)
def test_what_is_no_sum_is_told_how_to_write_one(given: str) -> None:
    with pytest.raises(ClientfitError, match=r"1250\.00 EUR"):
        checked(_asks(Asks.MONEY), given)


@pytest.mark.parametrize("given", ["", "soon", "31.12.2026", "2026-02-30"])
def test_what_is_no_date_is_told_how_to_write_one(given: str) -> None:
    with pytest.raises(ClientfitError, match="2026-11-30"):
        checked(_asks(Asks.DATE), given)


def test_a_date_is_kept_as_year_month_day() -> None:
    assert checked(_asks(Asks.DATE), " 2026-11-30 ") == "2026-11-30"


@pytest.mark.parametrize(
    ("question", "given", "nearest"),
    [
        (_asks(Asks.FREQUENCY), "oftn", "often"),
        (_asks(Asks.YES_NO), "yess", "yes"),
        (_asks(Asks.CHOICE, choices=("email", "phone")), "fone", "phone"),
    ],
)
def test_a_choice_that_is_none_is_told_the_nearest(
    question: Question, given: str, nearest: str
) -> None:
    with pytest.raises(ClientfitError, match=f"Did you mean '{nearest}'"):
        checked(question, given)
    assert checked(question, nearest) == nearest


def test_a_text_is_kept_as_it_is_up_to_its_limit() -> None:
    assert checked(_asks(Asks.TEXT), " ä\n" * 1000) == " ä\n" * 1000
    with pytest.raises(ClientfitError, match="Shorten it"):
        checked(_asks(Asks.TEXT), "x" * 4001)


def test_answers_that_their_question_takes_are_read_and_the_others_count_as_open() -> None:
    at = datetime(2026, 11, 21, tzinfo=UTC)
    questions = (_asks(Asks.MONEY), _number("times"))
    given = {
        "owed": Answer("owed", "a lot", "a note", at),
        "attempts": Answer("attempts", "2,0", "", at),
        "gone": Answer("gone", "yes", "", at),
    }
    assert readable(given, questions) == {
        "owed": Answer("owed", None, "a note", at, answered=False),
        "attempts": Answer("attempts", "2", "", at),
    }
