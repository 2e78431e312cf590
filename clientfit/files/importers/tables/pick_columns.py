"""Tables of no known format: the question which column is what, and reading by the answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.phrases import AllOf, phrase, say
from clientfit.files.importers.formats.load import declared as all_declared
from clientfit.files.importers.formats.model import (
    ColumnRole,
    DocumentStatus,
    Format,
    Formats,
    fold,
    split_currency,
)
from clientfit.files.importers.result import ColumnChoice, Imported, Subject
from clientfit.files.importers.tables.delimited import Record, Table
from clientfit.files.importers.tables.file_wide import scanned_or_why
from clientfit.files.importers.tables.guess_columns import SAMPLE, guess, look, pickable
from clientfit.files.importers.tables.match import Match, MatchedColumn, below, head_of
from clientfit.files.importers.values.dates import Order

SUBJECTS = (Subject.INVOICES, Subject.HOURS)
_FEWEST = 3  # columns; with fewer, prose with commas looks like a table
_SHOWN = 5
_LONGEST = 80  # characters of a column name; more is a sentence
_ID = "picked"


class Need(StrEnum):
    """Whether a role must be assigned to a column."""

    REQUIRED = "required"
    ONE_OF = "one_of"  # at least one of all roles with this value
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Pick:
    """A role that the person can assign to a column."""

    role: ColumnRole
    need: Need


@dataclass(frozen=True, slots=True)
class Plain:
    """A table that no format fits: its header and the rows below."""

    table: Table
    header: Record
    rows: tuple[Record, ...]


def roles_of(subject: Subject) -> tuple[Pick, ...]:
    """The roles that can be assigned in a table about this subject, and which are required.

    They are declared in one place: the generic format (``generic = true``) of the subject.
    """
    form = pickable(subject, all_declared())
    return tuple(Pick(role, _need(role, form)) for role in form.columns)


def _need(role: ColumnRole, form: Format) -> Need:
    if role in form.required:
        return Need.REQUIRED
    return Need.ONE_OF if role in form.one_of else Need.OPTIONAL


def signature(header: Sequence[str]) -> str:
    """A key shared by tables with the same columns, under which a choice is remembered.

    >>> signature(["Who", "When "]) == signature(["who", "WHEN"])
    True
    """
    return "\n".join(fold(cell) for cell in header)


def plain_table(tables: Sequence[Table]) -> Plain | None:
    """The first of these that looks like a table: column names, and rows that fill them."""
    for table in tables:
        head = head_of(table)
        for position, record in enumerate(head):
            if _is_header(record) and _fills(head[position + 1 :], record, table):
                return Plain(table, record, below(table, position, record))
    return None


def _is_header(record: Record) -> bool:
    names = [cell.strip() for cell in record.cells if cell.strip()]
    if len(names) < _FEWEST or len(names) * 2 < len(record.cells):
        return False
    return all(
        len(name) <= _LONGEST
        and any(letter.isalpha() for letter in name)
        and isinstance(scanned_or_why(name), str)
        for name in names
    )


def _fills(rows: Sequence[Record], header: Record, table: Table) -> bool:
    """Whether at least half of the rows resemble the header.

    That is, they have about as many cells, and more than one of them is filled.

    In prose with commas hardly two lines have equally many. Rows of sheets may end anywhere.
    """
    full = [row for row in rows if not row.blank]
    alike = [
        row
        for row in full
        if sum(bool(cell.strip()) for cell in row.cells) > 1
        and (not table.separator or abs(len(row.cells) - len(header.cells)) <= 1)
    ]
    return bool(full) and 2 * len(alike) >= len(full)


def column_choice(plain: Plain, encoding: str, declared: Formats) -> Imported:
    """The question which column is what, with the most likely answers for each subject."""
    rows = [record for record in plain.rows if not record.blank]
    telling = [row.cells for row in rows[:SAMPLE] if row.cells != plain.header.cells]
    columns = look(plain.header.cells, telling, declared.words)
    guesses = {subject: guess(columns, subject, declared) for subject in SUBJECTS}
    likely = sorted(guesses, key=lambda subject: _lacking(subject, guesses[subject], declared))
    width = len(plain.header.cells)
    return Imported(
        importer=_ID,
        name=declared.words.picked,
        invoices=(),
        unreadable=(),
        doubts=(),
        left_out=(),
        rows_read=len(rows),
        rows_used=0,
        rows_unread=0,
        encoding=encoding,
        separator=plain.table.separator,
        dates=Order.ANY,
        needs=ColumnChoice(
            header=tuple(cell.strip() for cell in plain.header.cells),
            rows=tuple((*row.cells, *[""] * width)[:width] for row in rows[:_SHOWN]),
            guesses={subject: guesses[subject] for subject in likely},
        ),
    )


def _lacking(subject: Subject, picks: Mapping[str, int], declared: Formats) -> tuple[int, int]:
    """Sort key for subjects: fewest missing roles first, then most guessed ones."""
    form = pickable(subject, declared)
    missing = sum(role not in picks for role in form.required)
    return missing + (not any(role in picks for role in form.one_of)), -len(picks)


def picked(
    plain: Plain, filename: str, subject: Subject, columns: Mapping[str, int], declared: Formats
) -> Match:
    """The table with the columns that the person picked: ``columns`` maps role -> column index.

    Raises ClientfitError with every mistake in them.
    """
    if subject not in SUBJECTS:
        what = say(
            "a table of {records} can't be read by its columns", records=phrase(subject.value)
        )
        raise ClientfitError(Fault(filename, what, choices(subject, SUBJECTS)))
    form = pickable(subject, declared)
    faults = _faults(plain.header, filename, columns, form)
    if faults:
        raise ClientfitError(faults)
    found = {ColumnRole(role): _column(plain.header, index) for role, index in columns.items()}
    if ColumnRole.CLIENT not in found:
        found[ColumnRole.CLIENT] = found[ColumnRole.PROJECT]
    stand_in = found.get(ColumnRole.PROJECT)
    return Match(
        format=_format(form, declared, {role: (each.header,) for role, each in found.items()}),
        separator=plain.table.separator,
        sheet=plain.table.sheet,
        header=plain.header,
        columns=found,
        other_clients=(stand_in,) if stand_in else (),
        other_dates=(),
        rows=plain.rows,
    )


def _faults(header: Record, filename: str, columns: Mapping[str, int], form: Format) -> list[Fault]:
    known = [role.value for role in form.columns]
    last = len(header.cells) - 1
    faults: list[Fault] = []
    taken: dict[int, list[str]] = defaultdict(list)
    for role, index in columns.items():
        if role not in known:
            what = say("{role!r} is nothing that a column can be", role=str(role))
            faults.append(Fault(filename, what, choices(role, known)))
        if isinstance(index, int) and not isinstance(index, bool) and 0 <= index <= last:
            taken[index].append(repr(str(role)))
        else:
            what = say("there is no column {index} for {role!r}", index=repr(index), role=str(role))
            faults.append(Fault(filename, what, say("Choose one of 0 to {last}", last=last)))
    for roles in taken.values():
        if len(roles) > 1:
            what = say("one column was picked for {roles}", roles=AllOf(tuple(roles)))
            faults.append(Fault(filename, what, "Pick another for all but one of them"))
    by_project = form.subject is Subject.HOURS and ColumnRole.PROJECT in columns
    for role in form.required:
        if role not in columns and not (role is ColumnRole.CLIENT and by_project):
            what = say("no column was picked for {role!r}", role=role.value)
            faults.append(Fault(filename, what, _PICK))
    if not any(role in columns for role in form.one_of):
        among = tuple(repr(role.value) for role in form.one_of)
        what = say("no column was picked for any of {roles}", roles=among)
        faults.append(Fault(filename, what, _PICK))
    return faults


_PICK = "Pick the column that holds it"


def _column(header: Record, index: int) -> MatchedColumn:
    text = header.cells[index].strip()
    return MatchedColumn(index, text, split_currency(text)[1])


def _format(
    form: Format, declared: Formats, columns: Mapping[ColumnRole, tuple[str, ...]]
) -> Format:
    """A format for this table: status words of all declared formats keep their meaning."""
    others = [format_ for format_ in declared.about(form.subject).formats if format_ is not form]

    def meanings(known: str) -> dict[str, DocumentStatus]:
        return {
            word: means
            for format_ in (*others, form)
            for word, means in getattr(format_, known).items()
        }

    return replace(
        form,
        id=_ID,
        name=declared.words.picked,
        columns=columns,
        status=meanings("status"),
        kind=meanings("kind"),
    )
