"""Read a large list of invoices block by block: plain rows by column, all others one by one.

What depends on the whole file (date order, decimal mark, cells per row) is first assumed from its
head and then counted while reading. If the counts contradict the assumption, the file is read
again. If the date order stays ambiguous, nothing is kept and the person is asked, as for a small
file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import merge
from itertools import islice
from typing import BinaryIO

import numpy as np

from clientfit.core.model import Invoice
from clientfit.files.importers.formats.model import ColumnRole, TableWords
from clientfit.files.importers.large.blocks import ROWS, Block, blocks, record_at
from clientfit.files.importers.large.columns import Columns, Read
from clientfit.files.importers.large.counts import Plan, Tallies, plan, refuted
from clientfit.files.importers.large.examples import Examples
from clientfit.files.importers.result import Imported, Part, RowFault
from clientfit.files.importers.row_accounting import RowAccount
from clientfit.files.importers.tables.delimited import Record
from clientfit.files.importers.tables.file_wide import order_of, scan_all
from clientfit.files.importers.tables.invoice import CellRules, assemble
from clientfit.files.importers.tables.invoices import DATES
from clientfit.files.importers.tables.match import Match
from clientfit.files.importers.tables.rows import Sorted, sort_rows
from clientfit.files.importers.values.dates import Order


@dataclass(frozen=True, slots=True)
class Large:
    """A file, and what is known from its head. ``match.rows`` are only the rows of the head."""

    source: BinaryIO
    filename: str
    encoding: str
    match: Match
    words: TableWords
    day_first: bool | None  # the person's answer; None: no answer yet

    @property
    def cells(self) -> int:
        """The most frequent number of cells in a row."""
        counts = Counter(len(row.cells) for row in self.match.rows if not row.blank)
        return counts.most_common(1)[0][0]


def read_large(large: Large) -> Generator[Part, None, Imported]:
    """Read the file; yields parts with records and progress, returns the account of all rows.

    Duplicates are not removed here: that is up to the stage that collects the records. A part with
    ``anew`` means that reading starts again, and that earlier parts are void.
    """
    planned, facts = _first_plan(large), Tallies()
    while True:
        attempt = _Attempt(large, planned, facts)
        yield from attempt.read()
        if not attempt.refuted:
            final = plan(attempt.tallies, large.match, large.day_first)
            if (final.assumed, final.asks) == (planned.assumed, planned.asks):
                return attempt.imported(final)
            same_rows = final.assumed.width == planned.assumed.width
            facts = attempt.tallies.facts() if same_rows else Tallies()
            planned = final
        else:
            facts = attempt.tallies.facts()
            planned = _second_plan(planned, facts, large)
        yield Part(0, anew=True)


def _first_plan(large: Large) -> Plan:
    """The plan that the head of the file suggests."""
    tallies = Tallies()
    rows = sort_rows(large.match, large.words)
    raws = [raw for group in rows.groups for raw in group.rows]
    reading = CellRules(
        large.match, large.words, scan_all(raws, DATES), day_first=False, mark=tallies.mark()
    )
    tallies.widths.update(len(row.cells) for row in large.match.rows if not row.blank)
    tallies.add(raws, reading)
    return plan(tallies, large.match, large.day_first)


def _second_plan(planned: Plan, facts: Tallies, large: Large) -> Plan:
    """The plan, corrected by what has been counted since."""
    known = plan(facts, large.match, large.day_first)
    if not facts.order.votes:  # then the order is only decided at the end of the file
        first, asks, order = planned.assumed.day_first, planned.asks, planned.order
    else:
        first, asks, order = known.assumed.day_first, known.asks, known.order
    mark = known.assumed.mark if facts.marks else planned.assumed.mark
    return Plan(replace(planned.assumed, day_first=first, mark=mark), order, asks)


class _Attempt:
    """One pass through the file under one plan."""

    def __init__(self, large: Large, planned: Plan, facts: Tallies) -> None:
        self._large, self._planned = large, planned
        self._cells = large.cells
        self._columns = Columns(large.match, large.words, self._cells)
        self._account = RowAccount()
        self._examples = Examples(large.match)
        self.tallies = facts
        self.refuted = False

    def read(self) -> Iterator[Part]:
        """Read block by block until the end, or until the plan is refuted."""
        large = self._large
        separator = large.match.separator
        done = 0
        used = self._columns.used
        for block in blocks(large.source, large.encoding, separator, used, large.filename):
            read = self._columns.read(block, self._planned.assumed, wanted=not self._planned.asks)
            self._count(read)
            shown = [record_at(block, at, separator) for at in self._examples.among(read)]
            groups = list(self._sort(shown).groups)
            single = self._single(block, read)
            while batch := tuple(islice(single, ROWS)):
                rows = self._sort(batch)
                groups += rows.groups
                yield self._part(done, batch, rows)
            self._examples.add(groups)
            done = block.done
            yield Part(done, rows=read.rows)
            self.refuted = refuted(self._planned, self.tallies, large.day_first)
            if self.refuted:
                return

    def imported(self, final: Plan) -> Imported:
        """The result. ``final``: the plan by the counts of the whole file."""
        large, account, form = self._large, self._account, self._large.match.format
        answered = final.order in (Order.OPEN, Order.MIXED) and large.day_first is not None
        return Imported(
            importer=form.id,
            name=form.name,
            invoices=(),
            unreadable=tuple(account.unreadable.first),
            doubts=tuple(account.doubts.first),
            left_out=account.left_out(),
            rows_read=account.read,
            rows_used=account.used,
            rows_unread=account.unread,
            encoding=large.encoding,
            separator=large.match.separator,
            dates=order_of(bool(large.day_first)) if answered else final.order,
            needs=self._examples.choice(final.order) if final.asks else None,
            note=form.note,
            tells_of_payment=form.tells_of_payment,
            more_unreadable=account.unreadable.more,
            more_doubts=account.doubts.more,
            key_column=large.match.columns[ColumnRole.NUMBER].header,
        )

    def _single(self, block: Block, read: Read) -> Iterator[Record]:
        """The rows of a block that must be read one by one, in order."""
        header, separator = self._large.match.header.row, self._large.match.separator
        left = np.flatnonzero(~read.plain & (block.numbers > header)).tolist()
        even = (record_at(block, at, separator) for at in left)
        odd = (record for record in block.odd if record.row > header)
        return merge(even, odd, key=lambda record: record.row)

    def _count(self, read: Read) -> None:
        count = int(read.plain.sum())
        self.tallies.add_plain(read, self._planned.assumed.mark, self._cells)
        self._account.read += count
        self._account.used += 0 if self._planned.asks else count

    def _sort(self, records: Sequence[Record]) -> Sorted:
        match = replace(self._large.match, rows=tuple(records))
        return sort_rows(match, self._large.words, self._planned.assumed.width)

    def _part(self, done: int, batch: Sequence[Record], rows: Sorted) -> Part:
        """Read rows one by one, and account for them."""
        assumed, account = self._planned.assumed, self._account
        raws = [raw for group in rows.groups for raw in group.rows]
        reading = CellRules(
            match=self._large.match,
            words=self._large.words,
            scanned=scan_all(raws, DATES),
            day_first=assumed.day_first,
            mark=assumed.mark,
        )
        self.tallies.widths.update(len(record.cells) for record in batch if not record.blank)
        self.tallies.add(raws, reading)
        account.read += rows.rows_read
        account.leave_out(rows.left_out)
        account.unread += len(rows.faults)
        unreadable, doubts = list(rows.faults), list[RowFault]()
        found: list[tuple[int, Invoice]] = []
        for group in () if self._planned.asks else rows.groups:
            invoice, faults = assemble(group, reading)
            if invoice is None:
                unreadable += faults
                account.unread += 1
            else:
                doubts += faults
                found.append((group.rows[0].row, invoice))
        account.used += len(found)
        account.unreadable.add(sorted(unreadable, key=lambda fault: fault.row))
        account.doubts.add(doubts)
        return Part(
            done,
            records=tuple(invoice for _, invoice in found),
            numbers=tuple(row for row, _ in found),
        )
