"""axe finds nothing to complain about: every step, light and dark, wide and on a telephone."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from running import Running, kernel_of
from talking import COLUMNS
from walking import (
    begin,
    choose,
    choose_letter,
    every_step,
    field,
    fill_letter,
    go,
    invoice_file,
    look_around,
)

from clientfit.files.store import Workbook

pytestmark = pytest.mark.browser

Server = Callable[..., Running]
NewPage = Callable[..., Page]

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LOOKS = pytest.mark.parametrize("scheme", ["light", "dark"])
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


def assert_accessible(page: Page, where: str) -> None:
    """Fail with axe's own words where it finds a violation."""
    found = Axe().run(page)
    assert found.response["passes"], f"{where}: axe looked at nothing"
    assert found.violations_count == 0, f"{where}\n{found.generate_report()}"


@pytest.fixture(scope="module")
def running(server: Server) -> Running:
    return server()


@LOOKS
@SIZES
def test_every_step_of_a_client(
    running: Running, new_page: NewPage, size: dict[str, int], scheme: str
) -> None:
    page = new_page(viewport=size, color_scheme=scheme)
    page.goto(running.url)
    expect(page.locator(".cf-stage h1")).to_be_visible()
    assert_accessible(page, "the beginning")
    look_around(page)
    for step in every_step(page):
        assert_accessible(page, step)


@LOOKS
def test_all_that_can_be_opened(
    fresh_server: Running, new_page: NewPage, tmp_path: Path, scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(fresh_server.url)
    begin(page, "Anna Bakery")
    go(page, "reading")
    assert_accessible(page, "nothing to read")
    go(page, "signs")
    page.get_by_text("More questions, if you like").click()
    field(page, "strain").get_by_role("button", name="Why we ask").click()
    field(page, "strain").get_by_role("button", name="Note").click()
    choose(page, "strain", "Often")
    expect(page.locator(".cf-progress")).to_contain_text("Saved at")
    assert_accessible(page, "more questions, a why and a note")

    go(page, "letter")
    choose_letter(page)
    choose(page, "owes", "Yes")
    expect(field(page, "owed_sum")).to_be_visible()
    assert_accessible(page, "a letter with all its questions")
    fill_letter(page)
    page.get_by_label("Your letter").fill("My own words.")
    expect(page.get_by_text("You have changed these words")).to_be_visible()
    assert_accessible(page, "a letter in own words")

    go(page, "client")
    field(page, "attempts").get_by_role("textbox").fill("many")
    expect(field(page, "attempts").get_by_role("alert")).to_be_visible()
    page.get_by_role("button", name="Delete this client").click()
    assert_accessible(page, "an error, and the question before deleting")
    page.get_by_label("Files with invoices, hours or messages").set_input_files(
        invoice_file(tmp_path)
    )
    expect(page.locator(".cf-report")).to_contain_text("rows in the file")
    assert_accessible(page, "a report with names to link")

    unread = tmp_path / "unread.csv"
    row = "391,Anna Bakery,4/6/2026,{},1/14/2026,2/{}/2026,100.50,No,2/1/2026,Paper,,"
    rows = [COLUMNS, row.format(1, 13), *(row.format(n, 31) for n in range(2, 10))]
    unread.write_text("\n".join(rows), encoding="utf-8")
    go(page, "all")
    page.get_by_label("Files with invoices, hours or messages").set_input_files(unread)
    page.get_by_text("Rows that could not be read").click()
    expect(page.get_by_role("cell", name="2/31/2026").first).to_be_visible()
    assert_accessible(page, "rows that could not be read")

    two_ways = tmp_path / "two_ways.csv"
    open_day = "391,Anna Bakery,4/6/2026,9,1/2/2026,2/3/2026,100.50,No,2/4/2026,Paper,,"
    two_ways.write_text("\n".join([COLUMNS, open_day]), encoding="utf-8")
    page.get_by_label("Files with invoices, hours or messages").set_input_files(two_ways)
    expect(page.get_by_role("button", name="The day comes first")).to_be_visible()
    assert_accessible(page, "a question about dates")


@LOOKS
@SIZES
def test_the_page_that_has_lost_its_kernel(
    running: Running, new_page: NewPage, size: dict[str, int], scheme: str
) -> None:
    page = new_page(viewport=size, color_scheme=scheme)
    page.goto(running.url)
    expect(page.locator(".cf-stage h1")).to_be_visible()
    running.kernels()[kernel_of(page)].kill()
    expect(page.locator("#cf-connection")).to_be_visible()
    assert_accessible(page, "the connection's banner")


@LOOKS
def test_the_pages_that_can_only_say_why_not(
    server: Server, new_page: NewPage, tmp_path: Path, scheme: str
) -> None:
    path = tmp_path / "newer.clientfit"
    Workbook.open(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    running = server(workbook=str(path))
    page = new_page(color_scheme=scheme)
    page.goto(running.url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your workbook can’t be opened.")
    assert_accessible(page, "a workbook that can't be opened")
    page.goto(running.url + "nowhere")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page, "an address that is none")


def test_the_notebooks_that_show_a_part(running: Running, new_page: NewPage) -> None:
    for name in ("questionnaire", "dashboard"):
        page = new_page()
        page.goto(running.url + name)
        expect(page.locator(".cf-stage h1")).to_be_visible()
        assert_accessible(page, name)


def test_from_right_to_left_it_is_as_good(running: Running, new_page: NewPage) -> None:
    page = new_page(viewport=NARROW)
    page.goto(running.url)
    expect(page.locator(".cf-stage h1")).to_be_visible()
    look_around(page)
    for step in every_step(page):
        page.locator(".cf").evaluate("(root) => { root.dir = 'rtl'; }")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, step
        assert_accessible(page, f"{step} from right to left")
