"""Can I afford it? What the page asks, what it is answered, and what it may not ask."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest
from talking import TODAY, Talk, talk

from clientfit.app.history import past_of
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.records.activity import TimeEntry
from clientfit.files.store import Workbook
from clientfit.text.content.whatif import whatif_content

QUESTION: dict[str, object] = {
    "client": None,
    "leaves": True,
    "told": None,
    "percent": 0,
    "on_time": False,
    "replaced": False,
    "which_day": False,
}


def bills(name: str, total: int, late: int = 10, currency: str = "EUR") -> list[Invoice]:
    """A year of invoices on each month's tenth; the last one is open."""
    found = []
    for back in range(12):
        issued = date(2026, 11, 10) - timedelta(days=30 * back)
        is_open = back == 0
        found.append(
            Invoice(
                client=name,
                number=f"{name} {back}",
                issued=issued,
                due=issued + timedelta(days=14),
                settled=None if is_open else issued + timedelta(days=14 + late),
                total=Money(total, currency),
                owed=Money(total if is_open else 0, currency),
                state=InvoiceState.OPEN if is_open else InvoiceState.PAID,
            )
        )
    return found


@pytest.fixture
def page() -> Talk:
    workbook = Workbook.in_memory()
    for name, total in (("Anna Bakery", 200_000), ("Borek Ltd", 100_000)):
        workbook.add_client(name)
        workbook.save_invoices(bills(name, total), source_file="list.csv")
    return talk(workbook)


def ask(page: Talk, **asked: object) -> dict[str, Any]:
    """What the panel shows for a question."""
    answer = page.done("whatif", **{**QUESTION, **asked})["whatif"]
    assert isinstance(answer, dict)
    return answer


def client(page: Talk, name: str) -> str:
    return next(one.id for one in page.session.workbook.clients() if one.name == name)


