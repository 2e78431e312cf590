"""The dashboard in a browser: charts stand, lead to their clients, and fit every screen."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect
from portfolios import fill
from running import Running, write_notebook
from talking import SIGNS
from walking import arrived

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.files.store import Workbook

pytestmark = pytest.mark.browser

Server = Callable[..., Running]
NewPage = Callable[..., Page]

NARROW = {"width": 390, "height": 844}
FROM_THE_RIGHT = """
from clientfit.files.store import Workbook, default_path
from clientfit.text.i18n import translator
from clientfit.page.widget import Page
from clientfit.app.place import Step
from clientfit.app.session import Session

Page(Session(Workbook.open(default_path()), translator("ar")), (Step.ALL,))
"""


def _workbook(folder: Path, clients: int) -> str:
    path = folder / f"{clients}.clientfit"
    with Workbook.open(path) as workbook:
        fill(workbook, clients, date.today())  # noqa: DTZ011
    return str(path)


def _calm(folder: Path) -> str:
    """One client who brings all there is but a little, and nothing to worry about."""
    path = folder / "calm.clientfit"
    due = date.today() - timedelta(days=20)  # noqa: DTZ011
    with Workbook.open(path) as workbook:
        for name, minor in (("Anna Bakery", 900_000), ("Borek", 90_000)):
            client = workbook.add_client(name)
            for sign in SIGNS:
                workbook.answer(client.id, sign, "never")
            total = Money(minor, "EUR")
            invoice = Invoice(
                client=name,
                number=name,
                issued=due - timedelta(days=30),
                due=due,
                settled=due,
                total=total,
                owed=Money(0, "EUR"),
                state=InvoiceState.PAID,
            )
            workbook.save_invoices([invoice], source_file="list.csv")
    return str(path)


@pytest.fixture(scope="module")
def running(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Running:
    return server(workbook=_workbook(tmp_path_factory.mktemp("nine"), 9))


def _opened(page: Page, running: Running, address: str = "#all") -> Page:
    page.goto(f"{running.url}{address}")
    page.locator(".cf-stage[data-step=all] h1").wait_for()  # three hundred take their time
    return page


def _chart(page: Page, section: str) -> Locator:
    """The chart of a section, drawn."""
    fold = page.locator(f"[data-section={section}]")
    fold.scroll_into_view_if_needed()
    plot = fold.locator(".cf-plot[data-drawn]")
    expect(plot.locator(".main-svg").first).to_be_visible()
    return plot


def _chart_drawn(page: Page, section: str) -> None:
    """Wait for a chart without scrolling to it."""
    fold = page.locator(f"[data-section={section}]")
    expect(fold.locator(".cf-plot[data-drawn] .main-svg").first).to_be_attached()


def _fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_chart_stands_and_can_be_read_by_everybody(
    running: Running, new_page: NewPage, scheme: str
) -> None:
    page = _opened(new_page(color_scheme=scheme), running)
    for section in ("map", "few", "lanes", "open", "hour"):
        plot = _chart(page, section)
        title = page.locator(f"[data-section={section}] h3").inner_text()
        assert title in (plot.get_attribute("aria-label") or "")
        page.locator(f"[data-section={section}] .cf-behind summary").click()
        expect(page.locator(f"[data-section={section}] tbody tr").first).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_a_point_of_the_map_leads_to_the_client_and_their_numbers(
    running: Running, browser_page: Page
) -> None:
    page = _opened(browser_page, running)
    point = _chart(page, "map").locator(".scatterlayer .point").first
    box = point.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    arrived(page, "reading")
    plot = page.locator("[data-chart=profile]")
    plot.scroll_into_view_if_needed()
    expect(plot.locator(".main-svg").first).to_be_visible()


def test_the_keyboard_reaches_a_client_through_the_table_behind(
    running: Running, browser_page: Page
) -> None:
    page = _opened(browser_page, running)
    page.locator("[data-section=map] .cf-behind summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-section=map] tbody tr")).to_have_count(9)
    page.keyboard.press("Tab")  # the table may be scrolled with the keyboard
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Anna Bakery")
    page.keyboard.press("Enter")
    arrived(page, "reading")


def test_the_dark_comes_to_a_chart_that_stands(running: Running, browser_page: Page) -> None:
    page = _opened(browser_page, running)
    tick = _chart(page, "map").locator(".xtick text").first
    light = tick.evaluate("one => getComputedStyle(one).fill")
    page.emulate_media(color_scheme="dark")
    expect(tick).not_to_have_css("fill", light)
    dark = tick.evaluate("one => getComputedStyle(one).fill")
    assert sum(map(int, re.findall(r"\d+", dark)[:3])) > 450


def test_a_telephone_shows_one_chart_at_a_time_and_nothing_sideways(
    running: Running, new_page: NewPage
) -> None:
    page = _opened(new_page(viewport=NARROW, has_touch=True, is_mobile=True), running)
    _chart(page, "map")
    _fits(page)
    for section in ("few", "lanes", "open", "hour"):
        page.locator(f"[data-section={section}] > summary").click()
        _chart(page, section)
        expect(page.locator(".cf-fold[open]:not(.cf-whatif)")).to_have_count(1)
        _fits(page)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_on_a_telephone_the_heading_that_was_tapped_stays_in_its_place(
    running: Running, new_page: NewPage
) -> None:
    page = _opened(new_page(viewport=NARROW, has_touch=True, is_mobile=True), running)
    _chart(page, "map")
    for section in ("hour", "few", "open"):
        heading = page.locator(f"[data-section={section}] > summary")
        heading.evaluate("one => scrollBy(0, one.getBoundingClientRect().top - 400)")
        before = heading.evaluate("one => one.getBoundingClientRect().top")
        heading.tap()
        _chart_drawn(page, section)
        assert abs(heading.evaluate("one => one.getBoundingClientRect().top") - before) < 3


def test_a_name_without_an_end_fits_a_telephone_and_leaves_the_table_its_columns(
    server: Server, new_page: NewPage, tmp_path: Path
) -> None:
    path = tmp_path / "long.clientfit"
    with Workbook.open(path) as workbook:
        fill(workbook, 3, date.today())  # noqa: DTZ011
        client = workbook.clients()[0]
        workbook.rename_client(client.id, "A" * 200)
    running = server(workbook=str(path))
    page = _opened(new_page(viewport=NARROW), running)
    _chart(page, "map")
    page.locator("[data-section=map] .cf-behind summary").click()
    _fits(page)
    expect(page.locator(".cf-clients thead tr")).to_have_attribute("data-label", "Sort by")
    wide = _opened(new_page(viewport={"width": 1100, "height": 800}), running)
    table = wide.locator(".cf-clients")
    assert table.evaluate("one => one.scrollWidth <= one.parentElement.clientWidth + 1")
    _fits(wide)


def test_where_reading_starts_on_the_right_the_values_stand_there(
    server: Server, new_page: NewPage, tmp_path: Path
) -> None:
    notebook = write_notebook(tmp_path / "right.ipynb", FROM_THE_RIGHT)
    content = json.loads(notebook.read_text("utf-8"))
    content["metadata"]["voila"] = {"template": "clientfit"}
    notebook.write_text(json.dumps(content), encoding="utf-8")
    running = server(workbook=_workbook(tmp_path, 3), notebook=str(notebook))
    page = _opened(new_page(), running, "")
    plot = _chart(page, "map")
    middle = plot.evaluate("one => one.getBoundingClientRect().x + one.clientWidth / 2")
    for tick in plot.locator(".ytick text").all():
        box = tick.bounding_box()
        assert box is not None
        assert box["x"] > middle
    _fits(page)


def test_the_dashboards_own_notebook_opens_a_client_in_place(
    server: Server, new_page: NewPage, tmp_path: Path
) -> None:
    running = server(workbook=_workbook(tmp_path, 3), notebook="dashboard")
    page = _opened(new_page(), running, "")
    page.locator(".cf-clients").get_by_role("button", name="Anna Bakery").click()
    place = page.locator(".cf-profile")
    expect(place.get_by_role("heading", level=2)).to_be_focused()
    expect(place.locator(".cf-plot .main-svg").first).to_be_visible()
    place.get_by_role("button", name="Close").click()
    expect(place).to_be_hidden()
    expect(page.locator("nav button")).to_have_count(1)


@pytest.mark.parametrize("clients", [1, 300])
def test_one_client_and_three_hundred_fit_the_page(
    server: Server, new_page: NewPage, tmp_path: Path, clients: int
) -> None:
    running = server(workbook=_workbook(tmp_path, clients))
    page = _opened(new_page(viewport=NARROW), running)
    _chart(page, "map")
    _fits(page)
    expect(page.locator(".cf-clients tbody tr")).to_have_count(clients)


def test_what_an_hour_should_bring_is_said_in_its_field(
    running: Running, browser_page: Page
) -> None:
    page = _opened(browser_page, running)
    field = page.get_by_label(re.compile("What should an hour bring"))
    field.fill("a lot")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator(".cf-target .cf-fault")).to_be_visible()
    field.fill("80")
    page.get_by_role("button", name="Compare").click()
    expect(page.locator("[data-section=hour] h3")).to_contain_text("€80 an hour")


def test_where_much_hangs_on_one_client_the_question_of_cash_opens_on_the_same_page(
    server: Server, new_page: NewPage, tmp_path: Path
) -> None:
    page = _opened(new_page(), server(workbook=_calm(tmp_path)))
    card = page.locator(".cf-todo[data-rule=spread]")
    expect(card).to_contain_text("91%")
    card.get_by_role("button").click()
    expect(page.locator(".cf-whatif > summary")).to_be_focused()
    expect(
        page.locator(".cf-whatif").get_by_label("Client").locator("option:checked")
    ).to_have_text("Anna Bakery")
