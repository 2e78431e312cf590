"""What is told of a file of messages while it is read: batches of messages, and of all the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import BinaryIO

from clientfit.core.records.activity import Message
from clientfit.files.importers.result import (
    Choices,
    DateChoice,
    Imported,
    MeChoice,
    Part,
    Reason,
    RowFault,
    Subject,
)
from clientfit.files.importers.row_accounting import RowAccount
from clientfit.files.importers.values.dates import Order

#: A step of reading, told at the latest after so many messages or seconds: a page shows it, and
#: may cancel between two of them.
BATCH = 500
STEP = 0.02

Reading = Generator[Part, None, Imported]
Reader = Callable[[BinaryIO, str, Choices], Reading]

NOTE = "Kept are only when, which way, how long and in which thread: the words were not kept."
NOTE_WITH_TEXT = "The words of the messages were kept too, as you asked."


@dataclass(frozen=True, slots=True)
class MessageFormat:
    """A format of messages, by id and name."""

    id: str
    name: str


def size_of(source: BinaryIO) -> int:
    """How many bytes there are; the reading then begins at the first."""
    size = source.seek(0, 2)
    source.seek(0)
    return size


class Tally:
    """Adds up what becomes of each message. What it holds does not grow with the file."""

    def __init__(self, kind: MessageFormat, choices: Choices) -> None:
        self._kind, self._choices = kind, choices
        self._batch: list[Message] = []
        self._account = RowAccount()
        self._told = time.perf_counter()

    def take(self, message: Message) -> None:
        """A message to keep."""
        self._account.used += 1
        self._batch.append(message)

    def leave(self, row: int, reason: Reason) -> None:
        """One that is left out on purpose."""
        self._account.leave_out([(row, reason)])

    def doubt(self, fault: RowFault) -> None:
        """Something to look at in a message that is kept."""
        self._account.doubts.add([fault])

    def refuse(self, fault: RowFault) -> None:
        """A message that can't be read."""
        self._account.unread += 1
        self._account.unreadable.add([fault])

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
        told = self._account
        read = told.used + told.unread + told.counts.total()
        return Imported(
            importer=self._kind.id,
            name=self._kind.name,
            invoices=(),
            unreadable=tuple(told.unreadable.first),
            doubts=tuple(told.doubts.first),
            left_out=told.left_out(),
            rows_read=read if rows is None else rows,
            rows_used=told.used,
            rows_unread=told.unread,
            encoding=encoding,
            separator="",
            dates=dates,
            needs=needs,
            note=NOTE_WITH_TEXT if self._choices.keep_text else NOTE,
            subject=Subject.MESSAGES,
            me=me,
            more_unreadable=told.unreadable.more,
            more_doubts=told.doubts.more,
        )
