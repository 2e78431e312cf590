"""Amounts as people's programs write them, read into whole minor units. Never through a float.

Where a mark may stand for thousands or for decimals ("1.230"), the whole column decides
(`decimal_mark`), and only then is an amount read (`minor_units`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum

from clientfit.core.errors import UnreadableError
from clientfit.core.phrases import say

#: "No currency": a file that does not say which one it means.
UNSTATED = "XXX"

#: Currencies whose minor unit is not a hundredth (ISO 4217).
_WITHOUT_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_EXPONENTS = {
    **dict.fromkeys(_WITHOUT_DECIMALS.split(), 0),
    **dict.fromkeys(_THREE_DECIMALS.split(), 3),
}

_ALL_CODES = """
    AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
    BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL
    GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF
    KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR
    MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG
    SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYI
    UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG"""
_CODES = frozenset(_ALL_CODES.split())

#: Signs that mean one currency only. "$", "¥" and "kr" mean several, so they say nothing.
_SIGNS = {"€": "EUR", "£": "GBP", "zł": "PLN", "₹": "INR", "₪": "ILS", "₩": "KRW", "₺": "TRY"}

_NAMES_SOMETHING = re.compile(r"[^\s\d.,()'+-]")
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’]")
_MARKS = str.maketrans({"−": "-", "–": "-", "٫": ".", "٬": ","})
_LETTERS = re.compile(r"[^\d.,()+-]+")
_DASH_FOR_CENTS = re.compile(r"(?<=\d)[.,]-{1,2}$")
_DIGITS = re.compile(r"[0-9.,]*[0-9][0-9.,]*")
#: What fits a workbook's whole numbers, with room for sums.
LARGEST = 10**15
#: A remainder below this share of a minor unit is noise left by a program that counts in floats.
_FLOAT_NOISE = Decimal("0.0001")


class DecimalMark(StrEnum):
    """Which mark stands before the decimals."""

    POINT = "."
    COMMA = ","
    OPEN = "open"  # nothing decides: a single mark with three digits behind it means thousands
    MIXED = "mixed"  # both are used: each amount must speak for itself


def exponent(currency: str) -> int:
    """How many decimals the currency has: 2 for most, 0 for JPY, 3 for KWD.

    >>> exponent("EUR"), exponent("JPY"), exponent("KWD")
    (2, 0, 3)
    """
    return _EXPONENTS.get(currency, 2)


def currency_in(text: str) -> str | None:
    """The currency that a cell, a header or an amount names, or None.

    >>> currency_in("United States Dollar - USD"), currency_in("Amount (EUR)"), currency_in("$ 5")
    ('USD', 'EUR', None)
    """
    if not _NAMES_SOMETHING.search(text):
        return None  # most amounts are bare
    folded = text.casefold()
    for sign, code in _SIGNS.items():
        if sign in folded:
            return code
    words = re.findall(r"[A-Za-z]+", text)
    known = [word.upper() for word in words if len(word) == 3 and word.upper() in _CODES]
    whole = len(words) == 1
    exact = [word for word in known if whole or word in words]  # in a sentence: capitals only
    return exact[-1] if exact else None


def decimal_mark(amounts: Iterable[tuple[str, str]]) -> DecimalMark:
    """Which mark a whole column uses for decimals, from pairs of (text, currency).

    >>> decimal_mark([("1.230", "EUR"), ("99,50", "EUR")]).name
    'COMMA'
    """
    seen = {mark for text, currency in amounts if (mark := _own_mark(_bare(text)[1], currency))}
    if len(seen) == 2:
        return DecimalMark.MIXED
    return seen.pop() if seen else DecimalMark.OPEN


def minor_units(text: str, column: DecimalMark, currency: str) -> int:
    """Read one amount into minor units; ``column`` is what `decimal_mark` said of its column.

    >>> minor_units("1.230,00", DecimalMark.COMMA, "EUR")
    123000
    >>> minor_units("(12.00)", DecimalMark.POINT, "USD")
    -1200

    Raises UnreadableError with the reason in plain words.
    """
    exact = _exact(text, column, currency).scaleb(exponent(currency))
    nearest = exact.to_integral_value()
    if abs(nearest) > LARGEST:
        raise UnreadableError("the amount is too large")
    if abs(exact - nearest) > _FLOAT_NOISE:
        decimals = exponent(currency)
        raise UnreadableError(
            say("it has more decimals than the currency ({decimals})", decimals=decimals)
        )
    return int(nearest)


def quantity(text: str, mark: DecimalMark) -> Decimal:
    """Read a number that is no money, by the decimal mark of its column.

    Where the column leaves the mark open, a single mark stands before decimals: nobody writes
    "1.250" for more than a thousand hours.

    >>> quantity("2.000,5", DecimalMark.COMMA), quantity("1.250", DecimalMark.OPEN)
    (Decimal('2000.5'), Decimal('1.250'))

    Raises UnreadableError with the reason in plain words.
    """
    if mark is DecimalMark.OPEN:
        mark = DecimalMark.COMMA if "," in text else DecimalMark.POINT
    return _exact(text, mark, UNSTATED)


def _exact(text: str, column: DecimalMark, currency: str) -> Decimal:
    """The number in a text, as exactly as it is written."""
    negative, bare = _bare(text)
    if not _DIGITS.fullmatch(bare):
        raise UnreadableError("this is not an amount")
    mark = _mark_for(bare, column, currency)
    group = _other(mark)
    whole, _, part = bare.partition(mark)
    if mark in part or group in part or not _well_grouped(whole.split(group)):
        raise UnreadableError("its points and commas do not fit the other amounts of this file")
    exact = Decimal(f"{whole.replace(group, '') or '0'}.{part or '0'}")
    return -exact if negative else exact


def _mark_for(bare: str, column: DecimalMark, currency: str) -> DecimalMark:
    """The decimal mark by which to read this amount."""
    if column in (DecimalMark.POINT, DecimalMark.COMMA):
        return column
    own = _own_mark(bare, currency)
    if own:
        return own
    if column is DecimalMark.MIXED and not bare.isdigit():
        raise UnreadableError("it could mean thousands or decimals: this file writes both ways")
    return DecimalMark.COMMA if "." in bare else DecimalMark.POINT


def _well_grouped(groups: list[str]) -> bool:
    """Whether thousands are set apart as somewhere in the world: 1.234.567 or 12,34,567."""
    if len(groups) == 1:
        return True
    inner = all(len(group) in (2, 3) for group in groups[1:-1])
    return 1 <= len(groups[0]) <= 3 and inner and len(groups[-1]) == 3


def _bare(text: str) -> tuple[bool, str]:
    """Whether the amount is below zero, and its digits and marks alone."""
    plain = _SPACES.sub("", text.strip()).translate(_MARKS)
    letters = _LETTERS.findall(plain)
    if any(not _is_currency(letter) for letter in letters):
        return False, ""
    plain = _LETTERS.sub("", plain)
    plain = _DASH_FOR_CENTS.sub("", plain)  # the Dutch "230,-" is 230 and not below zero
    negative = False
    if plain.startswith("(") and plain.endswith(")"):
        negative, plain = True, plain[1:-1]
    if plain.startswith(("-", "+")):
        negative, plain = negative or plain[0] == "-", plain[1:]
    elif plain.endswith("-"):
        negative, plain = True, plain[:-1]
    return negative, _ascii_digits(plain)


def _ascii_digits(text: str) -> str:
    """Digits of any script ("٣") as 0..9."""
    if text.isascii():
        return text
    return "".join(
        str(int(character)) if character.isdecimal() else character for character in text
    )


def _is_currency(letters: str) -> bool:
    dollars = letters.endswith("$") and len(letters) <= 3  # "$", "C$", "US$"
    return dollars or letters.upper() in _CODES or letters.casefold() in {*_SIGNS, "¥", "kr"}


def _own_mark(bare: str, currency: str) -> DecimalMark | None:
    """What this amount alone says about the decimal mark."""
    points, commas = bare.count("."), bare.count(",")
    if points and commas:
        last = DecimalMark.POINT if bare.rfind(".") > bare.rfind(",") else DecimalMark.COMMA
        return last if bare.count(last) == 1 else None
    if not points and not commas:
        return None
    mark = DecimalMark.POINT if points else DecimalMark.COMMA
    if max(points, commas) > 1:
        return _other(mark)
    whole, _, part = bare.partition(mark)
    could_be_thousands = len(part) == 3 and 1 <= len(whole) <= 3 and not whole.startswith("0")
    # With three decimals in the currency (KWD) three digits after a mark are decimals.
    return None if could_be_thousands and exponent(currency) != 3 else mark


def _other(mark: DecimalMark) -> DecimalMark:
    return DecimalMark.COMMA if mark is DecimalMark.POINT else DecimalMark.POINT
