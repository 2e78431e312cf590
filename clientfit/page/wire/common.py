"""Shapes that many views share."""

from __future__ import annotations

from typing import TypedDict


class Choice(TypedDict):
    """One of several things to choose."""

    value: str
    label: str


class TickedChoice(Choice):
    """A choice that may be ticked already."""

    on: bool


class CodeChoice(TypedDict):
    """One of several things in a list, with what is chosen and the word for none of them."""

    label: str
    none: str
    value: str
    choices: list[Choice]


class Unchosen(TypedDict):
    """A list of which nothing is chosen yet, with its button."""

    label: str
    none: str
    choices: list[Choice]
    button: str


class Entry(TypedDict):
    """A field of one line, with what stands in it."""

    label: str
    value: str


class ToStep(TypedDict):
    """A button to a step."""

    label: str
    step: str


class Named(TypedDict):
    """A client by id."""

    id: str
    name: str


class Lines(TypedDict):
    """Sentences under a heading."""

    heading: str
    lines: list[str]


class LabelledLines(TypedDict):
    """Sentences that are folded under a label."""

    label: str
    lines: list[str]


class BareBody(TypedDict):
    """A step about one client, while there is none."""

    kind: str
