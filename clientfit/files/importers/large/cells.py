"""Read the cells of whole columns: each distinct text is interpreted once, plain amounts by numpy.

What a text means is decided by the functions that read single cells, never here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from clientfit.core.money import LARGEST, DecimalMark
from clientfit.files.importers.large.blocks import Block, Flags, Ints

#: Longer cells are left to the row-by-row reader.
WIDEST = 256
#: Size of the cache of meanings; beyond it the cache is emptied.
REMEMBERED = 50_000
_MINUS, _DOLLAR = b"-$"
_ZERO, _NINE = b"09"
_MOST_LETTERS = 17
_MOST_DIGITS = 15  # three more, for a currency's decimals, still fit into 64 bits


@dataclass(frozen=True, slots=True)
class Cells:
    """A column of the even rows of a block."""

    letters: NDArray[np.uint8]  # (rows, longest cell): bytes, padded with zeros
    lengths: Ints

    @property
    def long(self) -> Flags:
        """Which cells were truncated."""
        return self.lengths > WIDEST

    def texts(self) -> list[bytes]:
        """The cells as bytes."""
        rows, width = self.letters.shape
        if not width:
            return [b""] * rows
        texts: list[bytes] = self.letters.view(f"S{width}").ravel().tolist()
        return texts


def cells(block: Block, padded: NDArray[np.uint8], index: int) -> Cells:
    """A column of the even rows.

    ``padded``: the block's bytes followed by ``WIDEST`` more bytes.
    """
    starts, ends = block.column(index)
    lengths = ends - starts
    width = min(int(lengths.max(initial=0)), WIDEST)
    letters = sliding_window_view(padded, width)[starts] if width else np.zeros((len(starts), 0))
    letters[np.arange(width) >= lengths[:, None]] = 0
    return Cells(letters.astype(np.uint8, copy=False), lengths)


#: Currency signs that programs put in front of an amount, for unambiguous currencies.
SIGNS = {"EUR": "€".encode(), "GBP": "£".encode()}
_ASCII = 128  # all these signs are non-ASCII
_GAPS = (b" ", "\u00a0".encode())


def unsigned(column: Cells) -> tuple[Cells, dict[str, Flags]]:
    """Remove currency signs in front of amounts; also returns in which rows each was found."""
    if not column.letters.shape[1] or column.letters[:, 0].max(initial=0) < _ASCII:
        return column, {}
    signed = {code: _begin(column.letters, sign) for code, sign in SIGNS.items()}
    if not any(rows.any() for rows in signed.values()):
        return column, {}
    letters, lengths = column.letters.copy(), column.lengths.copy()
    for code, rows in signed.items():
        _take_off(letters, lengths, rows, len(SIGNS[code]))
        for gap in _GAPS:
            _take_off(letters, lengths, rows & _begin(letters, gap), len(gap))
    return Cells(letters, lengths), signed


def _begin(letters: NDArray[np.uint8], front: bytes) -> Flags:
    if letters.shape[1] < len(front):
        return np.zeros(len(letters), np.bool_)
    found: Flags = (letters[:, : len(front)] == np.frombuffer(front, np.uint8)).all(axis=1)
    return found


def _take_off(letters: NDArray[np.uint8], lengths: Ints, rows: Flags, count: int) -> None:
    letters[rows, :-count] = letters[rows, count:]
    letters[rows, -count:] = 0
    lengths[rows] -= count


class Known(dict[bytes, int]):
    """A cache from text to meaning (a few integers), so that each distinct text is read once."""

    def __init__(self, read: Callable[[str], tuple[int, ...]]) -> None:
        super().__init__()
        self._read = read
        self._meanings: list[tuple[int, ...]] = []
        self._table: Ints = np.zeros((0, 1), np.int64)

    def __missing__(self, text: bytes) -> int:
        number = len(self._meanings)
        self._meanings.append(self._read(text.decode(errors="replace")))
        self[text] = number
        return number

    def clear(self) -> None:
        """Empty the cache."""
        super().clear()
        self._meanings.clear()

    def meanings(self, texts: list[bytes]) -> Ints:
        """The meanings of these texts: (texts, integers per meaning)."""
        if len(self._meanings) > REMEMBERED:
            self.clear()
        numbers = np.fromiter(map(self.__getitem__, texts), np.int64, len(texts))
        if len(self._table) != len(self._meanings):
            self._table = np.array(self._meanings, np.int64)
        found: Ints = self._table[numbers]
        return found


@dataclass(frozen=True, slots=True)
class Amounts:
    """A column of amounts; ``minor`` (minor units) is valid where ``plain``."""

    minor: Ints
    plain: Flags
    telling: Flags  # plain, and showing which decimal mark the file uses


def amounts(column: Cells, mark: DecimalMark, exponents: Ints) -> Amounts:
    """Read plain amounts exactly, with integer arithmetic only.

    ``exponents``: the number of decimals of each row's currency. With a decided ``mark`` a plain
    amount must not contradict it; with an undecided one it has no marks at all. Amounts that are
    not plain are left to the row-by-row reader.
    """
    rows = len(column.lengths)
    decimal, group = {DecimalMark.POINT: b".,", DecimalMark.COMMA: b",."}.get(
        DecimalMark(mark), b"\0\0"
    )
    value, decimals, run = (np.zeros(rows, np.int64) for _ in range(3))
    groups, digits = np.zeros(rows, np.int64), np.zeros(rows, np.int64)
    behind, grouped_zero, dollar = (np.zeros(rows, np.bool_) for _ in range(3))
    negative = np.zeros(rows, np.bool_)
    plain = (column.lengths > 0) & (column.lengths <= _MOST_LETTERS)
    for at in range(min(column.letters.shape[1], _MOST_LETTERS)):
        letter = column.letters[:, at]
        there = letter != 0
        digit = (letter >= _ZERO) & (letter <= _NINE)
        dot, comma = there & (letter == decimal), there & (letter == group)
        sign = (letter == _MINUS) if at == 0 else np.zeros(rows, np.bool_)
        money = (letter == _DOLLAR) & (digits == 0) & ~dollar & ~behind & (groups == 0)
        value = np.where(digit, value * 10 + letter - _ZERO, value)
        grouped_zero |= (digits == 0) & (letter == _ZERO)
        digits += digit
        decimals += digit & behind
        # Digit groups in any common style: 1.234.567 or 12,34,567.
        fits = ~behind & (run <= 3) & (run >= np.where(groups == 0, 1, 2))
        ends = ~behind & (run > 0) & ((groups == 0) | (run == 3))
        plain &= digit | sign | money | ~there | (comma & fits) | (dot & ends)
        run = np.where(comma, 0, run + (digit & ~behind))
        groups += comma
        behind |= dot
        negative |= sign
        dollar |= money
    plain &= (
        (digits > 0)
        & (digits <= _MOST_DIGITS)
        & (~behind | (decimals > 0))
        & (decimals <= exponents)
    )
    plain &= (groups == 0) | behind | (run == 3)
    # "0,500", and in a currency with three decimals also "1,500", are evidence for the other mark.
    plain &= (groups == 0) | (~grouped_zero & (exponents < 3))
    # A mark that could be for thousands or decimals is no evidence: three decimals, or one group.
    value *= 10 ** np.clip(exponents - decimals, 0, 3)
    plain &= (value <= LARGEST) & ~(negative & (value == 0))
    telling = plain & (behind | (groups > 1))
    return Amounts(np.where(negative, -value, value), plain, telling)
