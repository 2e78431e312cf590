"""The earliest day on which a client can be told, so that the reserve holds often enough."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from clientfit.core.whatif.futures import cash, falls_below, together, with_changes
from clientfit.core.whatif.model import Assumptions, Change, Leave, Payer, check, plans
from clientfit.core.whatif.paths import arrival_days, grid, stream

#: Of whoever pays less than half, the middle bill never comes.
MOSTLY = 0.5


class Deciding(StrEnum):
    """What decides on the day."""

    NOTHING = "nothing"  # the first day is as good as any
    OWED = "owed"  # what they owe has to be there first (B14)
    RESERVE = "reserve"  # cash has to grow first
    NO_DAY = "no_day"  # none of the days is safe enough; the best one is given


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day on which they could be told."""

    day: int
    below: int  # futures in which cash then falls below the reserve
    owed: int  # what they are expected to owe on that day, minor units


@dataclass(frozen=True, slots=True)
class Telling:
    """The day that was found, all days that were looked at, and what decided."""

    best: Candidate
    deciding: Deciding
    candidates: tuple[Candidate, ...]
    paid: Candidate | None  # the day after what is open now should be there; None: no such day
    accepted: int  # in how many futures cash may fall below
    paths: int


def safest_day(
    payers: Sequence[Payer],
    assumed: Assumptions,
    leave: Leave,
    accepted: float,
    changes: Sequence[Change] = (),
) -> Telling:
    """Find the earliest day to tell a client for which the reserve holds often enough.

    Looked at are the day of ``leave``, the first day of each month ahead after it, and the day
    after what they owe now should have arrived, if that is later; each with the notice of
    ``leave``, beside the other ``changes``.
    ``accepted``: the share of futures in which cash may fall below the reserve, 0..1.
    Raises ClientfitError with all that can't be simulated.
    """
    check(payers, assumed, [*changes, leave])
    payer = next(payer for payer in payers if payer.client == leave.client)
    others = [payer for payer in payers if payer.client != leave.client]
    everybody = together(tuple(payers), assumed)
    rest = with_changes(others, assumed, plans(changes), everybody).money
    rest = rest - stream(payer, assumed).money
    most = int(accepted * assumed.sampling.paths)

    def below(day: int, given: Assumptions) -> int:
        plan = plans([*changes, replace(leave, day=day)])[leave.client]
        return falls_below(cash(rest + stream(payer, given, plan).money, given), given)

    paid_on = _paid_on(payer, assumed)
    ahead = grid(assumed.sampling, assumed.bills_in).cash
    months = [int(day) for day in ahead.starts[:, 0]]
    known_days = [*months, *([] if paid_on is None else [paid_on])]
    days = sorted({leave.day, *(day for day in known_days if day > leave.day)})
    found = [Candidate(day, below(day, assumed), _owed_on(payer, assumed, day)) for day in days]
    fits = [candidate for candidate in found if candidate.below <= most]
    best = fits[0] if fits else min(found, key=lambda candidate: (candidate.below, candidate.day))
    if not fits:
        deciding = Deciding.NO_DAY
    elif best is found[0]:
        deciding = Deciding.NOTHING
    else:
        # If the first day would do were nothing at risk, then what they owe is what one waits for.
        safe = below(days[0], replace(assumed, unpaid=0)) <= most
        deciding = Deciding.OWED if safe else Deciding.RESERVE
    paid = next((candidate for candidate in found if candidate.day == paid_on), None)
    return Telling(best, deciding, tuple(found), paid, most, assumed.sampling.paths)


def _paid_on(payer: Payer, assumed: Assumptions) -> int | None:
    """The day after what is open now should be there, in the middle of their own delays.

    None where nothing is open, or where most never comes.
    """
    days = arrival_days(payer, assumed)[assumed.sampling.months :]
    if not days.size or payer.never > MOSTLY:
        return None
    return int(np.sort(days, axis=1)[:, (days.shape[1] - 1) // 2].max()) + 1


def _owed_on(payer: Payer, assumed: Assumptions, day: int) -> int:
    """What is billed by a day and expected not to have arrived by then."""
    days = arrival_days(payer, assumed)
    waiting = (days > day).mean(axis=1)
    months = assumed.sampling.months
    monthly = sum(payer.billed) / max(len(payer.billed), 1)
    ends = grid(assumed.sampling, assumed.bills_in).billed.ends[:, 0]
    billed = (ends <= day) * monthly
    billed[0] = (ends[0] <= day) * max(monthly - payer.begun, 0)
    still_open = np.array([invoice.owed for invoice in payer.open], dtype=np.float64)
    return round(float((waiting[:months] * billed).sum() + (waiting[months:] * still_open).sum()))
