"""The exit plan: three steps with gates, owners and dates, from what is known and what is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from clientfit.core.ending.notice import end_date
from clientfit.core.ending.working_days import USUAL, FreeDays, Move, working_day

#: Whoever is asked to pay has a week to act, and a week is left until the last day.
DAYS_TO_ACT = 7


class Phase(StrEnum):
    """The three steps of an ending (C21)."""

    PREPARE = "prepare"
    TELL = "tell"
    HAND_OVER = "hand_over"


class Anchor(StrEnum):
    """What an item's days are counted from."""

    TODAY = "today"
    TOLD = "told"
    END = "end"
    PAY = "pay"


class Owner(StrEnum):
    """Who has to act."""

    YOU = "you"
    THEY = "they"


class State(StrEnum):
    """Where an item stands."""

    OPEN = "open"
    DONE = "done"
    WAIVED = "waived"


@dataclass(frozen=True, slots=True)
class ExitItem:
    """One thing to do, without its words."""

    id: str
    phase: Phase
    owner: Owner
    gate: bool
    anchor: Anchor
    days: int
    move: Move
    when: tuple[tuple[str, tuple[str, ...]], ...]  # situation key, values that fit; all must hold
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemMark:
    """What the person said about an item: done, or waived with a reason."""

    item: str
    state: State
    reason: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class PlanLine:
    """An item of this plan, with its day and how it stands."""

    item: ExitItem
    due: date
    state: State
    reason: str = field(repr=False)

    @property
    def settled(self) -> bool:
        """Whether nobody needs to think about it any more."""
        return self.state is not State.OPEN


@dataclass(frozen=True, slots=True)
class ExitPlan:
    """The plan for one client: its days, and every line by date."""

    told: date
    end: date
    pay_by: date  # when what is open should be there
    lines: tuple[PlanLine, ...]

    def of(self, phase: Phase) -> tuple[PlanLine, ...]:
        """The lines of a step, in the order of their days."""
        return tuple(line for line in self.lines if line.item.phase is phase)

    def blockers(self, phase: Phase) -> tuple[PlanLine, ...]:
        """What must be done or waived before a step opens: the gates of all steps before it."""
        earlier = list(Phase)[: list(Phase).index(phase)]
        return tuple(
            line
            for line in self.lines
            if line.item.phase in earlier and line.item.gate and not line.settled
        )


@dataclass(frozen=True, slots=True)
class Days:
    """The days a plan is counted from. ``of`` gives the last day from a notice in days.

    ``due``: the last day on which anything that is open falls due by itself.
    """

    today: date
    told: date
    end: date
    due: date | None = None

    @classmethod
    def of(cls, today: date, told: date, notice_days: int, due: date | None = None) -> Days:
        """The last day is the day of telling plus the notice, in calendar days as contracts count.

        Raises ClientfitError for a notice that can't be counted.
        """
        return cls(today, told, end_date(told, notice_days), due)


def exit_plan(
    items: Sequence[ExitItem],
    situation: Mapping[str, str],
    marks: Iterable[ItemMark],
    days: Days,
    free: FreeDays = USUAL,
) -> ExitPlan:
    """Lay out the plan. ``situation``: key -> value that the items' conditions speak of.

    Days of items that fall on a weekend or holiday move to a working day, never before today. What
    prepares is done by the day of telling. After abuse no gate holds anybody up.
    """
    gated = situation.get("abusive") != "yes"
    pay_by = payment_day(days, free)
    anchors = {
        Anchor.TODAY: days.today,
        Anchor.TOLD: days.told,
        Anchor.END: days.end,
        Anchor.PAY: pay_by,
    }
    said = {mark.item: mark for mark in marks}
    lines = []
    for item in items:
        if any(situation.get(key, "unknown") not in fits for key, fits in item.when):
            continue
        day = anchors[item.anchor] + timedelta(days=item.days)
        moved = working_day(day, item.move, free)
        if item.phase is Phase.PREPARE and moved > days.told:
            moved = working_day(days.told, Move.BEFORE, free)
        if moved < days.today:
            moved = working_day(days.today, Move.AFTER, free)
        mark = said.get(item.id, ItemMark(item.id, State.OPEN, ""))
        lines.append(
            PlanLine(item if gated else replace(item, gate=False), moved, mark.state, mark.reason)
        )
    order = list(Phase)
    lines.sort(key=lambda line: (order.index(line.item.phase), line.due))
    return ExitPlan(days.told, days.end, pay_by, tuple(lines))


def payment_day(days: Days, free: FreeDays = USUAL) -> date:
    """The day to ask for what is open: in the letter that ends it, and in the plan.

    A working day a week before the last day, so that there is time to act; never sooner than a
    week after the telling, nor than the last of it falls due: one sum has one day, and nothing is
    asked for before it is owed. Once that day is over it is the next working day.
    """
    week = timedelta(days=DAYS_TO_ACT)
    wanted = max(days.end - week, days.told + week, days.due or date.min)
    return working_day(max(wanted, days.today + timedelta(days=1)), Move.AFTER, free)


@dataclass(frozen=True, slots=True)
class Advice:
    """A choice, and what speaks for it, as ids of reasons."""

    choice: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AdviceNorms:
    """From where on a relationship is long or large, and a payer unreliable."""

    long_months: int
    large_share: int
    late_level: int
    cooling_days: int


def channel(situation: Mapping[str, str], norms: AdviceNorms) -> Advice:
    """Which way to tell them (A15 against B15, as weighed in DECISIONS.md).

    In writing after abuse; else the usual channel, and a meeting or call where the relationship
    is long, large or near.
    """
    if situation.get("abusive") == "yes":
        return Advice("writing", ("abusive",))
    weight = tuple(
        reason
        for reason, key, least in (
            ("long", "months", norms.long_months),
            ("large", "income_share", norms.large_share),
        )
        if int(situation.get(key, "0")) >= least
    )
    near = situation.get("distance") == "near"
    if weight and near:
        return Advice("in_person", (*weight, "near"))
    usual = situation.get("channel", "unknown")
    if weight:
        return Advice("phone", (*weight, "usual") if usual == "phone" else weight)
    if usual == "unknown":
        return Advice("phone", ("unknown",))
    return Advice(usual, ("usual",))


def telling(situation: Mapping[str, str], norms: AdviceNorms) -> Advice:
    """Tell now, or when the money is there (B14), from sums owed and how they paid so far.

    ``unpaid`` (open long past its day), ``disputed`` and ``pays`` (all was paid so far) are yes or
    no. After abuse nobody waits for money.
    """
    if situation.get("owes") != "yes":
        return Advice("now", ("nothing_owed",))
    if situation.get("abusive") == "yes":
        return Advice("now", ("abusive",))
    reasons = [
        sign
        for sign, least in (("non_payment", 1), ("late_payment", norms.late_level))
        if int(situation.get(sign, "0")) >= least
    ]
    if "non_payment" not in reasons and situation.get("unpaid") == "yes":
        reasons.append("unpaid")
    if situation.get("disputed") == "yes":
        reasons.append("disputed")
    if reasons:
        return Advice("after_payment", tuple(reasons))
    return Advice("now", ("pays_well" if situation.get("pays") == "yes" else "no_sign",))
