"""The end in the page: calm days, gates, days, advice, and a plan that outlives the window."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from talking import HEAVY, TODAY, Talk, every, talk

from clientfit.app.ending import Ending
from clientfit.app.holidays import holidays
from clientfit.core.ending.plan import Phase, State
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money

FOURTH = TODAY + timedelta(days=3)


@pytest.fixture
def page() -> Talk:
    found = talk()
    found.done("add", name="Anna Bakery")
    found.answer(**HEAVY)
    found.done("go", step="end")
    return found


def _body(page: Talk) -> dict[str, Any]:
    body = page.page.body
    assert isinstance(body, dict)
    return body


def _on(page: Talk, day: date) -> None:
    """Come back on another day."""
    page.session.today = lambda: day
    page.session.records_changed()


def _phase(page: Talk, phase: str) -> dict[str, Any]:
    return next(one for one in _body(page)["phases"] if one["id"] == phase)


def _line(page: Talk, item: str) -> dict[str, Any]:
    return next(
        line for phase in _body(page)["phases"] for line in phase["lines"] if line["id"] == item
    )


def _items(page: Talk) -> set[str]:
    return {line["id"] for phase in _body(page)["phases"] for line in phase["lines"]}


def _mark(page: Talk, item: str, state: str = "done", reason: str = "") -> None:
    page.done("mark", client=page.client, item=item, state=state, reason=reason)


def _ending(page: Talk) -> Ending:
    assert page.session.dossier is not None
    return Ending(page.session, page.session.dossier)


# Calm days


def test_before_an_end_three_calm_days_are_advised_and_the_page_says_why(page: Talk) -> None:
    cooling = _body(page)["cooling"]
    assert cooling["value"] == 3
    assert "Decisions made in anger" in cooling["text"]
    assert page.session.t.day(FOURTH) in cooling["text"]
    assert cooling["on"] == "Go on now all the same"
    assert cooling["again"]["step"] == "signs"


def test_the_calm_days_run_from_the_first_thought_of_an_end_not_from_today(page: Talk) -> None:
    for day in (1, 2):
        _on(page, TODAY + timedelta(days=day))
        page.done("go", step="end")
        assert page.session.t.day(FOURTH) in _body(page)["cooling"]["text"]
    _on(page, FOURTH)
    cooling = _body(page)["cooling"]
    assert f"You first thought of this on {page.session.t.day(TODAY)}" in cooling["text"]
    assert cooling["on"] == "I have read them again, go on"


def test_once_gone_on_the_calm_days_are_not_spoken_of_again(page: Talk) -> None:
    page.done("cooled", client=page.client)
    assert _body(page)["cooling"] is None
    _on(page, FOURTH)
    again = talk(page.session.workbook)
    again.done("hello", step="end", client=page.client)
    assert _body(again)["cooling"] is None


@pytest.mark.parametrize("days", [0, 1, 14, 60])
def test_how_many_calm_days_is_theirs_to_set(page: Talk, days: int) -> None:
    page.done("cooling", client=page.client, days=days)
    assert _body(page)["cooling"]["value"] == days
    assert _ending(page).calm_on == TODAY + timedelta(days=days)
    assert _ending(page).told >= TODAY + timedelta(days=days)


@pytest.mark.parametrize("days", [-1, 61, 10**9])
def test_days_that_do_not_fit_are_refused_and_nothing_changes(page: Talk, days: int) -> None:
    assert "from 0 to 60" in page.refused("cooling", client=page.client, days=days)
    assert _body(page)["cooling"]["value"] == 3


@pytest.mark.parametrize(
    "answer",
    [
        {"abuse": "often"},
        {"abuse": "always"},
        {"threats": "yes"},
        {"harassment": "yes"},
        {"illegal": "yes"},
    ],
)
def test_after_abuse_or_a_crossed_line_nothing_makes_anybody_wait(
    page: Talk, answer: dict[str, str]
) -> None:
    page.answer(**answer)
    body = _body(page)
    assert body["cooling"] is None
    assert "cool_off" not in _items(page)
    assert body["safe"].startswith("Your safety comes first. Write, do not meet")
    assert "You need not wait" in body["safe"]
    assert body["advice"][0].startswith("Tell them in writing: ")
    assert _ending(page).told == date(2026, 11, 21)  # today, although it is a Saturday
    assert "referral" not in _items(page)


def test_without_abuse_nothing_is_said_about_safety(page: Talk) -> None:
    assert _body(page)["safe"] == ""
    page.answer(abuse="sometimes")
    assert _body(page)["safe"] == ""


# Gates


def test_telling_opens_when_what_comes_first_is_done_or_left_out_for_a_reason(page: Talk) -> None:
    page.answer(contract="written", undelivered="the menu", owed="80 EUR")
    gates = ["contract_lines", "obligations", "deliver_paid", "secure_owed"]
    for item in gates:
        assert _phase(page, "tell")["closed"] != ""
        assert _line(page, item)["needed"] == "needed before you go on"
        if item == "deliver_paid":
            _mark(page, item, "waived", " They took it already. ")
            assert _line(page, item)["told"] == "Left out: They took it already."
        else:
            _mark(page, item)
            assert _line(page, item)["told"] == "Done"
    assert _phase(page, "tell")["closed"] == ""
    assert _phase(page, "hand_over")["closed"] != ""
    _mark(page, "tell")
    assert _phase(page, "hand_over")["closed"] == ""


def test_what_is_opened_again_closes_the_way_again(page: Talk) -> None:
    for item in ("gather_scope", "obligations"):
        _mark(page, item)
    assert _phase(page, "tell")["closed"] == ""
    _mark(page, "obligations", "open")
    assert _phase(page, "tell")["closed"] != ""
    assert _line(page, "obligations")["state"] == "open"


@pytest.mark.parametrize("reason", ["", " ", "\n\t"])
def test_nothing_is_left_out_without_a_reason(page: Talk, reason: str) -> None:
    given = {"item": "obligations", "state": "waived", "reason": reason}
    assert "without a reason" in page.refused("mark", client=page.client, **given)
    assert _line(page, "obligations")["state"] == "open"


def test_what_blocks_is_named(page: Talk) -> None:
    words = _ending(page).content.words
    closed = _phase(page, "tell")["closed"]
    assert words["gather_scope"].name in closed
    assert words["obligations"].name in closed
    _mark(page, "gather_scope")
    assert words["gather_scope"].name not in _phase(page, "tell")["closed"]


# Days


def test_the_plan_counts_the_notice_that_was_agreed_or_thirty_days(page: Talk) -> None:
    assert _ending(page).plan.end - _ending(page).plan.told == timedelta(days=30)
    page.answer(notice="14")
    assert _ending(page).plan.end - _ending(page).plan.told == timedelta(days=14)
    assert "With 14 days of notice" in _body(page)["days"]["summary"]


def test_the_day_of_telling_is_theirs_and_the_last_day_follows(page: Talk) -> None:
    page.done("tell_on", client=page.client, day="2026-12-10")
    days = _body(page)["days"]
    assert days["told"]["value"] == "2026-12-10"
    assert "You tell them on 10 December 2026" in days["summary"]
    assert "your last day is 9 January 2027" in days["summary"]


def test_a_day_that_is_over_or_far_away_is_refused(page: Talk) -> None:
    for day, said in (("2026-11-20", "is over"), ("2028-12-01", "too far away")):
        assert said in page.refused("tell_on", client=page.client, day=day)
    page.done("tell_on", client=page.client, day=TODAY.isoformat())


def test_holidays_of_the_country_move_days_and_without_one_none_do(page: Talk) -> None:
    page.done("cooling", client=page.client, days=34)  # 25 December 2026, a Friday
    assert _ending(page).told == date(2026, 12, 25)
    page.done("country", client=page.client, country="NL")
    assert _body(page)["days"]["country"]["value"] == "NL"
    assert _ending(page).told == date(2026, 12, 28)
    page.done("country", client=page.client, country="GB")
    assert _ending(page).told == date(2026, 12, 29)  # the 28th is a day off for Boxing Day
    page.done("country", client=page.client, country="")
    assert _ending(page).told == date(2026, 12, 25)


@pytest.mark.parametrize(
    ("country", "rests"), [("", {5, 6}), ("NL", {5, 6}), ("SA", {4, 5}), ("US", {5, 6})]
)
def test_no_line_of_the_plan_falls_on_a_day_off_or_before_today(
    page: Talk, country: str, rests: set[int]
) -> None:
    page.answer(contract="written", undelivered="the menu", owed="80 EUR")
    page.done("country", client=page.client, country=country)
    ending = _ending(page)
    for line in ending.plan.lines:
        assert line.due >= TODAY
        assert line.due.weekday() not in rests
        assert line.due not in holidays(country, 2026, 2028)


# Kept


def test_the_plan_outlives_the_window(page: Talk) -> None:
    _mark(page, "gather_scope", "waived", "It is all in one mail.")
    _mark(page, "obligations")
    page.done("tell_on", client=page.client, day="2026-12-10")
    page.done("country", client=page.client, country="NL")
    page.done("cooled", client=page.client)
    again = talk(page.session.workbook)
    again.done("hello", step="end", client=page.client)
    assert again.page.body == page.page.body


def test_what_two_windows_mark_is_all_there(page: Talk) -> None:
    other = talk(page.session.workbook)
    other.done("hello", step="end", client=page.client)
    _mark(page, "gather_scope")
    _mark(other, "obligations")
    other.done("tell_on", client=page.client, day="2026-12-10")
    page.done("cooled", client=page.client)
    other.done("look")
    assert _phase(other, "tell")["closed"] == ""
    assert _body(other)["days"]["told"]["value"] == "2026-12-10"
    assert _body(other)["cooling"] is None


def test_the_plan_of_one_client_is_no_plan_of_another(page: Talk) -> None:
    _mark(page, "obligations")
    page.done("add", name="Borek Ltd")
    page.done("go", step="end")
    assert _line(page, "obligations")["state"] == "open"


# Advice


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "Tell them by phone or video: a voice is kinder than a text."),
        ({"channel": "email"}, "Tell them by e-mail: that is how you two talk."),
        ({"channel": "phone"}, "Tell them by phone or video: that is how you two talk."),
        (
            {"channel": "email", "months": "19"},
            "Tell them by phone or video: you have worked together for long.",
        ),
        (
            {"channel": "email", "months": "12", "income_share": "25", "distance": "near"},
            "Tell them in person: you have worked together for long, they are a large part of "
            "your work and you can meet.",
        ),
        (
            {"channel": "phone", "months": "24"},
            "Tell them by phone or video: you have worked together for long and that is how you "
            "two talk.",
        ),
        (
            {"months": "40", "distance": "near", "abuse": "always"},
            "Tell them in writing: after what happened you need no talk, and what is written can "
            "be shown.",
        ),
    ],
)
def test_which_way_to_tell_them_and_why(page: Talk, answers: dict[str, str], said: str) -> None:
    page.answer(**answers)
    assert _body(page)["advice"][0] == said


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "You can tell them as soon as you are prepared: no open sum is noted here."),
        ({"owed": "0 EUR"}, "no open sum is noted here."),
        (
            {"owed": "80 EUR", "non_payment": "never", "late_payment": "never"},
            "You can tell them as soon as you are prepared: they have paid in the end so far.",
        ),
        (
            {"owed": "80 EUR", "non_payment": "never", "late_payment": "often"},
            "Consider telling them only when the money is there: they often pay late.",
        ),
        (
            {"owed": "80 EUR", "non_payment": "rarely", "late_payment": "always"},
            "Consider telling them only when the money is there: they have left invoices unpaid "
            "and they often pay late.",
        ),
    ],
)
def test_when_to_tell_them_and_why(page: Talk, answers: dict[str, str], said: str) -> None:
    page.answer(**answers)
    assert _body(page)["advice"][1].endswith(said)


def _owing(days: int, *, disputed: bool = False, paid: bool = True) -> Talk:
    """A client with one open invoice, due so many days ago, and perhaps one that was paid."""
    found = talk()
    found.done("add", name="Quarrel Co")
    due = TODAY - timedelta(days=days)
    invoices = [
        Invoice(
            "Quarrel Co", "D1", due - timedelta(days=14), due, None,
            Money(50000, "EUR"), Money(50000, "EUR"), InvoiceState.OPEN, disputed,
        )
    ]  # fmt: skip
    if paid:
        then = date(2026, 8, 1)
        total = Money(30000, "EUR")
        invoices.append(
            Invoice("Quarrel Co", "P1", then, then, then, total, Money(0, "EUR"), InvoiceState.PAID)
        )
    found.session.workbook.save_invoices(invoices, source_file="test")
    return found


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"days": 144}, "when the money is there: something has been open for long."),
        ({"days": 20, "disputed": True}, "the money is there: an invoice is in dispute"),
        ({"days": 20}, "as soon as you are prepared: they have paid in the end so far."),
        ({"days": 20, "paid": False}, "prepared: nothing here says that they will not pay."),
    ],
)
def test_nobody_is_said_to_have_paid_in_the_end_while_something_is_long_open(
    given: dict[str, Any], said: str
) -> None:
    page = _owing(**given)
    page.done("go", step="end")
    assert said in _body(page)["advice"][1]


def test_after_abuse_nobody_waits_for_money_and_all_is_gathered_before_the_telling(
    page: Talk,
) -> None:
    page.answer(owed="80 EUR", non_payment="always", abuse="always")
    assert _body(page)["advice"][1].endswith("your safety comes before the money.")
    assert _body(page)["both"] == ""
    plan = _ending(page).plan
    assert plan.told == TODAY
    assert {line.due for line in plan.of(Phase.PREPARE)} == {date(2026, 11, 23)}  # a Monday
    assert {line.due for line in plan.of(Phase.TELL)} == {date(2026, 11, 23)}


def test_a_client_that_reads_well_may_be_left_all_the_same(page: Talk) -> None:
    assert "The signs speak of an end" in _body(page)["intro"]
    page.answer(**every("never"))
    assert "your own reasons are reason enough" in _body(page)["intro"]


def test_before_any_answer_the_end_says_that_the_signs_say_nothing() -> None:
    page = talk()
    page.done("add", name="Anna Bakery")
    page.done("go", step="end")
    assert "You have not answered yet, so the signs say nothing" in _body(page)["intro"]
    page.answer(**dict.fromkeys(every("never"), None))  # "I don't know" is no answer to read
    assert "You have not answered yet, so the signs say nothing" in _body(page)["intro"]


def test_where_the_reading_can_not_be_put_in_a_word_the_end_does_not_either() -> None:
    page = talk()
    page.done("add", name="Anna Bakery")
    page.answer(unpaid_work="always", abuse="never")
    page.done("go", step="end")
    assert "can’t be read clearly yet" in _body(page)["intro"]
    page.done("go", step="reading")
    assert "can’t be read clearly yet" in _body(page)["heading"]


# What fits the situation


@pytest.mark.parametrize(
    ("answers", "there", "absent"),
    [
        ({"contract": "written"}, {"contract_lines"}, {"gather_scope"}),
        ({"contract": "mails"}, {"gather_scope"}, {"contract_lines"}),
        ({}, {"gather_scope"}, {"contract_lines", "deliver_paid", "secure_owed"}),
        ({"undelivered": "the menu"}, {"deliver_paid"}, set()),
        ({"owed": "80 EUR"}, {"secure_owed"}, set()),
    ],
)
def test_the_plan_holds_what_fits_and_nothing_else(
    page: Talk, answers: dict[str, str], there: set[str], absent: set[str]
) -> None:
    page.answer(**answers)
    assert there <= _items(page)
    assert not absent & _items(page)


def test_every_line_says_who_acts_and_by_when(page: Talk) -> None:
    for phase in Phase:
        for line in _phase(page, phase.value)["lines"]:
            assert line["due"].startswith(("You, by ", "The client, by "))
            assert line["state"] == State.OPEN.value
            assert line["name"]
            assert line["do"]
