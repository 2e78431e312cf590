"""Repair."""

from __future__ import annotations

from typing import Literal, TypedDict

from clientfit.page.wire.charts import Chart
from clientfit.page.wire.common import Choice, ToStep


class StepCard(TypedDict):
    """One thing to try."""

    id: str
    name: str
    do: str
    say: str
    better: str
    letter: str
    effect: str
    by: str


class TriedStep(TypedDict):
    """One thing that was tried."""

    id: str
    name: str
    tried: str
    review: str
    told: str
    response: str
    outcome: str
    note: str


class TriedSteps(TypedDict):
    """Things that were tried, under a heading."""

    heading: str
    attempts: list[TriedStep]


class ProposedSteps(TypedDict):
    """What to try first, and what is said where nothing is proposed."""

    heading: str
    none: str
    steps: list[StepCard]


class OtherSteps(TypedDict):
    """All other steps."""

    label: str
    steps: list[StepCard]


class Trend(TypedDict):
    """How the client read over time; no chart before there are two days."""

    heading: str
    chart: Chart | None


class RepairWords(TypedDict):
    """The small words of the step."""

    say: str
    better: str
    letter: str
    tried: str
    when: str
    note: str
    keep: str
    response: str
    outcome: str
    forget: str
    change: str
    responses: list[Choice]
    outcomes: list[Choice]
    today: str


class RepairBody(TypedDict):
    """Proposals, what is due, what was tried, and how it went."""

    kind: Literal["repair"]
    heading: str
    intro: str
    safe: str
    due: TriedSteps
    proposals: ProposedSteps
    others: OtherSteps
    tried: TriedSteps
    trend: Trend
    visits: str
    words: RepairWords
    end: ToStep
    back: ToStep
