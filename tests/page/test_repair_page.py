"""Repair in the page: what is proposed, what was tried, and how the reading follows."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from talking import HEAVY, TODAY, Talk, every, receivables, talk

from clientfit.files.store.base import stamp
from clientfit.text.content.repair import repairs

PAST = "2026-10-01"


@pytest.fixture
def page() -> Talk:
    found = talk()
    found.done("add", name="Anna Bakery")
    found.answer(**HEAVY)
    found.done("go", step="repair")
    return found


def _body(page: Talk) -> dict[str, Any]:
    body = page.page.body
    assert isinstance(body, dict)
    return body


def _proposed(page: Talk) -> list[str]:
    return [one["id"] for one in _body(page)["proposals"]["steps"]]


def _others(page: Talk) -> list[str]:
    return [one["id"] for one in _body(page)["others"]["steps"]]


def _try(page: Talk, step: str, day: str = PAST, note: str = "") -> str:
    """Note an attempt; give its id."""
    before = {one["id"] for one in _body(page)["tried"]["attempts"]}
    page.done("try", client=page.client, step=step, day=day, note=note)
    (new,) = [one for one in _body(page)["tried"]["attempts"] if one["id"] not in before]
    return str(new["id"])


def _review(page: Talk, attempt: str, outcome: str, response: str | None = "badly") -> None:
    given = {"attempt": attempt, "outcome": outcome, "response": response, "note": ""}
    page.done("review", client=page.client, **given)


def _name(step: str) -> str:
    return repairs().words[step].name


def _reading(page: Talk) -> str:
    assert page.session.dossier is not None
    return page.session.dossier.verdict.reading.value


# Proposals


def test_at_most_three_steps_are_proposed_and_every_other_one_is_below(page: Talk) -> None:
    assert 1 <= len(_proposed(page)) <= 3
    assert sorted(_proposed(page) + _others(page)) == sorted(one.id for one in repairs().steps)


def test_each_step_says_what_to_do_what_to_say_by_when_and_what_is_better(page: Talk) -> None:
    for step in _body(page)["proposals"]["steps"]:
        assert all(step[part] for part in ("name", "do", "say", "better", "effect", "by"))
        assert step["effect"].startswith("If it works: ")
        assert step["letter"] in page.session.letters
    for step in _body(page)["others"]["steps"]:
        assert all(step[part] for part in ("name", "do", "say", "better", "by"))


def test_what_a_step_would_lead_to_is_told_only_where_it_is_sure(page: Talk) -> None:
    first = _body(page)["proposals"]["steps"][0]["effect"]
    assert "would still read “end” then." in first or "would then read “repair”." in first
    for sign in set(HEAVY) - {"late_payment", "boundaries"}:
        page.done("clear", client=page.client, field=sign)
    effects = [one["effect"] for one in _body(page)["proposals"]["steps"]]
    assert effects
    assert not any("read “" in effect for effect in effects)


def test_records_alone_propose_steps_and_say_of_no_reading_where_they_lead() -> None:
    page = talk()
    page.done("add", name="Anna Bakery")
    page.file("list.csv", receivables("Anna Bakery", invoices=8, late=8))
    page.done("go", step="repair")
    effects = [one["effect"] for one in _body(page)["proposals"]["steps"]]
    assert effects
    for effect in effects:
        assert effect.startswith("If it works: ")
        assert not effect.startswith("If it works: .")
        assert "read “" not in effect


def test_of_a_sign_that_is_not_quite_known_no_empty_movement_is_told() -> None:
    page = talk()
    page.done("add", name="Anna Bakery")
    page.answer(non_payment_short="often", non_payment=None)  # often or always, but which?
    page.done("go", step="repair")
    effects = [one["effect"] for one in _body(page)["proposals"]["steps"]]
    assert effects
    assert not any(": ." in effect for effect in effects)


def test_a_client_without_strain_is_proposed_nothing_and_told_so(page: Talk) -> None:
    page.answer(**every("never"))
    assert _proposed(page) == []
    assert _body(page)["proposals"]["none"].startswith("No single step")


def test_what_is_under_way_is_not_proposed_again_until_it_was_looked_at(page: Talk) -> None:
    step = _proposed(page)[0]
    attempt = _try(page, step)
    assert step not in _proposed(page)
    assert step in _others(page)
    _review(page, attempt, "better", "well")
    assert step in _proposed(page)


@pytest.mark.parametrize(("outcome", "response"), [("same", "mixed"), ("better", "refused")])
def test_what_failed_or_was_refused_is_never_proposed_again(
    page: Talk, outcome: str, response: str
) -> None:
    step = _proposed(page)[0]
    _review(page, _try(page, step), outcome, response)
    assert step not in _proposed(page)
    assert step in _others(page)


# Attempts


def test_an_attempt_is_kept_with_its_day_note_and_the_day_to_look_again(page: Talk) -> None:
    days = next(one.days for one in repairs().steps if one.id == "goals")
    _try(page, "goals", "2026-11-20", "On the phone")
    again = talk(page.session.workbook)
    again.done("hello", step="repair", client=page.client)
    (kept,) = _body(again)["tried"]["attempts"]
    review = again.session.t.day(date(2026, 11, 20) + timedelta(days=days))
    assert kept["tried"] == "Tried on 20 November 2026"
    assert (kept["note"], kept["review"]) == ("On the phone", f"Look again on {review}")
    assert kept["told"] == "Too early to say"


def test_how_they_took_it_and_what_changed_are_kept(page: Talk) -> None:
    attempt = _try(page, "goals")
    given = {"attempt": attempt, "outcome": "better", "response": "well", "note": "She laughed."}
    page.done("review", client=page.client, **given)
    (kept,) = _body(page)["tried"]["attempts"]
    assert kept["told"] == "They took it well · It got better"
    assert (kept["response"], kept["outcome"], kept["note"]) == ("well", "better", "She laughed.")
    assert kept["review"] == ""


def test_a_forgotten_attempt_is_gone_and_its_step_proposed_again(page: Talk) -> None:
    step = _proposed(page)[0]
    attempt = _try(page, step)
    page.done("forget", client=page.client, attempt=attempt)
    assert _body(page)["tried"]["attempts"] == []
    assert step in _proposed(page)


def test_an_attempt_that_is_gone_can_not_be_looked_at(page: Talk) -> None:
    attempt = _try(page, "goals")
    page.done("forget", client=page.client, attempt=attempt)
    given = {"attempt": attempt, "outcome": "same", "note": ""}
    assert "no longer here" in page.refused("review", client=page.client, **given)
    assert _body(page)["tried"]["attempts"] == []


def test_an_attempt_of_tomorrow_is_refused(page: Talk) -> None:
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    given = {"step": "goals", "day": tomorrow, "note": ""}
    assert "still to come" in page.refused("try", client=page.client, **given)
    page.done("try", client=page.client, **(given | {"day": TODAY.isoformat()}))


def test_what_another_window_tried_is_not_lost(page: Talk) -> None:
    other = talk(page.session.workbook)
    other.done("hello", step="repair", client=page.client)
    first = _try(other, "goals")
    page.done("try", client=page.client, step="hours", day=PAST, note="")
    other.done("forget", client=page.client, attempt=first)
    assert "no longer here" in page.refused(
        "review", client=page.client, attempt=first, outcome="same", note=""
    )
    assert [one["name"] for one in _body(page)["tried"]["attempts"]] == [_name("hours")]
    _try(other, "goals")
    page.done("look")
    assert len(_body(page)["tried"]["attempts"]) == 2


# Time


def test_a_review_is_due_from_its_day_on_and_not_before(page: Talk) -> None:
    days = next(one.days for one in repairs().steps if one.id == "goals")
    _try(page, "goals", (TODAY - timedelta(days=days - 1)).isoformat())
    assert _body(page)["due"]["attempts"] == []
    page.session.today = lambda: TODAY + timedelta(days=1)
    page.session.records_changed()
    (due,) = _body(page)["due"]["attempts"]
    _review(page, due["id"], "better", "well")
    assert _body(page)["due"]["attempts"] == []


NOTHING = ("open", None)
FAILED, EASED, REFUSED = ("same", "badly"), ("better", "well"), ("open", "refused")


@pytest.mark.parametrize(
    ("answers", "told", "reading"),
    [
        (every("sometimes"), [], "repair"),
        (every("sometimes"), [NOTHING, NOTHING], "repair"),
        (every("sometimes"), [FAILED], "repair"),
        (every("sometimes"), [FAILED, EASED], "repair"),
        (every("sometimes"), [FAILED, FAILED], "end"),
        (every("sometimes"), [REFUSED], "end"),
        (HEAVY, [], "last_chance"),
        (HEAVY, [NOTHING, EASED], "last_chance"),
        (HEAVY, [FAILED], "end"),
        (HEAVY, [REFUSED], "end"),
        (every("never"), [FAILED, REFUSED], "keep"),
    ],
)
def test_two_that_failed_or_one_refused_lead_to_the_end_and_one_where_it_was_the_last_chance(
    page: Talk,
    answers: dict[str, str],
    told: list[tuple[str, str | None]],
    reading: str,
) -> None:
    page.answer(**answers)
    for step, (outcome, response) in zip(("goals", "hours"), told, strict=False):
        _review(page, _try(page, step), outcome, response)
    assert _reading(page) == reading


def test_attempts_counted_by_hand_and_noted_one_by_one_are_not_added_up(page: Talk) -> None:
    page.answer(**every("sometimes"), attempts="1")
    _review(page, _try(page, "goals"), "same")
    assert _reading(page) == "repair"
    _review(page, _try(page, "hours"), "same")
    assert _reading(page) == "end"


def test_an_attempt_that_is_forgotten_no_longer_counts(page: Talk) -> None:
    page.answer(**every("sometimes"))
    attempts = [_try(page, step) for step in ("goals", "hours")]
    for attempt in attempts:
        _review(page, attempt, "same")
    assert _reading(page) == "end"
    page.done("forget", client=page.client, attempt=attempts[0])
    assert _reading(page) == "repair"


# Visits


def test_whoever_comes_back_on_a_third_day_is_told_and_not_before(page: Talk) -> None:
    for day in range(3):
        page.session.today = lambda day=day: TODAY + timedelta(days=day)
        page.done("go", step="reading")
        page.done("go", step="repair")
        said = _body(page)["visits"]
        assert (said != "") == (day == 2)
    assert said == (
        "You have come here on 3 days this year about Anna Bakery. That feeling is worth "
        "listening to."
    )


def test_with_a_new_year_the_count_begins_anew(page: Talk) -> None:
    for day in (date(2026, 12, 30), date(2026, 12, 31), date(2027, 1, 1)):
        page.session.today = lambda day=day: day
        page.done("go", step="repair")
    assert _body(page)["visits"] == ""


# A crossed line


def test_after_a_crossed_line_nobody_is_asked_to_mend_or_wait(page: Talk) -> None:
    assert _body(page)["safe"] == ""
    page.answer(threats="yes")
    assert "need not try to mend anything" in _body(page)["safe"]
    assert "need not wait" in _body(page)["safe"]


# The trend


def test_one_day_of_answers_draws_no_trend(page: Talk) -> None:
    assert _body(page)["trend"]["chart"] is None


def test_what_eased_and_what_grew_is_told_and_drawn_by_day(
    page: Talk, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = datetime.now(UTC) + timedelta(days=40)
    monkeypatch.setattr("clientfit.files.store.answers.now", lambda **_: stamp(later))
    page.session.today = later.date
    page.answer(**every("never") | {"rework": "always"})
    chart = _body(page)["trend"]["chart"]
    assert chart["title"].startswith("On ")
    assert "it read “last chance”, now it reads “" in chart["title"]
    eased, grown = chart["lines"]
    assert eased.startswith("Eased since then: ")
    assert "haggling" in eased.lower()
    assert grown == f"Grown since then: {page.session.words.sign('rework').lower()}."

    line, *marks = page.done("figure", chart=chart["id"], narrow=False, **chart["given"])["figure"][
        "data"
    ]
    first, last = line["x"]
    assert 39 <= last - first <= 41
    assert line["y"][0] > line["y"][1]
    shown = [row["cells"] for row in chart["table"]["rows"]]
    assert [round(strain) for strain in line["y"]] == [int(cells[2]) for cells in shown]
    assert {mark["name"] for mark in marks} == {cells[1] for cells in shown}
