"""What came of reading a file: the records, and an account of every row that gave none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from clientfit.core.errors import Fault
from clientfit.core.model import Invoice
from clientfit.core.phrases import Words, phrase, say
from clientfit.core.records.activity import Message, TimeEntry
from clientfit.files.importers.values.dates import Order


class Subject(StrEnum):
    """What the records of a file are about."""

    INVOICES = "invoices"
    HOURS = "hours"
    MESSAGES = "messages"


@dataclass(frozen=True, slots=True)
class RowFault:
    """One cell that can't be used: the row as a spreadsheet counts, column, value and reason."""

    row: int
    column: str
    value: str
    reason: Words  # a plain text is a pattern without values

    def fault(self, filename: str) -> Fault:
        """The same as a fault, ready to show."""
        where = say("{file}, row {row}", file=filename, row=self.row)
        if self.column:
            pattern = "{file}, row {row}, column {column!r}"
            where = say(pattern, file=filename, row=self.row, column=self.column)
        reason = phrase(self.reason)
        what = say("{value!r}: {reason}", value=self.value, reason=reason) if self.value else reason
        return Fault(where, what)


class Reason(StrEnum):
    """Why a row was left out on purpose."""

    TOTALS = "sums up other rows"
    CONTINUATION = "goes on with the row above, without amounts"
    HEADER = "repeats the column names"
    DRAFT = "draft, not sent yet"
    PURCHASE = "a bill you have to pay, not an invoice of yours"
    REPEATED = "the same invoice again"
    ASIDE = "nothing that a client was billed or paid"
    RUNNING = "still running: it has no end yet"
    BREAK = "a break or a day off, not work"
    NOBODY = "names neither a client nor a project"
    SAME_WORK = "the same entry again"
    SYSTEM = "written by the program itself, such as who joined or changed a name"
    CALL = "a call, not a message"
    DELETED = "deleted, so nothing of it is left"
    AUTOMATIC = "sent by a program or to many: newsletters, notices, automatic answers"
    JUNK = "in the spam or in the bin"
    NOT_YOURS = "neither from you nor to you"
    TO_YOURSELF = "from you to yourself"
    UNDATED = "without a date"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The rows left out for one reason: the first of them, and how many more there are."""

    reason: Reason
    rows: tuple[int, ...]
    more: int = 0  # so many further ones: of a large file not every row is named

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.rows) + self.more


@dataclass(frozen=True, slots=True)
class DateExample:
    """A row's date in both readings; None where a reading gives no such day."""

    row: int
    client: str
    number: str
    column: str
    value: str
    day_first: date | None
    month_first: date | None


@dataclass(frozen=True, slots=True)
class DateChoice:
    """The order of day and month stays open: the person is asked, with these examples."""

    examples: tuple[DateExample, ...]
    mixed: bool  # True: some dates fit only one reading, others only the other


@dataclass(frozen=True, slots=True)
class MeChoice:
    """Which of those who wrote is the freelancer? The person is asked."""

    authors: tuple[tuple[str, int], ...]  # name or address, and how many messages; most first
    guess: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """A table that nobody declared: the person picks the columns, once for all such tables."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # the first few below it
    guesses: Mapping[Subject, Mapping[str, int]]  # by subject: role -> index of a column


@dataclass(frozen=True, slots=True)
class Choices:
    """What only the person knows about a file, as far as they have said it."""

    day_first: bool | None = None
    me: frozenset[str] = frozenset()  # own names and addresses, as they stand in messages
    zone: str = "UTC"  # the person's own, by its IANA name: Europe/Amsterdam
    keep_text: bool = False  # of messages
    subject: Subject | None = None  # of a table that nobody declared
    columns: Mapping[str, int] = field(default_factory=dict)  # role -> index, for such a table


#: A record of a large table that is ready for the workbook: the key of its client's name
#: (``core.names.name_key``), the row it stands in, then the columns of its table in the store.
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A step of reading: how many bytes of the file are done, and the records found meanwhile."""

    done: int
    records: tuple[Invoice, ...] | tuple[TimeEntry, ...] | tuple[Message, ...] = ()
    numbers: tuple[int, ...] | None = None  # the rows of these records, where they are known
    rows: Iterable[Row] = ()  # more records, of invoices only; to be gone through once
    anew: bool = False  # what was decided was wrong: all that came before is void


@dataclass(frozen=True, slots=True)
class Imported:
    """A file as it was read. With ``needs``, nothing is imported until the answer is given.

    Every row is accounted for: rows_read = rows_used + rows_unread + the rows left out
    (with ``needs``, none is used or unread yet).
    """

    importer: str
    name: str
    invoices: tuple[Invoice, ...]
    unreadable: tuple[RowFault, ...]
    doubts: tuple[RowFault, ...]  # imported, but worth a look
    left_out: tuple[LeftOut, ...]
    rows_read: int
    rows_used: int
    rows_unread: int
    encoding: str
    separator: str
    dates: Order
    needs: DateChoice | MeChoice | ColumnChoice | None = None
    note: str = ""  # what to know of every file in this format
    tells_of_payment: bool = True  # False: it must not reopen what is known to be paid
    subject: Subject = Subject.INVOICES
    work: tuple[TimeEntry, ...] = ()
    messages: tuple[Message, ...] = ()
    me: tuple[str, ...] = ()  # who in this file was taken to be the person
    more_unreadable: int = 0  # beside those that are listed
    more_doubts: int = 0
    key_column: str = ""  # by which records that stand twice are known, where that is open yet
