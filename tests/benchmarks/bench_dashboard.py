"""How soon the dashboard stands and how fast it answers, beside the same map in Streamlit and Dash.

Every visit begins with an empty cache; rounds take turns. All three draw with plotly.
"""

from __future__ import annotations

import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import chromium
from bench_web import NO_OUTSIDE
from playwright.sync_api import Browser, Page, sync_playwright
from portfolios import fill
from running import ROOT, start
from table import Row, Table, table_of
from talking import SIGNS
from web_sites import APPS, OTHERS, serving, version
from web_visit import calm_down

from clientfit.app.name_matching import NameMatching
from clientfit.app.sample import add_sample
from clientfit.app.session import Session
from clientfit.core.model import FREQUENCIES, InvoiceState
from clientfit.files.importers import read_invoices
from clientfit.files.store import Workbook
from clientfit.text.i18n import translator

ROUNDS, SWITCHES, MANY = 5, 6, 100
PATIENCE_MS = 60_000
PROBE = (Path(__file__).parent / "dashboard_probe.js").read_text("utf-8")
REAL = ROOT.parent / "shared" / "data" / "invoices" / "ibm_accounts_receivable.csv"


@dataclass(frozen=True, slots=True)
class Site:
    """One page: where it is, what its words, chart and table are, and what is pressed in turn."""

    name: str
    url: str
    words: str
    plot: str
    table: str
    switch: tuple[str, str]
    heads: tuple[str, ...] = ()  # the columns of the table to sort by


@dataclass
class Figures:
    """What was measured of one page, in milliseconds."""

    words: list[float] = field(default_factory=list)
    chart: list[float] = field(default_factory=list)
    switch: list[float] = field(default_factory=list)
    sort: list[float] = field(default_factory=list)

    @property
    def after(self) -> float:
        """From the page's words until the chart stands, the median."""
        return statistics.median(b - a for a, b in zip(self.words, self.chart, strict=True))


def tables() -> list[Table]:
    """Measure everything, once."""
    with (
        tempfile.TemporaryDirectory() as folder,
        _sites(Path(folder)) as sites,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=str(chromium.browser()), args=[*chromium.ARGUMENTS, NO_OUTSIDE]
        )
        found = {site.name: Figures() for site in sites}
        load = []
        for turn in range(ROUNDS):
            load.append(os.getloadavg()[0])
            for site in [*sites[turn % len(sites) :], *sites[: turn % len(sites)]]:
                calm_down()
                _visit(browser, site, found[site.name])
        browser.close()
    return [_table(found, load), _promises(found)]


def _visit(browser: Browser, site: Site, found: Figures) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    said = {"words": site.words, "plot": site.plot, "table": site.table}
    context.add_init_script(PROBE.replace("SITE", json.dumps(said), 1))
    page = context.new_page()
    page.goto(site.url, wait_until="commit")
    page.locator(f"{site.plot} .scatterlayer .point").first.wait_for(timeout=PATIENCE_MS)
    found.words.append(_told(page, "benchDashboard.words"))
    found.chart.append(_told(page, "benchDashboard.chart"))
    calm_down()
    for at in range(SWITCHES):
        asked = site.switch[(at + 1) % 2]
        found.switch.append(_told(page, f"benchDashboard.switch({json.dumps(asked)})"))
        page.wait_for_timeout(150)
    for head in site.heads * 3:
        found.sort.append(_told(page, f"benchDashboard.sort({json.dumps(head)})"))
        page.wait_for_timeout(100)
    context.close()


def _told(page: Page, what: str) -> float:
    return float(page.evaluate(f"async () => await {what}"))


@contextmanager
def _sites(folder: Path) -> Iterator[list[Site]]:
    """The invented freelancer and a hundred customers, each on all three."""
    with ExitStack() as stack:
        sites = []
        for name, clients in (("sample", 9), ("100 customers", MANY)):
            path = folder / f"{clients}.clientfit"
            points = folder / f"{clients}.json"
            points.write_text(json.dumps(_filled(path, clients)), encoding="utf-8")
            here = folder / str(clients)
            here.mkdir()
            running = start(here, workbook=str(path), notebook="dashboard")
            stack.callback(running.stop)
            ours = "[data-section=map] .cf-plot"
            switch = ("Billed in a year", "Owed now")
            sites.append(
                Site(
                    f"clientfit: {name}",
                    running.url,
                    ".cf-stage h1",
                    ours,
                    ".cf-clients",
                    switch,
                    ("Strain", "Client"),
                )
            )
            sites += _others(stack, folder, name, points)
        yield sites