def field(shown: Mapping[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in shown["fields"] if one["id"] == name)
    return found


def test_nothing_is_simulated_before_somebody_asks(page: Talk) -> None:
    page.done("go", step="all")
    assert set(page.page.body["whatif"]) == {"kind", "heading", "intro"}


def test_without_invoices_the_panel_says_what_it_needs() -> None:
    page = talk()
    page.done("add", name="Anna Bakery")
    shown = ask(page)
    assert set(shown) == {"empty"}
    assert "Bring in an invoice list" in shown["empty"]
    page.done("figure", chart="cash_fan", narrow=False, **QUESTION)


def test_the_finding_comes_with_the_middle_the_hours_and_our_guesses(page: Talk) -> None:
    shown = ask(page, client=client(page, "Anna Bakery"))
    assert shown["finding"].startswith("Without Anna Bakery your reserve holds in ")
    assert "of 100 simulated futures; as it is, in" in shown["finding"]
    last = shown["table"]["rows"][-1]["cells"]
    with_it, as_it_is = last[4], last[6]
    assert f"has {with_it} after 12 months; as it is, {as_it_is}." in shown["more"][0]
    assert "no hours of them are noted" in shown["more"][1]
    assert "“What a month costs you”" in shown["guessed"]
    assert "no financial advice" in shown["grounds"][-1]
    assert "11 months of Anna Bakery’s own invoices" in shown["grounds"][0]
    assert "2 clients with invoices in EUR are counted" in shown["grounds"][1]


def test_a_table_of_the_months_and_a_figure_say_the_same(page: Talk) -> None:
    shown = ask(page)
    rows = shown["table"]["rows"]
    assert len(rows) == 12
    assert all(len(row["cells"]) == len(shown["table"]["columns"]) for row in rows)
    figure = page.done("figure", chart="cash_fan", narrow=True, **QUESTION)["figure"]
    middle = next(one for one in figure["data"] if one.get("hovertext"))
    last = page.session.t.rough(Money(round(middle["y"][-1] * 100), "EUR"))
    assert rows[-1]["cells"][4] == last
    assert last in shown["chart"]["title"]
    json.dumps(figure)


def test_hours_that_are_noted_are_freed(page: Talk) -> None:
    anna = client(page, "Anna Bakery")
    work = [
        TimeEntry("Anna Bakery", f"k{n}", date(2026, 10, 10) - timedelta(days=30 * n), 10 * 3600)
        for n in range(10)
    ]
    page.session.workbook.save_hours(work, source_file="hours.csv")
    page.session.records_changed()
    told = TODAY.isoformat()
    # Ten entries of ten hours in eleven months; thirty days of the year are worked still.
    assert "It frees 8.3 hours a month on average" in ask(page, client=anna, told=told)["more"][1]


def test_the_days_of_the_exit_plan_are_taken_until_others_are_asked_for(page: Talk) -> None:
    anna = client(page, "Anna Bakery")
    page.done("tell_on", client=anna, day="2027-01-11")
    page.done("answer", client=anna, field="notice", value="14")
    told = ask(page, client=anna)["controls"]["told"]
    assert told["value"] == "2027-01-11"
    assert told["hint"] == (
        "With 14 days of notice, as you agreed with them, the last day is 25 January 2027."
    )
    asked = ask(page, client=anna, told="2027-02-01")["controls"]["told"]
    assert asked["value"] == "2027-02-01"
    assert "15 February 2027" in asked["hint"]


def test_a_notice_that_nobody_agreed_is_said_to_be_our_proposal(page: Talk) -> None:
    anna = client(page, "Anna Bakery")
    hint = ask(page, client=anna, told="2027-01-11")["controls"]["told"]["hint"]
    assert hint.startswith("With 30 days of notice, which is our proposal, the last day is 10 Feb")
    page.done("answer", client=anna, field="notice", value="0")
    hint = ask(page, client=anna)["controls"]["told"]["hint"]
    assert hint == "Without notice, that is the last day too."


def test_the_words_for_a_day_that_can_not_be_asked_for_name_the_days_that_can(page: Talk) -> None:
    told = ask(page)["controls"]["told"]
    first, last = page.session.t.day(TODAY), page.session.t.day(TODAY + timedelta(days=365))
    assert f"from {first} to {last}" in told["outside"]
    assert "untick “Let them go”" in told["empty"]
    assert f"from {first} to {last}" in page.refused("whatif", **{**QUESTION, "told": "2019-01-01"})


def test_the_client_that_the_page_is_about_is_asked_about_first(page: Talk) -> None:
    borek = client(page, "Borek Ltd")
    assert ask(page)["client"] == client(page, "Anna Bakery")
    page.done("go", step="end", client=borek)
    assert page.page.body["afford"] == "Can I afford it?"
    page.done("go", step="all")
    assert ask(page)["client"] == borek


def test_a_client_without_invoices_is_said_to_have_none(page: Talk) -> None:
    page.done("add", name="New Client")
    new = client(page, "New Client")
    page.done("go", step="end", client=new)
    assert page.page.body["afford"] == ""
    shown = ask(page, client=new)
    assert shown["client"] != new
    assert shown["more"][0].startswith("There are no invoices of New Client in this currency")


def test_each_change_has_its_own_finding(page: Talk) -> None:
    said = [
        ask(page, leaves=False)["finding"],
        ask(page, leaves=False, on_time=True)["finding"],
        ask(page, leaves=False, percent=20)["finding"],
        ask(page, replaced=True)["finding"],
        ask(page, percent=20)["finding"],
    ]
    starts = ("As it is,", "If Anna Bakery paid on time", "With 20% more from Anna Bakery")
    assert all(one.startswith(start) for one, start in zip(said, starts, strict=False))
    assert "with somebody new after a while" in said[3]
    assert said[4].startswith("With all of this")
    assert ask(page, leaves=False)["more"] == []


# The safest day


def test_the_day_is_looked_for_only_when_asked(page: Talk) -> None:
    assert ask(page)["day"] == {"ask": "Which day would be safe to tell them?"}
    day = ask(page, which_day=True, replaced=True)["day"]
    assert page.session.t.day(date.fromisoformat(day["value"])) or day["text"]
    assert day["use"] == "Use this day in my plan"
    assert date.fromisoformat(day["value"]) >= TODAY
    assert date.fromisoformat(day["value"]).weekday() < 5


def test_the_day_that_was_found_can_be_taken_into_the_plan(page: Talk) -> None:
    anna = client(page, "Anna Bakery")
    day = ask(page, client=anna, which_day=True)["day"]["value"]
    page.done("tell_on", client=anna, day=day)
    assert ask(page, client=anna)["controls"]["told"]["value"] == day
    said = ask(page, client=anna, which_day=True)["day"]["done"]
    shown = page.session.t.day(date.fromisoformat(day))
    assert said == f"It is in your plan: you tell them on {shown}."


def test_no_day_is_proposed_before_the_calm_days_are_over(page: Talk) -> None:
    page.done("assume", name="cash", value="90000")
    anna = client(page, "Anna Bakery")
    page.done("cooling", client=anna, days=10)
    day = ask(page, client=anna, which_day=True)["day"]
    assert date.fromisoformat(day["value"]) >= TODAY + timedelta(days=10)
    assert "when your calm days are over" in day["text"]
    assert day["done"] == ""
    page.done("cooled", client=anna)
    day = ask(page, client=anna, which_day=True)["day"]
    assert date.fromisoformat(day["value"]) < TODAY + timedelta(days=4)  # over a weekend
    assert "you could tell them now" in day["text"]


def test_what_they_owe_is_named_beside_a_day_that_need_not_wait_for_it(page: Talk) -> None:
    page.done("assume", name="cash", value="90000")
    page.done("cooled", client=client(page, "Anna Bakery"))
    text = ask(page, which_day=True)["day"]["text"]
    assert "you could tell them now" in text
    assert "They owe €2,000" in text
    assert "if you would rather have it first" in text


def test_after_abuse_nobody_is_made_to_wait_for_a_better_day(page: Talk) -> None:
    anna = client(page, "Anna Bakery")
    page.done("answer", client=anna, field="threats", value="yes")
    shown = ask(page, client=anna, which_day=True)
    assert shown["day"]["text"].startswith("Your safety comes first")
    assert "use" not in shown["day"]
    assert shown["controls"]["told"]["value"] == TODAY.isoformat()


# What is assumed


def test_sums_are_guessed_from_the_income_until_they_are_given(page: Talk) -> None:
    shown = ask(page)
    assert field(shown, "costs")["value"] == "1800"  # six tenths of 3,000 a month
    assert not field(shown, "costs")["own"]
    page.done("assume", name="costs", value="1,250.50")
    shown = ask(page)
    assert field(shown, "costs")["value"] == "1250.50"
    assert field(shown, "costs")["own"]
    assert "costs" not in shown["guessed"]


def test_what_is_assumed_outlives_the_window_and_can_be_taken_back(page: Talk) -> None:
    page.done("assume", name="set_aside", value=" 40 ")
    page.done("assume", name="reserve", value="500")
    again = talk(page.session.workbook)
    assert field(ask(again), "set_aside")["value"] == "40"
    page.done("assume", name="set_aside", value="")
    assert field(ask(page), "set_aside") == field(ask(again), "set_aside")
    assert field(ask(page), "set_aside")["value"] == "30"
    assert field(ask(page), "reserve")["own"]
    page.done("assume_ours")
    assert not any(one["own"] for one in ask(page)["fields"])


def test_a_sum_in_another_currency_is_not_taken_for_one_in_this(page: Talk) -> None:
    page.done("assume", name="cash", value="77")
    page.done("assume", name="delay", value="77")
    for name in ("Anna Bakery", "Borek Ltd"):
        dollars = [
            Invoice(**{**_fields(one), "number": f"$ {one.number} {n}"})
            for n in range(2)
            for one in bills(name, 300_000, currency="USD")
        ]
        page.session.workbook.save_invoices(dollars, source_file="dollars.csv")
    page.session.records_changed()
    shown = ask(page)
    assert field(shown, "cash")["unit"] == "USD"
    assert not field(shown, "cash")["own"]
    assert field(shown, "delay")["own"]
    assert "24 invoices in other currencies are left aside." in shown["grounds"]


def _fields(one: Invoice) -> dict[str, Any]:
    return {name: getattr(one, name) for name in Invoice.__slots__}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("set_aside", "91"),
        ("set_aside", "-1"),
        ("set_aside", "3.5"),
        ("set_aside", "much"),
        ("set_aside", "9" * 400),
        ("search_low", "25"),
        ("cash", "a lot"),
        ("cash", "99999999999"),
        ("reserve", "-5"),
        ("costs", "1e5"),
    ],
)
def test_a_number_that_does_not_fit_is_refused_and_nothing_is_kept(
    page: Talk, name: str, value: str
) -> None:
    before = page.session.workbook.export_json()
    said = page.refused("assume", name=name, value=value)
    wanted = "sum in figures" if name in ("cash", "costs", "reserve") else "whole number from 0 to"
    assert f"does not fit. Give a {wanted}" in said
    assert "000000" not in said  # the bounds of a sum help nobody
    assert len(said) < 200
    assert page.session.workbook.export_json() == before


