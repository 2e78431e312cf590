"""Find the format of a table by the column names of its header, wherever the header is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import AllOf, any_of, phrase, say
from clientfit.files.importers.formats.model import (
    ColumnRole,
    Format,
    Formats,
    fold,
    split_currency,
)
from clientfit.files.importers.result import Subject
from clientfit.files.importers.tables.delimited import Record, Table, wrong

#: Maximum number of rows above the header, such as letterheads and report titles.
_PREAMBLE = 40


@dataclass(frozen=True, slots=True)
class MatchedColumn:
    """The position of a role's cells in a row."""

    index: int
    header: str
    currency: str | None  # from a header such as "Amount (EUR)"


@dataclass(frozen=True, slots=True)
class Match:
    """A format, the header by which it was recognised, and the rows below."""

    format: Format
    separator: str
    sheet: str
    header: Record
    columns: Mapping[ColumnRole, MatchedColumn]
    other_clients: tuple[MatchedColumn, ...]  # used for the client's name if its own cell is empty
    other_dates: tuple[MatchedColumn, ...]
    rows: tuple[Record, ...]


def match(tables: Sequence[Table], filename: str, declared: Formats) -> Match:
    """The one format that fits. Raises ClientfitError if none or several do, and names them."""
    found = find(tables, filename, declared)
    if found is None:
        refuse_wrong_kind(tables, filename, declared)
        raise unknown(tables, filename, declared)
    return found


def find(tables: Sequence[Table], filename: str, declared: Formats) -> Match | None:
    """The one format that fits, or None.

    Raises ClientfitError if several do, or if there are no rows.
    """
    found = [match_ for table in tables for match_ in matches(table, declared)]
    if len(found) > 1:
        raise ClientfitError(_several(found, filename))
    if not found:
        return None
    (only,) = found
    if all(record.blank for record in only.rows):
        raise ClientfitError(
            Fault(
                filename,
                say(
                    "this is a {kind}, but below its header there is nothing", kind=only.format.name
                ),
                "Choose a longer period when you export",
            )
        )
    return only


def _several(found: list[Match], filename: str) -> Fault:
    formats = {match_.format.id: match_.format.name for match_ in found}
    if len(formats) == 1:
        sheets = AllOf(tuple(repr(match_.sheet) for match_ in found))
        return Fault(
            filename,
            say(
                "several sheets of this workbook hold {records}: {sheets}",
                records=phrase(found[0].format.subject.value),
                sheets=sheets,
            ),
            "Save each of them as a file of its own, and bring them one after the other",
        )
    names = AllOf(tuple(f"{name!r} ({id_})" for id_, name in formats.items()))
    return Fault(
        filename,
        say("two formats fit this file, {names}, and they would read it differently", names=names),
        "Remove the columns of one of them, or export the file again",
    )


def matches(table: Table, declared: Formats) -> list[Match]:
    """The formats that fit this table, by the first row that is a header of any of them."""
    for position, record in enumerate(head_of(table)):
        fitting = [(format_, columns_of(format_, record)) for format_ in declared.formats]
        fitting = [(each, columns) for each, columns in fitting if not missing(each, columns)]
        own = [fit for fit in fitting if not fit[0].generic]
        if fitting:
            rows = below(table, position, record)
            return [matched(each, table, record, columns, rows) for each, columns in own or fitting]
    return []


def below(table: Table, position: int, header: Record) -> tuple[Record, ...]:
    """The rows below the header, which is at index ``position``."""
    rows = tuple(islice(table.read(), position + 1, None))
    if not table.separator:  # in a sheet, notes beside the table are not part of it
        rows = tuple(Record(row.row, row.cells[: len(header.cells)]) for row in rows)
    return rows


def matched(
    form: Format,
    table: Table,
    header: Record,
    columns: Mapping[ColumnRole, MatchedColumn],
    rows: tuple[Record, ...],
) -> Match:
    """A match of a format with the positions of its columns."""
    named = _named(header)
    clients = [named[key] for key in _known(form, ColumnRole.CLIENT, named)]
    return Match(
        format=form,
        separator=table.separator,
        sheet=table.sheet,
        header=header,
        columns=columns,
        other_clients=tuple(clients[1:]),
        other_dates=tuple(named[key] for key in _known(form, ColumnRole.OTHER_DATES, named)),
        rows=rows,
    )


def head_of(table: Table) -> list[Record]:
    """The first rows, as far as they can be parsed with this separator."""
    head: list[Record] = []
    try:
        for record in islice(table.read(), _PREAMBLE):
            head.append(record)  # one by one, to keep the rows before a fault
    except ClientfitError:
        return head  # not this separator, or a fault that reading all rows will report
    return head


