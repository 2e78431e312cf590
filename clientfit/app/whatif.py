"""Can I afford to let them go? One question to the simulation, with what the person assumes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from clientfit.app.assumptions import Assuming
from clientfit.app.dossier import Dossier
from clientfit.app.ending import Ending
from clientfit.app.session import Session
from clientfit.core.ending.working_days import USUAL, Move, working_day
from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import say
from clientfit.core.whatif import (
    Change,
    Comparison,
    Leave,
    OnTime,
    Raise,
    Replace,
    Telling,
    compare,
    safest_day,
)

HIGHEST_RISE = 100  # percent
FARTHEST = 365  # days: what comes later is not simulated


@dataclass(frozen=True, slots=True)
class WhatIfQuestion:
    """What would change for whom. It lasts as long as somebody looks at it."""

    client: str | None = None  # None: whom the page is about, or whoever comes first
    leaves: bool = True
    told: date | None = None  # None: the day of their exit plan
    percent: int = 0
    on_time: bool = False
    replaced: bool = False
    which_day: bool = False  # also: on which day could they be told?

    def check(self, session: Session) -> None:
        """Raise ClientfitError with everything that can't be answered."""
        faults, today = [], session.today()
        last = today + timedelta(days=FARTHEST)
        if self.told and not today <= self.told <= last:
            what = say("{day} is not among the days that are looked at", day=self.told)
            todo = say("Choose one from {first} to {last}", first=today, last=last)
            faults.append(Fault(say("Day of telling"), what, todo))
        if not 0 <= self.percent <= HIGHEST_RISE:
            what = say("{percent}% does not fit", percent=self.percent)
            todo = say("Give a number from 0 to {most}", most=HIGHEST_RISE)
            faults.append(Fault(say("Higher rate"), what, todo))
        if faults:
            raise ClientfitError(faults)


@dataclass(frozen=True)
class WhatIf:
    """The answer to one question. Computed when asked for."""

    session: Session
    question: WhatIfQuestion = WhatIfQuestion()

    @cached_property
    def assuming(self) -> Assuming:
        """What is assumed, and every client's past."""
        return Assuming(self.session)

    @cached_property
    def clients(self) -> tuple[Dossier, ...]:
        """The clients that can be asked about: those of whom invoices speak."""
        payers = {payer.client for payer in self.assuming.payers}
        return tuple(dossier for dossier in self.session.dossiers if dossier.client.id in payers)

    @cached_property
    def dossier(self) -> Dossier | None:
        """The client that is asked about, or one of whom invoices speak; None: of nobody."""
        known = {client.client.id: client for client in self.clients}
        asked, here = self.question.client, self.session.place.client
        return known.get(asked or here or "") or next(iter(known.values()), None)

    @property
    def silent(self) -> Dossier | None:
        """The client that was asked about and has no invoices, so that another one is shown."""
        known = {client.client.id for client in self.clients}
        asked = (
            dossier
            for dossier in self.session.dossiers
            if dossier.client.id == self.question.client
        )
        return next((dossier for dossier in asked if dossier.client.id not in known), None)

    @cached_property
    def ending(self) -> Ending | None:
        """Their exit plan, whose days are taken until others are asked for."""
        return Ending(self.session, self.dossier) if self.dossier else None

    @cached_property
    def told(self) -> date:
        """The day of telling that is asked about: the one named, or the plan's."""
        planned = self.ending.told if self.ending else self.session.today()
        return self.question.told or max(planned, self.session.today())

    @property
    def notice(self) -> int:
        """Days of notice, as in the exit plan."""
        return self.ending.notice_days if self.ending else 0

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What is asked, as changes of the simulation."""
        if not self.dossier:
            return ()
        asked, client = self.question, self.dossier.client.id
        found: list[Change] = []
        if asked.leaves:
            found.append(Leave(client, (self.told - self.session.today()).days, self.notice))
        if asked.percent:
            found.append(Raise(client, asked.percent, 0, self.assuming.values["leaves"]))
        if asked.on_time:
            found.append(OnTime(client))
        if asked.replaced:
            found.append(Replace(client))
        return tuple(found)

    @cached_property
    def comparison(self) -> Comparison | None:
        """Twelve months with what is asked and without it; None where there are no invoices."""
        if not self.dossier:
            return None
        return compare(self.assuming.payers, self.assuming.assumptions, self.changes)

    @cached_property
    def telling(self) -> Telling | None:
        """The earliest day that is safe enough. After abuse nobody is made to wait for one."""
        if not self.dossier or not self.ending or self.ending.abusive:
            return None
        others = [change for change in self.changes if not isinstance(change, Leave)]
        leave = Leave(self.dossier.client.id, self.first_day, self.notice)
        accepted = self.assuming.values["accepted"] / 100
        assuming = self.assuming
        return safest_day(assuming.payers, assuming.assumptions, leave, accepted, others)

    @property
    def planned(self) -> date | None:
        """The day of telling that they chose for their plan."""
        return self.ending.days.told if self.ending else None

    @property
    def first_day(self) -> int:
        """The first day that is proposed, counted from today: when the calm days are over."""
        today = self.session.today()
        if not self.ending or not self.ending.waits:
            return 0
        return (self.ending.calm_working_day - today).days

    def date_of(self, day: int) -> date:
        """The working day on or after a day of the simulation."""
        free = self.ending.free if self.ending else USUAL
        return working_day(self.session.today() + timedelta(days=day), Move.AFTER, free)
