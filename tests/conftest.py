"""Servers for every test that needs one, and a browser.

``server(...)``       starts clientfit as ``serve`` takes its options (``workbook=``, ``notebook=``,
                      ``limits={...}``) and returns a ``Running``; without a notebook it is the
                      workbook, without a workbook file a new one in a new folder. All servers of
                      a test module are stopped when the module is done.
``fresh_server``     the workbook's server with a new, empty workbook: one server for all tests of a
                      process that ask for nothing else.
``counter_notebook``  a notebook with one small widget: a button that counts.
``counter_server``    one server of that notebook for the whole module.

``new_page(...)``     opens a page in a fresh browser context; takes Playwright's context options
                      (``color_scheme="dark"``, ``viewport={...}``, ``locale=...``).
``browser_page``      one such page, 1280 by 900, light.

A page that asks any address but our server's, or throws in a script, fails its test at the end;
``page.errors.clear()`` where an error is part of the test. The pages forbid eval, and with it
Playwright's ``wait_for_function``: use ``expect`` or ``running.wait_until`` instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import chromium as tool
import pytest
import real_files
import scheduling
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from running import COUNTER, Running, start, write_notebook

#: For `make check`. Without it hypothesis draws its hundred, or what a test asks for.
settings.register_profile("quick", max_examples=10)

OURS = re.compile(r"(https?|wss?)://(127\.0\.0\.1|localhost|\[::1\])[:/]|data:|blob:")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    scheduling.begin_with_the_longest(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> scheduling.ByFile | None:
    """Give each file to one process."""
    return scheduling.ByFile(config, log) if config.getvalue("dist") == "loadfile" else None


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Say at the end of a run of all what its claims about real files rested on."""
    of_all = config.args_source is not pytest.Config.ArgsSource.ARGS
    if of_all and not config.option.collectonly:
        terminalreporter.write_line(real_files.account())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def start_one(**options: Any) -> Running:
        running = start(tmp_path_factory.mktemp("served"), **options)
        started.append(running)
        return running

    yield start_one
    for running in started:
        running.stop()


@pytest.fixture(scope="session")
def workbook_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    # A kernel that waits for a page has opened the workbook already, and would keep the old one.
    running = start(tmp_path_factory.mktemp("workbook"), limits={"waiting": 0})
    yield running
    running.stop()


@pytest.fixture
def fresh_server(workbook_server: Running) -> Running:
    workbook_server.begin_anew()
    return workbook_server


@pytest.fixture(scope="module")
def counter_notebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_notebook(tmp_path_factory.mktemp("notebooks") / "counter.ipynb", COUNTER)


@pytest.fixture(scope="module")
def counter_server(server: Callable[..., Running], counter_notebook: Path) -> Running:
    return server(notebook=str(counter_notebook))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    expect.set_options(timeout=20_000)  # files run side by side, and the machine may be busy
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=str(tool.browser()), args=list(tool.ARGUMENTS)
        )
        yield found
        found.close()


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []
    pages: list[Page] = []

    def open_one(**options: Any) -> Page:
        options.setdefault("viewport", {"width": 1280, "height": 900})
        context = chromium.new_context(**options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on(
            "request",
            lambda asked: None if OURS.match(asked.url) else errors.append(f"asked {asked.url}"),
        )
        page.errors = errors  # type: ignore[attr-defined]
        pages.append(page)
        return page

    yield open_one
    for context in contexts:
        context.close()
    for page in pages:
        assert page.errors == []  # type: ignore[attr-defined]


@pytest.fixture
def browser_page(new_page: Callable[..., Page]) -> Page:
    return new_page()
