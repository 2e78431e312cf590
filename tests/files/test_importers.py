"""Invoice exports: each declared format with its traps, and every file that must be refused."""

from __future__ import annotations

import codecs
import csv
import io
import tomllib
from datetime import date
from pathlib import Path

import pytest
import real_files
from hypothesis import given, settings
from hypothesis import strategies as st

from clientfit.core.errors import ClientfitError
from clientfit.core.model import Invoice, InvoiceState
from clientfit.files.importers import Imported, Reason, RowFault, read_invoices
from clientfit.files.importers.formats.load import declared
from clientfit.files.importers.formats.model import fold, split_currency
from clientfit.files.importers.values.dates import Order

SAMPLES = sorted(Path(__file__).with_name("samples").glob("*.csv"))
DOCUMENTS = sorted(Path(__file__).with_name("samples").glob("*.xml"))
REAL = sorted(path for path in real_files.DATA.glob("*/*") if path.is_file())
RECEIVABLES = real_files.RECEIVABLES.files()
FILES = [*SAMPLES, *DOCUMENTS, *REAL]


def _name(path: Path) -> str:
    return f"{path.parent.name}-{path.name}"


def _line(invoice: Invoice) -> str:
    state = invoice.state.value + (" disputed" if invoice.disputed else "")
    dates = (str(day or "-") for day in (invoice.issued, invoice.due, invoice.settled))
    total = f"{invoice.total.minor} {invoice.total.currency}"
    head = (invoice.client, invoice.number, *dates)
    return " | ".join((*head, total, str(invoice.owed.minor), state))


def _fault(fault: RowFault) -> str:
    return f"{fault.row} | {fault.column} | {fault.value} | {fault.reason}"


def _told(imported: Imported) -> dict[str, object]:
    return {
        "importer": imported.importer,
        "dates": imported.dates.value,
        "invoices": [_line(invoice) for invoice in imported.invoices],
        "unreadable": [_fault(fault) for fault in imported.unreadable],
        "doubts": [_fault(fault) for fault in imported.doubts],
        "left_out": {each.reason.name.lower(): list(each.rows) for each in imported.left_out},
    }


def _expected(sample: Path) -> dict[str, object]:
    return tomllib.loads(sample.with_suffix(".toml").read_text("utf-8"))


@pytest.mark.parametrize("sample", [*SAMPLES, *DOCUMENTS], ids=_name)
def test_a_sample_gives_the_expected_result(sample: Path) -> None:
    assert _told(read_invoices(sample.read_bytes(), sample.name)) == _expected(sample)


ENCODINGS = {
    "utf-8": ("utf-8", b""),
    "utf-8-sig": ("utf-8", codecs.BOM_UTF8),
    "utf-16": ("utf-16-le", codecs.BOM_UTF16_LE),
    "utf-16 ": ("utf-16-be", codecs.BOM_UTF16_BE),
    "utf-16-le": ("utf-16-le", b""),
    "cp1252": ("cp1252", b""),
    "cp1250": ("cp1250", b""),
}
#: Each sample in every encoding that has its letters. Plain Latin ones say nothing of cp1250.
POLISH = [each for each in SAMPLES if each.stem == "pl_faktury"]
ENCODED = [
    (sample, encoding)
    for encoding in ENCODINGS
    for sample in SAMPLES
    if encoding not in ("cp1250", "cp1252") or (encoding == "cp1250") == (sample in POLISH)
]


def _separator(sample: Path) -> str:
    semicolons = ("nl_boekhouder", "e_boekhouden", "pl_faktury")
    return ";" if sample.stem in semicolons else ","


def _is_header(row: list[str], importer: str) -> bool:
    form = next(each for each in declared().formats if each.id == importer)
    names = {fold(name) for names in form.columns.values() for name in names}
    return sum(fold(split_currency(cell)[0]) in names for cell in row) >= len(form.required)


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    ("sample", "encoding"), ENCODED, ids=[f"{each[0].stem}-{each[1]}" for each in ENCODED]
)
def test_encoding_and_line_ends_change_nothing(sample: Path, encoding: str, ending: str) -> None:
    text = sample.read_text("utf-8").replace("\n", ending)
    codec, mark = ENCODINGS[encoding]
    imported = read_invoices(mark + text.encode(codec), sample.name)

    assert _told(imported) == _expected(sample)
    assert imported.encoding in (encoding.strip(), "utf-8")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"], ids=["comma", "semi", "tab", "bar"])
