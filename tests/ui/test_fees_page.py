"""Late fees in the page: nothing unasked, every step shown, unconfirmed rates told and not used."""

from __future__ import annotations

from typing import Any

import pytest
from talking import Talk, talk

from clientfit.core.model import Invoice, InvoiceState, Money

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


def _owe(page: Talk, number: str, money: Money) -> None:
    """Let the client owe an invoice as old as the open one of the sample."""
    (known,) = [one for one in page.session.dossier.invoices if one.number == "2026-085"]
    one = Invoice(
        client=SAMPLE,
        number=number,
        issued=known.issued,
        due=known.due,
        settled=None,
        total=money,
        owed=money,
        state=InvoiceState.OPEN,
        source="test",
    )
    page.session.workbook.save_invoices([one], source_file="test")
    page.session.refresh()


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
    (told,) = fees["unconfirmed"]
    assert "10.40%" in told
    assert "not counted" in told
    assert "one source only" in told
    assert "10.40" not in str(fees["tables"])


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
