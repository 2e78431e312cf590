"""The columns of a block of invoices, each read at once: plain rows become ready rows.

A row is plain when every cell is read without a doubt and nothing is to be told of it. All others
are left to the functions that read row by row, so that a file has one meaning however it is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import compress, repeat

import numpy as np

from clientfit.core.dates import Numeric, Order, Scanned, resolve, vote
from clientfit.core.money import UNSTATED, Mark, currency_in, exponent
from clientfit.core.names import name_key, tidy_name
from clientfit.files.importers.assemble import LONGEST, currency_of_header, days_after
from clientfit.files.importers.blocks import Block, Flags, Ints
from clientfit.files.importers.cells import (
    REMEMBERED,
    WIDEST,
    Cells,
    Known,
    amounts,
    cells,
    unsigned,
)
from clientfit.files.importers.formats import Role, Words, fold
from clientfit.files.importers.match import Match
from clientfit.files.importers.read import DATES
from clientfit.files.importers.result import Row
from clientfit.files.importers.rows import clean
from clientfit.files.importers.standings import CODES, NO_WORD, PAID, STATES, Figures, standings
from clientfit.files.importers.whole import scanned_or_why

NONE, BAD = -1, -2  # an empty cell; one that can't be read
#: What is known of a date's text: the day if the month comes first, the day if the day does, its
#: vote, whether it depends on the order, and (for one that does) which readings it fits.
VOTE, DEPENDS, FITS = 2, 3, 4
VOTES = (None, Order.DAY_FIRST, Order.MONTH_FIRST)
#: Of a cell that is no plain amount.
_OTHER, _EMPTY, _YES, _NO = range(4)
_STATE_NAMES = [state.value for state in STATES]
_NEEDED = (Role.CLIENT, Role.NUMBER, Role.ISSUED, Role.TOTAL)
_MARKED = (Role.TOTAL, Role.OWED, Role.PAID)
_WORDS = (Role.CURRENCY, Role.STATUS, Role.KIND, Role.TERM, Role.DISPUTED)
_USED = frozenset({*_NEEDED, *DATES, *_MARKED, *_WORDS, Role.REFUNDED})


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is to be decided on the whole file, as it is taken to be meanwhile."""

    day_first: bool
    mark: Mark
    width: int  # how many cells a row may have


@dataclass(frozen=True, slots=True)
class Read:
    """What the even rows of a block hold."""

    plain: Flags
    dates: dict[Role, Ints]  # what is known of the texts, one line a row
    others: tuple[Ints, ...]  # the same of dates that only help to decide
    telling: bool  # some plain amount shows the decimal mark that was assumed
    rows: Iterable[Row]  # the plain ones, ready for the workbook; to be gone through once


class _Written(dict[int, str | None]):
    """Days by their number as they lie in the workbook."""

    def __missing__(self, day: int) -> str:
        text = self[day] = date.fromordinal(day).isoformat()
        return text


