"""What takes long to load is loaded while nobody waits for it."""

from __future__ import annotations

import sys
from threading import Timer

#: The page is drawn by then, and most people still look for where to begin.
AFTER_S = 0.5


def preload() -> None:
    """Load the libraries for tables and figures beside everything else, a little later."""
    timer = Timer(AFTER_S, _load)
    timer.daemon = True
    timer.start()


def finish() -> None:
    """Wait until pandas is whole, where another thread has begun to load it.

    Plotly takes what is half loaded for the whole, and fails on what it lacks yet.
    """
    if "pandas" in sys.modules:
        import pandas  # noqa: F401  # an import waits for one that is under way


def _load() -> None:
    import pandas  # noqa: F401
    from plotly import graph_objects as go

    # Its checks are loaded with the first figure of a kind.
    go.Figure(data=[go.Scatter(x=[0], y=[0]), go.Bar(x=[0], y=[0])], layout={"title": {"text": ""}})
