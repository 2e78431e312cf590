"""All clients."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

from clientfit.page.wire.charts import Numbers
from clientfit.page.wire.imports import Importing, NameOffer, UploadWords, WhoseNames
from clientfit.page.wire.whatif import WhatIfPanel


class TodoCard(TypedDict):
    """One thing to do this week."""

    id: str
    client: str
    invented: str
    text: str
    why: str
    button: str
    step: str
    letter: str
    question: str


class ThisWeek(TypedDict):
    """What to do this week."""

    heading: str
    cards: list[TodoCard]
    nothing: str


class ProfileWords(TypedDict):
    """The words of a client's numbers."""

    unknown: str
    close: str


class Column(TypedDict):
    """A column of the table."""

    id: str
    label: str


class Cell(TypedDict):
    """A cell, and by what it is sorted."""

    text: str
    sort: str | float
    invented: NotRequired[str]
    mark: NotRequired[str]


class Cells(TypedDict):
    """A row's cells, by column."""

    name: Cell
    reading: Cell
    strain: Cell
    income: Cell
    late: Cell
    rate: Cell
    owed: Cell
    changed: Cell


class MeasuredCells(TypedDict):
    """The cells that the records fill."""

    income: Cell
    late: Cell
    rate: Cell


class TableClient(TypedDict):
    """A row of the table; ``spoken`` where there are answers to go by."""

    id: str
    spoken: bool
    cells: Cells


class FindClient(TypedDict):
    """The search, with what is said of each number of clients found."""

    label: str
    counts: list[str]


class Invented(TypedDict):
    """That there are invented clients, and the way out."""

    text: str
    remove: str


class TableRecords(Importing):
    """Files of all clients."""

    heading: str
    whose: WhoseNames | None


#: In this form, because "import" is no name in Python.
AllClientsBody = TypedDict(
    "AllClientsBody",
    {
        "kind": Literal["all"],
        "heading": str,
        "intro": str,
        "week": ThisWeek | None,
        "numbers": Numbers | None,
        "profile": ProfileWords,
        "every": str,
        "columns": list[Column],
        "sort": str,
        "sort_by": str,
        "rows": list[TableClient],
        "find": FindClient,
        "whatif": WhatIfPanel,
        "add": str,
        "sample": str,
        "invented": Invented | None,
        "free": NameOffer | None,
        "import": TableRecords,
        "save": str,
        "sheet": str,
        "bring": UploadWords,
    },
)
