"""Money: whole minor units of a currency, and the ways from and to text. Never through a float.

A sum of ours is written "1250.00 EUR" (`Money.parse`). In people's files a mark may stand for
thousands or for decimals ("1.230"): the whole column decides (`decimal_mark`), and only then is an
amount read (`Money.read`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from clientfit.core.currencies import UNSTATED, exponent, is_sign
from clientfit.core.errors import UnreadableError
from clientfit.core.phrases import say

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f'’]")
_MARKS = str.maketrans({"−": "-", "–": "-", "٫": ".", "٬": ","})
_LETTERS = re.compile(r"Cg\.|[^\d.,()+-]+")  # the sign of XCG ends in a point
_DASH_FOR_CENTS = re.compile(r"(?<=\d)[.,]-{1,2}$")
_DIGITS = re.compile(r"[0-9.,]*[0-9][0-9.,]*")
#: What fits a workbook's whole numbers, with room for sums.
LARGEST = 10**15
#: A remainder below this share of a minor unit is noise left by a program that counts in floats.
_FLOAT_NOISE = Decimal("0.0001")
_SUM = re.compile(r"(-?[0-9]{1,16}(?:\.[0-9]{1,6})?)\s*([A-Za-z]{3})")


class DecimalMark(StrEnum):
    """Which mark stands before the decimals."""

    POINT = "."
    COMMA = ","
    OPEN = "open"  # nothing decides: a single mark with three digits behind it means thousands
    MIXED = "mixed"  # both are used: each amount must speak for itself


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents) of one currency. Never a float, never across currencies.

    >>> str(Money(125000, "EUR")), Money.parse("1250 EUR") == Money(125000, "EUR")
    ('1250.00 EUR', True)
    """

    minor: int
    currency: str  # ISO 4217; "XXX" where a file does not say

    @property
    def units(self) -> Decimal:
        """The amount as people say it, with all decimals of its currency: 12.50 for 1250 cents."""
        return Decimal(self.minor).scaleb(-exponent(self.currency))

    def __str__(self) -> str:
        """The sum as answers, facts and content hold it: 1250.00 EUR."""
        return f"{self.units} {self.currency}"

    @classmethod
    def of_units(cls, units: Decimal | int, currency: str, *, rounding: str | None = None) -> Money:
        """So many whole units and parts of one.

        ``rounding``: one of `decimal`'s, for more decimals than the currency has; without it they
        raise UnreadableError.
        """
        exact = Decimal(units).scaleb(exponent(currency))
        minor = exact.to_integral_value(rounding)
        if rounding is None and minor != exact:
            raise UnreadableError(say("has more decimals than {currency} has", currency=currency))
        return cls(int(minor), currency)

    @classmethod
    def parse(cls, text: str) -> Money:
        """The sum that answers, facts and content hold: "1250.00 EUR".

        Raises UnreadableError with the reason in plain words.
        """
        found = _SUM.fullmatch(text.strip())
        if not found:
            raise UnreadableError("is not a sum. Write it as in 1250.00 EUR")
        return cls.of_units(Decimal(found[1]), found[2].upper())

    @classmethod
    def read(cls, text: str, currency: str, mark: DecimalMark = DecimalMark.OPEN) -> Money:
        """One amount as people's programs write it; ``mark`` is what `decimal_mark` found.

        >>> Money.read("1.230,00", "EUR", DecimalMark.COMMA).minor
        123000
        >>> Money.read("(12.00)", "USD", DecimalMark.POINT).minor
        -1200

        Raises UnreadableError with the reason in plain words.
        """
        exact = _exact(text, mark, currency).scaleb(exponent(currency))
        nearest = exact.to_integral_value()
        if abs(nearest) > LARGEST:
            raise UnreadableError("the amount is too large")
        if abs(exact - nearest) > _FLOAT_NOISE:
            decimals = exponent(currency)
            raise UnreadableError(
                say("it has more decimals than the currency ({decimals})", decimals=decimals)
            )
        return cls(int(nearest), currency)


def decimal_mark(amounts: Iterable[tuple[str, str]]) -> DecimalMark:
    """Which mark a whole column uses for decimals, from pairs of (text, currency).

    >>> decimal_mark([("1.230", "EUR"), ("99,50", "EUR")]).name
    'COMMA'
    """
    seen = {mark for text, currency in amounts if (mark := _own_mark(_bare(text)[1], currency))}
    if len(seen) == 2:
        return DecimalMark.MIXED
    return seen.pop() if seen else DecimalMark.OPEN


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
    if any(not is_sign(letter) for letter in letters):
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