@pytest.mark.parametrize("sample", SAMPLES, ids=_name)
def test_the_separator_is_found(sample: Path, separator: str) -> None:
    text = sample.read_text("utf-8")
    own = _separator(sample)
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(csv.reader(io.StringIO(text), delimiter=own))
    imported = read_invoices(out.getvalue().encode(), sample.name)

    assert _told(imported) == _expected(sample)
    assert imported.separator == separator


@pytest.mark.parametrize("sample", SAMPLES, ids=_name)
def test_columns_may_stand_in_any_order_and_any_case(sample: Path) -> None:
    own = _separator(sample)
    rows = list(csv.reader(io.StringIO(sample.read_text("utf-8")), delimiter=own))
    width = max(len(row) for row in rows)
    # Rows with a comma too many would shift the other way around, and are no matter here.
    importer = str(_expected(sample)["importer"])
    header = next(row for row in rows if _is_header(row, importer))
    turned = [
        [cell.upper() if row is header else cell for cell in reversed(row)]
        for row in rows
        if len(row) == len(header)
    ]
    out = io.StringIO()
    csv.writer(out).writerows(turned)
    imported = read_invoices(out.getvalue().encode(), sample.name)

    assert width >= len(header)
    assert imported.importer == importer
    expected = _expected(sample)["invoices"]
    assert [_line(invoice) for invoice in imported.invoices][: len(expected)] == expected


@pytest.mark.parametrize("path", FILES, ids=_name)
def test_every_row_is_accounted_for_or_the_file_is_refused_with_a_sentence(path: Path) -> None:
    try:
        imported = read_invoices(path.read_bytes(), path.name)
    except ClientfitError as error:
        assert all(fault.where == path.name and fault.todo for fault in error.faults)
        return
    left_out = sum(each.count for each in imported.left_out)
    assert imported.rows_read == imported.rows_used + imported.rows_unread + left_out
    assert len({(each.client, each.number) for each in imported.invoices}) == len(imported.invoices)


if RECEIVABLES:  # A clone elsewhere has no such file, and then makes no such claim.

    @pytest.mark.parametrize("path", RECEIVABLES)
    def test_the_real_receivables_agree_with_the_days_late_they_state(path: Path) -> None:
        rows = list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))
        imported = read_invoices(path.read_bytes(), path.name)
        late = [max((each.settled - each.due).days, 0) for each in imported.invoices]  # type: ignore[operator]

        assert len(imported.invoices) == len(rows) == 2466
        assert late == [int(row["DaysLate"]) for row in rows]
        assert round(100 * sum(days > 0 for days in late) / len(late), 1) == 35.6
        assert [each.number for each in imported.invoices] == [row["invoiceNumber"] for row in rows]
        assert not imported.unreadable
        assert not imported.left_out


# --- what must be refused -----------------------------------------------------------------------

