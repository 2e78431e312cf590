"""Guess what the columns of an unknown table hold, from their names and cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from clientfit.core.currencies import currency_in
from clientfit.core.money import DecimalMark, quantity
from clientfit.files.importers.formats.model import (
    ColumnRole,
    Format,
    Formats,
    TableWords,
    fold,
    split_currency,
)
from clientfit.files.importers.result import Subject
from clientfit.files.importers.tables.file_wide import scanned_or_why
from clientfit.files.importers.values.durations import said_in_full
from clientfit.files.importers.values.moments import Moment, scan_moment

#: How many rows are examined.
SAMPLE = 200
_CLOSE = 0.8  # names less similar than this are different names
_MOSTLY = 0.8
_CODE = 20  # characters; invoice numbers are seldom longer
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class ColumnProfile:
    """Statistics of a column's cells, as shares (0..1) of the non-empty ones."""

    index: int
    name: str
    filled: int
    dates: float
    clocks: float
    numbers: float
    decimals: float
    durations: float  # with an explicit unit or form, such as 1:30
    currencies: float
    letters: float
    codes: float  # short texts with a digit
    distinct: float


def look(
    header: Sequence[str], rows: Sequence[Sequence[str]], words: TableWords
) -> list[ColumnProfile]:
    """Profile the columns of a table by its first rows."""
    return [
        _column(index, name, [row[index].strip() for row in rows if index < len(row)], words)
        for index, name in enumerate(header)
    ]


def _column(index: int, name: str, cells: Sequence[str], words: TableWords) -> ColumnProfile:
    full = [cell for cell in cells if cell and cell.casefold() not in words.empty]
    moments = [_moment(cell) for cell in full]
    days = [
        bool(moment.day) and not isinstance(scanned_or_why(moment.day), str) for moment in moments
    ]

    def share(found: Iterator[bool]) -> float:
        return sum(found) / len(full) if full else 0.0

    return ColumnProfile(
        index=index,
        name=name,
        filled=len(full),
        dates=share(iter(days)),
        clocks=share(moment.clock is not None for moment in moments),
        numbers=share(_is_number(cell) for cell in full),
        decimals=share(_is_number(cell) and ("." in cell or "," in cell) for cell in full),
        durations=share(said_in_full(cell, words.units) is not None for cell in full),
        currencies=share(cell.isalpha() and currency_in(cell) is not None for cell in full),
        letters=share(any(letter.isalpha() for letter in cell) for cell in full),
        codes=share(len(cell) <= _CODE and any(c.isdigit() for c in cell) for cell in full),
        distinct=len(set(full)) / len(full) if full else 0.0,
    )


def _moment(cell: str) -> Moment:
    try:
        return scan_moment(cell)
    except ValueError:
        return Moment(cell, None)


def _is_number(cell: str) -> bool:
    try:
        quantity(cell, DecimalMark.OPEN)
    except ValueError:
        return _is_with_both_marks(cell)
    return True


def _is_with_both_marks(cell: str) -> bool:
    for mark in (DecimalMark.POINT, DecimalMark.COMMA):
        try:
            quantity(cell, mark)
        except ValueError:
            continue
        return True
    return False


def _date(column: ColumnProfile) -> bool:
    return column.dates >= _MOSTLY


def _clock(column: ColumnProfile) -> bool:
    return column.clocks >= _MOSTLY


def _number(column: ColumnProfile) -> bool:
    return column.numbers >= _MOSTLY and not _date(column)


def _lasting(column: ColumnProfile) -> bool:
    return column.durations >= _MOSTLY or _number(column)


def _words(column: ColumnProfile) -> bool:
    return not (_date(column) or _clock(column))


def _names(column: ColumnProfile) -> bool:
    return _words(column) and column.decimals < _MOSTLY


