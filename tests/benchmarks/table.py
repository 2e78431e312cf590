"""What a benchmark measured, as lines of one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, what it stands beside, and what is asked of it."""

    what: str
    figure: float
    unit: str
    beside: float | None = None  # the same figure of what it is compared with
    at_least: float | None = None
    at_most: float | None = None
    at_most_times: float | None = None  # of the ratio

    @property
    def ratio(self) -> float | None:
        """How many times the other figure this one is."""
        return self.figure / self.beside if self.beside else None

    @property
    def asked(self) -> str:
        """What is asked, in words; empty if nothing is."""
        if self.at_least is not None:
            return f"at least {self.at_least:,.0f}"
        if self.at_most is not None:
            return f"at most {self.at_most:,.0f}"
        return "" if self.at_most_times is None else f"at most x {self.at_most_times:g}"

    @property
    def met(self) -> bool:
        """Whether all that is asked is there."""
        times = self.ratio
        return (
            (self.at_least is None or self.figure >= self.at_least)
            and (self.at_most is None or self.figure <= self.at_most)
            and (self.at_most_times is None or (times is not None and times <= self.at_most_times))
        )


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, columns, lines of ready words, and what a reader must know about them."""

    heading: str
    columns: Sequence[str]
    lines: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def markdown(self) -> str:
        """The table as Markdown that also reads well as plain text."""
        whole = [self.columns, *self.lines]
        widths = [max(map(len, column)) for column in zip(*whole, strict=True)]
        head, *body = (
            [cell.ljust(width) for cell, width in zip(line, widths, strict=True)] for line in whole
        )
        drawn = [f"| {' | '.join(line)} |" for line in (head, ["-" * n for n in widths], *body)]
        return "\n".join([f"## {self.heading}", "", *drawn, "", *(f"- {n}" for n in self.notes)])


def table_of(heading: str, rows: Iterable[Row], notes: Sequence[str] = ()) -> Table:
    """The rows as a table."""
    lines = [
        (
            row.what,
            f"{row.figure:,.0f} {row.unit}",
            times(row.figure, row.beside),
            row.asked,
            ("yes" if row.met else "NO") if row.asked else "",
        )
        for row in rows
    ]
    return Table(heading, ("what", "figure", "ratio", "asked", "met"), lines, notes)


def times(value: float | None, beside: float | None) -> str:
    """How many times the other value this one is; empty where one of them is missing."""
    return f"x {value / beside:,.2f}" if value is not None and beside else ""
