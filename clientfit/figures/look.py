"""The common look of all figures: colours, axes and reading direction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from clientfit.core.model import Reading
from clientfit.core.money import Money
from clientfit.figures.ticks import nice_steps
from clientfit.text.i18n import Translator

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

EPOCH = date(1970, 1, 1)
NARROW_TICKS, WIDE_TICKS = 3, 5
LETTER = 6.6  # approximate px of a letter beside an axis
#: A marker for each reading, the same in every figure, so that colour is not the only cue.
SYMBOLS = {
    Reading.KEEP: "circle",
    Reading.REPAIR: "triangle-up",
    Reading.LAST_CHANCE: "diamond",
    Reading.END: "square",
    None: "circle-open",
}


@dataclass(frozen=True, slots=True)
class Palette:
    """The page's colours by purpose. The defaults are the light theme, as in page.css."""

    card: str = "#ffffff"
    ink: str = "#2b2a27"
    soft: str = "#5d5952"
    line: str = "#ddd5c8"
    edge: str = "#8a8378"
    accent: str = "#1f6f6b"
    keep: str = "#23704f"
    repair: str = "#8a5a00"
    last_chance: str = "#a04a12"
    end: str = "#7b3b63"


#: For the page: CSS variables, which its script resolves for the light or the dark theme.
PAGE = Palette(
    **{field_.name: f"var(--{field_.name.replace('_', '-')})" for field_ in fields(Palette)}
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a figure is shown: its language, its colours, and whether the page is narrow."""

    t: Translator
    palette: Palette = field(default_factory=Palette)
    narrow: bool = False

    @property
    def rtl(self) -> bool:
        """Whether the language is read from right to left."""
        return self.t.direction == "rtl"

    def pattern(self, shape: str, colour: str) -> dict[str, Any]:
        """A plotly fill pattern on a colour, as a second cue; an empty ``shape`` is a plain one."""
        return {"shape": shape, "bgcolor": colour, "fgcolor": self.palette.card, "size": 7}

    @property
    def ticks(self) -> int:
        """About how many ticks fit on a horizontal axis."""
        return NARROW_TICKS if self.narrow else WIDE_TICKS


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis: title, range, and the tick positions with their labels."""

    title: str
    low: float
    high: float
    places: tuple[float, ...]
    words: tuple[str, ...]
    grid: bool = True
    down: bool = False  # counted from the top, as in a list


def isolated(name: str) -> str:
    """A name in Unicode isolates (FSI … PDI), so that it keeps its own direction within a sentence.

    Plotly would read markup in it, so that is escaped.
    """
    plain = name.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"\u2068{plain}\u2069"


def short(name: str, look: Look) -> str:
    """A name cut to the room beside a list, with an ellipsis."""
    longest = 14 if look.narrow else 26
    return isolated(name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…")


def major(minor: int, currency: str) -> float:
    """An amount in major units (euros, not cents) as a float, for positions on an axis only."""
    return float(Money(minor, currency).units)


def number_axis(title: str, top: float, look: Look, *, ticks: int = WIDE_TICKS) -> Axis:
    """An axis from zero to a little above ``top``, with round ticks in the language's format."""
    places = nice_steps(top, ticks)
    return Axis(
        title,
        0,
        max(top * 1.06, places[-1]),
        places,
        tuple(look.t.number(place) for place in places),
    )


def share_axis(title: str, look: Look, *, ticks: int = WIDE_TICKS) -> Axis:
    """An axis from 0 to 100 percent."""
    places = nice_steps(100, ticks)
    return Axis(title, 0, 103, places, tuple(look.t.percent(place / 100) for place in places))


def list_axis(words: Sequence[str]) -> Axis:
    """An axis with one position for each word, from the top down."""
    places = tuple(float(place) for place in range(len(words)))
    return Axis("", -0.6, len(words) - 0.4, places, tuple(words), grid=False, down=True)


def month_axis(first: int, last: int, look: Look) -> Axis:
    """An axis of days since 1970-01-01, with ticks at the first day of some months."""
    begin, end = EPOCH + timedelta(first), EPOCH + timedelta(last)
    months = (end.year - begin.year) * 12 + end.month - begin.month + 1
    step = max(1, -(-months // (2 if look.narrow else WIDE_TICKS)))
    number = begin.year * 12 + begin.month - (begin.day == 1)
    firsts = [
        date(month // 12, month % 12 + 1, 1) for month in range(number, number + months + 1, step)
    ]
    shown = [day for day in firsts if begin <= day <= end] or [begin]
    return Axis(
        "",
        first,
        last,
        tuple(float((day - EPOCH).days) for day in shown),
        tuple(look.t.month(day) for day in shown),
        grid=False,
    )


def figure(
    traces: Sequence[Any], x: Axis, y: Axis, look: Look, *, legend: bool = False, **layout: Any
) -> Figure:
    """Put traces on two axes.

    Dragging and zooming are off, so that a finger scrolls the page.

    ``layout``: further plotly layout settings, which take precedence.
    """
    from plotly import graph_objects as go

    palette = look.palette
    return go.Figure(
        data=list(traces),
        layout={
            "template": go.layout.Template(),
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"color": palette.ink, "size": 13},
            "margin": {"l": 8, "r": _beside(y, look), "t": 30 if y.title else 10, "b": 8},
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": palette.card,
                "bordercolor": palette.edge,
                "font": {"color": palette.ink, "size": 13},
                "align": "right" if look.rtl else "left",
            },
            "showlegend": legend,
            "legend": {
                "orientation": "h",
                "x": 1 if look.rtl else 0,
                "xanchor": "right" if look.rtl else "left",
                "yref": "container",
                "y": 0,
                "yanchor": "bottom",
                "itemclick": False,
                "itemdoubleclick": False,
            },
            "xaxis": _axis(x, look, flipped=look.rtl),
            "yaxis": {
                **_axis(replace(y, title=""), look, flipped=y.down),
                "side": "right" if look.rtl else "left",
            },
            "annotations": [_upright(y.title, look)] if y.title else [],
            **layout,
        },
    )


def _beside(y: Axis, look: Look) -> int:
    """The right margin in pixels: plotly makes room for an axis on the left only."""
    if not look.rtl:
        return 8
    return 16 + round(LETTER * max((len(word) for word in y.words), default=0))


def _upright(title: str, look: Look) -> dict[str, Any]:
    """The title of the vertical axis, placed above it, where it can be read without turning."""
    side = "right" if look.rtl else "left"
    return {
        "text": title,
        "showarrow": False,
        "xref": "paper",
        "yref": "paper",
        "x": 1 if look.rtl else 0,
        "xanchor": side,
        "y": 1,
        "yanchor": "bottom",
        "yshift": 6,
        "font": {"color": look.palette.soft},
    }


def _axis(axis: Axis, look: Look, *, flipped: bool) -> dict[str, Any]:
    palette = look.palette
    return {
        "title": {"text": axis.title, "standoff": 8, "font": {"color": palette.soft, "size": 13}},
        "range": [axis.high, axis.low] if flipped else [axis.low, axis.high],
        "tickvals": list(axis.places),
        "ticktext": list(axis.words),
        "tickfont": {"color": palette.soft},
        "tickangle": 0,
        "automargin": True,
        "fixedrange": True,
        "showgrid": axis.grid,
        "gridcolor": palette.line,
        "zeroline": False,
        "showline": not axis.down,
        "linecolor": palette.edge,
    }
