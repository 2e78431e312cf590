"""Can I afford to let them go? Asked in the browser, by mouse and by keyboard, wide and narrow."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from running import Running
from walking import arrived, go

pytestmark = pytest.mark.browser

NewPage = Callable[..., Page]
NARROW = {"width": 390, "height": 844}
CLIENT = "Fennimere Foods"


@pytest.fixture
def running(fresh_server: Running) -> Running:
    return fresh_server


def opened(page: Page, running: Running) -> Locator:
    """The page with the invented clients, and the open panel on it."""
    page.goto(running.url)
    page.get_by_role("button", name="Look around").click()
    arrived(page, "all")
    panel = page.locator(".cf-whatif")
    panel.locator("> summary").click()
    expect(finding(panel)).to_contain_text("simulated futures")
    return panel


def finding(panel: Locator) -> Locator:
    return panel.locator("> div > .cf-lead")


def test_a_question_is_asked_and_answered(running: Running, browser_page: Page) -> None:
    panel = opened(browser_page, running)
    panel.get_by_label("Client", exact=True).select_option(label=CLIENT)
    expect(finding(panel)).to_contain_text(f"Without {CLIENT} your reserve holds in")
    panel.get_by_label("Find somebody new afterwards").check()
    expect(finding(panel)).to_contain_text("with somebody new after a while")
    told = date.today() + timedelta(days=40)  # noqa: DTZ011  as the page's own today
    panel.get_by_label("Tell them on").fill(told.isoformat())
    last = told + timedelta(days=60)  # the notice that was agreed with them
    expect(panel.locator("[id$='whatif-hint']")).to_contain_text(f"{last.day} {last:%B %Y}")
    panel.get_by_label("Let them go").uncheck()
    expect(panel.get_by_label("Tell them on")).to_be_hidden()
    slider = panel.get_by_label("Raise their rate by")
    slider.focus()
    for _ in range(5):
        browser_page.keyboard.press("ArrowRight")
    expect(panel.locator("output")).to_have_text("5%")
    expect(finding(panel)).to_contain_text(f"With 5% more from {CLIENT}")


def test_changes_belong_to_one_client_and_go_with_it(running: Running, browser_page: Page) -> None:
    page = browser_page
    panel = opened(page, running)

    def change_everything() -> None:
        panel.get_by_label("Find somebody new afterwards").check()
        panel.get_by_label("They pay on time from now on").check()
        panel.get_by_label("Raise their rate by").fill("100")
        panel.get_by_label("Tell them on").fill(told.isoformat())
        expect(finding(panel)).to_contain_text("With all of this")

    def only_let_go() -> None:
        expect(panel.locator("output")).to_have_text("0%")
        expect(panel.get_by_label("Let them go")).to_be_checked()
        expect(panel.get_by_label("Find somebody new afterwards")).not_to_be_checked()
        expect(panel.get_by_label("They pay on time from now on")).not_to_be_checked()
        expect(panel.get_by_label("Tell them on")).not_to_have_value(told.isoformat())

    told = date.today() + timedelta(days=40)  # noqa: DTZ011  as the page's own today
    change_everything()
    panel.get_by_label("Client", exact=True).select_option(label=CLIENT)
    expect(finding(panel)).to_contain_text(f"Without {CLIENT} your reserve")
    only_let_go()
    change_everything()
    page.locator(".cf-clients").get_by_role("button", name="Pellbrook Books").click()
    arrived(page, "reading")
    go(page, "end")
    page.get_by_role("button", name="Can I afford it?").click()
    arrived(page, "all")
    expect(finding(panel)).to_contain_text("Without Pellbrook Books your reserve")
    only_let_go()
    change_everything()
    page.get_by_role("button", name="Remove the invented clients").click()
    arrived(page, "client")
    page.get_by_role("button", name="Look around").click()
    arrived(page, "all")
    expect(finding(panel)).to_contain_text("your reserve holds")
    only_let_go()


def test_a_day_that_can_not_be_asked_for_is_told_beside_it_and_changes_nothing_else(
    running: Running, browser_page: Page
) -> None:
    panel = opened(browser_page, running)
    told, fault = panel.get_by_label("Tell them on"), panel.locator("[id$='whatif-told-fault']")
    for day, said in (("2019-05-01", "Only days from"), ("", "There is no day here")):
        told.fill(day)
        expect(fault).to_contain_text(said)
        expect(told).to_have_attribute("aria-invalid", "true")
        before = finding(panel).inner_text()
        panel.get_by_label("Raise their rate by").fill("50")
        expect(finding(panel)).to_contain_text("With all of this")
        panel.get_by_label("Raise their rate by").fill("0")
        expect(finding(panel)).to_have_text(before)
        expect(fault).to_contain_text(said)
    panel.get_by_label("Let them go").uncheck()
    expect(finding(panel)).to_contain_text("As it is,")
    panel.get_by_label("Let them go").check()
    expect(finding(panel)).to_have_text(before)
    expect(fault).to_be_hidden()
    expect(told).not_to_have_value("")
    expect(browser_page.locator(".cf > .cf-notice")).to_be_hidden()


def test_the_chart_is_drawn_and_its_months_are_a_table(
    running: Running, browser_page: Page
) -> None:
    panel = opened(browser_page, running)
    panel.locator("[data-chart=cash_fan]").scroll_into_view_if_needed()
    expect(panel.locator("[data-chart=cash_fan][data-drawn]")).to_be_visible()
    panel.get_by_text("The months in numbers").click()
    expect(panel.locator("tbody tr")).to_have_count(12)
    panel.get_by_label("They pay on time from now on").check()
    expect(finding(panel)).to_contain_text("With all of this")
    expect(panel.locator("tbody tr")).to_have_count(12)


def test_own_numbers_are_kept_and_what_does_not_fit_is_said_beside_them(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    panel = opened(page, running)
    costs = panel.get_by_label("What a month costs you")
    costs.fill("a lot")
    costs.press("Tab")
    expect(panel.get_by_role("alert").filter(has_text="does not fit")).to_be_visible()
    costs.fill("1,250.50")
    costs.press("Tab")
    expect(panel.get_by_text("does not fit")).to_be_hidden()
    expect(costs).to_have_value("1250.50")
    expect(panel.get_by_text("yours", exact=True).first).to_be_visible()
    page.reload()
    arrived(page, "all")
    page.locator(".cf-whatif > summary").click()
    expect(page.get_by_label("What a month costs you")).to_have_value("1250.50")
    page.get_by_text("What is assumed").click()
    least = page.get_by_label("Finding somebody takes at least")
    least.fill("20")
    least.press("Tab")
    told = page.get_by_role("alert").filter(has_text="at least 20, most likely 3 and at most 6")
    expect(told).to_be_visible()
    expect(least).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Back to our assumptions").click()
    expect(page.get_by_label("What a month costs you")).not_to_have_value("1250.50")


def test_from_an_ending_to_its_question_and_the_day_back_into_the_plan(
    running: Running, browser_page: Page
) -> None:
    page = browser_page
    panel = opened(page, running)
    page.locator(".cf-clients").get_by_role("button", name="Pellbrook Books").click()
    arrived(page, "reading")
    go(page, "end")
    page.get_by_role("button", name="Can I afford it?").click()
    arrived(page, "all")
    expect(finding(panel)).to_contain_text("Without Pellbrook Books")
    expect(panel.locator("> summary")).to_be_focused()
    panel.get_by_role("button", name="Which day would be safe").focus()
    page.keyboard.press("Enter")
    expect(panel.locator(".cf-day")).to_contain_text(re.compile("you could tell them|earliest day"))
    use = panel.get_by_role("button", name="Use this day in my plan")
    expect(use).to_be_focused()
    panel.get_by_label("Tell them on").fill("2019-05-01")
    expect(panel.locator("[id$='whatif-told-fault']")).to_be_visible()
    use.focus()
    above = page.evaluate("window.scrollY")
    page.keyboard.press("Enter")
    expect(panel.get_by_role("status").filter(has_text="It is in your plan")).to_be_visible()
    expect(use).to_be_focused()
    assert abs(page.evaluate("window.scrollY") - above) < 100
    expect(panel.locator("[id$='whatif-told-fault']")).to_be_hidden()
    day = panel.get_by_label("Tell them on").input_value()
    go(page, "end")
    expect(page.get_by_label("Day of telling")).to_have_value(day)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_is_accessible_and_fits_a_telephone(
    running: Running, new_page: NewPage, scheme: str
) -> None:
    page = new_page(viewport=NARROW, color_scheme=scheme)
    panel = opened(page, running)
    panel.get_by_label("Client", exact=True).select_option(label=CLIENT)
    for name in ("The months in numbers", "What is assumed", "What it rests on"):
        panel.get_by_text(name).click()
    panel.get_by_role("button", name="Which day would be safe").click()
    expect(panel.locator(".cf-day")).to_contain_text("last day")
    panel.get_by_role("button", name="Why this number").first.click()
    expect(panel.locator("[data-chart=cash_fan][data-drawn]")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW["width"]
