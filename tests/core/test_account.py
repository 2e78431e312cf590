"""How a client stands with what they owe: the person's word, and the records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.records.account import (
    days_to_remind,
    in_dispute,
    is_owed,
    is_settled,
    overdue,
    pays,
)

DAY = date(2026, 11, 1)
OPEN = Invoice("Moss", "1", DAY, DAY, None, Money(900, "EUR"), Money(900, "EUR"), InvoiceState.OPEN)
PAID = replace(OPEN, number="2", settled=DAY, owed=Money(0, "EUR"), state=InvoiceState.PAID)
LOST = replace(PAID, number="3", settled=None, state=InvoiceState.WRITTEN_OFF)


@pytest.mark.parametrize(
    ("said", "invoices", "owed", "settled"),
    [
        (None, (), False, False),  # nobody knows
        (None, (PAID,), False, True),
        (None, (PAID, OPEN), True, False),
        ("0 EUR", (OPEN,), False, True),  # the person's word comes first
        ("0.00 EUR", (), False, True),
        ("0.50 EUR", (PAID,), True, False),
    ],
)
def test_the_persons_word_on_what_is_owed_comes_before_the_records(
    said: str | None, invoices: tuple[Invoice, ...], owed: bool, settled: bool
) -> None:
    assert is_owed(said, invoices) == owed
    assert is_settled(said, invoices) == settled


@pytest.mark.parametrize(
    ("non_payment", "invoices", "paid"),
    [
        ((0, 0), (), True),  # they say so
        ((0, 0), (LOST,), True),
        ((0, 4), (), False),
        ((0, 4), (OPEN,), False),
        ((0, 4), (PAID, OPEN), True),
        ((1, 1), (PAID, LOST), False),
    ],
)
def test_all_was_paid_where_they_say_so_or_something_was_and_nothing_was_lost(
    non_payment: tuple[int, int], invoices: tuple[Invoice, ...], paid: bool
) -> None:
    assert pays(non_payment, invoices) == paid


def test_only_what_is_open_is_in_dispute() -> None:
    disputed = replace(OPEN, disputed=True)
    nothing_left = replace(disputed, owed=Money(0, "EUR"))
    assert in_dispute((OPEN, disputed, nothing_left, replace(PAID, disputed=True))) == (disputed,)


@pytest.mark.parametrize(
    ("ages", "disputed", "days"),
    [
        ((), (), None),
        ((6,), (), None),  # a week is orderly, the first day is sharp
        ((7,), (), 7),
        ((3, 40), (), 40),
        ((3, 40), (40,), None),  # what is in dispute is no ground
        ((9, 40), (40,), 9),
        ((-5,), (), None),
    ],
)
def test_the_oldest_that_is_overdue_and_not_in_dispute_is_a_ground_to_remind(
    ages: tuple[int, ...], disputed: tuple[int, ...], days: int | None
) -> None:
    bills = [
        replace(OPEN, number=f"{age}", due=DAY - timedelta(days=age), disputed=age in disputed)
        for age in ages
    ]
    assert days_to_remind([*bills, PAID, replace(OPEN, due=None)], DAY, 7) == days
    assert len(overdue(bills, DAY)) == sum(age > 0 for age in ages)
