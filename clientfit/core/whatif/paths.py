"""Simulate the income of one client by month and path. Arrays have the shape (months, paths).

The method is a bootstrap over whole past months: each simulated month repeats one of the client's
past months. On one path all clients repeat the same past month as far as their records reach, so
that busy and quiet months of several clients stay together. No trend is extrapolated. A month is
billed on its billing day and paid after a delay drawn from the client's own delays. Every client
has its own random streams from the seed, so a change for one client does not alter the draws of
another.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from clientfit.core.whatif.model import AS_IT_IS, Assumptions, ClientPlan, FutureSampling, Payer

Ints = NDArray[np.int64]
Bits = NDArray[np.uint32]

#: A day later than any simulated one.
NEVER = 10**6
#: Ids of a client's random streams, one per drawn quantity, so that drawing one of them more or
#: less often does not shift the others.
MONTHS, DELAYS, PAYS, STAYS, SEARCH = range(5)
WHOLE = 1 << 16  # random numbers are integers from 0 to below this


@dataclass(frozen=True, slots=True, eq=False)
class MonthSpan:
    """Consecutive months, each from the day after ``starts`` to ``ends`` inclusive; today is 0."""

    starts: Ints  # (months, 1)
    ends: Ints  # (months, 1)

    @property
    def lengths(self) -> Ints:
        """Days in each month, (months, 1)."""
        return self.ends - self.starts

    def days_between(self, start: Ints | int, end: Ints | int) -> Ints:
        """How many days of each month lie after ``start`` and up to ``end`` inclusive."""
        days: Ints = np.minimum(self.ends, end) - np.maximum(self.starts, start)
        return np.maximum(days, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The simulated months, the billing periods, and which past month each of them repeats.

    The first billing period began before today, since today is seldom a billing day.
    """

    cash: MonthSpan
    billed: MonthSpan
    past: Bits  # (months, paths), 0..2**16 - 1; `_pick` scales it to a client's history


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """What one client brings in, and the hours worked for it."""

    money: Ints  # minor units, (months, paths), in the month in which they are paid
    hours: NDArray[np.float64]  # hours a month, mean over all paths, (months,)


