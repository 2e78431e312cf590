"""From answers to levels."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_rule import IDS, NORMS

from clientfit import ClientfitError, catalog, judge, levels
from clientfit.core.model import FREQUENCIES, Combine, QuestionRole

ASKED: dict[str, list[str]] = defaultdict(list)
for _question in catalog().of_role(QuestionRole.SIGN):
    ASKED[str(_question.sign)].append(_question.id)
QUESTIONS = [question for ids in ASKED.values() for question in ids]
COMBINE = {sign.id: sign.combine for sign in NORMS.signs}

answers = st.dictionaries(st.sampled_from(QUESTIONS), st.none() | st.integers(0, 4))


def _plain(given_: list[int | None], combine: Combine) -> tuple[int, int]:
    def level(numbers: list[int]) -> int:
        if combine is Combine.MAX:
            return max(numbers)
        mean = sum(numbers) / len(numbers)  # quarters and thirds: none is near a half by accident
        return int(mean + 0.5)

    if not given_:
        return (0, 4)
    return level([one or 0 for one in given_]), level([4 if one is None else one for one in given_])


@given(answers)
def test_a_level_is_what_the_description_gives(given_: dict[str, int | None]) -> None:
    expected = {
        sign: _plain([given_[one] for one in ASKED[sign] if one in given_], COMBINE[sign])
        for sign in IDS
    }
    assert levels(given_) == expected


@given(answers)
def test_words_and_numbers_are_the_same_answer(given_: dict[str, int | None]) -> None:
    words = {key: None if one is None else FREQUENCIES[one] for key, one in given_.items()}
    assert levels(words) == levels(given_)


@given(answers)
def test_levels_are_ready_to_be_judged(given_: dict[str, int | None]) -> None:
    found = levels(given_)
    assert list(found) == list(IDS)
    assert dict(judge(found).levels) == found


@given(answers, st.sampled_from(QUESTIONS), st.integers(0, 4))
def test_an_answer_in_place_of_i_do_not_know_narrows_the_interval(
    given_: dict[str, int | None], question: str, answer: int
) -> None:
    sign = next(sign for sign, ids in ASKED.items() if question in ids)
    before = levels(given_ | {question: None})[sign]
    after = levels(given_ | {question: answer})[sign]
    assert before[0] <= after[0] <= after[1] <= before[1]


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ((0, 1), 1),  # halves go up: nought and a half, too, and two and a half
        ((1, 2), 2),
        ((2, 3), 3),
        ((0, 0, 1), 0),
        ((0, 1, 1), 1),
        ((0, 0, 0, 1), 0),
        ((0, 0, 1, 1), 1),
        ((4, 4, 4, 2), 4),
    ],
)
def test_a_mean_is_rounded_half_up(given_: tuple[int, ...], expected: int) -> None:
    own = dict(zip(ASKED["strain"], given_, strict=False))
    assert levels(own)["strain"] == (expected, expected)


@pytest.mark.parametrize("sign", ["abuse", "non_payment"])
def test_the_worst_answer_is_the_level_where_once_is_too_much(sign: str) -> None:
    first, second = ASKED[sign]
    assert levels({first: "never", second: "often"})[sign] == (3, 3)
    assert levels({first: "rarely", second: None})[sign] == (1, 4)


def test_a_question_left_out_counts_for_nothing_and_an_unknown_one_opens_the_interval() -> None:
    quick, _, lump = ASKED["late_payment"][0], *ASKED["late_payment"][1:]
    assert levels({quick: "sometimes"})["late_payment"] == (2, 2)
    assert levels({quick: "sometimes", lump: None})["late_payment"] == (1, 3)
    assert levels({quick: None})["late_payment"] == levels({})["late_payment"] == (0, 4)


def test_every_fault_is_told_at_once_with_the_closest_name() -> None:
    wrong: Any = {"abusee": 1, "strain": "oftn", "rework": 5, "haggling": True, "season": "quiet"}
    with pytest.raises(ClientfitError) as caught:
        levels(wrong)
    told = [str(fault) for fault in caught.value.faults]
    assert len(told) == 5
    for words in (
        ("'abusee'", "Did you mean 'abuse'?"),
        ("strain", "'oftn'", "Did you mean 'often'?", "never, rarely, sometimes, often, always"),
        ("rework", "5", "0..4"),
        ("haggling", "True"),
        ("'season'", "unknown question"),
    ):
        assert [one for one in told if all(word in one for word in words)], words


@pytest.mark.parametrize("wrong", ["", "Often", 2.5, float("nan"), [3], (1, 2), object()])
def test_what_is_no_answer_is_refused_by_name(wrong: Any) -> None:
    with pytest.raises(ClientfitError, match=r"rework: .* is no answer"):
        levels({"rework": wrong})
