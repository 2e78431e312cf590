"""However often the server closes a page's line, what is said arrives once, and in order."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from large_list import write_list
from playwright.sync_api import Page, WebSocket, expect
from running import Running, wait_until
from walking import begin, choose, go

from clientfit.files.store import Workbook
from clientfit.page.script import script
from clientfit.serve.frames import is_message

pytestmark = pytest.mark.browser

Server = Callable[..., Running]

CLOSES = 100
#: Each line is closed by the server a moment after it was opened, mostly while something is said.
RESTLESS = """
import random
from tornado.ioloop import IOLoop
from clientfit.serve.sockets import PageSocket
opened, dice = PageSocket.open, random.Random(1)
async def open(self, kernel_id):
    await opened(self, kernel_id)
    IOLoop.current().call_later(dice.uniform(0.005, 0.15), self.close)
PageSocket.open = open
"""
LEVELS = ("Never", "Rarely", "Sometimes", "Often", "Always")
#: Every way the page packs a message, with a line that only keeps what is sent.
PACKING = """
const sent = [];
window.WebSocket = class {
  constructor() { this.readyState = 1; }
  send(packed) { sent.push([...packed]); }
};
window.WebSocket.OPEN = 1;
const quiet = { opened() {}, closed() {}, gone() {}, isGone: () => false };
const say = openKernel({ baseUrl: "/", kernelId: "k" }, quiet, { hear() {}, reopened() {} });
const bytes = (n) => new Uint8Array(n).fill(255);
say("comm_msg", { comm_id: "a", data: {} });
say("comm_msg", { text: "żółw 😀 \\ud800 \\u0000" }, [bytes(0)]);
say("comm_msg", { n: 1 }, [bytes(1), bytes(0), bytes(300)]);
say("comm_msg", {}, Array.from({ length: 59 }, (_, i) => bytes(i)));
window.packed = sent;
"""


def lines_of(page: Page) -> list[WebSocket]:
    """The lines that a page opens, as they come."""
    found: list[WebSocket] = []

    def note(line: WebSocket) -> None:
        found.append(line)

    page.on("websocket", note)
    return found


def test_each_answer_arrives_once_and_in_order_through_a_hundred_closes(
    server: Server, tmp_path: Path, browser_page: Page
) -> None:
    own = tmp_path / "mine.clientfit"
    running = server(workbook=str(own), before=RESTLESS)
    page, lines = browser_page, lines_of(browser_page)
    page.goto(running.url)
    begin(page, "Anna Bakery")
    chosen: list[str] = []
    while len(lines) < CLOSES:
        level = LEVELS[len(chosen) % len(LEVELS)]
        chosen.append(level.lower())
        choose(page, "late_payment", level)
        page.wait_for_timeout(60)
    wait_until(lambda: page.evaluate("sessionStorage.length") == 0, 30, "the last answer")
    assert running.stop() == 0
    assert running.log.read_text() == ""
    with Workbook.open(own) as workbook:
        (client,) = workbook.clients()
        assert [one.text for one in workbook.history(client.id, "late_payment")] == chosen
    assert len(chosen) > CLOSES


def test_a_file_arrives_whole_through_closes(
    server: Server, tmp_path: Path, browser_page: Page
) -> None:
    running = server(workbook=str(tmp_path / "mine.clientfit"), before=RESTLESS)
    table = write_list(tmp_path / "invoices.csv", 60_000)
    page, lines = browser_page, lines_of(browser_page)
    page.goto(running.url)
    begin(page, "Anna Bakery")
    go(page, "client")
    before = len(lines)
    page.get_by_label("Files with invoices, hours or messages").set_input_files(table)
    expect(page.locator(".cf-report")).to_contain_text("New: 60,000.", timeout=120_000)
    assert len(lines) > before + 5


def test_a_widget_of_somebody_else_keeps_its_state_through_closes(
    server: Server, counter_notebook: Path, browser_page: Page
) -> None:
    running = server(notebook=str(counter_notebook), before=RESTLESS)
    page, lines = browser_page, lines_of(browser_page)
    page.goto(running.url)
    button = page.get_by_role("button", name="count")
    count = 0
    while len(lines) < 20:
        button.click()
        count += 1
        page.wait_for_timeout(40)
    expect(button).to_have_text(f"count {count}")
    assert running.log.read_text() == ""


def test_the_server_takes_every_message_that_the_page_packs(browser_page: Page) -> None:
    script = files("clientfit").joinpath("share/jupyter/voila/templates/clientfit/kernel.js")
    browser_page.goto("about:blank")
    browser_page.evaluate(f"() => {{ {script.read_text('utf-8')} {PACKING} }}")
    packed = [bytes(one) for one in browser_page.evaluate("packed")]
    assert len(packed) == 4
    assert all(map(is_message, packed))


def test_a_text_that_no_line_would_take_is_told_and_not_sent(browser_page: Page) -> None:
    outbox = script("outbox.js")
    browser_page.goto("about:blank")
    answer, told, sent = browser_page.evaluate(
        f"""async () => {{ {outbox}
        const told = [], sent = [];
        const get = () => "a mark of the workbook";
        const model = {{ on() {{}}, get, send(event) {{ sent.push(event.kind); }} }};
        const outbox = makeOutbox(model, (faults) => told.push(...faults), () => "too long");
        outbox.post("note", {{ value: "x".repeat(900000) }});
        const answer = await outbox.post("note", {{ value: "x".repeat(1000000) }});
        return [answer, told, sent]; }}"""
    )
    assert answer == {"faults": ["too long"]}
    assert told == ["too long"]
    assert sent == ["note"]
