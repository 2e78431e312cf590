"""The page around the widget, and the widget's line to Python."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from running import Running, wait_until, write_notebook

pytestmark = pytest.mark.browser

Server = Callable[..., Running]
NewPage = Callable[..., Page]

LAB = '''
import time, traitlets, anywidget


class Lab(anywidget.AnyWidget):
    _esm = """
    export default () => ({
      initialize({ model }) { model.set("note", "initialized"); model.save_changes(); },
      render({ model, el }) {
        window.model = model;
        window.heard = [];
        model.on("msg:custom", (content, buffers) => {
          heard.push([content, buffers.map((b) => [...new Uint8Array(b.buffer)])]);
        });
        el.className = "lab";
        const show = () => { el.textContent = `${model.get("seen")} | ${model.get("note")}`; };
        model.on("change:seen change:note", show);
        show();
      },
    });
    """
    _css = ".lab { color: rgb(1, 2, 3); }"
    typed = traitlets.Unicode("").tag(sync=True)
    seen = traitlets.Unicode("nothing").tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)
    data = traitlets.CBytes(bytes([1, 2, 3])).tag(sync=True)
    nested = traitlets.Dict({"a": [1, {"b": None}]}).tag(sync=True)
    slow = traitlets.Float(0).tag(sync=True)
    proper = traitlets.Unicode("").tag(sync=True)

    @traitlets.observe("typed")
    def _typed(self, change):
        time.sleep(self.slow)
        self.seen = f"python has {change.new!r}"

    @traitlets.observe("data")
    def _data(self, change):
        self.seen = f"bytes {list(bytes(change.new))}"

    @traitlets.validate("proper")
    def _proper(self, proposal):
        return proposal.value.strip().title()


lab = Lab()
lab.on_msg(lambda w, content, buffers: w.send({"back": content}, [bytes(b) for b in buffers]))
lab
'''


@pytest.fixture(scope="module")
def lab_server(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Running:
    notebook = write_notebook(tmp_path_factory.mktemp("lab") / "lab.ipynb", LAB)
    return server(notebook=str(notebook))


@pytest.fixture
def lab(lab_server: Running, browser_page: Page) -> Page:
    browser_page.goto(lab_server.url)
    expect(browser_page.locator(".lab")).to_contain_text("initialized")
    return browser_page


def typed(page: Page, text: str) -> None:
    page.evaluate("(text) => { model.set('typed', text); model.save_changes(); }", text)


def test_the_skeleton_gives_way_to_the_widget(lab: Page) -> None:
    expect(lab.locator("#cf-skeleton")).to_have_count(0)
    expect(lab.locator("main .lab")).to_be_visible()
    expect(lab.get_by_role("main")).to_have_count(1)
    expect(lab.locator(".lab")).to_have_css("color", "rgb(1, 2, 3)")


def test_what_is_typed_reaches_python_and_its_answer_the_page(lab: Page) -> None:
    typed(lab, "hello")
    expect(lab.locator(".lab")).to_contain_text("python has 'hello'")


def test_of_many_quick_changes_the_last_one_stands_on_both_sides(lab: Page) -> None:
    lab.evaluate("model.set('slow', 0.1); model.save_changes()")
    for number in range(20):
        typed(lab, f"draft {number}")
    expect(lab.locator(".lab")).to_contain_text("python has 'draft 19'")
    assert lab.evaluate("model.get('typed')") == "draft 19"


def test_python_may_correct_what_was_typed(lab: Page) -> None:
    lab.evaluate("model.set('proper', ' acme ltd '); model.save_changes()")
    wait_until(lambda: lab.evaluate("model.get('proper')") == "Acme Ltd")


def test_bytes_travel_both_ways(lab: Page) -> None:
    read = "[...new Uint8Array(model.get('data').buffer)]"
    assert lab.evaluate(read) == [1, 2, 3]
    lab.evaluate("model.set('data', new Uint8Array([9, 8])); model.save_changes()")
    expect(lab.locator(".lab")).to_contain_text("bytes [9, 8]")


def test_messages_of_the_widgets_own_travel_both_ways_with_their_buffers(lab: Page) -> None:
    lab.evaluate(
        "model.send({kind: 'slice'}, undefined, [new Uint8Array([7, 7]), new ArrayBuffer(1)])"
    )
    wait_until(lambda: lab.evaluate("heard.length") == 1)
    assert lab.evaluate("heard[0]") == [{"back": {"kind": "slice"}}, [[7, 7], [0]]]


def test_a_change_is_told_once_and_only_when_there_is_one(lab: Page) -> None:
    lab.evaluate(
        """() => {
          window.told = [];
          const hear = () => told.push(1);
          model.on("change:nested", hear);
          model.set("nested", {a: [1, {b: null}]});
          model.set("nested", {a: [1, {b: 2}]});
          model.off("change:nested", hear);
          model.set("nested", {a: []});
        }"""
    )
    assert lab.evaluate("told.length") == 1


def test_what_is_typed_while_the_line_is_down_arrives_when_it_is_back(lab: Page) -> None:
    lab.context.set_offline(True)
    expect(lab.get_by_role("alert")).to_be_visible()
    typed(lab, "in the tunnel")
    lab.context.set_offline(False)
    expect(lab.locator(".lab")).to_contain_text("python has 'in the tunnel'")
    expect(lab.get_by_role("alert")).to_be_hidden()


@pytest.mark.parametrize(
    ("scheme", "query", "background"),
    [
        ("light", "", "rgb(250, 247, 242)"),
        ("dark", "", "rgb(27, 26, 24)"),
        ("light", "?theme=dark", "rgb(27, 26, 24)"),
        ("dark", "?theme=light", "rgb(250, 247, 242)"),
        ("light", "?theme=../dark", "rgb(250, 247, 242)"),
    ],
)
def test_light_and_dark_follow_the_system_and_the_address(
    lab_server: Running, new_page: NewPage, scheme: str, query: str, background: str
) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(lab_server.url + query)
    expect(page.locator("body")).to_have_css("background-color", background)


def test_the_address_may_name_the_language_and_with_it_the_direction(
    lab_server: Running, browser_page: Page
) -> None:
    browser_page.goto(lab_server.url + "?lang=ar")
    assert browser_page.locator("html").get_attribute("lang") == "ar"
    assert browser_page.locator("html").get_attribute("dir") == "rtl"


def test_on_a_telephone_nothing_scrolls_sideways(lab_server: Running, new_page: NewPage) -> None:
    page = new_page(viewport={"width": 390, "height": 800})
    wide = "document.documentElement.scrollWidth > innerWidth"
    page.route("**/api/kernels/**", lambda route: route.abort())
    page.goto(lab_server.url)
    expect(page.get_by_role("alert")).to_be_visible()
    assert page.evaluate(wide) is False
    page.goto(lab_server.url + "nowhere")
    expect(page.get_by_role("heading")).to_be_visible()
    assert page.evaluate(wide) is False


def test_a_workbook_that_cannot_be_opened_says_so(
    server: Server, tmp_path: Path, browser_page: Page
) -> None:
    broken = write_notebook(tmp_path / "broken.ipynb", "raise RuntimeError")
    browser_page.goto(server(notebook=str(broken)).url)
    expect(browser_page.get_by_role("status")).to_contain_text("could not be opened")
    expect(browser_page.locator("[aria-hidden]")).to_have_count(0)
