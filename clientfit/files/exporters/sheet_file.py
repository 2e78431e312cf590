"""Tables as one Excel file, in which text is never anything but text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from clientfit.core.currencies import exponent
from clientfit.core.money import Money
from clientfit.files.exporters.clean import visible
from clientfit.text.i18n import Translator

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format


#: Of a sum the bare number is shown: its currency has a column of its own.
Cell = str | int | float | date | Money | None

#: The most characters that a cell of Excel holds.
LONGEST_CELL = 32_767
#: Excel counts days from 1900, whose 29 February never was; earlier days are written as text.
_FIRST_DAY = date(1900, 3, 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, a heading and a width for each column, and rows of as many cells."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]


def sheets_xlsx(sheets: Sequence[Sheet], title: str, now: datetime, t: Translator) -> bytes:
    """The tables as one file, made in memory. A text too long for a cell is cut, and says so.

    Days and moments are dates to Excel, sums are numbers; nothing is ever a formula or a link.
    """
    import xlsxwriter  # needed by few

    file = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,  # a date in Excel has none
    }
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"title": title, "created": now.astimezone(UTC).replace(tzinfo=None)})
        painter = _Painter(book, t)
        for sheet in sheets:
            painter.paint(sheet)
    return file.getvalue()


class _Painter:
    """Puts cells into a book, each kind in its own format."""

    def __init__(self, book: Workbook, t: Translator) -> None:
        self._book, self._t = book, t
        self._formats: dict[str, Format] = {}
        self._head = book.add_format(
            {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
        )

    def paint(self, sheet: Sheet) -> None:
        page = self._book.add_worksheet(sheet.name)
        for column, (heading, width) in enumerate(sheet.columns):
            page.set_column(column, column, width)
            page.write_string(0, column, heading, self._head)
        page.freeze_panes(1, 1)
        page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
        if self._t.direction == "rtl":
            page.right_to_left()
        for number, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row):
                match cell:
                    case None | "":
                        pass
                    case Money():
                        digits = exponent(cell.currency)
                        shown = "#,##0." + "0" * digits if digits else "#,##0"
                        page.write_number(number, column, cell.units, self._format(shown))
                    case datetime() if cell.date() >= _FIRST_DAY:
                        page.write_datetime(number, column, cell, self._format("yyyy-mm-dd hh:mm"))
                    case date() if cell >= _FIRST_DAY and not isinstance(cell, datetime):
                        page.write_datetime(number, column, cell, self._format("yyyy-mm-dd"))
                    case int() | float():
                        page.write_number(number, column, cell, self._format("General"))
                    case _:
                        text = self._fitting(str(cell))
                        page.write_string(number, column, text, self._format("@"))

    def _format(self, shown: str) -> Format:
        if shown not in self._formats:
            self._formats[shown] = self._book.add_format(
                {"num_format": shown, "valign": "top", "text_wrap": shown == "@"}
            )
        return self._formats[shown]

    def _fitting(self, text: str) -> str:
        seen = visible(text)
        # Excel counts as UTF-16 does: an emoji is two.
        if len(seen.encode("utf-16-le")) // 2 <= LONGEST_CELL:
            return seen
        note = "… " + self._t("[Cut here. The JSON file has all of it.]")
        room = 2 * (LONGEST_CELL - len(note))
        return seen.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + note
