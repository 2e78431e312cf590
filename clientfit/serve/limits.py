"""How long kernels live, how many wait, and how often an open page is asked after."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds a kernel may be unused before it ends, and how many wait for the next page."""

    unseen: int = 600
    """When no page shows it: the page was closed without a word, or never connected."""
    open_page: int = 86_400
    """When a page shows it, but nobody does anything there."""
    look_every: int = 30
    """How often that is checked."""
    waiting: int = 1
    """Kernels started ahead, so that a page need not wait for Python."""
    ping_ms: int = 20_000
    """Milliseconds after which an open page is asked again whether it is still there."""


ALONE = Limits()
"""One person on their own machine."""

SHARED = Limits(unseen=120, open_page=3_600, waiting=2)
"""Many visitors on one machine."""
