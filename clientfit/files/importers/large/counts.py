"""Count what the rows reveal about the whole file: date order, decimal mark, number of cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from clientfit.core.money import DecimalMark, decimal_mark
from clientfit.files.importers.formats.model import ColumnRole
from clientfit.files.importers.large.blocks import Ints
from clientfit.files.importers.large.cell_values import DEPENDS, VOTE, VOTES
from clientfit.files.importers.large.columns import Assumed, Read
from clientfit.files.importers.tables.invoice import CellRules
from clientfit.files.importers.tables.invoices import dated, marked
from clientfit.files.importers.tables.match import Match
from clientfit.files.importers.tables.rows import RawRow, usual_width
from clientfit.files.importers.values.dates import Broken, Order, OrderTally

_BOTH = frozenset({DecimalMark.POINT, DecimalMark.COMMA})


@dataclass(slots=True)
class Tallies:
    """The counts for the decisions on dates, decimal mark and cells per row."""

    order: OrderTally = field(default_factory=OrderTally)
    marks: set[DecimalMark] = field(default_factory=set)
    widths: Counter[int] = field(default_factory=Counter)

    def add(self, raws: Iterable[RawRow], reading: CellRules) -> None:
        """Count rows that were read one by one."""
        raws = list(raws)
        for raw in raws:
            self.order.add(dated(raw, reading.scanned))
        mark = decimal_mark(marked(reading, raws))
        self.marks |= _BOTH if mark is DecimalMark.MIXED else {mark} & _BOTH

    def add_plain(self, read: Read, mark: DecimalMark, cells: int) -> None:
        """Count the plain rows of a block, each with ``cells`` cells.

        Their amounts show no other decimal mark than ``mark``.
        """
        plain = read.plain
        self.widths[cells] += int(plain.sum())
        if read.telling:
            self.marks |= {mark} & _BOTH
        columns = [dates[plain] for dates in (*read.dates.values(), *read.others)]
        self.order.depends |= any(dates[:, DEPENDS].any() for dates in columns)
        votes = {vote for dates in columns for vote in np.unique(dates[:, VOTE]).tolist()}
        self.order.votes |= {vote for code in votes if (vote := VOTES[code])}
        if self.order.depends and not self.order.votes:
            for day_first, broken in ((True, self.order.day), (False, self.order.month)):
                _count(broken, {r: d[plain, int(day_first)] for r, d in read.dates.items()})

    def mark(self) -> DecimalMark:
        """The decimal mark by all that was counted."""
        if len(self.marks) == 2:
            return DecimalMark.MIXED
        return next(iter(self.marks), DecimalMark.OPEN)

    def facts(self) -> Tallies:
        """What remains valid if the same rows are counted again from the start."""
        return Tallies(OrderTally(set(self.order.votes), self.order.depends), set(self.marks))


def _count(broken: Broken, days: Mapping[ColumnRole, Ints]) -> None:
    issued = days.get(ColumnRole.ISSUED)
    if issued is None:
        return
    if (due := days.get(ColumnRole.DUE)) is not None:
        there = (issued >= 0) & (due >= 0)
        broken.dues += int(there.sum())
        broken.due += int((there & (due < issued)).sum())
    if (settled := days.get(ColumnRole.SETTLED)) is not None:
        there = (issued >= 0) & (settled >= 0)
        broken.settlings += int(there.sum())
        broken.settled += int((there & (settled < issued)).sum())


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is read.

    ``asks``: the person must be asked about dates, so nothing can be kept.
    """

    assumed: Assumed
    order: Order
    asks: bool


def plan(tallies: Tallies, match: Match, day_first: bool | None) -> Plan:
    """The plan that follows from the counts and from the person's answer."""
    order = tallies.order.order()
    is_open = order in (Order.OPEN, Order.MIXED)
    first = bool(day_first) if is_open else order is Order.DAY_FIRST
    width = usual_width(tallies.widths, match)
    return Plan(Assumed(first, tallies.mark(), width), order, is_open and day_first is None)


def refuted(planned: Plan, tallies: Tallies, day_first: bool | None) -> bool:
    """Whether the counts so far prove a plan wrong."""
    if tallies.marks and tallies.mark() is not planned.assumed.mark:
        return True
    votes = tallies.order.votes
    if not votes:
        return False
    if len(votes) == 2:
        asks, first = day_first is None, bool(day_first)
    else:
        asks, first = False, Order.DAY_FIRST in votes
    return (asks, first) != (planned.asks, planned.assumed.day_first)
