"""A workbook as plain tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from talking import receivables, talk

import clientfit as cf
from clientfit.core.model import Reading
from clientfit.files.store import Workbook

TODAY = date(2026, 11, 21)


def test_the_invented_freelancer_is_a_row_for_each_of_her_clients() -> None:
    with cf.sample() as book:
        found = cf.portfolio(book).set_index("client")
        records = cf.tables(book)
    assert len(found) == 9
    assert found.loc["Ondry Lettings", "reading"] == Reading.END.value
    assert found.loc["Fennimere Foods", "income_share"] > 0.3
    assert found.groupby("currency")["income_share"].sum().to_dict() == pytest.approx(
        {"EUR": 1, "USD": 1}
    )
    assert set(records.invoices["client"]) == set(found.index)
    assert set(records.hours["client"]) == set(found.index)


def test_sums_are_in_whole_units_and_the_records_in_cents() -> None:
    with cf.sample() as book:
        found, records = cf.portfolio(book).set_index("client"), cf.tables(book)
    mine = records.invoices[records.invoices["client"] == "Fennimere Foods"]
    assert found.loc["Fennimere Foods", "owed"] * 100 == mine["owed"].sum()


def test_a_client_without_records_is_a_row_and_so_is_one_without_answers() -> None:
    page = talk()
    page.file("a.csv", receivables("Borek Ltd", 5, 2))
    page.done("add_names")
    page.done("add", name="Anna Bakery")
    page.answer(strain="often")
    found = cf.portfolio(page.session.workbook, TODAY).set_index("client")
    assert set(found.index) == {"Anna Bakery", "Borek Ltd"}
    assert found.loc["Anna Bakery"].dropna().to_dict() == {"strain": 75.0}
    assert found.loc["Borek Ltd", "income"] > 0


def test_an_empty_workbook_is_an_empty_table() -> None:
    with Workbook.in_memory() as book:
        assert len(cf.portfolio(book)) == 0
        assert len(cf.tables(book).hours) == 0


def test_your_own_workbook_is_the_one_of_the_page_or_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLIENTFIT_WORKBOOK", str(tmp_path / "mine.clientfit"))
    with cf.workbook() as mine:
        mine.add_client("Anna Bakery")
    with cf.workbook(tmp_path / "mine.clientfit") as again:
        assert [one.name for one in again.clients()] == ["Anna Bakery"]
