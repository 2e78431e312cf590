"""What to do this week: at most three things, the most pressing first."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from portfolios import fill
from talking import TODAY, Talk, every, receivables, talk

from clientfit.app.place import Step
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.files.store import Workbook


def _cards(page: Talk) -> list[Any]:
    page.done("go", step="all")
    return list(page.page.body["week"]["cards"])


def _rules(page: Talk) -> list[str]:
    return [one["id"] for one in _cards(page)]


def _with(name: str, **answers: str) -> Talk:
    page = talk()
    page.done("add", name=name)
    page.answer(**every("never") | answers)
    return page


def _invoice(client: str, due: date, *, disputed: bool = False) -> Invoice:
    return Invoice(
        client=client,
        number=f"{client}-{due}",
        issued=due - timedelta(days=30),
        due=due,
        settled=None,
        total=Money(120_000, "EUR"),
        owed=Money(120_000, "EUR"),
        state=InvoiceState.OPEN,
        disputed=disputed,
    )


def test_with_nothing_to_do_that_is_said_warmly() -> None:
    page = _with("Anna Bakery")
    assert _cards(page) == []
    assert "Nothing needs you" in page.page.body["week"]["nothing"]


def test_a_crossed_line_comes_first_and_leads_to_a_way_out() -> None:
    page = _with("Anna Bakery", illegal="yes")
    page.session.workbook.save_invoices(
        [_invoice("Brightwater", TODAY - timedelta(days=90))], source_file="x"
    )
    page.done("add_names")
    first, second = _cards(page)
    assert (first["id"], first["step"]) == ("safety", "end")
    assert second["id"] == "remind"


def test_an_invoice_is_reminded_of_from_the_seventh_day_on() -> None:
    for days, expected in ((6, []), (7, ["remind"])):
        page = _with("Anna Bakery")
        page.session.workbook.save_invoices(
            [_invoice("Anna Bakery", TODAY - timedelta(days=days))], source_file="x"
        )
        assert _rules(page) == expected


def test_nobody_is_reminded_of_what_is_in_dispute() -> None:
    page = _with("Anna Bakery")
    page.session.workbook.save_invoices(
        [_invoice("Anna Bakery", TODAY - timedelta(days=50), disputed=True)], source_file="x"
    )
    assert _rules(page) == []


def test_a_reminder_names_the_sum_and_the_day_and_leads_to_a_letter() -> None:
    page = _with("Anna Bakery")
    page.session.workbook.save_invoices(
        [_invoice("Anna Bakery", date(2026, 9, 1))], source_file="x"
    )
    (card,) = _cards(page)
    assert "€1,200.00" in card["text"]
    assert "1 September 2026" in card["text"]
    page.done("go", step=card["step"], client=card["client"], letter=card["letter"])
    assert page.page.body["kind"] == "letter"


def test_an_attempt_is_looked_at_when_its_day_has_come() -> None:
    page = _with("Anna Bakery", unclear_goals="often")
    page.done("try", client=page.client, step="goals", day="2026-06-01", note="")
    (card,) = _cards(page)
    assert (card["id"], card["step"]) == ("look_again", "repair")


def test_to_have_looked_at_a_plan_is_no_decision_to_go() -> None:
    page = _with("Anna Bakery")
    client = page.client
    page.done("go", step="end")
    assert _rules(page) == []
    page.done("go", step="end", client=client)
    page.done("tell_on", client=client, day=(TODAY + timedelta(days=3)).isoformat())
    assert _rules(page) == ["plan"]


def test_who_brings_most_and_was_never_asked_about_is_asked_about() -> None:
    page = talk()
    page.file("list.csv", receivables("0042-OAK", 8, 0))
    page.done("add_names")
    (card,) = _cards(page)
    assert (card["id"], card["step"]) == ("ask", "signs")
    assert "100%" in card["text"]


def test_the_answer_that_would_tell_most_is_the_field_it_leads_to() -> None:
    page = talk()
    page.done("add", name="Anna Bakery")
    page.answer(strain="often", haggling="sometimes")
    (card,) = _cards(page)
    assert card["id"] == "next_answer"
    assert card["question"] in page.session.catalog.by_id


def test_there_are_three_things_at_most_and_one_a_client() -> None:
    workbook = Workbook.in_memory()
    fill(workbook, 30, TODAY)
    cards = _cards(talk(workbook, (Step.ALL,)))
    assert len(cards) == 3
    assert len({one["client"] for one in cards}) == 3
