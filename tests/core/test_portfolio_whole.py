"""The portfolio as a whole: what an hour brings."""

from __future__ import annotations

from datetime import date

import pytest
from portfolio_rows import ENGINES, NORMS, Engine, Hour, hour_columns, invoice_columns

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.portfolio import (
    Ageing,
    HourlyRate,
    HoursMeasures,
    MoneyMeasures,
    Records,
    day_number,
    day_of,
    hourly_rates,
    shared,
    shared_rates,
    span_of,
)


def money(client: str, income: int, *, currency: str = "EUR", owed: int = 0, overdue: int = 0,
          of_year: int = 0, whose: tuple[str, ...] = ()) -> MoneyMeasures:  # fmt: skip
    return MoneyMeasures(
        client=client, currency=currency, invoices=1, income=income, income_before=0,
        income_share=0.0, paid=0, written_off=0, owed=owed, overdue=overdue,
        overdue_of_year=of_year, longest=0,
        ageing=Ageing(owed - overdue, overdue, 0, 0, 0), judged=0, judged_paid=0,
        late=0, days_late=None, days_late_before=None, days_late_lately=None, term=None,
        dso=None, trend=None, whose=whose,
    )  # fmt: skip


def hours(client: str, seconds: int, unpaid: int = 0) -> HoursMeasures:
    return HoursMeasures(client, seconds, unpaid, 0.0)


# --- what an hour brings ------------------------------------------------------------------------


def test_unpaid_hours_count_in_what_an_hour_brings() -> None:
    rates = hourly_rates([money("Moss", 100_000)], [hours("Moss", 20 * 3600, 4 * 3600)])

    assert rates == (
        HourlyRate(
            "Moss",
            "EUR",
            effective=5_000,
            of_paid_hours=6_250,
            seconds=72_000,
            unpaid_seconds=14_400,
        ),
    )


def test_each_currency_has_its_own_rate_by_the_same_hours() -> None:
    rates = hourly_rates(
        [money("Moss", 3_600), money("Moss", 7_200, currency="USD")], [hours("Moss", 7200)]
    )

    assert [(one.currency, one.effective) for one in rates] == [("EUR", 1_800), ("USD", 3_600)]


def test_an_hour_of_somebody_who_does_not_pay_brings_nothing() -> None:
    rates = hourly_rates([money("Moss", 100_000, of_year=100_000)], [hours("Moss", 36_000)])

    assert (rates[0].effective, rates[0].of_paid_hours) == (0, 0)


def test_without_hours_or_income_there_is_no_rate() -> None:
    assert hourly_rates([money("Moss", 100), money("Elm", 0)], [hours("Elm", 9)]) == ()


def test_where_no_hour_is_paid_only_the_effective_rate_is_left() -> None:
    rates = hourly_rates([money("Moss", 100)], [hours("Moss", 3600, 3600)])

    assert (rates[0].effective, rates[0].of_paid_hours) == (100, None)


def test_hours_of_another_portfolio_do_not_count() -> None:
    assert hourly_rates([money("Moss", 100, whose=("Ada",))], [hours("Moss", 3600)]) == ()


def _bill(issued: date, minor: int) -> Invoice:
    paid = Money(0, "GBP")
    return Invoice(
        "Moss", f"{issued}", issued, issued, issued, Money(minor, "GBP"), paid, InvoiceState.PAID
    )


def _records(engine: Engine, bills: list[date], work: list[date]) -> Records:
    invoices = [_bill(day, 120_000) for day in bills]
    hours = [Hour("Moss", day_number(day), 7200, None, None) for day in work]
    return Records(engine(invoice_columns(invoices)), engine(hour_columns(hours)))


@pytest.mark.parametrize("engine", ENGINES.values(), ids=list(ENGINES))
def test_an_hour_is_set_beside_the_money_of_its_own_time_only(engine: Engine) -> None:
    today = date(2026, 10, 1)
    bills = [date(2026, month, 28) for month in range(3, 9)]
    records = _records(engine, bills, [date(2026, 8, 3), date(2026, 8, 20), date(2026, 9, 2)])
    span = span_of(today, records)

    days = shared(records, span=span, norms=NORMS)
    assert days is not None
    assert [day_of(one) for one in days] == [date(2026, 8, 1), date(2026, 8, 31)]
    (rate,) = shared_rates(records, days, span=span, norms=NORMS)
    assert (rate.seconds, rate.effective) == (14_400, 30_000)


def test_records_that_reach_through_the_year_share_all_of_it() -> None:
    days = [date(2025, 1, 5), date(2026, 9, 30)]
    records = _records(ENGINES["pandas"], days, days)
    span = span_of(date(2026, 10, 1), records)

    assert shared(records, span=span, norms=NORMS) == (span.as_of - 364, span.as_of)


def test_hours_and_invoices_that_never_meet_give_no_rate() -> None:
    span_rows = _records(ENGINES["pandas"], [date(2026, 3, 1)], [date(2026, 9, 1)])
    span = span_of(date(2026, 10, 1), span_rows)

    assert shared(span_rows, span=span, norms=NORMS) is None
    assert shared(Records(), span=span, norms=NORMS) is None
