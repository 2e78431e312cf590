"""Input and output of the what-if simulation.

Days count from today (0), and amounts are integers in minor units of one currency, unless a field
says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.phrases import Words, say

#: Upper bounds of input: larger values are typing errors, and could overflow 64-bit integers.
LARGEST_SUM = 10**13
FARTHEST_DAY = 10_000


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """An invoice, or several with the same dates, that is not paid yet."""

    age: int  # days since it was issued
    due: int  # days until it is due; negative when overdue
    owed: int


@dataclass(frozen=True, slots=True)
class Payer:
    """One client's payment history, all in one currency."""

    client: str
    billed: tuple[int, ...]  # by past month, the latest first; empty if nothing ever was billed
    delays: tuple[int, ...] = ()  # days from issue to payment, one for each paid invoice
    term: int | None = None  # usual days from issue to due date
    never: float = 0.0  # share of decided billing that was never paid, 0..1
    open: tuple[OpenInvoice, ...] = ()
    begun: int = 0  # already billed in the current month
    hours: float | None = None  # worked a month on average; None: not known


@dataclass(frozen=True, slots=True)
class FutureSampling:
    """How many paths are simulated, over how many months, and the random seed."""

    paths: int = 10_000
    months: int = 12
    seed: int = 20261125


@dataclass(frozen=True, slots=True)
class Assumptions:
    """The inputs that no record tells. Percentages are whole numbers, 0..100 unless noted."""

    cash: int  # account balance today
    reserve: int  # the balance that cash should not fall below
    costs: int  # all costs of a month
    set_aside: int  # percent of income kept for tax
    unpaid: int  # percent of what is owed when they are told that is then never paid
    replaced: int  # percent of the lost income that a new client brings, 0..1000
    search: tuple[int, int, int]  # months until a new client starts: low, likely, high
    delay: int  # payment delay in days of a new client, or of one without known payments
    sampling: FutureSampling = FutureSampling()
    bills_in: int = 30  # days until the current month is billed


@dataclass(frozen=True, slots=True)
class Leave:
    """Let a client go: told on ``day``; work and billing end ``notice`` days later."""

    client: str
    day: int
    notice: int = 0


@dataclass(frozen=True, slots=True)
class Raise:
    """Raise a client's rate by ``percent`` from ``day`` on.

    ``leaves``: the chance in percent that the client leaves on that day instead.
    """

    client: str
    percent: int
    day: int = 0
    leaves: int = 0


@dataclass(frozen=True, slots=True)
class OnTime:
    """The client pays each invoice on its due date, or earlier where it would have anyway.

    Invoices that are overdue already arrive as without the change; what would never be paid still
    is not.
    """

    client: str


@dataclass(frozen=True, slots=True)
class Replace:
    """Look for a new client as soon as the work for this one ends."""

    client: str


Change = Leave | Raise | OnTime | Replace


@dataclass(frozen=True, slots=True)
class Outlook:
    """The simulated months.

    Each tuple has one value per month; cash is the balance at its end.
    """

    income: tuple[int, ...]  # money received, mean over all paths
    hours: tuple[float, ...]  # hours worked, mean over all paths, for clients with known hours
    low: tuple[int, ...]  # cash, 10th percentile
    middle: tuple[int, ...]
    high: tuple[int, ...]  # 90th percentile
    below: int  # paths on which cash is ever below the reserve, today included
    paths: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """The run without and the run with changes, on the same random numbers.

    Without any change the two are therefore exactly equal.
    """

    as_is: Outlook
    changed: Outlook
    low: tuple[int, ...]  # cash with the change minus cash without it: 10th percentile
    middle: tuple[int, ...]
    high: tuple[int, ...]
    break_even: (
        int | None
    )  # month from which the median is not behind; 0: never was; None: not within the months
    hours_freed: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ClientPlan:
    """All changes for one client, at most one of each kind."""

    leave: Leave | None = None
    rate: Raise | None = None
    on_time: bool = False
    replace: bool = False


AS_IT_IS = ClientPlan()


def plans(changes: Sequence[Change]) -> dict[str, ClientPlan]:
    """The changes grouped by client. Of two changes of one kind the later one counts."""

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
    """Raise ClientfitError that lists every input that cannot be simulated."""
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
    """A fault for the first value outside low..high, if there is one. NaN counts as outside."""
    for value in values:
        if not low <= value <= high:
            yield Fault(
                where, say("{value} is not from {low} to {high}", value=value, low=low, high=high)
            )
            return
