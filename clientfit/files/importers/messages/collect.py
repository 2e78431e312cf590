"""Collect the outcome of a message import: batches of messages, and an account of the rest."""

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

#: A part is yielded after at most so many messages, or so many seconds: between two parts the page
#: shows progress, and the import can be cancelled.
BATCH = 500
STEP = 0.02

Reading = Generator[Part, None, Imported]
Reader = Callable[[BinaryIO, str, Choices], Reading]

NOTE = "Kept are only when, which way, how long and in which thread: the words were not kept."
NOTE_WITH_TEXT = "The words of the messages were kept too, as you asked."


@dataclass(frozen=True, slots=True)
class MessageFormat:
    """A message format: its id and its name for display."""

    id: str
    name: str


def size_of(source: BinaryIO) -> int:
    """The size in bytes; the source is rewound to its start."""
    size = source.seek(0, 2)
    source.seek(0)
    return size


class Tally:
    """Counts what becomes of each message. Its memory does not grow with the file."""

    def __init__(self, kind: MessageFormat, choices: Choices) -> None:
        self._kind, self._choices = kind, choices
        self._batch: list[Message] = []
        self._account = RowAccount()
        self._told = time.perf_counter()

    def take(self, message: Message) -> None:
        """Keep a message."""
        self._account.used += 1
        self._batch.append(message)

    def leave(self, row: int, reason: Reason) -> None:
        """Leave a message out on purpose."""
        self._account.leave_out([(row, reason)])

    def doubt(self, fault: RowFault) -> None:
        """Report something odd about a message that is kept."""
        self._account.doubts.add([fault])

    def refuse(self, fault: RowFault) -> None:
        """Report a message that cannot be read."""
        self._account.unread += 1
        self._account.unreadable.add([fault])

    @property
    def due(self) -> bool:
        """Whether it is time to yield a part."""
        return len(self._batch) >= BATCH or time.perf_counter() - self._told >= STEP

    def part(self, done: int) -> Part:
        """The messages since the last part. ``done``: bytes of the file read so far."""
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
        """The result of the import.

        ``rows``: the number of messages if they were only counted so far.

        ``needs``: a question that must be answered first.
        """
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
