"""What goes into the simulation and what comes out. Days count from today; sums are minor units."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.phrases import Words, say

#: Sums and days beyond these are no freelancer's, and would not fit whole numbers of 64 bits.
LARGEST_SUM = 10**13
FARTHEST_DAY = 10_000


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """What is still to come in for work that was billed."""

    age: int  # days since it was issued
    due: int  # days until it is due; below 0: it is overdue
    owed: int


@dataclass(frozen=True, slots=True)
class Payer:
    """One client's own past, all in one currency."""

    client: str
    billed: tuple[int, ...]  # a month, the latest first; empty: nothing was ever billed
    delays: tuple[int, ...] = ()  # days from issue to payment, one a paid invoice
    term: int | None = None  # days from issue to due
    never: float = 0.0  # share that never came of what was billed and is decided, 0..1
    open: tuple[OpenInvoice, ...] = ()
    begun: int = 0  # of the month that runs, what is billed already
    hours: float | None = None  # a month; None: not known


@dataclass(frozen=True, slots=True)
class FutureSampling:
    """How many futures are drawn, how far they reach, and from which seed."""

    paths: int = 10_000
    months: int = 12
    seed: int = 20261125


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What no record tells. Percentages are whole numbers."""

    cash: int  # in the account today
    reserve: int  # what cash should never fall below
    costs: int  # a month
    set_aside: int  # percent of what comes in, for tax
    unpaid: int  # percent of what is open on the day of telling that then never comes
    replaced: int  # percent of the lost income that a new client brings
    search: tuple[int, int, int]  # months until then: low, likely, high
    delay: int  # days until a new client pays; also for a client of whom no payment is known
    sampling: FutureSampling = FutureSampling()
    bills_in: int = 30  # days until the month that runs is billed


@dataclass(frozen=True, slots=True)
class Leave:
    """Let a client go: told on a day, with the work and its billing ending after the notice."""

    client: str
    day: int
    notice: int = 0


@dataclass(frozen=True, slots=True)
class Raise:
    """Raise a client's rate from a day on, with a chance in percent that they leave instead."""

    client: str
    percent: int
    day: int = 0
    leaves: int = 0


@dataclass(frozen=True, slots=True)
class OnTime:
    """A client pays on the day it is due, unless it would have paid earlier.

    What is overdue already comes as it would have come; what would never come never does.
    """

    client: str


@dataclass(frozen=True, slots=True)
class Replace:
    """Look for another client once this one's work ends."""

    client: str


Change = Leave | Raise | OnTime | Replace


@dataclass(frozen=True, slots=True)
class Outlook:
    """Twelve months as they look. Each tuple has a value a month; cash is that of a month's end."""

    income: tuple[int, ...]  # money that comes in, on average
    hours: tuple[float, ...]  # worked, on average, for clients whose hours are known
    low: tuple[int, ...]  # cash: a tenth of the futures has less
    middle: tuple[int, ...]
    high: tuple[int, ...]  # a tenth has more
    below: int  # futures in which cash is ever below the reserve, today included
    paths: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both on the same luck, so that without a change there is no difference at all."""

    as_is: Outlook
    changed: Outlook
    low: tuple[int, ...]  # cash with the change, less cash without it: a tenth has less
    middle: tuple[int, ...]
    high: tuple[int, ...]
    break_even: (
        int | None
    )  # the month in which the middle line is back; 0: never behind; None: not yet
    hours_freed: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ClientPlan:
    """All that changes for one client."""

    leave: Leave | None = None
    rate: Raise | None = None
    on_time: bool = False
    replace: bool = False


AS_IT_IS = ClientPlan()


def plans(changes: Sequence[Change]) -> dict[str, ClientPlan]:
    """The changes by client. A later change of the same kind takes the place of an earlier one."""

    def last(client: str, kind: type[Change]) -> Change | None:
        fits = [
            change for change in changes if isinstance(change, kind) and change.client == client
        ]
        return fits[-1] if fits else None

    def plan(client: str) -> ClientPlan:
        leave, rate = last(client, Leave), last(client, Raise)
        return ClientPlan(
            leave if isinstance(leave, Leave) else None,
            rate if isinstance(rate, Raise) else None,
            last(client, OnTime) is not None,
            last(client, Replace) is not None,
        )

    return {client: plan(client) for client in dict.fromkeys(change.client for change in changes)}


def check(payers: Sequence[Payer], assumed: Assumptions, changes: Sequence[Change]) -> None:
    """Raise ClientfitError with everything that can't be simulated."""
    faults = [
        *(fault for payer in payers for fault in _payer_faults(payer)),
        *_assumption_faults(assumed),
        *_change_faults(payers, changes),
    ]
    if faults:
        raise ClientfitError(faults)


