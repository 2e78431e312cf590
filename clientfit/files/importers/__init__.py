"""Reading what programs export: invoices and hours. Formats are in ``content/importers``."""

from clientfit.files.importers.door import read_hours, read_records
from clientfit.files.importers.picking import Need, Pick, roles_of, signature
from clientfit.files.importers.read import read_invoices
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
