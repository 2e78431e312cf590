"""An import step by step: reading, gathering aside, and keeping all at once at the end."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import Any, BinaryIO

from clientfit.core.model import Invoice
from clientfit.core.records.activity import Message, TimeEntry
from clientfit.files.importers import Choices, Imported, LeftOut, Part, Reason
from clientfit.files.importers.row_accounting import TOLD, bounded
from clientfit.files.importers.steps import reading
from clientfit.files.importers.tables.invoices import clash
from clientfit.files.store import Doubles, ImportCount, Stage, Workbook
from clientfit.files.store.record_tables import HOURS, INVOICES, MESSAGES
from clientfit.files.store.tables import RecordTable

_KINDS: dict[type, RecordTable[Any]] = {Invoice: INVOICES, TimeEntry: HOURS, Message: MESSAGES}


class ImportJob:
    """A file on its way into a workbook. Call ``work`` until it is ``finished``, or ``cancel``.

    Before the last step nothing is in the workbook, after it everything is. The workbook is asked
    for once there is something to gather. The file stays open, for it may have to be read again
    with an answer. ``name`` says where a fault is.
    """

    def __init__(
        self,
        workbook: Callable[[], Workbook],
        source: BinaryIO,
        name: str,
        choices: Choices | None = None,
    ) -> None:
        self.name, self.file = name, source
        self.choices = choices or Choices()
        self.size = source.seek(0, os.SEEK_END)
        self.done = 0
        self.read: Imported | None = None
        self.count: ImportCount | None = None
        self.finished = False
        self._workbook = workbook
        self._steps = reading(source, name, self.choices)
        self._stage: Stage[Any] | None = None

    @property
    def keeping(self) -> bool:
        """Whether all is read, and the next step takes it into the workbook."""
        return self.read is not None and not self.finished

    def work(self, seconds: float = 0.05) -> None:
        """Go on for about so long. Raises ClientfitError where the file can't be read."""
        until = time.monotonic() + seconds
        try:
            if self.keeping:
                self._keep()
            while self.read is None and time.monotonic() < until:
                self._step()
        except BaseException:
            self.cancel()
            raise

    def run(self) -> None:
        """Do all of it."""
        while not self.finished:
            self.work()

    def cancel(self) -> None:
        """Stop, and leave nothing. After the end it changes nothing."""
        self._steps.close()
        if self._stage:
            self._stage.close()
            self._stage = None
        self.finished = True

    def _step(self) -> None:
        try:
            part = next(self._steps)
        except StopIteration as end:
            self.read = end.value
            if self.read and self.read.needs:
                self.cancel()
            return
        self.done = part.done
        self._gather(part)

    def _gather(self, part: Part) -> None:
        if part.anew and self._stage:
            self._stage.empty()
        kind = INVOICES if part.rows else _KINDS[type(part.records[0])] if part.records else None
        if kind is None:
            return
        if self._stage is None:
            self._stage = self._workbook().stage(kind)
        self._stage.put_rows(part.rows)
        self._stage.put(part.records, part.numbers)

    def _keep(self) -> None:
        read, stage = self.read, self._stage
        self.count = ImportCount(0, 0, 0)
        if read and stage:
            repeated = 0
            if read.key_column:
                self.read = read = parted(read, stage.once_each(TOLD))
            else:
                repeated = stage.latest()
            only_new = not read.tells_of_payment
            self.count = stage.keep(PurePath(self.name).name, only_new=only_new, repeated=repeated)
        self.cancel()


def parted(read: Imported, doubles: Doubles) -> Imported:
    """The account of a large file, with what stands in it more than once."""
    clashes = [clash(row, read.key_column, key, rows) for row, key, rows in doubles.clashing]
    left_out = list(read.left_out)
    if doubles.repeats:
        more = doubles.repeats - len(doubles.repeated)
        before = sum(kept.count >= doubles.repeats for kept in left_out)
        left_out.insert(before, LeftOut(Reason.REPEATED, doubles.repeated, more))
    found = replace(
        read,
        unreadable=tuple(sorted((*read.unreadable, *clashes), key=lambda fault: fault.row)),
        more_unreadable=read.more_unreadable + doubles.clashes - len(clashes),
        left_out=tuple(left_out),
        rows_used=read.rows_used - doubles.repeats - doubles.clashes,
        rows_unread=read.rows_unread + doubles.clashes,
        key_column="",
    )
    return bounded(found)
