"""Fixtures for everything that needs a running page.

``server(...)``       starts clientfit in a process of its own and returns a ``Running``; every
                      server of a test module is stopped when the module is done.
``counter_server``    one server for the module, with a page of one button that counts.
``new_page(...)``     opens a page in a fresh browser context; takes Playwright's context options
                      (``color_scheme="dark"``, ``viewport={...}``, ``locale=...``).
``browser_page``      one such page, 1280 by 900, light.

A page that asks any address but our server's, or throws in a script, fails its test at the end;
``page.errors.clear()`` where an error is part of the test.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

TESTS = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TESTS))
import chromium as tool  # noqa: E402

START = """
import json, sys
from pathlib import Path
from clientfit.serve import serve
from clientfit.serve.limits import Limits
options = json.loads(sys.argv[1])
for name in ("workbook", "notebook"):
    if options.get(name) and "/" in options[name]:
        options[name] = Path(options[name])
if "limits" in options:
    options["limits"] = Limits(**options["limits"])
serve(open_browser=False, **options)
"""

COUNTER = '''
import anywidget, traitlets


class Counter(anywidget.AnyWidget):
    _esm = """
    export default { render({ model, el }) {
      const button = document.createElement("button");
      const show = () => { button.textContent = `count ${model.get("value")}`; };
      button.addEventListener("click", () => {
        model.set("asked", model.get("asked") + 1);
        model.save_changes();
      });
      model.on("change:value", show);
      show();
      el.append(button);
    } };
    """
    asked = traitlets.Int(0).tag(sync=True)
    value = traitlets.Int(0).tag(sync=True)


counter = Counter()
counter.observe(lambda change: counter.set_trait("value", change.new), "asked")
counter
'''


@dataclass
class Running:
    """A server that answers."""

    url: str
    process: subprocess.Popen[str]
    log: Path
    folder: Path

    def kernels(self) -> dict[str, psutil.Process]:
        """The kernels that live now, by id; the ones waiting for a page are among them."""
        found = {}
        for child in psutil.Process(self.process.pid).children():
            try:
                named = re.search(r"kernel-([0-9a-f-]{36})\.json", " ".join(child.cmdline()))
            except psutil.Error:
                continue
            if named and child.status() != psutil.STATUS_ZOMBIE:
                found[named[1]] = child
        return found

    def stop(self) -> int:
        """End it as Ctrl-C does, and give its exit status."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return self.process.wait()


def wait_until(claim: Callable[[], object], seconds: float = 10, what: str = "it") -> None:
    """Wait until the claim holds, and fail when it does not in time."""
    end = time.monotonic() + seconds
    while not claim():
        if time.monotonic() > end:
            pytest.fail(f"{what} did not happen within {seconds} s")
        time.sleep(0.05)


def write_notebook(path: Path, *cells: str) -> Path:
    """A notebook of code cells."""
    content = {
        "cells": [
            {
                "cell_type": "code",
                "execution_count": None,
                "id": f"cell{number}",
                "metadata": {},
                "outputs": [],
                "source": source,
            }
            for number, source in enumerate(cells)
        ],
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def kernel_of(page: Page) -> str:
    """The id of the kernel behind a page."""
    found: str = page.evaluate(
        "JSON.parse(document.getElementById('cf-config').textContent).kernelId"
    )
    return found


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Running]]:
    """Start servers: ``server(workbook=..., notebook=..., limits={...})``, as ``serve`` takes them.

    Without a notebook it is the workbook; without a workbook file it is a new one in a new folder.
    """
    started: list[Running] = []

    def start(**options: Any) -> Running:
        folder = tmp_path_factory.mktemp("served")
        options.setdefault("port", 0)
        options.setdefault("workbook", str(folder / "mine.clientfit"))
        log = folder / "log.txt"
        with log.open("w") as errors:
            process = subprocess.Popen(
                [sys.executable, "-c", START, json.dumps(options, default=str)],
                env={**os.environ, "PYTHONPATH": str(TESTS.parent)},
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert process.stdout is not None
        said = process.stdout.readline()
        address = re.search(r"http://\S+", said)
        if not address:
            process.wait(20)
            pytest.fail(f"the server did not start: {said}{log.read_text()}")
        running = Running(url=address[0], process=process, log=log, folder=folder)
        started.append(running)
        return running

    yield start
    for running in started:
        running.stop()


@pytest.fixture(scope="module")
def counter_notebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_notebook(tmp_path_factory.mktemp("notebooks") / "counter.ipynb", COUNTER)


@pytest.fixture(scope="module")
def counter_server(server: Callable[..., Running], counter_notebook: Path) -> Running:
    return server(notebook=str(counter_notebook))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
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
            lambda asked: (
                None
                if re.match(
                    r"(https?|wss?)://(127\.0\.0\.1|localhost|\[::1\])[:/]|data:|blob:", asked.url
                )
                else errors.append(f"asked {asked.url}")
            ),
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
