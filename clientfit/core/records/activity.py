"""What records tell besides invoices: stretches of working time, and messages. Only data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class TimeEntry:
    """A stretch of working time, as a time tracker tells it. What was done is not kept."""

    client: str  # the name the file uses; the project's where no client is named
    key: str  # what tells it from all others: the tracker's id, or a digest of its cells
    day: date  # the local day on which it began
    seconds: int
    billable: bool | None = None  # None: the record does not say
    billed: bool | None = None  # on an invoice already
    project: str = ""
    task: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""  # the importer's id


class Direction(StrEnum):
    """Which way a message went."""

    IN = "in"  # from the client
    OUT = "out"  # from the freelancer


@dataclass(frozen=True, slots=True)
class Message:
    """One message: when, which way, how long, in which thread. Its words only where asked for."""

    client: str  # whom it was exchanged with: the chat's name, or a mail address
    key: str  # what tells it from all others: a digest, never its words
    at: datetime  # with its offset; without one where the record gives the clock on the wall
    direction: Direction
    length: int  # characters of its own text, quoted replies not counted
    thread: str = ""  # a digest, or the chat's name
    text: str = field(default="", repr=False)  # empty unless the person turned text on
    source: str = ""  # the importer's id
