"""What a person asks of the simulation in this window: which client, and what would change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Scenario:
    """One question. It lasts as long as the window; what is assumed is kept in the workbook."""

    opened: bool = False  # nothing is simulated before somebody asks
    client: str | None = None  # None: the client that the page is about, or the first
    leaves: bool = True
    told: date | None = None  # None: the day of their exit plan
    percent: int = 0
    on_time: bool = False
    replaced: bool = False
    asks_for_day: bool = False
