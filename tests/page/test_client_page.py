"""What the records say beside the questions about the situation; the person's answer still wins."""

from __future__ import annotations

from dataclasses import replace

import pytest
from talking import Talk, receivables, talk

from clientfit.core.records.invoices import owed


@pytest.fixture
def page() -> Talk:
    found = talk()
    found.look_around("client", "Ondry Lettings")
    return found


def _shown(page: Talk, question: str) -> str:
    records = page.page.live["records"]
    return str(records.get(question, {"text": ""})["text"]).replace("\xa0", " ")


def test_what_is_owed_by_the_records_stands_beside_the_question_with_what_is_disputed(
    page: Talk,
) -> None:
    dossier = page.session.dossier
    assert dossier is not None
    (sum_,) = owed(dossier.invoices).values()
    (disputed,) = [one.owed for one in dossier.invoices if one.disputed]
    money = page.session.t.money
    assert _shown(page, "owed") == (
        f"Your records say: {money(sum_)} is open. In dispute of this: {money(disputed)}."
    )


def test_an_answer_of_their_own_stays_and_counts(page: Talk) -> None:
    said = _shown(page, "owed")
    page.answer(owed="80 EUR")
    assert page.page.live["answers"]["owed"]["value"].startswith("80")
    assert _shown(page, "owed") == said
    page.answer(owed="0 EUR")
    assert page.session.dossier is not None
    assert not page.session.dossier.is_owed


def test_the_share_is_told_once_it_was_measured_and_until_then_where_it_is(page: Talk) -> None:
    page.session.records_changed()  # as after new records
    assert "under “All clients”" in _shown(page, "income_share")
    standing = page.session.portfolio.by_id[page.client]
    page.session.changed()
    assert standing.money is not None
    share = page.session.t.percent(standing.money.income_share)
    assert _shown(page, "income_share") == (
        f"Your records say, of the last year: {share} of what you billed in EUR."
    )


def test_without_invoices_the_records_say_nothing_and_paid_ones_say_that_nothing_is_open() -> None:
    page = talk()
    page.done("add", name="Anna Bakery")
    page.done("go", step="client")
    assert page.page.live["records"] == {}
    page.file("list.csv", receivables("Anna Bakery", invoices=8, late=2))
    assert _shown(page, "owed") == "Your records say: nothing is open."


def test_sums_in_two_currencies_stand_side_by_side(page: Talk) -> None:
    dossier = page.session.dossier
    assert dossier is not None
    (disputed,) = [one for one in dossier.invoices if one.disputed]
    usd = replace(disputed.owed, currency="USD")
    other = replace(disputed, number="X1", owed=usd, total=usd, disputed=False)
    page.session.workbook.save_invoices([other], source_file="test")
    page.session.records_changed()
    assert " and US$620.00 are open." in _shown(page, "owed")
