"""A large file in the page: how far it is, stopping it, and other things done meanwhile."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from large_list import ROW_BYTES, write_list
from playwright.sync_api import Page, expect
from running import Running
from walking import begin, choose, go

pytestmark = pytest.mark.browser

LABEL = "Files with invoices, hours or messages"
ROWS = 60 * 2**20 // ROW_BYTES


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_list(tmp_path_factory.mktemp("large") / "large.csv", ROWS)


@pytest.fixture
def workbook(fresh_server: Running) -> Path:
    return fresh_server.folder / "mine.clientfit"


@pytest.fixture
def page(fresh_server: Running, browser_page: Page) -> Page:
    browser_page.goto(fresh_server.url)
    begin(browser_page, "Anna Bakery")
    go(browser_page, "client")
    return browser_page


def kept(workbook: Path) -> int:
    with closing(sqlite3.connect(workbook)) as connection:
        return int(connection.execute("SELECT count(*) FROM invoices").fetchone()[0])


def test_a_large_file_shows_how_far_it_is_and_is_reported_in_full(
    page: Page, large: Path, workbook: Path
) -> None:
    page.get_by_label(LABEL).set_input_files(large)
    going = page.locator(".cf-going")
    expect(going).to_contain_text(re.compile(r"large\.csv.* of .* MB are here\."))
    expect(page.get_by_label(LABEL)).to_be_disabled()
    expect(going).to_contain_text("MB are read.", timeout=120_000)
    shown = float(page.get_by_role("progressbar").evaluate("bar => bar.value"))
    assert 0 < shown <= 1
    report = page.locator(".cf-report")
    expect(report).to_contain_text(f"New: {ROWS:,}.", timeout=120_000)
    expect(going).to_be_hidden()
    expect(page.get_by_label(LABEL)).to_be_enabled()
    assert kept(workbook) == ROWS


@pytest.mark.parametrize("when", ["are here", "are read"])
def test_stopped_in_the_middle_it_leaves_the_workbook_as_it_was(
    page: Page, large: Path, workbook: Path, tmp_path: Path, when: str
) -> None:
    page.get_by_label(LABEL).set_input_files(large)
    expect(page.locator(".cf-going")).to_contain_text(when, timeout=120_000)
    page.get_by_role("button", name="Cancel").click()
    expect(page.get_by_text("Stopped. Nothing of this file was kept.")).to_be_attached()
    expect(page.locator(".cf-going")).to_be_hidden()
    assert kept(workbook) == 0
    page.get_by_label(LABEL).set_input_files(write_list(tmp_path / "small.csv", 12))
    expect(page.locator(".cf-report")).to_contain_text("New: 12.")
    assert kept(workbook) == 12


def test_questions_are_answered_while_a_file_is_read(page: Page, large: Path) -> None:
    page.get_by_label(LABEL).set_input_files(large)
    expect(page.locator(".cf-going")).to_contain_text("are read", timeout=120_000)
    go(page, "signs")
    choose(page, "strain", "Often")
    expect(page.locator(".cf-progress")).to_contain_text("1 of 11 answered")
    go(page, "client")
    expect(page.locator(".cf-going")).to_be_visible()  # still at it, and still to be stopped
    expect(page.locator(".cf-report")).to_contain_text(f"New: {ROWS:,}.", timeout=120_000)


def test_files_chosen_together_come_one_after_the_other_and_all_are_reported(
    page: Page, workbook: Path, tmp_path: Path
) -> None:
    lines = write_list(tmp_path / "all.csv", 30).read_text("utf-8").splitlines()
    paths = []
    for name, rows in (("one.csv", lines[1:11]), ("two.csv", lines[11:31])):
        paths.append(tmp_path / name)
        paths[-1].write_text("\n".join([lines[0], *rows]), "utf-8")
    page.get_by_label(LABEL).set_input_files(paths)
    report = page.locator(".cf-report")
    expect(report).to_contain_text("two.csv")
    expect(report).to_contain_text("New: 20.")
    expect(report).to_contain_text("one.csv")
    expect(report).to_contain_text("New: 10.")
    assert kept(workbook) == 30
