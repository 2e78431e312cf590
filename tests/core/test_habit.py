"""How a client pays as a rule, from what is measured of their invoices."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portfolio_rows import NORMS, PLAIN

from clientfit.core.portfolio.habit import Lag, lag, not_paying, owing, punctual
from clientfit.core.portfolio.measures import MoneyMeasures

GRACE, LONG = NORMS.grace_days, NORMS.unpaid_after_days
PAYER = replace(PLAIN, judged=4, judged_paid=4, days_late=0, income=400, paid=400)


@pytest.mark.parametrize(
    ("money", "expected", "on_time"),
    [
        (PLAIN, None, False),  # nothing speaks about it
        (PAYER, (Lag.LATE, 0), True),
        (replace(PAYER, days_late=GRACE), (Lag.LATE, GRACE), True),
        (replace(PAYER, days_late=GRACE + 1), (Lag.LATE, GRACE + 1), False),
        (replace(PAYER, longest=LONG), (Lag.LATE, 0), True),
        (replace(PAYER, longest=LONG + 1), (Lag.OPEN, LONG + 1), False),
        (replace(PAYER, longest=9, overdue_of_year=200, paid=200), (Lag.LATE, 0), True),
        (replace(PAYER, longest=9, overdue_of_year=201, paid=199), (Lag.OPEN, 9), False),
        (replace(PAYER, judged_paid=0, days_late=9, longest=9), (Lag.NEVER, 9), False),
        (replace(PAYER, judged_paid=0, days_late=0), None, False),  # nothing is overdue yet
    ],
)
def test_days_late_or_open_tell_how_a_client_pays(
    money: MoneyMeasures, expected: tuple[Lag, int] | None, on_time: bool
) -> None:
    assert lag(money, NORMS) == expected
    assert punctual(money, NORMS) == on_time


@given(
    judged=st.integers(0, 3),
    judged_paid=st.integers(0, 3),
    days=st.none() | st.integers(0, 200),
    longest=st.integers(0, 200),
    overdue=st.integers(0, 3),
    paid=st.integers(0, 3),
)
def test_nobody_who_owes_for_long_or_pays_nothing_is_punctual(
    *, judged: int, judged_paid: int, days: int | None, longest: int, overdue: int, paid: int
) -> None:
    money = replace(
        PLAIN,
        judged=judged,
        judged_paid=judged_paid,
        days_late=days,
        longest=longest,
        overdue_of_year=overdue,
        paid=paid,
    )
    assert not (owing(money, NORMS) and punctual(money, NORMS))
    assert not_paying(money) <= owing(money, NORMS) <= (lag(money, NORMS) is not None)
