"""Bringing records in: the control for files, what came of them, and what is asked meanwhile."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from clientfit.page.wire.common import Choice, LabelledLines, Lines, TickedChoice, Unchosen
from clientfit.page.wire.settings import Myself


class HeardParts(TypedDict):
    """What is heard at the beginning of a part and half-way."""

    sending: list[str]
    reading: list[str]


class UploadWords(TypedDict):
    """What the control for files says; the page fills in how far it is."""

    label: str
    progress: str
    sending: str
    reading: str
    keeping: str
    cancel: str
    stopped: str
    heard: HeardParts


class DateOption(TypedDict):
    """One way to read dates."""

    day_first: bool
    label: str
    examples: list[str]


class DatesAsked(TypedDict):
    """The question how dates are read."""

    kind: Literal["dates"]
    ask: str
    options: list[DateOption]


class MeAsked(TypedDict):
    """The question which author is the person."""

    kind: Literal["me"]
    ask: str
    authors: list[TickedChoice]
    none: str
    keep: str


class ColumnRole(TypedDict):
    """What a column may hold; ``guess`` is the index of one."""

    id: str
    label: str
    needed: str
    guess: int | None


class RowSubject(TypedDict):
    """What each row of a table may be."""

    id: str
    label: str
    roles: list[ColumnRole]


class ColumnsAsked(TypedDict):
    """The question which column is which."""

    kind: Literal["columns"]
    ask: str
    intro: str
    subject: str
    subjects: list[RowSubject]
    none: str
    header: list[str]
    rows: list[list[str]]
    table: str
    keep: str


FileQuestion = DatesAsked | MeAsked | ColumnsAsked


class UnreadRows(TypedDict):
    """Rows that could not be read; the words only where there may be any."""

    rows: list[list[str]]
    label: NotRequired[str]
    columns: NotRequired[list[str]]
    more: NotRequired[str]


class ImportReport(TypedDict):
    """What came of an import."""

    heading: str
    lines: list[str]
    unread: UnreadRows
    doubts: list[str]
    choice: FileQuestion | None
    anew: str
    leave: str
    earlier: list[Lines]
    reading: str


class NameGroup(TypedDict):
    """Names that may be one client."""

    keys: list[str]
    names: list[str]
    yes: str
    no: str


class Merging(TypedDict):
    """All proposals to join names."""

    heading: str
    intro: str
    groups: list[NameGroup]
    more: str


class WhoseNames(TypedDict):
    """The names in the records that are nobody's yet, and whose they may be."""

    name: str
    none: str
    client: str
    button: str
    names: list[Choice]
    clients: list[Choice]


class LinkedName(Choice):
    """A name in the records; ``own`` where it is the client's own."""

    own: bool


class LinkedNames(TypedDict):
    """The names in the records that are one client's."""

    label: str
    undo: str
    names: list[LinkedName]


class NameOffer(TypedDict):
    """The offer to add names as clients."""

    all: str
    choose: str
    names: list[Choice]
    some: str


class Importing(UploadWords):
    """Everything about files that hold records."""

    kinds: LabelledLines
    report: ImportReport | None
    merging: Merging | None
    myself: Myself
    currency: Unchosen | None
