"""The columns of invoices, hours and messages, used by everything that reads or writes them.

Names and order are those of the tables (`schema`) and of the JSON export.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from clientfit.core.errors import Fault
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.phrases import phrase, say
from clientfit.core.records.activity import Direction, Message, TimeEntry
from clientfit.files.store.cells import (
    DAY,
    FLAG,
    MOMENT,
    NAME,
    TEXT,
    TEXTS,
    TRIMMED,
    WHOLE,
    maybe,
    one_of,
)
from clientfit.files.store.checks import id_fault, name_fault, text_fault
from clientfit.files.store.tables import Column, RecordTable

#: Largest amount that SQLite can store, in minor units.
MAX_MINOR = 2**63 - 1

_at_most_1000 = partial(text_fault, limit=1000)
_at_most_10_000 = partial(text_fault, limit=10_000)


def _invoice(*, total: int, owed: int, currency: str, **others: Any) -> Invoice:
    return Invoice(total=Money(total, currency), owed=Money(owed, currency), **others)


def _invoice_faults(invoice: Invoice) -> list[Fault]:
    found = []
    if invoice.total.currency != invoice.owed.currency:
        total, owed = invoice.total.currency, invoice.owed.currency
        what = say("total in {total}, owed in {owed}", total=total, owed=owed)
        found.append(Fault("", what, "An invoice has one currency"))
    if max(abs(invoice.total.minor), abs(invoice.owed.minor)) > MAX_MINOR:
        found.append(Fault("", "the amount is too large", "Check the number in the file"))
    return found


def _hours_faults(entry: TimeEntry) -> list[Fault]:
    fault = _at_most_10_000(phrase("tags"), ", ".join(entry.tags))
    found = [fault] if fault else []
    if entry.seconds < 0:
        found.append(Fault("", "lasts less than nothing", "Check its start and end"))
    return found


def _message(*, moment: Any, **others: Any) -> Message:
    return Message(at=moment, **others)


INVOICES: RecordTable[Invoice] = RecordTable(
    table="invoices",
    called="invoice",
    columns=(
        Column("client", NAME, name_fault),
        Column("number", TRIMMED, id_fault),
        Column("issued", DAY),
        Column("due", maybe(DAY)),
        Column("settled", maybe(DAY)),
        Column("total", WHOLE, field="total.minor"),
        Column("owed", WHOLE, field="owed.minor"),
        Column("currency", TEXT, id_fault, field="total.currency"),
        Column("state", one_of(InvoiceState)),
        Column("disputed", FLAG),
        Column("source", TEXT, _at_most_1000),
    ),
    identity=("name_key", "number"),
    # Another spelling of the name or another importer is no change of the invoice.
    uncompared=frozenset({"client", "source"}),
    make=_invoice,
    more_faults=_invoice_faults,
)
HOURS: RecordTable[TimeEntry] = RecordTable(
    table="hours",
    called="hours",
    columns=(
        Column("client", NAME, name_fault),
        Column("key", TEXT, id_fault),
        Column("source", TEXT, _at_most_1000),
        Column("day", DAY),
        Column("seconds", WHOLE),
        Column("billable", maybe(FLAG)),
        Column("billed", maybe(FLAG)),
        Column("project", TEXT, _at_most_10_000),
        Column("task", TEXT, _at_most_10_000),
        Column("tags", TEXTS),
    ),
    identity=("source", "key"),
    uncompared=frozenset({"client"}),
    make=TimeEntry,
    more_faults=_hours_faults,
)
MESSAGES: RecordTable[Message] = RecordTable(
    table="messages",
    called="messages",
    columns=(
        Column("client", NAME, name_fault),
        Column("key", TEXT, id_fault),
        Column("source", TEXT, _at_most_1000),
        Column("moment", MOMENT, field="at"),
        Column("direction", one_of(Direction)),
        Column("length", WHOLE),
        Column("thread", TEXT, _at_most_1000),
        Column("text", TEXT, text_fault),
    ),
    identity=("source", "key"),
    uncompared=frozenset({"client"}),
    make=_message,
    more_faults=lambda _message: [],
)
