"""Time zones by their IANA names, such as Europe/Amsterdam."""

from __future__ import annotations

from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, available_timezones

from clientfit.core.errors import ClientfitError, Fault, choices


def zone_of(name: str) -> tzinfo:
    """The zone of this name; an error with the closest names where there is none."""
    if name == "UTC":
        return UTC  # without the zones' data, which not every system has
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError) as error:
        close = choices(name, sorted(available_timezones())).partition("Choose from")[0].strip()
        todo = close or "Choose one such as Europe/Amsterdam"
        raise ClientfitError(Fault(name, "no time zone has this name", todo)) from error
