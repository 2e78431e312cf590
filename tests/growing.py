"""How the work of a function grows with what it is given, whatever the speed of the machine."""

from __future__ import annotations

import time
from collections.abc import Callable


def growth(act: Callable[[int], object], size: int) -> float:
    """How many times the work is that eight times the size makes: 8 where it is linear, 64 where
    it is quadratic. It is measured in time of the processor, at best of three.
    """

    def spent(at: int) -> float:
        began = time.process_time()
        act(at)
        return time.process_time() - began

    small, large = (min(spent(at) for _ in range(3)) for at in (size, 8 * size))
    return large / small
