"""What came of reading a file: the invoices, and an account of every row that gave none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from clientfit.core.dates import Order
from clientfit.core.errors import Fault
from clientfit.core.model import Invoice


@dataclass(frozen=True, slots=True)
class RowFault:
    """One cell that can't be used: the row as a spreadsheet counts, column, value and reason."""

    row: int
    column: str
    value: str
    reason: str

    def fault(self, filename: str) -> Fault:
        """The same as a fault, ready to show."""
        column = f", column {self.column!r}" if self.column else ""
        value = f"{self.value!r}: " if self.value else ""
        return Fault(f"{filename}, row {self.row}{column}", f"{value}{self.reason}")


class Reason(StrEnum):
    """Why a row was left out on purpose."""

    TOTALS = "sums up other rows"
    CONTINUATION = "goes on with the row above, without amounts"
    HEADER = "repeats the column names"
    DRAFT = "draft, not sent yet"
    PURCHASE = "a bill you have to pay, not an invoice of yours"
    REPEATED = "the same invoice again"
    ASIDE = "nothing that a client was billed or paid"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The rows left out for one reason."""

    reason: Reason
    rows: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return len(self.rows)


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
class Imported:
    """A file as it was read. With ``needs``, nothing is imported until the order is given.

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
    needs: DateChoice | None = None
    note: str = ""  # what to know of every file in this format
    tells_of_payment: bool = True  # False: it must not reopen what is known to be paid
