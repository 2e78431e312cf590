"""Simulate cash over the months ahead, as it is and with changes.

Both runs draw the same random numbers (common random numbers), so every difference between them
comes from the changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from clientfit.core.whatif.model import (
    AS_IT_IS,
    Assumptions,
    Change,
    ClientPlan,
    Comparison,
    Outlook,
    Payer,
    check,
    plans,
)
from clientfit.core.whatif.paths import Ints, Stream, stream

#: The quantiles shown as a fan: the 10th percentile, the median and the 90th percentile.
FAN = (0.1, 0.5, 0.9)


def outlook(
    payers: Sequence[Payer], assumed: Assumptions, changes: Sequence[Change] = ()
) -> Outlook:
    """Simulate the months ahead with the changes.

    Arguments and errors are those of `compare`, which also returns the run without the changes.
    """
    return compare(payers, assumed, changes).changed


def compare(
    payers: Sequence[Payer], assumed: Assumptions, changes: Sequence[Change] = ()
) -> Comparison:
    """Simulate the months ahead without and with changes, on the same random numbers.

    ``payers``: each client's history, all in one currency. ``assumed``: cash, costs and the other
    inputs that no record tells. ``changes``: what the person considers, for example ``Leave``. All
    amounts, in and out, are in minor units of that currency; days count from today.

    Raises ClientfitError that lists every input that cannot be simulated.

    >>> from clientfit.core.whatif import Leave, FutureSampling
    >>> calm = Payer("Anna", billed=(100_00,) * 12, delays=(14,))
    >>> assumed = Assumptions(
    ...     cash=600_00, reserve=0, costs=100_00, set_aside=0, unpaid=0, replaced=0,
    ...     search=(1, 2, 3), delay=30, sampling=FutureSampling(paths=100),
    ... )
    >>> found = compare([calm], assumed, [Leave("Anna", day=0)])
    >>> found.as_is.middle[-1], found.changed.middle[-1], found.changed.below
    (50000, -59678, 100)
    """
    check(payers, assumed, changes)
    return _compare(tuple(payers), assumed, tuple(changes))


@lru_cache(maxsize=8)
def _compare(
    payers: tuple[Payer, ...], assumed: Assumptions, changes: tuple[Change, ...]
) -> Comparison:
    base = together(payers, assumed)
    changed = with_changes(payers, assumed, plans(changes), base)
    before, after = cash(base.money, assumed), cash(changed.money, assumed)
    difference = after - before
    low, middle, high = _fan(difference)
    freed = base.hours - changed.hours
    as_is, then = _outlook(base, before, assumed), _outlook(changed, after, assumed)
    return Comparison(
        as_is=as_is,
        changed=then,
        low=low,
        middle=middle,
        high=high,
        break_even=_break_even(as_is.middle, then.middle),
        hours_freed=tuple(float(hours) for hours in freed),
    )


def together(payers: tuple[Payer, ...], assumed: Assumptions) -> Stream:
    """The income and hours of all clients without any change.

    Cached, because most changes concern one client only and can start from this sum.
    """
    return _together(payers, _only_what_matters(assumed))


def with_changes(
    payers: Sequence[Payer], assumed: Assumptions, changed: dict[str, ClientPlan], base: Stream
) -> Stream:
    """``base`` (the result of `together`) with some clients' simulation replaced.

    ``changed`` maps a client to its plan; for such a client the unchanged stream is subtracted and
    the changed one added, so that all others need not be simulated again.
    """
    money, hours = base.money, base.hours
    for payer in payers:
        plan = changed.get(payer.client, AS_IT_IS)
        if plan != AS_IT_IS:
            without, within = stream(payer, assumed), stream(payer, assumed, plan)
            money = money - without.money + within.money
            hours = hours - without.hours + within.hours
    return Stream(money, hours)


def cash(money: Ints, assumed: Assumptions) -> Ints:
    """Cash at the end of each month on each path, in minor units: (months, paths).

    ``money``: income by month and path, of the same shape. The tax share is set aside from income;
    the monthly costs are subtracted.
    """
    came = money.cumsum(axis=0)
    months = np.arange(1, len(money) + 1, dtype=np.int64)[:, None]
    kept: Ints = came - came * assumed.set_aside // 100
    return assumed.cash + kept - assumed.costs * months


def falls_below(paths: Ints, assumed: Assumptions) -> int:
    """The number of paths on which cash is below the reserve today or at the end of any month."""
    if assumed.cash < assumed.reserve:
        return int(paths.shape[1])
    return int((paths < assumed.reserve).any(axis=0).sum())


@lru_cache(maxsize=4)
def _together(payers: tuple[Payer, ...], assumed: Assumptions) -> Stream:
    shape = (assumed.sampling.months, assumed.sampling.paths)
    money = np.zeros(shape, dtype=np.int64)
    hours = np.zeros(shape[0], dtype=np.float64)
    for payer in payers:
        one = stream(payer, assumed)
        money += one.money
        hours += one.hours
    money.flags.writeable = False  # cached and shared, so it must not be changed
    return Stream(money, hours)


def _only_what_matters(assumed: Assumptions) -> Assumptions:
    """The assumptions that unchanged income depends on; the others get fixed values.

    It is the cache key of `_together`: another reserve or another cost then needs no new
    simulation.
    """
    return Assumptions(
        cash=0,
        reserve=0,
        costs=0,
        set_aside=0,
        unpaid=0,
        replaced=0,
        search=(0, 0, 0),
        delay=assumed.delay,
        bills_in=assumed.bills_in,
        sampling=assumed.sampling,
    )


def _outlook(all_: Stream, paths: Ints, assumed: Assumptions) -> Outlook:
    low, middle, high = _fan(paths)
    return Outlook(
        income=tuple(round(float(amount)) for amount in all_.money.mean(axis=1)),
        hours=tuple(float(hours) for hours in all_.hours),
        low=low,
        middle=middle,
        high=high,
        below=falls_below(paths, assumed),
        paths=paths.shape[1],
    )


def _fan(paths: Ints) -> list[tuple[int, ...]]:
    """The 10, 50 and 90 percent quantile of each month.

    ``inverted_cdf`` picks a value that some path really has instead of interpolating.
    """
    lines = np.quantile(paths, FAN, axis=1, method="inverted_cdf")
    return [tuple(int(amount) for amount in line) for line in lines]


def _break_even(before: Sequence[int], after: Sequence[int]) -> int | None:
    """The month (from 1) from which the changed median is never again below the unchanged one.

    0 if it never is; None if it still is at the end of the simulated months.
    """
    behind = [
        month for month, pair in enumerate(zip(before, after, strict=True)) if pair[1] < pair[0]
    ]
    if not behind:
        return 0
    back = behind[-1] + 2  # months count from 1, and it is the month after the last one behind
    return back if back <= len(before) else None
