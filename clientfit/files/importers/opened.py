"""What sort of file it is, by its bytes and never by its name; and the table that is in it."""

from __future__ import annotations

from clientfit.files.importers import embedded, workbook
from clientfit.files.importers.document import document, is_markup
from clientfit.files.importers.formats import Formats
from clientfit.files.importers.match import Match, match
from clientfit.files.importers.table import decode, text_tables


def opened(data: bytes, filename: str, known: Formats) -> tuple[Match, str]:
    """The table of invoices in a file, and how its text was encoded (or what held it)."""
    if data.startswith(workbook.START):
        sheets = workbook.workbook_tables(data, filename, known.wrong_kinds)
        return match(sheets, filename, known), "xlsx"
    if data.startswith(embedded.START):
        inside = embedded.embedded_xml(data, filename, known.wrong_kinds)
        return document(inside, filename, known), "pdf"
    if is_markup(data):
        return document(data, filename, known), "xml"
    text = decode(data, filename, known.wrong_kinds)
    return match(text_tables(text.text, filename), filename, known), text.encoding