class Columns:
    """The columns of a file, with what was learnt of the texts in them."""

    def __init__(self, match: Match, words: Words, width: int) -> None:
        self._match, self._words = match, words
        self._width, self._header = width, len(match.header.cells)
        self._at = {
            role: at.index
            for role, at in match.columns.items()
            if role in _USED and at.index < width
        }
        self._others = [at.index for at in match.other_dates if at.index < width]
        self._names: list[str] = []  # of clients, and their keys
        self._keys: list[str] = []
        self._currencies = [currency_of_header(match) or UNSTATED]
        self._written = _Written({NONE: None})
        self._words_in = {
            Role.CLIENT: Known(self._client),
            Role.CURRENCY: Known(self._currency),
            Role.STATUS: Known(lambda text: self._standing(Role.STATUS, text)),
            Role.KIND: Known(lambda text: self._standing(Role.KIND, text)),
            Role.TERM: Known(self._term),
            Role.DISPUTED: Known(lambda text: (int(fold(self._clean(text)) in words.yes),)),
        }
        self._date = Known(self._day)
        self._no_amount = Known(self._instead)

    @property
    def used(self) -> Flags:
        """For each cell of an even row, whether it is looked at here."""
        used = np.zeros(self._width, np.bool_)
        used[[*self._at.values(), *self._others]] = True
        used[self._header :] = True
        return used

    def read(self, block: Block, assumed: Assumed, *, wanted: bool) -> Read:
        """Read the even rows of a block; ``wanted``: whether the rows themselves are."""
        count = len(block.numbers)
        if not count:
            return Read(np.zeros(0, np.bool_), {}, (), telling=False, rows=())
        if len(self._names) > REMEMBERED:
            self._names, self._keys = [], []  # new ones: rows that were given may still need these
            self._words_in[Role.CLIENT].clear()
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
        term = words.get(Role.TERM, none)
        due = np.where((due == NONE) & (term >= 0), issued + term, due)
        plain &= (due == NONE) | (due >= issued)

        currency = words.get(Role.CURRENCY, none).copy()
        figures, telling = self._figures(found, assumed.mark, currency, plain)
        currency = np.maximum(currency, 0)  # none stated: the first
        no_word = np.full(count, NO_WORD)
        kind, status = words.get(Role.KIND, no_word), words.get(Role.STATUS, no_word)
        form = self._match.format
        stand = standings(form, kind, status, figures, settled=settled >= 0)
        plain &= stand.clear
        numbers = self._numbers(found[Role.NUMBER], plain) if plain.any() else []
        told = bool((telling & plain).any())
        if not wanted or not plain.any():
            return Read(plain, dates, others, told, ())

        settled = np.where(stand.state == PAID, settled, NONE)
        clients = words[Role.CLIENT][plain].tolist()
        disputed = stand.disputed | (words.get(Role.DISPUTED, none) == 1)
        rows = zip(
            map(self._keys.__getitem__, clients),
            block.numbers[plain].tolist(),
            map(self._names.__getitem__, clients),
            compress(numbers, plain.tolist()),
            map(self._written.__getitem__, issued[plain].tolist()),
            map(self._written.__getitem__, due[plain].tolist()),
            map(self._written.__getitem__, settled[plain].tolist()),
            figures.total[plain].tolist(),
            stand.owed[plain].tolist(),
            map(self._currencies.__getitem__, currency[plain].tolist()),
            map(_STATE_NAMES.__getitem__, stand.state[plain].tolist()),
            disputed[plain].astype(np.int64).tolist(),
            repeat(form.id),
        )
        return Read(plain, dates, others, told, rows)

    def _whole(self, block: Block, found: dict[Role, Cells], assumed: Assumed) -> Flags:
        """The rows whose cells are all there and not too long, with nothing beyond the header."""
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
        self, found: dict[Role, Cells], mark: Mark, currency: Ints, plain: Flags
    ) -> tuple[Figures, Flags]:
        """The amounts; rows with one that is not plain are taken out of ``plain``.

        Where no ``currency`` is stated, it is put in from a sign in front of an amount.
        """
        by_code = np.array([exponent(code) for code in self._currencies], np.int64)
        exponents = by_code[np.maximum(currency, 0)]  # signs are of currencies with two, as usual
        takes_signs = currency_of_header(self._match) is None
        telling = np.zeros(len(plain), np.bool_)
        nothing = np.zeros(len(plain), np.int64)
        minor: dict[Role, Ints] = {}
        instead: dict[Role, Ints] = {}
        for role in (*_MARKED, Role.REFUNDED):
            if role not in found:
                minor[role], instead[role] = nothing, nothing + _EMPTY
                continue
            bare, signs = unsigned(found[role])
            read = amounts(bare, mark, exponents)
            for code, rows in signs.items():
                plain &= ~rows | (read.minor >= 0)  # where the minus stands has a meaning
                if takes_signs and role in _MARKED:
                    currency[rows & (currency == NONE)] = self._number_of(code)
            minor[role] = np.where(read.plain, read.minor, 0)
            instead[role] = self._instead_of(found[role], read.plain)
            plain &= (
                read.plain
                | (instead[role] == _EMPTY)
                | ((role is Role.PAID) & (instead[role] > _EMPTY))
            )
            if role in _MARKED:
                telling |= read.telling
        plain &= instead[Role.TOTAL] != _EMPTY
        total, back = minor[Role.TOTAL], minor[Role.REFUNDED]
        total = np.where((back > 0) & (back < total), total - back, total)
        paid = np.where(instead[Role.PAID] == _YES, total, minor[Role.PAID])
        figures = Figures(
            total=total,
            owed=minor[Role.OWED],
            has_owed=instead[Role.OWED] != _EMPTY,
            paid=paid,
            has_paid=instead[Role.PAID] != _EMPTY,
        )
        return figures, telling

    def _instead_of(self, column: Cells, plain: Flags) -> Ints:
        """What the cells are that are no plain amounts; of the others ``_OTHER``."""
        found = np.where(column.lengths == 0, _EMPTY, _OTHER)
        unclear = np.flatnonzero(~plain & (column.lengths > 0))
        if len(unclear):
            texts = column.texts()
            found[unclear] = self._no_amount.meanings([texts[at] for at in unclear.tolist()])[:, 0]
        return found

    def _numbers(self, column: Cells, plain: Flags) -> list[str]:
        """The numbers of the invoices. Rows where there is none are taken out of ``plain``."""
        whole = b"\0".join(column.texts()).decode(errors="replace")  # at once, for speed
        texts = whole.split("\0")
        letters = column.letters
        if not letters.shape[1]:
            plain[:] = False
            return texts
        gap = letters == ord(" ")  # one between words is as it should be
        usual = (letters > ord(" ")) & (letters <= ord("~")) | (letters == 0) | gap
        to_clean = ~usual.all(axis=1) | gap[:, 0] | (letters[:, 0] == ord("="))
        to_clean |= (gap[:, :-1] & ((letters[:, 1:] == 0) | gap[:, 1:])).any(axis=1) | gap[:, -1]
        if not self._words.empty.isdisjoint(whole.casefold().split("\0")):
            to_clean |= [text.casefold() in self._words.empty for text in texts]
        for at in np.flatnonzero(to_clean & plain).tolist():
            texts[at] = self._clean(texts[at])
            plain[at] = bool(texts[at])
        plain &= (column.lengths > 0) & (column.lengths <= LONGEST)
        header = " ".join(self._match.columns[Role.NUMBER].header.split())
        if header in texts:  # perhaps a header that is repeated
            plain &= [text != header for text in texts]
        return texts

    # What a text means: a few whole numbers each.

    def _clean(self, text: str) -> str:
        return clean(text, self._words)

    def _client(self, text: str) -> tuple[int]:
        plain = self._clean(text)
        name = tidy_name(plain)
        # What the workbook would refuse in a name is told row by row.
        if not plain or len(plain) > LONGEST or not name.isprintable() or not name_key(name):
            return (BAD,)
        self._names.append(name)
        self._keys.append(name_key(name))
        return (len(self._names) - 1,)

    def _currency(self, text: str) -> tuple[int]:
        plain = self._clean(text)
        code = currency_in(plain)
        if not plain or code is None:
            return (BAD if plain else NONE,)
        return (self._number_of(code),)

    def _number_of(self, code: str) -> int:
        if code not in self._currencies[1:]:
            self._currencies.append(code)
        return self._currencies.index(code, 1)

    def _standing(self, role: Role, text: str) -> tuple[int]:
        plain = self._clean(text)
        return (CODES[self._match.format.standing(role, plain)] if plain else NO_WORD,)

    def _term(self, text: str) -> tuple[int]:
        days = days_after(self._clean(text))
        return (NONE if days is None else days,)

    def _instead(self, text: str) -> tuple[int]:
        plain = self._clean(text)
        word = fold(plain)
        if not plain:
            return (_EMPTY,)
        if not plain.isalpha() or currency_in(plain):
            return (_OTHER,)
        yes, no = self._words.yes, self._words.no
        return (_YES if word in yes else _NO if word in no else _OTHER,)

    def _day(self, text: str) -> tuple[int, int, int, int, int]:
        plain = self._clean(text)
        if not plain:
            return NONE, NONE, 0, 0, NONE
        scanned = scanned_or_why(plain)
        if isinstance(scanned, str):
            return BAD, BAD, 0, 0, NONE
        month, day = (_ordinal(scanned, day_first=first) for first in (False, True))
        if not isinstance(scanned, Numeric):
            return month, day, 0, 0, NONE
        depends = scanned.first != scanned.second
        return month, day, VOTES.index(vote(scanned)), int(depends), fits(scanned)


def fits(scanned: Scanned | str) -> int:
    """Which readings a date fits: 0 both, 1 the day first, 2 the month first, 3 neither."""
    if not isinstance(scanned, Numeric) or scanned.first == scanned.second:
        return NONE
    month, day = (_ordinal(scanned, day_first=first) for first in (False, True))
    return 2 * (day == BAD) + (month == BAD)


def _ordinal(scanned: date | Numeric, *, day_first: bool) -> int:
    try:
        return resolve(scanned, day_first=day_first).toordinal()
    except ValueError:
        return BAD
