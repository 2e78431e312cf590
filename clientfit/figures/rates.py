"""Effective hourly rate of each client, beside the target rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from clientfit.figures.look import Look, figure, list_axis, number_axis, short

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


@dataclass(frozen=True, slots=True)
class Rated:
    """One client's hourly rate, in major units of the currency (euros, not cents)."""

    client: str
    name: str
    rate: float  # all hours counted
    paid: float | None  # only hours that are paid for
    hover: str


def height(rows: int) -> int:
    """Height of the figure in pixels for so many rows."""
    return 34 * rows + 130


def rates(rows: Sequence[Rated], target: float | None, money: str, look: Look) -> Figure:
    """Draw one bar for each client, the first on top, and a line at the target if there is one.

    ``money``: title of the rate axis, with the currency.
    """
    from plotly import graph_objects as go

    t, palette = look.t, look.palette
    below = [target is not None and row.rate < target for row in rows]
    traces = [
        go.Bar(
            x=[row.rate for row, low in zip(rows, below, strict=True) if low is side],
            y=[at for at, low in enumerate(below) if low is side],
            orientation="h",
            width=0.6,
            name=name,
            marker={
                "color": colour,
                "pattern": look.pattern(pattern, colour),
            },
            customdata=[row.client for row, low in zip(rows, below, strict=True) if low is side],
            hovertext=[row.hover for row, low in zip(rows, below, strict=True) if low is side],
            hoverinfo="text",
        )
        for side, name, colour, pattern in (
            (False, t("At or above the target"), palette.keep, ""),
            (True, t("Below the target"), palette.repair, "/"),
        )
        if side in below
    ]
    apart = [(at, row) for at, row in enumerate(rows) if row.paid and row.paid > row.rate * 1.02]
    if apart:
        traces.append(
            go.Scatter(
                x=[row.paid for _, row in apart],
                y=[at for at, _ in apart],
                mode="markers",
                name=t("If only paid hours counted"),
                marker={
                    "symbol": "diamond-open",
                    "size": 11,
                    "color": palette.ink,
                    "line": {"width": 2},
                },
                customdata=[row.client for _, row in apart],
                hovertext=[row.hover for _, row in apart],
                hoverinfo="text",
            )
        )
    if target is not None:
        traces.append(
            go.Scatter(
                x=[target, target],
                y=[-0.6, len(rows) - 0.4],
                mode="lines",
                name=t("Target"),
                line={"color": palette.ink, "width": 2, "dash": "dash"},
                hoverinfo="skip",
            )
        )
    top = max((*(row.rate for row in rows), *(row.paid or 0 for row in rows), target or 0))
    return figure(
        traces,
        number_axis(money, top, look, ticks=look.ticks),
        list_axis([short(row.name, look) for row in rows]),
        look,
        legend=True,
        barmode="overlay",
        height=height(len(rows)),
    )
