"""The strain of one client by day: what is drawn is what was known, each reading with its sign."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.model import Reading
from clientfit.figures.look import SYMBOLS, Look
from clientfit.figures.trend import Judged, trend
from clientfit.text.i18n import translator

LOOK = Look(translator())
FIRST = date(2026, 3, 2)
STRAINS = st.none() | st.floats(0, 100)
READ = st.lists(st.tuples(STRAINS, st.sampled_from(Reading)), min_size=1, max_size=12)


def _points(read: list[tuple[float | None, Reading]]) -> list[Judged]:
    return [
        Judged(FIRST + timedelta(days=9 * at), strain, reading, f"point {at}")
        for at, (strain, reading) in enumerate(read)
    ]


@given(READ.filter(lambda read: any(strain is not None for strain, _ in read)))
def test_every_known_day_is_drawn_once_with_the_sign_of_its_reading(
    read: list[tuple[float | None, Reading]],
) -> None:
    known = [point for point in _points(read) if point.strain is not None]
    made = trend(_points(read), LOOK)
    line, *marks = made.data
    assert list(line.y) == [point.strain for point in known]
    assert len({mark.marker.symbol for mark in marks}) == len(marks)
    drawn = {
        (x, y, mark.marker.symbol) for mark in marks for x, y in zip(mark.x, mark.y, strict=True)
    }
    assert drawn == {
        (x, point.strain, SYMBOLS[point.reading]) for x, point in zip(line.x, known, strict=True)
    }
    low, high = made.layout.xaxis.range
    assert low < min(line.x) <= max(line.x) < high


def test_without_any_strain_there_is_nothing_to_draw() -> None:
    with pytest.raises(LookupError):
        trend(_points([(None, Reading.REPAIR)]), LOOK)
