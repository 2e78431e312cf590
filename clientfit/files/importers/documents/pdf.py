"""Invoices for people with one for programs inside: the XML within a PDF (Factur-X, ZUGFeRD)."""

from __future__ import annotations

import io
import logging

from clientfit.core.errors import ClientfitError, Fault
from clientfit.files.importers.formats.model import WrongKind
from clientfit.files.importers.tables.delimited import wrong

START = b"%PDF-"
#: What a damaged PDF makes its parser stumble over, beside the parser's own errors.
_DAMAGED = (
    AssertionError, AttributeError, EOFError, LookupError, MemoryError, NotImplementedError,
    OSError, OverflowError, RecursionError, TypeError, ValueError,
)  # fmt: skip


def embedded_xml(data: bytes, filename: str, wrong_kinds: tuple[WrongKind, ...]) -> bytes:
    """The XML invoice that a PDF carries; an error where it carries none."""
    # Loaded only for such a file.
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    # It would note in the log what it stumbles over, and a log must not hold client data.
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        inside = PdfReader(io.BytesIO(data)).attachments
        found = [
            content
            for name in inside
            if name.casefold().endswith(".xml")
            for content in inside[name]
        ]
    except (*_DAMAGED, PyPdfError):
        found = []  # a PDF that can't be opened holds no table either: it is refused as a PDF
    if not found:
        raise wrong(filename, next(kind for kind in wrong_kinds if kind.id == "pdf"))
    if len(found) > 1:
        what = "this PDF carries several XML files, and which is the invoice is not clear"
        raise ClientfitError(Fault(filename, what, "Save the invoice's XML, and bring that file"))
    return found[0]
