"""The whole page: what stands around every step, the step itself, and what changes in it."""

from __future__ import annotations

from typing import TypedDict

from clientfit.page.wire.all_clients import AllClientsBody
from clientfit.page.wire.client import ClientBody, NewClientBody
from clientfit.page.wire.common import BareBody, Named
from clientfit.page.wire.ending import EndingBody
from clientfit.page.wire.fields import FieldRecord, FieldValue
from clientfit.page.wire.letter import LetterBody, LetterState
from clientfit.page.wire.reading import ReadingBody
from clientfit.page.wire.repair import RepairBody
from clientfit.page.wire.signs import AnswersDone, SignsBody


class StepTab(TypedDict):
    """A step by which to turn."""

    id: str
    label: str
    ready: bool


class Frame(TypedDict):
    """What stands around every step."""

    lang: str
    dir: str
    title: str
    label: str
    step: str
    letter: str | None
    client: Named | None
    about: str
    saving: str
    dismiss: str
    too_long: str
    steps: list[StepTab]


Body = (
    NewClientBody
    | ClientBody
    | SignsBody
    | ReadingBody
    | RepairBody
    | EndingBody
    | LetterBody
    | AllClientsBody
    | BareBody
)


class Live(TypedDict, total=False):
    """What changes while the person answers; steps without questions have none."""

    answers: dict[str, FieldValue]
    saved: str
    records: dict[str, FieldRecord]
    progress: AnswersDone
    letter: LetterState


class Views(TypedDict):
    """All that a page shows."""

    frame: Frame
    body: Body
    live: Live
