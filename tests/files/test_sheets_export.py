"""All clients as an Excel workbook: dates are dates, sums are numbers, text is never a formula."""

from __future__ import annotations

import io
import tempfile
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import product

import openpyxl
import pytest
from hostile import HOSTILE, IDS, moments, tells_of_the_machine, unzipped

from clientfit import catalog
from clientfit.core.model import (
    Answer,
    AnswerChange,
    Attempt,
    ChangeKind,
    Client,
    Invoice,
    InvoiceState,
    LetterDraft,
    Outcome,
    Response,
)
from clientfit.core.money import Money
from clientfit.core.reading.judge import judge
from clientfit.files.exporters.clean import visible
from clientfit.files.exporters.sheet_file import LONGEST_CELL
from clientfit.files.exporters.sheets import ClientData, workbook_xlsx
from clientfit.text.i18n import translator
from clientfit.text.sentences.labels import (
    change_name,
    invoice_state_name,
    outcome_name,
    response_name,
)
from clientfit.text.sentences.reading import Words

T = translator()
WORDS = Words(catalog(), T)
NOW = datetime(2026, 11, 21, 10, 30, tzinfo=timezone(timedelta(hours=2)))
AT = datetime(2026, 3, 4, 22, 15, tzinfo=UTC)
SHEETS = ["Clients", "Answers", "History", "Invoices", "Attempts", "Drafts"]


def moment(*parts: int) -> datetime:
    """A moment as Excel knows it, without a zone."""
    return datetime(*parts, tzinfo=UTC).replace(tzinfo=None)


def bill(number: str = "2026-1", **given: object) -> Invoice:
    fields = {
        "client": "Studio Kestrel",
        "number": number,
        "issued": date(2026, 2, 1),
        "due": date(2026, 3, 1),
        "settled": None,
        "total": Money(123456, "EUR"),
        "owed": Money(23456, "EUR"),
        "state": InvoiceState.OPEN,
    }
    return Invoice(**{**fields, **given})


def data(text: str = "Studio Kestrel", **given: object) -> ClientData:
    fields = {
        "client": Client("c1", text, AT),
        "verdict": judge({"late_payment": 3}, norms=WORDS.catalog.norms),
        "answers": {
            "late_payment": Answer("late_payment", "often", text, AT),
            "income_share": Answer("income_share", "22.5", "", AT),
            "channel": Answer("channel", "phone", "", AT),
            "threats": Answer("threats", "no", "", AT),
            "abuse": Answer("abuse", None, "", AT),
            "from_elsewhere": Answer("from_elsewhere", text, text, AT),
        },
        "history": (AnswerChange("late_payment", ChangeKind.NOTE, text, AT),),
        "invoices": (bill(text, client=text),),
        "attempts": (
            Attempt(
                "a1",
                "pause",
                date(2026, 4, 1),
                date(2026, 5, 1),
                Response.MIXED,
                Outcome.SAME,
                text,
            ),
        ),
        "drafts": {"termination": LetterDraft("termination", text, {}, AT)},
    }
    return ClientData(**{**fields, **given})


def made(*clients: ClientData, unlinked: tuple[Invoice, ...] = ()) -> bytes:
    titles = {"pause": "Pause the work", "termination": "The end of our work"}
    return workbook_xlsx(clients or (data(),), unlinked, WORDS, titles, NOW)


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def rows(content: bytes, sheet: str) -> list[dict[str, object]]:
    """The rows of a sheet, each a table of heading and value."""
    head, *rest = opened(content)[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rest]


def test_each_kind_of_thing_has_its_sheet_with_a_head_that_stays():
    book = opened(made())
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.freeze_panes == "B2"
        assert all(cell.font.bold for cell in sheet[1])
        assert all(sheet.column_dimensions[cell.column_letter].width > 8 for cell in sheet[1])


def test_an_invoice_is_dates_and_numbers_with_its_currency_beside():
    (row,) = rows(made(), "Invoices")
    assert (row["Total"], row["Still open"], row["Currency"]) == (1234.56, 234.56, "EUR")
    assert (row["Issued"], row["Due"]) == (moment(2026, 2, 1), moment(2026, 3, 1))
    assert row["Settled"] is None
    assert row["Days late"] == 265
    sheet = opened(made())["Invoices"]
    assert sheet["C2"].is_date
    assert sheet["F2"].number_format == "#,##0.00"


@pytest.mark.parametrize(
    ("currency", "shown", "amount"),
    [("JPY", "#,##0", 123456), ("KWD", "#,##0.000", 123.456), ("XXX", "#,##0.00", 1234.56)],
)
def test_a_sum_has_the_decimals_of_its_currency(currency, shown, amount):
    one = bill(total=Money(123456, currency), owed=Money(123456, currency))
    content = made(data(invoices=(one,)))
    assert opened(content)["Invoices"]["F2"].number_format == shown
    (row,) = rows(content, "Invoices")
    assert row["Total"] == amount
    assert row["Currency"] == (None if currency == "XXX" else currency)


