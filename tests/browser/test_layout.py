"""What stands where: on a phone, beside the letter, and where a link has led to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from running import Running
from walking import arrived, choose_letter, field, fill_letter, go, look_around

pytestmark = pytest.mark.browser

STEPS = ("client", "signs", "reading", "repair", "end", "letter", "all")
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def running(fresh_server: Running) -> Running:
    return fresh_server


def _sample(page: Page, running: Running) -> None:
    page.goto(running.url)
    arrived(page, "client")
    look_around(page)


def test_on_a_phone_the_steps_are_one_row_and_the_current_one_is_in_sight(
    running: Running, new_page: Callable[..., Page]
) -> None:
    page = new_page(viewport=PHONE)
    _sample(page, running)
    for step in STEPS:
        go(page, step)
        current = page.locator("nav [aria-current]")
        expect(current).to_have_attribute("data-step", step)
        expect(current).to_be_in_viewport(ratio=0.99)
        tops = {round(one.bounding_box()["y"]) for one in page.locator("nav button").all()}  # type: ignore[index]
        assert len(tops) == 1
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


@pytest.mark.alone
def test_where_the_link_to_a_question_leads_is_shown_for_a_moment(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    _sample(page, running)
    page.locator(".cf-card .cf-link").click()
    wished = page.locator(".cf-wished")
    expect(wished).to_be_in_viewport(ratio=1)
    expect(wished.locator(":focus")).to_have_count(1)
    assert wished.evaluate("(one) => getComputedStyle(one).boxShadow") != "none"
    bar = page.locator(".cf-progress").bounding_box()
    place = wished.bounding_box()
    assert bar
    assert place
    assert place["y"] >= bar["y"] + bar["height"]
    expect(wished).to_have_count(0)


def test_a_file_is_chosen_by_keyboard_and_only_the_button_speaks(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    _sample(page, running)
    go(page, "client")
    chooser = page.locator("input[data-purpose=records]")
    page.get_by_role("button", name="Rename").focus()
    page.keyboard.press("Tab")
    expect(chooser).to_be_focused()
    style = chooser.evaluate(
        "(one) => { const { color, outlineStyle, outlineWidth } = getComputedStyle(one);"
        " return [color, outlineStyle, outlineWidth]; }"
    )
    assert style == ["rgba(0, 0, 0, 0)", "solid", "3px"]


def test_an_answer_that_does_not_fit_is_told_under_its_field(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    _sample(page, running)
    go(page, "client")
    box = field(page, "attempts").get_by_role("textbox")
    calm = box.evaluate("(one) => getComputedStyle(one).borderTopColor")
    box.fill("many")
    told = field(page, "attempts").get_by_role("alert")
    expect(told).to_contain_text("does not fit")
    color = told.evaluate("(one) => getComputedStyle(one).color")
    assert box.evaluate("(one) => getComputedStyle(one).borderTopColor") == color != calm
    box.fill("2")
    expect(told).to_be_hidden()


def test_on_a_wide_page_the_marks_stand_level_with_the_letter_and_stay_in_sight(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    _sample(page, running)
    go(page, "letter")
    choose_letter(page)
    fill_letter(page)
    page.get_by_label("Your letter").fill("You always pay late.\n" * 40)
    marks = page.locator(".cf-marks")
    expect(marks.get_by_role("listitem").first).to_be_visible()
    level = "(one) => Math.round(one.getBoundingClientRect().top)"
    page.evaluate("scrollTo(0, 0)")
    assert marks.evaluate(level) == page.locator(".cf-paper").evaluate(level)
    page.locator(".cf-desk").evaluate("(one) => scrollTo(0, one.offsetTop + 500)")
    assert page.locator(".cf-paper").evaluate(level) < 0
    assert marks.evaluate(level) == 16
    assert marks.evaluate("(one) => one.clientHeight <= innerHeight * 0.9")


def test_a_step_that_is_closed_is_muted(running: Running, browser_page: Page) -> None:
    page = browser_page
    _sample(page, running)
    go(page, "end")
    color = "(one) => getComputedStyle(one).color"
    closed = page.locator(".cf-closed h3").first.evaluate(color)
    assert closed != page.locator(".cf-phase:not(.cf-closed) h3").first.evaluate(color)


def test_among_many_clients_one_is_found_by_a_part_of_the_name(
    running: Running, browser_page: Page, tmp_path: Path
) -> None:
    page = browser_page
    _sample(page, running)
    go(page, "all")
    expect(page.get_by_label("Find a client")).to_have_count(0)  # one look finds one of nine
    invoices = tmp_path / "invoices.csv"
    lines = [
        f"Firm {letter},{letter}1,2026-01-10,2026-01-25,100,0,EUR" for letter in "ABCDËFGHIJKLMN"
    ]
    columns = "Client,Invoice number,Issue date,Due date,Total,Paid,Currency"
    invoices.write_text("\n".join([columns, *lines, ""]), encoding="utf-8")
    page.locator("input[data-purpose=records]").set_input_files(invoices)
    page.get_by_role("button", name="Your records name").click()
    find = page.get_by_label("Find a client")
    names = page.locator("tbody tr:visible .cf-cell-name")
    expect(names).to_have_count(23)
    expect(names.first).to_have_text("Studio Kestrel invented")  # what has answers is on top
    find.fill("firm e")
    expect(names).to_have_text(["Firm Ë"])
    expect(page.locator(".cf-find [aria-live]")).to_have_text("1 client found")
    find.fill("nobody")
    expect(names).to_have_count(0)
    expect(page.locator(".cf-find [aria-live]")).to_have_text("0 clients found")
    find.fill("")
    expect(names).to_have_count(23)


def test_the_invented_freelancer_comes_and_goes_with_one_click_each(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    page.goto(running.url)
    page.get_by_role("button", name="Look around").click()
    arrived(page, "all")
    expect(page.locator(".cf-clients tbody tr")).to_have_count(9)
    page.get_by_role("button", name="Remove the invented clients").click()
    arrived(page, "client")
    expect(page.get_by_role("button", name="Look around")).to_be_visible()
