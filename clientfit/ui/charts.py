"""The figures that the page may ask for by name, and the library that draws them.

A view says which chart stands where, with its words and its table; the figure itself is made when
the page asks for it, so that nothing waits for plotly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.figures.look import PAGE, Look
from clientfit.ui.events import Said
from clientfit.ui.session import Session
from clientfit.ui.views import whatif

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

LIBRARY = ("assets", "plotly", "plotly-basic.min.js.gz")


def library() -> bytes:
    """Plotly's script for bars, lines and points, packed with gzip (0.4 MB)."""
    return files("clientfit.ui").joinpath(*LIBRARY).read_bytes()


def figure(session: Session, said: Said) -> dict[str, Any]:
    """The figure of a chart as plain values. Raises ClientfitError for one that there is not."""
    name = said.text("chart")
    if name not in FIGURES:
        raise ClientfitError(Fault(name, "is no chart", choices(name, FIGURES)))
    look = Look(session.t, PAGE, narrow=said.flag("narrow"))
    made: dict[str, Any] = FIGURES[name](session, said, look).to_plotly_json()
    return made


def _cash_fan(session: Session, said: Said, look: Look) -> Figure:
    from clientfit.figures.cash_fan import cash_fan

    return cash_fan(*whatif.fan(whatif.asked(session, said)), look)


#: Each chart by the id of its place in the page.
FIGURES: Mapping[str, Callable[[Session, Said, Look], Figure]] = {whatif.CHART: _cash_fan}
