"""Facts of a letter that nobody has to type twice, and none that only the person can know."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientfit.app.holidays import free_days
from clientfit.core.ending.plan import Days, payment_day
from clientfit.core.errors import ClientfitError
from clientfit.core.model import Answer, Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.records.invoices import last_due
from clientfit.text.i18n import translator
from clientfit.text.letter.facts import asked, read_facts
from clientfit.text.letter.prefill import (
    KnownFacts,
    Planned,
    invoice_line,
    left_out,
    suggested_facts,
)
from clientfit.text.letter.write import FactKind, load, missing, write

TODAY = date(2026, 11, 21)
EN = translator()
FORMS = load()


def answers(**given: str | None) -> dict[str, Answer]:
    at = datetime(2026, 11, 20, tzinfo=UTC)
    return {id_: Answer(id_, value, "", at) for id_, value in given.items()}


def invoice(number: str, minor: int, currency: str = "EUR") -> Invoice:
    state = InvoiceState.OPEN if minor else InvoiceState.PAID
    total = Money(10000, currency)
    day = date(2026, 9, 1)
    return Invoice("Anna", number, day, day, None, total, Money(minor, currency), state)


def facts(
    *invoices: Invoice, name: str = "", lines: tuple[str, ...] = (), **given: str | None
) -> dict[str, str]:
    return suggested("termination", *invoices, name=name, lines=lines, **given)


def suggested(
    letter: str,
    *invoices: Invoice,
    today: date = TODAY,
    name: str = "",
    lines: tuple[str, ...] = (),
    **given: str | None,
) -> dict[str, str]:
    known = KnownFacts(answers(**given), invoices, lines, today, name)
    return suggested_facts(FORMS[letter], known, EN)


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


def test_a_day_to_pay_is_a_week_before_the_last_day_and_a_week_after_the_telling() -> None:
    # Told on Saturday, 21 November: a week later is a Saturday too, so it is Monday, the 30th.
    assert facts(notice="3", owed="80 EUR")["pay_by"] == "2026-11-30"
    assert facts(notice="30", owed="80 EUR")["pay_by"] == "2026-12-14"


@pytest.mark.parametrize("letter", ["termination", "call_end"])
def test_nobody_is_asked_to_pay_before_an_invoice_is_due(letter: str) -> None:
    soon = replace(invoice("8", 5000), due=date(2026, 12, 20))  # a Sunday
    disputed = replace(invoice("9", 5000), due=date(2027, 2, 1), disputed=True)
    assert suggested(letter, soon, notice="7")["pay_by"] == "2026-12-21"
    assert suggested(letter, soon, invoice("7", 5000), notice="7")["pay_by"] == "2026-12-21"
    assert suggested(letter, soon, disputed, notice="7")["pay_by"] == "2026-12-21"
    assert suggested(letter, invoice("7", 5000), notice="7")["pay_by"] == "2026-11-30"


@given(notice=st.integers(0, 1000), owed=st.integers(0, 10**6))
def test_the_one_reason_and_the_name_are_left_to_the_person(notice: int, owed: int) -> None:
    form = FORMS["termination"]
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
    assert str(money) == text


def test_where_invoices_are_often_never_paid_the_letter_about_the_sum_is_suggested() -> None:
    assert facts(non_payment="often", owed="80 EUR")["setting"] == "after_non_payment"
    assert facts(non_payment="often", owed="0 EUR")["setting"] == "ordinary"
    assert facts(non_payment="sometimes", owed="80 EUR")["setting"] == "ordinary"
    assert facts(non_payment="always", owed="80 EUR", abuse="always")["setting"] == "after_abuse"


def test_a_script_is_never_suggested_for_what_it_does_not_offer() -> None:
    assert "setting" not in suggested("call_end", abuse="always")
    assert "channel" not in suggested("hours", channel="in_person")
    assert suggested("hours", channel="chat")["channel"] == "chat"
    assert suggested("talk", channel="in_person")["way"] == "in_person"


@pytest.mark.parametrize(
    ("due", "owed", "line"),
    [
        (date(2026, 11, 7), 86000, "2026-017 of 3 May 2026, €860.00, 14 days overdue"),
        (date(2026, 11, 20), 86000, "2026-017 of 3 May 2026, €860.00, 1 day overdue"),
        (date(2026, 11, 21), 86000, "2026-017 of 3 May 2026, €860.00, due on 21 November 2026"),
        (None, 86000, "2026-017 of 3 May 2026, €860.00"),
        (
            date(2026, 11, 7),
            40000,
            "2026-017 of 3 May 2026, €400.00 open of €860.00, 14 days overdue",
        ),
    ],
)
def test_an_invoice_is_one_line_with_what_is_open_and_since_when(due, owed, line) -> None:
    one = Invoice(
        "Anna", "2026-017", date(2026, 5, 3), due, None,
        Money(86000, "EUR"), Money(owed, "EUR"), InvoiceState.OPEN,
    )  # fmt: skip
    assert invoice_line(one, TODAY, EN) == line


def test_an_invoice_without_number_or_currency_is_still_a_line() -> None:
    one = invoice("", 10000, "XXX")
    assert invoice_line(one, TODAY, EN) == "Invoice of 1 September 2026, 100.00, 81 days overdue"


def later(number: str, minor: int) -> Invoice:
    return replace(invoice(number, minor), issued=date(2026, 11, 1), due=date(2026, 12, 1))


def test_a_statement_lists_all_that_is_open_and_a_pause_only_what_is_overdue() -> None:
    found = suggested("statement", later("8", 5000), invoice("7", 10000))
    assert found["stage"] == "reminder"
    assert [line.split()[0] for line in found["invoice_lines"].splitlines()] == ["7", "8"]
    assert (found["owed_sum"], found["overdue_sum"]) == ("150.00 EUR", "100.00 EUR")
    pause = suggested("pause", later("8", 5000), invoice("7", 10000))
    assert [line.split()[0] for line in pause["overdue_lines"].splitlines()] == ["7"]
    assert pause["overdue_sum"] == "100.00 EUR"


def test_a_statement_of_what_is_not_yet_due_reminds_nobody() -> None:
    found = suggested("statement", later("8", 5000))
    assert found["stage"] == "account"
    assert "overdue_sum" not in found
    assert "stage" not in suggested("statement")


def test_beside_a_list_of_invoices_the_sum_is_theirs() -> None:
    assert suggested("statement", invoice("7", 5000), owed="80 EUR")["owed_sum"] == "50.00 EUR"
    assert suggested("statement", owed="80 EUR")["owed_sum"] == "80 EUR"


def test_a_day_to_act_falls_on_no_weekend_and_terms_begin_with_a_month() -> None:
    saturday = date(2026, 11, 21)
    assert suggested("statement", today=saturday)["pay_by"] == "2026-11-30"
    assert suggested("goals", today=saturday)["reply_by"] == "2026-11-30"
    assert suggested("hours", today=saturday)["start_on"] == "2026-11-23"
    assert suggested("terms", today=saturday)["from_date"] == "2027-01-01"
    assert suggested("terms", today=date(2026, 11, 17))["from_date"] == "2026-12-01"
    assert suggested("terms", today=date(2026, 11, 18))["from_date"] == "2027-01-01"


@pytest.mark.parametrize("letter", ["statement", "pause", "termination", "call_end"])
def test_a_disputed_invoice_stands_in_no_letter_and_no_sum_and_that_is_told(letter: str) -> None:
    calm, disputed = invoice("7", 10000), replace(invoice("D1", 50000), disputed=True)
    found = suggested(letter, calm, disputed)
    assert not [text for text in found.values() if "D1" in text or "600" in text or "500" in text]
    assert {found[id_] for id_ in ("owed_sum", "overdue_sum") if id_ in found} == {"100.00 EUR"}
    known = KnownFacts({}, (calm, disputed), (), TODAY, "")
    (told,) = left_out(asked(FORMS[letter], found), known, EN).values()
    assert told.startswith("1 disputed invoice is left out here.")
    calm_only = KnownFacts({}, (calm,), (), TODAY, "")
    assert left_out(asked(FORMS[letter], found), calm_only, EN) == {}


def test_where_all_that_is_open_is_disputed_nobody_is_reminded() -> None:
    disputed = replace(invoice("D1", 50000), disputed=True)
    found = suggested("statement", disputed)
    assert found.keys().isdisjoint({"stage", "invoice_lines", "owed_sum", "overdue_sum"})
    assert "owes" not in facts(disputed)
    known = KnownFacts({}, (disputed,), (), TODAY, "")
    assert set(left_out(asked(FORMS["termination"], facts(disputed)), known, EN)) == {"owes"}


def test_a_letter_that_speaks_of_no_money_says_nothing_of_disputes() -> None:
    known = KnownFacts({}, (replace(invoice("D1", 50000), disputed=True),), (), TODAY, "")
    assert left_out(FORMS["hours"].facts, known, EN) == {}


@st.composite
def invoices(draw: st.DrawFn) -> Invoice:
    currency = draw(st.sampled_from(["EUR", "JPY", "KWD", "RSD", "XXX"]))
    total = draw(st.integers(1, 10**9))
    state = draw(st.sampled_from(InvoiceState))
    still = draw(st.integers(0, total)) if state is InvoiceState.OPEN else 0
    issued = draw(st.dates(date(2024, 1, 1), TODAY))
    due = draw(st.none() | st.dates(date(2024, 1, 1), date(2027, 1, 1)))
    money = Money(total, currency), Money(still, currency)
    number, disputed = draw(st.text(max_size=8)), draw(st.booleans())
    return Invoice("Anna", number, issued, due, None, *money, state, disputed)


@pytest.mark.parametrize("letter", FORMS)
@settings(deadline=None, max_examples=30)
@given(data=st.data())
def test_what_is_suggested_can_be_read_and_leaves_the_rest_to_the_person(letter, data) -> None:
    """All that keeps the letter from being written is absent; nothing that is there is wrong."""
    form = FORMS[letter]
    found = suggested(
        letter,
        *data.draw(st.lists(invoices(), max_size=4)),
        today=data.draw(st.dates(date(2024, 1, 1), date(2030, 1, 1))),
        name=data.draw(st.sampled_from(["", "Sam Okoro"])),
        notice=data.draw(st.none() | st.integers(0, 1000).map(str)),
        owed=data.draw(st.none() | st.sampled_from(["0 EUR", "12.50 RSD", "80.00 EUR"])),
        channel=data.draw(st.none() | st.sampled_from(["email", "phone", "chat", "in_person"])),
        non_payment=data.draw(st.none() | st.sampled_from(["never", "always"])),
        undelivered=data.draw(st.none() | st.sampled_from(["", "the index\nthe cover"])),
    )
    asks = {form.fact(id_).ask for id_ in missing(form, found)}
    try:
        read_facts(form, found)
    except ClientfitError as error:
        assert {fault.what for fault in error.faults} == {"is needed"}
        assert len(error.faults) == len(asks)
    else:
        assert write(form, found).words
    # What must be true, or is theirs to promise, is never filled in for them.
    assert {"their_name", "reason", "fee", "topic", "kept_until", "back_within"}.isdisjoint(found)


#: Days on which somebody is asked to act.
ASKED_FOR = frozenset(
    ("pay_by", "reply_by", "day", "look_again", "start_on", "resume_from", "questions_until")
)
FREE = st.sampled_from(["", "GB", "NL", "PL", "US", "SA"]).map(
    lambda country: free_days(country, 2024, 2034)
)


@pytest.mark.parametrize("letter", FORMS)
@settings(deadline=None, max_examples=40)
@given(data=st.data())
def test_no_day_that_is_proposed_is_over_and_nobody_has_to_act_on_a_free_one(letter, data) -> None:
    today = data.draw(st.dates(date(2024, 1, 1), date(2030, 1, 1)))
    told = today + timedelta(days=data.draw(st.integers(-400, 400)))
    owing = tuple(data.draw(st.lists(invoices(), max_size=3)))
    free = data.draw(FREE)
    days = Days.of(today, told, data.draw(st.integers(0, 90)), last_due(owing))
    plan = Planned(days.end, payment_day(days, free))
    known = KnownFacts(
        answers(), owing, (), today, "", data.draw(st.sampled_from([plan, None])), free
    )
    found = suggested_facts(FORMS[letter], known, EN)
    kinds = {fact.id: fact.kind for fact in FORMS[letter].facts}
    days_found = {
        id_: date.fromisoformat(text) for id_, text in found.items() if kinds[id_] is FactKind.DATE
    }
    assert all(day >= today for day in days_found.values())
    assert not [id_ for id_ in ASKED_FOR & set(days_found) if days_found[id_] in free]
    if known.plan and {"pay_by", "end_date"} <= set(days_found):
        assert days_found["pay_by"] == plan.pay_by
