"""The letter."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from clientfit.page.wire.common import ToStep
from clientfit.page.wire.fields import Field, FormWords


class LetterChoice(TypedDict):
    """One letter to choose."""

    id: str
    title: str
    purpose: str
    chosen: bool
    proposed: bool


class LetterChoices(TypedDict):
    """All letters."""

    label: str
    proposed: str
    letters: list[LetterChoice]


class LetterFile(TypedDict):
    """A way to take the words away."""

    what: str
    label: str


class LetterWords(FormWords):
    """The small words of the step."""

    subject: str
    body: str
    missing: str
    faults: str
    edited: str
    anew: str
    sure: str
    replace: str
    keep: str
    copy: str
    copied: str
    lines: str
    disclaimer: str
    marks: str
    no_marks: str
    better: str
    dismiss: str
    dismissed: str


class LetterBody(TypedDict):
    """The facts that a letter asks for."""

    kind: Literal["letter"]
    heading: str
    purpose: str
    intro: str
    choose: LetterChoices
    letter_id: str
    script: bool
    fields: list[Field]
    words: LetterWords
    save: list[LetterFile]
    back: ToStep


class LetterMark(TypedDict):
    """What the second reader marks; offsets are those of the body, in characters."""

    key: str
    start: int
    end: int
    text: str
    what: str
    why: str
    better: str


class LetterText(TypedDict):
    """The words."""

    subject: str
    body: str
    count: str


class LetterMarks(TypedDict):
    """The marks, and the keys of those that were dismissed."""

    marks: list[LetterMark]
    waved: list[str]


class LetterState(TypedDict):
    """The letter as it stands: the words only where nothing is missing."""

    missing: list[str]
    faults: list[str]
    edited: bool
    subject: NotRequired[str]
    body: NotRequired[str]
    count: NotRequired[str]
    marks: NotRequired[list[LetterMark]]
    waved: NotRequired[list[str]]
