"""How fast the invented freelancer comes into a workbook on the disk, and leaves it again."""

from __future__ import annotations

import tempfile
import time
from datetime import date
from pathlib import Path

from table import Row

from clientfit.files.sample import sample_document
from clientfit.files.store import Workbook

RUNS = 7
MOST = 500  # ms for one click


def rows() -> list[Row]:
    """All that is measured: the best of some runs, which is the one least disturbed."""
    with (
        tempfile.TemporaryDirectory() as folder,
        Workbook.open(Path(folder) / "mine.clientfit") as book,
    ):
        runs = [_run(book) for _ in range(RUNS)]
    added, removed = (min(times) for times in zip(*runs, strict=True))
    return [
        Row("the sample, added", added, "ms", at_most=MOST),
        Row("the sample, removed", removed, "ms", at_most=MOST),
    ]


def _run(book: Workbook) -> tuple[float, float]:
    """Milliseconds on the clock, the disk included."""
    begun = time.perf_counter()
    book.merge(sample_document(date(2026, 11, 25)))
    added = time.perf_counter()
    book.remove_sample()
    return (added - begun) * 1000, (time.perf_counter() - added) * 1000
