"""What a benchmark hands over: tables, and promises that hold or do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Table:
    """A heading, columns, rows of ready words, and what a reader must know about them."""

    heading: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def markdown(self) -> str:
        """The table as Markdown that also reads well as plain text."""
        table = [self.columns, *self.rows]
        widths = [max(len(row[column]) for row in table) for column in range(len(self.columns))]

        def line(cells: Sequence[str]) -> str:
            first, *rest = zip(cells, widths, strict=True)
            padded = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]
            return f"| {' | '.join(padded)} |"

        rule = "|".join("-" * (width + 1) + (":" if at else "-") for at, width in enumerate(widths))
        lines = [f"## {self.heading}", "", line(self.columns), f"|{rule}|", *map(line, self.rows)]
        return "\n".join([*lines, "", *(f"- {note}" for note in self.notes)]).rstrip() + "\n"


def figure(value: float | None, digits: int = 0) -> str:
    """A number with so many digits, or the sign for nothing."""
    return NOTHING if value is None else f"{value:,.{digits}f}"


def ratio(value: float | None, beside: float | None) -> str:
    """How many times the other value this one is, or the sign for nothing."""
    return f"{value / beside:.2f}×" if value is not None and beside else NOTHING
