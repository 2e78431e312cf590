"""Electronic invoices: what is read of an XML, or of a PDF around it, and what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from real_files import INVOICES

from clientfit.core.errors import ClientfitError
from clientfit.core.model import Invoice, InvoiceState
from clientfit.files.importers import Imported, read_invoices
from clientfit.files.store import Workbook

SAMPLES = Path(__file__).with_name("samples")
CII = (SAMPLES / "cii.xml").read_bytes()
UBL = (SAMPLES / "ubl.xml").read_text("utf-8")
REAL = [path for path in INVOICES.files() if path.suffix == ".xml"]


def _pdf(**attached: bytes) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    for name, data in attached.items():
        writer.add_attachment(name.replace("_xml", ".xml").replace("_txt", ".txt"), data)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _refused(data: bytes) -> str:
    with pytest.raises(ClientfitError) as caught:
        read_invoices(data, "mine")
    (fault,) = caught.value.faults
    assert fault.todo
    return str(fault)


def _only(imported: Imported) -> Invoice:
    (invoice,) = imported.invoices
    return invoice


def test_an_invoice_in_a_pdf_is_read_as_the_xml_by_itself() -> None:
    inside = read_invoices(_pdf(factur_x_xml=CII), "mine.pdf")
    alone = read_invoices(CII, "mine.xml")

    assert inside.invoices == alone.invoices
    assert (inside.encoding, alone.encoding) == ("pdf", "xml")


def test_a_pdf_without_an_invoice_for_programs_is_refused() -> None:
    assert "Factur-X" in _refused(_pdf())
    assert "Factur-X" in _refused(_pdf(notes_txt=b"hello"))
    assert "Factur-X" in _refused(_pdf(factur_x_xml=CII)[:300])


def test_a_pdf_with_several_xml_files_is_not_guessed_at() -> None:
    assert "several XML files" in _refused(_pdf(one_xml=CII, two_xml=CII))


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_document_is_read_in_its_own_encoding(codec: str) -> None:
    text = UBL.replace("UTF-8", "UTF-16" if codec == "utf-16" else "UTF-8")

    assert _only(read_invoices(text.encode(codec), "x")).client == "Stichting De Meerkoet"


def test_the_person_is_told_that_payment_and_side_are_not_in_the_file() -> None:
    note = read_invoices(CII, "x").note

    assert "buyer" in note
    assert "taken as open" in note


def test_a_sum_that_is_no_amount_is_told_with_its_place_in_the_document() -> None:
    imported = read_invoices(UBL.replace("1210.00<", "much<").encode(), "x")
    (fault,) = imported.unreadable

    assert imported.rows_unread == imported.rows_read == 1
    assert fault.column == "LegalMonetaryTotal/TaxInclusiveAmount"


def test_what_is_missing_in_a_document_is_told() -> None:
    imported = read_invoices(UBL.replace("cbc:IssueDate", "cbc:Day").encode(), "x")

    assert [fault.column for fault in imported.unreadable] == ["IssueDate"]


BOMB = "<!DOCTYPE x [<!ENTITY a '0123456789'><!ENTITY b '&a;&a;&a;'>]>"
OUTSIDE = "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>"


@pytest.mark.parametrize("dtd", [BOMB, OUTSIDE, "<!DOCTYPE x SYSTEM 'http://example.org/x.dtd'>"])
def test_entities_and_outside_files_are_never_followed(dtd: str) -> None:
    head, body = UBL.split("?>", 1)

    assert "no invoice needs" in _refused(f"{head}?>{dtd}{body}".encode())


@pytest.mark.parametrize(
    "data", [b"<a>", b"<", b"<?xml version='1.0' encoding='nowhere'?><a/>", UBL[:500].encode()]
)
def test_broken_xml_is_refused(data: bytes) -> None:
    assert "no whole XML" in _refused(data)


def test_xml_of_another_kind_is_refused_with_what_is_read() -> None:
    told = _refused(b"<Orders/>")

    assert [word for word in ("UBL", "Factur-X", "KSeF", "CSV") if word not in told] == []


def test_very_deep_xml_is_refused_without_harm() -> None:
    assert _refused(b"<a>" * 50_000 + b"</a>" * 50_000)


def test_a_document_does_not_reopen_what_is_known_to_be_paid() -> None:
    csv = "Invoice number,Client,Invoice date,Amount,Paid date\n"
    paid = read_invoices(
        f"{csv}2026-77,Stichting De Meerkoet,2026-03-04,1210,2026-03-30\n".encode(), "a"
    )
    again = read_invoices(UBL.encode(), "b")
    with Workbook.in_memory() as book:
        book.save_invoices(paid.invoices, source_file="a")
        count = book.save_invoices(
            again.invoices, source_file="b", only_new=not again.tells_of_payment
        )

        assert (count.added, count.changed, count.same) == (0, 0, 1)
        assert [each.state for each in book.invoices()] == [InvoiceState.PAID]


PDF = _pdf(factur_x_xml=CII)


@settings(max_examples=120, deadline=None)
@given(st.sampled_from([PDF, CII, UBL.encode()]), st.integers(0, 10**6), st.binary(max_size=4))
def test_a_damaged_document_is_read_or_refused_but_never_crashes(
    whole: bytes, at: int, put: bytes
) -> None:
    at %= len(whole)
    try:
        read_invoices(whole[:at] + put + whole[at + 1 :], "mine")
    except ClientfitError as error:
        assert all(fault.todo for fault in error.faults)


if REAL:  # A clone elsewhere has no such files, and then makes no such claim.

    @pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
    def test_every_real_document_gives_one_invoice(path: Path) -> None:
        invoice = _only(read_invoices(path.read_bytes(), path.name))

        assert invoice.total.currency == "EUR"
        assert invoice.total.minor > 0
        assert (invoice.state is InvoiceState.CREDIT) == ("creditnote" in path.name)
