"""One client by month: income, days late, hours and messages, in panels below each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clientfit.figures.look import Look, figure, month_axis, number_axis

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

PANEL = 130  # height of a panel in px
_GAP = 0.3  # share of a panel left for the title of the next one


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure by month: its title with its unit, and a value (or None) for each month.

    ``words``: the tooltips.
    """

    title: str
    values: Sequence[float | None]
    words: Sequence[str]
    style: tuple[str, str]  # colour of the palette, pattern
    points: bool = False  # points instead of bars, for example for a median


def height(panels: int) -> int:
    """Height of the figure in pixels for so many panels."""
    return PANEL * panels + 50


def profile(months: Sequence[int], panels: Sequence[Panel], look: Look) -> Figure:
    """Draw the panels over the same months.

    ``months``: the middle of each month, in days since 1970-01-01.
    """
    x = month_axis(min(months) - 16, max(months) + 16, look)
    each = 1 / len(panels)
    axes: dict[str, Any] = {}
    measured = []
    titles = []
    traces = []
    for at, panel in enumerate(panels):
        name = "" if at == 0 else str(at + 1)
        top = max((value or 0 for value in panel.values), default=0)
        axis = number_axis("", top, look, ticks=2)
        measured.append(axis)
        low = 1 - (at + 1) * each
        axes[f"yaxis{name}"] = {
            "domain": [low, low + each * (1 - _GAP)],
            "range": [0, axis.high],
            "tickvals": list(axis.places),
            "ticktext": list(axis.words),
            "tickfont": {"color": look.palette.soft},
            "gridcolor": look.palette.line,
            "zeroline": False,
            "fixedrange": True,
            "automargin": True,
            "side": "right" if look.rtl else "left",
        }
        titles.append(_title(panel.title, low + each * (1 - _GAP), look))
        traces.append(_trace(months, panel, f"y{name}", look))
    widest = max(measured, key=lambda axis: max(map(len, axis.words)))
    made = figure(traces, x, widest, look, height=height(len(panels)), annotations=titles)
    made.update_layout(axes)
    made.update_layout(xaxis={"anchor": f"y{len(panels)}" if len(panels) > 1 else "y"})
    return made


def _title(text: str, at: float, look: Look) -> dict[str, Any]:
    side = "right" if look.rtl else "left"
    return {
        "text": text,
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 1 if look.rtl else 0,
        "xanchor": side,
        "y": at,
        "yanchor": "bottom",
        "yshift": 4,
        "font": {"color": look.palette.ink},
    }


def _trace(months: Sequence[int], panel: Panel, axis: str, look: Look) -> Any:
    from plotly import graph_objects as go

    colour, pattern = panel.style
    shared = {
        "x": list(months),
        "y": list(panel.values),
        "yaxis": axis,
        "hovertext": list(panel.words),
        "hoverinfo": "text",
    }
    if panel.points:
        return go.Scatter(
            mode="lines+markers",
            cliponaxis=False,
            line={"color": getattr(look.palette, colour), "width": 1.5},
            marker={"color": getattr(look.palette, colour), "size": 8, "symbol": "diamond"},
            **shared,
        )
    return go.Bar(
        width=22,
        marker={
            "color": getattr(look.palette, colour),
            "pattern": look.pattern(pattern, getattr(look.palette, colour)),
        },
        **shared,
    )
