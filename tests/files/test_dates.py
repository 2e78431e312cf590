"""The order of day and month, decided on all dates of a file together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from clientfit.files.importers.values.dates import DatedRow, Numeric, Order, decide, resolve, scan

ORDERS = {Order.DAY_FIRST: "%d/%m/%Y", Order.MONTH_FIRST: "%m/%d/%Y"}


def no_month(name: str) -> int | None:
    """No month has a name here."""
    return None


def rows(order: Order, *pairs: tuple[date, date | None]) -> list[DatedRow]:
    """Invoices with an issue and a due date, written in one order."""

    def written(day: date | None) -> date | Numeric | None:
        return scan(day.strftime(ORDERS[order]), no_month) if day else None

    return [DatedRow(written(issued), written(due), None) for issued, due in pairs]


DAYS = st.dates(date(2001, 1, 1), date(2060, 12, 31))


@given(st.sampled_from(list(ORDERS)), st.lists(DAYS, min_size=1), DAYS)
def test_a_day_above_twelve_decides_for_all(order: Order, days: list[date], one: date) -> None:
    assume(one.day > 12)

    assert decide(rows(order, *((day, None) for day in [*days, one]))) is order


@given(st.sampled_from(list(ORDERS)), st.lists(st.tuples(DAYS, st.integers(0, 90)), max_size=30))
def test_a_decided_order_is_never_the_wrong_one(
    order: Order, terms: list[tuple[date, int]]
) -> None:
    pairs = [(issued, issued + timedelta(days=term)) for issued, term in terms]
    decided = decide(rows(order, *pairs))

    assert decided in (order, Order.OPEN, Order.ANY)


@pytest.mark.parametrize("order", list(ORDERS))
def test_invoices_that_would_be_due_before_their_issue_decide(order: Order) -> None:
    # Read the other way around, 3 April to 2 May would run from 4 March to 5 February.
    assert decide(rows(order, (date(2026, 4, 3), date(2026, 5, 2)))) is order


def test_early_payments_alone_do_not_decide_unless_they_are_nearly_all() -> None:
    read = [scan(text, no_month) for text in ("03/04/2026", "02/05/2026")]
    row = DatedRow(issued=read[0], due=None, settled=read[1])
    calm = DatedRow(issued=read[0], due=None, settled=scan("03/05/2026", no_month))

    assert decide([row]) is Order.DAY_FIRST
    assert decide([row, *[calm] * 9]) is Order.OPEN


def test_equal_day_and_month_need_no_order() -> None:
    assert decide([DatedRow(scan("05/05/2026", no_month), None, None)]) is Order.ANY


def test_a_file_without_numeric_dates_needs_no_order() -> None:
    assert decide([DatedRow(date(2026, 1, 2), None, None)]) is Order.ANY


def test_dates_that_exclude_each_other_are_mixed() -> None:
    texts = ("20/01/2026", "01/20/2026")

    assert decide(DatedRow(scan(text, no_month), None, None) for text in texts) is Order.MIXED


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("soon", "not a date"),
        ("", "not a date"),
        ("12.00", "not a date"),
        ("2026-02-30", "no such day"),
        ("2 Octember 2026", "not a date"),
        ("0001-01-01", "outside"),
        ("46037", "not a date"),
        ("1/2-2026", "not a date"),
    ],
)
def test_what_is_no_date_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        scan(text, no_month)


def test_a_day_that_neither_order_knows_is_refused_when_it_is_read() -> None:
    with pytest.raises(ValueError, match="no such day"):
        resolve(scan("13/13/2026", no_month), day_first=True)


@pytest.mark.parametrize(("text", "year"), [("1/2/26", 2026), ("1/2/69", 2069), ("1/2/70", 1970)])
def test_years_of_two_digits_are_of_our_time(text: str, year: int) -> None:
    assert resolve(scan(text, no_month), day_first=True) == date(year, 2, 1)


@given(
    st.sampled_from(list(ORDERS)),
    st.lists(st.tuples(DAYS, st.integers(0, 2)), min_size=1, max_size=20),
)
def test_work_that_ends_some_midnights_later_decides_and_never_wrongly(
    order: Order, stretches: list[tuple[date, int]]
) -> None:
    dated = rows(order, *((day, day + timedelta(days=nights)) for day, nights in stretches))
    decided = decide(
        replace(row, span=nights) for row, (_, nights) in zip(dated, stretches, strict=True)
    )

    assert decided in (order, Order.ANY, Order.OPEN)
    if any(nights and day.day != day.month for day, nights in stretches):
        assert decided is not Order.OPEN
