"""What invoices say about paying: counts, levels, and what they must never do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.records.invoices import (
    Evidence,
    arrears,
    clash,
    days_overdue,
    evidence,
    level_of,
    owed,
)
from clientfit.core.records.norms import RecordNorms

TODAY = date(2026, 11, 21)
NORMS = RecordNorms(
    window_days=365,
    grace_days=3,
    minimum=3,
    late_steps=(Fraction(15, 100), Fraction(40, 100), Fraction(80, 100)),
    unpaid_after_days=90,
    assumed_term_days=30,
    unpaid_steps=(Fraction(10, 100), Fraction(40, 100), Fraction(75, 100)),
    disputed_count=False,
    minimum_hours=20,
    unbilled_after_days=60,
    unpaid_hours_steps=(Fraction(1, 10), Fraction(1, 4), Fraction(1, 2)),
    rework_steps=(Fraction(1, 10), Fraction(1, 4), Fraction(1, 2)),
    rework_words=("rework",),
    minimum_messages=20,
    outside_steps=(Fraction(1, 10), Fraction(1, 4), Fraction(1, 2)),
)


def invoice(
    due: date | None,
    *,
    late: int | None = 0,
    state: InvoiceState | None = None,
    issued: date | None = None,
    euros: int = 100,
    currency: str = "EUR",
    disputed: bool = False,
    client: str = "Moss",
) -> Invoice:
    """An invoice paid ``late`` days after its due date; None: not paid."""
    begun = issued or (due or TODAY) - timedelta(days=30)
    state = state or (InvoiceState.OPEN if late is None else InvoiceState.PAID)
    settled = due + timedelta(days=late) if due and late is not None else None
    left = euros * 100 if state is InvoiceState.OPEN else 0
    return Invoice(
        client=client,
        number=f"{begun}-{due}-{late}-{euros}",
        issued=begun,
        due=due,
        settled=settled if state is InvoiceState.PAID else None,
        total=Money(euros * 100, currency),
        owed=Money(left, currency),
        state=state,
        disputed=disputed,
    )


def month(number: int) -> date:
    """A due date in the first months of this year."""
    return date(2026, number, 10)


def late_payment(*invoices: Invoice, norms: RecordNorms = NORMS) -> Evidence:
    return evidence(invoices, thresholds=norms, today=TODAY)[0]


def non_payment(*invoices: Invoice, norms: RecordNorms = NORMS) -> Evidence:
    return evidence(invoices, thresholds=norms, today=TODAY)[1]


def test_the_sentence_has_its_numbers() -> None:
    paid = [invoice(month(each), late=0) for each in (1, 2, 3)]
    late = [invoice(month(4), late=10), invoice(month(5), late=19), invoice(month(6), late=40)]
    found = late_payment(*paid, *late)

    assert (found.judged, found.found, found.median_days) == (6, 3, 19)
    assert (found.since, found.until) == (month(1), month(6))
    assert found.level == 3


@pytest.mark.parametrize(
    ("late", "level"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 3), (7, 3), (8, 4), (10, 4)]
)
def test_the_share_of_late_invoices_gives_the_level(late: int, level: int) -> None:
    days = [20] * late + [0] * (10 - late)
    invoices = [invoice(month(each), late=days[each - 1]) for each in range(1, 11)]

    assert late_payment(*invoices).level == level


def test_below_the_minimum_nothing_is_said_but_the_counts_are_there() -> None:
    found = late_payment(invoice(month(1), late=50), invoice(month(2), late=60))

    assert (found.level, found.judged, found.found) == (None, 2, 2)


def test_no_invoices_say_nothing() -> None:
    for found in evidence([], thresholds=NORMS, today=TODAY):
        assert (found.level, found.judged, found.since, found.until) == (None, 0, None, None)


def test_days_of_grace_are_no_lateness() -> None:
    assert late_payment(*(invoice(month(each), late=3) for each in (1, 2, 3))).level == 0
    assert late_payment(*(invoice(month(each), late=4) for each in (1, 2, 3))).level == 4


def test_an_open_invoice_past_its_due_date_is_late_and_one_before_it_is_not() -> None:
    calm = [invoice(month(each)) for each in (1, 2, 3)]
    overdue = invoice(TODAY - timedelta(days=30), late=None)
    coming = invoice(TODAY + timedelta(days=30), late=None)

    assert late_payment(*calm, overdue, coming).found == 1
    assert late_payment(*calm, overdue, coming).judged == 4


def test_an_old_settled_export_speaks_of_its_own_time() -> None:
    old = [invoice(date(2013, each, 10), late=20) for each in range(1, 9)]
    older = [invoice(date(2011, each, 10), late=0) for each in range(1, 9)]
    found = late_payment(*old, *older)

    assert (found.level, found.judged, found.since) == (4, 8, date(2013, 1, 10))


def test_what_has_no_due_date_is_never_late() -> None:
    undated = [invoice(None, late=None, issued=date(2026, 1, each)) for each in (1, 2, 3)]
    found = late_payment(*undated)

    assert (found.level, found.judged) == (None, 0)


def test_a_paid_invoice_without_the_day_of_payment_is_not_judged() -> None:
    unknown = replace(invoice(month(4)), settled=None)
    found = late_payment(unknown, *(invoice(month(each)) for each in (1, 2, 3)))

    assert found.judged == 3


def test_disputed_invoices_are_told_and_held_against_nobody() -> None:
    fine = [invoice(month(each)) for each in (1, 2, 3)]
    disputed = invoice(month(4), late=None, disputed=True)
    late, unpaid = evidence([*fine, disputed], thresholds=NORMS, today=TODAY)

    assert (late.level, late.disputed) == (0, 1)
    assert (unpaid.level, unpaid.disputed) == (0, 1)
    counting = replace(NORMS, disputed_count=True)
    assert late_payment(*fine, disputed, norms=counting).found == 1


@pytest.mark.parametrize("state", [InvoiceState.CREDIT, InvoiceState.VOID, InvoiceState.DRAFT])
def test_credits_voids_and_drafts_say_nothing(state: InvoiceState) -> None:
    others = [invoice(month(each), late=None, state=state) for each in (1, 2, 3, 4)]

    for found in evidence(others, thresholds=NORMS, today=TODAY):
        assert (found.level, found.judged, found.found) == (None, 0, 0)


def test_what_is_unpaid_long_after_it_was_due_counts_with_its_sums() -> None:
    paid = [invoice(month(each)) for each in (1, 2, 3)]
    unpaid = [
        invoice(month(4), late=None, euros=200),
        invoice(month(5), late=None, euros=300),
        invoice(month(6), late=None, euros=50, currency="USD"),
    ]
    found = non_payment(*paid, *unpaid)

    assert (found.level, found.judged, found.found) == (3, 6, 3)
    assert found.unpaid == (Money(50000, "EUR"), Money(5000, "USD"))
    assert found.median_days == (TODAY - month(5)).days


def test_late_is_not_yet_unpaid() -> None:
    paid = [invoice(month(each)) for each in (1, 2, 3)]
    late = invoice(TODAY - timedelta(days=90), late=None)

    assert non_payment(*paid, late).found == 0
    assert non_payment(*paid, invoice(TODAY - timedelta(days=91), late=None)).found == 1


def test_one_bad_invoice_of_three_is_no_red_line() -> None:
    found = non_payment(invoice(month(1)), invoice(month(2)), invoice(month(3), late=None))

    assert found.level == 2


def test_written_off_counts_as_not_paid() -> None:
    lost = invoice(month(4), late=None, state=InvoiceState.WRITTEN_OFF)
    found = non_payment(*(invoice(month(each)) for each in (1, 2, 3)), lost)

    assert (found.found, found.written_off, found.unpaid) == (1, 1, ())
    assert late_payment(lost).judged == 0


def test_without_a_due_date_the_usual_term_tells_what_is_unpaid() -> None:
    paid = [invoice(month(each)) for each in (1, 2, 3)]
    old = invoice(None, late=None, issued=TODAY - timedelta(days=121))
    recent = invoice(None, late=None, issued=TODAY - timedelta(days=120))

    assert non_payment(*paid, old).found == 1
    assert non_payment(*paid, recent).found == 0


def test_what_is_still_open_is_unpaid_however_old_it_is() -> None:
    paid = [invoice(month(each)) for each in (1, 2, 3)]

    assert non_payment(*paid, invoice(date(2020, 1, 1), late=None)).found == 1


def test_sums_are_kept_apart_by_currency() -> None:
    invoices = [
        invoice(month(1), late=None, euros=10),
        invoice(TODAY + timedelta(days=5), late=None, euros=20),
        invoice(month(2), late=None, euros=5, currency="USD", client="Elm"),
        invoice(month(3), client="Oak"),
    ]

    assert owed(invoices) == {"EUR": Money(3000, "EUR"), "USD": Money(500, "USD")}
    assert arrears(invoices, TODAY) == {"EUR": Money(1000, "EUR"), "USD": Money(500, "USD")}


def test_days_overdue_are_whole_days_and_never_below_zero() -> None:
    assert days_overdue(invoice(month(1), late=-5), TODAY) == 0
    assert days_overdue(invoice(month(1), late=7), TODAY) == 7
    assert days_overdue(invoice(TODAY - timedelta(days=12), late=None), TODAY) == 12
    assert days_overdue(invoice(None, late=None), TODAY) == 0


@pytest.mark.parametrize(
    ("answer", "record", "clashes"),
    [(0, 2, True), (4, 2, True), (1, 2, False), (None, 4, False), (4, None, False), (3, 3, False)],
)
def test_two_levels_apart_is_a_clash(answer: int | None, record: int | None, clashes: bool) -> None:
    assert clash(answer, record, 2) is clashes


# --- what must hold for all invoices ------------------------------------------------------------

PAID = st.builds(
    invoice,
    st.dates(date(2024, 1, 1), TODAY),
    late=st.integers(-20, 200),
    euros=st.integers(1, 9999),
)
OPEN = st.builds(
    invoice, st.dates(date(2024, 1, 1), TODAY), late=st.none(), euros=st.integers(1, 9999)
)
ANY = st.lists(PAID | OPEN, min_size=1, max_size=25)


def later(one: Invoice, days: int | None) -> Invoice:
    """The same invoice paid later, or never."""
    if one.settled is None:
        return one
    if days is None:
        return replace(one, settled=None, state=InvoiceState.OPEN, owed=one.total)
    return replace(one, settled=one.settled + timedelta(days=days))


@given(ANY, st.data())
def test_more_lateness_never_lowers_the_level(invoices: list[Invoice], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(invoices) - 1))
    days = data.draw(st.none() | st.integers(0, 400))
    worse = [later(each, days) if place == at else each for place, each in enumerate(invoices)]
    before = evidence(invoices, thresholds=NORMS, today=TODAY)
    after = evidence(worse, thresholds=NORMS, today=TODAY)

    assert before[0].level is None or after[0].level is not None
    for one, other in zip(before, after, strict=True):
        if one.level is not None and other.level is not None:
            assert other.level >= one.level


@given(ANY, st.randoms())
def test_the_order_of_the_invoices_means_nothing(invoices: list[Invoice], chance: Random) -> None:
    shuffled = list(invoices)
    chance.shuffle(shuffled)

    assert evidence(invoices, thresholds=NORMS, today=TODAY) == evidence(
        shuffled, thresholds=NORMS, today=TODAY
    )


@given(st.integers(0, 60), st.integers(0, 60))
def test_a_level_is_none_below_the_minimum_and_else_from_never_to_always(
    found: int, more: int
) -> None:
    level = level_of(found, found + more, NORMS.late_steps, NORMS.minimum)

    assert (level is None) == (found + more < NORMS.minimum)
    assert level is None or (0 <= level <= 4 and (level == 0) == (found == 0))
