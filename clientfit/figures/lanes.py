"""Payment lanes: one row for each client, with each invoice from its due date to its payment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clientfit.figures.look import Look, figure, isolated, list_axis, month_axis, short

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


_EDGE = 6  # margin in days, so that no marker covers a name


@dataclass(frozen=True, slots=True)
class Paid:
    """An invoice on its lane. ``due`` and ``until`` are days since 1970-01-01.

    ``until``: the day of payment, or the last day of the chart while it is open. ``words``:
    tooltip.
    """

    due: int
    until: int
    late: bool
    open: bool
    words: str


@dataclass(frozen=True, slots=True)
class Lane:
    """One client's invoices, drawn on one row."""

    client: str
    name: str
    invoices: Sequence[Paid]


def height(lanes: int) -> int:
    """Height of the figure in pixels for so many lanes."""
    return 34 * lanes + 100


def lanes(rows: Sequence[Lane], first: int, last: int, look: Look) -> Figure:
    """Draw the lanes, the first on top.

    ``first`` and ``last``: the range of the time axis, in days since 1970-01-01.
    """
    t, palette = look.t, look.palette
    kinds = (
        (t("Paid on time"), palette.keep, "circle", "solid", _on_time),
        (t("Paid late: from due to paid"), palette.last_chance, "diamond", "solid", _late),
        (t("Overdue and open"), palette.end, "square-open", "dot", _open),
    )
    return figure(
        [
            trace
            for name, colour, symbol, dash, belongs in kinds
            if (trace := _trace(rows, (name, colour, symbol, dash), belongs, last)) is not None
        ],
        month_axis(first - _EDGE, last + _EDGE, look),
        list_axis([short(row.name, look) for row in rows]),
        look,
        legend=True,
        height=height(len(rows)),
    )


def _on_time(paid: Paid) -> bool:
    return not paid.late


def _late(paid: Paid) -> bool:
    return paid.late and not paid.open


def _open(paid: Paid) -> bool:
    return paid.late and paid.open


def _trace(
    rows: Sequence[Lane], style: tuple[str, str, str, str], belongs: Any, last: int
) -> Any | None:
    """One line trace for all invoices of a kind, with gaps between them and a marker at the end."""
    from plotly import graph_objects as go

    name, colour, symbol, dash = style
    x: list[int | None] = []
    y: list[int | None] = []
    said: list[str] = []
    client: list[str] = []
    sizes: list[int] = []
    for at, row in enumerate(rows):
        for invoice in filter(belongs, row.invoices):
            words = f"{isolated(row.name)}<br>{invoice.words}"
            x += [invoice.due, min(invoice.until, last) if invoice.late else invoice.due, None]
            y += [at, at, None]
            said += [words, words, ""]
            client += [row.client, row.client, ""]
            sizes += [0, 9, 0]
    if not x:
        return None
    return go.Scatter(
        x=x,
        y=y,
        mode="lines+markers",
        name=name,
        line={"color": colour, "width": 3, "dash": dash},
        marker={"symbol": symbol, "color": colour, "size": sizes},
        connectgaps=False,
        cliponaxis=False,
        customdata=client,
        hovertext=said,
        hoverinfo="text",
    )