def test_an_invoice_of_no_client_yet_is_there_too():
    names = [row["Client"] for row in rows(made(unlinked=(bill("X"),)), "Invoices")]
    assert names == ["Studio Kestrel", None]


def test_an_answer_is_given_in_words_and_a_number_as_a_number():
    found = {row["Question"]: row for row in rows(made(), "Answers")}
    answers = {id_: found[WORDS.ask(id_)]["Answer"] for id_ in ("late_payment", "channel", "abuse")}
    assert answers == {
        "late_payment": "Often",
        "channel": "By phone or video",
        "abuse": "I don’t know",
    }
    assert found[WORDS.ask("threats")]["Answer"] == "No"
    assert found[WORDS.ask("income_share")]["Answer"] == 22.5
    assert found["from_elsewhere"]["Answer"] == "Studio Kestrel"


def test_times_are_those_of_the_person_s_zone():
    (row,) = rows(made(), "History")
    assert row["When"] == moment(2026, 3, 5, 0, 15)


def test_a_client_s_reading_attempt_and_draft_are_in_words():
    (client,) = rows(made(), "Clients")
    assert client["Client"] == "Studio Kestrel"
    assert client["Reading"] == "Too early to say"
    assert client[WORDS.sign("late_payment")] == "often"
    (attempt,) = rows(made(), "Attempts")
    assert (attempt["Step"], attempt["Outcome"]) == ("Pause the work", "the same")
    assert attempt["How they took it"] == "mixed"
    assert attempt["Look again"] == moment(2026, 5, 1)
    (draft,) = rows(made(), "Drafts")
    assert (draft["Letter"], draft["Text"]) == ("The end of our work", "Studio Kestrel")


def test_no_client_at_all_gives_a_file_with_heads_only():
    content = workbook_xlsx((), (), WORDS, {}, NOW)
    assert [len(list(sheet.rows)) for sheet in opened(content)] == [1] * len(SHEETS)


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_hostile_text_stays_text_in_every_cell_and_is_read_back(text):
    content = made(data(text))
    book = opened(content)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    assert {cell.data_type for cell in cells if isinstance(cell.value, str)} == {"s"}
    found = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert sum(visible(text) == one for one in found) >= 10
    parts = unzipped(content)
    assert not [name for name in parts if "external" in name.lower() or "vba" in name.lower()]
    assert not any(b"<f>" in part or b"<hyperlink" in part for part in parts.values())


@pytest.mark.parametrize("text", ["x" * 40_000, "😀" * 20_000], ids=["long", "emoji"])
def test_a_text_too_long_for_a_cell_is_cut_and_says_so(text):
    (row,) = rows(made(data(text)), "History")
    assert row["Text"].endswith("[Cut here. The JSON file has all of it.]")
    assert row["Text"][:10_000] == text[:10_000]
    assert LONGEST_CELL - 2 < len(row["Text"].encode("utf-16-le")) // 2 <= LONGEST_CELL


def test_a_day_before_excel_s_first_is_written_as_text():
    old = bill(issued=date(1899, 5, 1), due=date(1900, 2, 28))
    (row,) = rows(made(data(invoices=(old,))), "Invoices")
    assert (row["Issued"], row["Due"]) == ("1899-05-01", "1900-02-28")


def test_the_same_data_gives_the_same_bytes_that_tell_of_no_author_and_no_machine():
    assert made() == made()
    assert tells_of_the_machine(made()) == []
    about = opened(made()).properties
    assert (about.creator or "", about.lastModifiedBy or "") == ("", "")
    assert about.created == moment(2026, 11, 21, 8, 30)
    assert moments(made()) == {(1980, 1, 1, 0, 0, 0)}


def test_the_file_is_made_without_touching_the_disk(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    assert made().startswith(b"PK")


def test_every_state_has_its_own_word():
    names = [
        [function(one, T) for one in kinds]
        for function, kinds in (
            (invoice_state_name, InvoiceState),
            (response_name, Response),
            (outcome_name, Outcome),
            (change_name, ChangeKind),
        )
    ]
    assert all(len(set(each)) == len(each) for each in names)


def test_any_attempt_can_be_written():
    attempts = tuple(
        Attempt(f"{took}{came}", "own step", date(2026, 1, 1), date(2026, 2, 1), took, came, "")
        for took, came in product((None, *Response), Outcome)
    )
    found = rows(made(data(attempts=attempts)), "Attempts")
    assert len(found) == len(attempts)
    assert {row["Step"] for row in found} == {"own step"}
