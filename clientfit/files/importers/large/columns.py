"""Read a block of invoices column by column: plain rows become rows ready for the workbook.

A row is plain if every cell is read without any doubt and nothing about it must be reported. All
other rows are left to the row-by-row reader, so that both ways give the same result.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import compress, repeat

import numpy as np

from clientfit.core.currencies import exponent
from clientfit.core.money import DecimalMark
from clientfit.files.importers.formats.model import ColumnRole, TableWords, fold
from clientfit.files.importers.large.blocks import Block, Flags, Ints
from clientfit.files.importers.large.cell_values import BAD, EMPTY, NONE, OTHER, YES, Meanings
from clientfit.files.importers.large.cells import (
    REMEMBERED,
    WIDEST,
    Cells,
    Known,
    amounts,
    cells,
    unsigned,
)
from clientfit.files.importers.large.open_amounts import NO_WORD, PAID, STATES, Figures, standings
from clientfit.files.importers.result import Row
from clientfit.files.importers.tables.invoice import LONGEST, currency_of_header
from clientfit.files.importers.tables.invoices import DATES
from clientfit.files.importers.tables.match import Match
from clientfit.files.store.record_tables import INVOICES

_STATE_NAMES = [state.value for state in STATES]
_NEEDED = (ColumnRole.CLIENT, ColumnRole.NUMBER, ColumnRole.ISSUED, ColumnRole.TOTAL)
_MARKED = (ColumnRole.TOTAL, ColumnRole.OWED, ColumnRole.PAID)
_WORDS = (
    ColumnRole.CURRENCY,
    ColumnRole.STATUS,
    ColumnRole.KIND,
    ColumnRole.TERM,
    ColumnRole.DISPUTED,
)
_USED = frozenset({*_NEEDED, *DATES, *_MARKED, *_WORDS, ColumnRole.REFUNDED})


@dataclass(frozen=True, slots=True)
class Assumed:
    """Assumptions about what is decided on the whole file, used while it is still being read."""

    day_first: bool
    mark: DecimalMark
    width: int  # largest number of cells of a row


@dataclass(frozen=True, slots=True)
class Read:
    """What was read from the even rows of a block."""

    plain: Flags
    dates: dict[ColumnRole, Ints]  # meanings of the dates, one line for each row
    others: tuple[Ints, ...]  # the same for dates used only to decide the order
    telling: bool  # whether some plain amount confirms the assumed decimal mark
    rows: Iterable[Row]  # the plain rows, ready for the workbook; a one-time iterator


class _Written(dict[int, str | None]):
    """A cache from day ordinal to ISO text, the form in which the workbook stores days."""

    def __missing__(self, day: int) -> str:
        text = self[day] = date.fromordinal(day).isoformat()
        return text


class Columns:
    """The columns of a file, with the cached meanings of their texts."""

    def __init__(self, match: Match, words: TableWords, width: int) -> None:
        self._match, self._words = match, words
        self._width, self._header = width, len(match.header.cells)
        self._at = {
            role: at.index
            for role, at in match.columns.items()
            if role in _USED and at.index < width
        }
        self._others = [at.index for at in match.other_dates if at.index < width]
        self._of = Meanings(match, words)
        self._written = _Written({NONE: None})
        self._words_in = {
            ColumnRole.CLIENT: Known(self._of.client),
            ColumnRole.CURRENCY: Known(self._of.currency),
            ColumnRole.STATUS: Known(lambda text: self._of.standing(ColumnRole.STATUS, text)),
            ColumnRole.KIND: Known(lambda text: self._of.standing(ColumnRole.KIND, text)),
            ColumnRole.TERM: Known(self._of.term),
            ColumnRole.DISPUTED: Known(
                lambda text: (int(fold(self._of.clean(text)) in words.yes),)
            ),
        }
        self._date = Known(self._of.day)
        self._no_amount = Known(self._of.instead)

    @property
    def used(self) -> Flags:
        """For each cell of an even row whether it is read here."""
        used = np.zeros(self._width, np.bool_)
        used[[*self._at.values(), *self._others]] = True
        used[self._header :] = True
        return used

    def read(self, block: Block, assumed: Assumed, *, wanted: bool) -> Read:
        """Read the even rows of a block. ``wanted``: whether the ready rows are needed."""
        count = len(block.numbers)
        if not count:
            return Read(np.zeros(0, np.bool_), {}, (), telling=False, rows=())
        if len(self._of.names) > REMEMBERED:
            self._of.forget_clients()
            self._words_in[ColumnRole.CLIENT].clear()
        padded = np.frombuffer(block.bytes + bytes(WIDEST), np.uint8)
        found = {role: cells(block, padded, at) for role, at in self._at.items()}
        plain = self._whole(block, found, assumed)
        words = {
            role: known.meanings(found[role].texts())[:, 0]
            for role, known in self._words_in.items()
            if role in found
        }
        for meaning in words.values():
            plain &= meaning != BAD
        dates = {role: self._date.meanings(found[role].texts()) for role in DATES if role in found}
        others = tuple(self._date.meanings(cells(block, padded, at).texts()) for at in self._others)

        none = np.full(count, NONE)
        days = {role: meaning[:, int(assumed.day_first)] for role, meaning in dates.items()}
        issued, due, settled = (days.get(role, none) for role in DATES)
        plain &= (issued >= 0) & (due != BAD) & (settled != BAD)
        term = words.get(ColumnRole.TERM, none)
        due = np.where((due == NONE) & (term >= 0), issued + term, due)
        plain &= (due == NONE) | (due >= issued)

        currency = words.get(ColumnRole.CURRENCY, none).copy()
        figures, telling = self._figures(found, assumed.mark, currency, plain)
        currency = np.maximum(currency, 0)  # none stated: index 0, the default
        no_word = np.full(count, NO_WORD)
        kind, status = words.get(ColumnRole.KIND, no_word), words.get(ColumnRole.STATUS, no_word)
        form = self._match.format
        stand = standings(form, kind, status, figures, settled=settled >= 0)
        plain &= stand.clear
        numbers = self._numbers(found[ColumnRole.NUMBER], plain) if plain.any() else []
        told = bool((telling & plain).any())
        if not wanted or not plain.any():
            return Read(plain, dates, others, told, ())

        settled = np.where(stand.state == PAID, settled, NONE)
        clients = words[ColumnRole.CLIENT][plain].tolist()
        disputed = stand.disputed | (words.get(ColumnRole.DISPUTED, none) == 1)
        columns: dict[str, Iterable[object]] = {
            "client": map(self._of.names.__getitem__, clients),
            "number": compress(numbers, plain.tolist()),
            "issued": map(self._written.__getitem__, issued[plain].tolist()),
            "due": map(self._written.__getitem__, due[plain].tolist()),
            "settled": map(self._written.__getitem__, settled[plain].tolist()),
            "total": figures.total[plain].tolist(),
            "owed": stand.owed[plain].tolist(),
            "currency": map(self._of.currencies.__getitem__, currency[plain].tolist()),
            "state": map(_STATE_NAMES.__getitem__, stand.state[plain].tolist()),
            "disputed": disputed[plain].astype(np.int64).tolist(),
            "source": repeat(form.id, len(clients)),
        }
        keys = map(self._of.keys.__getitem__, clients)
        in_order = (columns[name] for name in INVOICES.names)
        rows = zip(keys, block.numbers[plain].tolist(), *in_order, strict=True)
        return Read(plain, dates, others, told, rows)

    def _whole(self, block: Block, found: dict[ColumnRole, Cells], assumed: Assumed) -> Flags:
        """The rows below the header with untruncated cells and nothing beyond its width."""
        can_be = all(role in found for role in _NEEDED)
        plain = block.numbers > self._match.header.row
        plain &= can_be and self._width <= assumed.width
        for column in found.values():
            plain &= ~column.long
        for at in range(self._header, self._width):
            starts, ends = block.column(at)
            plain &= starts == ends
        return plain

    def _figures(
        self, found: dict[ColumnRole, Cells], mark: DecimalMark, currency: Ints, plain: Flags
    ) -> tuple[Figures, Flags]:
        """The amounts; rows with an amount that is not plain are removed from ``plain``.

        ``currency`` is completed in place from currency signs where none is stated.
        """
        by_code = np.array([exponent(code) for code in self._of.currencies], np.int64)
        exponents = by_code[np.maximum(currency, 0)]  # signed currencies have the usual two
        takes_signs = currency_of_header(self._match) is None
        telling = np.zeros(len(plain), np.bool_)
        nothing = np.zeros(len(plain), np.int64)
        minor: dict[ColumnRole, Ints] = {}
        instead: dict[ColumnRole, Ints] = {}
        for role in (*_MARKED, ColumnRole.REFUNDED):
            if role not in found:
                minor[role], instead[role] = nothing, nothing + EMPTY
                continue
            bare, signs = unsigned(found[role])
            read = amounts(bare, mark, exponents)
            for code, rows in signs.items():
                plain &= ~rows | (read.minor >= 0)  # the position of a minus sign would matter
                if takes_signs and role in _MARKED:
                    currency[rows & (currency == NONE)] = self._of.number_of(code)
            minor[role] = np.where(read.plain, read.minor, 0)
            instead[role] = self._instead_of(found[role], read.plain)
            plain &= (
                read.plain
                | (instead[role] == EMPTY)
                | ((role is ColumnRole.PAID) & (instead[role] > EMPTY))
            )
            if role in _MARKED:
                telling |= read.telling
        plain &= instead[ColumnRole.TOTAL] != EMPTY
        total, back = minor[ColumnRole.TOTAL], minor[ColumnRole.REFUNDED]
        total = np.where((back > 0) & (back < total), total - back, total)
        paid = np.where(instead[ColumnRole.PAID] == YES, total, minor[ColumnRole.PAID])
        figures = Figures(
            total=total,
            owed=minor[ColumnRole.OWED],
            has_owed=instead[ColumnRole.OWED] != EMPTY,
            paid=paid,
            has_paid=instead[ColumnRole.PAID] != EMPTY,
        )
        return figures, telling

    def _instead_of(self, column: Cells, plain: Flags) -> Ints:
        """What each cell is that is not a plain amount; ``OTHER`` for plain ones."""
        found = np.where(column.lengths == 0, EMPTY, OTHER)
        unclear = np.flatnonzero(~plain & (column.lengths > 0))
        if len(unclear):
            texts = column.texts()
            found[unclear] = self._no_amount.meanings([texts[at] for at in unclear.tolist()])[:, 0]
        return found

    def _numbers(self, column: Cells, plain: Flags) -> list[str]:
        """The invoice numbers; rows without a valid one are removed from ``plain``."""
        whole = b"\0".join(column.texts()).decode(errors="replace")  # in one go, for speed
        texts = whole.split("\0")
        letters = column.letters
        if not letters.shape[1]:
            plain[:] = False
            return texts
        gap = letters == ord(" ")  # a single space between words is fine
        usual = (letters > ord(" ")) & (letters <= ord("~")) | (letters == 0) | gap
        to_clean = ~usual.all(axis=1) | gap[:, 0] | (letters[:, 0] == ord("="))
        to_clean |= (gap[:, :-1] & ((letters[:, 1:] == 0) | gap[:, 1:])).any(axis=1) | gap[:, -1]
        if not self._words.empty.isdisjoint(whole.casefold().split("\0")):
            to_clean |= [text.casefold() in self._words.empty for text in texts]
        for at in np.flatnonzero(to_clean & plain).tolist():
            texts[at] = self._of.clean(texts[at])
            plain[at] = bool(texts[at])
        plain &= (column.lengths > 0) & (column.lengths <= LONGEST)
        header = " ".join(self._match.columns[ColumnRole.NUMBER].header.split())
        if header in texts:  # possibly a repeated header
            plain &= [text != header for text in texts]
        return texts