def test_what_nobody_assumes_is_told_the_nearest_name(page: Talk) -> None:
    assert "Did you mean 'costs'" in page.refused("assume", name="cost", value="5")


@pytest.mark.parametrize(
    "kept", ["x", [1], {"cash": "9"}, {"cash": True}, {"set_aside": 900}, {"delay": None}, {"x": 1}]
)
def test_a_setting_that_no_field_would_take_counts_as_none(page: Talk, kept: object) -> None:
    page.session.workbook.set_setting("whatif", kept)
    assert not any(one["own"] for one in ask(page)["fields"])


@pytest.mark.parametrize(
    ("name", "value", "three"),
    [
        ("search_low", "20", "at least 20, most likely 3 and at most 6 months"),
        ("search_likely", "9", "at least 1, most likely 9 and at most 6 months"),
        ("search_high", "2", "at least 1, most likely 3 and at most 2 months"),
    ],
)
def test_months_of_a_search_that_do_not_rise_are_told_at_the_field_and_not_kept(
    page: Talk, name: str, value: str, three: str
) -> None:
    before = page.session.workbook.export_json()
    assert f"{three} do not go from least to most. It is not kept." in page.refused(
        "assume", name=name, value=value
    )
    assert page.session.workbook.export_json() == before


def test_ours_again_is_refused_too_where_the_months_would_not_rise(page: Talk) -> None:
    for name, value in (("search_high", "12"), ("search_likely", "10"), ("search_low", "8")):
        page.done("assume", name=name, value=value)
    months = [field(ask(page), f"search_{name}") for name in ("low", "likely", "high")]
    assert [one["value"] for one in months] == ["8", "10", "12"]
    assert all(one["own"] for one in months)
    assert "from least to most" in page.refused("assume", name="search_likely", value="")