IBM = b"customerID,invoiceNumber,InvoiceDate,DueDate,InvoiceAmount,Disputed,SettledDate\n"
REFUSED = {
    "an empty file": (b"", ["empty"]),
    "only blanks": (b"\xef\xbb\xbf \n\n", ["empty"]),
    "only a header": (IBM, ["accounts receivable", "nothing"]),
    "bytes of no text": (bytes(range(256)) * 4, ["holds no text"]),
    "a damaged Excel workbook": (b"PK\x03\x04\x14\x00\x06\x00rest", ["Excel", "damaged", "CSV"]),
    "an old Excel workbook": (bytes.fromhex("d0cf11e0a1b11ae100"), ["Excel", "CSV"]),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", ["PDF", "CSV"]),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\x00", ["picture"]),
    "an archive": (b"\x1f\x8b\x08\x00\x00", ["archive", "npack"]),
    "XML": (b'<?xml version="1.0"?><Invoice/>', ["XML", "UBL", "CSV"]),
    "a web page": (b"\n<!DOCTYPE html><html></html>", ["web page"]),
    "JSON": (b'{"invoices": []}', ["JSON"]),
    "a Stripe balance": (
        b"id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC)\n"
        b"txn_1,charge,ch_1,12.00,0.38,11.62,usd,2026-09-01 14:03,2026-09-03 00:00\n",
        ["Stripe balance", "no client names", "Invoices"],
    ),
    "hours": (
        b"User,Client,Project,Start date,Start time,End date,End time,Duration\n"
        b"Ann,Moss,Logo,2026-03-04,10:00:00,2026-03-04,11:00:00,01:00:00\n",
        ["working hours", "invoices export"],
    ),
    "a ledger": (
        b"Date;Account;Description;Debit;Credit\n01-02-2026;8000;Sales;;100,00\n",
        ["ledger", "accounts receivable"],
    ),
    "a report of what was sold": (
        b"Transaction date,Transaction type,Num,Customer full name,Description,Quantity,"
        b"Sales price,Amount,Balance\n01/10/2026,Invoice,1,Moss,Logo,1,5,5,5\n",
        ["what was sold", "A/R report"],
    ),
    "a bank statement": (
        b"Date,Description,Amount,Balance\n2026-01-01,Transfer,10,20\n",
        ["bank statement", "invoices"],
    ),
    "an unknown table": (b"shape,colour\nround,red\n", ["shape, colour", "Xero", "FreshBooks"]),
    "a format with columns missing": (
        b"customerID,invoiceNumber,InvoiceDate,Invoice Amt,SettledDate\n1,2,1/2/2026,3,1/9/2026\n",
        [
            "customerID, invoiceNumber, InvoiceDate, Invoice Amt, SettledDate",
            "accounts receivable list",
            "DueDate",
            "InvoiceAmount (perhaps your 'invoice amt'?)",
        ],
    ),
    "a table that two formats fit": (
        IBM.strip()
        + b",Client,ID,Issue Date,Invoice Amount,Paid Amount,Balance\n"
        + b"1,2,1/20/2026,2/20/2026,5,No,,Moss,2,2026-01-20,5,0,5\n",
        ["two formats", "Harvest", "accounts receivable"],
    ),
    "a quotation mark that never ends": (
        IBM + b'1,2,1/20/2026,2/20/2026,"5,No,\n2,3,1/20/2026,2/20/2026,5,No,\n',
        ["quotation mark", "row 2"],
    ),
    "plain words": (b"Dear client,\nhere are the invoices.\n", ["no known format"]),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_without_invoices_is_refused_with_what_it_is_and_what_is_needed(case: str) -> None:
    data, words = REFUSED[case]
    with pytest.raises(ClientfitError) as caught:
        read_invoices(data, "mine.csv")

    (fault,) = caught.value.faults
    assert str(fault.where).startswith("mine.csv")
    assert fault.todo
    assert [word for word in words if word not in str(fault)] == []


# --- day or month first -------------------------------------------------------------------------


def _receivables(*rows: tuple[str, str, str], amount: str = "10.00") -> bytes:
    lines = [
        f"C,{number},{issued},{due},{amount},No,{settled}"
        for number, (issued, due, settled) in enumerate(rows, 1)
    ]
    return IBM + "\n".join(lines).encode()


def test_an_open_order_of_day_and_month_is_asked_with_two_examples_of_each_reading() -> None:
    data = _receivables(("01/02/2026", "02/03/2026", ""), ("03/04/2026", "04/05/2026", ""))
    asked = read_invoices(data, "mine.csv")

    assert asked.invoices == ()
    assert asked.dates is Order.OPEN
    assert asked.needs is not None
    assert not asked.needs.mixed
    first, second = asked.needs.examples
    assert (first.row, first.value) == (2, "01/02/2026")
    assert (first.day_first, first.month_first) == (date(2026, 2, 1), date(2026, 1, 2))
    assert (second.row, second.number, second.client) == (3, "2", "C")


@pytest.mark.parametrize(
    ("day_first", "issued"), [(True, date(2026, 2, 1)), (False, date(2026, 1, 2))]
)
def test_the_person_decides_an_open_order(day_first: bool, issued: date) -> None:
    data = _receivables(("01/02/2026", "02/03/2026", ""))
    imported = read_invoices(data, "mine.csv", day_first=day_first)

    assert imported.needs is None
    assert [invoice.issued for invoice in imported.invoices] == [issued]


