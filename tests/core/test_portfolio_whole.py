"""The portfolio as a whole: on whom the income hangs, and what an hour brings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.portfolio import (
    Ageing,
    HourlyRate,
    HoursMeasures,
    MoneyMeasures,
    concentration,
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


# --- concentration ------------------------------------------------------------------------------


def test_the_largest_share_and_its_index_are_told_by_currency() -> None:
    found = concentration(
        [money("Moss", 50), money("Elm", 25), money("Oak", 25), money("Elm", 9, currency="USD")]
    )

    assert [(one.currency, one.client, one.share, one.index) for one in found] == [
        ("EUR", "Moss", 0.5, 0.375),
        ("USD", "Elm", 1.0, 1.0),
    ]


def test_clients_without_income_weigh_nothing() -> None:
    found = concentration([money("Moss", 50), money("Elm", 0), money("Oak", -10)])

    assert [(one.share, one.clients) for one in found] == [(1.0, 1)]
    assert concentration([money("Moss", 0)]) == ()


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=20))
def test_the_index_lies_between_even_shares_and_one(incomes: list[int]) -> None:
    found = concentration([money(str(at), income) for at, income in enumerate(incomes)])[0]

    assert 1 / len(incomes) - 1e-12 <= found.index <= 1
    assert found.index <= found.share + 1e-12


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
