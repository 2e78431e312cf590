"""Who is judged for lateness: one rule, for one client's invoices and for tables of all."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import narwhals as nw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from portfolio_rows import ENGINES, NORMS, NOW, TODAY, YEAR, invoice_columns, invoices

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.portfolio import DaySpan, day_number
from clientfit.core.portfolio.lateness import judged_for_lateness as judged_in_table
from clientfit.core.portfolio.lateness import with_lateness
from clientfit.core.portfolio.money import INVOICES
from clientfit.core.portfolio.table import CLIENT, opened, rows
from clientfit.core.records.invoices import days_overdue, is_late, judged_for_lateness

SLOW = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("engine", list(ENGINES))
@given(bills=st.lists(invoices(), min_size=1, max_size=25), disputed_count=st.booleans())
@SLOW
def test_records_and_tables_judge_the_same_invoices_and_call_the_same_late(
    *, engine: str, bills: list[Invoice], disputed_count: bool
) -> None:
    norms = replace(NORMS, disputed_count=disputed_count)
    span = DaySpan(NOW, NOW)
    table = opened(nw.from_native(ENGINES[engine](invoice_columns(bills))), INVOICES, CLIENT)
    made = judged_in_table(with_lateness(table, span, norms), span, norms, CLIENT)
    in_table = Counter(
        (row["client"], row["currency"], row["state"], row["due"], row["days"], bool(row["late"]))
        for row in rows(made.filter(nw.col("judged") == 1))
    )

    in_records: Counter[tuple[object, ...]] = Counter()
    for client in {bill.client for bill in bills}:
        theirs = [bill for bill in bills if bill.client == client]
        for bill in judged_for_lateness(theirs, norms, TODAY).judged:
            assert bill.due is not None
            days, late = days_overdue(bill, TODAY), is_late(bill, norms, TODAY)
            due = day_number(bill.due)
            in_records[client, bill.total.currency, bill.state.value, due, days, late] += 1
    assert in_table == in_records


def _bill(ago: int, **more: object) -> Invoice:
    """A paid invoice that fell due so many days ago, and was paid on that day."""
    day = TODAY - timedelta(days=ago)
    sums = Money(900, "EUR"), Money(0, "EUR")
    found = Invoice("Moss", f"{ago}", day, day, day, *sums, InvoiceState.PAID)
    return replace(found, **more)  # type: ignore[arg-type]


OPEN = {"state": InvoiceState.OPEN, "settled": None}


@pytest.mark.parametrize(
    ("bill", "judged"),
    [
        (_bill(40), True),
        (_bill(30 + YEAR - 1), True),
        (_bill(30 + YEAR), False),  # a year up to the last that fell due, not up to today
        (_bill(10, **OPEN), True),
        (_bill(-1, **OPEN), False),  # not due yet
        (_bill(10, settled=None), False),  # paid, nobody knows when
        (_bill(40, disputed=True), False),
        (_bill(40, due=None), False),
        (_bill(40, state=InvoiceState.WRITTEN_OFF), False),
        (_bill(40, state=InvoiceState.CREDIT), False),
        (_bill(40, state=InvoiceState.VOID), False),
        (_bill(40, state=InvoiceState.DRAFT), False),
        (_bill(40, total=Money(5, "USD")), True),  # in every currency
    ],
)
def test_what_fell_due_in_the_year_and_ended_on_a_known_day_is_judged(
    bill: Invoice, judged: bool
) -> None:
    found = judged_for_lateness([bill, _bill(30)], NORMS, TODAY)
    assert (bill in found.judged) == judged


@given(st.lists(invoices(), max_size=25))
@SLOW
def test_every_invoice_that_speaks_and_fell_due_in_the_year_is_judged_or_counted_aside(
    bills: list[Invoice],
) -> None:
    theirs = [replace(bill, client="Moss") for bill in bills]
    found = judged_for_lateness(theirs, NORMS, TODAY)
    speaking = [bill for bill in theirs if bill.state in (InvoiceState.OPEN, InvoiceState.PAID)]
    dues = [bill.due for bill in speaking if bill.due and bill.due <= TODAY]
    last = max(dues, default=TODAY)
    among = [due for due in dues if (last - due).days < YEAR]
    assert len(found.judged) + found.disputed + found.unknown_day == len(among)
    assert found.without_due == sum(bill.due is None for bill in speaking)
