"""Public holidays by country, so that no plan asks for work on one."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

#: Countries offered first; any ISO code that the library knows is fine.
COUNTRIES = ("GB", "IE", "US", "NL", "BE", "DE", "PL", "SA", "AE", "EG", "MA", "FR", "ES", "IT")


@lru_cache(maxsize=32)
def holidays(country: str, first: int, last: int) -> frozenset[date]:
    """The public holidays of a country in the years ``first`` to ``last``; none without one."""
    if not country:
        return frozenset()
    # Imported late: it knows every country, and few pages need it.
    from holidays import country_holidays

    try:
        return frozenset(country_holidays(country, years=range(first, last + 1)))
    except NotImplementedError:
        return frozenset()
