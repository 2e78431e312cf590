"""Fixtures for everything that needs a browser; the servers come from ``tests/conftest.py``.

``new_page(...)``   opens a page in a fresh browser context; takes Playwright's context options
                    (``color_scheme="dark"``, ``viewport={...}``, ``locale=...``).
``browser_page``    one such page, 1280 by 900, light.

A page that asks any address but our server's, or throws in a script, fails its test at the end;
``page.errors.clear()`` where an error is part of the test. The pages forbid eval, and with it
Playwright's ``wait_for_function``: use ``expect`` or ``running.wait_until`` instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import chromium as tool
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

OURS = re.compile(r"(https?|wss?)://(127\.0\.0\.1|localhost|\[::1\])[:/]|data:|blob:")


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
