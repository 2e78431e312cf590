"""The portfolio as a whole: who takes most, on whom the income hangs, who owes, what an hour is."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.portfolio import (
    Ageing,
    HourlyRate,
    HoursMeasures,
    MoneyMeasures,
    concentration,
    hourly_rates,
    owing,
    pareto,
)

PART = Fraction(4, 5)


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


# --- Pareto -------------------------------------------------------------------------------------


def test_the_fewest_clients_who_take_four_fifths_are_named_with_what_they_bring() -> None:
    takes = {"Moss": 50, "Elm": 30, "Oak": 15, "Ash": 5, "Fir": 0}
    found = pareto(takes, {"Moss": 10, "Elm": 20, "Oak": 30, "Ash": 40}, PART)

    assert found.takers == ("Moss", "Elm")
    assert (found.taken, found.brought) == (0.8, 0.3)
    assert (found.few, found.clients, len(found.steps)) == (2, 5, 4)
    assert (found.steps[-1].takes, found.steps[-1].brings) == (1.0, 1.0)


def test_four_fifths_less_a_hair_need_one_more() -> None:
    assert pareto({"Moss": 79, "Elm": 11, "Oak": 10}, {}, PART).takers == ("Moss", "Elm")


def test_where_nobody_takes_anything_nobody_is_named() -> None:
    found = pareto({"Moss": 0}, {"Moss": 5}, PART)

    assert (found.takers, found.taken, found.brought, found.steps) == ((), 0.0, None, ())


def test_one_client_takes_all() -> None:
    found = pareto({"Moss": 3}, {"Moss": 5, "Elm": 5}, PART)

    assert (found.takers, found.taken, found.brought) == (("Moss",), 1.0, 0.5)


def test_credits_bring_nothing_and_no_income_brings_no_share() -> None:
    assert pareto({"Moss": 3}, {"Moss": -5}, PART).brought is None
    assert pareto({"Moss": 3}, {"Moss": -5, "Elm": 9}, PART).brought == 0.0


WEIGHTS = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 9), max_size=6)


@given(WEIGHTS, WEIGHTS)
def test_no_smaller_set_takes_as_much(takes: dict[str, int], brings: dict[str, int]) -> None:
    found = pareto(takes, brings, PART)
    needed = PART * sum(takes.values())
    smallest = min(
        (
            size
            for size in range(len(takes) + 1)
            for those in combinations(takes, size)
            if sum(takes[one] for one in those) >= needed
        ),
        default=0,
    )

    assert found.few == smallest
    assert [step.takes for step in found.steps] == sorted(step.takes for step in found.steps)


@given(WEIGHTS, WEIGHTS, st.randoms())
def test_the_order_they_come_in_means_nothing(
    takes: dict[str, int], brings: dict[str, int], chance: object
) -> None:
    backwards = dict(reversed(list(takes.items())))
    assert pareto(takes, brings, PART) == pareto(backwards, brings, PART)


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


# --- who owes -----------------------------------------------------------------------------------


def test_who_owes_is_named_most_overdue_first_and_currencies_stay_apart() -> None:
    found = owing(
        [
            money("Moss", 0, owed=90, overdue=10),
            money("Elm", 0, owed=20, overdue=20),
            money("Oak", 9),
            money("Ash", 0, owed=1, currency="CHF"),
        ]
    )

    assert [(one.currency, one.client) for one in found] == [
        ("CHF", "Ash"), ("EUR", "Elm"), ("EUR", "Moss"),
    ]  # fmt: skip


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
