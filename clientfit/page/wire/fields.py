"""Questions as fields, and what changes in them."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from clientfit.page.wire.common import Choice


class Field(TypedDict):
    """A question with its words and, where it is a choice, its choices in order."""

    id: str
    asks: str
    ask: str
    why: str
    unit: str
    choices: list[Choice]
    unknown: NotRequired[bool]
    example: NotRequired[str]
    optional: NotRequired[str]


class Section(TypedDict):
    """Questions that stand together under a heading."""

    id: str
    heading: str
    intro: str
    fields: list[Field]


class FieldValue(TypedDict):
    """What stands in a field: value None is "I don't know", if it was answered at all."""

    value: str | None
    note: str
    answered: bool


class FieldRecord(TypedDict):
    """What the records say beside a field."""

    text: str
    level: NotRequired[str]
    clash: NotRequired[str]


class FormWords(TypedDict):
    """The small words of every form."""

    dont_know: str
    why: str
    note: str
    note_label: str
    note_hint: str
    clear: str
    amount: str
    currency: str
