"""Label placement: which names fit beside their points without overlapping."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LETTER, LINE = 7.8, 16.0  # approximate px of a letter and a line of the page's small text
GAP = 3.0
#: Label positions in order of preference: plotly's name, and the direction from the point.
SIDES = (
    ("top center", 0.0, -1.0),
    ("bottom center", 0.0, 1.0),
    ("middle right", 1.0, 0.0),
    ("middle left", -1.0, 0.0),
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A point in pixels from the top left of the plot, with its radius and its label."""

    x: float
    y: float
    radius: float
    text: str


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def within(self, width: float, height: float) -> bool:
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


def placed(spots: Sequence[Spot], width: float, height: float, most: int) -> list[tuple[str, str]]:
    """For each spot its label and plotly text position; the label is empty where it does not fit.

    Greedy in the given order: earlier spots get their labels first. ``width`` and ``height`` of the
    plot are in pixels; at most ``most`` labels are placed.
    """
    points = [
        _Box(spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)
        for spot in spots
    ]
    taken: list[_Box] = []
    found: list[tuple[str, str]] = []
    for at, spot in enumerate(spots):
        others = points[:at] + points[at + 1 :]
        free = (
            (side, box)
            for side, box in _boxes(spot)
            if box.within(width, height)
            and not any(box.meets(other) for other in (*taken, *others))
        )
        side, box = next(free, ("top center", None)) if len(taken) < most else ("top center", None)
        if box:
            taken.append(box)
        found.append((spot.text if box else "", side))
    return found


def _boxes(spot: Spot) -> list[tuple[str, _Box]]:
    wide = len(spot.text) * LETTER / 2
    boxes = []
    for side, across, down in SIDES:
        x = spot.x + across * (spot.radius + GAP + wide)
        y = spot.y + down * (spot.radius + GAP + LINE / 2)
        boxes.append((side, _Box(x - wide, y - LINE / 2, x + wide, y + LINE / 2)))
    return boxes
