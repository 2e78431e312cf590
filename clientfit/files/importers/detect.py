"""Finds out from its bytes what a file of records is about, and reads it as that."""

from __future__ import annotations

from clientfit.files.importers.formats.load import declared
from clientfit.files.importers.formats.model import Formats
from clientfit.files.importers.open import Held, held, opened
from clientfit.files.importers.result import Choices, Imported, Subject
from clientfit.files.importers.tables.hours import hours_in
from clientfit.files.importers.tables.invoices import invoices_in
from clientfit.files.importers.tables.match import Match, refuse_wrong_kind, unknown
from clientfit.files.importers.tables.pick_columns import column_choice, picked, plain_table

_TABLES = (Subject.INVOICES, Subject.HOURS)


def read_records(data: bytes, filename: str, choices: Choices | None = None) -> Imported:
    """Read a file of invoices or hours, whichever it holds.

    A table that no format fits is asked about (``Imported.needs`` is a ColumnChoice); with the
    person's answer in ``choices.subject`` and ``choices.columns`` it is read. A subject in the
    choices also decides where formats of both would fit.

    Raises ClientfitError when the file is no table, of a wrong kind, fits two formats, or when the
    choices don't fit it.
    """
    choices = choices or Choices()
    known = declared().about(*((choices.subject,) if choices.subject in _TABLES else _TABLES))
    inside = held(data, filename, known)
    if inside.found:
        return _read(inside.found, inside.encoding, known, choices)
    refuse_wrong_kind(inside.tables, filename, known)
    return _undeclared(inside, filename, known, choices)


def table_in(head: bytes, filename: str, choices: Choices) -> Match | None:
    """The table that the head of a file shows, by a format or by the person's own columns."""
    known = declared().about(*((choices.subject,) if choices.subject in _TABLES else _TABLES))
    inside = held(head, filename, known)
    plain = plain_table(inside.tables) if inside.found is None else None
    if plain is None or choices.subject is None or not choices.columns:
        return inside.found
    return picked(plain, filename, choices.subject, choices.columns, declared())


def read_invoices(data: bytes, filename: str, *, day_first: bool | None = None) -> Imported:
    """Read an invoice export in any declared format: a table, a workbook, or an XML invoice.

    ``day_first`` is the person's answer where the file leaves the order of day and month open
    (``Imported.needs``); where the file itself decides it, the file is right.

    Raises ClientfitError when the file is no table, of a wrong kind, or in no known format.
    """
    known = declared()
    found, encoding = opened(data, filename, known)
    return invoices_in(found, encoding, known.words, day_first=day_first)


def read_hours(data: bytes, filename: str, choices: Choices | None = None) -> Imported:
    """Read an export of working time in any declared format: a table, a workbook, or JSON.

    Raises ClientfitError when the file is no table, of a wrong kind, or in no known format.
    """
    choices = choices or Choices()
    known = declared().about(Subject.HOURS)
    found, encoding = opened(data, filename, known)
    return hours_in(found, encoding, known.words, choices)


def _read(found: Match, encoding: str, known: Formats, choices: Choices) -> Imported:
    if found.format.subject is Subject.HOURS:
        return hours_in(found, encoding, known.words, choices)
    return invoices_in(found, encoding, known.words, day_first=choices.day_first)


def _undeclared(inside: Held, filename: str, known: Formats, choices: Choices) -> Imported:
    """A table that nobody declared: asked about, or read as the person says."""
    plain = plain_table(inside.tables)
    if plain is None:
        raise unknown(inside.tables, filename, known)
    if choices.subject is None or not choices.columns:
        return column_choice(plain, inside.encoding, declared())
    found = picked(plain, filename, choices.subject, choices.columns, declared())
    return _read(found, inside.encoding, known, choices)
