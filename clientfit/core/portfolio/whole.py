"""The portfolio as a whole: who takes most, how much hangs on one client, who owes what. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from clientfit.core.portfolio.measures import MoneyMeasures


@dataclass(frozen=True, slots=True)
class ParetoStep:
    """A client in the order of what they take, with the shares of all up to and with them."""

    client: str
    takes: float  # 0..1, of all that is taken
    brings: float | None  # 0..1, of all income; None where there is none


@dataclass(frozen=True, slots=True)
class Pareto:
    """Which few clients take most, and how much of the income they bring."""

    steps: tuple[ParetoStep, ...]  # the curve: all who take anything, who takes most first
    few: int  # the first so many take at least the part that was asked for
    clients: int  # all, also those who take nothing

    @property
    def takers(self) -> tuple[str, ...]:
        """The few, who takes most first."""
        return tuple(step.client for step in self.steps[: self.few])

    @property
    def taken(self) -> float:
        """The share that the few take, 0..1."""
        return self.steps[self.few - 1].takes if self.few else 0.0

    @property
    def brought(self) -> float | None:
        """The share of the income that the few bring, 0..1; None without income."""
        return self.steps[self.few - 1].brings if self.few else None


def pareto(takes: Mapping[str, int], brings: Mapping[str, int], part: Fraction) -> Pareto:
    """The smallest set of clients that takes at least a ``part`` of all, and what it brings (B5).

    ``takes``: client -> hours, strain or arrears, in whole units (seconds, points, minor units of
    one currency); who takes nothing is in no set. ``brings``: client -> income in one currency;
    below zero counts 0. Both speak of the clients in either. Ties are broken by income, least
    first, then by the client's id, so that the order never depends on how they came.
    """
    whole, income = _whole(takes), _whole(brings)
    order = sorted(
        (client for client in takes if takes[client] > 0),
        key=lambda client: (-takes[client], max(brings.get(client, 0), 0), client),
    )
    steps, taken, brought, few = [], 0, 0, 0
    for client in order:
        if taken < part * whole:
            few += 1
        taken += takes[client]
        brought += max(brings.get(client, 0), 0)
        steps.append(ParetoStep(client, taken / whole, brought / income if income else None))
    return Pareto(tuple(steps), few, len({*takes, *brings}))


@dataclass(frozen=True, slots=True)
class Concentration:
    """How much of the income in one currency hangs on few clients."""

    currency: str
    client: str  # who brings most
    share: float  # 0..1
    index: float  # Herfindahl-Hirschman: the sum of squared shares, 1 is one client, 1/n is even
    clients: int  # who bring anything


def concentration(money: Iterable[MoneyMeasures]) -> tuple[Concentration, ...]:
    """The largest share and the Herfindahl-Hirschman index, for each currency with income."""
    by_currency: dict[tuple[tuple[str, ...], str], list[MoneyMeasures]] = defaultdict(list)
    for one in money:
        if one.income > 0:
            by_currency[one.whose, one.currency].append(one)
    found = []
    for (_, currency), those in sorted(by_currency.items()):
        whole = sum(one.income for one in those)
        most = min(those, key=lambda one: (-one.income, one.client))
        index = Fraction(sum(one.income**2 for one in those), whole**2)
        found.append(
            Concentration(currency, most.client, most.income / whole, float(index), len(those))
        )
    return tuple(found)


def owing(money: Iterable[MoneyMeasures]) -> tuple[MoneyMeasures, ...]:
    """Who owes anything, by currency: most overdue first, then most owed, then by id."""
    those = (one for one in money if one.owed)
    return tuple(sorted(those, key=lambda one: (one.currency, -one.overdue, -one.owed, one.client)))


def _whole(parts: Mapping[str, int]) -> int:
    return sum(part for part in parts.values() if part > 0)
