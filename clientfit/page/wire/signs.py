"""The signs."""

from __future__ import annotations

from typing import Literal, TypedDict

from clientfit.page.wire.common import ToStep
from clientfit.page.wire.fields import FormWords, Section


class MoreSections(TypedDict):
    """Questions for who wants them."""

    label: str
    intro: str
    sections: list[Section]


class SignsBody(TypedDict):
    """All questions about how the client behaves."""

    kind: Literal["signs"]
    heading: str
    intro: str
    hint: str
    sections: list[Section]
    more: MoreSections
    next: ToStep
    words: FormWords


class AnswersDone(TypedDict):
    """How many questions are answered."""

    done: int
    total: int
    text: str
