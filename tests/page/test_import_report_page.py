"""Invoice files in the page: what was read, what was not and why, and one question about dates."""

from __future__ import annotations

from typing import Any

import pytest
from talking import COLUMNS, Talk, receivables, talk


@pytest.fixture
def page() -> Talk:
    found = talk()
    found.done("add", name="Anna Bakery")
    found.done("go", step="client")
    return found


def _report(page: Talk) -> dict[str, Any]:
    report = page.page.body["import"]["report"]
    assert isinstance(report, dict)
    return report


def _list(*lines: str) -> bytes:
    return "\n".join([COLUMNS, *lines, ""]).encode()


def test_a_file_in_slices_is_read_once_it_is_whole(page: Talk) -> None:
    data = receivables("Anna Bakery", 12, 3)
    assert len(data) > 700
    assert "faults" not in page.file("invoices.csv", data)
    (name,) = page.page.body["import"]["linked"]["names"]
    assert (name["label"], name["own"]) == ("Anna Bakery (12 invoices)", True)
    assert _report(page)["lines"] == [
        "12 rows in the file.",
        "New: 12. Brought up to date: 0. Here already: 0.",
    ]
    assert _report(page)["heading"].startswith("invoices.csv, read as ")
    assert page.session.transit.upload is None


def test_an_import_done_twice_doubles_nothing_and_says_so(page: Talk) -> None:
    data = receivables("Anna Bakery", 12, 3)
    page.file("invoices.csv", data)
    page.file("invoices.csv", data)
    assert _report(page)["lines"] == [
        "12 rows in the file.",
        "New: 0. Brought up to date: 0. Here already: 12.",
    ]
    assert len(page.session.dossier.invoices) == 12


def test_an_invoice_paid_meanwhile_is_brought_up_to_date(page: Talk) -> None:
    row = "391,Anna Bakery,4/6/2026,1001,1/13/2026,2/13/2026,100.50,No,{},Paper,,"
    page.file("a.csv", _list(row.format("")))
    page.file("b.csv", _list(row.format("2/20/2026")))
    assert _report(page)["lines"] == [
        "1 row in the file.",
        "New: 0. Brought up to date: 1. Here already: 0.",
    ]


def test_rows_that_can_not_be_read_are_named_with_place_value_and_reason(page: Talk) -> None:
    page.file(
        "a.csv",
        _list(
            "391,Anna Bakery,4/6/2026,1001,1/13/2026,2/13/2026,100.50,No,2/1/2026,Paper,,",
            "391,Anna Bakery,4/6/2026,1002,1/14/2026,2/31/2026,100.50,No,2/1/2026,Paper,,",
        ),
    )
    (row,) = _report(page)["unread"]["rows"]
    assert row[:3] == ["3", "DueDate", "2/31/2026"]
    assert row[3]
    assert "1 row could not be read." in _report(page)["lines"]
    assert len(page.session.dossier.invoices) == 1


def test_a_long_list_of_unread_rows_is_cut_and_the_rest_counted(page: Talk) -> None:
    row = "391,Anna Bakery,4/6/2026,{},1/13/2026,2/31/2026,100.50,No,2/1/2026,Paper,,"
    good = "391,Anna Bakery,4/6/2026,1,1/13/2026,2/13/2026,100.50,No,2/1/2026,Paper,,"
    page.file("a.csv", _list(good, *(row.format(n) for n in range(2, 60))))
    unread = _report(page)["unread"]
    assert len(unread["rows"]) == 50
    assert unread["more"] == "and 8 more"


TWO_WAYS = _list(
    "391,Anna Bakery,4/6/2026,1001,1/2/2026,2/3/2026,100.50,No,2/4/2026,Paper,,",
    "391,Anna Bakery,4/6/2026,1002,3/2/2026,4/3/2026,100.50,No,5/4/2026,Paper,,",
)


@pytest.mark.parametrize(("day_first", "issued"), [(True, "2026-02-01"), (False, "2026-01-02")])
def test_dates_that_read_two_ways_are_asked_about_before_anything_is_kept(
    page: Talk, day_first: bool, issued: str
) -> None:
    page.file("a.csv", TWO_WAYS)
    choice = _report(page)["choice"]
    assert [one["day_first"] for one in choice["options"]] == [True, False]
    assert "is 1 February 2026" in choice["options"][0]["examples"][0]
    assert "is 2 January 2026" in choice["options"][1]["examples"][0]
    assert page.session.dossier.invoices == ()
    page.done("about_file", day_first=day_first)
    assert _report(page)["choice"] is None
    assert min(one.issued for one in page.session.dossier.invoices).isoformat() == issued


def test_a_question_stays_until_it_is_answered_or_left(page: Talk) -> None:
    page.file("a.csv", TWO_WAYS)
    page.done("go", step="signs")
    page.done("go", step="client")
    assert _report(page)["choice"]["kind"] == "dates"
    page.done("leave_file")
    assert page.page.body["import"]["report"] is None
    assert "no longer here" in page.refused("about_file", day_first=True)
    assert page.session.dossier.invoices == ()


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"PK\x03\x04" + b"\0" * 50, b"a,b\n1,2\n", b"hello"]
)
def test_what_is_no_invoice_list_is_refused_in_words(page: Talk, data: bytes) -> None:
    faults = page.file("picture.csv", data)["faults"]
    assert "picture.csv" in faults[0]
    assert page.page.body["import"]["report"] is None


def test_the_table_shows_the_report_too_and_offers_the_names(page: Talk) -> None:
    page.done("go", step="all")
    page.file("a.csv", receivables("0042-OAK", 3, 1))
    body = page.page.body
    assert body["import"]["report"]["lines"] == [
        "3 rows in the file.",
        "New: 3. Brought up to date: 0. Here already: 0.",
    ]
    assert body["free"]["all"] == "Your records name 1 more: add it as a client"
    page.done("add_names")
    assert page.page.body["free"] is None
    assert [row["cells"]["name"]["text"] for row in page.page.body["rows"]] == [
        "Anna Bakery",
        "0042-OAK",
    ]
