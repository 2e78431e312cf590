"""One client's strain over time, with the marker of the reading at each point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from clientfit.core.model import Reading
from clientfit.figures.look import EPOCH, SYMBOLS, Axis, Look, figure, month_axis
from clientfit.text.sentences.reading import reading_name

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT = 240
_MARGIN_DAYS = 3  # margin before the first and after the last point


@dataclass(frozen=True, slots=True)
class Judged:
    """How a client read on a day; ``strain`` is 0..100, or None where it is not known."""

    day: date
    strain: float | None
    reading: Reading
    hover: str


def trend(points: Sequence[Judged], look: Look) -> Figure:
    """Draw a line through the days with a marker on each; days of unknown strain are left out.

    Raises LookupError where no strain is known at all.
    """
    known = [point for point in points if point.strain is not None]
    if not known:
        raise LookupError("no strain is known")
    x = month_axis(_number(known[0]) - _MARGIN_DAYS, _number(known[-1]) + _MARGIN_DAYS, look)
    readings = [reading for reading in Reading if any(one.reading is reading for one in known)]
    marks = [_marks(reading, known, look) for reading in readings]
    return figure([_line(known, look), *marks], x, _strain(look), look, legend=True, height=HEIGHT)


def _strain(look: Look) -> Axis:
    t = look.t
    places = (0.0, 50.0, 100.0)
    words = tuple(t.number(place) for place in places)
    return Axis(t("Strain, from 0 (light) to 100 (heavy)"), -6, 106, places, words)


def _line(points: Sequence[Judged], look: Look) -> Any:
    from plotly import graph_objects as go

    return go.Scatter(
        x=[_number(point) for point in points],
        y=[point.strain for point in points],
        mode="lines",
        line={"color": look.palette.edge, "width": 2},
        hoverinfo="skip",
        showlegend=False,
    )


def _marks(reading: Reading, points: Sequence[Judged], look: Look) -> Any:
    from plotly import graph_objects as go

    here = [point for point in points if point.reading is reading]
    return go.Scatter(
        x=[_number(point) for point in here],
        y=[point.strain for point in here],
        mode="markers",
        name=reading_name(reading, look.t),
        cliponaxis=False,
        marker={
            "symbol": SYMBOLS[reading],
            "color": getattr(look.palette, reading.value),
            "size": 13,
            "line": {"color": look.palette.card, "width": 1.5},
        },
        hovertext=[point.hover for point in here],
        hoverinfo="text",
    )


def _number(point: Judged) -> int:
    """The day of a point as days since 1970-01-01."""
    return (point.day - EPOCH).days
