"""About the person."""

from __future__ import annotations

from typing import TypedDict

from clientfit.page.wire.common import CodeChoice, Entry, TickedChoice


class Days(TypedDict):
    """The days of a week."""

    label: str
    choices: list[TickedChoice]


class KeepText(TypedDict):
    """Whether the words of messages are kept."""

    label: str
    on: bool
    why: str


#: In this form, because "from" is no name in Python.
Myself = TypedDict(
    "Myself",
    {
        "label": str,
        "intro": str,
        "from": Entry,
        "to": Entry,
        "days": Days,
        "zone": Entry,
        "country": CodeChoice,
        "names": Entry,
        "text": KeepText,
        "save": str,
    },
)