@lru_cache(maxsize=4)
def grid(sampling: FutureSampling, bills_in: int) -> Grid:
    """Lay out the simulated months, each a twelfth of 365 days rounded to whole days.

    ``bills_in``: days until the current month is billed.
    """
    bounds = (np.arange(-1, sampling.months + 1, dtype=np.int64) * 365 // 12)[:, None]
    source = _luck(sampling.seed, "", MONTHS)
    past = _bits(source, (sampling.months, sampling.paths))
    cash, billed = MonthSpan(bounds[1:-1], bounds[2:]), bounds[:-1] + bills_in
    return Grid(cash, MonthSpan(billed[:-1], billed[1:]), past)


def stream(payer: Payer, assumed: Assumptions, plan: ClientPlan = AS_IT_IS) -> Stream:
    """Simulate the payments and hours of one client, without a change or with a plan."""
    months = grid(assumed.sampling, assumed.bills_in)
    billed = _billed(payer, months)
    end = _last_day(payer, assumed.sampling, plan)
    money = _arrived(payer, _own(payer, billed, months, end, plan), months, assumed, plan)
    hours = (payer.hours or 0.0) * _part(months.cash, 0, end)
    if plan.replace:
        start = end + _search_days(payer, assumed)
        active = months.billed.days_between(start, NEVER)
        new = billed * assumed.replaced // 100 * active // months.billed.lengths
        slots = np.searchsorted(months.cash.ends[:, 0], months.billed.ends[:, 0] + assumed.delay)
        for month, slot in enumerate(slots):
            if slot < len(money):
                money[slot] += new[month]
        taken = (payer.hours or 0.0) * min(assumed.replaced, 100) / 100
        hours = hours + taken * _part(months.cash, start, NEVER)
    return Stream(money, hours)


def arrival_days(payer: Payer, assumed: Assumptions, plan: ClientPlan = AS_IT_IS) -> Ints:
    """For every bill the possible payment days, one for each past delay: (bills, delays).

    Rows: first the simulated months, then the open invoices. An open invoice of a given age can
    only have a delay longer than that age; where no past delay is, it is taken to wait as long
    again as it has waited so far. With ``plan.on_time`` no day is later than the due date, except
    for invoices that are overdue already.
    """
    delays = np.sort(np.array(payer.delays or (assumed.delay,), dtype=np.int64))
    ends = grid(assumed.sampling, assumed.bills_in).billed.ends
    rows = [ends + delays]
    for invoice in payer.open:
        left = delays[delays > invoice.age]
        spread = left[np.arange(delays.size) * left.size // delays.size] if left.size else None
        again = np.full(delays.size, max(invoice.age, 1))
        rows.append((again if spread is None else spread - invoice.age)[None])
    days = np.concatenate(rows)
    if not plan.on_time:
        return days
    term = assumed.delay if payer.term is None else payer.term
    dues = [max(invoice.due, 1) if invoice.due >= 0 else NEVER for invoice in payer.open]
    return np.minimum(days, np.concatenate([ends[:, 0] + term, dues])[:, None].astype(np.int64))


def _billed(payer: Payer, months: Grid) -> Ints:
    past = np.array(payer.billed or (0,), dtype=np.int64)
    found: Ints = past[_pick(months.past, past.size)]
    return found


def _own(payer: Payer, billed: Ints, months: Grid, end: Ints, plan: ClientPlan) -> Ints:
    """What the client itself is billed, (months, paths): at the new rate, until the work ends.

    What is already billed of the current month is subtracted.
    """
    span = months.billed
    if plan.rate is not None:
        days = span.days_between(plan.rate.day, NEVER)
        billed = billed + billed * plan.rate.percent * days // (100 * span.lengths)
    own = billed * span.days_between(-NEVER, end) // span.lengths
    own[0] = np.maximum(own[0] - payer.begun, 0)
    return own


def _part(span: MonthSpan, start: Ints | int, end: Ints | int) -> NDArray[np.float64]:
    """The share of each month that lies between two days, mean over all paths: (months,)."""
    parts: NDArray[np.float64] = (span.days_between(start, end) / span.lengths).mean(axis=1)
    return parts


def _last_day(payer: Payer, sampling: FutureSampling, plan: ClientPlan) -> Ints:
    """The last day of work on each path: (paths,), or (1,) where it is the same on all."""
    leave, rate = plan.leave, plan.rate
    end = np.full(1, leave.day + leave.notice if leave else NEVER, dtype=np.int64)
    if rate is None or not rate.leaves:
        return end
    bits = _bits(_luck(sampling.seed, payer.client, STAYS), (sampling.paths,))
    return np.minimum(end, np.where(bits < rate.leaves * WHOLE // 100, rate.day, NEVER))


def _search_days(payer: Payer, assumed: Assumptions) -> Ints:
    """Days until a new client starts, (paths,).

    Drawn from a triangular distribution by inverting its distribution function.
    """
    low, likely, high = assumed.search
    sampling = assumed.sampling
    chance = _bits(_luck(sampling.seed, payer.client, SEARCH), (sampling.paths,)) / WHOLE
    wide = max(high - low, 1)
    rising = low + np.sqrt(chance * wide * (likely - low))
    falling = high - np.sqrt((1 - chance) * wide * (high - likely))
    months = np.where(chance * wide < likely - low, rising, falling)
    return np.floor(months * 365 / 12).astype(np.int64)


def _arrived(payer: Payer, own: Ints, months: Grid, assumed: Assumptions, plan: ClientPlan) -> Ints:
    """Put every bill into the month in which it is paid: (months, paths).

    What is paid after the last month, or never, is left out.
    """
    count, paths = own.shape
    days = arrival_days(payer, assumed, plan)
    # The target is a flat array; a month is given by the index at which its row begins. One extra
    # row at the end takes what is paid too late or never.
    begins = np.searchsorted(months.cash.ends[:, 0], days) * paths
    loses = _loses(payer, days, assumed, plan)
    luck = _luck(assumed.sampling.seed, payer.client, DELAYS)
    pays = _luck(assumed.sampling.seed, payer.client, PAYS) if loses.any() else None
    column = np.arange(paths)
    flat = np.zeros((count + 1) * paths, dtype=np.int64)
    for row in range(len(days)):
        drawn = _pick(_bits(luck, (paths,)), days.shape[1])
        places = begins[row].take(drawn)
        if pays is not None:
            places[_bits(pays, (paths,)) < loses[row].take(drawn)] = count * paths
        places += column
        # ``places`` has no duplicates, one per path, so ``+=`` with an index array adds each
        # amount.
        flat[places] += own[row] if row < count else payer.open[row - count].owed
    return flat.reshape(count + 1, paths)[:count]


def _loses(payer: Payer, days: Ints, assumed: Assumptions, plan: ClientPlan) -> Bits:
    """The probability, in units of 1/2**16, that a bill is never paid: (bills, delays).

    Bills still open on the day the client is told have a higher risk of their own,
    ``assumed.unpaid`` (source B14).
    """
    usual = np.full(days.shape, int(payer.never * WHOLE), dtype=np.uint32)
    if plan.leave is None:
        return usual
    told = np.full(days.shape, assumed.unpaid * WHOLE // 100, dtype=np.uint32)
    return np.where(days > plan.leave.day, np.maximum(usual, told), usual)


def _luck(seed: int, client: str, what: int) -> np.random.RandomState:
    """A random stream that depends only on the seed, the client and the drawn quantity.

    ``RandomState`` is used because numpy guarantees that its stream never changes.
    """
    return np.random.RandomState([seed, crc32(client.encode()), what])


def _bits(source: np.random.RandomState, shape: tuple[int, ...]) -> Bits:
    """Uniform random integers from 0 to 2**16 - 1."""
    bits = np.frombuffer(source.bytes(2 * math.prod(shape)), dtype="<u2")
    return bits.astype(np.uint32).reshape(shape)


def _pick(bits: Bits, size: int) -> NDArray[np.intp]:
    """Scale 16-bit random integers to uniform indices 0..size-1."""
    return ((bits * np.uint32(size)) >> np.uint32(16)).astype(np.intp)
