"""Charts with their findings and tables, and what the dashboard is made of."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class TableRow(TypedDict):
    """A row behind a chart: its first cell leads to the client, where there is one."""

    client: str
    cells: list[str]


class ChartTable(TypedDict):
    """The numbers of a chart."""

    label: str
    columns: list[str]
    rows: list[TableRow]


class ChartGiven(TypedDict):
    """What a figure is asked for with."""

    what: str


class ChartOf(TypedDict):
    """Whom a figure is asked for."""

    client: str


class ChartOption(TypedDict):
    """One of several things that a chart can show."""

    label: str
    title: str
    said: str
    given: ChartGiven


class ChartChoice(TypedDict):
    """All that a chart can show."""

    label: str
    options: list[ChartOption]


class TargetField(TypedDict):
    """What an hour should bring."""

    label: str
    value: str
    hint: str
    button: str


class ChartFrame(TypedDict):
    """A figure's place, by the name of the figure; ``height`` in px."""

    id: str
    title: str
    label: str
    height: int


class Chart(ChartFrame):
    """A chart with its finding as title."""

    table: ChartTable
    lines: NotRequired[list[str]]
    choice: NotRequired[ChartChoice | None]
    target: NotRequired[TargetField]
    given: NotRequired[ChartGiven | ChartOf]


class ChartLines(TypedDict):
    """What is said under a chart."""

    lines: list[str]


class Finding(TypedDict):
    """A finding where there is nothing to draw."""

    title: str


class NumbersSection(TypedDict):
    """A chart under its heading."""

    id: str
    heading: str
    chart: Chart | Finding


class CurrencyName(TypedDict):
    """A currency by its code."""

    code: str
    name: str


class CurrencyChoice(TypedDict):
    """In which currency to look."""

    label: str
    hint: str
    shown: str
    all: list[CurrencyName]


class Numbers(TypedDict):
    """What the records show of all clients."""

    heading: str
    empty: str
    warning: str
    unnamed: str
    currency: CurrencyChoice | None
    sections: list[NumbersSection]


class Profile(TypedDict):
    """One client in numbers."""

    name: str
    chart: Chart | None
