"""Reading what invoicing programs export. Formats are declared in ``content/importers``."""

from clientfit.files.importers.read import read_invoices
from clientfit.files.importers.result import (
    DateChoice,
    DateExample,
    Imported,
    LeftOut,
    Reason,
    RowFault,
)

__all__ = [
    "DateChoice",
    "DateExample",
    "Imported",
    "LeftOut",
    "Reason",
    "RowFault",
    "read_invoices",
]
