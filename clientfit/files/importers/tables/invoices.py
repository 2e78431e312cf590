"""Read the invoices of a table whose columns are known, with an account of every row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from clientfit.core.currencies import UNSTATED
from clientfit.core.model import Invoice
from clientfit.core.money import DecimalMark, decimal_mark
from clientfit.core.names import name_key
from clientfit.core.phrases import say
from clientfit.files.importers.formats.model import ColumnRole, TableWords
from clientfit.files.importers.result import Imported, Reason, RowFault
from clientfit.files.importers.tables.file_wide import counted, date_choice, order_of, scan_all
from clientfit.files.importers.tables.invoice import CellRules, assemble, currency_of
from clientfit.files.importers.tables.match import Match
from clientfit.files.importers.tables.rows import Group, RawRow, sort_rows
from clientfit.files.importers.values.dates import DatedRow, Order, Scanned, decide

DATES = (ColumnRole.ISSUED, ColumnRole.DUE, ColumnRole.SETTLED)
_AMONG = 20  # maximum number of rows named in one sentence


def invoices_in(
    found: Match, encoding: str, words: TableWords, *, day_first: bool | None
) -> Imported:
    """Read the invoices of a table whose columns are known.

    ``day_first``: the person's answer about ambiguous dates; if it is needed and None, the result
    only asks for it.
    """
    rows = sort_rows(found, words)
    raws = [raw for group in rows.groups for raw in group.rows]
    scanned = scan_all(raws, DATES)
    order = decide(dated(raw, scanned) for raw in raws)
    left_out = list(rows.left_out)
    unreadable = list(rows.faults)
    unread = len(rows.faults)
    used: list[tuple[Group, Invoice]] = []
    doubts: list[RowFault] = []
    asked = order in (Order.OPEN, Order.MIXED)
    needs = None
    if asked and day_first is None:
        needs = date_choice(rows.groups, scanned, found, order, DATES)
    first = day_first if asked else order is Order.DAY_FIRST
    reading = CellRules(found, words, scanned, bool(first), DecimalMark.OPEN)
    reading = _with_mark(reading, raws)
    for group in rows.groups if needs is None else ():
        invoice, faults = assemble(group, reading)
        if invoice is None:
            unreadable += faults
            unread += len(group.rows)
        else:
            doubts += faults
            used.append((group, invoice))
    used, repeated, clashing = _once_each(used, found)
    left_out += [(row, Reason.REPEATED) for row in repeated]
    return Imported(
        importer=found.format.id,
        name=found.format.name,
        invoices=tuple(invoice for _, invoice in used),
        unreadable=tuple(sorted(unreadable + clashing, key=lambda fault: fault.row)),
        doubts=tuple(doubts),
        left_out=counted(left_out),
        rows_read=rows.rows_read,
        rows_used=sum(len(group.rows) for group, _ in used),
        rows_unread=unread + len(clashing),
        encoding=encoding,
        separator=found.separator,
        dates=order if not asked or day_first is None else order_of(day_first),
        needs=needs,
        note=found.format.note,
        tells_of_payment=found.format.tells_of_payment,
    )


def dated(raw: RawRow, scanned: Mapping[str, Scanned | str]) -> DatedRow:
    """The dates of a row, without the texts that are not dates."""
    known = {role: scanned[raw.texts[role]] for role in DATES if role in raw.texts}
    dates = {role: each for role, each in known.items() if not isinstance(each, str)}
    others = (scanned[text] for text in raw.other_dates)
    return DatedRow(
        dates.get(ColumnRole.ISSUED),
        dates.get(ColumnRole.DUE),
        dates.get(ColumnRole.SETTLED),
        tuple(numeric for numeric in others if not isinstance(numeric, str)),
    )


def _with_mark(reading: CellRules, raws: Iterable[RawRow]) -> CellRules:
    """The rules with the decimal mark decided on all amounts of the file."""
    return replace(reading, mark=decimal_mark(marked(reading, raws)))


def marked(reading: CellRules, raws: Iterable[RawRow]) -> set[tuple[str, str]]:
    """All amounts (text, currency), from which the decimal mark is decided."""
    roles = [
        role
        for role in (ColumnRole.TOTAL, ColumnRole.OWED, ColumnRole.PAID)
        if role in reading.match.columns
    ]
    return {
        (raw.texts[role], currency_of(raw, reading) or UNSTATED)
        for raw in raws
        for role in roles
        if role in raw.texts
    }


def _once_each(
    used: list[tuple[Group, Invoice]], found: Match
) -> tuple[list[tuple[Group, Invoice]], list[int], list[RowFault]]:
    """The unique invoices, the rows that repeat one exactly, and faults for those that contradict.

    Different spellings of a client's name count as one, as in the workbook.
    """
    by_key: dict[tuple[str, str], list[tuple[Group, Invoice]]] = defaultdict(list)
    names = {name: name_key(name) for name in {invoice.client for _, invoice in used}}
    for group, invoice in used:
        by_key[names[invoice.client], invoice.number].append((group, invoice))
    once: list[tuple[Group, Invoice]] = []
    repeated: list[int] = []
    clashing: list[RowFault] = []
    for (_, number), same in by_key.items():
        rows = [raw.row for group, _ in same for raw in group.rows]
        if len({invoice for _, invoice in same}) == 1:
            once.append(same[0])
            repeated += rows[1:] if len(same) > 1 else []
            continue
        clashing += [
            clash(row, found.columns[ColumnRole.NUMBER].header, number, rows) for row in rows
        ]
    return once, repeated, clashing


def clash(row: int, column: str, number: str, rows: Sequence[int]) -> RowFault:
    """The fault for an invoice that is in several rows which differ."""
    among = (*rows[:_AMONG], *("…" for _ in rows[_AMONG : _AMONG + 1]))
    reason = say(
        "this invoice stands in rows {rows} and they differ: none of them was taken", rows=among
    )
    return RowFault(row, column, number, reason)
