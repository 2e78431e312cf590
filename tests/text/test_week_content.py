"""The rules for the week are data: complete, with reasons, and checked as a whole."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from clientfit.core.errors import ClientfitError
from clientfit.text.content.entry import content_text, parse
from clientfit.text.content.week import FILE, PLACES, read_week, week
from clientfit.text.letter.write import load

SHIPPED = parse(FILE, content_text(FILE))
LETTERS = tuple(load())


def _faults(change: Any) -> list[str]:
    tables: dict[str, Any] = copy.deepcopy(SHIPPED)
    change(tables)
    with pytest.raises(ClientfitError) as raised:
        read_week(tables, LETTERS)
    return [str(one) for one in raised.value.faults]


def test_every_rule_that_the_code_knows_is_told_once() -> None:
    assert {one.id for one in week().rules} == set(PLACES)


def test_safety_comes_before_everything() -> None:
    assert week().rules[0].id == "safety"


def test_every_rule_says_its_client_why_and_what_it_rests_on() -> None:
    for rule in week().rules:
        assert "{client}" in rule.say
        assert len(rule.why) > 20
        assert rule.sources


@pytest.mark.parametrize("name", sorted(SHIPPED["thresholds"]))
def test_every_threshold_has_a_value_a_reason_sources_and_a_day(name: str) -> None:
    entry = SHIPPED["thresholds"][name]
    assert set(entry) == {"value", "why", "sources", "set"}
    assert len(entry["why"]) > 20


def test_all_faults_are_told_at_once() -> None:
    def broken(tables: dict[str, Any]) -> None:
        tables["thresholds"]["heavy_strain"]["value"] = 0
        tables["thresholds"]["more"] = {"value": 1}
        tables["rules"]["remind"]["letter"] = "statment"
        tables["rules"]["ask"]["say"] = "{client} since {day}"
        tables["rules"]["plan"]["step"] = "nowhere"
        tables["rules"]["dance"] = dict(tables["rules"]["ask"])

    told = "\n".join(_faults(broken))
    for word in ("heavy_strain", "more", "statement", "{day}", "nowhere", "dance"):
        assert word in told
