"""Files that are read bit by bit: what the page hears, how it stops, and where the bytes lie."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from large_list import HEADER, write_list
from talking import Talk, talk

from clientfit.app import imports as incoming
from clientfit.app import upload as imports
from clientfit.files.store import Workbook


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Talk:
    monkeypatch.setattr(incoming, "STEP_SECONDS", 0.01)
    found = talk(Workbook.open(tmp_path / "mine.sqlite3"))
    found.done("add", name="Anna Bakery")
    found.done("go", step="client")
    return found


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_list(tmp_path_factory.mktemp("list") / "large.csv", 20_000).read_bytes()


def _send(page: Talk, name: str, data: bytes, **more: object) -> dict[str, object]:
    answer: dict[str, object] = {}
    size = 2**19
    for offset in range(0, len(data), size):
        given = {"name": name, "size": len(data), "offset": offset, "purpose": "invoices"}
        answer = page.done("slice", data[offset : offset + size], **given, **more)
    progress = answer["progress"]
    assert isinstance(progress, dict)
    return progress


def test_a_large_file_is_read_by_asking_on_and_its_progress_never_goes_back(
    page: Talk, large: bytes
) -> None:
    heard = [_send(page, "large.csv", large)]
    while heard[-1]["state"] != "done":
        assert page.session.workbook.invoices() == ()
        heard.append(page.done("work")["progress"])
    read = [int(str(one["done"])) for one in heard[:-1]]
    assert read == sorted(read)
    assert {one["state"] for one in heard} == {"reading", "keeping", "done"}
    report = page.page.body["import"]["report"]
    assert "New: 20,000. Brought up to date: 0. Here already: 0." in report["lines"]
    assert page.done("work")["progress"]["state"] == "done"


def test_stopped_while_it_arrives_or_is_read_nothing_is_kept(page: Talk, large: bytes) -> None:
    given = {"name": "a.csv", "size": len(large), "offset": 0, "purpose": "invoices"}
    page.done("slice", large[:1000], **given)
    page.done("stop")
    assert page.session.transit.upload is None
    _send(page, "large.csv", large)
    page.done("work")
    page.done("stop")
    page.done("stop")
    assert page.done("work")["progress"]["state"] == "done"
    assert page.session.workbook.invoices() == ()
    assert page.page.body["import"]["report"] is None


def test_an_answer_is_kept_while_a_file_is_read(page: Talk, large: bytes) -> None:
    _send(page, "large.csv", large)
    page.done("go", step="signs")
    page.answer(strain="often")
    while page.done("work")["progress"]["state"] != "done":
        pass
    assert page.session.workbook.answers(page.client)["strain"].value == "often"
    assert len(page.session.workbook.invoices()) == 20_000


def test_a_new_file_takes_the_place_of_one_that_is_being_read(page: Talk, large: bytes) -> None:
    _send(page, "large.csv", large)
    _send(page, "small.csv", b"\n".join(large.split(b"\n")[:4]))
    assert len(page.session.workbook.invoices()) == 3


def test_what_went_wrong_on_the_way_ends_the_reading(page: Talk, large: bytes) -> None:
    _send(page, "large.csv", large + b'x,"Ac"me,2026-01-01,,,1.00,0.00,EUR,Paid,,,\n')
    faults = ""
    while not faults:
        faults = "\n".join(page.say("work").get("faults", []))
    assert "quotation mark" in faults
    assert page.done("work")["progress"]["state"] == "done"
    assert page.session.workbook.invoices() == ()


def test_files_chosen_together_are_all_reported(page: Talk) -> None:
    row = "{},Acme,2026-01-05,2026-02-04,,10.00,10.00,EUR,{},,,\n"
    open_dates = "3,Acme,01/02/2026,03/04/2026,,10.00,10.00,EUR,Open,,,\n"
    _send(page, "before.csv", (HEADER + "\n" + row.format(0, "Open")).encode())
    _send(page, "one.csv", (HEADER + "\n" + row.format(1, "Open")).encode())
    _send(page, "asks.csv", (HEADER + "\n" + open_dates).encode(), next=True)
    _send(page, "two.csv", (HEADER + "\n" + row.format(2, "Open")).encode(), next=True)
    report = page.page.body["import"]["report"]
    assert "asks.csv" in report["heading"]
    assert report["choice"]["kind"] == "dates"
    names = [one["heading"].split(",")[0] for one in report["earlier"]]
    assert names == ["one.csv", "two.csv"]


def test_a_file_on_its_way_lies_in_a_file_without_a_name_that_nobody_else_can_read() -> None:
    upload = imports.Upload("a.csv", 10, in_memory=False, most=100)
    upload.add(0, b"12345")
    found = os.fstat(upload.file.fileno())
    assert found.st_nlink == 0
    assert stat.S_IMODE(found.st_mode) == 0o600


def test_on_a_shared_server_it_lies_in_memory_and_may_be_no_larger_than_that_allows() -> None:
    page = talk()
    given = {"name": "a.csv", "offset": 0, "purpose": "invoices"}
    page.done("slice", b"12345", size=10, **given)
    upload = page.session.transit.upload
    assert upload is not None
    with pytest.raises(OSError, match="fileno"):
        upload.file.fileno()
    assert "64 MB" in page.refused("slice", b"1", size=imports.SHARED_MOST + 1, **given)


def test_of_ones_own_files_those_beyond_a_gigabyte_are_refused_at_once(page: Talk) -> None:
    given = {"name": "a.mbox", "offset": 0, "purpose": "invoices"}
    assert "1024 MB" in page.refused("slice", b"1", size=imports.OWN_MOST + 1, **given)
    page.done("slice", b"1", size=imports.OWN_MOST, **given)
    page.done("stop")
