"""From rows of cells to raw records: what is left out, what belongs together, cleaned cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from clientfit.core.names import name_key, tidy_name
from clientfit.core.phrases import say
from clientfit.files.importers.formats.model import (
    ColumnRole,
    DocumentStatus,
    Per,
    TableWords,
    fold,
)
from clientfit.files.importers.result import Reason, RowFault, Subject
from clientfit.files.importers.tables.delimited import Record
from clientfit.files.importers.tables.match import Match, MatchedColumn

_FORMULA = re.compile(r'="(.*)"', re.DOTALL)  # some programs write ="007" to preserve leading zeros
#: Invisible characters, such as direction marks, that spreadsheets leave around a text.
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\ufeff"
_LETTER = re.compile(r"[^\W\d_]")
_WHO_AND_WHEN = (ColumnRole.CLIENT, ColumnRole.NUMBER, ColumnRole.ISSUED)


@dataclass(frozen=True, slots=True)
class RawRow:
    """The relevant cells of one row, cleaned; empty ones are omitted."""

    row: int
    texts: Mapping[ColumnRole, str]
    other_dates: tuple[str, ...]
    stood_in: bool = False  # the client's name came from another column


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one invoice: one, or one for each of its lines. For hours always one."""

    client: str
    number: str
    rows: tuple[RawRow, ...]


@dataclass(frozen=True, slots=True)
class Sorted:
    """All rows of a file, each in a group, left out, or faulty."""

    groups: tuple[Group, ...]
    left_out: tuple[tuple[int, Reason], ...]
    faults: tuple[RowFault, ...]
    rows_read: int


_Key = tuple[str, ...]


def sort_rows(match: Match, words: TableWords, width: int = 0) -> Sorted:
    """Sort the rows of a file into records, rows to leave out, and faulty rows.

    ``width``: the largest number of cells of a row, if that was decided on more than these rows.
    """
    groups: dict[_Key, list[RawRow]] = {}
    dropped: dict[_Key, Reason] = {}  # all lines of a draft are dropped with the first
    spoiled: dict[_Key, int] = {}  # an invoice that lacks a line would have a wrong total
    left_out: list[tuple[int, Reason]] = []
    faults: list[RowFault] = []
    no_record = _no_work if match.format.subject is Subject.HOURS else _no_invoice
    by_line = match.format.per is Per.LINE
    above = ("", "")
    rows = [record for record in match.rows if not record.blank]
    width = width or usual_width(Counter(len(record.cells) for record in rows), match)
    for record in rows:
        raw = _raw(record, match, words)
        surplus = _surplus(record, len(match.header.cells), width)
        nothing = None if surplus else no_record(raw, record, match, words, above[1])
        if nothing:
            left_out.append((record.row, nothing))
            continue
        above = _owner(raw, above if by_line else ("", ""))
        key = (name_key(above[0]), above[1]) if by_line else (str(record.row),)
        reason = dropped.get(key) or _unwanted(raw, match)
        if surplus:
            faults.append(RowFault(record.row, "", surplus, _TOO_MANY))
            spoiled[key] = record.row
        elif reason:
            dropped[key] = reason
            left_out.append((record.row, reason))
        else:
            groups.setdefault(key, []).append(raw)
    faults += [
        RowFault(raw.row, "", "", say(_SPOILED, row=spoiled[key]))
        for key in spoiled
        for raw in groups.pop(key, [])
    ]
    return Sorted(
        tuple(_group(tuple(raws)) for raws in groups.values()),
        tuple(left_out),
        tuple(faults),
        len(rows),
    )


def usual_width(counts: Counter[int], match: Match) -> int:
    """The largest number of cells of a row: some programs end every row with an extra separator.

    ``counts``: number of cells -> number of rows.
    """
    usual = max(counts, key=lambda cells: (counts[cells], -cells), default=0)
    return max(len(match.header.cells), usual)


def _surplus(record: Record, header: int, width: int) -> str:
    """The text beyond the header, or the last cells of a row longer than all others; else empty."""
    if len(record.cells) <= header:
        return ""
    beyond = [cell for cell in record.cells[header:] if cell.strip()]
    odd = [cell for cell in record.cells[header - 1 :] if cell.strip()] or ["…"]
    return ", ".join(beyond or (odd if len(record.cells) > width else []))


def _owner(raw: RawRow, above: tuple[str, str]) -> tuple[str, str]:
    """Client and number of a row; a line without them continues those above it."""
    number = raw.texts.get(ColumnRole.NUMBER, above[1])
    return raw.texts.get(ColumnRole.CLIENT, above[0] if number == above[1] else ""), number


def _group(raws: tuple[RawRow, ...]) -> Group:
    names, numbers = (
        [raw.texts[role] for raw in raws if role in raw.texts]
        for role in (ColumnRole.CLIENT, ColumnRole.NUMBER)
    )
    return Group(tidy_name(names[0]) if names else "", numbers[0] if numbers else "", raws)


_SPOILED = "row {row}, of the same invoice, can't be read"
_TOO_MANY = (
    "this row has more cells than the header; perhaps a text or an amount with a comma in it "
    "is not in quotation marks"
)


