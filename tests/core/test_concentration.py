"""Whose part of the income is large."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portfolio_rows import PLAIN

from clientfit.core.portfolio.concentration import large_clients
from clientfit.core.portfolio.measures import MoneyMeasures


def _billed(*incomes: int) -> list[MoneyMeasures]:
    """Clients 0, 1, 2 ... who were billed so much."""
    whole = sum(incomes) or 1
    return [
        replace(PLAIN, client=str(at), income=income, income_share=income / whole)
        for at, income in enumerate(incomes)
    ]


@pytest.mark.parametrize(
    ("incomes", "usual", "large"),
    [
        ((), True, ()),
        ((100,), True, ()),  # with one client there is nothing to spread
        ((100, 0), True, ()),
        ((80, 20), True, ("0",)),
        ((70, 30), True, ("0", "1")),  # the bound is large
        ((71, 29), True, ("0",)),
        ((80, 20), False, ()),  # a few invoices from abroad
        ((80, 15, 5), False, ("0",)),
        ((25, 25, 25, 25), True, ()),
    ],
)
def test_from_the_bound_on_a_client_is_large_where_income_can_be_spread(
    incomes: tuple[int, ...], usual: bool, large: tuple[str, ...]
) -> None:
    assert large_clients(_billed(*incomes), 0.3, usual=usual) == large


@given(st.lists(st.integers(0, 1000)), st.floats(0.01, 1), st.booleans())
def test_whoever_brings_more_than_a_large_client_is_large_too(
    incomes: list[int], least: float, usual: bool
) -> None:
    clients = _billed(*incomes)
    large = set(large_clients(clients, least, usual=usual))
    smallest = min((one.income for one in clients if one.client in large), default=None)
    for client in clients:
        assert client.client in large or smallest is None or client.income < smallest
