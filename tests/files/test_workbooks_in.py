"""Excel workbooks: a sheet is read as a CSV is; what is damaged or hostile is refused."""

from __future__ import annotations

import csv
import io
import tracemalloc
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from clientfit.core.errors import ClientfitError
from clientfit.files.importers import Reason, read_invoices

SAMPLES = sorted(Path(__file__).with_name("samples").glob("*.csv"))
HEADER = ("Invoice number", "Client", "Issue date", "Due date", "Amount", "Paid date")
Cell = str | int | float | bool | date | None


def _book(**sheets: Iterable[Sequence[Cell]]) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cell in (cell for row in sheet.rows for cell in row if isinstance(cell.value, str)):
            cell.data_type = "s"  # a text, even where it begins with an equals sign
    return _bytes(book)


def _bytes(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(sample: Path) -> list[list[str]]:
    semicolons = ("nl_boekhouder", "e_boekhouden", "pl_faktury")
    separator = ";" if sample.stem in semicolons else ","
    return list(csv.reader(io.StringIO(sample.read_text("utf-8")), delimiter=separator))


def _refused(data: bytes) -> str:
    with pytest.raises(ClientfitError) as caught:
        read_invoices(data, "mine.xlsx")
    (fault,) = caught.value.faults
    assert fault.todo
    return str(fault)


#: In FreshBooks' sample a comma without quotation marks shifts a row; in a sheet nothing can shift.
UNSHIFTED = [each for each in SAMPLES if each.stem != "freshbooks"]


@pytest.mark.parametrize("sample", UNSHIFTED, ids=lambda path: path.stem)
def test_a_format_is_read_from_a_sheet_as_from_a_csv(sample: Path) -> None:
    plain = read_invoices(sample.read_bytes(), sample.name)
    sheet = read_invoices(_book(Invoices=_rows(sample)), "mine.xlsx")

    assert (sheet.importer, sheet.encoding) == (plain.importer, "xlsx")
    assert sheet.invoices == plain.invoices
    assert sheet.unreadable == plain.unreadable
    assert sheet.left_out == plain.left_out


def test_dates_are_dates_numbers_are_numbers_and_zeros_in_front_are_kept() -> None:
    book = Workbook()
    sheet = book.active
    sheet.append(HEADER)
    sheet.append((17, "Moss", datetime(2026, 4, 3), date(2026, 5, 3), 230.125 * 8, None))  # noqa: DTZ001
    sheet.append((18, "Moss", date(2026, 4, 4), None, 0.1 + 0.2, date(2026, 4, 9)))
    sheet["A2"].number_format = sheet["A3"].number_format = "000000"
    first, second = read_invoices(_bytes(book), "mine.xlsx").invoices

    assert (first.number, first.issued, first.due) == ("000017", date(2026, 4, 3), date(2026, 5, 3))
    assert (first.total.minor, second.total.minor) == (184100, 30)
    assert second.settled == date(2026, 4, 9)


def test_three_decimals_in_a_number_are_never_thousands() -> None:
    row = ("1", "Moss", date(2026, 4, 3), None, 230.125, None)
    (fault,) = read_invoices(_book(A=[HEADER, row]), "mine.xlsx").unreadable

    assert "more decimals" in str(fault.reason)


def test_other_sheets_empty_rows_and_notes_beside_the_table_are_no_matter() -> None:
    row = ("1", "Moss", date(2026, 4, 3), None, 100, None, None, "call them!")
    data = _book(Notes=[["to do"]], Empty=[], Year=[["My invoices"], [], HEADER, row, [], []])
    imported = read_invoices(data, "mine.xlsx")

    assert [each.total.minor for each in imported.invoices] == [10000]
    assert (imported.rows_read, imported.rows_used) == (1, 1)


def test_a_totals_row_is_left_out_with_the_row_as_excel_counts_it() -> None:
    row = ("1", "Moss", date(2026, 4, 3), None, 100, None)
    imported = read_invoices(_book(A=[HEADER, row, (None, None, None, None, 100)]), "mine.xlsx")

    assert [(each.reason, each.rows) for each in imported.left_out] == [(Reason.TOTALS, (3,))]


def test_several_sheets_with_invoices_are_not_guessed_at() -> None:
    row = ("1", "Moss", date(2026, 4, 3), None, 100, None)
    told = _refused(_book(Y2025=[HEADER, row], Y2026=[HEADER, row]))

    assert "'Y2025' and 'Y2026'" in told


def test_a_sheet_without_invoices_is_refused_with_its_columns() -> None:
    assert "shape, colour" in _refused(_book(A=[("shape", "colour"), ("round", "red")]))
    assert "working hours" in _refused(_book(A=[("Project", "Date", "Hours"), ("x", "y", 1)]))
    assert "empty" in _refused(_book(A=[]))


def _packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def test_an_archive_that_is_no_workbook_is_refused_for_what_it_is() -> None:
    assert "compressed archive" in _refused(_packed(letter=b"Dear client"))
    assert "OpenDocument" in _refused(_packed(content_xml=b"<x/>"))


def test_a_workbook_that_unpacks_to_more_than_fits_is_refused_before_it_is_unpacked() -> None:
    huge = _packed(xl__workbook_xml=b"<x/>", xl__more_xml=b"0" * (600 * 2**20))

    assert len(huge) < 2**20
    assert "too large" in _refused(huge)


PLAIN = zipfile.ZipFile(io.BytesIO(_book(A=[HEADER, ("1", "Moss", "2026-04-03", None, 5, None)])))


def _with(changed: str, data: str | bytes) -> bytes:
    """A workbook of which one part is replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in PLAIN.namelist():
            archive.writestr(part, data if part.endswith(changed) else PLAIN.read(part))
    return out.getvalue()


def _with_sheet(xml: str) -> bytes:
    return _with("sheet1.xml", xml)


MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def test_rows_that_reach_far_to_the_right_do_not_fill_the_memory() -> None:
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 200))
    data = _with_sheet(f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>')

    assert "too large" in _refused(data)


@pytest.mark.parametrize(
    "xml",
    [
        "<!DOCTYPE x [<!ENTITY a '01234'><!ENTITY b '&a;&a;'>]><worksheet>&b;</worksheet>",
        "<worksheet><sheetData><row r='one'></sheetData></worksheet>",
        "no xml",
    ],
)
def test_a_sheet_that_is_not_what_it_should_be_is_refused(xml: str) -> None:
    assert "damaged" in _refused(
        _with_sheet(xml.replace("<worksheet>", f'<worksheet xmlns="{MAIN}">'))
    )


@pytest.mark.parametrize("part", [each for each in PLAIN.namelist() if each.endswith("xml")])
def test_entities_that_grow_without_end_do_no_harm(part: str) -> None:
    grow = "".join(f"<!ENTITY e{n} '{f'&e{n - 1};' * 10}'>" for n in range(1, 10))
    xml = PLAIN.read(part).decode().partition("?>")[2] or PLAIN.read(part).decode()
    bomb = f"<!DOCTYPE x [<!ENTITY e0 '0123456789'>{grow}]>" + xml.replace("</", "&e9;</", 1)
    tracemalloc.start()
    try:
        imported = read_invoices(_with(part, bomb), "mine.xlsx")
    except ClientfitError as error:
        assert error.faults
    else:
        assert [each.client for each in imported.invoices] == ["Moss"]
    finally:
        held = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert held < 2**24  # bytes; all of it would be ten thousand million


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(PLAIN.namelist()), st.integers(0, 10**6), st.binary(max_size=4))
def test_a_damaged_workbook_is_read_or_refused_but_never_crashes(
    part: str, at: int, put: bytes
) -> None:
    whole = PLAIN.read(part)
    at %= len(whole)
    try:
        read_invoices(_with(part, whole[:at] + put + whole[at + 1 :]), "mine.xlsx")
    except ClientfitError as error:
        assert all(fault.todo for fault in error.faults)
