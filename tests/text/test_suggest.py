"""Facts of a letter that nobody has to type twice, and none that only the person can know."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.model import Answer, Invoice, InvoiceState, Money
from clientfit.text.letters import load, missing
from clientfit.text.suggest import suggested_facts, sum_text

TODAY = date(2026, 11, 21)


def answers(**given: str | None) -> dict[str, Answer]:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return {id_: Answer(id_, value, "", at) for id_, value in given.items()}


def invoice(number: str, minor: int, currency: str = "EUR") -> Invoice:
    state = InvoiceState.OPEN if minor else InvoiceState.PAID
    total = Money(10000, currency)
    day = date(2026, 9, 1)
    return Invoice("Anna", number, day, day, None, total, Money(minor, currency), state)


def facts(*invoices: Invoice, name: str = "", lines: tuple[str, ...] = (), **given: str | None):
    return suggested_facts(answers(**given), invoices, lines, TODAY, name)


def test_from_nothing_follow_only_a_friendly_letter_and_a_fair_day() -> None:
    assert facts() == {"setting": "ordinary", "end_date": "2026-12-21"}


def test_the_notice_of_the_contract_gives_the_last_day() -> None:
    assert facts(notice="7")["end_date"] == "2026-11-28"
    assert facts(notice=None)["end_date"] == "2026-12-21"
    assert facts(notice="0")["end_date"] == "2026-11-21"


@pytest.mark.parametrize(
    ("found", "setting"),
    [
        (facts(abuse="often"), "after_abuse"),
        (facts(abuse="always"), "after_abuse"),
        (facts(abuse="sometimes"), "ordinary"),
        (facts(lines=("threats",)), "after_abuse"),
    ],
)
def test_after_abuse_the_short_letter_is_suggested(found: dict[str, str], setting: str) -> None:
    assert found["setting"] == setting


def test_what_the_person_says_is_owed_stands_before_the_records() -> None:
    assert facts(invoice("7", 5000), owed="80 EUR")["owed_sum"] == "80 EUR"
    assert facts(invoice("7", 5000))["owed_sum"] == "50.00 EUR"


@pytest.mark.parametrize("said", ["0 EUR", "0.00 EUR"])
def test_nothing_owed_is_nothing_to_name(said: str) -> None:
    assert "owes" not in facts(invoice("7", 5000), owed=said)


def test_open_invoices_are_listed_and_paid_ones_are_not() -> None:
    found = facts(invoice("7", 5000), invoice("8", 0), invoice("9", 100))
    assert found["invoices"] == "7\n9"
    assert found["owed_sum"] == "51.00 EUR"


def test_two_currencies_are_never_made_one_sum() -> None:
    assert "owed_sum" not in facts(invoice("7", 5000), invoice("8", 5000, "CHF"))
    assert "owed_sum" not in facts(invoice("7", 5000, "XXX"))


def test_a_day_to_pay_is_never_before_today() -> None:
    assert facts(notice="3", owed="80 EUR")["pay_by"] == "2026-11-21"
    assert facts(notice="30", owed="80 EUR")["pay_by"] == "2026-12-14"


@given(notice=st.integers(0, 1000), owed=st.integers(0, 10**6))
def test_the_one_reason_and_the_name_are_left_to_the_person(notice: int, owed: int) -> None:
    form = load()["termination"]
    found = facts(notice=str(notice), owed=f"{owed}.00 EUR", name="Sam")
    assert set(found) <= {fact.id for fact in form.facts}
    assert {"their_name", "reason"} <= set(missing(form, found))


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(125000, "EUR"), "1250.00 EUR"),
        (Money(45000, "JPY"), "45000 JPY"),
        (Money(120500, "KWD"), "120.500 KWD"),
        (Money(5, "EUR"), "0.05 EUR"),
    ],
)
def test_a_sum_is_written_with_the_decimals_of_its_currency(money: Money, text: str) -> None:
    assert sum_text(money) == text
