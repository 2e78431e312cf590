"""Whoever brings in a saved copy is told what arrived, and who has another name now."""

from __future__ import annotations

from talking import talk


def test_a_copy_that_is_brought_in_tells_what_arrived() -> None:
    mine = talk()
    mine.done("add", name="Anna Bakery")
    mine.answer(strain="often")
    copy = mine.session.workbook.export_json().encode()
    other = talk()
    other.file("copy.json", copy, "workbook")
    report = other.page.body["import"]["report"]
    assert report["heading"] == "copy.json, a saved workbook"
    assert report["lines"] == [
        "New or newer: clients 1, answers and notes 1, letters 0, invoices 0, hours 0, messages 0."
    ]


def test_a_client_whose_name_was_taken_is_named_in_the_report() -> None:
    mine, other = talk(), talk()
    for one in (mine, other):
        one.done("add", name="Anna Bakery")
    other.file("copy.json", mine.session.workbook.export_json().encode(), "workbook")
    assert any("Anna Bakery (2)" in line for line in other.page.body["import"]["report"]["lines"])


def test_the_report_is_gone_with_the_next_step() -> None:
    mine, other = talk(), talk()
    mine.done("add", name="Anna Bakery")
    other.file("copy.json", mine.session.workbook.export_json().encode(), "workbook")
    other.done("go", step="all")
    assert other.page.body["import"]["report"] is None
