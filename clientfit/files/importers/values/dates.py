"""Dates as people's programs write them. The order of day and month is decided on the whole file.

`scan` reads one text. A text such as "03/04/2026" stays a `Numeric` until `decide` has seen all
of them, and where even that leaves it open the person has to be asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

FIRST_YEAR, LAST_YEAR = 1970, 2199


class Order(StrEnum):
    """How the numeric dates of a file are to be read."""

    ANY = "any"  # no date depends on it
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    OPEN = "open"  # both readings fit
    MIXED = "mixed"  # some dates fit only one reading, others only the other


@dataclass(frozen=True, slots=True)
class Numeric:
    """Two numbers and a year: a date whose order is not known from itself."""

    first: int
    second: int
    year: int
    dotted: bool  # 30.09.2026: with points the day always comes first

    def read(self, *, day_first: bool) -> date:
        """The date in one of the two readings. ValueError where there is no such day."""
        day, month = (self.first, self.second) if day_first else (self.second, self.first)
        return _checked(self.year, month, day)


Scanned = date | Numeric

_TIME = re.compile(r"(?<=\d)(?:[T,]\s*|\s+)\d{1,2}:\d{2}.*$")
_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_NUMERIC = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+([^\W\d]+)\.?,?[\s-]+(\d{4}|\d{2})")
_NAME_DAY = re.compile(r"([^\W\d]+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})")


def scan(text: str, month: Callable[[str], int | None]) -> Scanned:
    """Read one date; ``month`` gives the number of a month's name. ValueError says why not."""
    plain = _TIME.sub("", text.strip())
    if found := _NUMERIC.fullmatch(plain):
        first, mark, second, year = found.groups()
        return Numeric(int(first), int(second), _year(year), dotted=mark == ".")
    if found := _ISO.fullmatch(plain):
        return _checked(int(found[1]), int(found[3]), int(found[4]))
    if found := _COMPACT.fullmatch(plain):
        return _checked(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_NAME.fullmatch(plain):
        return _named(found[3], month(found[2]), found[1])
    if found := _NAME_DAY.fullmatch(plain):
        return _named(found[3], month(found[1]), found[2])
    raise ValueError("this is not a date")


def _named(year: str, month: int | None, day: str) -> date:
    if month is None:
        raise ValueError("this is not a date")
    return _checked(_year(year), month, int(day))


def _year(text: str) -> int:
    # Two digits: invoices are of our time; 70..99 are the last century, as POSIX has it.
    value = int(text)
    return value if len(text) == 4 else value + (1900 if value >= 70 else 2000)


def _checked(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError("the year is outside 1970 to 2199")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError("there is no such day") from error


@dataclass(frozen=True, slots=True)
class DatedRow:
    """The dates of one row that bear on the order: an invoice is due and settled after its issue.

    Of working time the start is ``issued`` and the end ``due``; where the clock times and the
    duration tell how many midnights lie between them, ``span`` is that number.
    ``others`` are all further dates of the row, which vote by themselves alone.
    """

    issued: Scanned | None
    due: Scanned | None
    settled: Scanned | None
    others: tuple[Scanned, ...] = ()
    span: int | None = None

    def all(self) -> tuple[Scanned, ...]:
        """Every date of the row that is there."""
        known = (
            numeric for numeric in (self.issued, self.due, self.settled) if numeric is not None
        )
        return (*known, *self.others)


@dataclass(slots=True)
class Broken:
    """How many pairs of dates can't be so in one reading, of how many."""

    due: int = 0
    dues: int = 0
    settled: int = 0
    settlings: int = 0

    def add(self, row: DatedRow, *, day_first: bool) -> None:
        """Count the pairs of one row."""
        due = _wrong(row, row.due, day_first)
        settled = _wrong(row, row.settled, day_first)
        self.due += due is True
        self.dues += due is not None
        self.settled += settled is True
        self.settlings += settled is not None


@dataclass(slots=True)
class OrderTally:
    """What the dates of a file say about their order, counted row by row or block by block.

    First the days above 12 decide, then what must hold: an invoice is never due before it is
    issued, and hardly ever settled before it; work ends on the day that its start and its duration
    give. Where one reading breaks this and the other does not, the other is right.
    """

    votes: set[Order] = field(default_factory=set)
    depends: bool = False  # some date is another one in the other order
    day: Broken = field(default_factory=Broken)
    month: Broken = field(default_factory=Broken)

    def add(self, row: DatedRow) -> None:
        """Count the dates of one row."""
        for numeric in row.all():
            if isinstance(numeric, Numeric):
                self.depends |= numeric.first != numeric.second
                voted = vote(numeric)
                if voted:
                    self.votes.add(voted)
        if not self.votes:  # once there are votes, they alone decide
            self.day.add(row, day_first=True)
            self.month.add(row, day_first=False)

    def order(self) -> Order:
        """What follows from all that was counted."""
        if len(self.votes) == 2:
            return Order.MIXED
        if self.votes:
            return next(iter(self.votes))
        if not self.depends:
            return Order.ANY
        if _holds(self.day, self.month) != _holds(self.month, self.day):
            return Order.DAY_FIRST if _holds(self.day, self.month) else Order.MONTH_FIRST
        return Order.OPEN


def decide(rows: Iterable[DatedRow]) -> Order:
    """Decide the order on all dates together, as `OrderTally` counts them."""
    tally = OrderTally()
    for row in rows:
        tally.add(row)
    return tally.order()


def vote(numeric: Numeric) -> Order | None:
    """What one date alone says about the order."""
    if numeric.first > 12 and numeric.second > 12:
        return None  # no date in either reading: it is reported later, and decides nothing
    if numeric.first > 12 or numeric.dotted:
        return Order.DAY_FIRST
    return Order.MONTH_FIRST if numeric.second > 12 else None


def _holds(this: Broken, other: Broken) -> bool:
    """Whether this reading holds where the other one fails.

    Due before issue is a mistake, so one case is enough when this reading has next to none
    (1 in 50, four times fewer). Advance payments are real, so settling needs a clear majority:
    this reading at most 1 in 20, the other at least 1 in 5.
    """
    by_due = other.due > 4 * this.due and this.due * 50 <= this.dues
    by_settled = this.settled * 20 <= this.settlings and other.settled * 5 >= other.settlings > 0
    against = this.due > 4 * other.due and other.due * 50 <= other.dues
    return by_due or (by_settled and not against)


def _wrong(row: DatedRow, later: Scanned | None, day_first: bool) -> bool | None:
    """Whether a pair of dates can't be so in this reading; None when one is missing or no day."""
    if row.issued is None or later is None:
        return None
    try:
        days = (resolve(later, day_first=day_first) - resolve(row.issued, day_first=day_first)).days
    except ValueError:
        return None  # reported when its row is read
    return days < 0 if row.span is None else days != row.span


def resolve(scanned: Scanned, *, day_first: bool) -> date:
    """The date that a scanned text means in one reading. ValueError where there is no such day."""
    return scanned.read(day_first=day_first) if isinstance(scanned, Numeric) else scanned
