"""Small pieces of writing that differ by language: dates, sums, lists, plural, full stops."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date

from babel import Locale
from babel.dates import format_date
from babel.lists import format_list

from clientfit.core.currencies import exponent
from clientfit.core.money import Money

#: Which conventions a language is written with. English that is read anywhere: day before month,
#: and "US$" where a bare dollar sign could be any of twenty currencies.
LOCALES = {"en": "en_001"}

_CODE_MEETS_NUMBER = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_ENDINGS = ".!?…؟。"
_CLOSING_QUOTES = "\"'”’»“"
_INVISIBLE = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"}


def fold(text: str) -> str:
    """Make one line of what a person typed: every run of white space is one space.

    Control characters count as white space. Half characters (lone surrogates, as a broken paste
    leaves them) become the replacement sign, because no file could hold them.
    """
    signs = {"Cc": " ", "Cs": "\ufffd"}
    return " ".join("".join(signs.get(unicodedata.category(c), c) for c in text).split())


def is_blank(text: str) -> bool:
    """Tell whether nothing of the text can be seen."""
    return all(unicodedata.category(c) in _INVISIBLE for c in text)


def stop(text: str) -> str:
    """End a sentence with a full stop unless it already ends."""
    last = text.rstrip(_CLOSING_QUOTES)[-1:]
    ended = last in _ENDINGS or unicodedata.category(last) == "So"  # an emoji ends it as well
    return text if last and ended else f"{text}."


def tidy(text: str) -> str:
    """Take out what template lines leave behind: spaces at line ends, more than one empty line."""
    lines = [line.rstrip() for line in text.strip().split("\n")]
    kept = [line for at, line in enumerate(lines) if line or lines[at - 1]]
    return "\n".join(kept)


@dataclass(frozen=True, slots=True)
class Wording:
    """The helpers that a letter in one language may use."""

    locale: Locale

    @classmethod
    def of(cls, language: str) -> Wording:
        """Choose the conventions of a language."""
        return cls(Locale.parse(LOCALES.get(language, language)))

    def day(self, value: date) -> str:
        """Write a date without its weekday: 30 November 2026."""
        return format_date(value, "long", self.locale)

    def weekday(self, value: date) -> str:
        """Write a date with its weekday, for a day that should not be misread."""
        return format_date(value, "full", self.locale)

    def money(self, value: Money) -> str:
        """Write a sum with its currency."""
        return self._money(value, exponent(value.currency))

    def rough(self, value: Money) -> str:
        """Write a sum in whole units, without its cents."""
        return self._money(value, 0)

    def _money(self, value: Money, decimals: int) -> str:
        # Babel would round away the cents of currencies that are mostly used without them.
        pattern = copy(self.locale.currency_formats["standard"])
        pattern.frac_prec = (decimals, decimals)
        shown = pattern.apply(
            value.units, self.locale, currency=value.currency, currency_digits=False
        )
        # Babel leaves out the space that CLDR puts between a code and its number: CHF 5.
        return _CODE_MEETS_NUMBER.sub("\u00a0", shown)

    @staticmethod
    def plus(money: Money, other: Money) -> Money | None:
        """Two sums together; None where their currencies differ, for those are never added."""
        if money.currency != other.currency:
            return None
        return Money(money.minor + other.minor, money.currency)

    def listed(self, items: Sequence[str]) -> str:
        """Join things as a sentence does: a, b and c."""
        return format_list(items, "standard", self.locale)

    def plural(self, count: int, **forms: str) -> str:
        """Choose the form that the language uses for this number: one, few, many, other."""
        return forms.get(self.locale.plural_form(count), forms["other"])
