"""Repair first: which steps to try, chosen by asking the verdict what each of them would change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clientfit.core.model import TOP_LEVEL, Attempt, Category, Norms, Outcome, Response
from clientfit.core.reading.rule import bars, category
from clientfit.core.reading.shares import Interval, shares

MOST_STEPS = 3
#: A step that moves the shares by less than this is not worth anybody's evening.
LEAST_GAIN = 0.01
#: What easing everything from always to never is worth beside the shares.
EASE = 0.5
#: A last chance is one named repair, looked at again within so many days.
LAST_CHANCE_DAYS = 90
#: On so many days of a year a thought that keeps coming back is worth listening to (B9).
LEAST_VISITS = 3

Levels = Mapping[str, Interval]


@dataclass(frozen=True, slots=True)
class RepairStep:
    """One thing to try: the signs it is for, and the level an honest success brings them to.

    Signs that ease ``along`` with them are no reason to try it: nobody answers insults that
    were never said because the strain is high.
    """

    id: str
    signs: tuple[str, ...]
    eases_to: int
    days: int  # when to look again
    letter: str
    sources: tuple[str, ...]
    along: tuple[str, ...] = ()
    owed: bool = False  # makes sense only while something is owed

    def eased(self, levels: Levels) -> dict[str, Interval]:
        """The levels after it worked."""
        return {
            sign: (min(low, self.eases_to), min(high, self.eases_to))
            if sign in self.signs + self.along
            else (low, high)
            for sign, (low, high) in levels.items()
        }


@dataclass(frozen=True, slots=True)
class StepProposal:
    """A step that is worth trying, and what it would do on top of those before it."""

    step: RepairStep
    eases: tuple[tuple[str, Interval, Interval], ...]  # sign, now, then
    #: Of the signs, if this step and those before it work; None while open ones could change it.
    category: Category | None
    gain: float  # in shares: 1 is a whole category
    review: date


def repair_plan(
    levels: Levels,
    steps: Sequence[RepairStep],
    tried: Iterable[Attempt],
    norms: Norms,
    today: date,
) -> tuple[StepProposal, ...]:
    """At most three steps with the largest effect on the verdict, the strongest first.

    Each next step is the one that raises the shares of better categories most, given that those
    before it worked; the verdict is asked anew each time. Only steps for a sign that is surely
    beyond what a good client may show are asked about; one that was tried and changed nothing,
    or was refused, is not proposed again.
    """
    spent = {attempt.step for attempt in tried if failed(attempt)}
    limits = dict(zip(norms.ids, bars(norms)[0].limits, strict=True))
    left = [
        step
        for step in steps
        if step.id not in spent and any(levels[sign][0] > limits[sign] for sign in step.signs)
    ]
    now = {sign: levels[sign] for sign in norms.ids}  # the verdict takes them in this order
    plan: list[StepProposal] = []
    while left and len(plan) < MOST_STEPS:
        # Of equal ones the first in the file; max keeps it.
        best = max(left, key=lambda step: _goodness(step.eased(now), norms))
        then = best.eased(now)
        gain = _goodness(then, norms) - _goodness(now, norms)
        if gain < LEAST_GAIN:
            break
        eases = tuple((sign, now[sign], then[sign]) for sign in now if now[sign] != then[sign])
        worst, reached = (category([pair[at] for pair in then.values()], norms) for at in (1, 0))
        review = today + timedelta(days=best.days)
        sure = reached if worst == reached else None
        plan.append(StepProposal(best, eases, sure, gain, review))
        left.remove(best)
        now = then
    return tuple(plan)


def failed(attempt: Attempt) -> bool:
    """Whether an attempt was honest and changed nothing, or was refused."""
    return attempt.outcome is Outcome.SAME or attempt.response is Response.REFUSED


def failed_attempts(tried: Iterable[Attempt]) -> int:
    """How many attempts count for the ladder."""
    return sum(attempt.outcome is Outcome.SAME for attempt in tried)


def refused(tried: Iterable[Attempt]) -> bool:
    """Whether the client refused one of them."""
    return any(attempt.response is Response.REFUSED for attempt in tried)


def due(tried: Iterable[Attempt], today: date) -> tuple[Attempt, ...]:
    """The attempts whose review day has come and which nobody has looked at yet."""
    waiting = [
        attempt for attempt in tried if attempt.outcome is Outcome.OPEN and attempt.review <= today
    ]
    return tuple(sorted(waiting, key=lambda attempt: attempt.review))


def keeps_coming_back(visits: int) -> bool:
    """Whether they come back to the same worry again and again; once or twice is nothing.

    ``visits``: the days of this year on which they looked at the reading, a repair or an end.
    """
    return visits >= LEAST_VISITS


def _goodness(levels: Levels, norms: Norms) -> float:
    """How well the signs read: 0 (surely end) to 2 (surely keep), and a little for less strain.

    The little part finds the way where several signs must ease before the category moves.
    """
    portions = shares(list(levels.values()), norms)
    mean = sum(sign.points * sum(levels[sign.id]) for sign in norms.signs) / (
        2 * TOP_LEVEL * norms.points
    )
    return 2 * portions["keep"] + portions["repair"] + EASE * (1 - mean)
