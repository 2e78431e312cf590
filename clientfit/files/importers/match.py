"""Which format a file is in: by the column names of its header, wherever that stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from clientfit.core.errors import ClientfitError, Fault
from clientfit.files.importers.formats import Format, Formats, Role, fold, split_currency
from clientfit.files.importers.table import SEPARATORS, Record, records, widest_separator, wrong

#: Letterheads and report titles above the header are shorter than this.
_PREAMBLE = 40


@dataclass(frozen=True, slots=True)
class Column:
    """Where a role's cells stand in a row."""

    index: int
    header: str
    currency: str | None  # from a header such as "Amount (EUR)"


@dataclass(frozen=True, slots=True)
class Match:
    """A format, the separator and header by which it was found, and the rows below."""

    format: Format
    separator: str
    header: Record
    columns: Mapping[Role, Column]
    other_dates: tuple[Column, ...]
    rows: tuple[Record, ...]


def match(text: str, filename: str, declared: Formats) -> Match:
    """Find the one format that fits. None, or more than one, is an error that names them."""
    found: dict[str, Match] = {}
    for separator in SEPARATORS:
        if separator in text:
            found |= _matches(text, separator, filename, declared)
    if len(found) > 1:
        names = " and ".join(f"{each.format.name!r} ({id_})" for id_, each in found.items())
        raise ClientfitError(
            Fault(
                filename,
                f"two formats fit this file, {names}, and they would read it differently",
                "Remove the columns of one of them, or export the file again",
            )
        )
    if not found:
        raise _unknown(text, filename, declared)
    only = next(iter(found.values()))
    if not any(not record.blank for record in only.rows):
        raise ClientfitError(
            Fault(
                filename,
                f"this is a {only.format.name}, but below its header there is nothing",
                "Choose a longer period when you export",
            )
        )
    return only


def _matches(text: str, separator: str, filename: str, declared: Formats) -> dict[str, Match]:
    """The formats that fit with one separator, at the first header that any of them fits."""
    head = _head(text, separator)
    for position, record in enumerate(head):
        fitting = [(each, columns_of(each, record)) for each in declared.formats]
        fitting = [(each, columns) for each, columns in fitting if not missing(each, columns)]
        if fitting:
            rows = tuple(islice(records(text, separator, filename), position + 1, None))
            return {
                each.id: Match(
                    format=each,
                    separator=separator,
                    header=record,
                    columns=columns,
                    other_dates=_other_dates(each, record),
                    rows=rows,
                )
                for each, columns in fitting
            }
    return {}


def _head(text: str, separator: str) -> list[Record]:
    """The first rows, as far as they can be told apart with this separator."""
    head: list[Record] = []
    try:
        for record in islice(records(text, separator, ""), _PREAMBLE):
            head.append(record)  # one by one: what came before a fault is kept
    except ClientfitError:
        return head  # not this separator, or a fault that reading all rows will report
    return head


def columns_of(form: Format, header: Record) -> dict[Role, Column]:
    """The columns of a format that a header holds; of several names the first declared."""
    named = _named(header)
    return {
        role: named[key]
        for role, names in form.columns.items()
        if role is not Role.OTHER_DATES
        for key in [fold(name) for name in names if fold(name) in named][:1]
    }


def _other_dates(form: Format, header: Record) -> tuple[Column, ...]:
    named = _named(header)
    keys = (fold(name) for name in form.columns.get(Role.OTHER_DATES, ()))
    return tuple(named[key] for key in keys if key in named)


def _named(header: Record) -> dict[str, Column]:
    """The columns by folded name, with and without the currency in it. The first of a name wins."""
    named: dict[str, Column] = {}
    for index, cell in enumerate(header.cells):
        bare, currency = split_currency(cell)
        named.setdefault(fold(cell), Column(index, cell.strip(), currency))
        named.setdefault(fold(bare), Column(index, cell.strip(), currency))
    return named


def missing(form: Format, columns: Mapping[Role, Column]) -> list[str]:
    """The names of the required columns that are not there."""
    return [form.columns[role][0] for role in form.required if role not in columns]


def _unknown(text: str, filename: str, declared: Formats) -> ClientfitError:
    """The error for a file that no format fits: what it seems to be, or what it lacks."""
    head = [
        record for separator in SEPARATORS if separator in text for record in _head(text, separator)
    ] or [Record(1, (text.strip().splitlines()[0],))]
    for kind in declared.wrong_kinds:
        for record in head:
            names = {key for cell in record.cells for key in _keys(cell)}
            if any(columns <= names for columns in kind.columns):
                return wrong(filename, kind)
    separator = widest_separator(text)
    rows = [record for record in _head(text, separator) if not record.blank] or head[:1]
    _, at, form = max(
        (
            (_likeness(each, record), -at, each)
            for at, record in enumerate(rows)
            for each in declared.formats
        ),
        key=lambda scored: scored[:2],
    )
    return ClientfitError(_told(filename, rows[-at], form, declared.formats))


def _likeness(form: Format, header: Record) -> tuple[float, int]:
    """How much a header looks like a format: the share of what is required, then all it knows."""
    columns = columns_of(form, header)
    required = sum(role in columns for role in form.required)
    # Between headers that hold nothing known, the widest is most likely the header.
    return required / len(form.required), len(columns) or len(header.cells) - 1000


def _told(filename: str, header: Record, form: Format, formats: tuple[Format, ...]) -> Fault:
    """What the person gets to read: the columns found, the closest format, and what is missing."""
    cells = [cell.strip() for cell in header.cells if cell.strip()]
    columns = columns_of(form, header)
    found = f"no known format fits this file. Its columns are: {', '.join(cells)}"
    if not columns:
        names = ", ".join(each.name for each in formats)
        return Fault(
            filename, f"{found}. None of them is in a known format: {names}", _OTHER_EXPORT
        )
    taken = {column.header for column in columns.values()}
    free = [cell for cell in cells if cell not in taken]
    lacking = ", ".join(_with_hint(name, free) for name in missing(form, columns))
    return Fault(
        filename, f"{found}. The closest format is {form.name}, which also has: {lacking}", _RENAME
    )


_OTHER_EXPORT = "Choose the export of invoices in your program, one row an invoice, as CSV"
_RENAME = (
    "Choose the export of invoices that holds these too, or rename the columns if they are there "
    "under other names"
)


def _with_hint(name: str, free: list[str]) -> str:
    close = get_close_matches(name.casefold(), [cell.casefold() for cell in free], n=1)
    return f"{name} (perhaps your {close[0]!r}?)" if close else name


def _keys(cell: str) -> tuple[str, str]:
    return fold(cell), fold(split_currency(cell)[0])
