"""How much of the income hangs on few clients. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from clientfit.core.portfolio.measures import MoneyMeasures


@dataclass(frozen=True, slots=True)
class Concentration:
    """How much of the income in one currency hangs on few clients."""

    currency: str
    client: str  # who brings most
    share: float  # 0..1
    index: float  # Herfindahl-Hirschman: the sum of squared shares, 1 is one client, 1/n is even
    clients: int  # who bring anything
    whose: tuple[str, ...] = ()


def concentration(money: Iterable[MoneyMeasures]) -> tuple[Concentration, ...]:
    """The largest share and the Herfindahl-Hirschman index, for each currency with income."""
    by_currency: dict[tuple[tuple[str, ...], str], list[MoneyMeasures]] = defaultdict(list)
    for one in money:
        if one.income > 0:
            by_currency[one.whose, one.currency].append(one)
    found = []
    for (whose, currency), those in sorted(by_currency.items()):
        whole = sum(one.income for one in those)
        most = min(those, key=lambda one: (-one.income, one.client))
        index = Fraction(sum(one.income**2 for one in those), whole**2)
        found.append(
            Concentration(
                currency=currency,
                client=most.client,
                share=most.income / whole,
                index=float(index),
                clients=len(those),
                whose=whose,
            )
        )
    return tuple(found)
