"""How unevenly clients take and give: few of them often take most of the time and trouble (B5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

#: The part of all clients that the saying is about.
FEW = 0.2


@dataclass(frozen=True, slots=True)
class Burden:
    """What one client gives and takes, each in a unit of its own; None where it is not known."""

    client: str
    income: int
    hours: float | None = None
    strain: float | None = None
    arrears: int | None = None


@dataclass(frozen=True, slots=True)
class Pareto:
    """Clients from the heaviest on, with the shares (0..1) that the first so many have together.

    A measure of which nothing is known, or that is nought for all, has no curve; nor has what is
    known of so few clients only, for that those few have all of it says nothing.
    """

    order: tuple[str, ...]
    few: int  # so many of them are the heaviest fifth, one at least
    curves: dict[str, tuple[float, ...]]  # income, hours, strain, arrears


MEASURES: dict[str, Callable[[Burden], float | None]] = {
    "income": lambda burden: burden.income,
    "hours": lambda burden: burden.hours,
    "strain": lambda burden: burden.strain,
    "arrears": lambda burden: burden.arrears,
}
EFFORT = ("hours", "strain")
TAKEN = (*EFFORT, "arrears")


def pareto(burdens: Sequence[Burden]) -> Pareto | None:
    """Order clients by their mean share of what is taken: hours, strain and arrears.

    None while neither hours nor strain are known of more than those few: who owes most is told
    elsewhere, and who brings most takes nothing by it.

    >>> found = pareto([Burden("a", 80, 10.0), Burden("b", 20, 30.0)])
    >>> found.order, found.curves["hours"], found.curves["income"]
    (('b', 'a'), (0.75, 1.0), (0.2, 1.0))
    """
    few = ceil(FEW * len(burdens))
    shares = {
        name: _shares([read(burden) for burden in burdens], few) for name, read in MEASURES.items()
    }
    if not any(shares[name] for name in EFFORT):
        return None
    known = [shares[name] for name in TAKEN if shares[name]]
    weight = [sum(column[at] for column in known) for at in range(len(burdens))]
    order = sorted(range(len(burdens)), key=lambda at: (-weight[at], burdens[at].client))
    return Pareto(
        tuple(burdens[at].client for at in order),
        few,
        {
            name: tuple(accumulate(column[at] for at in order))
            for name, column in shares.items()
            if column
        },
    )


def _shares(values: Sequence[float | None], few: int) -> list[float]:
    """Each value's part of their sum; empty where there is none, or it is known of few only.

    Below nought counts as nought. The only client there is, is not few.
    """
    if sum(value is not None for value in values) < min(few + 1, len(values)):
        return []
    plain = [max(value or 0, 0) for value in values]
    total = sum(plain)
    return [value / total for value in plain] if total else []
