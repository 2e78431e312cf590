"""What one client brings in, month by month, on every path. Arrays are (months, paths).

A simulated month repeats one of the client's own past months, whole; all clients repeat the same
one as far as their records reach, so that what was busy or quiet together stays together
(a bootstrap of months; no trend is carried on). It is billed on the month's billing day and paid
after one of the client's own delays. The same seed gives the same luck to each client, whatever
is changed.
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

#: A day that no path reaches.
NEVER = 10**6
#: A client's streams of luck, one for each thing that is drawn, so that none moves another.
MONTHS, DELAYS, PAYS, STAYS, SEARCH = range(5)
WHOLE = 1 << 16  # bits are drawn from 0 up to this


@dataclass(frozen=True, slots=True, eq=False)
class MonthSpan:
    """Months one after the other, each from the day after ``starts`` to ``ends``; 0 is today."""

    starts: Ints  # (months, 1)
    ends: Ints  # (months, 1)

    @property
    def lengths(self) -> Ints:
        """Days a month, (months, 1)."""
        return self.ends - self.starts

    def days_between(self, start: Ints | int, end: Ints | int) -> Ints:
        """How many days of each month lie after ``start`` and up to ``end``."""
        days: Ints = np.minimum(self.ends, end) - np.maximum(self.starts, start)
        return np.maximum(days, 0)


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """The months ahead, those that are billed, and which month of the past each of them repeats.

    The first month that is billed began before today, as most do.
    """

    cash: MonthSpan
    billed: MonthSpan
    past: Bits  # (months, paths), 0..2**16


@dataclass(frozen=True, slots=True, eq=False)
class Stream:
    """What one client brings in, and the hours it takes a month on average."""

    money: Ints  # (months, paths), in the month in which it arrives
    hours: NDArray[np.float64]  # (months,)


@lru_cache(maxsize=4)
def grid(sampling: FutureSampling, bills_in: int) -> Grid:
    """Lay out the months ahead, each a twelfth of a year in whole days."""
    bounds = (np.arange(-1, sampling.months + 1, dtype=np.int64) * 365 // 12)[:, None]
    source = _luck(sampling.seed, "", MONTHS)
    past = _bits(source, (sampling.months, sampling.paths))
    cash, billed = MonthSpan(bounds[1:-1], bounds[2:]), bounds[:-1] + bills_in
    return Grid(cash, MonthSpan(billed[:-1], billed[1:]), past)


def stream(payer: Payer, assumed: Assumptions, plan: ClientPlan = AS_IT_IS) -> Stream:
    """Simulate one client, as it is or with a plan."""
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
    """The day on which each bill arrives for each delay that was seen: (bills, delays).

    First come the months ahead, then the open invoices. An open invoice has outwaited the delays
    below its age; where it has outwaited all, it waits as long again.
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
    """What the client itself is billed, up to the last day of work and at the new rate."""
    span = months.billed
    if plan.rate is not None:
        days = span.days_between(plan.rate.day, NEVER)
        billed = billed + billed * plan.rate.percent * days // (100 * span.lengths)
    own = billed * span.days_between(-NEVER, end) // span.lengths
    own[0] = np.maximum(own[0] - payer.begun, 0)
    return own


def _part(span: MonthSpan, start: Ints | int, end: Ints | int) -> NDArray[np.float64]:
    """The part of each month that lies between two days, on average: (months,)."""
    parts: NDArray[np.float64] = (span.days_between(start, end) / span.lengths).mean(axis=1)
    return parts


def _last_day(payer: Payer, sampling: FutureSampling, plan: ClientPlan) -> Ints:
    """The last day of work on each path, (paths,) or (1,)."""
    leave, rate = plan.leave, plan.rate
    end = np.full(1, leave.day + leave.notice if leave else NEVER, dtype=np.int64)
    if rate is None or not rate.leaves:
        return end
    bits = _bits(_luck(sampling.seed, payer.client, STAYS), (sampling.paths,))
    return np.minimum(end, np.where(bits < rate.leaves * WHOLE // 100, rate.day, NEVER))


def _search_days(payer: Payer, assumed: Assumptions) -> Ints:
    """Days until a new client begins: triangular, by the inverse of its distribution, (paths,)."""
    low, likely, high = assumed.search
    sampling = assumed.sampling
    chance = _bits(_luck(sampling.seed, payer.client, SEARCH), (sampling.paths,)) / WHOLE
    wide = max(high - low, 1)
    rising = low + np.sqrt(chance * wide * (likely - low))
    falling = high - np.sqrt((1 - chance) * wide * (high - likely))
    months = np.where(chance * wide < likely - low, rising, falling)
    return np.floor(months * 365 / 12).astype(np.int64)


def _arrived(payer: Payer, own: Ints, months: Grid, assumed: Assumptions, plan: ClientPlan) -> Ints:
    """Put every bill into the month in which it is paid; what comes later or never is left out."""
    count, paths = own.shape
    days = arrival_days(payer, assumed, plan)
    # A month is told by the place at which its row of paths begins; the last one: later or never.
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
        # On each path a bill arrives once, so no place is named twice here.
        flat[places] += own[row] if row < count else payer.open[row - count].owed
    return flat.reshape(count + 1, paths)[:count]


def _loses(payer: Payer, days: Ints, assumed: Assumptions, plan: ClientPlan) -> Bits:
    """How often of 2**16 times a bill is never paid, for each delay: (bills, delays).

    What is still open when they are told is at a risk of its own (B14).
    """
    usual = np.full(days.shape, int(payer.never * WHOLE), dtype=np.uint32)
    if plan.leave is None:
        return usual
    told = np.full(days.shape, assumed.unpaid * WHOLE // 100, dtype=np.uint32)
    return np.where(days > plan.leave.day, np.maximum(usual, told), usual)


def _luck(seed: int, client: str, what: int) -> np.random.RandomState:
    """A stream of luck that depends on nothing but the seed, whose it is and what it is for.

    ``RandomState`` is the generator whose stream numpy promises never to change.
    """
    return np.random.RandomState([seed, crc32(client.encode()), what])


def _bits(source: np.random.RandomState, shape: tuple[int, ...]) -> Bits:
    """Whole numbers from 0 up to 2**16, evenly."""
    bits = np.frombuffer(source.bytes(2 * math.prod(shape)), dtype="<u2")
    return bits.astype(np.uint32).reshape(shape)


def _pick(bits: Bits, size: int) -> NDArray[np.intp]:
    """Places 0..size-1, evenly."""
    return ((bits * np.uint32(size)) >> np.uint32(16)).astype(np.intp)
