"""Repair first: what to try, what was tried, and how the client read over time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from uuid import uuid4

from clientfit.app.dossier import Dossier, dossier
from clientfit.app.session import Session
from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.model import Attempt, Norms, Outcome, Response
from clientfit.core.phrases import say
from clientfit.core.reading.answers import LONGEST_TEXT
from clientfit.core.reading.shares import Interval
from clientfit.core.reading.trend import TrendPoint
from clientfit.core.repair import RepairStep, StepProposal, due, repair_plan
from clientfit.files.store import Journal
from clientfit.text.content.repair import repairs

#: So many days with a change are drawn; older ones say little about today.
POINTS = 24


@dataclass(frozen=True)
class Repair:
    """The repair of the client that a session is about. Computed when asked for."""

    session: Session
    dossier: Dossier

    @cached_property
    def journal(self) -> Journal:
        """The client's journal."""
        return Journal(self.session.workbook, self.dossier.client.id)

    @cached_property
    def attempts(self) -> tuple[Attempt, ...]:
        """All attempts, the oldest first."""
        return self.dossier.attempts

    @cached_property
    def proposals(self) -> tuple[StepProposal, ...]:
        """The few steps with the largest effect; none that is already under way.

        Past an absolute red line there are none.
        """
        if self.dossier.crossed:
            return ()
        verdict, today = self.dossier.verdict, self.session.today()
        levels = tuple(verdict.levels.items())
        settled = self.dossier.is_settled
        return _proposals(levels, self.attempts, verdict.norms, today, settled=settled)

    @cached_property
    def others(self) -> tuple[RepairStep, ...]:
        """All other steps, for whoever knows better."""
        chosen = {proposal.step.id for proposal in self.proposals}
        return tuple(step for step in repairs().steps if step.id not in chosen)

    @cached_property
    def due(self) -> tuple[Attempt, ...]:
        """The attempts that it is time to look at again; past an absolute red line none is."""
        if self.dossier.crossed:
            return ()
        return due(self.attempts, self.session.today())

    @cached_property
    def points(self) -> tuple[TrendPoint, ...]:
        """How the client read at the end of each day on which something was said."""
        session, client = self.session, self.dossier.client
        changes = session.workbook.history(client.id)
        days = sorted({change.at.astimezone().date() for change in changes})[-POINTS:]
        return tuple(self._point(day) for day in days)

    def try_step(self, step: str, tried: date, note: str) -> None:
        """Note that a step was tried; the day to look again follows from the step."""
        known = {repair_step.id: repair_step for repair_step in repairs().steps}
        if step not in known:
            raise ClientfitError(Fault(step, "is no repair step", choices(step, known)))
        if tried > self.session.today():
            what = say("{day} is still to come", day=tried)
            raise ClientfitError(Fault(say("When"), what, "Note it afterwards"))
        review = tried + timedelta(days=known[step].days)
        attempt = Attempt(uuid4().hex, step, tried, review, None, Outcome.OPEN, _short(note))
        self.journal.keep_attempt(attempt)
        self.session.changed()

    def forget(self, id_: str) -> None:
        """Take an attempt back."""
        self.journal.forget_attempt(id_)
        self.session.changed()

    def review(self, id_: str, response: Response | None, outcome: Outcome, note: str) -> None:
        """Note how they took it and what changed."""
        attempt = next((attempt for attempt in self.attempts if attempt.id == id_), None)
        if attempt is None:
            raise ClientfitError(Fault(say("attempt"), "is no longer here", "Load the page again"))
        told = replace(attempt, response=response, outcome=outcome, note=_short(note))
        self.journal.keep_attempt(told)
        self.session.changed()

    def _point(self, day: date) -> TrendPoint:
        session, client, activity = self.session, self.dossier.client, self.dossier.activity
        end = datetime.combine(day, time.max).astimezone()
        then = dossier(activity, client, session.catalog, day, at=end)
        known = any(answer.answered for answer in then.answers.values())
        verdict = then.verdict
        strain = verdict.shown_strain if known else None
        return TrendPoint(day, verdict.reading, strain, verdict.levels)


@lru_cache(maxsize=32)
def _proposals(
    levels: tuple[tuple[str, Interval], ...],
    tried: tuple[Attempt, ...],
    norms: Norms,
    today: date,
    *,
    settled: bool,
) -> tuple[StepProposal, ...]:
    """Remembered, because they are asked for with every word of a letter and cost the most."""
    under_way = {attempt.step for attempt in tried if attempt.outcome is Outcome.OPEN}
    steps = [
        step for step in repairs().steps if step.id not in under_way and not (step.owed and settled)
    ]
    return repair_plan(dict(levels), steps, tried, norms, today)


def _short(note: str) -> str:
    if len(note) > LONGEST_TEXT:
        todo = say("Shorten it to {most}", most=LONGEST_TEXT)
        raise ClientfitError(Fault(say("note"), "is too long", todo))
    return note