def _others(stack: ExitStack, folder: Path, name: str, points: Path) -> list[Site]:
    commands = {
        "Streamlit": lambda port: [
            *(str(OTHERS), "-m", "streamlit", "run", str(APPS / "streamlit_map.py")),
            *("--server.headless=true", "--server.address=127.0.0.1"),
            *("--browser.gatherUsageStats=false", "--server.port", str(port)),
        ],
        "Dash": lambda port: [str(OTHERS), str(APPS / "dash_map.py"), str(port)],
    }
    words = {"Streamlit": "[data-testid=stRadio]", "Dash": "#what"}
    found = []
    for kind, command in commands.items():
        here = folder / f"{kind}-{points.stem}"
        here.mkdir()
        url, _ = stack.enter_context(serving(here, command, POINTS=str(points)))
        switch = ("income", "owed")
        found.append(Site(f"{kind}: {name}", url, words[kind], ".js-plotly-plot", "none", switch))
    return found


def _filled(path: Path, clients: int) -> list[dict[str, object]]:
    """Make a workbook; give what its map shows, for the others to draw."""
    with Workbook.open(path) as workbook:
        session = Session(workbook, translator())
        if clients != MANY:
            add_sample(session)
        elif REAL.exists():
            read = read_invoices(REAL.read_bytes(), REAL.name)
            workbook.save_invoices(read.invoices, source_file=REAL.name)
            NameMatching(session).add_clients()
        else:
            fill(workbook, MANY, date.today())  # noqa: DTZ011
        if clients == MANY:
            _answer(workbook)
        shown = Session(workbook, translator()).portfolio.rows
        return [
            {
                "name": one.name,
                "income": one.income / 100,
                "owed": one.money.owed / 100 if one.money else 0,
                "strain": one.strain,
                "size": 10 + (one.worked or 0) / 20,
            }
            for one in shown
        ]


def _answer(workbook: Workbook) -> None:
    """Give every customer answers, and one an open invoice: the map has two sides then."""
    for at, one in enumerate(workbook.clients()):
        for n, sign in enumerate(SIGNS):
            workbook.answer(one.id, sign, FREQUENCIES[(at * 7 + n * at) % 5])
    owing = workbook.invoices()[-1]
    open_ = replace(owing, number="open", settled=None, owed=owing.total, state=InvoiceState.OPEN)
    workbook.save_invoices([open_], source_file="invented.csv")


def _table(found: dict[str, Figures], load: list[float]) -> Table:
    lines = [
        (
            name,
            f"{statistics.median(one.chart) / 1000:.2f}",
            f"{one.after:,.0f}",
            f"{statistics.median(one.switch):,.0f}",
            f"{max(one.switch):,.0f}",
            f"{statistics.median(one.sort):,.0f}" if one.sort else "",
        )
        for name, one in found.items()
    ]
    others = ", ".join(f"{name} {version(name)}" for name in ("streamlit", "dash", "plotly"))
    return Table(
        "Dashboard",
        ("Page", "Chart s", "After the page ms", "Switch ms", "slowest ms", "Sort ms"),
        lines,
        (
            f"{others}; {os.cpu_count()} cores, load before each round "
            f"{', '.join(f'{one:.1f}' for one in load)}.",
            f"Chart: from the navigation until the map stands with its points. After the page: "
            f"from its words (ours: the heading, cards and tables; the others: the choice above "
            f"the chart) until then. Medians of {ROUNDS} first visits.",
            "Switch: from the press on what the map shows until the other axis stands. Sort: the "
            "table of all clients by another column; the others sort in a table of their own.",
            "The others draw the map alone; ours has the cards, five charts and the table.",
        ),
    )


def _promises(found: dict[str, Figures]) -> Table:
    rows = []
    for name, one in found.items():
        if not name.startswith("clientfit"):
            continue
        other = found[name.replace("clientfit", "Dash")]
        times = (one.switch, other.switch)
        ours, theirs = (statistics.median(each) for each in times)
        rows += [
            Row(f"{name}: chart after the page", one.after, "ms", other.after, at_most=1000),
            Row(f"{name}: switch", ours, "ms", theirs, at_most=100),
            Row(f"{name}: sort", statistics.median(one.sort), "ms", at_most=100),
        ]
    return table_of("Promises of the dashboard, beside Dash", rows)
