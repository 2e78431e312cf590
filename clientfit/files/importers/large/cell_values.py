"""What the text of a cell means, in a few whole numbers, for ``cells.Known`` to remember."""

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

NONE, BAD = -1, -2  # an empty cell; one that can't be read
#: What is known of a date's text: the day if the month comes first, the day if the day does, its
#: vote, whether it depends on the order, and (for one that does) which readings it fits.
VOTE, DEPENDS, FITS = 2, 3, 4
VOTES = (None, Order.DAY_FIRST, Order.MONTH_FIRST)
#: Of a cell that is no plain amount.
OTHER, EMPTY, YES, NO = range(4)


class Meanings:
    """The meanings of texts in one file; clients and currencies are numbered as they come."""

    def __init__(self, match: Match, words: TableWords) -> None:
        self._match, self._words = match, words
        self.names: list[str] = []  # of clients, and their keys
        self.keys: list[str] = []
        self.currencies = [currency_of_header(match) or UNSTATED]

    def forget_clients(self) -> None:
        """Number them anew. Rows that were given keep the lists from before."""
        self.names, self.keys = [], []

    def clean(self, text: str) -> str:
        """A cell's text without wrappings."""
        return clean(text, self._words)

    def client(self, text: str) -> tuple[int]:
        """The number of a client."""
        plain = self.clean(text)
        name = tidy_name(plain)
        # What the workbook would refuse in a name is told row by row.
        if not plain or len(plain) > LONGEST or not name.isprintable() or not name_key(name):
            return (BAD,)
        self.names.append(name)
        self.keys.append(name_key(name))
        return (len(self.names) - 1,)

    def currency(self, text: str) -> tuple[int]:
        """The number of a currency that is stated."""
        plain = self.clean(text)
        code = currency_in(plain)
        if not plain or code is None:
            return (BAD if plain else NONE,)
        return (self.number_of(code),)

    def number_of(self, code: str) -> int:
        """The number of a currency by its code."""
        if code not in self.currencies[1:]:
            self.currencies.append(code)
        return self.currencies.index(code, 1)

    def standing(self, role: ColumnRole, text: str) -> tuple[int]:
        """What a word says of an invoice, as a code of ``standings``."""
        plain = self.clean(text)
        return (CODES[self._match.format.standing(role, plain)] if plain else NO_WORD,)

    def term(self, text: str) -> tuple[int]:
        """The days that a client is given to pay."""
        days = days_after(self.clean(text))
        return (NONE if days is None else days,)

    def instead(self, text: str) -> tuple[int]:
        """What a cell is that is no plain amount."""
        plain = self.clean(text)
        word = fold(plain)
        if not plain:
            return (EMPTY,)
        if not plain.isalpha() or currency_in(plain):
            return (OTHER,)
        yes, no = self._words.yes, self._words.no
        return (YES if word in yes else NO if word in no else OTHER,)

    def day(self, text: str) -> tuple[int, int, int, int, int]:
        """All that is known of a date, as `VOTE` and its neighbours say."""
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
