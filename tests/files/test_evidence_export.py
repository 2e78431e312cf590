"""The evidence of one client: dated facts, only theirs, only what was chosen, words taken out."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hostile import (
    HOSTILE,
    IDS,
    is_inert,
    moments,
    pages,
    squeezed,
    tells_of_the_machine,
    unzipped,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from clientfit import catalog
from clientfit.core.model import Answer, AnswerChange, ChangeKind, Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.records.fees import late_fee
from clientfit.files.exporters.clean import one_line
from clientfit.files.exporters.evidence import (
    Case,
    evidence_csv,
    evidence_name,
    evidence_pdf,
    evidence_zip,
)
from clientfit.files.exporters.evidence_fees import FeeLine
from clientfit.files.exporters.redaction import BLACKED, Redaction
from clientfit.text.content.fees import laws
from clientfit.text.i18n import translator
from clientfit.text.sentences.reading import Words

T = translator()
WORDS = Words(catalog(), T)
NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
TODAY = NOW.date()
KESTREL, OTHER = "Studio Kestrel", "Harbour & Finch"


def bill(number: str, **given: object) -> Invoice:
    fields = {
        "client": KESTREL,
        "number": number,
        "issued": date(2024, 3, 1),
        "due": date(2024, 3, 31),
        "settled": None,
        "total": Money(100_000, "EUR"),
        "owed": Money(100_000, "EUR"),
        "state": InvoiceState.OPEN,
    }
    return Invoice(**{**fields, **given})


OPEN = bill("2024-7")
PAID = bill(
    "2024-3",
    issued=date(2024, 1, 2),
    due=date(2024, 1, 16),
    settled=date(2024, 2, 5),
    owed=Money(0, "EUR"),
    state=InvoiceState.PAID,
)
THEIRS = bill("H-99", client=OTHER, total=Money(777_700, "EUR"), owed=Money(777_700, "EUR"))
LINKED = bill("2024-9", client="KESTREL BV", disputed=True)


def fee(invoice: Invoice, until: date = date(2024, 12, 31)) -> FeeLine:
    law = laws().law("eu")
    return FeeLine(
        invoice, late_fee(invoice.owed, invoice.due, until, law), laws().words["eu"], until
    )


def case(**given: object) -> Case:
    fields = {
        "client": KESTREL,
        "names": ("kestrel bv",),
        "invoices": (OPEN, PAID, THEIRS, LINKED),
        "answers": {
            "abuse": Answer("abuse", "often", "Zoë heard it on the phone.", NOW),
            "strain": Answer("strain", "always", "Nobody else may read this.", NOW),
        },
        "history": (
            AnswerChange("abuse", ChangeKind.NOTE, "An older wording", NOW - timedelta(days=9)),
            AnswerChange("abuse", ChangeKind.ANSWER, "often", NOW - timedelta(days=5)),
            AnswerChange("abuse", ChangeKind.NOTE, "Zoë heard it on the phone.", NOW),
        ),
    }
    return Case(**{**fields, **given})


def text(one: Case) -> str:
    return squeezed(pages(evidence_pdf(one, WORDS, NOW)))


def table(one: Case) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(evidence_csv(one, T, TODAY).decode("utf-8-sig"))))


def test_the_pack_is_a_pdf_and_a_table():
    members = unzipped(evidence_zip(case(), WORDS, NOW))
    assert members["evidence.pdf"] == evidence_pdf(case(), WORDS, NOW)
    assert members["invoices.csv"] == evidence_csv(case(), T, TODAY)
    assert len(members) == 2


def test_each_invoice_is_there_with_its_days_and_sums():
    seen = text(case())
    row = "2024-3 2 Jan 2024 16 Jan 2024 5 Feb 2024 €1,000.00 €0.00 20 paid"
    assert squeezed(row) in seen
    assert squeezed("2024-7 1 Mar 2024 31 Mar 2024 – €1,000.00 €1,000.00 965 open") in seen
    assert squeezed("open, disputed") in seen
    assert squeezed("Paid late or overdue 3 of 3 with a due date; the longest by 965 days") in seen
    assert squeezed("Still open €2,000.00") in seen
    assert squeezed("Compiled on 21 November 2026") in seen


def test_the_table_has_plain_days_and_decimals_the_oldest_first():
    first, *rest = table(case())
    assert first == {
        "Invoice": "2024-3",
        "Issued": "2024-01-02",
        "Due": "2024-01-16",
        "Settled": "2024-02-05",
        "Total": "1000.00",
        "Still open": "0.00",
        "Currency": "EUR",
        "Days late": "20",
        "State": "paid",
        "Disputed": "",
    }
    assert [row["Invoice"] for row in rest] == ["2024-7", "2024-9"]


@pytest.mark.parametrize(
    ("minor", "currency", "shown"),
    [(5, "EUR", "0.05"), (-150, "EUR", "-1.50"), (7, "JPY", "7"), (1, "KWD", "0.001")],
)
def test_a_sum_in_the_table_has_the_decimals_of_its_currency(minor, currency, shown):
    one = bill("1", total=Money(minor, currency), owed=Money(minor, currency))
    assert table(case(invoices=(one,)))[0]["Total"] == shown


def test_nothing_of_another_client_is_in_it_even_when_all_is_handed_in():
    one = case(fees=(fee(OPEN), fee(THEIRS)))
    whole = text(one) + str(table(one))
    assert "2024-7" in whole
    for word in ("H-99", "7,777", "7777", OTHER):
        assert squeezed(word) not in whole
    assert table(one) == table(case(invoices=(OPEN, PAID, LINKED)))


def test_no_note_is_in_it_unless_it_was_chosen():
    seen = text(case())
    assert "Zoë" not in seen
    assert "Nobodyelse" not in seen
    chosen = text(case(notes=("abuse",)))
    assert squeezed("Zoë heard it on the phone.") in chosen
    assert "Nobodyelse" not in chosen


def test_a_chosen_note_tells_the_days_it_was_written_on_and_not_what_it_said_before():
    chosen = text(case(notes=("abuse",)))
    assert squeezed("Written or changed on 12 November 2026 and 21 November 2026") in chosen
    assert squeezed("An older wording") not in chosen


def test_answers_and_readings_are_opinions_and_stay_at_home():
    one = case(notes=("abuse",), answers={"abuse": Answer("abuse", "rarely", "A note.", NOW)})
    seen = text(one).lower()
    assert squeezed("a note.") in seen
    for word in ("rarely", "reading", "strain", "verdict"):
        assert word not in seen


def test_interest_shows_rate_days_date_source_and_that_it_is_no_legal_advice():
    seen = text(case(fees=(fee(OPEN),)))
    # 91 days at 12.50 % and 184 days at 12.25 % of 1000 euro.
    assert squeezed("1 Apr 2024 30 Jun 2024 91 1,000.00 12.50 % 31.1644") in seen
    assert squeezed("1 Jul 2024 31 Dec 2024 184 1,000.00 12.25 % 61.7534") in seen
    assert squeezed("Interest up to and including 31 December 2024: €92.92.") in seen
    assert squeezed("Fixed compensation for this invoice: €40.00.") in seen
    assert squeezed("enterprise.gov.ie") in seen
    assert squeezed("Read on 1 December 2026") in seen
    assert squeezed("not legal advice") in seen


def test_days_without_a_confirmed_rate_are_shown_as_such():
    seen = text(case(fees=(fee(OPEN, until=date(2026, 8, 1)),)))
    assert squeezed("no confirmed rate is known") in seen
    assert (
        squeezed(
            "For the days from 1 July 2026 to 1 August 2026 no confirmed rate is known here; they "
            "are not counted."
        )
        in seen
    )
    # 2024: 31.1643... and 61.7534...; 2025: 55.2917... and 51.1671...; 2026: 50.3328...
    assert squeezed("Interest up to and including 1 August 2026: at least €249.71.") in seen


def test_where_no_rate_is_known_no_sum_is_printed_as_if_it_were_one():
    late = replace(OPEN, number="2026-7", issued=date(2026, 7, 1), due=date(2026, 7, 31))
    seen = text(case(invoices=(late,), fees=(fee(late, until=TODAY),)))
    assert squeezed("Interest up to and including 21 November 2026: no sum can be given.") in seen
    assert squeezed("For the days from 1 August 2026 to 21 November 2026") in seen
    assert squeezed("Fixed compensation for this invoice: €40.00.") in seen
    assert not re.search(r"(?<![\d.,])0[.,]0", seen)


def test_an_own_rate_is_told_as_one():
    law = laws().law("eu")
    line = replace(
        fee(OPEN), fee=late_fee(OPEN.owed, OPEN.due, TODAY, law, own_percent=Decimal("8"))
    )
    seen = text(case(fees=(line,)))
    # 184 days at 8 % of 1000 euro.
    assert squeezed("184 1,000.00 8.00 % 40.3288 own or agreed rate") in seen
    assert "enterprise" not in seen


def test_without_fees_there_is_no_word_of_interest():
    assert "Interest" not in text(case())


def test_redacted_words_are_gone_from_everything():
    one = case(
        notes=("abuse",),
        fees=(fee(OPEN),),
        redact=("zoë", "2024-7", "Kestrel"),
    )
    data = evidence_zip(one, WORDS, NOW)
    pdf, sheet = unzipped(data).values()
    whole = pages(pdf) + sheet.decode() + str(PdfReader(io.BytesIO(pdf)).metadata)
    whole += evidence_name(one, T) + str(PdfReader(io.BytesIO(pdf)).xmp_metadata.dc_title)
    for word in ("Zoë", "2024-7", "Kestrel"):
        assert word.lower() not in whole.lower()
    assert pages(pdf).count(BLACKED) >= 4
    assert evidence_name(one, T) == "Invoices and facts Studio [redacted].zip"
    assert "Kestrel" in evidence_name(case(), T)


@pytest.mark.parametrize(
    "written",
    [
        "Zoë Müller",
        "ZOË MÜLLER",
        "Zoe\u0308 Mu\u0308ller",
        "Zoë  Müller",
        "Zoë\nMüller",
        "Zo\u00adë M\u200büller",
        "Zoë\u00a0Müller",
        "Zoe\u200b\u0308 Mu\u00ad\u0308ller",
    ],
)
def test_a_word_is_taken_out_however_it_is_written(written):
    assert Redaction(("Zoë Müller",)).text(f"It was {written}s idea") == "It was [redacted]s idea"


def test_the_longest_phrase_is_taken_out_whole_and_an_empty_one_takes_nothing():
    assert (
        Redaction(("Ann", "Anna Lee", "")).text("Anna Lee and Ann") == "[redacted] and [redacted]"
    )
    assert Redaction(("", "  ", "\u200b")).text("as it was") == "as it was"
    assert Redaction(("[redacted]", "red")).text("red [redacted]") == "[redacted] [redacted]"


SIGNS = "abAB\u0308\u200b .*[\\"


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text(SIGNS, min_size=1, max_size=5), max_size=3), st.text(SIGNS, max_size=30))
def test_what_was_redacted_is_never_found_again(words, given_text):
    redaction = Redaction(tuple(words))
    left = redaction.text(given_text).split(BLACKED)
    for word in words:
        plain = one_line(word).replace("\u200b", "").lower()
        assert not plain.strip() or not any(
            plain in one.replace("\u200b", "").lower() for one in left
        )


def test_redacting_a_word_of_the_layout_breaks_nothing():
    one = case(redact=("text", "sum", "day", "name", "rows", "1", "e"))
    assert BLACKED in pages(evidence_pdf(one, WORDS, NOW))


@pytest.mark.parametrize("hostile", HOSTILE, ids=IDS)
def test_hostile_text_stays_text_in_the_pdf(hostile):
    mean = bill(hostile)
    one = case(
        client=hostile,
        names=(KESTREL,),
        invoices=(mean,),
        answers={"abuse": Answer("abuse", "often", hostile, NOW)},
        notes=("abuse",),
        fees=(fee(mean),),
    )
    data = evidence_pdf(one, WORDS, NOW)
    assert is_inert(data)
    seen = squeezed(pages(data))
    assert seen.count(squeezed(one_line(hostile))) >= 2
    assert "root:x:0" not in seen


@pytest.mark.parametrize("hostile", HOSTILE, ids=IDS)
def test_hostile_text_is_no_formula_and_no_further_row_in_the_table(hostile):
    (row,) = table(case(invoices=(bill(hostile),)))
    assert squeezed(hostile) in squeezed(row["Invoice"])
    assert not row["Invoice"].lstrip().startswith(("=", "+", "-", "@", "\t", "|", "%"))


def test_the_same_case_gives_the_same_bytes_that_tell_of_no_author_machine_or_moment():
    data = evidence_zip(case(), WORDS, NOW)
    assert data == evidence_zip(case(), WORDS, NOW)
    assert moments(data) == {(1980, 1, 1, 0, 0, 0)}
    assert tells_of_the_machine(data) == []
    about = PdfReader(io.BytesIO(unzipped(data)["evidence.pdf"]))
    assert set(about.metadata) <= {"/Title", "/Creator"}


def test_a_client_without_any_record_has_an_honest_page():
    seen = text(case(invoices=()))
    assert squeezed("There are no invoices.") in seen
    assert "Stillopen" not in seen
    assert table(case(invoices=())) == []