def columns_of(form: Format, header: Record) -> dict[ColumnRole, MatchedColumn]:
    """The columns of a format found in a header; of several names for a role the first declared."""
    named = _named(header)
    return {
        role: named[keys[0]]
        for role in form.columns
        if role is not ColumnRole.OTHER_DATES and (keys := _known(form, role, named))
    }


def _known(form: Format, role: ColumnRole, named: Mapping[str, MatchedColumn]) -> list[str]:
    """The declared names of a role that are in the header, in order of preference."""
    return [key for name in form.columns.get(role, ()) if (key := fold(name)) in named]


def _named(header: Record) -> dict[str, MatchedColumn]:
    """The columns by folded name, with and without the currency in it; the first of a name wins."""
    named: dict[str, MatchedColumn] = {}
    for index, cell in enumerate(header.cells):
        bare, currency = split_currency(cell)
        named.setdefault(fold(cell), MatchedColumn(index, cell.strip(), currency))
        named.setdefault(fold(bare), MatchedColumn(index, cell.strip(), currency))
    return named


def missing(form: Format, columns: Mapping[ColumnRole, MatchedColumn]) -> list[tuple[str, ...]]:
    """The names of the required columns that are missing; of several one is enough."""
    lacking: list[tuple[str, ...]] = [
        (form.columns[role][0],) for role in form.required if role not in columns
    ]
    if form.one_of and not any(role in columns for role in form.one_of):
        lacking.append(tuple(form.columns[role][0] for role in form.one_of))
    return lacking


def refuse_wrong_kind(tables: Sequence[Table], filename: str, declared: Formats) -> None:
    """Raise ClientfitError if the columns are those of a kind of file that is refused."""
    heads = [head_of(table) for table in tables]
    for kind in declared.wrong_kinds:
        for record in (record for head in heads for record in head):
            names = {key for cell in record.cells for key in _keys(cell)}
            if any(columns <= names for columns in kind.columns):
                raise wrong(filename, kind)


def unknown(tables: Sequence[Table], filename: str, declared: Formats) -> ClientfitError:
    """The error for a file that no format fits: it names the closest one and what is missing."""
    rows = [record for record in head_of(tables[0]) if not record.blank] or [Record(1, ())]
    _, at, form = max(
        (
            (_likeness(format_, record), -at, format_)
            for at, record in enumerate(rows)
            for format_ in declared.formats
        ),
        key=lambda scored: scored[:2],
    )
    return ClientfitError(_told(filename, rows[-at], form, declared.formats))


def _likeness(form: Format, header: Record) -> tuple[float, int]:
    """How similar a header is to a format: share of required columns, then number of known ones."""
    columns = columns_of(form, header)
    required = sum(role in columns for role in form.required)
    # Among headers without any known column, the widest row is most likely the header.
    return required / len(form.required), len(columns) or len(header.cells) - 1000


def _told(filename: str, header: Record, form: Format, formats: tuple[Format, ...]) -> Fault:
    """The message: the columns found, the closest format, and what is missing."""
    cells = [cell.strip() for cell in header.cells if cell.strip()]
    columns = columns_of(form, header)
    if not columns:
        what = say(
            "no known format fits this file. Its columns are: {columns}. None of them is in a "
            "known format: {formats}",
            columns=tuple(cells),
            formats=tuple(format_.name for format_ in formats),
        )
        return Fault(filename, what, _OTHER_EXPORT)
    taken = {column.header for column in columns.values()}
    free = [cell for cell in cells if cell not in taken]
    what = say(
        "no known format fits this file. Its columns are: {columns}. The closest format is "
        "{closest}, which also has: {lacking}",
        columns=tuple(cells),
        closest=form.name,
        lacking=tuple(_with_hint(names, free) for names in missing(form, columns)),
    )
    return Fault(filename, what, _RENAME[form.subject])


_OTHER_EXPORT = "Choose the export of invoices in your program, one row an invoice, as CSV"
_RENAME = {
    subject: say(
        "Choose the export of {records} that holds these too, or rename the columns if "
        "they are there under other names",
        records=phrase(subject.value),
    )
    for subject in Subject
}


def _with_hint(names: tuple[str, ...], free: list[str]) -> object:
    asked, cells = " or ".join(names).casefold(), [cell.casefold() for cell in free]
    close = get_close_matches(asked, cells, n=1)
    wanted = any_of(names)
    return say("{names} (perhaps your {own!r}?)", names=wanted, own=close[0]) if close else wanted


def _keys(cell: str) -> tuple[str, str]:
    return fold(cell), fold(split_currency(cell)[0])
