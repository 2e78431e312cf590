"""Spreadsheets (.xlsx) as tables: every sheet, with cells as unambiguous texts."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from clientfit.core.errors import ClientfitError, Fault
from clientfit.files.importers.formats.model import WrongKind
from clientfit.files.importers.tables.delimited import Record, Table, wrong

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

START = b"PK\x03\x04"
#: Largest unpacked size in bytes: a small zip file may unpack to more than the memory holds.
_MOST_UNPACKED = 512 * 2**20
#: Maximum number of cells, including empty ones before a distant one; so many take about a minute.
_MOST_CELLS = 2_000_000
#: Exceptions that the parsers raise for malformed workbooks.
_DAMAGED = (
    AttributeError, EOFError, LookupError, OSError, RuntimeError, SyntaxError, TypeError,
    ValueError, OverflowError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip
_SMALLER = "Save the sheet with the invoices as CSV, and bring that file"
_OPENED = "Open it. Save the sheet with the invoices as CSV, and bring that file"
_ZEROS = re.compile(r"0+")


def workbook_tables(
    data: bytes, filename: str, wrong_kinds: tuple[WrongKind, ...]
) -> tuple[Table, ...]:
    """The non-empty sheets of a workbook, each as a table.

    Raises ClientfitError for a workbook that is empty, damaged or too large, and for other
    archives.
    """
    _check_archive(data, filename, wrong_kinds)
    # Imported only when needed: most people bring CSV.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        cells = 0
        sheets: list[tuple[str, tuple[Record, ...]]] = []
        for sheet in book.worksheets:
            rows = []
            for record in _records(sheet):
                cells += len(record.cells) + 1
                if cells > _MOST_CELLS:
                    raise _too_large(filename)
                rows.append(record)
            sheets.append((sheet.title, tuple(rows)))
        book.close()
    except (*_DAMAGED, InvalidFileException) as error:
        raise _damaged(filename) from error
    full = [(name, rows) for name, rows in sheets if any(not row.blank for row in rows)]
    if not full:
        raise ClientfitError(Fault(filename, "this workbook is empty", _SMALLER))
    return tuple(Table("", name, rows.__iter__) for name, rows in full)


def _check_archive(data: bytes, filename: str, wrong_kinds: tuple[WrongKind, ...]) -> None:
    """Refuse what is not a workbook, and what would not fit into memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {part.filename: part.file_size for part in archive.infolist()}
    except _DAMAGED as error:
        raise _damaged(filename) from error
    if "xl/workbook.xml" not in parts:
        id_ = "xlsx" if {"content.xml", "xl/workbook.bin"} & parts.keys() else "archive"
        raise wrong(filename, next(kind for kind in wrong_kinds if kind.id == id_))
    if sum(parts.values()) > _MOST_UNPACKED:
        raise _too_large(filename)


def _damaged(filename: str) -> ClientfitError:
    what = "this seems to be an Excel workbook, but it is damaged or locked with a password"
    return ClientfitError(Fault(filename, what, _OPENED))


def _too_large(filename: str) -> ClientfitError:
    return ClientfitError(Fault(filename, "this workbook is too large to be read here", _SMALLER))


def _records(sheet: ReadOnlyWorksheet) -> Iterator[Record]:
    """The rows of a sheet as texts, without trailing empty cells."""
    sheet.reset_dimensions()  # the size stated in a sheet is often wrong
    for number, row in enumerate(sheet.rows, 1):
        texts = [_text(cell.value, cell) for cell in row]
        while texts and not texts[-1]:
            texts.pop()
        yield Record(number, tuple(texts))


def _text(value: object, cell: Any) -> str:
    """A cell as an unambiguous CSV text: dates as 2026-03-04, durations as 1:30:00, 0.5."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, date | time | timedelta):
        return _when(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    return str(value)


def _when(value: date | time | timedelta) -> str:
    """A date (with its time unless midnight), a clock time, or a duration."""
    if isinstance(value, datetime):
        clock = value.replace(microsecond=0).time()
        return f"{value.date()} {clock}" if clock != time() else value.date().isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(round(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return value.isoformat("seconds") if isinstance(value, time) else value.isoformat()


def _number(value: int | float, shown: str) -> str:
    if value == int(value):
        # Formatted as "000017": the leading zeros belong to the invoice number.
        return str(int(value)).zfill(len(shown) if _ZEROS.fullmatch(shown) else 0)
    text = format(Decimal(repr(value)), "f")
    # A number with three decimals could be read as thousands, as in 1.230.
    return f"{text}0" if len(text.partition(".")[2]) == 3 else text
