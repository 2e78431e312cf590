"""A client's journal as typed objects: repair attempts, exit plan, visits, dismissed remarks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from clientfit.core.ending.plan import ItemMark, State
from clientfit.core.model import Attempt, Outcome, Response
from clientfit.files.store.workbook import Workbook

ATTEMPT, MARK, PLAN, VISIT, DISMISSED = "attempt", "mark", "plan", "visit", "dismissed"


@dataclass(frozen=True, slots=True)
class PlanDays:
    """The dates of an exit plan; None where not chosen yet."""

    begun: date  # when an end was first considered; the cooling-off period starts
    told: date | None = None
    cooled: bool = False  # cooling-off over: reconsidered calmly, or skipped


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal of one client in a workbook."""

    workbook: Workbook
    client: str

    def attempts(self) -> tuple[Attempt, ...]:
        """All repair attempts, the oldest first."""
        found = self.workbook.journal(self.client, ATTEMPT)
        attempts = _readable(_attempt, found)
        return tuple(sorted(attempts, key=lambda attempt: (attempt.tried, attempt.id)))

    def keep_attempt(self, attempt: Attempt) -> None:
        """Store an attempt; one with the same id is replaced."""
        body = {
            "step": attempt.step,
            "tried": attempt.tried.isoformat(),
            "review": attempt.review.isoformat(),
            "response": attempt.response,
            "outcome": attempt.outcome,
            "note": attempt.note,
        }
        self.workbook.write_journal(self.client, ATTEMPT, attempt.id, body)

    def forget_attempt(self, id_: str) -> None:
        """Delete an attempt."""
        self.workbook.write_journal(self.client, ATTEMPT, id_, None)

    def marks(self) -> tuple[ItemMark, ...]:
        """The states that the person set for items of the exit plan."""
        return tuple(_readable(_mark, self.workbook.journal(self.client, MARK)))

    def keep_mark(self, mark: ItemMark) -> None:
        """Store the state of an item; "open" is the default and is stored as no mark."""
        open_ = mark.state is State.OPEN
        body = None if open_ else {"state": mark.state, "reason": mark.reason}
        self.workbook.write_journal(self.client, MARK, mark.item, body)

    def plan(self) -> PlanDays | None:
        """The dates of the exit plan; None if none was begun."""
        found = self.workbook.journal(self.client, PLAN)
        return next((days for days in _readable(_plan_days, found)), None)

    def keep_plan(self, days: PlanDays | None) -> None:
        """Store the dates of the plan; None abandons the plan, but keeps its marks."""
        body = days and {
            "begun": days.begun.isoformat(),
            "told": days.told.isoformat() if days.told else None,
            "cooled": days.cooled,
        }
        self.workbook.write_journal(self.client, PLAN, "days", body)

    def begin_plan(self, today: date) -> None:
        """Record the day on which an end was first considered; an existing plan is not changed."""
        if self.plan() is None:
            self.keep_plan(PlanDays(begun=today))

    def visit(self, day: date) -> None:
        """Record that the person opened this client on a day."""
        self.workbook.write_journal(self.client, VISIT, day.isoformat(), True)

    def visits(self, year: int) -> int:
        """The number of days in a year on which the person opened this client."""
        return sum(id_.startswith(f"{year}-") for id_ in self.workbook.journal(self.client, VISIT))

    def dismissed(self, letter: str) -> frozenset[str]:
        """The keys of the review remarks that the person dismissed in a letter."""
        found = self.workbook.journal(self.client, f"{DISMISSED} {letter}")
        return frozenset(found)

    def dismiss(self, letter: str, key: str, *, dismissed: bool = True) -> None:
        """Dismiss a review remark in a letter, or show it again."""
        self.workbook.write_journal(
            self.client, f"{DISMISSED} {letter}", key, True if dismissed else None
        )


Kind = TypeVar("Kind")


def _readable(
    read: Callable[[str, Mapping[str, Any]], Kind], found: Mapping[str, Any]
) -> list[Kind]:
    """The entries that this version can read; others are skipped and stay in the file."""
    entries = []
    for id_, body in found.items():
        try:
            entries.append(read(id_, body))
        except (KeyError, TypeError, ValueError):
            continue
    return entries


def _text(body: Mapping[str, Any], field: str) -> str:
    if not isinstance(body[field], str):
        raise TypeError(field)
    return str(body[field])


def _mark(id_: str, body: Mapping[str, Any]) -> ItemMark:
    return ItemMark(id_, State(body["state"]), _text(body, "reason"))


def _plan_days(_id: str, body: Mapping[str, Any]) -> PlanDays:
    told = date.fromisoformat(body["told"]) if body["told"] else None
    return PlanDays(date.fromisoformat(body["begun"]), told, body["cooled"] is True)


def _attempt(id_: str, body: Mapping[str, Any]) -> Attempt:
    return Attempt(
        id=id_,
        step=_text(body, "step"),
        tried=date.fromisoformat(body["tried"]),
        review=date.fromisoformat(body["review"]),
        response=Response(body["response"]) if body["response"] else None,
        outcome=Outcome(body["outcome"]),
        note=_text(body, "note"),
    )
