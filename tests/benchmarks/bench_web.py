"""How soon a page can be used, how soon it answers, what it sends and what it holds.

Our workbook stands beside pages that do next to nothing: an empty Voila page, one with a slider
and a label, and the same slider in Streamlit and in Dash. Rounds take turns, so that whatever
else the machine does hits all alike, and every visit begins with an empty cache.
"""

from __future__ import annotations

import os
import statistics
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import chromium
from playwright.sync_api import Browser, sync_playwright
from table import Row, Table, table_of, times
from web_sites import QUESTION, SLIDER, Site, sites, version
from web_visit import calm_down, memory, visit

ROUNDS = 5
ANSWERS = 10
PAGES = 5
"""So many pages are open at once when the memory of one is measured."""

NO_OUTSIDE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"


@dataclass
class Figures:
    """What was measured of one page."""

    loads: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)
    server: float = 0
    session: float = 0

    @property
    def usable(self) -> float:
        """Seconds until the control can be used; the median visit."""
        return statistics.median(self.loads) / 1000

    @property
    def answer(self) -> float | None:
        """Milliseconds until an answer stands there; the median."""
        return statistics.median(self.answers) if self.answers else None

    @property
    def slow_answer(self) -> float | None:
        """So many milliseconds, or fewer, in 95 of 100 times."""
        return statistics.quantiles(self.answers, n=20)[-1] if self.answers else None

    @property
    def megabytes(self) -> float:
        """What the first load brings over the line."""
        return statistics.median(self.sent) / 1e6


def _measure(browser: Browser, known: Sequence[Site]) -> tuple[dict[str, Figures], list[float]]:
    found = {site.name: Figures() for site in known}
    load = []
    calm_down(60)
    for site in known:
        found[site.name].server = memory(site)
    for turn in range(ROUNDS):
        load.append(os.getloadavg()[0])
        first = turn % len(known)
        for site in [*known[first:], *known[:first]]:
            calm_down()
            with visit(browser, site) as here:
                found[site.name].loads.append(here.load())
                calm_down()
                found[site.name].sent.append(here.bytes)
                if site.says:
                    found[site.name].answers += here.answers(ANSWERS)
    for site in known:
        found[site.name].session = _session(browser, site)
    return found, load


def _session(browser: Browser, site: Site) -> float:
    """Megabytes by which the server and its kernels grow with each page that is opened."""
    calm_down()
    before = memory(site)
    with ExitStack() as pages:
        for _ in range(PAGES):
            pages.enter_context(visit(browser, site)).load()
            calm_down()
        return (memory(site) - before) / PAGES


def tables() -> list[Table]:
    """Measure everything, once."""
    with (
        tempfile.TemporaryDirectory() as folder,
        sites(Path(folder)) as known,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=str(chromium.browser()), args=[*chromium.ARGUMENTS, NO_OUTSIDE]
        )
        found, load = _measure(browser, known)
        chrome = browser.version
        browser.close()
    return [_table(found, load, chrome), _promises(found)]


def _table(found: dict[str, Figures], load: Sequence[float], chrome: str) -> Table:
    slider = found[SLIDER]
    rows = [
        (
            name,
            _figure(one.usable, 2),
            times(one.usable, slider.usable),
            _figure(one.answer, 1),
            _figure(one.slow_answer, 1),
            times(one.answer, slider.answer),
            _figure(one.megabytes, 2),
            times(one.megabytes, slider.megabytes),
            _figure(one.session),
            times(one.session, slider.session),
            _figure(one.server),
        )
        for name, one in found.items()
    ]
    versions = [f"{name} {version(name)}" for name in ("voila", "streamlit", "dash")]
    return Table(
        "Pages",
        (
            *("Page", "Usable s", "ratio", "Answer ms", "95th pct. ms", "ratio"),
            *("Sent MB", "ratio", "Session MB", "ratio", "Server MB"),
        ),
        rows,
        (
            f"Ratios are to “{SLIDER}”. {', '.join(versions)}, Chromium {chrome}; "
            f"{os.cpu_count()} cores, load before each round "
            f"{', '.join(f'{one:.1f}' for one in load)}.",
            f"Usable: from the navigation until the first control is seen, switched on and "
            f"uncovered, and its first press was answered; the name field of the empty workbook "
            f"and the empty page are only looked at. Median of {ROUNDS} first visits.",
            f"Answer: from a key's press (an arrow on the slider; a space or Delete on the radio) "
            f"until the text that Python sends back stands in the page, laid out. Ours is kept on "
            f"the disk before it is answered. {ROUNDS * ANSWERS} presses.",
            "Sent: all that the first visit brings to the browser, after compression, with "
            "headers and websocket messages. Outside addresses cannot be reached, so the two "
            "stylesheets that stock Voila asks of one are not counted, nor waited for.",
            f"Session: growth of the server and its kernels for each of {PAGES} pages open at "
            f"once. Server: before anybody came; ours with one kernel that waits for the next "
            f"page, which is part of why it is usable sooner: every visit here finds "
            f"one, for it begins when all servers have come to rest.",
        ),
    )


def _promises(found: dict[str, Figures]) -> Table:
    ours, slider = found[QUESTION], found[SLIDER]
    return table_of(
        "Promises, beside the Voila page with a slider",
        (
            Row("usable", ours.usable * 1000, "ms", slider.usable * 1000, at_most_times=1),
            Row("answer", ours.answer or 0, "ms", slider.answer, at_most_times=1.5),
            Row("sent", ours.megabytes * 1000, "kB", slider.megabytes * 1000, at_most_times=0.6),
        ),
    )


def _figure(value: float | None, digits: int = 0) -> str:
    return "" if value is None else f"{value:,.{digits}f}"