def _payer_faults(payer: Payer) -> Iterable[Fault]:
    sums = [*payer.billed, payer.begun, *(invoice.owed for invoice in payer.open)]
    days = [*payer.delays, *(invoice.age for invoice in payer.open)]
    hours = payer.hours or 0.0
    yield from _outside(say("{client}, sums", client=payer.client), sums, 0, LARGEST_SUM)
    yield from _outside(say("{client}, days", client=payer.client), days, 0, FARTHEST_DAY)
    yield from _outside(say("{client}, share never paid", client=payer.client), [payer.never], 0, 1)
    yield from _outside(say("{client}, hours a month", client=payer.client), [hours], 0, 744)


def _assumption_faults(assumed: Assumptions) -> Iterable[Fault]:
    percents = {"set_aside": assumed.set_aside, "unpaid": assumed.unpaid}
    for name, percent in percents.items():
        yield from _outside(name, [percent], 0, 100)
    yield from _outside("cash", [assumed.cash], -LARGEST_SUM, LARGEST_SUM)
    yield from _outside("reserve", [assumed.reserve], 0, LARGEST_SUM)
    yield from _outside("costs", [assumed.costs], 0, LARGEST_SUM)
    yield from _outside("replaced", [assumed.replaced], 0, 1000)
    yield from _outside("delay", [assumed.delay], 0, FARTHEST_DAY)
    yield from _outside("bills_in", [assumed.bills_in], 0, 31)
    yield from _outside("search", assumed.search, 0, 120)
    yield from _outside("paths", [assumed.sampling.paths], 1, 1_000_000)
    yield from _outside("months", [assumed.sampling.months], 1, 60)
    yield from _outside("seed", [assumed.sampling.seed], 0, 2**32 - 1)
    if tuple(sorted(assumed.search)) != tuple(assumed.search):
        what = say("({months}) does not rise", months=assumed.search)
        yield Fault(
            say("search"), what, "Give the least, the likely and the most months in this order"
        )


def _change_faults(payers: Sequence[Payer], changes: Sequence[Change]) -> Iterable[Fault]:
    known = [payer.client for payer in payers]
    if len(set(known)) < len(known):
        yield Fault(say("payers"), "name a client twice", "Put what belongs to one client together")
    for change in changes:
        if change.client not in known:
            yield Fault(change.client, "has no records to simulate", choices(change.client, known))
        if isinstance(change, Leave):
            yield from _outside("day", [change.day], 0, FARTHEST_DAY)
            yield from _outside("notice", [change.notice], 0, FARTHEST_DAY)
        if isinstance(change, Raise):
            yield from _outside("day", [change.day], 0, FARTHEST_DAY)
            yield from _outside("percent", [change.percent], 0, 1000)
            yield from _outside("leaves", [change.leaves], 0, 100)


def _outside(
    where: Words, values: Sequence[int] | Sequence[float], low: int, high: int
) -> Iterable[Fault]:
    """The first value that is not from low to high; nan is none either."""
    for value in values:
        if not low <= value <= high:
            yield Fault(
                where, say("{value} is not from {low} to {high}", value=value, low=low, high=high)
            )
            return
