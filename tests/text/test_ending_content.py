"""The exit plan is data: three steps, gates, and advice in words; every fault is told at once."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from clientfit.core.ending.plan import Advice, AdviceNorms, Owner, Phase, State, channel, telling
from clientfit.core.errors import ClientfitError
from clientfit.text.content.ending import FILE, exits, read_exits
from clientfit.text.content.entry import content_text, parse
from clientfit.text.content.questions import catalog
from clientfit.text.i18n import translator
from clientfit.text.sentences.ending import (
    channel_advice,
    owner_name,
    phase_name,
    state_name,
    telling_advice,
)

SHIPPED = parse(FILE, content_text(FILE))
EXITS = exits()
T = translator()
YES_NO = {"yes", "no"}
#: What a situation may say of each thing that items ask about.
SITUATION = {
    "abusive": YES_NO,
    "owes": YES_NO,
    "undelivered": YES_NO,
    "contract": {*catalog().by_id["contract"].choices, "unknown"},
}


@pytest.mark.parametrize("item", EXITS.items, ids=lambda item: item.id)
def test_an_item_has_words_sources_and_conditions_that_can_hold(item):
    words = EXITS.words[item.id]
    assert words.name
    assert not words.name.endswith(".")
    assert words.do.endswith((".", "?"))
    assert item.sources
    for key, fits in item.when:
        assert set(fits) <= SITUATION[key], key


def test_whatever_the_contract_is_there_is_one_line_about_what_was_agreed():
    asked = [dict(item.when)["contract"] for item in EXITS.items if "contract" in dict(item.when)]
    together = [value for fits in asked for value in fits]
    assert sorted(together) == sorted(SITUATION["contract"])


def test_every_step_has_lines_and_telling_has_gates_before_it():
    assert {item.phase for item in EXITS.items} == set(Phase)
    gates = {phase: [i.id for i in EXITS.items if i.gate and i.phase is phase] for phase in Phase}
    assert "obligations" in gates[Phase.PREPARE]
    assert gates[Phase.TELL] == ["tell", "tell_in_writing"]
    assert gates[Phase.HAND_OVER] == []


def test_after_abuse_nobody_waits_refers_or_thanks():
    for id_ in ("cool_off", "referral", "thanks"):
        (item,) = (one for one in EXITS.items if one.id == id_)
        assert ("abusive", ("no",)) in item.when


def test_every_fault_is_told_at_once():
    broken: dict[str, Any] = deepcopy(SHIPPED)
    items, advice = broken["items"], broken["advice"]
    items["tell"]["phase"] = "shout"
    items["tell"]["owner"] = "fate"
    items["rest"]["days"] = 900
    items["rest"]["when"] = {"abusive": "no"}
    items["thanks"]["sources"] = []
    items["thanks"]["mood"] = "good"
    items["payment"]["gate"] = "perhaps"
    del items["confirm"]["do"]
    items["referral"]["anchor"] = "moon"
    items["referral"]["move"] = "sideways"
    items["odd"] = "not a table"
    advice["late_level"]["value"] = 9
    advice["luck"] = dict(advice["large_share"])
    del advice["cooling_days"]
    with pytest.raises(ClientfitError) as caught:
        read_exits(broken)
    told = [str(fault) for fault in caught.value.faults]
    for words in (
        "[tell], phase: 'shout' is unknown",
        "[tell], owner: 'fate' is unknown",
        "[rest], days: 900 is not from -365 to 365",
        "[rest], when: abusive lists no values",
        "[thanks], sources: names no statement",
        "[thanks], mood: is no field",
        "[payment], gate: 'perhaps' is not true or false",
        "[confirm], do: is missing",
        "[referral], anchor: 'moon' is unknown",
        "[referral], move: 'sideways' is unknown",
        "[odd]: 'not a table' is not a table",
        "[late_level], value: 9 is not from 0 to 4",
        "[luck]: is no threshold of the plan",
        "[advice.cooling_days], value: is missing",
    ):
        assert [one for one in told if words in one], (words, told)


def test_the_thresholds_of_advice_have_a_reason_a_source_and_a_day():
    assert AdviceNorms(12, 25, 3, 3) == EXITS.norms
    for fields in SHIPPED["advice"].values():
        assert set(fields) == {"value", "why", "sources", "set"}
        assert fields["why"].endswith(".")


@pytest.mark.parametrize("choice", [*catalog().by_id["channel"].choices, "writing"])
@pytest.mark.parametrize("reason", ["abusive", "long", "large", "near", "usual", "unknown"])
def test_every_advice_on_the_channel_can_be_said(choice, reason):
    said = channel_advice(Advice(choice, (reason,)), T)
    assert said.startswith("Tell them ")
    assert said.endswith(".")


@pytest.mark.parametrize("choice", ["now", "after_payment"])
@pytest.mark.parametrize(
    "reason",
    [
        "nothing_owed",
        "non_payment",
        "late_payment",
        "unpaid",
        "disputed",
        "pays_well",
        "no_sign",
        "abusive",
    ],
)
def test_every_advice_on_when_to_tell_can_be_said(choice, reason):
    assert telling_advice(Advice(choice, (reason,)), T).endswith(".")


def test_advice_names_all_its_reasons_in_one_sentence():
    situation = {"months": "30", "income_share": "40", "distance": "near"}
    assert channel_advice(channel(situation, EXITS.norms), T) == (
        "Tell them in person: you have worked together for long, they are a large part of your "
        "work and you can meet."
    )
    owing = {"owes": "yes", "late_payment": "4", "non_payment": "2"}
    assert telling_advice(telling(owing, EXITS.norms), T) == (
        "Consider telling them only when the money is there: they have left invoices unpaid and "
        "they often pay late."
    )


def test_steps_owners_and_states_have_each_their_own_words():
    for kinds, name in ((Phase, phase_name), (Owner, owner_name), (State, state_name)):
        assert len({name(one, T) for one in kinds}) == len(kinds)
