"""Ageing chart: open amounts by client and by days since the due date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clientfit.figures.look import Look, figure, isolated, list_axis, number_axis, short
from clientfit.text.i18n import Translator

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

#: Colour and pattern of each age class, from not due to oldest.
STYLES = (
    ("keep", ""),
    ("repair", ""),
    ("repair", "/"),
    ("last_chance", "x"),
    ("end", "\\"),
)


@dataclass(frozen=True, slots=True)
class Aged:
    """One client's open amounts by age class, in the order of ``age_names``.

    ``sums``: major units of the currency (euros, not cents). ``words``: the same amounts formatted.
    """

    client: str
    name: str
    sums: Sequence[float]
    words: Sequence[str]


def age_names(t: Translator) -> tuple[str, ...]:
    """The names of the age classes, the youngest first."""
    return (
        t("Not due yet"),
        t("1 to 30 days late"),
        t("31 to 60 days late"),
        t("61 to 90 days late"),
        t("More than 90 days late"),
    )


def height(rows: int) -> int:
    """Height of the figure in pixels for so many rows."""
    return 34 * rows + 130


def ageing(rows: Sequence[Aged], money: str, look: Look) -> Figure:
    """Draw one stacked bar for each client, the first on top.

    ``money``: title of the amount axis, with the currency.
    """
    from plotly import graph_objects as go

    palette = look.palette
    bars = []
    for at, (age, (colour, pattern)) in enumerate(zip(age_names(look.t), STYLES, strict=True)):
        if not any(row.sums[at] for row in rows):
            continue
        bars.append(
            go.Bar(
                x=[row.sums[at] for row in rows],
                y=list(range(len(rows))),
                orientation="h",
                name=age,
                marker={
                    "color": getattr(palette, colour),
                    "pattern": look.pattern(pattern, getattr(palette, colour)),
                    "line": {"color": palette.card, "width": 1},
                },
                customdata=[row.client for row in rows],
                hovertext=[f"{isolated(row.name)}<br>{age}: {row.words[at]}" for row in rows],
                hoverinfo="text",
            )
        )
    top = max((sum(row.sums) for row in rows), default=0)
    return figure(
        bars,
        number_axis(money, top, look, ticks=look.ticks),
        list_axis([short(row.name, look) for row in rows]),
        look,
        legend=True,
        barmode="stack",
        bargap=0.35,
        height=height(len(rows)),
    )
