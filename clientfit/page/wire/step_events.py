"""The events of single steps: letter, repair, ending, settings, charts; see `events.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientfit.core.ending.plan import State
from clientfit.core.model import Outcome, Response
from clientfit.page.wire.events import Asking, Event, OfClient, OfLetter


@dataclass(frozen=True, slots=True, repr=False)
class Fact(OfLetter):
    """Give a fact that a letter needs."""

    field: str
    value: str


@dataclass(frozen=True, slots=True, repr=False)
class Words(OfLetter):
    """Change a letter's words."""

    subject: str
    body: str


class Anew(OfLetter):
    """Write a letter anew from its facts."""


@dataclass(frozen=True, slots=True, repr=False)
class Dismiss(OfLetter):
    """Dismiss a mark in a letter, or show it again."""

    key: str
    on: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Try(OfClient):
    """A step was tried."""

    step: str
    day: date
    note: str


@dataclass(frozen=True, slots=True, repr=False)
class Review(OfClient):
    """What came of an attempt."""

    attempt: str
    outcome: Outcome
    note: str
    response: Response | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Forget(OfClient):
    """Remove an attempt."""

    attempt: str


class Cooled(OfClient):
    """Wait no longer."""


@dataclass(frozen=True, slots=True, repr=False)
class Cooling(OfClient):
    """How many days to wait."""

    days: int


@dataclass(frozen=True, slots=True, repr=False)
class TellOn(OfClient):
    """The day of telling."""

    day: date


@dataclass(frozen=True, slots=True, repr=False)
class Mark(OfClient):
    """A thing of the plan is done, left out for a reason, or open again."""

    item: str
    state: State
    reason: str


@dataclass(frozen=True, slots=True, repr=False)
class ChooseLaw(OfClient):
    """By which law late payment costs; empty is none."""

    law: str


@dataclass(frozen=True, slots=True, repr=False)
class OwnRate(OfClient):
    """The contract's own rate, in percent a year."""

    rate: str


@dataclass(frozen=True, slots=True, repr=False)
class Country(Event):
    """Whose public holidays count."""

    country: str


@dataclass(frozen=True, slots=True, repr=False)
class Myself(Event):
    """What the person says about themselves."""

    from_: str
    to: str
    zone: str
    country: str
    days: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    keep_text: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Target(Event):
    """What an hour should bring; empty is the middle of what hours do bring."""

    rate: str


@dataclass(frozen=True, slots=True, repr=False)
class Assume(Event):
    """Set a number that is assumed."""

    name: str
    value: str


class AssumeOurs(Event):
    """Go back to our assumptions."""


# What is only asked for


@dataclass(frozen=True, slots=True, repr=False)
class Download(Asking):
    """A file to save, with what was chosen for it."""

    what: str
    client: str | None = None
    letter: str | None = None
    notes: tuple[str, ...] = ()
    redact: tuple[str, ...] = ()


class Library(Asking):
    """The library that draws charts."""


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Changes(Asking):
    """What would change; ``percent`` is the rise of a rate."""

    client: str | None = None
    leaves: bool = False
    told: date | None = None
    percent: int
    on_time: bool = False
    replaced: bool = False
    which_day: bool = False


class WhatIf(Changes):
    """What would come of a change."""


@dataclass(frozen=True, slots=True, repr=False, kw_only=True)
class Figure(Changes):
    """A figure by its name, of what was chosen to be drawn."""

    chart: str
    narrow: bool = False
    what: str | None = None
    percent: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Profile(Asking):
    """One client in numbers."""

    client: str
