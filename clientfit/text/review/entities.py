"""Find dates and amounts as people write them in English letters.

An ambiguous mention (11/12/2026, 1.250) keeps all its readings, and agrees with the plan if any of
them does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from clientfit.core.money import Money

_MONTHS = "january february march april may june july august september october november december"
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTH_NUMBER = {name[:3]: at for at, name in enumerate(_MONTHS.split(), start=1)}
_DAY_NUMBER = {name[:3]: at for at, name in enumerate(_DAYS.split())}
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?:\.(?=\s*\d))?"
)
_WEEKDAY = (
    r"(?:\b(?P<weekday>mon|tue|wed|thu|fri|sat|sun)(?:[a-z]{0,3}day|s|rs|r|nes)?\b\.?,?\s+"
    r"(?:the\s+)?)?"
)
_NUMBER_OF_DAY = r"(?P<day>[0-3]?\d)(?:\s?(?:st|nd|rd|th)|\.)?"
_YEAR = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?"
_DATES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_WEEKDAY}(?<!\d)(?<!\d[.,]){_NUMBER_OF_DAY}(?:\s+of)?[\s-]+{_MONTH}(?:-(?=\d{{4}}))?"
        rf"(?:,?\s*(?P<year>(?:19|20)\d\d)\b)?",
        rf"{_WEEKDAY}\b{_MONTH}\s+(?:the\s+)?{_NUMBER_OF_DAY}(?![\d:]|[.,]\d|\s?[ap]\.?m\b){_YEAR}",
        rf"{_WEEKDAY}(?<![\w./-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\w-])",
        rf"{_WEEKDAY}(?<![\w./-])(?P<day>\d{{1,2}})(?P<mark>[./-])\s?(?P<month>\d{{1,2}})(?P=mark)"
        r"\s?(?P<year>\d{4}|\d\d)(?![\w-])",
    )
]

_DOLLARS = "USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP JMD TTD XCD"
_SIGNS = {
    **{"us$": "USD", "usd$": "USD", "ca$": "CAD", "c$": "CAD", "cad$": "CAD", "au$": "AUD"},
    **{"a$": "AUD", "nz$": "NZD", "s$": "SGD", "hk$": "HKD", "r$": "BRL", "$": _DOLLARS},
    **{
        "€": "EUR",
        "£": "GBP",
        "₹": "INR",
        "rs": "INR PKR LKR NPR MUR",
        "zł": "PLN",
        "¥": "JPY CNY",
    },
    **{
        "¥": "JPY CNY",
        "jp¥": "JPY",
        "cn¥": "CNY",
        "kr": "SEK NOK DKK ISK",
        "₪": "ILS",
        "₩": "KRW",
        "₺": "TRY",
    },
    **{"₴": "UAH", "₽": "RUB", "₱": "PHP", "₫": "VND", "฿": "THB", "₦": "NGN", "fr": "CHF"},
    **{"dhs": "AED MAD", "kč": "CZK", "ft": "HUF", "sr": "SAR"},
}
_NAMES = {
    "euro": "EUR",
    "pound": "GBP",
    "quid": "GBP",
    "dollar": _DOLLARS,
    "buck": _DOLLARS,
    "zloty": "PLN",
    "franc": "CHF XOF XAF",
    "rupee": "INR PKR LKR NPR MUR",
    "yen": "JPY",
    "yuan": "CNY",
    "dirham": "AED MAD",
    "riyal": "SAR QAR",
    "krona": "SEK ISK",
    "kronor": "SEK",
    "krone": "NOK DKK",
    "kroner": "NOK DKK",
    "shekel": "ILS",
    "peso": "MXN PHP ARS CLP COP",
    "rand": "ZAR",
    "lira": "TRY",
    "naira": "NGN",
}
_ALL_CODES = """
    EUR USD GBP CAD AUD NZD CHF PLN SEK NOK DKK ISK CZK HUF RON BGN UAH RUB TRY ILS AED SAR QAR KWD
    BHD OMR JOD EGP MAD TND ZAR NGN KES GHS INR PKR BDT LKR NPR CNY JPY KRW HKD SGD MYR THB IDR PHP
    VND TWD MXN BRL ARS CLP COP PEN RSD GEL
