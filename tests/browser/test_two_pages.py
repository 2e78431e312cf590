"""Several pages in one document: one shown twice, and another one beside it."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from running import Running, kernel_of, wait_until, write_notebook
from walking import STEPS

from clientfit.files.store import Workbook

pytestmark = pytest.mark.browser

TWICE = (
    "from clientfit.page import notebooks\npage = notebooks.workbook()\npage",
    "page",
    "notebooks.workbook()",
)
#: Each page on a workbook of its own, as CLIENTFIT_WORKBOOK names them.
APART = """
import os
from pathlib import Path
from clientfit.files.store import Workbook
from clientfit.text.i18n import translator
from clientfit.page.widget import Page
from clientfit.app.session import Session
path = Path(os.environ["CLIENTFIT_WORKBOOK"])
Page(Session(Workbook.open(path.with_name("{name}.clientfit")), translator()))
"""
#: Everything in a document that is not one view's own: ids that are there twice, groups that reach
#: from one view into another, and references that lead out of their view.
SHARED = """() => {
  const wrong = [];
  const seen = new Map();
  for (const one of document.querySelectorAll("[id]")) {
    if (seen.has(one.id)) wrong.push(`id ${one.id}`);
    seen.set(one.id, one.closest(".cf"));
  }
  const groups = new Map();
  for (const one of document.querySelectorAll("input[name], details[name]")) {
    const home = one.closest(".cf");
    if (groups.has(one.name) && groups.get(one.name) !== home) wrong.push(`name ${one.name}`);
    groups.set(one.name, home);
  }
  const kinds = ["for", "list", "aria-describedby", "aria-labelledby", "aria-controls"];
  for (const kind of kinds) for (const one of document.querySelectorAll(`.cf [${kind}]`)) {
    for (const id of one.getAttribute(kind).split(" ")) {
      if (seen.get(id) !== one.closest(".cf")) wrong.push(`${kind} ${id}`);
    }
  }
  return wrong;
}"""


@pytest.fixture
def several(
    server: Callable[..., Running], browser_page: Page, tmp_path: Path
) -> Callable[..., tuple[Running, list[Locator]]]:
    """Open a notebook of these cells; give its server and the views, in their order."""

    def open_them(*cells: str) -> tuple[Running, list[Locator]]:
        running = server(notebook=str(write_notebook(tmp_path / "several.ipynb", *cells)))
        browser_page.goto(running.url)
        views = browser_page.locator(".cf")
        expect(views).to_have_count(len(cells))
        return running, [views.nth(at) for at in range(len(cells))]

    return open_them


def _begin(view: Locator, name: str) -> None:
    view.get_by_label("The client’s name").fill(name)
    view.get_by_role("button", name="Begin").click()
    expect(view.locator(".cf-stage[data-step=signs] h1")).to_be_visible()


def _anew(view: Locator, name: str) -> None:
    """Add a client, whatever is there already."""
    view.locator("nav [data-step=all]").click()
    view.get_by_role("button", name="Add a client").click()
    _begin(view, name)


def _radio(view: Locator, question: str, label: str) -> Locator:
    return view.locator(f"[data-field={question}]").get_by_role("radio", name=label, exact=True)


def test_ids_and_groups_belong_to_one_view_at_every_step(several: Any, browser_page: Page) -> None:
    _, views = several(*TWICE)
    first, second, other = views
    first.get_by_role("button", name="Look around").click()
    expect(second.locator(".cf-stage[data-step=all]")).to_be_visible(timeout=20_000)
    other.locator("nav [data-step=all]").click()
    for view in (first, other):
        view.locator(".cf-clients").get_by_role("button", name="Studio Kestrel").click()
        expect(view.locator(".cf-stage[data-step=reading] h1")).to_be_visible()
    looked_at = 0
    for step in STEPS:
        for view in (second, other):
            view.locator(f"nav [data-step={step}]").click()
        for view in views:
            expect(view.locator(f".cf-stage[data-step={step}] h1")).to_be_visible()
        browser_page.evaluate(
            "document.querySelectorAll('details').forEach((one) => one.open = true)"
        )
        if step == "all":
            for view in views:
                expect(view.get_by_label("Tell them on")).to_be_visible()
        looked_at += browser_page.evaluate("document.querySelectorAll('.cf [id]').length")
        assert browser_page.evaluate(SHARED) == []
    assert looked_at > 300


def test_a_click_in_one_page_leaves_the_answers_in_another_as_they_are(several: Any) -> None:
    _, (anna, _, bob) = several(*TWICE)
    _begin(anna, "Anna Bakery")
    _anew(bob, "Bob Lettings")
    _radio(anna, "strain", "Always").click()
    expect(anna.locator(".cf-progress")).to_contain_text("1 of 11 answered")
    _radio(bob, "strain", "Never").click()
    expect(bob.locator(".cf-progress")).to_contain_text("1 of 11 answered")
    expect(_radio(anna, "strain", "Always")).to_be_checked()
    expect(_radio(bob, "strain", "Never")).to_be_checked()


def test_a_label_that_a_script_clicks_answers_for_its_own_client(several: Any) -> None:
    running, (anna, again, bob) = several(*TWICE)
    _begin(anna, "Anna Bakery")
    _anew(bob, "Bob Lettings")
    label = bob.locator("[data-field=strain] label", has_text="Often").first
    label.evaluate("(label) => label.click()")
    expect(bob.locator(".cf-progress")).to_contain_text("1 of 11 answered")
    expect(_radio(bob, "strain", "Often")).to_be_checked()
    for view in (anna, again):
        expect(view.locator("[data-field=strain] input:checked")).to_have_count(0)
    with Workbook.open(running.folder / "mine.clientfit") as workbook:
        given = {one.name: workbook.answers(one.id) for one in workbook.clients()}
    assert given["Anna Bakery"] == {}
    assert given["Bob Lettings"]["strain"].value == "often"


def test_a_page_that_is_shown_twice_shows_the_same_and_leaves_the_keyboard_where_it_is(
    several: Any, browser_page: Page
) -> None:
    _, (first, second, _) = several(*TWICE)
    _begin(first, "Anna Bakery")
    _radio(second, "strain", "Often").click()
    expect(_radio(first, "strain", "Often")).to_be_checked()
    for used, other in ((first, second), (second, first)):
        for step in ("reading", "signs"):
            used.locator(f"nav [data-step={step}]").click()
            for view in (used, other):
                expect(view.locator(f".cf-stage[data-step={step}] h1")).to_be_visible()
            expect(used.locator("h1")).to_be_focused()


def test_what_a_page_could_not_say_is_said_again_by_a_page_of_the_same_workbook(
    several: Any, browser_page: Page
) -> None:
    running, (one, two) = several(APART.format(name="one"), APART.format(name="two"))
    kernel = running.kernels()[kernel_of(browser_page)]
    kernel.send_signal(signal.SIGSTOP)  # it hears nothing any more, and nobody knows yet
    for view, name in ((one, "Anna Bakery"), (two, "Bob Lettings")):
        view.get_by_label("The client’s name").fill(name)
        view.get_by_role("button", name="Begin").click()
    kernel.kill()
    browser_page.reload()
    expect(browser_page.locator(".cf")).to_have_count(2)

    def names(workbook: str) -> list[str]:
        with Workbook.open(running.folder / f"{workbook}.clientfit") as there:
            return [client.name for client in there.clients()]

    wait_until(lambda: names("one") and names("two"), 10, "the replay")
    assert (names("one"), names("two")) == (["Anna Bakery"], ["Bob Lettings"])
    assert browser_page.evaluate("sessionStorage.length") == 0


def test_a_page_that_missed_something_asks_for_it(
    server: Callable[..., Running], new_page: Any
) -> None:
    page = new_page()
    lose: list[bytes | str] = []

    def between(line: Any) -> None:
        server = line.connect_to_server()

        def from_server(message: bytes | str) -> None:
            if b'"views"' in bytes(message) and len(lose) < 1 and page.url.count("#signs"):
                lose.append(message)
            else:
                line.send(message)

        server.on_message(from_server)

    page.route_web_socket("**/channels*", between)
    page.goto(server().url)
    view = page.locator(".cf")
    _begin(view, "Anna Bakery")
    _radio(view, "strain", "Often").click()
    wait_until(lambda: page.wait_for_timeout(50) or lose, 10, "losing a message")
    expect(view.locator(".cf-progress")).to_contain_text("0 of 11 answered")
    _radio(view, "rework", "Never").click()
    expect(view.locator(".cf-progress")).to_contain_text("2 of 11 answered")
    expect(_radio(view, "strain", "Often")).to_be_checked()
