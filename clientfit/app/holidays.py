"""Public holidays and weekends by country, so that nothing is asked of anybody on one."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from clientfit.core.ending.working_days import WEEKEND, FreeDays

#: Countries offered first; any ISO code that the library knows is fine.
COUNTRIES = ("GB", "IE", "US", "NL", "BE", "DE", "PL", "SA", "AE", "EG", "MA", "FR", "ES", "IT")


def free_days(country: str, first: int, last: int) -> FreeDays:
    """The days on which nobody is asked for anything there: weekends, and holidays of some years.

    Without a country, or with one that nobody knows, it is Saturday and Sunday.
    """
    return FreeDays(holidays(country, first, last), weekend(country))


@lru_cache(maxsize=32)
def weekend(country: str) -> frozenset[int]:
    """The days of the week on which a country rests, Monday 0."""
    if not country:
        return WEEKEND
    from holidays import country_holidays

    try:
        return frozenset(country_holidays(country).weekend)
    except NotImplementedError:
        return WEEKEND


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
