"""The repair steps are data: each with its words, its letter and its sources."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from clientfit.core.errors import ClientfitError
from clientfit.text.content.entry import content_text, parse
from clientfit.text.content.questions import catalog
from clientfit.text.content.repair import FILE, read_repairs, repairs
from clientfit.text.letter.write import load

SHIPPED = parse(FILE, content_text(FILE))
SIGNS = catalog().norms.ids
LETTERS = tuple(load())
REPAIRS = repairs()


@pytest.mark.parametrize("step", REPAIRS.steps, ids=lambda step: step.id)
def test_a_step_says_what_to_do_what_to_say_and_what_counts_as_better(step):
    words = REPAIRS.words[step.id]
    assert words.name
    assert not words.name.endswith(".")
    for sentence in (words.do, words.say, words.better):
        assert sentence.endswith((".", "?")), sentence
    assert step.sources
    assert step.days >= 7


@pytest.mark.parametrize("step", REPAIRS.steps, ids=lambda step: step.id)
def test_a_step_is_for_signs_that_exist_and_has_a_letter_that_does_not_end_the_work(step):
    assert step.signs
    assert {*step.signs, *step.along} <= set(SIGNS)
    assert not set(step.signs) & set(step.along)
    assert step.letter in LETTERS
    assert not load()[step.letter].ends


def test_what_a_step_has_to_say_speaks_of_oneself_and_blames_nobody():
    for step in REPAIRS.steps:
        said = REPAIRS.words[step.id].say.lower()
        assert "you always" not in said
        assert "you never" not in said
        assert " but " not in said


def test_every_fault_is_told_at_once():
    broken: dict[str, Any] = deepcopy(SHIPPED)
    broken["pause"]["signs"] = ["late_paymnet"]
    broken["pause"]["eases_to"] = 4
    broken["late_fee"]["days"] = 0
    broken["statement"]["letter"] = "statment"
    broken["price"]["sources"] = []
    broken["terms"]["signs"] = []
    broken["terms"]["mood"] = "good"
    broken["talk"]["along"] = ["strain"]
    broken["hours"]["along"] = ["weather"]
    broken["goals"]["better"] = " "
    del broken["simpler"]["say"]
    broken["odd"] = 3
    with pytest.raises(ClientfitError) as caught:
        read_repairs(broken, SIGNS, LETTERS)
    told = [str(fault) for fault in caught.value.faults]
    for words in (
        "[pause], signs: unknown sign 'late_paymnet'. Did you mean 'late_payment'?",
        "[pause], eases_to: 4 is not from 0 to 3",
        "[late_fee], days: 0 is not from 1 to 90",
        "[statement], letter: unknown letter 'statment'. Did you mean 'statement'?",
        "[price], sources: names no statement",
        "[terms], signs: names no sign",
        "[terms], mood: is no field",
        "[talk], along: names a sign twice",
        "[hours], along: unknown sign 'weather'",
        "[goals], better: is empty",
        "[simpler], say: is missing",
        "[odd]: 3 is not a table",
    ):
        assert [one for one in told if words in one], (words, told)


def test_the_steps_keep_the_order_of_the_file():
    assert [step.id for step in REPAIRS.steps] == list(SHIPPED)
