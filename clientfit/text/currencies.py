"""Which currencies there are today, by the data that Babel brings (CLDR)."""

from __future__ import annotations

from functools import cache

from babel.core import get_global
from babel.numbers import get_territory_currencies


@cache
def currencies() -> tuple[str, ...]:
    """The codes of all that are legal tender somewhere today, in the order of the alphabet."""
    places = get_global("territory_currencies")
    return tuple(sorted({code for place in places for code in get_territory_currencies(place)}))
