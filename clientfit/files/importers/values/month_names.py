"""Names of months in the languages that exports are written in."""

from __future__ import annotations

from functools import cache

_LANGUAGES = ("en", "nl", "pl", "de", "fr", "es", "ar")


def month_number(name: str) -> int | None:
    """1..12 for a month's name or its short form, in any of the languages."""
    folded = name.casefold().rstrip(".")
    return _names().get(folded)


@cache
def _names() -> dict[str, int]:
    # Loaded only when a date holds letters: most files have none.
    from babel.dates import get_month_names

    names: dict[str, int] = {"sept": 9}
    for language in _LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get_month_names(width, context, language).items():
                    names.setdefault(name.casefold().rstrip("."), number)
    return names
