"""Round tick values for an axis."""

from __future__ import annotations

import math


def nice_steps(top: float, count: int) -> tuple[float, ...]:
    """About ``count`` round steps from 0 that cover ``top``.

    A step is 1, 2 or 5 times a power of ten.

    >>> nice_steps(47_000, 5), nice_steps(3, 5)
    ((0.0, 10000.0, 20000.0, 30000.0, 40000.0, 50000.0), (0.0, 1.0, 2.0, 3.0))
    """
    if top <= 1:
        return (0.0, 1.0)
    rough = top / count
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)
    step = max(step, 1.0)  # at least 1: the values are counts or money
    return tuple(step * number for number in range(math.ceil(top / step - 1e-9) + 1))
