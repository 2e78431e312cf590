"""Translators for tests: one marks all that goes through it, one leaves no word of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from string import Formatter

from clientfit.core.money import Money
from clientfit.text.i18n import Translator


class Marking(Translator):
    """Puts brackets around everything that it has put into the language."""

    def __call__(self, message: str, **given: object) -> str:
        return f"⟦{super().__call__(message, **given)}⟧"

    def plural(self, count: int, one: str, other: str, **given: object) -> str:
        return f"⟦{super().plural(count, one, other, **given)}⟧"

    def day(self, value: date) -> str:
        return f"⟦{super().day(value)}⟧"

    def short_day(self, value: date) -> str:
        return f"⟦{super().short_day(value)}⟧"

    def month(self, value: date) -> str:
        return f"⟦{super().month(value)}⟧"

    def rough(self, value: Money) -> str:
        return f"⟦{super().rough(value)}⟧"

    def money(self, value: Money) -> str:
        return f"⟦{super().money(value)}⟧"

    def clock(self, value: datetime | time) -> str:
        return f"⟦{super().clock(value)}⟧"

    def weekdays(self) -> tuple[str, ...]:
        return tuple(f"⟦{name}⟧" for name in super().weekdays())

    def currency(self, code: str) -> str:
        return f"⟦{super().currency(code)}⟧"

    def country(self, code: str) -> str:
        return f"⟦{super().country(code)}⟧"

    def listed(self, items: Sequence[str]) -> str:
        return f"⟦{super().listed(items)}⟧"


class Muting(Translator):
    """Leaves no letter of what it puts into the language: those that are left went past it."""

    def __call__(self, message: str, **given: object) -> str:
        if not given:
            return _without_letters(message)
        return "".join(
            _without_letters(text) + (_placed(name, spec, conversion, given) if name else "")
            for text, name, spec, conversion in Formatter().parse(message)
        )

    def day(self, value: date) -> str:
        return _without_letters(super().day(value))

    def listed(self, items: Sequence[str]) -> str:
        return "; ".join(items)


def _placed(name: str, spec: str | None, conversion: str | None, given: dict[str, object]) -> str:
    sign = f"!{conversion}" if conversion else ""
    return f"{{{name}{sign}:{spec or ''}}}".format(**given)


def _without_letters(text: str) -> str:
    return "".join(letter for letter in text if not letter.isalpha())
