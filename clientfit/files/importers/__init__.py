"""Reading what invoicing programs export. Formats are declared in ``content/importers``."""

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
    "Part",
    "Reason",
    "RowFault",
    "Subject",
    "read_invoices",
]