#: What the cells of a role must look like; a column whose name fits is still rejected without it.
_FITS: Mapping[ColumnRole, Callable[[ColumnProfile], bool]] = {
    **dict.fromkeys(
        (ColumnRole.ISSUED, ColumnRole.DUE, ColumnRole.SETTLED, ColumnRole.DAY, ColumnRole.END_DAY),
        _date,
    ),
    **dict.fromkeys((ColumnRole.START, ColumnRole.END), _clock),
    **dict.fromkeys(
        (
            ColumnRole.TOTAL,
            ColumnRole.OWED,
            ColumnRole.TERM,
            ColumnRole.MINUTES,
            ColumnRole.SECONDS,
        ),
        _number,
    ),
    ColumnRole.DURATION: _lasting,
    ColumnRole.CURRENCY: lambda column: column.currencies >= _MOSTLY,
    ColumnRole.NUMBER: lambda column: _names(column) and column.distinct >= _MOSTLY,
    ColumnRole.CLIENT: _names,
}
#: How to guess a required role from the cells alone, if no column name fits.
_BY_CELLS: Mapping[ColumnRole, Callable[[ColumnProfile], bool]] = {
    ColumnRole.ISSUED: _date,
    ColumnRole.DAY: _date,
    ColumnRole.TOTAL: lambda column: _number(column) and column.decimals >= _MOSTLY / 2,
    ColumnRole.DURATION: lambda column: column.durations >= _MOSTLY and not _date(column),
    ColumnRole.NUMBER: lambda column: (
        column.codes >= _MOSTLY and column.distinct == 1 and _names(column)
    ),
    ColumnRole.CLIENT: lambda column: (
        column.letters >= _MOSTLY
        and column.currencies < _MOSTLY
        and column.codes < _MOSTLY / 2
        and _words(column)
    ),
}


def guess(columns: Sequence[ColumnProfile], subject: Subject, declared: Formats) -> dict[str, int]:
    """The likely columns of a table: role -> column index, each column at most once."""
    forms = declared.about(subject).formats
    usual = pickable(subject, declared)
    roles = usual.columns
    scored = sorted(
        (
            (-score, place, column.index, role)
            for place, role in enumerate(roles)
            for column in columns
            if column.filled == 0 or _FITS.get(role, _words)(column)
            if (score := _likeness(column.name, role, forms)) >= _CLOSE
        ),
        key=lambda rank: rank[:3],
    )
    guessed: dict[str, int] = {}
    for _, _, index, role in scored:
        if role not in guessed and index not in guessed.values():
            guessed[role] = index
    for role in roles:
        fits = _BY_CELLS.get(role)
        if fits is None or role in guessed or role not in (*usual.required, *usual.one_of):
            continue
        free = [
            column for column in columns if column.filled and column.index not in guessed.values()
        ]
        likely = [column.index for column in free if fits(column)]
        if likely:  # start and end times look like durations and come before it
            guessed[role] = likely[-1 if role is ColumnRole.DURATION else 0]
    return {role: guessed[role] for role in roles if role in guessed}


def pickable(subject: Subject, declared: Formats) -> Format:
    """The generic format of a subject: it lists the roles that can be picked."""
    return next(form for form in declared.about(subject).formats if form.generic)


def _likeness(name: str, role: ColumnRole, forms: Sequence[Format]) -> float:
    """Similarity (0..1) of a column name to the closest name declared for the role."""
    bare = split_currency(name)[0]
    known = {name for form in forms for name in form.columns.get(role, ())}
    folded = {fold(name) for name in known}
    if fold(bare) in folded or fold(name) in folded:
        return 1.0
    return max((_alike(bare, name) for name in known), default=0.0) if bare.strip() else 0.0


def _alike(name: str, known: str) -> float:
    """Similarity of two names, which may differ by additional words or slightly in spelling."""
    mine, theirs = (" ".join(_WORD.findall(text.casefold())) for text in (name, known))
    if theirs and f" {theirs} " in f" {mine} ":
        return _CLOSE + 0.1 * len(theirs) / len(mine)
    matcher = SequenceMatcher(None, fold(name), fold(known), autojunk=False)
    if matcher.real_quick_ratio() < _CLOSE or matcher.quick_ratio() < _CLOSE:
        return 0.0
    return min(matcher.ratio(), 0.99)
