"""Map of all clients: money against strain, hours as size, the reading as colour and marker."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clientfit.core.model import Reading
from clientfit.figures.labels import Spot, placed
from clientfit.figures.look import SYMBOLS, Axis, Look, figure, isolated, number_axis
from clientfit.text.sentences.reading import reading_name

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

HEIGHT = 440
#: Size of the plot area itself on a wide and on a narrow page: width and height in pixels.
_WIDE, _NARROW = (800.0, 330.0), (235.0, 270.0)
#: A band below zero strain for clients about whom nothing was answered yet.
_UNASKED, _FLOOR = -12.0, -20.0
#: A band above the highest strain for clients that crossed a line: their strain is not weighed.
ABOVE, _CEILING = 112.0, 120.0
_LEAST, _EVEN = 7.0, 14.0  # diameter of a point in px
_MOST_WIDE, _MOST_NARROW = 46.0, 30.0
_MANY = 40  # with more points they get smaller, so that they do not hide each other
NAMES = 6  # maximum number of names on a narrow page
_NAMES_WIDE = 14


@dataclass(frozen=True, slots=True)
class MapPoint:
    """One client on the map; ``strain`` and ``hours`` are None where they are not known."""

    client: str
    name: str
    money: float  # major units of the currency (euros, not cents)
    strain: float | None  # 0..100, or ABOVE
    hours: float | None
    reading: Reading | None  # None: too open to say, or nobody asked
    hover: Sequence[str]  # lines of the tooltip, already worded


def portfolio_map(points: Sequence[MapPoint], money: str, look: Look) -> Figure:
    """Draw the map. ``money``: title of the horizontal axis, with the unit."""
    x = number_axis(
        money, max((point.money for point in points), default=0), look, ticks=look.ticks
    )
    y = _strain_axis(points, look)
    # The heaviest and largest get their names first where not all fit.
    order = sorted(points, key=lambda point: (-(point.strain or -1), -point.money))
    scale = _scale(points, look)
    placed_names = _names(order, x, y, scale, look)
    names = {one.client: name for one, name in zip(order, placed_names, strict=True)}
    traces = [
        _trace(reading, [point for point in order if point.reading is reading], names, scale, look)
        for reading in SYMBOLS
        if any(point.reading is reading for point in points)
    ]
    return figure(traces, x, y, look, legend=len(points) > 1, height=HEIGHT)


def _trace(
    reading: Reading | None,
    points: Sequence[MapPoint],
    names: dict[str, tuple[str, str]],
    scale: float,
    look: Look,
) -> Any:
    from plotly import graph_objects as go

    t, palette = look.t, look.palette
    colour = getattr(palette, reading.value) if reading else palette.soft
    return go.Scatter(
        x=[point.money for point in points],
        y=[_UNASKED if point.strain is None else point.strain for point in points],
        mode="markers+text",
        name=reading_name(reading, t) if reading else t("Open or not asked yet"),
        text=[
            isolated(names[point.client][0]) if names[point.client][0] else "" for point in points
        ],
        textposition=[names[point.client][1] for point in points],
        textfont={"color": palette.ink, "size": 12},
        customdata=[point.client for point in points],
        hovertext=["<br>".join((isolated(point.name), *point.hover)) for point in points],
        hoverinfo="text",
        cliponaxis=False,
        marker={
            "symbol": SYMBOLS[reading],
            "color": colour,
            "opacity": 0.85,
            "size": [_size(point, scale) for point in points],
            "line": {"color": palette.card if reading else colour, "width": 1.5},
        },
    )


def _scale(points: Sequence[MapPoint], look: Look) -> float:
    """Pixels of diameter per square root of an hour; 0 where no hours are known."""
    largest = max((point.hours or 0 for point in points), default=0)
    most = _MOST_NARROW if look.narrow else _MOST_WIDE
    crowd = min(1.0, math.sqrt(_MANY / max(len(points), 1)))
    return most * crowd / math.sqrt(largest) if largest else 0.0


def _size(point: MapPoint, scale: float) -> float:
    """Diameter in pixels; the area grows with the hours."""
    return max(_LEAST, scale * math.sqrt(point.hours or 0)) if scale else _EVEN


def _strain_axis(points: Sequence[MapPoint], look: Look) -> Axis:
    t = look.t
    places: tuple[float, ...] = (0.0, 25.0, 50.0, 75.0, 100.0)
    words = [t.number(place) for place in places]
    title = t("Strain, 0 to 100") if look.narrow else t("Strain, from 0 (light) to 100 (heavy)")
    low, high = -4.0, 106.0
    if any(point.strain is None for point in points):
        low, places = _FLOOR, (_UNASKED, *places)
        words = ["" if look.narrow else t("not asked"), *words]
    if any(point.strain == ABOVE for point in points):
        high, places = _CEILING, (*places, ABOVE)
        words = [*words, "" if look.narrow else t("line crossed")]
    return Axis(title, low, high, places, tuple(words))


def _names(
    points: Sequence[MapPoint], x: Axis, y: Axis, scale: float, look: Look
) -> list[tuple[str, str]]:
    width, height = _NARROW if look.narrow else _WIDE

    def across(money: float) -> float:
        share = (money - x.low) / (x.high - x.low)
        return width * (1 - share if look.rtl else share)

    spots = [
        Spot(
            across(point.money),
            height
            * (y.high - (_UNASKED if point.strain is None else point.strain))
            / (y.high - y.low),
            _size(point, scale) / 2,
            point.name,
        )
        for point in points
    ]
    return placed(spots, width, height, NAMES if look.narrow else _NAMES_WIDE)
