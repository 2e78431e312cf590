"""One visit to a page in a fresh browser context: times, bytes, and how calm the machine is."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page
from web_sites import Site

PROBE = (Path(__file__).parent / "web_probe.js").read_text("utf-8")
LONGEST_MS = 60_000
PATIENCE_MS = 2_000
"""How long a press may go unanswered before it is made again."""


class Visit:
    """A page that is open."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site
        self.bytes = 0
        self.pressed = 0.0
        self._local: set[str] = set()
        line = page.context.new_cdp_session(page)
        line.on("Network.requestWillBeSent", self._asked)
        line.on("Network.loadingFinished", self._arrived)
        line.on("Network.webSocketFrameReceived", self._frame)
        line.send("Network.enable")

    def _asked(self, event: dict[str, object]) -> None:
        if str(event["request"]["url"]).startswith(("data:", "blob:")):  # type: ignore[index]
            self._local.add(str(event["requestId"]))

    def _arrived(self, event: dict[str, object]) -> None:
        if event["requestId"] not in self._local:
            self.bytes += int(event["encodedDataLength"])  # type: ignore[call-overload]

    def _frame(self, event: dict[str, object]) -> None:
        frame: dict[str, object] = event["response"]  # type: ignore[assignment]
        data = str(frame["payloadData"])
        self.bytes += len(data.encode() if frame["opcode"] == 1 else base64.b64decode(data))

    def load(self) -> float:
        """Milliseconds from the navigation until the control can be used.

        A page with an answer must also give one: where the first press is not answered, the
        control was not yet to be used, and the press that is answered is what counts.
        """
        self.page.goto(self.site.url, wait_until="commit")
        usable = self.page.evaluate("(patience) => benchProbe.whenUsable(patience)", LONGEST_MS)
        if usable is None:
            raise TimeoutError(f"{self.site.name} never showed its control")
        if not self.site.says:
            return float(usable)
        for attempt in range(10):
            try:
                self.answer()
            except TimeoutError:
                continue
            return self.pressed if attempt else float(usable)
        raise RuntimeError(f"{self.site.name} gives no answer")

    def answer(self) -> float:
        """Milliseconds from a key's press until the text that Python sends back stands there."""
        self.page.evaluate("benchProbe.arm()")
        checked = self.page.evaluate("document.activeElement.checked === true")
        self.page.keyboard.press(self.site.keys[-1] if checked else self.site.keys[0])
        times = self.page.evaluate("(patience) => benchProbe.whenAnswered(patience)", PATIENCE_MS)
        if times is None:
            raise TimeoutError(f"{self.site.name} gave no answer")
        self.pressed, answered = times
        return float(answered - self.pressed)

    def answers(self, count: int) -> list[float]:
        """As many answers, one after another, as a person who does not hurry."""
        found = []
        for _ in range(count):
            found.append(self.answer())
            time.sleep(0.1)
        return found


@contextmanager
def visit(browser: Browser, site: Site) -> Iterator[Visit]:
    """Open a browser context in which nothing is known yet, with one page, and close it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    said = json.dumps(
        {"control": site.control, "seen": site.seen or site.control, "says": site.says}
    )
    context.add_init_script(PROBE.replace("SITE", said, 1))
    try:
        yield Visit(context.new_page(), site)
    finally:
        context.close()


def memory(site: Site) -> float:
    """Megabytes of a server and all it has started; what is shared is counted in parts (PSS)."""
    total = 0
    for process in site.processes():
        try:
            lines = Path(f"/proc/{process.pid}/smaps_rollup").read_text("ascii").splitlines()
        except (FileNotFoundError, ProcessLookupError):
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1000


def calm_down(seconds: float = 20) -> None:
    """Wait until the servers and the browser have nothing left to do, or the time is over."""
    end = time.monotonic() + seconds
    quiet = 0
    before = _work()
    while quiet < 2 and time.monotonic() < end:
        time.sleep(0.25)
        now = _work()
        spent = sum(max(0.0, now[pid] - before.get(pid, 0.0)) for pid in now)
        quiet = quiet + 1 if spent < 0.04 else 0
        before = now


def _work() -> dict[int, float]:
    """Seconds of work by process, of all that this one has started."""
    found = {}
    for process in psutil.Process().children(recursive=True):
        try:
            times = process.cpu_times()
        except psutil.Error:
            continue
        found[process.pid] = times.user + times.system
    return found
