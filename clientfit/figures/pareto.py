"""Pareto chart: clients from the heaviest on, and their cumulative share of each measure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from clientfit.core.portfolio.pareto import Pareto
from clientfit.figures.look import Look, figure, isolated, share_axis

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT = 400
#: Colour, line and marker of each measure; line and marker also tell them apart without colour.
STYLES = {
    "income": ("accent", "solid", "circle"),
    "hours": ("repair", "dash", "triangle-up"),
    "strain": ("end", "dot", "square"),
    "arrears": ("last_chance", "dashdot", "diamond"),
}
_POINTS = 30  # with more clients, markers would only clutter the line


def pareto_curves(found: Pareto, names: Mapping[str, str], look: Look) -> Figure:
    """Draw a curve for each known measure. ``names``: client id -> name."""
    from plotly import graph_objects as go

    t, palette = look.t, look.palette
    words = {
        "income": t("Billed"),
        "hours": t("Hours"),
        "strain": t("Strain"),
        "arrears": t("Overdue"),
    }
    count = len(found.order)
    x = [100 * at / count for at in range(count + 1)]
    even = go.Scatter(
        x=[0, 100],
        y=[0, 100],
        mode="lines",
        name=t("If all were alike"),
        line={"color": palette.edge, "width": 1},
        hoverinfo="skip",
    )
    curves = []
    for name, (colour, dash, symbol) in STYLES.items():
        if name not in found.curves:
            continue
        shares = found.curves[name]
        curves.append(
            go.Scatter(
                x=x,
                y=[0.0, *(100 * share for share in shares)],
                mode="lines+markers" if count <= _POINTS else "lines",
                name=words[name],
                line={"color": getattr(palette, colour), "dash": dash, "width": 2.5},
                marker={"symbol": symbol, "size": 8, "color": getattr(palette, colour)},
                customdata=["", *found.order],
                hovertext=[
                    "",
                    *(
                        t(
                            "{measure}: {share} up to and with {name}",
                            measure=words[name],
                            share=t.percent(share),
                            name=isolated(names[client]),
                        )
                        for share, client in zip(shares, found.order, strict=True)
                    ),
                ],
                hoverinfo="text",
            )
        )
    return figure(
        [even, *curves],
        share_axis(t("Share of clients, the heaviest first"), look, ticks=look.ticks),
        share_axis(t("Share of the whole"), look),
        look,
        legend=True,
        height=HEIGHT,
    )
