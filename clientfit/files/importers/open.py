"""What sort of file it is, by its bytes and never by its name; and the tables that are in it."""

from __future__ import annotations

from dataclasses import dataclass

from clientfit.files.importers.documents import pdf
from clientfit.files.importers.documents.xml import document, is_markup
from clientfit.files.importers.formats.model import Formats
from clientfit.files.importers.tables import json_rows, spreadsheet
from clientfit.files.importers.tables.delimited import Table, decode, text_tables
from clientfit.files.importers.tables.match import Match, find, match


@dataclass(frozen=True, slots=True)
class Held:
    """What a file holds: the table that is known to be right, or tables among which it may be."""

    encoding: str  # of its text, or what held the table
    found: Match | None
    tables: tuple[Table, ...] = ()


def opened(data: bytes, filename: str, known: Formats) -> tuple[Match, str]:
    """The table that fits a format, and its encoding; an error where none or several do."""
    inside = held(data, filename, known)
    return inside.found or match(inside.tables, filename, known), inside.encoding


def held(data: bytes, filename: str, known: Formats) -> Held:
    """Open a file as what it is. What holds no table is an error that says what it seems to be."""
    if data.startswith(spreadsheet.START):
        sheets = spreadsheet.workbook_tables(data, filename, known.wrong_kinds)
        return _held(sheets, filename, known, "xlsx")
    if data.startswith(pdf.START):
        inside = pdf.embedded_xml(data, filename, known.wrong_kinds)
        return Held("pdf", document(inside, filename, known))
    if is_markup(data):
        return Held("xml", document(data, filename, known))
    listed = json_rows.entry_tables(data)
    if listed and (found := find(listed, filename, known)):
        return Held("json", found)
    text = decode(data, filename, known.wrong_kinds)
    return _held(text_tables(text.text, filename), filename, known, text.encoding)


def _held(tables: tuple[Table, ...], filename: str, known: Formats, encoding: str) -> Held:
    return Held(encoding, find(tables, filename, known), tables)