def test_dates_that_fit_neither_order_together_are_asked_with_one_example_of_each() -> None:
    data = _receivables(("20/01/2026", "", ""), ("01/20/2026", "", ""))
    asked = read_invoices(data, "mine.csv")

    assert asked.needs is not None
    assert asked.needs.mixed
    assert [each.day_first is None for each in asked.needs.examples] == [False, True]
    answered = read_invoices(data, "mine.csv", day_first=True)
    assert [invoice.number for invoice in answered.invoices] == ["1"]
    assert [(fault.row, fault.value) for fault in answered.unreadable] == [(3, "01/20/2026")]


def test_a_wrong_answer_does_not_outweigh_what_the_file_itself_decides() -> None:
    data = _receivables(("01/20/2026", "02/03/2026", ""))
    imported = read_invoices(data, "mine.csv", day_first=True)

    assert imported.dates is Order.MONTH_FIRST
    assert [invoice.due for invoice in imported.invoices] == [date(2026, 2, 3)]


def test_one_day_above_twelve_in_any_date_column_decides_for_all() -> None:
    data = _receivables(
        ("01/02/2026", "02/03/2026", ""), ("03/04/2026", "04/05/2026", "25/05/2026")
    )
    imported = read_invoices(data, "mine.csv")

    assert imported.dates is Order.DAY_FIRST
    assert imported.invoices[0].due == date(2026, 3, 2)


def test_a_due_date_before_the_issue_decides_where_no_day_is_above_twelve() -> None:
    data = _receivables(("03/04/2026", "02/05/2026", ""), ("01/02/2026", "02/03/2026", ""))

    assert read_invoices(data, "mine.csv").dates is Order.DAY_FIRST


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.dates(date(2000, 1, 1), date(2068, 12, 31)), min_size=1, max_size=8),
    st.dates(date(2000, 1, 1), date(2068, 12, 31)).filter(lambda day: day.day > 12),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%d-%m-%Y", "%m/%d/%y", "%d.%m.%Y"]),
)
def test_a_day_above_twelve_somewhere_gives_every_date_right(
    days: list[date], telling: date, style: str
) -> None:
    issued = [*days, telling]
    data = _receivables(*((day.strftime(style), "", "") for day in issued))

    assert [invoice.issued for invoice in read_invoices(data, "f.csv").invoices] == issued


@pytest.mark.parametrize(
    "text",
    ["2026-03-02", "2026/3/2", "20260302", "2 Mar 2026", "2-Mar-26", "March 2, 2026",
     "2 maart 2026", "2 marca 2026", "2nd March 2026", "2026-03-02T10:30:00Z", "2026-03-02 10:30",
     "02.03.2026"],
)  # fmt: skip
def test_dates_that_speak_for_themselves_are_read_in_many_styles(text: str) -> None:
    data = IBM + f'C,1,"{text}",,10.00,No,\n'.encode()

    assert [each.issued for each in read_invoices(data, "f.csv").invoices] == [date(2026, 3, 2)]


# --- single traps -------------------------------------------------------------------------------


def test_polish_letters_in_the_old_central_european_encoding_are_read() -> None:
    client = "Spółka Świątek i Wójcik"
    data = IBM + f"{client},1,2026-03-02,2026-04-01,10.00,No,\n".encode("cp1250")
    imported = read_invoices(data, "f.csv")

    assert imported.encoding == "cp1250"
    assert [invoice.client for invoice in imported.invoices] == [client]


def test_french_letters_in_the_old_western_encoding_are_read() -> None:
    client = "Café Sœur, 25 m³"
    data = IBM + f'"{client}",1,2026-03-02,2026-04-01,10.00,No,\n'.encode("cp1252")
    imported = read_invoices(data, "f.csv")

    assert imported.encoding == "cp1252"
    assert [invoice.client for invoice in imported.invoices] == [client]


