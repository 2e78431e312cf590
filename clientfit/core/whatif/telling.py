"""Find the earliest day to tell a client that it is over while the cash reserve still holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from clientfit.core.whatif.futures import cash, falls_below, together, with_changes
from clientfit.core.whatif.model import Assumptions, Change, Leave, Payer, check, plans
from clientfit.core.whatif.paths import arrival_days, grid, stream

#: If more than this share is never paid, no day can be named on which the open invoices are paid.
MOSTLY = 0.5


class Deciding(StrEnum):
    """What determines the recommended day."""

    NOTHING = "nothing"  # nothing stands in the way: the first day is safe
    OWED = "owed"  # wait until what they owe has been paid (source B14)
    RESERVE = "reserve"  # wait until cash has grown
    NO_DAY = "no_day"  # no day is safe enough; the best one is given


@dataclass(frozen=True, slots=True)
class Candidate:
    """A day that was examined for telling the client."""

    day: int
    below: int  # paths on which cash then falls below the reserve
    owed: int  # expected amount owed on that day, minor units


@dataclass(frozen=True, slots=True)
class Telling:
    """The recommended day, all days examined, and what determined the choice."""

    best: Candidate
    deciding: Deciding
    candidates: tuple[Candidate, ...]
    paid: Candidate | None  # the day after all open invoices should be paid; None: no such day
    accepted: int  # the number of paths on which cash may fall below the reserve
    paths: int


def safest_day(
    payers: Sequence[Payer],
    assumed: Assumptions,
    leave: Leave,
    accepted: float,
    changes: Sequence[Change] = (),
) -> Telling:
    """Find the earliest day to tell a client on which the reserve holds often enough.

    Examined are the day of ``leave``, the first day of each later simulated month, and the day
    after the client's open invoices should have been paid. Each is simulated with the notice period
    of ``leave`` and with the other ``changes``. ``accepted``: the share (0..1) of paths on which
    cash may fall below the reserve. Raises ClientfitError that lists every input that cannot be
    simulated.
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
        # If the first day would be safe with no money at risk, the wait is for what they owe.
        safe = below(days[0], replace(assumed, unpaid=0)) <= most
        deciding = Deciding.OWED if safe else Deciding.RESERVE
    paid = next((candidate for candidate in found if candidate.day == paid_on), None)
    return Telling(best, deciding, tuple(found), paid, most, assumed.sampling.paths)


def _paid_on(payer: Payer, assumed: Assumptions) -> int | None:
    """The day after the last open invoice should be paid, by the client's median delay.

    None where nothing is open, or where most of the client's bills are never paid.
    """
    days = arrival_days(payer, assumed)[assumed.sampling.months :]
    if not days.size or payer.never > MOSTLY:
        return None
    return int(np.sort(days, axis=1)[:, (days.shape[1] - 1) // 2].max()) + 1


def _owed_on(payer: Payer, assumed: Assumptions, day: int) -> int:
    """The expected amount billed by ``day`` and not yet paid then, in minor units."""
    days = arrival_days(payer, assumed)
    waiting = (days > day).mean(axis=1)
    months = assumed.sampling.months
    monthly = sum(payer.billed) / max(len(payer.billed), 1)
    ends = grid(assumed.sampling, assumed.bills_in).billed.ends[:, 0]
    billed = (ends <= day) * monthly
    billed[0] = (ends[0] <= day) * max(monthly - payer.begun, 0)
    still_open = np.array([invoice.owed for invoice in payer.open], dtype=np.float64)
    return round(float((waiting[:months] * billed).sum() + (waiting[months:] * still_open).sum()))
