"""What a benchmark measured, as lines of one table."""

from __future__ import annotations

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


def as_text(rows: list[Row]) -> str:
    """The rows as a Markdown table."""
    head = ["what", "figure", "ratio", "asked", "met"]
    body = [
        [
            row.what,
            f"{row.figure:,.0f} {row.unit}",
            "" if row.ratio is None else f"x {row.ratio:,.2f}",
            row.asked,
            ("yes" if row.met else "NO") if row.asked else "",
        ]
        for row in rows
    ]
    widths = [max(len(line[at]) for line in [head, *body]) for at in range(len(head))]
    lines = [head, ["-" * width for width in widths], *body]
    return "\n".join(
        "| "
        + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        + " |"
        for line in lines
    )