def test_kept_months_of_a_search_that_do_not_rise_count_as_none(page: Talk) -> None:
    kept = {"search_low": 20, "delay": 14}
    page.session.workbook.set_setting("whatif", kept)
    shown = ask(page, replaced=True)
    assert field(shown, "search_low")["value"] == "1"
    assert not field(shown, "search_low")["own"]
    assert field(shown, "delay")["own"]


def test_whose_cash_is_below_the_reserve_today_is_told_both_sums(page: Talk) -> None:
    page.done("assume", name="cash", value="-100")
    page.done("assume", name="reserve", value="3,000")
    assert ask(page)["finding"].startswith("You have -€100 today, which is below the €3,000 that")


# What may not be asked


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"told": "2026-11-20"}, "not among the days that are looked at"),
        ({"told": "2027-11-22"}, "not among the days that are looked at"),
        ({"told": "soon"}, "is no day"),
        ({"told": 5}, "no usable 'told'"),
        ({"percent": -1}, "from 0 to 100"),
        ({"percent": 101}, "from 0 to 100"),
        ({"percent": 10**30}, "from 0 to 100"),
        ({"percent": "5"}, "no usable 'percent'"),
        ({"percent": None}, "no usable 'percent'"),
        ({"client": 7}, "no usable 'client'"),
    ],
)
@pytest.mark.parametrize("kind", ["whatif", "figure"])
def test_a_question_that_can_not_be_answered_is_refused(
    page: Talk, kind: str, asked: dict[str, object], said: str
) -> None:
    assert said in page.refused(kind, chart="cash_fan", **{**QUESTION, **asked})


def test_a_client_that_is_gone_gives_way_to_another_and_takes_the_changes_along(page: Talk) -> None:
    changes = {"percent": 100, "on_time": True, "replaced": True, "told": "2027-03-01"}
    shown = ask(page, client="nobody", **changes)
    assert shown["client"] == client(page, "Anna Bakery")
    assert shown == ask(page, client="nobody")
    assert shown["controls"] == ask(page)["controls"]
    kept = ask(page, client=client(page, "Anna Bakery"), **changes)["controls"]
    assert kept["percent"]["value"] == 100


# What goes in


def test_names_that_are_no_clients_yet_bring_income_too(page: Talk) -> None:
    session = page.session
    session.workbook.save_invoices(bills("Stranger", 50_000), source_file="list.csv")
    session.records_changed()
    found = past_of(session.dossiers, "EUR", TODAY)
    assert found is not None
    assert [one.client for one in found.payers][-1] == "name stranger"
    shown = ask(page)
    assert "3 clients with invoices in EUR are counted." in shown["grounds"]
    assert [one["label"] for one in shown["clients"]] == ["Anna Bakery", "Borek Ltd"]


def test_a_client_known_for_little_is_a_rough_guess(page: Talk) -> None:
    page.done("add", name="New Client")
    page.session.workbook.save_invoices(bills("New Client", 90_000)[:2], source_file="list.csv")
    page.session.records_changed()
    shown = ask(page, client=client(page, "New Client"))
    assert shown["grounds"][0].startswith("It draws from 1 month of New Client’s own")
    assert shown["grounds"][1] == "That is little, so take this as a rough guess."


def test_every_assumption_can_be_set_from_its_lowest_to_its_highest_value(page: Talk) -> None:
    assumed = whatif_content().assumed
    lowest = [(one, one.low) for one in assumed]
    highest = [(one, one.high) for one in reversed(assumed)]  # of the three months, the most first
    for one, value in [*lowest, *highest]:
        shown = str(value // 100) if one.unit.value == "money" else str(value)
        page.done("assume", name=one.id, value=shown)
        ask(page, replaced=True, percent=100, on_time=True)
