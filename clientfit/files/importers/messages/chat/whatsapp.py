"""WhatsApp's text export of a chat, in the date and time format of any phone language."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import BinaryIO

from clientfit.core.errors import ClientfitError, Fault
from clientfit.files.importers.messages.chat.chats import ChatLine, Chats, Pass, read_chats
from clientfit.files.importers.messages.chat.whatsapp_line import (
    Stamped,
    author_of,
    chat_name,
    own_words,
    prefixes,
    stamped,
)
from clientfit.files.importers.messages.collect import MessageFormat, Reading, Tally, size_of
from clientfit.files.importers.messages.words import WhatsAppWords, whatsapp_words
from clientfit.files.importers.result import Choices, DateChoice, DateExample, Part, Reason
from clientfit.files.importers.values.dates import (
    DatedRow,
    Numeric,
    Order,
    Scanned,
    decide,
    resolve,
    scan,
)
from clientfit.files.importers.values.month_names import month_number

KIND = MessageFormat("whatsapp", "WhatsApp chat")
_LONGEST_LINE = 64 * 1024
_LONGEST = 256 * 1024
_MOST_NAMES = 20_000
_EXAMPLES = 2


@dataclass(slots=True)
class _Entry:
    """An entry with all its continuation lines."""

    row: int
    stamp: Stamped | None  # None: text before the first date
    below: list[str] = field(default_factory=list)  # its continuation lines
    size: int = 0

    def add(self, line: str) -> None:
        """Append a continuation line, up to a maximum size."""
        if self.size < _LONGEST:
            self.below.append(line)
            self.size += len(line) + 1


@dataclass(slots=True)
class _Scan:
    """What is decided on the whole file: the order of its dates, and which prefixes are names."""

    days: dict[str, Scanned | str] = field(default_factory=dict)  # a str: why it is not a date
    first: dict[str, int] = field(default_factory=dict)  # the row where each day first appears
    names: Counter[str] = field(default_factory=Counter)
    dated: list[DatedRow] = field(default_factory=list)
    last: Scanned | None = None
    rows: int = 0

    def see(self, entry: _Entry) -> None:
        """Record the date and the possible author names of an entry."""
        self.rows += 1
        if entry.stamp is None:
            return
        day = entry.stamp.day
        if day not in self.days:
            self.days[day] = _scanned(day)
            self.first[day] = entry.row
        known = self.days[day]
        if not isinstance(known, str) and known != self.last:
            # Entries are in order of time, so consecutive days relate like the issue and due date
            # of an invoice.
            self.dated.append(DatedRow(self.last or known, known, None))
            self.last = known
        if len(self.names) < _MOST_NAMES:
            self.names.update(dict.fromkeys((name for name, _ in prefixes(entry.stamp.rest)), 1))


def reading(source: BinaryIO, filename: str, choices: Choices) -> Reading:
    """Read a chat.

    The person is asked where day and month are ambiguous, or who of the authors they are.
    """
    words = whatsapp_words()
    tally = Tally(KIND, choices)
    size = size_of(source)
    found = yield from _scanned_whole(source, words, tally)
    if not found.days:
        todo = "In the chat choose More, Export chat, without media, and bring that text file"
        raise ClientfitError(Fault(filename, "this text is no chat of WhatsApp", todo))
    order = decide(found.dated)
    open_ = order in (Order.OPEN, Order.MIXED)
    chat = chat_name(filename, found.names, words)
    if open_ and choices.day_first is None:
        needs = _choice(found, chat, mixed=order is Order.MIXED)
        return tally.imported(needs=needs, rows=found.rows, dates=order)
    first = bool(choices.day_first) if open_ else order is Order.DAY_FIRST
    if open_:
        order = Order.DAY_FIRST if first else Order.MONTH_FIRST
    days = {text: _resolved(each, day_first=first) for text, each in found.days.items()}
    chats = Chats()
    chats.chat("").name = chat

    def lines() -> Iterator[ChatLine]:
        return (_line(entry, days, found.names, words) for entry in _entries(source, words))

    once = Pass(lines, source.tell, size, before=1, dates=order)
    return (yield from read_chats(KIND, once, chats, choices, tally))


def _scanned_whole(
    source: BinaryIO, words: WhatsAppWords, tally: Tally
) -> Generator[Part, None, _Scan]:
    found = _Scan()
    for entry in _entries(source, words):
        found.see(entry)
        if tally.due:
            yield tally.part(source.tell() // 3)
    return found


def _entries(source: BinaryIO, words: WhatsAppWords) -> Iterator[_Entry]:
    """The entries of the file, each with its continuation lines."""
    source.seek(0)
    head = source.read(2)
    source.seek(0)
    encoding = "utf-16" if head in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = io.TextIOWrapper(source, encoding, errors="replace", newline=None)
    held: _Entry | None = None
    try:
        for row, line in enumerate(iter(lambda: text.readline(_LONGEST_LINE), ""), 1):
            stamp = stamped(line.rstrip("\n"), words)
            if stamp is not None:
                if held is not None:
                    yield held
                held = _Entry(row, stamp)
            elif held is None and line.strip():
                held = _Entry(row, None)
            elif held is not None:
                held.add(line.rstrip())
        if held is not None:
            yield held
    finally:
        text.detach()  # else it would close the file


def _line(
    entry: _Entry, days: dict[str, date | str], names: Counter[str], words: WhatsAppWords
) -> ChatLine:
    if entry.stamp is None:
        return ChatLine(entry.row, fault="no date stands before this")
    day = days[entry.stamp.day]
    if isinstance(day, str):
        return ChatLine(entry.row, fault=day)
    author, text = author_of(entry.stamp.rest, names, words)
    if not author:
        return ChatLine(entry.row, aside=Reason.SYSTEM)
    own = own_words("\n".join((text, *entry.below)), words)
    if isinstance(own, Reason):
        return ChatLine(entry.row, aside=own)
    return ChatLine(entry.row, author=author, at=datetime.combine(day, entry.stamp.clock), text=own)


def _scanned(text: str) -> Scanned | str:
    try:
        return scan(text, month_number)
    except ValueError as error:
        return str(error)


def _resolved(scanned: Scanned | str, *, day_first: bool) -> date | str:
    if isinstance(scanned, str):
        return scanned
    try:
        return resolve(scanned, day_first=day_first)
    except ValueError as error:
        return str(error)


def _choice(found: _Scan, chat: str, *, mixed: bool) -> DateChoice:
    """Two ambiguous dates in both readings; if both orders occur in the file, one of each."""
    examples: dict[object, DateExample] = {}
    for text, each in found.days.items():
        if isinstance(each, Numeric) and each.first != each.second:
            day, month = (_resolved(each, day_first=first) for first in (True, False))
            example = DateExample(
                row=found.first[text],
                client=chat,
                number="",
                column="",
                value=text,
                day_first=None if isinstance(day, str) else day,
                month_first=None if isinstance(month, str) else month,
            )
            fits = (example.day_first is None, example.month_first is None)
            examples.setdefault(fits if mixed else text, example)
    telling = sorted(
        examples.values(), key=lambda example: bool(example.day_first and example.month_first)
    )
    shown = sorted(telling[:_EXAMPLES], key=lambda date_example: date_example.row)
    return DateChoice(tuple(shown), mixed)
