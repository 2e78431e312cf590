"""Reading what programs export: invoices and hours. Formats are in ``content/importers``."""

from clientfit.files.importers.detect import read_hours, read_invoices, read_records
from clientfit.files.importers.result import (
    Choices,
    ColumnChoice,
    DateChoice,
    DateExample,
    Imported,
    LeftOut,
    MeChoice,
    Part,
    Reason,
    RowFault,
    Subject,
)
from clientfit.files.importers.tables.pick_columns import Need, Pick, roles_of, signature

__all__ = [
    "Choices",
    "ColumnChoice",
    "DateChoice",
    "DateExample",
    "Imported",
    "LeftOut",
    "MeChoice",
    "Need",
    "Part",
    "Pick",
    "Reason",
    "RowFault",
    "Subject",
    "read_hours",
    "read_invoices",
    "read_records",
    "roles_of",
    "signature",
]
