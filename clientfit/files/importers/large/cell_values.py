"""The meaning of a cell's text as a few integers, in the form that ``cells.Known`` caches."""

from __future__ import annotations

from datetime import date

from clientfit.core.currencies import UNSTATED, currency_in
from clientfit.core.names import name_key, tidy_name
from clientfit.files.importers.formats.model import ColumnRole, TableWords, fold
from clientfit.files.importers.large.open_amounts import CODES, NO_WORD
from clientfit.files.importers.tables.file_wide import scanned_or_why
from clientfit.files.importers.tables.invoice import LONGEST, currency_of_header, days_after
from clientfit.files.importers.tables.match import Match
from clientfit.files.importers.tables.rows import clean
from clientfit.files.importers.values.dates import Numeric, Order, Scanned, resolve, vote

NONE, BAD = -1, -2  # empty cell; unreadable cell
#: Columns 2 to 4 of the meaning of a date: its vote for an order, whether it depends on the order,
#: and which readings are valid dates. Columns 0 and 1: the day number if the month or the day comes
#: first.
VOTE, DEPENDS, FITS = 2, 3, 4
VOTES = (None, Order.DAY_FIRST, Order.MONTH_FIRST)
#: What a cell is that is not a plain amount.
OTHER, EMPTY, YES, NO = range(4)


class Meanings:
    """The meanings of texts in one file. Clients and currencies are numbered as they appear."""

    def __init__(self, match: Match, words: TableWords) -> None:
        self._match, self._words = match, words
        self.names: list[str] = []  # client names; ``keys`` are their name keys
        self.keys: list[str] = []
        self.currencies = [currency_of_header(match) or UNSTATED]

    def forget_clients(self) -> None:
        """Restart the numbering of clients. Rows returned earlier keep the old lists."""
        self.names, self.keys = [], []

    def clean(self, text: str) -> str:
        """A cell's text without decoration such as invisible marks."""
        return clean(text, self._words)

    def client(self, text: str) -> tuple[int]:
        """The number of a client; BAD if the name is missing or invalid."""
        plain = self.clean(text)
        name = tidy_name(plain)
        # Names that the workbook would reject are reported by the row-by-row reader.
        if not plain or len(plain) > LONGEST or not name.isprintable() or not name_key(name):
            return (BAD,)
        self.names.append(name)
        self.keys.append(name_key(name))
        return (len(self.names) - 1,)

    def currency(self, text: str) -> tuple[int]:
        """The number of a stated currency; NONE if empty, BAD if unknown."""
        plain = self.clean(text)
        code = currency_in(plain)
        if not plain or code is None:
            return (BAD if plain else NONE,)
        return (self.number_of(code),)

    def number_of(self, code: str) -> int:
        """The number of a currency code."""
        if code not in self.currencies[1:]:
            self.currencies.append(code)
        return self.currencies.index(code, 1)

    def standing(self, role: ColumnRole, text: str) -> tuple[int]:
        """The meaning of a status or kind as a code of ``open_amounts.CODES``."""
        plain = self.clean(text)
        return (CODES[self._match.format.standing(role, plain)] if plain else NO_WORD,)

    def term(self, text: str) -> tuple[int]:
        """The payment term in days; NONE if there is none."""
        days = days_after(self.clean(text))
        return (NONE if days is None else days,)

    def instead(self, text: str) -> tuple[int]:
        """What a cell is that is not a plain amount: EMPTY, YES, NO or OTHER."""
        plain = self.clean(text)
        word = fold(plain)
        if not plain:
            return (EMPTY,)
        if not plain.isalpha() or currency_in(plain):
            return (OTHER,)
        yes, no = self._words.yes, self._words.no
        return (YES if word in yes else NO if word in no else OTHER,)

    def day(self, text: str) -> tuple[int, int, int, int, int]:
        """The meaning of a date, in the columns described at `VOTE`.

        Days are `date.toordinal` numbers.
        """
        plain = self.clean(text)
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
    """Which readings are valid dates: 0 both, 1 day first, 2 month first, 3 neither.

    NONE if the date does not depend on the order.
    """
    if not isinstance(scanned, Numeric) or scanned.first == scanned.second:
        return NONE
    month, day = (_ordinal(scanned, day_first=first) for first in (False, True))
    return 2 * (day == BAD) + (month == BAD)


def _ordinal(scanned: date | Numeric, *, day_first: bool) -> int:
    try:
        return resolve(scanned, day_first=day_first).toordinal()
    except ValueError:
        return BAD
