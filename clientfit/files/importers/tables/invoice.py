"""Turn a group of raw rows into one invoice, or into a list of its faults."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from clientfit.core.currencies import UNSTATED, currency_in
from clientfit.core.errors import UnreadableError
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import DecimalMark, Money
from clientfit.core.phrases import Words, say
from clientfit.files.importers.formats.model import (
    ColumnRole,
    DocumentStatus,
    TableWords,
    Total,
    fold,
)
from clientfit.files.importers.result import RowFault
from clientfit.files.importers.tables.match import Match
from clientfit.files.importers.tables.rows import Group, RawRow
from clientfit.files.importers.values.dates import Scanned, resolve

_MONEY = (ColumnRole.TOTAL, ColumnRole.OWED, ColumnRole.PAID)
_SAME_IN_ALL_LINES = (
    ColumnRole.ISSUED,
    ColumnRole.DUE,
    ColumnRole.SETTLED,
    ColumnRole.OWED,
    ColumnRole.PAID,
    ColumnRole.STATUS,
)
LONGEST = 200  # longest text that a workbook stores; more is a stray quotation mark
_DAYS = re.compile(r"(?:net)?\s*(\d{1,3})\s*(?:days|dagen|dni)?", re.IGNORECASE)
_STATES = {
    DocumentStatus.VOID: InvoiceState.VOID,
    DocumentStatus.WRITTEN_OFF: InvoiceState.WRITTEN_OFF,
}


@dataclass(frozen=True, slots=True)
class CellRules:
    """How the cells of this file are read, decided on the whole file."""

    match: Match
    words: TableWords
    scanned: Mapping[str, Scanned | str]  # by date text; a str says why it is not a date
    day_first: bool
    mark: DecimalMark


@dataclass(frozen=True, slots=True)
class _Figures:
    """The amounts of an invoice in minor units; None if the file has none."""

    total: int
    owed: int | None
    paid: int | None


@dataclass(slots=True)
class _Cells:
    """The cells of one invoice; what cannot be read is added to ``faults``."""

    group: Group
    reading: CellRules
    faults: list[RowFault] = field(default_factory=list)

    def first(self, role: ColumnRole) -> tuple[RawRow, str]:
        """The first row with a text in this column, and that text."""
        rows = self.group.rows
        raw = rows[0] if len(rows) == 1 else next((r for r in rows if role in r.texts), rows[0])
        return raw, raw.texts.get(role, "")

    def fault(self, raw: RawRow, role: ColumnRole, value: str, reason: Words) -> None:
        column = self.reading.match.columns.get(role)
        self.faults.append(RowFault(raw.row, column.header if column else "", value, reason))

    def date(self, role: ColumnRole) -> date | None:
        raw, text = self.first(role)
        if not text:
            return None
        scanned = self.reading.scanned[text]
        if isinstance(scanned, str):
            self.fault(raw, role, text, scanned)
            return None
        try:
            return resolve(scanned, day_first=self.reading.day_first)
        except ValueError as error:
            self.fault(raw, role, text, str(error))
            return None

    def amount(self, raw: RawRow, role: ColumnRole, currency: str) -> int | None:
        text = raw.texts.get(role, "")
        if not text:
            return None
        try:
            return Money.read(text, currency, self.reading.mark).minor
        except UnreadableError as error:
            self.fault(raw, role, text, error.why)
            return None

    def paid(self, total: int | None, currency: str) -> int | None:
        """The amount paid, in minor units.

        Some programs only state whether it is paid: "Paid: yes".
        """
        raw, text = self.first(ColumnRole.PAID)
        if text.isalpha():
            word, words = fold(text), self.reading.words
            if word in words.yes:
                return total
            if word in words.no:
                return 0
        return self.amount(raw, ColumnRole.PAID, currency)

    def needed(self, role: ColumnRole) -> None:
        """Add a fault if this required cell is empty or too long."""
        raw, text = self.first(role)
        if not text:
            self.fault(raw, role, "", "nothing is in this cell")
        elif len(text) > LONGEST:
            reason = say("longer than {most} characters", most=LONGEST)
            self.fault(raw, role, f"{text[:40]}…", reason)

    def same_in_all_lines(self, role: ColumnRole) -> None:
        """Add a fault if the lines of the invoice have different texts in this column."""
        texts = {raw.texts[role]: raw for raw in self.group.rows if role in raw.texts}
        if len(texts) > 1:
            raw = list(texts.values())[-1]
            self.fault(raw, role, raw.texts[role], "other lines of this invoice say otherwise")


def currency_of(raw: RawRow, reading: CellRules) -> str | None:
    """The currency of a row: from its cell, else from the header, else from a sign at an amount.

    UNSTATED if there is none; None if the currency cell holds something unknown.
    """
    stated = raw.texts.get(ColumnRole.CURRENCY, "")
    if stated:
        return currency_in(stated)
    if named := currency_of_header(reading.match):
        return named
    for role in _MONEY:
        if named := currency_in(raw.texts.get(role, "")):
            return named
    return UNSTATED


def currency_of_header(match: Match) -> str | None:
    """The currency in the header of an amount column, as in "Amount (EUR)"."""
    named = (match.columns[role].currency for role in _MONEY if role in match.columns)
    return next(filter(None, named), None)


def assemble(group: Group, reading: CellRules) -> tuple[Invoice | None, list[RowFault]]:
    """The invoice and the doubts about it; or None and all faults."""
    cells = _Cells(group, reading)
    for role in (ColumnRole.CLIENT, ColumnRole.NUMBER, ColumnRole.ISSUED, ColumnRole.TOTAL):
        cells.needed(role)
    repeated = (ColumnRole.TOTAL,) if reading.match.format.total is Total.REPEATED else ()
    for role in (*_SAME_IN_ALL_LINES, *repeated) if len(group.rows) > 1 else ():
        cells.same_in_all_lines(role)
    issued, due, settled = (
        cells.date(role) for role in (ColumnRole.ISSUED, ColumnRole.DUE, ColumnRole.SETTLED)
    )
    due = due or _due_after(cells, issued)
    raw, stated = cells.first(ColumnRole.CURRENCY)
    currency = currency_of(raw if stated else cells.first(ColumnRole.TOTAL)[0], reading)
    if currency is None:
        cells.fault(raw, ColumnRole.CURRENCY, stated, "no currency is known by this name")
        return None, cells.faults
    if repeated:
        total = cells.amount(cells.first(ColumnRole.TOTAL)[0], ColumnRole.TOTAL, currency)
    else:
        total = sum(cells.amount(raw, ColumnRole.TOTAL, currency) or 0 for raw in group.rows)
    back = cells.amount(cells.first(ColumnRole.REFUNDED)[0], ColumnRole.REFUNDED, currency)
    if total is not None and back is not None and 0 < back < total:
        total -= back  # if all was refunded, its status makes it void instead
    paid = cells.paid(total, currency)
    owed = cells.amount(cells.first(ColumnRole.OWED)[0], ColumnRole.OWED, currency)
    standing = _standing(cells, known_from_figures=owed is not None or paid is not None)
    if cells.faults or issued is None or total is None:
        return None, cells.faults
    state, left = _state(standing, _Figures(total, owed, paid), settled, reading)
    invoice = Invoice(
        client=group.client,
        number=group.number,
        issued=issued,
        due=due,
        settled=settled if state is InvoiceState.PAID else None,
        total=Money(total, currency),
        owed=Money(left, currency),
        state=state,
        disputed=standing is DocumentStatus.DISPUTED
        or fold(cells.first(ColumnRole.DISPUTED)[1]) in reading.words.yes,
        source=reading.match.format.id,
    )
    if standing is DocumentStatus.PARTIAL and owed is None and paid is None:
        cells.fault(
            *_at(cells, ColumnRole.STATUS),
            "how much is paid is not in this file: all of it is taken as still open",
        )
    if due and due < issued:
        cells.fault(*_at(cells, ColumnRole.DUE), "due before it was issued")
    return invoice, cells.faults


def _due_after(cells: _Cells, issued: date | None) -> date | None:
    """The due date from the payment term, if only that is given."""
    days = days_after(cells.first(ColumnRole.TERM)[1])
    return issued + timedelta(days=days) if issued and days is not None else None


def days_after(text: str) -> int | None:
    """The days of a payment term: 30, Net 30, 30 dagen. None if there is none."""
    days = _DAYS.fullmatch(text)
    return int(days[1]) if days else None


def _at(cells: _Cells, role: ColumnRole) -> tuple[RawRow, ColumnRole, str]:
    raw, text = cells.first(role)
    return raw, role, text


def _standing(cells: _Cells, *, known_from_figures: bool) -> DocumentStatus | None:
    """What the words in the file say about the invoice; the document type takes precedence."""
    form = cells.reading.match.format
    kind = form.standing(ColumnRole.KIND, cells.first(ColumnRole.KIND)[1])
    if kind:
        return kind
    raw, word = cells.first(ColumnRole.STATUS)
    standing = form.standing(ColumnRole.STATUS, word)
    if word and standing is None and not known_from_figures:
        cells.fault(raw, ColumnRole.STATUS, word, "what this status means is not known")
    return standing


def _state(
    standing: DocumentStatus | None, figures: _Figures, settled: date | None, reading: CellRules
) -> tuple[InvoiceState, int]:
    """State and open amount in minor units; amounts take precedence over words."""
    total, owed, paid = figures.total, figures.owed, figures.paid
    if standing is DocumentStatus.CREDIT or total < 0:
        return InvoiceState.CREDIT, min(owed or 0, 0)
    if standing in _STATES:
        return _STATES[standing], 0
    if owed is None and paid is not None:
        owed = total - paid
    if owed is None:
        by_date = standing is None and settled is not None
        closed = standing is DocumentStatus.PAID or by_date or total == 0
        return (InvoiceState.PAID, 0) if closed else (InvoiceState.OPEN, total)
    if owed > 0:
        return InvoiceState.OPEN, owed
    written_off = reading.match.format.unpaid_and_nothing_left_is_written_off
    if written_off and paid is not None and paid < total:
        return InvoiceState.WRITTEN_OFF, 0
    return InvoiceState.PAID, 0
