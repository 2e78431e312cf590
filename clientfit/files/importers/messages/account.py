"""What is told of a file of messages while it is read: batches of messages, and of all the rest."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import BinaryIO

from clientfit.core.activity import Message
from clientfit.core.dates import Order
from clientfit.files.importers.result import (
    Choices,
    DateChoice,
    Imported,
    LeftOut,
    MeChoice,
    Part,
    Reason,
    RowFault,
    Subject,
)

#: A step of reading, told at the latest after so many messages or seconds: a page shows it, and
#: may cancel between two of them.
BATCH = 500
STEP = 0.02
#: So many rows are named for one reason; the others are counted.
NAMED = 20

Reading = Generator[Part, None, Imported]
Reader = Callable[[BinaryIO, str, Choices], Reading]

NOTE = "Kept are only when, which way, how long and in which thread: the words were not kept."
NOTE_WITH_TEXT = "The words of the messages were kept too, as you asked."


@dataclass(frozen=True, slots=True)
class Kind:
    """A format of messages, by id and name."""

    id: str
    name: str


def size_of(source: BinaryIO) -> int:
    """How many bytes there are; the reading then begins at the first."""
    size = source.seek(0, 2)
    source.seek(0)
    return size


class Account:
    """Adds up what becomes of each message. What it holds does not grow with the file."""

    def __init__(self, kind: Kind, choices: Choices) -> None:
        self._kind, self._choices = kind, choices
        self._batch: list[Message] = []
        self._reasons: Counter[Reason] = Counter()
        self._rows: dict[Reason, list[int]] = {}
        self._doubts = _Listed()
        self._faults = _Listed()
        self._used = 0
        self._told = time.perf_counter()

    def take(self, message: Message) -> None:
        """A message to keep."""
        self._used += 1
        self._batch.append(message)

    def leave(self, row: int, reason: Reason) -> None:
        """One that is left out on purpose."""
        self._reasons[reason] += 1
        rows = self._rows.setdefault(reason, [])
        if len(rows) < NAMED:
            rows.append(row)

    def doubt(self, fault: RowFault) -> None:
        """Something to look at in a message that is kept."""
        self._doubts.add(fault)

    def refuse(self, fault: RowFault) -> None:
        """A message that can't be read."""
        self._faults.add(fault)

    @property
    def due(self) -> bool:
        """Whether it is time to tell how far the reading is."""
        return len(self._batch) >= BATCH or time.perf_counter() - self._told >= STEP

    def part(self, done: int) -> Part:
        """The messages since the last part. ``done``: bytes of the file that are read."""
        part = Part(done, tuple(self._batch))
        self._batch.clear()
        self._told = time.perf_counter()
        return part

    def imported(
        self,
        *,
        needs: DateChoice | MeChoice | None = None,
        me: tuple[str, ...] = (),
        rows: int | None = None,
        dates: Order = Order.ANY,
        encoding: str = "",
    ) -> Imported:
        """The whole account. ``rows``: how many there are, where none was read yet."""
        left = sum(self._reasons.values())
        return Imported(
            importer=self._kind.id,
            name=self._kind.name,
            invoices=(),
            unreadable=self._faults.listed(),
            doubts=self._doubts.listed(),
            left_out=tuple(self._left(reason) for reason, _ in self._reasons.most_common()),
            rows_read=self._used + left + self._faults.count if rows is None else rows,
            rows_used=self._used,
            rows_unread=self._faults.count,
            encoding=encoding,
            separator="",
            dates=dates,
            needs=needs,
            note=NOTE_WITH_TEXT if self._choices.keep_text else NOTE,
            subject=Subject.MESSAGES,
            me=me,
        )

    def _left(self, reason: Reason) -> LeftOut:
        rows = tuple(self._rows[reason])
        return LeftOut(reason, rows, self._reasons[reason] - len(rows))


class _Listed:
    """The first few faults in full; of the others only how many there are."""

    def __init__(self) -> None:
        self._first: list[RowFault] = []
        self.count = 0

    def add(self, fault: RowFault) -> None:
        self.count += 1
        if len(self._first) < NAMED:
            self._first.append(fault)

    def listed(self) -> tuple[RowFault, ...]:
        more = self.count - len(self._first)
        if not more:
            return tuple(self._first)
        last = RowFault(self._first[-1].row, "", "", f"and {more} more below that are like these")
        return (*self._first, last)
