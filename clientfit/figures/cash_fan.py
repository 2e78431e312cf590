"""Fan chart of cash at the end of each month: percentiles with a change, the median without it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from clientfit.figures.look import EPOCH, WIDE_TICKS, Axis, Look, figure, month_axis
from clientfit.figures.ticks import nice_steps

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT = 340
_WIDER = 1.02  # so that a line along the edge is not clipped


@dataclass(frozen=True, slots=True)
class Fan:
    """The values drawn, one for each month, in major units of the currency (euros, not cents)."""

    days: Sequence[date]  # last day of each month
    low: Sequence[float]
    middle: Sequence[float]
    high: Sequence[float]
    as_is: Sequence[float]  # the median without a change
    reserve: float
    hover: Sequence[str]  # tooltip of each month, already worded


def cash_fan(fan: Fan, money: str, look: Look) -> Figure:
    """Draw the fan chart. ``money``: title of the vertical axis, with the unit."""
    from plotly import graph_objects as go

    t, palette = look.t, look.palette
    days = [(day - EPOCH).days for day in fan.days]

    def line(values: Sequence[float], name: str, **more: Any) -> Any:
        return go.Scatter(x=days, y=list(values), mode="lines", name=name, hoverinfo="skip", **more)

    edge = {"width": 1, "color": palette.accent}
    traces = [
        line(fan.low, t("One in ten has less"), line=edge, showlegend=False),
        line(
            fan.high,
            t("Eight of ten futures"),
            line=edge,
            fill="tonexty",
            fillcolor=palette.line,
        ),
        line(
            fan.as_is,
            t("Middle, as it is"),
            line={"width": 2, "color": palette.soft, "dash": "dash"},
        ),
        go.Scatter(
            x=days,
            y=list(fan.middle),
            mode="lines+markers",
            name=t("Middle, with the change"),
            line={"width": 3, "color": palette.ink},
            marker={"size": 6, "color": palette.ink},
            hovertext=list(fan.hover),
            hoverinfo="text",
        ),
        line(
            [fan.reserve] * len(days),
            t("Your reserve"),
            line={"width": 2, "color": palette.last_chance, "dash": "dot"},
        ),
    ]
    months = month_axis(days[0], days[-1], look)
    lowest = min(*fan.low, *fan.as_is, fan.reserve)
    highest = max(*fan.high, *fan.as_is, fan.reserve)
    axis = _around_nought(money, lowest, highest, look)
    return figure(traces, months, axis, look, legend=True, height=HEIGHT)


def _around_nought(title: str, low: float, high: float, look: Look) -> Axis:
    """An axis of round numbers from the lowest to the highest value, always including zero."""
    step = nice_steps(max(high, -low, 1.0), WIDE_TICKS)[1]
    first, last = math.floor(min(low, 0) / step), math.ceil(max(high, 0) / step)
    places = tuple(step * number for number in range(first, last + 1))
    words = tuple(look.t.number(place) for place in places)
    return Axis(title, places[0] * _WIDER, places[-1] * _WIDER, places, words)
