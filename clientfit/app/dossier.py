"""All that is known of one client, joined: answers, records, levels and the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from clientfit.app.settings import Settings
from clientfit.core.model import (
    Answer,
    Attempt,
    Client,
    Invoice,
    LetterDraft,
    QuestionRole,
)
from clientfit.core.money import Money
from clientfit.core.reading.answers import readable
from clientfit.core.reading.judge import judge
from clientfit.core.reading.levels import asked, client_levels, crossed, level, number, value
from clientfit.core.reading.verdict import Verdict
from clientfit.core.records import account
from clientfit.core.records.activity import Direction, TimeEntry
from clientfit.core.records.hours import evidence_hours
from clientfit.core.records.invoices import (
    NON_PAYMENT,
    Evidence,
    clash,
    evidence,
    judged_for_lateness,
    owed,
)
from clientfit.core.records.messages import Incoming, RecordEvidence, evidence_messages
from clientfit.core.repair import failed_attempts, refused
from clientfit.files.store import Journal
from clientfit.text.content.questions import Catalog
from clientfit.text.content.records import record_norms


@dataclass(frozen=True)
class Activity:
    """What a workbook holds of a client's hours and messages, by its owner's own clock."""

    me: Settings
    client: str  # its id

    @cached_property
    def work(self) -> tuple[TimeEntry, ...]:
        """The hours, the oldest first."""
        return self.me.workbook.hours(self.client)

    @cached_property
    def incoming(self) -> tuple[Incoming, ...]:
        """The messages from the client, the oldest first."""
        return tuple(
            Incoming(self.me.day_of(message.at), self.me.is_outside(message.at))
            for message in self.me.workbook.messages(self.client)
            if message.direction is Direction.IN
        )

    def evidence(self, today: date) -> tuple[RecordEvidence, ...]:
        """What hours and messages show; nothing where there are none."""
        norms = record_norms()
        found: list[RecordEvidence] = []
        if self.work:
            found += evidence_hours(self.work, thresholds=norms, today=today)
        if self.incoming:
            found.append(evidence_messages(self.incoming, thresholds=norms, today=today))
        return tuple(found)


@dataclass(frozen=True)
class Dossier:
    """One client with everything that follows from what is kept. Computed when asked for."""

    client: Client
    answers: Mapping[str, Answer]
    invoices: tuple[Invoice, ...]
    activity: Activity
    drafts: Mapping[str, LetterDraft]
    attempts: tuple[Attempt, ...]
    catalog: Catalog
    today: date

    @cached_property
    def evidence(self) -> Mapping[str, RecordEvidence]:
        """What invoices, hours and messages show, by sign; empty without records."""
        found = list(self.activity.evidence(self.today))
        if self.invoices:
            found[:0] = evidence(self.invoices, thresholds=record_norms(), today=self.today)
        return {shown.sign: shown for shown in found}

    @cached_property
    def judged(self) -> tuple[Invoice, ...]:
        """The invoices that are judged for lateness."""
        return judged_for_lateness(self.invoices, record_norms(), self.today).judged

    @cached_property
    def verdict(self) -> Verdict:
        """How the client reads."""
        shown = {id_: one.level for id_, one in self.evidence.items() if one.level is not None}
        norms = self.catalog.norms
        return judge(
            client_levels(self.answers, shown, self.catalog.questions, norms),
            # Whoever notes attempts one by one need not count them as well.
            attempts=max(number(self.answers, "attempts"), failed_attempts(self.attempts)),
            refused=value(self.answers, "refused") == "yes" or refused(self.attempts),
            absolute=bool(self.crossed),
            norms=norms,
            asked=asked(self.answers, norms),
        )

    @cached_property
    def crossed(self) -> tuple[str, ...]:
        """The absolute red lines that were answered yes."""
        return crossed(self.answers, self.catalog.questions)

    @cached_property
    def spoken(self) -> bool:
        """Whether the person has said anything that is read; records alone are no reading."""
        asked = self.catalog.of_role(QuestionRole.SIGN, QuestionRole.RED_LINE)
        return any(value(self.answers, question.id) is not None for question in asked)

    @cached_property
    def clashes(self) -> frozenset[str]:
        """The signs whose records and answer tell different stories."""
        found = set()
        for sign, shown in self.evidence.items():
            if clash(level(value(self.answers, sign)), shown.level, self.catalog.norms.clash):
                found.add(sign)
        return frozenset(found)

    @cached_property
    def owed(self) -> Mapping[str, Money]:
        """What is owed now by currency, from the records."""
        return owed(self.invoices)

    @property
    def is_owed(self) -> bool:
        """Whether they owe money: the person's word first, else the records."""
        return account.is_owed(value(self.answers, "owed"), self.invoices)

    @property
    def disputed(self) -> tuple[Invoice, ...]:
        """The open invoices that are in dispute."""
        return account.in_dispute(self.invoices)

    @property
    def long_open(self) -> tuple[Money, ...]:
        """What is open long past its day, by currency, however few the invoices are."""
        shown = self.evidence.get(NON_PAYMENT)
        return shown.unpaid if isinstance(shown, Evidence) else ()

    @property
    def pays(self) -> bool:
        """Whether all was paid so far, as far as is known."""
        return account.pays(self.verdict.levels[NON_PAYMENT], self.invoices)

    @property
    def is_settled(self) -> bool:
        """Whether it is known that nothing is owed."""
        return account.is_settled(value(self.answers, "owed"), self.invoices)

    @property
    def changed(self) -> datetime:
        """When anything was last said about the client."""
        return max([self.client.created, *(answer.at for answer in self.answers.values())])


def dossier(
    activity: Activity,
    client: Client,
    catalog: Catalog,
    today: date,
    *,
    at: datetime | None = None,
) -> Dossier:
    """Gather what a workbook holds of one client, now or as it was answered at a time.

    ``activity``: the client's, which names the workbook and may have been read already.
    """
    workbook = activity.me.workbook
    attempts = Journal(workbook, client.id).attempts()
    return Dossier(
        client,
        readable(workbook.answers(client.id, at=at), catalog.questions),
        workbook.invoices(client.id),
        activity,
        workbook.drafts(client.id),
        tuple(attempt for attempt in attempts if attempt.tried <= today),
        catalog,
        today,
    )
