"""Records of activity besides invoices: time entries and messages. Data classes only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class TimeEntry:
    """One entry of a time tracker. The description of the work is not kept."""

    client: str  # client name as in the file, or the project's where no client is named
    key: str  # unique key: the tracker's id, or a digest of the row
    day: date  # local day on which it began
    seconds: int
    billable: bool | None = None  # None: the record does not say
    billed: bool | None = None  # already on an invoice
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
    """One message: time, direction, length, thread. Its text is only kept if asked for."""

    client: str  # the other side: the chat's name, or a mail address
    key: str  # unique key: a digest without any readable text
    at: datetime  # aware if the record has an offset, else naive wall-clock time
    direction: Direction
    length: int  # characters of its own text, without quoted replies
    thread: str = ""  # id of the thread: a digest, or the chat's name
    text: str = field(default="", repr=False)  # empty unless the person turned text on
    source: str = ""  # the importer's id
