"""Reads an invoice export: bytes in, invoices and an account of every row out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from clientfit.core.dates import DatedRow, Numeric, Order, Scanned, decide, scan
from clientfit.core.model import Invoice
from clientfit.core.money import UNSTATED, Mark, decimal_mark
from clientfit.core.names import name_key
from clientfit.files.importers.assemble import Reading, assemble, currency_of
from clientfit.files.importers.declared import declared
from clientfit.files.importers.formats import Role
from clientfit.files.importers.match import Match
from clientfit.files.importers.months import month_number
from clientfit.files.importers.opened import opened
from clientfit.files.importers.result import (
    DateChoice,
    DateExample,
    Imported,
    LeftOut,
    Reason,
    RowFault,
)
from clientfit.files.importers.rows import Group, Raw, sort_rows

_DATES = (Role.ISSUED, Role.DUE, Role.SETTLED)
_EXAMPLES = 2


def read_invoices(data: bytes, filename: str, *, day_first: bool | None = None) -> Imported:
    """Read an invoice export in any declared format: a table, a workbook, or an XML invoice.

    ``day_first`` is the person's answer where the file leaves the order of day and month open
    (``Imported.needs``); where the file itself decides it, the file is right.

    Raises ClientfitError when the file is no table, of a wrong kind, or in no known format.
    """
    known = declared()
    found, encoding = opened(data, filename, known)
    rows = sort_rows(found, known.words)
    raws = [raw for group in rows.groups for raw in group.rows]
    scanned = _scan_all(raws)
    order = decide(_dated(raw, scanned) for raw in raws)
    left_out = list(rows.left_out)
    unreadable = list(rows.faults)
    unread = len(rows.faults)
    used: list[tuple[Group, Invoice]] = []
    doubts: list[RowFault] = []
    asked = order in (Order.OPEN, Order.MIXED)
    needs = _choice(rows.groups, scanned, found, order) if asked and day_first is None else None
    first = day_first if asked else order is Order.DAY_FIRST
    reading = Reading(found, known.words, scanned, bool(first), Mark.OPEN)
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
        left_out=_counted(left_out),
        rows_read=rows.rows_read,
        rows_used=sum(len(group.rows) for group, _ in used),
        rows_unread=unread + len(clashing),
        encoding=encoding,
        separator=found.separator,
        dates=order if not asked or day_first is None else _given(day_first),
        needs=needs,
        note=found.format.note,
        tells_of_payment=found.format.tells_of_payment,
    )


def _given(day_first: bool) -> Order:
    return Order.DAY_FIRST if day_first else Order.MONTH_FIRST


def _scan_all(raws: Iterable[Raw]) -> dict[str, Scanned | str]:
    """Every date text of the file, scanned once; a str is the reason why it is no date."""
    texts = {raw.texts[role] for raw in raws for role in _DATES if role in raw.texts}
    texts |= {text for raw in raws for text in raw.other_dates}
    scanned: dict[str, Scanned | str] = {}
    for text in texts:
        try:
            scanned[text] = scan(text, month_number)
        except ValueError as error:
            scanned[text] = str(error)
    return scanned


def _dated(raw: Raw, scanned: dict[str, Scanned | str]) -> DatedRow:
    known = {role: scanned[raw.texts[role]] for role in _DATES if role in raw.texts}
    dates = {role: each for role, each in known.items() if not isinstance(each, str)}
    others = (scanned[text] for text in raw.other_dates)
    return DatedRow(
        dates.get(Role.ISSUED),
        dates.get(Role.DUE),
        dates.get(Role.SETTLED),
        tuple(each for each in others if not isinstance(each, str)),
    )


def _with_mark(reading: Reading, raws: Iterable[Raw]) -> Reading:
    """The reading with the decimal mark decided on all amounts of the file."""
    roles = [role for role in (Role.TOTAL, Role.OWED, Role.PAID) if role in reading.match.columns]
    pairs = {
        (raw.texts[role], currency_of(raw, reading) or UNSTATED)
        for raw in raws
        for role in roles
        if role in raw.texts
    }
    mark = decimal_mark(pairs)
    return Reading(reading.match, reading.words, reading.scanned, reading.day_first, mark)


def _choice(
    groups: Iterable[Group], scanned: dict[str, Scanned | str], found: Match, order: Order
) -> DateChoice:
    """Two dates of the file in both readings; where they are mixed, one of each sort."""
    examples: dict[object, DateExample] = {}
    for group in groups:
        for raw in group.rows:
            for role in _DATES:
                value = raw.texts.get(role, "")
                each = scanned.get(value)
                if not isinstance(each, Numeric) or each.first == each.second:
                    continue
                example = DateExample(
                    row=raw.row,
                    client=group.client,
                    number=group.number,
                    column=found.columns[role].header,
                    value=value,
                    day_first=_read(each, day_first=True),
                    month_first=_read(each, day_first=False),
                )
                fits = (example.day_first is None, example.month_first is None)
                examples.setdefault(fits if order is Order.MIXED else raw.row, example)
    telling = sorted(examples.values(), key=lambda each: bool(each.day_first and each.month_first))
    return DateChoice(
        tuple(sorted(telling[:_EXAMPLES], key=lambda each: each.row)), order is Order.MIXED
    )


def _read(numeric: Numeric, *, day_first: bool) -> date | None:
    try:
        return numeric.read(day_first=day_first)
    except ValueError:
        return None


def _once_each(
    used: list[tuple[Group, Invoice]], found: Match
) -> tuple[list[tuple[Group, Invoice]], list[int], list[RowFault]]:
    """The invoices that stand once, the rows that repeat one, and those that contradict another.

    Two spellings of a client's name are one, as in the workbook.
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
        among = ", ".join(str(row) for row in rows)
        column = found.columns[Role.NUMBER].header
        reason = f"this invoice stands in rows {among} and they differ: none of them was taken"
        clashing += [RowFault(row, column, number, reason) for row in rows]
    return once, repeated, clashing


def _counted(left_out: list[tuple[int, Reason]]) -> tuple[LeftOut, ...]:
    counts = Counter(reason for _, reason in left_out)
    return tuple(
        LeftOut(reason, tuple(sorted(row for row, each in left_out if each is reason)))
        for reason, _ in counts.most_common()
    )