"""
_CODES = _ALL_CODES.split()
_AMOUNT = (
    r"\d{1,3}(?:[.,'’ \u00a0\u2009\u202f]\d{2,3})+(?:[.,]\d{1,2})?(?!\d)"
    r"|\d+(?:[.,]\d{1,2})?(?!\d)"
)
_SIGN = "|".join(re.escape(sign) for sign in sorted(_SIGNS, key=len, reverse=True))
_SPACE = r"[\s\u00a0\u202f]?"
_BEFORE = rf"(?<![^\W\d_])(?P<sign>(?:{_SIGN})|(?-i:{'|'.join(_CODES)}))\.?{_SPACE}"
_AFTER = (
    rf"{_SPACE}(?:(?P<sign>(?:{_SIGN})|(?-i:{'|'.join(_CODES)}))(?![^\W\d_])(?!\s?\d)"
    rf"|-?(?P<name>{'|'.join(_NAMES)})s?\b)"
)
_K = r"(?P<thousand>k\b)?"
_SUMS = [
    re.compile(rf"{_BEFORE}(?P<amount>{_AMOUNT}){_K}", re.IGNORECASE),
    re.compile(rf"(?<![\w.,])(?P<amount>{_AMOUNT}){_K}(?:[.,]-+)?{_AFTER}", re.IGNORECASE),
]
_BARE = re.compile(rf"(?<![\w.,/-])(?:{_AMOUNT})(?![\w/-])")


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text: its position and the days that it can mean."""

    start: int
    end: int
    readings: frozenset[tuple[int | None, int, int]]  # year, month, day
    weekday: int | None  # Monday is 0

    def means(self, day: date) -> bool:
        """Whether the mention can mean this day; a missing year matches any."""
        return any(
            year in (None, day.year) and (month, number) == (day.month, day.day)
            for year, month, number in self.readings
        )

    def is_day_of_another_year(self, day: date) -> bool:
        """Whether only the year differs, as happens when an old letter is reused."""
        return not self.means(day) and any(
            (month, number) == (day.month, day.day) for _, month, number in self.readings
        )

    def wrong_weekday(self, around: date | None) -> bool:
        """Whether the weekday does not fit the date; a missing year is taken from ``around``."""
        if self.weekday is None:
            return False
        days = [
            _day(year or (around.year if around and self.means(around) else None), month, number)
            for year, month, number in self.readings
        ]
        known = [day for day in days if day]
        return bool(known) and all(day.weekday() != self.weekday for day in known)


@dataclass(frozen=True, slots=True)
class SumMention:
    """An amount in a text: its position and the amounts and currencies that it can mean."""

    start: int
    end: int
    amounts: frozenset[Decimal]
    currencies: frozenset[str]

    def means(self, money: Money) -> bool:
        """Whether the mention can mean this amount."""
        return money.currency in self.currencies and money.units in self.amounts


Mention = TypeVar("Mention", DateMention, SumMention)


def dates(text: str) -> list[DateMention]:
    """Find the dates in a text, in order."""
    found = [mention for pattern in _DATES for mention in _dates(pattern, text)]
    return _apart(found)


def sums(text: str) -> list[SumMention]:
    """Find the amounts with a currency in a text, in order."""
    found = [_sum(match) for pattern in _SUMS for match in pattern.finditer(text)]
    return _apart(found)


def bare_amounts(text: str) -> frozenset[Decimal]:
    """Every amount that a number in the text can mean, with or without a currency."""
    return frozenset(
        amount for found in _BARE.finditer(text) for amount in _amounts(found[0], thousand=False)
    )


def _apart(mentions: list[Mention]) -> list[Mention]:
    """Of overlapping mentions keep the longest."""
    kept: list[Mention] = []
    for one in sorted(mentions, key=lambda mention: mention.start - mention.end):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda mention: mention.start)


def _dates(pattern: re.Pattern[str], text: str) -> Iterator[DateMention]:
    for found in pattern.finditer(text):
        parts = found.groupdict()
        year = int(parts["year"]) if parts["year"] else None
        year = year + 2000 if year is not None and year < 100 else year
        month = _MONTH_NUMBER.get(parts["month"][:3].lower()) or int(parts["month"])
        pairs = [(month, int(parts["day"]))]
        if "mark" in parts:
            pairs.append((pairs[0][1], month))
        readings = frozenset((year, m, d) for m, d in pairs if 1 <= m <= 12 and 1 <= d <= 31)
        if readings:
            weekday = parts["weekday"]
            number = _DAY_NUMBER[weekday.lower()] if weekday else None
            yield DateMention(found.start(), found.end(), readings, number)


def _day(year: int | None, month: int, number: int) -> date | None:
    try:
        return date(year, month, number) if year else None
    except ValueError:
        return None


def _sum(found: re.Match[str]) -> SumMention:
    parts = found.groupdict()
    sign = (parts.get("sign") or "").lower()
    codes = _SIGNS.get(sign) or sign.upper() or _NAMES[parts["name"].lower()]
    amounts = _amounts(parts["amount"], thousand=bool(parts["thousand"]))
    return SumMention(found.start(), found.end(), amounts, frozenset(codes.split()))


def _amounts(text: str, *, thousand: bool) -> frozenset[Decimal]:
    """All readings of digits with separators; one separator before three digits is ambiguous."""
    digits = re.sub(r"[^\d.,]", "", text)
    marks = [c for c in digits if c in ".,"]
    decimal = set[str]()
    if len(set(marks)) == 2:
        decimal = {marks[-1]}
    elif len(marks) == 1:
        after = len(digits) - digits.index(marks[0]) - 1
        decimal = {marks[0], ""} if after == 3 else {marks[0]}
    read = (
        "".join("." if c == mark else c for c in digits if c.isdigit() or c == mark)
        for mark in decimal or {""}
    )
    return frozenset(Decimal(number) * (1000 if thousand else 1) for number in read)
