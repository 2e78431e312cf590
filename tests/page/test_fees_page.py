"""Late fees in the page: nothing unasked, every step shown, unconfirmed rates told and not used."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader
from talking import Talk, talk

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money

SAMPLE = "Studio Kestrel"


@pytest.fixture
def page() -> Talk:
    found = talk()
    found.look_around("end")  # 1175.00 EUR, due on 30 October 2026
    return found


def _fees(page: Talk) -> dict[str, Any]:
    fees = page.page.body["fees"]
    assert isinstance(fees, dict)
    return fees


def _choose(page: Talk, law: str = "eu", rate: str | None = None) -> dict[str, Any]:
    page.done("law", client=page.client, law=law)
    if rate is not None:
        page.done("own_rate", client=page.client, rate=rate)
    return _fees(page)


def _owe(page: Talk, number: str, money: Money, **days: date) -> None:
    """Let the client owe an invoice, as old as the open one of the sample unless it is said."""
    (known,) = [one for one in page.session.dossier.invoices if one.number == "2026-085"]
    one = Invoice(
        client=SAMPLE,
        number=number,
        issued=days.get("issued", known.issued),
        due=days.get("due", known.due),
        settled=None,
        total=money,
        owed=money,
        state=InvoiceState.OPEN,
        source="test",
    )
    page.session.workbook.save_invoices([one], source_file="test")
    page.session.records_changed()


def test_nothing_is_proposed_unless_a_law_is_chosen(page: Talk) -> None:
    fees = _fees(page)
    assert (fees["law"]["value"], fees["tables"], fees["unconfirmed"]) == ("", [], [])
    assert "nothing is proposed unless you choose" in fees["hint"]
    assert "not legal advice" in fees["disclaimer"]


def test_a_chosen_law_shows_every_open_invoice_past_its_date_and_no_other(page: Talk) -> None:
    (table,) = _choose(page)["tables"]
    assert table["name"].endswith("invoice 2026-085")
    assert "Directive 2011/7/EU" in table["intro"]
    assert table["columns"][0] == "From"
    assert len(table["columns"]) == len(table["rows"][0])


def test_rates_that_were_not_confirmed_are_told_and_not_used(page: Talk) -> None:
    fees = _choose(page)
    ask, told = fees["unconfirmed"]
    assert "not counted" in ask
    assert "set it as your own rate" in ask
    assert "10.40%" in told
    assert "one source only" in told
    assert "10.40" not in str(fees["tables"])


def _printed(page: Talk) -> str:
    """The evidence as it is printed, without blanks."""
    page.done("download", what="evidence.zip", client=page.client)
    packed = zipfile.ZipFile(io.BytesIO(bytes(page.answers[-1][1][0])))
    pdf = PdfReader(io.BytesIO(packed.read("evidence.pdf")))
    return "".join("".join(one.extract_text() for one in pdf.pages).split())


def test_an_invoice_of_today_without_a_known_rate_shows_no_sum_on_page_or_paper(
    page: Talk,
) -> None:
    fees = _choose(page)
    (table,) = fees["tables"]
    assert table["below"][:3] == [
        "Interest up to and including 21 November 2026: no sum can be given.",
        "Fixed compensation for this invoice: €40.00.",
        "For the days from 31 October 2026 to 21 November 2026 no confirmed rate is known here; "
        "they are not counted.",
    ]
    assert table["rows"][0][4:6] == ["–", "–"]
    printed = _printed(page)
    assert "21November2026:nosumcanbegiven." in printed
    for shown in (str(fees), printed.split("Interestforlatepayment")[1]):
        assert not re.search(r"(?<![\d.,])0[.,]0", shown)


def test_an_invoice_across_the_last_known_rate_shows_what_it_bears_at_least(page: Talk) -> None:
    owed = Money(1000_00, "EUR")
    _owe(page, "2026-031", owed, issued=date(2026, 5, 1), due=date(2026, 5, 31))
    # 30 days of June at 10.15: 1000 x .1015 x 30/365 = 8.3424...
    below = _below(page, "2026-031")
    assert below[0] == "Interest up to and including 21 November 2026: at least €8.34."
    assert "from 1 July 2026 to 21 November 2026 no confirmed rate" in below[2]
    assert _fees(page)["unconfirmed"][0].startswith(
        "For the days from 1 July 2026 to 21 November 2026 no confirmed rate is known here"
    )
    assert "21November2026:atleast€8.34." in _printed(page)


def test_an_invoice_whose_rates_are_all_known_has_a_plain_sum(page: Talk) -> None:
    # Late from 1 July 2026 in the United Kingdom: 144 days at 11.75;
    # 1000 x .1175 x 144/365 = 46.3561...
    owed = Money(1000_00, "GBP")
    _owe(page, "GB-1", owed, issued=date(2026, 6, 1), due=date(2026, 6, 30))
    below = _below(page, "GB-1", "uk")
    assert below[0] == "Interest up to and including 21 November 2026: £46.36."
    assert not any("no confirmed rate" in line for line in below)
    assert _fees(page)["unconfirmed"] == []


def _below(page: Talk, number: str, law: str = "eu") -> list[str]:
    tables = _choose(page, law)["tables"]
    (below,) = (one["below"] for one in tables if one["name"].endswith(f"invoice {number}"))
    assert isinstance(below, list)
    return below


def test_an_own_rate_is_used_in_place_of_what_is_not_confirmed(page: Talk) -> None:
    fees = _choose(page, rate="8")
    assert fees["unconfirmed"] == []
    ((*_, days, _bears, _rate, interest, _source),) = fees["tables"][0]["rows"]
    assert days == "22"
    # 1175 at 8 in 100 a year, for 22 of 365 days; it is rounded once, in the sum below.
    assert interest == "5.6658"
    assert "€5.67" in str(fees["tables"][0]["below"])


@pytest.mark.parametrize(
    ("said", "kept"), [("8", "8"), (" 8,5 % ", "8.5"), ("0", "0"), ("100", "100"), ("", "")]
)
def test_a_rate_is_understood_as_people_write_it(page: Talk, said: str, kept: str) -> None:
    assert _choose(page, rate=said)["rate"]["value"] == kept


@pytest.mark.parametrize("said", ["-1", "100.01", "NaN", "sNaN", "Infinity", "a lot", "8 9", "1e9"])
def test_a_rate_that_is_none_is_refused_and_nothing_changes(page: Talk, said: str) -> None:
    _choose(page, rate="8")
    assert "is no yearly rate" in page.refused("own_rate", client=page.client, rate=said)
    assert _fees(page)["rate"]["value"] == "8"


def test_a_law_nobody_knows_is_refused_and_named(page: Talk) -> None:
    assert "is no law known here" in page.refused("law", client=page.client, law="sa")
    assert _fees(page)["law"]["value"] == ""


def test_a_chosen_law_can_be_taken_back(page: Talk) -> None:
    _choose(page)
    assert _choose(page, "")["tables"] == []


def test_a_law_of_another_currency_says_that_there_is_nothing(page: Talk) -> None:
    fees = _choose(page, "uk")
    assert fees["tables"] == []
    assert fees["hint"] == "No open invoice in GBP is past its date."


def test_currencies_are_never_mixed_and_an_own_rate_serves_them_all(page: Talk) -> None:
    _owe(page, "GB-1", Money(100_00, "GBP"))
    assert [one["name"][-8:] for one in _choose(page)["tables"]] == ["2026-085"]
    names = [one["name"].rsplit(" ", 1)[-1] for one in _choose(page, rate="8")["tables"]]
    assert sorted(names) == ["2026-085", "GB-1"]
    below = str([one["below"] for one in _fees(page)["tables"]])
    assert "£" in below
    assert "€" in below


def test_the_rate_of_a_contract_needs_no_law_and_brings_nothing_fixed(page: Talk) -> None:
    by_law = str(_choose(page, rate="8")["tables"][0]["below"])
    fees = _choose(page, "")
    (table,) = fees["tables"]
    assert table["intro"].startswith("Your contract. The rate is the one that you set yourself.")
    assert table["rows"][0][5] == "5.6658"
    assert "€40" in by_law
    assert "€40" not in str(table["below"])
    assert fees["hint"] == ""
    page.done("add", name="Anna Bakery")
    page.done("go", step="end")
    assert _fees(page)["hint"] == "No open invoice is past its date."


def test_what_is_chosen_is_kept_for_the_next_window(page: Talk) -> None:
    _choose(page, rate="8")
    again = talk(page.session.workbook)
    again.done("hello", step="end", client=page.client)
    assert _fees(again) == _fees(page)


def test_a_client_without_invoices_bears_nothing(page: Talk) -> None:
    _choose(page, rate="8")
    page.done("add", name="Anna Bakery")
    page.done("go", step="end")
    assert _fees(page)["tables"] == []
