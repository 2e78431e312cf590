"""A good ending: the cooling-off, the plan with its gates, and the advice that goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from clientfit.app.dossier import Dossier
from clientfit.app.holidays import free_days
from clientfit.app.session import Session
from clientfit.core.ending import cooling
from clientfit.core.ending.notice import notice_days
from clientfit.core.ending.plan import (
    Advice,
    Days,
    ExitPlan,
    ItemMark,
    State,
    channel,
    exit_plan,
    telling,
)
from clientfit.core.ending.working_days import FreeDays
from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.model import Reading
from clientfit.core.phrases import Phrase
from clientfit.core.reading.levels import abusive, value
from clientfit.core.records.invoices import last_due
from clientfit.files.store import Journal, PlanDays
from clientfit.text.content.ending import Exits, exits

COOLING = "cooling_days"
YEARS = 5  # the farthest day of telling and the longest notice lie within


@dataclass(frozen=True)
class Ending:
    """The exit plan of the client that a session is about. Computed when asked for."""

    session: Session
    dossier: Dossier

    @cached_property
    def journal(self) -> Journal:
        """The client's journal."""
        return Journal(self.session.workbook, self.dossier.client.id)

    @cached_property
    def content(self) -> Exits:
        """Items, words and thresholds."""
        return exits()

    @cached_property
    def days(self) -> PlanDays:
        """The days chosen so far; a plan begins on the day it is first looked at."""
        return self.journal.plan() or PlanDays(begun=self.session.today())

    @property
    def cooling_days(self) -> int:
        """How many days to wait before telling; theirs to set."""
        kept = self.session.workbook.setting(COOLING)
        return cooling.cooling_days(kept, self.content.norms.cooling_days)

    @property
    def calm_on(self) -> date:
        """The day on which the cooling-off is over."""
        return cooling.calm_on(self.days.begun, self.cooling_days)

    @property
    def waits(self) -> bool:
        """Whether a calmer look is advised first. After abuse nothing makes anybody wait."""
        return cooling.waits(abusive=self.abusive, cooled=self.days.cooled)

    @property
    def abusive(self) -> bool:
        """Whether there were threats, harassment or insults often."""
        return abusive(self.dossier.answers, self.dossier.crossed)

    @property
    def country(self) -> str:
        """Whose public holidays count; empty: none."""
        return self.session.myself.country

    @property
    def notice_days(self) -> int:
        """The notice that was agreed, or the usual one; after abuse none that was not agreed."""
        return notice_days(value(self.dossier.answers, "notice"), abusive=self.abusive)

    @property
    def notice_agreed(self) -> bool:
        """Whether the notice is theirs and not our proposal."""
        return value(self.dossier.answers, "notice") is not None

    @property
    def free(self) -> FreeDays:
        """Weekends and public holidays of their place, up to the latest last day there can be."""
        year = self.session.today().year
        return free_days(self.country, year, year + YEARS)

    @property
    def told(self) -> date:
        """The day of telling: chosen, or proposed by ``core.ending.cooling``."""
        return cooling.day_of_telling(
            self.days.told, self.session.today(), self.calm_on, self.free, abusive=self.abusive
        )

    @property
    def calm_working_day(self) -> date:
        """The first working day with a calm head."""
        return cooling.calm_working_day(self.session.today(), self.calm_on, self.free)

    @cached_property
    def plan(self) -> ExitPlan:
        """The plan as it stands."""
        due = last_due(self.dossier.invoices)
        days = Days.of(self.session.today(), self.told, self.notice_days, due)
        items, marks = self.content.items, self.journal.marks()
        return exit_plan(items, self.situation, marks, days, self.free)

    @cached_property
    def channel(self) -> Advice:
        """Which way to tell them."""
        return channel(self.situation, self.content.norms)

    @cached_property
    def telling(self) -> Advice:
        """Whether to tell them now or when the money is there."""
        return telling(self.situation, self.content.norms)

    @cached_property
    def situation(self) -> Mapping[str, str]:
        """What conditions and advice ask about, as one word each."""
        answers = self.dossier.answers
        found = {
            key: value(answers, key) or "unknown" for key in ("contract", "channel", "distance")
        }
        found |= {key: str(self._whole(key)) for key in ("months", "income_share")}
        verdict = self.dossier.verdict
        found |= {sign: str(verdict.levels[sign][0]) for sign in ("late_payment", "non_payment")}
        return found | {
            "abusive": _word(self.abusive),
            "undelivered": _word(bool((value(answers, "undelivered") or "").strip())),
            "owes": _word(self.dossier.is_owed),
            "unpaid": _word(bool(self.dossier.long_open)),
            "disputed": _word(bool(self.dossier.disputed)),
            "pays": _word(self.dossier.pays),
        }

    def cooled(self) -> None:
        """Read again with a calm head, or gone on without."""
        self.journal.keep_plan(replace(self.days, cooled=True))
        self.session.changed()

    def tell_on(self, day: date) -> None:
        """Choose the day of telling."""
        cooling.check_day_of_telling(day, self.session.today())
        self.journal.keep_plan(replace(self.days, told=day))
        self.session.changed()

    def mark(self, item: str, state: State, reason: str) -> None:
        """Tick an item off, waive it with a reason, or open it again."""
        known = [exit_item.id for exit_item in self.content.items]
        if item not in known:
            raise ClientfitError(Fault(item, "is no part of the plan", choices(item, known)))
        if state is State.WAIVED and not reason.strip():
            name = Phrase(self.content.words[item].name)
            todo = "A few words are enough; they are only for you"
            raise ClientfitError(Fault(name, "is left out without a reason", todo))
        self.journal.keep_mark(ItemMark(item, state, reason.strip()))
        self.session.changed()

    def set_cooling(self, days: int) -> None:
        """Choose how many days to wait."""
        cooling.check_cooling_days(days)
        self.session.workbook.set_setting(COOLING, days)
        self.session.changed()

    @property
    def advised(self) -> bool:
        """Whether the reading itself speaks of an end."""
        return self.dossier.verdict.reading in (Reading.END, Reading.LAST_CHANCE)

    def _whole(self, question: str) -> int:
        return int(Decimal(value(self.dossier.answers, question) or 0))


def _word(yes: bool) -> str:
    return "yes" if yes else "no"
