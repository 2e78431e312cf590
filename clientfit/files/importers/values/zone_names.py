"""Time zones by their IANA names, such as Europe/Amsterdam."""

from __future__ import annotations

from datetime import UTC, tzinfo
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import say


def zone_of(name: str) -> tzinfo:
    """The zone of this name; an error with the closest names where there is none."""
    if name == "UTC":
        return UTC  # without the zones' data, which not every system has
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        close = get_close_matches(name, sorted(available_timezones()), n=1)
        todo = (
            say("Did you mean {name!r}?", name=close[0])
            if close
            else say("Choose one such as Europe/Amsterdam")
        )
        raise ClientfitError(Fault(name, "no time zone has this name", todo)) from error
