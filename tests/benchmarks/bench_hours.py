"""How fast a tracker's export is read, and how fast names that may be one client's are found."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from table import Row

from clientfit.core.names import likely_same
from clientfit.files.importers import read_records
from clientfit.text.content.legal_forms import legal_forms

ENTRIES = 20_000  # some ten years of one person
NAMES = 1_000
RUNS = 5
_HEADER = (
    "User,Email,Client,Project,Task,Description,Billable,Start date,Start time,End date,End time,"
    "Duration,Tags,Amount (EUR)"
)
_WORDS = [
    "Blue",
    "Kiln",
    "Moss",
    "Dune",
    "Coffee",
    "Studio",
    "Pottery",
    "Harbour",
    "North",
    "Paper",
    "Oak",
    "Salt",
    "Lantern",
]


def _export(luck: random.Random) -> bytes:
    start = datetime.fromisoformat("2016-01-01")
    lines = [_HEADER]
    for _ in range(ENTRIES):
        start += timedelta(minutes=luck.randrange(30, 400))
        lasting = timedelta(seconds=luck.randrange(60, 20_000))
        end = start + lasting
        lines.append(
            f"Ida,ida@example.org,Client {luck.randrange(9)},Project {luck.randrange(20)},Design,"
            f"Sketches,Yes,{start.date()},{start.time()},{end.date()},{end.time()},{lasting},,"
        )
    return "\n".join(lines).encode()


def _names(luck: random.Random) -> list[str]:
    forms = ("", " Ltd", " B.V.", " GmbH", " (NL)", " & Co")
    return [
        " ".join(luck.sample(_WORDS, 3)) + str(luck.randrange(50)) + luck.choice(forms)
        for _ in range(NAMES)
    ]


def _fastest(work: Callable[[], object]) -> float:
    """Seconds of the processor: the best of some runs, which is the one least disturbed."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def rows() -> list[Row]:
    """All that is measured."""
    luck = random.Random(7)  # noqa: S311  it keeps no secret
    export, names = _export(luck), _names(luck)
    reading = _fastest(lambda: read_records(export, "hours.csv"))
    likening = _fastest(lambda: likely_same(names, legal_forms()))
    return [
        Row(f"hours of {ENTRIES:,} entries, read", ENTRIES / reading, "entries/s", at_least=5_000),
        Row(f"likenesses among {NAMES:,} names", likening * 1000, "ms", at_most=1_000),
    ]
