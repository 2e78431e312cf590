"""What is open, by client and by how long ago it was due."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clientfit.figures.look import Look, figure, isolated, list_axis, number_axis, short
from clientfit.text.i18n import Translator

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

#: From what is not due to what is oldest: colour and pattern.
STYLES = (
    ("keep", ""),
    ("repair", ""),
    ("repair", "/"),
    ("last_chance", "x"),
    ("end", "\\"),
)


@dataclass(frozen=True, slots=True)
class Aged:
    """One client's open sums in whole units, in the order of ``age_names``, with their words."""

    client: str
    name: str
    sums: Sequence[float]
    words: Sequence[str]


def age_names(t: Translator) -> tuple[str, ...]:
    """The ages in words, the youngest first."""
    return (
        t("Not due yet"),
        t("1 to 30 days late"),
        t("31 to 60 days late"),
        t("61 to 90 days late"),
        t("More than 90 days late"),
    )


def height(rows: int) -> int:
    """Px that so many rows take."""
    return 34 * rows + 130


def ageing(rows: Sequence[Aged], money: str, look: Look) -> Figure:
    """Draw one bar a client, the first on top. ``money`` names the axis with its currency."""
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
