"""The end, with late fees."""

from __future__ import annotations

from typing import Literal, TypedDict

from clientfit.page.wire.common import CodeChoice, Entry, ToStep


class Cooling(TypedDict):
    """A few calm days first; ``value`` in days."""

    heading: str
    text: str
    again: ToStep
    on: str
    label: str
    value: int


class PlanDays(TypedDict):
    """The day of telling, and by whose holidays it is judged."""

    told: Entry
    summary: str
    note: str
    country: CodeChoice


class PlanItem(TypedDict):
    """One thing of the plan."""

    id: str
    name: str
    do: str
    due: str
    needed: str
    state: str
    told: str


class PlanPhase(TypedDict):
    """One of the three steps; ``closed`` says why it is."""

    id: str
    heading: str
    closed: str
    lines: list[PlanItem]


class FeeTable(TypedDict):
    """The sum of one invoice, step by step."""

    name: str
    intro: str
    columns: list[str]
    rows: list[list[str]]
    below: list[str]


class FeesSection(TypedDict):
    """The choice of a law, and a table an invoice."""

    label: str
    law: CodeChoice
    rate: Entry
    hint: str
    unconfirmed: list[str]
    tables: list[FeeTable]
    disclaimer: str


class EvidenceNote(TypedDict):
    """A note that may be shown, by its question."""

    id: str
    label: str
    note: str


class Evidence(TypedDict):
    """Dated facts for whoever has to judge them."""

    label: str
    intro: str
    notes: list[EvidenceNote]
    notes_label: str
    redact: str
    save: str


class Rant(TypedDict):
    """The place for what must not be sent."""

    heading: str
    intro: str
    label: str
    burn: str
    burnt: str


class EndingWords(TypedDict):
    """The small words of the step."""

    done: str
    waive: str
    reason: str
    keep: str
    reopen: str
    disclaimer: str


class PlanFiles(TypedDict):
    """The files of the plan, by kind."""

    pdf: str
    ics: str
    md: str


class EndingBody(TypedDict):
    """The whole plan of one client."""

    kind: Literal["end"]
    heading: str
    intro: str
    safe: str
    cooling: Cooling | None
    days: PlanDays
    afford: str
    advice: list[str]
    both: str
    phases: list[PlanPhase]
    fees: FeesSection
    evidence: Evidence
    rant: Rant
    words: EndingWords
    save: PlanFiles
    letter: ToStep
    back: ToStep
