"""Whether much of the income hangs on one client."""

from __future__ import annotations

from collections.abc import Sequence

from clientfit.core.portfolio.measures import MoneyMeasures

#: Clients among whom income can be spread: with one there is nothing to spread.
LEAST = 2
#: The same in a currency that is not the usual one: a single invoice from abroad is all of its
#: currency, and nothing hangs on it.
LEAST_ABROAD = 3


def large_clients(
    measures: Sequence[MoneyMeasures], least_share: float, *, usual: bool
) -> tuple[str, ...]:
    """The clients that bring a large part of the income, in the order given.

    ``measures``: those of all clients in one currency. ``least_share``: from which share of the
    income on a client is large, 0..1. ``usual``: whether it is the only currency, or the one of
    most invoices.
    """
    billed = sum(client.income > 0 for client in measures)
    if billed < (LEAST if usual else LEAST_ABROAD):
        return ()
    return tuple(client.client for client in measures if client.income_share >= least_share)
