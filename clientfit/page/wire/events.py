"""Every event that the page may send, with its fields; `page/message.py` reads them.

A field with a default may be left out. Optional days and states are None for an empty text, too. A
name that is a word of Python's has a line after it, which is not sent. Values may be private, so no
event shows them when it is printed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from clientfit.app.place import Step
from clientfit.files.importers import Subject


@dataclass(frozen=True, slots=True, repr=False)
class Event:
    """What the page does; one without fields says all with its kind."""


class Asking(Event):
    """What the page only asks for: nothing changes by it, so it is answered every time."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, repr=False)
class OfClient(Event):
    """What is done about one client."""

    client: str


@dataclass(frozen=True, slots=True, repr=False)
class OfLetter(OfClient):
    """What is done about one letter to a client."""

    letter: str


# Where the person is


@dataclass(frozen=True, slots=True, repr=False)
class Go(Event):
    """Turn to a step; an unknown one, as from an old bookmark, is the table."""

    step: Step = Step.ALL
    client: str | None = ""  # "" stays with the client that the page is about; None is nobody
    letter: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Hello(Event):
    """A page opens, in a time zone, perhaps with a place in its address."""

    zone: str | None = None
    step: Step | None = None
    client: str | None = ""
    letter: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Look(Event):
    """Somebody looks at the page again; ``whole`` where it has missed something."""

    whole: bool = False


class New(Event):
    """Begin with a new client."""


# Clients, and the names that stand for them


@dataclass(frozen=True, slots=True, repr=False)
class Add(Event):
    """Add a client."""

    name: str


class Sample(Event):
    """Add the invented clients."""


class RemoveSample(Event):
    """Remove the invented clients."""


@dataclass(frozen=True, slots=True, repr=False)
class Rename(OfClient):
    """Give a client another name."""

    name: str


class Delete(OfClient):
    """Delete a client with all that is known of them."""


@dataclass(frozen=True, slots=True, repr=False)
class OfNames(Event):
    """What is done about names in the records; without any, about all."""

    names: tuple[str, ...] = ()


class AddNames(OfNames):
    """Add names in the records as clients."""


class Join(OfNames):
    """These names are one client."""


class KeepApart(OfNames):
    """These names are several clients."""


@dataclass(frozen=True, slots=True, repr=False)
class Link(OfClient):
    """A name in the records is this client."""

    name: str


@dataclass(frozen=True, slots=True, repr=False)
class Unlink(Event):
    """A name in the records is nobody's."""

    name: str


# Answers


@dataclass(frozen=True, slots=True, repr=False)
class Answer(OfClient):
    """Answer a question; None is "I don't know"."""

    field: str
    value: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Note(OfClient):
    """Write a note beside a question."""

    field: str
    value: str


@dataclass(frozen=True, slots=True, repr=False)
class Clear(OfClient):
    """Take an answer back."""

    field: str


# Files


@dataclass(frozen=True, slots=True, repr=False)
class Slice(Event):
    """A slice of a file; ``offset`` and ``size`` in bytes, ``next`` where it follows another."""

    name: str
    size: int
    offset: int
    purpose: str
    next: bool = False
    data: bytes | None = None  # comes beside the fields


class Work(Event):
    """Read on for a moment."""


class Stop(Event):
    """Read no more of the file."""


@dataclass(frozen=True, slots=True, repr=False)
class AboutFile(Event):
    """What only the person knows about the file that was read last."""

    day_first: bool | None = None
    me: tuple[str, ...] | None = None
    subject: Subject | None = None
    columns: Mapping[str, int] | None = None  # by role, with the subject


class PickAnew(Event):
    """Choose the columns of the file anew."""


class LeaveFile(Event):
    """Leave the file out."""


@dataclass(frozen=True, slots=True, repr=False)
class CurrencyIs(Event):
    """In which currency invoices are that name none."""

    currency: str


@dataclass(frozen=True, slots=True, repr=False)
class Currency(Event):
    """In which currency to look."""

    currency: str