@pytest.mark.parametrize(
    ("amount", "minor", "currency"),
    [("1.230,00", 123000, "XXX"), ("1,230.00", 123000, "XXX"), ("(12.00)", -1200, "XXX"),
     ("5-", -500, "XXX"), ("20 160,0", 2016000, "XXX"), ("€ 1.230", 123000, "EUR"),
     ("1\u00a0230,00 zł", 123000, "PLN"), ("$1,230.00", 123000, "XXX"), ("JPY 500", 500, "JPY")],
)  # fmt: skip
def test_an_amount_is_read_as_it_is_written(amount: str, minor: int, currency: str) -> None:
    data = _receivables(("2026-03-02", "2026-04-01", ""), amount=f'"{amount}"')
    (invoice,) = read_invoices(data, "f.csv").invoices

    assert (invoice.total.minor, invoice.total.currency) == (minor, currency)


def test_an_amount_that_fits_neither_the_others_nor_itself_is_listed() -> None:
    rows = [f"C,{n},2026-03-02,,{amount},No,\n" for n, amount in enumerate(
        ['"1.230,50"', '"1,230.50"', '"1,230"', "ten"], 1)]  # fmt: skip
    imported = read_invoices(IBM + "".join(rows).encode(), "f.csv")

    assert [invoice.total.minor for invoice in imported.invoices] == [123050, 123050]
    assert [(fault.row, fault.column) for fault in imported.unreadable] == [
        (4, "InvoiceAmount"),
        (5, "InvoiceAmount"),
    ]
    assert "thousands or decimals" in str(imported.unreadable[0].reason)


@pytest.mark.parametrize("row", ["C,1,2026-03-02,,5,50,No,", "C,1,2026-03-02,,5,50,,"])
def test_a_decimal_comma_without_quotes_shifts_nothing_in_silence(row: str) -> None:
    data = IBM + f"{row}\nC,2,2026-03-02,,5.50,No,\n".encode()
    imported = read_invoices(data, "f.csv")

    assert [invoice.number for invoice in imported.invoices] == ["2"]
    assert [(fault.row, "more cells" in str(fault.reason)) for fault in imported.unreadable] == [
        (2, True)
    ]


def test_a_separator_at_the_end_of_every_row_is_no_fault() -> None:
    data = IBM + b"C,1,2026-03-02,,5.50,No,,\nC,2,2026-03-02,,5.50,No,,\n"

    assert len(read_invoices(data, "f.csv").invoices) == 2


def test_two_exports_put_one_below_the_other_are_read_as_one() -> None:
    first = IBM + b"C,1,2026-03-02,,10.00,No,\n"
    second = IBM + b"C,2,2026-03-03,,10.00,No,\n"
    imported = read_invoices(first + second, "f.csv")

    assert [invoice.number for invoice in imported.invoices] == ["1", "2"]
    assert [(each.reason, each.rows) for each in imported.left_out] == [(Reason.HEADER, (3,))]


def test_two_spellings_of_a_client_with_one_number_are_one_invoice() -> None:
    data = IBM + b"Acme Ltd,1,2026-03-02,,10.00,No,\nACME  ltd,1,2026-03-02,,12.00,No,\n"
    imported = read_invoices(data, "f.csv")

    assert imported.invoices == ()
    assert [fault.row for fault in imported.unreadable] == [2, 3]


def test_one_number_used_for_two_clients_gives_two_invoices() -> None:
    data = IBM + b"Acme,1,2026-03-02,,10.00,No,\nMoss,1,2026-03-02,,12.00,No,\n"

    assert len(read_invoices(data, "f.csv").invoices) == 2


def test_reading_twice_gives_the_same() -> None:
    data = SAMPLES[0].read_bytes()

    assert read_invoices(data, "f.csv") == read_invoices(data, "f.csv")


def test_a_fault_in_a_row_is_ready_to_show() -> None:
    fault = RowFault(7, "DueDate", "soon", "this is not a date").fault("mine.csv")

    assert str(fault) == "mine.csv, row 7, column 'DueDate': 'soon': this is not a date."


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_read_or_refused_but_never_crash(tail: bytes) -> None:
    for data in (tail, IBM + tail):
        try:
            imported = read_invoices(data, "f.csv")
        except ClientfitError as error:
            assert error.faults
            continue
        assert all(isinstance(each.state, InvoiceState) for each in imported.invoices)
        assert imported.rows_read >= len(imported.invoices)
