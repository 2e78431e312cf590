"""The portfolio as a whole: what an hour brings."""

from __future__ import annotations

from clientfit.core.portfolio import (
    Ageing,
    HourlyRate,
    HoursMeasures,
    MoneyMeasures,
    hourly_rates,
)


def money(client: str, income: int, *, currency: str = "EUR", owed: int = 0, overdue: int = 0,
          whose: tuple[str, ...] = ()) -> MoneyMeasures:  # fmt: skip
    return MoneyMeasures(
        client=client, currency=currency, invoices=1, income=income, income_before=0,
        income_share=0.0, paid=0, written_off=0, owed=owed, overdue=overdue,
        ageing=Ageing(owed - overdue, overdue, 0, 0, 0), judged=0, late=0, days_late=None,
        days_late_before=None, days_late_lately=None, term=None, dso=None, trend=None, whose=whose,
    )  # fmt: skip


def hours(client: str, seconds: int, unpaid: int = 0) -> HoursMeasures:
    return HoursMeasures(client, seconds, unpaid, 0.0)


# --- what an hour brings ------------------------------------------------------------------------


def test_unpaid_hours_count_in_what_an_hour_brings() -> None:
    rates = hourly_rates([money("Moss", 100_000)], [hours("Moss", 20 * 3600, 4 * 3600)])

    assert rates == (HourlyRate("Moss", "EUR", effective=5_000, of_paid_hours=6_250),)


def test_each_currency_has_its_own_rate_by_the_same_hours() -> None:
    rates = hourly_rates(
        [money("Moss", 3_600), money("Moss", 7_200, currency="USD")], [hours("Moss", 7200)]
    )

    assert [(one.currency, one.effective) for one in rates] == [("EUR", 1_800), ("USD", 3_600)]


def test_without_hours_or_income_there_is_no_rate() -> None:
    assert hourly_rates([money("Moss", 100), money("Elm", 0)], [hours("Elm", 9)]) == ()


def test_where_no_hour_is_paid_only_the_effective_rate_is_left() -> None:
    rates = hourly_rates([money("Moss", 100)], [hours("Moss", 3600, 3600)])

    assert (rates[0].effective, rates[0].of_paid_hours) == (100, None)


def test_hours_of_another_portfolio_do_not_count() -> None:
    assert hourly_rates([money("Moss", 100, whose=("Ada",))], [hours("Moss", 3600)]) == ()
