"""The figures that the page may ask for by name, and the library that draws them.

A view says which chart stands where, with its words and its table; the figure itself is made when
the page asks for it, so that nothing waits for plotly.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

from clientfit.app.portfolio import Portfolio
from clientfit.app.session import Session
from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.figures.look import PAGE, Look
from clientfit.page import preload
from clientfit.page.views import dashboard, trend, whatif
from clientfit.page.views.dashboard import profile
from clientfit.page.wire import charts as wire
from clientfit.page.wire.step_events import Figure, Profile

Draw = Callable[[Session, Look, Figure], object]

LIBRARY = ("assets", "plotly", "plotly-basic.min.js.gz")


def library() -> bytes:
    """Plotly's script for bars, lines and points, packed with gzip (0.4 MB)."""
    return files("clientfit.page").joinpath(*LIBRARY).read_bytes()


def figure(session: Session, event: Figure) -> dict[str, Any]:
    """The figure of a chart as plain values.

    Raises ClientfitError for a chart that there is not, or that there is nothing to draw of.
    """
    name = event.chart
    if name not in FIGURES:
        raise ClientfitError(Fault(name, "is no chart", choices(name, FIGURES)))
    look = Look(session.t, PAGE, narrow=event.narrow)
    preload.finish()
    try:
        made: Any = FIGURES[name](session, look, event)
    except LookupError:
        raise ClientfitError(Fault(name, "has nothing to draw", "Load the page again")) from None
    plain: dict[str, Any] = made.to_plotly_json()
    return plain


def _of_all(draw: Callable[[Portfolio, Look, str], object]) -> Draw:
    return lambda session, look, event: draw(session.portfolio, look, event.what or "")


def _cash_fan(session: Session, look: Look, event: Figure) -> object:
    from clientfit.figures.cash_fan import cash_fan

    return cash_fan(*whatif.fan(whatif.asked(session, event)), look)


def _trend(session: Session, look: Look, event: Figure) -> object:
    return trend.figure(session, event.client or "", look)


def profile_of(session: Session, event: Profile) -> wire.Profile:
    """One client in numbers, to be shown in place. Raises ClientfitError for one that is gone."""
    dossier = session.about(event.client)
    portfolio = session.portfolio
    shown = profile.view(portfolio.by_id[dossier.client.id], portfolio, session.t)
    return {"name": dossier.client.name, "chart": shown}


#: Every figure by its name; the event tells what was chosen to be drawn.
FIGURES: Mapping[str, Draw] = {
    **{name: _of_all(draw) for name, draw in dashboard.FIGURES.items()},
    whatif.CHART: _cash_fan,
    trend.NAME: _trend,
}