def _raw(record: Record, match: Match, words: TableWords) -> RawRow:
    cells = record.cells
    last = len(cells)
    texts = {}
    for role, column in match.columns.items():
        index = column.index
        if index < last and (text := clean(cells[index], words)):
            texts[role] = text
    stood_in = False
    if ColumnRole.CLIENT not in texts and match.other_clients:
        named = [clean(cells[at.index], words) for at in match.other_clients if at.index < last]
        if any(named):
            texts[ColumnRole.CLIENT] = next(filter(None, named))
            stood_in = True
    others = (
        clean(cells[column.index], words)
        for column in match.other_dates
        if column.index < len(cells)
    )
    return RawRow(record.row, texts, tuple(text for text in others if text), stood_in)


def clean(cell: str, words: TableWords) -> str:
    """A cell's text without decoration; empty if the cell is a placeholder for nothing."""
    text = cell.strip()
    if not text.isascii():
        text = text.strip(_INVISIBLE).strip()
    if text[:2] == '="':
        text = _FORMULA.sub(r"\1", text).strip()
    return "" if text.casefold() in words.empty else " ".join(text.split())


def _no_invoice(
    raw: RawRow, record: Record, match: Match, words: TableWords, above: str
) -> Reason | None:
    """Why this row is neither an invoice nor a line of one; None if it is."""
    if ColumnRole.ISSUED not in raw.texts and any(
        fold(cell) in words.totals for cell in record.cells
    ):
        return Reason.TOTALS
    if _repeats_header(raw, match.columns):
        return Reason.HEADER
    if any(role in raw.texts for role in _WHO_AND_WHEN):
        return None
    goes_on = match.format.per is Per.LINE and above
    if goes_on and _tells_of_a_line(record, match.columns.values()):
        return None
    has_amount = any(
        role in raw.texts for role in (ColumnRole.TOTAL, ColumnRole.OWED, ColumnRole.LINE)
    )
    return Reason.TOTALS if has_amount else Reason.CONTINUATION


def _no_work(
    raw: RawRow, record: Record, match: Match, words: TableWords, _above: str
) -> Reason | None:
    """Why this row is not a usable time entry; None if it is."""
    texts = raw.texts
    day = fold(texts.get(ColumnRole.DAY, ""))  # a word such as "Total" may replace the date
    if (not day or day in words.totals) and any(
        fold(cell) in words.totals for cell in record.cells
    ):
        return Reason.TOTALS
    if _repeats_header(raw, match.columns):
        return Reason.HEADER
    if (
        match.format.standing(ColumnRole.KIND, texts.get(ColumnRole.KIND, ""))
        is DocumentStatus.ASIDE
    ):
        return Reason.BREAK
    lasting = any(_SOME.search(texts.get(role, "")) for role in _HOW_LONG)
    if ColumnRole.DAY not in texts and ColumnRole.CLIENT not in texts:
        return Reason.TOTALS if lasting else Reason.CONTINUATION
    if ColumnRole.END in match.columns and ColumnRole.END not in texts and not lasting:
        return Reason.RUNNING
    return None if ColumnRole.CLIENT in texts else Reason.NOBODY


_HOW_LONG = (ColumnRole.DURATION, ColumnRole.MINUTES, ColumnRole.SECONDS)
_SOME = re.compile(r"[^\W0_]")  # any digit or letter except 0


def _unwanted(raw: RawRow, match: Match) -> Reason | None:
    """Why this invoice is not one that a client has to pay; None if it is."""
    form = match.format
    meanings = {
        role: form.standing(role, raw.texts[role])
        for role in (ColumnRole.STATUS, ColumnRole.KIND)
        if role in raw.texts
    }
    for meaning in meanings.values():
        if meaning in LEFT_OUT:
            return LEFT_OUT[meaning]
    gives_back = meanings.get(ColumnRole.KIND) is DocumentStatus.CREDIT
    went_out = raw.texts.get(ColumnRole.TOTAL, "").startswith(("-", "−", "("))
    return Reason.ASIDE if form.incoming_only and gives_back != went_out else None


LEFT_OUT: dict[DocumentStatus | None, Reason] = {
    DocumentStatus.DRAFT: Reason.DRAFT,
    DocumentStatus.PURCHASE: Reason.PURCHASE,
    DocumentStatus.ASIDE: Reason.ASIDE,
}


def _repeats_header(raw: RawRow, columns: Mapping[ColumnRole, MatchedColumn]) -> bool:
    """Whether the row repeats the header, as in two exports put together."""
    role, column = next(iter(columns.items()))
    if raw.texts.get(role) != " ".join(column.header.split()):
        return False
    return all(raw.texts.get(role) == " ".join(c.header.split()) for role, c in columns.items())


def _tells_of_a_line(record: Record, known: Iterable[MatchedColumn]) -> bool:
    """Whether there is a word (an item, a description) outside the known columns."""
    read = {column.index for column in known}
    return any(_LETTER.search(cell) for index, cell in enumerate(record.cells) if index not in read)
