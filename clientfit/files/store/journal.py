"""What happened with a client besides answers, as the model's own kinds: attempts, plan, visits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from clientfit.core.exit_plan import Mark, State
from clientfit.core.model import Attempt, Outcome, Response
from clientfit.files.store.workbook import Workbook

ATTEMPT, MARK, PLAN, VISIT, DISMISSED = "attempt", "mark", "plan", "visit", "dismissed"


@dataclass(frozen=True, slots=True)
class PlanDays:
    """The days of an exit plan as far as they are chosen; None: not yet."""

    begun: date  # when an end was first thought of: the cooling-off runs from here
    told: date | None = None
    cooled: bool = False  # read again with a calm head, or gone on without


@dataclass(frozen=True, slots=True)
class Journal:
    """One client's journal in a workbook."""

    workbook: Workbook
    client: str

    def attempts(self) -> tuple[Attempt, ...]:
        """All attempts at repair, the oldest first."""
        found = self.workbook.journal(self.client, ATTEMPT)
        attempts = [_attempt(id_, body) for id_, body in found.items()]
        return tuple(sorted(attempts, key=lambda one: (one.tried, one.id)))

    def keep_attempt(self, attempt: Attempt) -> None:
        """Keep an attempt in place of the one with its id."""
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
        """Take an attempt back."""
        self.workbook.write_journal(self.client, ATTEMPT, id_, None)

    def marks(self) -> tuple[Mark, ...]:
        """What was said about items of the exit plan."""
        found = self.workbook.journal(self.client, MARK)
        return tuple(Mark(id_, State(body["state"]), body["reason"]) for id_, body in found.items())

    def keep_mark(self, mark: Mark) -> None:
        """Keep a mark; an open item without a reason is no mark."""
        open_ = mark.state is State.OPEN
        body = None if open_ else {"state": mark.state, "reason": mark.reason}
        self.workbook.write_journal(self.client, MARK, mark.item, body)

    def plan(self) -> PlanDays | None:
        """The days of the exit plan; None before one was begun."""
        body = self.workbook.journal(self.client, PLAN).get("days")
        if body is None:
            return None
        told = date.fromisoformat(body["told"]) if body["told"] else None
        return PlanDays(date.fromisoformat(body["begun"]), told, body["cooled"])

    def keep_plan(self, days: PlanDays | None) -> None:
        """Keep the days of the plan; None gives the plan up, its marks stay."""
        body = days and {
            "begun": days.begun.isoformat(),
            "told": days.told.isoformat() if days.told else None,
            "cooled": days.cooled,
        }
        self.workbook.write_journal(self.client, PLAN, "days", body)

    def begin_plan(self, today: date) -> None:
        """Note the day on which an end was first thought of; the cooling-off runs from it."""
        if self.plan() is None:
            self.keep_plan(PlanDays(begun=today))

    def visit(self, day: date) -> None:
        """Note that the person came here about this client on a day."""
        self.workbook.write_journal(self.client, VISIT, day.isoformat(), True)

    def visits(self, year: int) -> int:
        """On how many days of a year the person came here about this client."""
        return sum(id_.startswith(f"{year}-") for id_ in self.workbook.journal(self.client, VISIT))

    def dismissed(self, letter: str) -> frozenset[str]:
        """The marks of the second reader that the person has dismissed in a letter."""
        found = self.workbook.journal(self.client, f"{DISMISSED} {letter}")
        return frozenset(found)

    def dismiss(self, letter: str, key: str, *, dismissed: bool = True) -> None:
        """Dismiss a mark of the second reader, or let it speak again."""
        self.workbook.write_journal(
            self.client, f"{DISMISSED} {letter}", key, True if dismissed else None
        )


def _attempt(id_: str, body: Mapping[str, Any]) -> Attempt:
    return Attempt(
        id=id_,
        step=body["step"],
        tried=date.fromisoformat(body["tried"]),
        review=date.fromisoformat(body["review"]),
        response=Response(body["response"]) if body["response"] else None,
        outcome=Outcome(body["outcome"]),
        note=body["note"],
    )
