"""The same twelve months in plain Python, one sum after the other, where nothing is left to luck.

One constant bill a month, one delay, nothing that is never paid: every path is the same, and what
it must be can be added up by hand. Shares nothing with the arrays that it is compared with.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Plain:
    """One client without luck. Days count from today, 0 is today."""

    bill: int
    delay: int
    term: int
    owed: tuple[tuple[int, int, int], ...] = ()  # age, days until due, sum
    told: int | None = None
    notice: int = 0
    percent: int = 0
    raised: int = 0
    on_time: bool = False
    replaced: int | None = None  # percent of the income; None: nobody is looked for
    search: int = 0  # months


@dataclass(frozen=True)
class Purse:
    """Cash, costs a month, percent for tax, days until bills go out, a new client's delay."""

    cash: int
    costs: int
    tax: int
    bills_in: int
    new_delay: int


def cash_by_month(clients: list[Plain], purse: Purse, months: int) -> list[int]:
    """Cash at the end of each month."""
    arrivals: list[tuple[int, int]] = []
    for client in clients:
        arrivals += _open(client)
        for month in range(months):
            arrivals += _bills(client, purse, month)
    cash = []
    for month in range(months):
        came = sum(amount for day, amount in arrivals if day <= _bound(month + 1))
        cash.append(purse.cash + came - came * purse.tax // 100 - purse.costs * (month + 1))
    return cash


def _bound(month: int) -> int:
    return month * 365 // 12


def _open(client: Plain) -> list[tuple[int, int]]:
    found = []
    for age, due, owed in client.owed:
        day = client.delay - age if client.delay > age else max(age, 1)
        if client.on_time and due >= 0:
            day = min(day, max(due, 1))
        found.append((day, owed))
    return found


def _bills(client: Plain, purse: Purse, month: int) -> list[tuple[int, int]]:
    """The client's bill of a month, and the one of whoever took their place."""
    first = _bound(month - 1) + purse.bills_in if month else -31 + purse.bills_in
    last = _bound(month) + purse.bills_in
    days = range(first + 1, last + 1)
    end = 10**6 if client.told is None else client.told + client.notice
    raised = sum(day > client.raised for day in days)
    bill = client.bill + client.bill * client.percent * raised // (100 * len(days))
    bill = bill * sum(day <= end for day in days) // len(days)
    delay = min(client.delay, client.term) if client.on_time else client.delay
    found = [(last + delay, bill)]
    if client.replaced is not None:
        start = end + client.search * 365 // 12
        active = sum(day > start for day in days)
        found.append(
            (last + purse.new_delay, client.bill * client.replaced // 100 * active // len(days))
        )
    return found
