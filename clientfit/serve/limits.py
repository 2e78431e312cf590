"""How long kernels live, how many are kept ready, and how often an open page is pinged."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Idle limits of kernels in seconds, the size of the pool, and the ping interval."""

    unseen: int = 600
    """Idle limit without an open page: it was closed without notice, or never connected."""
    open_page: int = 86_400
    """Idle limit with an open page where nobody does anything."""
    look_every: int = 30
    """Seconds between two checks of these limits."""
    waiting: int = 1
    """Kernels started ahead of time, so that a page need not wait for Python to start."""
    ping_ms: int = 20_000
    """Milliseconds between two pings of an open page."""


ALONE = Limits()
"""One person on their own machine."""

SHARED = Limits(unseen=120, open_page=3_600, waiting=2)
"""Many visitors on one machine."""
