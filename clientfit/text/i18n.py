"""Languages: a translator is handed on, never global, for an English page may write a Dutch letter.

Messages are the English words themselves; a language without a translation shows those.
"""

from __future__ import annotations

import gettext
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time
from babel.numbers import format_decimal, format_percent

from clientfit.core.currencies import UNSTATED
from clientfit.core.money import Money
from clientfit.text.wording import Wording


@dataclass(frozen=True)
class Translator:
    """Words, dates, sums and lists in one language."""

    language: str
    wording: Wording
    messages: gettext.NullTranslations

    def __call__(self, message: str, **given: object) -> str:
        """Translate a message and put what is given into its {places}."""
        text = self.messages.gettext(message)
        return text.format(**given) if given else text

    def plural(self, count: int, one: str, other: str, **given: object) -> str:
        """Translate a message that depends on a number, which fills {count}."""
        text = self.messages.ngettext(one, other, count)
        return text.format(count=self.number(count), **given)

    @property
    def locale(self) -> Locale:
        """The conventions for dates and numbers."""
        return self.wording.locale

    @property
    def direction(self) -> str:
        """ "ltr" or "rtl", as the page's ``dir``."""
        return str(self.locale.text_direction)

    def day(self, value: date) -> str:
        """A date as people write it: 30 November 2026."""
        return self.wording.day(value)

    def short_day(self, value: date) -> str:
        """A date where there is little room: 30 Nov 2026."""
        return format_date(value, "medium", self.locale)

    def month(self, value: date) -> str:
        """A month with its year, in short: Nov 2026."""
        return str(format_skeleton("yMMM", value, locale=self.locale))

    def weekdays(self) -> tuple[str, ...]:
        """The names of the days of the week, Monday first."""
        names = self.locale.days["stand-alone"]["wide"]
        return tuple(str(names[day]) for day in range(7))

    def clock(self, value: datetime | time) -> str:
        """The time of day, in the zone of ``value`` where it has one."""
        return format_time(value, "short", locale=self.locale)

    def money(self, value: Money) -> str:
        """A sum with its currency; where a file named none, the bare number."""
        if value.currency == UNSTATED:
            return self.number(value.units, "#,##0.00")
        return self.wording.money(value)

    def rough(self, value: Money) -> str:
        """A sum in whole units of its currency, where cents would only be noise."""
        if value.currency == UNSTATED:
            return self.number(round(value.units))
        return self.wording.rough(value)

    def number(self, value: float | Decimal, pattern: str | None = None) -> str:
        """A number with the language's separators."""
        return format_decimal(value, format=pattern, locale=self.locale)

    def percent(self, part: float) -> str:
        """A part of one as a percentage."""
        return format_percent(part, locale=self.locale)

    def currency(self, code: str) -> str:
        """A currency by its code, with its name: EUR, euro."""
        return f"{code}, {self.locale.currencies.get(code, code)}"

    def country(self, code: str) -> str:
        """A country by its two letters, as the language calls it."""
        return str(self.locale.territories.get(code, code))

    def listed(self, items: Sequence[str]) -> str:
        """Things joined as a sentence joins them: a, b and c."""
        return self.wording.listed(items)


def translator(language: str = "en") -> Translator:
    """The translator of a language that the workbook speaks."""
    return Translator(language, Wording.of(language), gettext.NullTranslations())
