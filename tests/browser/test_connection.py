"""The page knows whether its kernel is there, and the kernel whether its page is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from running import Running, kernel_of, wait_until

pytestmark = pytest.mark.browser

Server = Callable[..., Running]

LISTEN = """
window.heard = [];
addEventListener("clientfit:connection", (event) => heard.push(event.detail.state));
"""


def opened(page: Page, running: Running, query: str = "") -> str:
    """Open the counter, use it once, and give the kernel's id."""
    page.add_init_script(LISTEN)
    page.goto(running.url + query)
    button = page.get_by_role("button", name="count")
    button.click()
    expect(button).to_have_text("count 1")
    return kernel_of(page)


@pytest.mark.alone
def test_a_closed_page_frees_its_kernel(counter_server: Running, browser_page: Page) -> None:
    kernel = opened(browser_page, counter_server)
    assert kernel in counter_server.kernels()
    browser_page.close(run_before_unload=True)
    wait_until(lambda: kernel not in counter_server.kernels(), 5, "the end of the kernel")


@pytest.mark.alone
def test_a_reload_frees_the_old_kernel_and_gets_another(
    counter_server: Running, browser_page: Page
) -> None:
    kernel = opened(browser_page, counter_server)
    browser_page.reload()
    expect(browser_page.get_by_role("button", name="count")).to_have_text("count 0")
    assert kernel_of(browser_page) != kernel
    wait_until(lambda: kernel not in counter_server.kernels(), 5, "the end of the kernel")
    expect(browser_page.get_by_role("alert")).to_be_hidden()


def test_back_and_forward_bring_a_working_page(counter_server: Running, browser_page: Page) -> None:
    opened(browser_page, counter_server)
    browser_page.goto("about:blank")
    browser_page.go_back()
    button = browser_page.get_by_role("button", name="count")
    expect(button).to_have_text("count 0")
    button.click()
    expect(button).to_have_text("count 1")


def test_a_download_or_a_mail_link_leaves_the_kernel_alone(
    counter_server: Running, browser_page: Page
) -> None:
    kernel = opened(browser_page, counter_server)
    browser_page.evaluate("window.dispatchEvent(new Event('beforeunload', {cancelable: true}))")
    button = browser_page.get_by_role("button", name="count")
    button.click()
    expect(button).to_have_text("count 2")
    assert kernel in counter_server.kernels()


@pytest.mark.alone
def test_a_killed_kernel_is_told_within_two_seconds_and_going_on_works(
    counter_server: Running, browser_page: Page
) -> None:
    kernel = opened(browser_page, counter_server)
    counter_server.kernels()[kernel].kill()
    expect(browser_page.get_by_role("alert")).to_be_visible(timeout=2000)
    expect(browser_page.get_by_role("alert")).to_contain_text("Nothing you typed is lost")
    assert browser_page.evaluate("document.documentElement.dataset.connection") == "lost"
    assert browser_page.evaluate("clientfitConnection.state") == "lost"
    assert browser_page.evaluate("heard") == ["lost"]
    browser_page.get_by_role("button", name="Go on").click()
    button = browser_page.get_by_role("button", name="count")
    expect(button).to_have_text("count 0")
    button.click()
    expect(button).to_have_text("count 1")
    expect(browser_page.get_by_role("alert")).to_be_hidden()


def test_going_on_works_though_every_kernel_that_waited_was_killed_too(
    counter_server: Running, browser_page: Page
) -> None:
    opened(browser_page, counter_server)
    wait_until(lambda: len(counter_server.kernels()) > 1, 20, "a kernel that waits")
    for kernel in counter_server.kernels().values():
        kernel.kill()
    browser_page.get_by_role("button", name="Go on").click()
    button = browser_page.get_by_role("button", name="count")
    expect(button).to_have_text("count 0", timeout=15_000)
    button.click()
    expect(button).to_have_text("count 1")
    expect(browser_page.get_by_role("alert")).to_be_hidden()


@pytest.mark.alone
def test_a_kernel_ended_for_being_unused_is_told(
    server: Server, counter_notebook: Path, browser_page: Page
) -> None:
    limits = {"unseen": 5, "open_page": 5, "look_every": 1}
    running = server(notebook=str(counter_notebook), limits=limits)
    kernel = opened(browser_page, running)
    expect(browser_page.get_by_role("alert")).to_be_visible(timeout=15_000)
    wait_until(lambda: kernel not in running.kernels(), 5, "the end of the kernel")


@pytest.mark.alone
def test_a_kernel_whose_page_is_open_outlives_one_nobody_looks_at(
    server: Server, counter_notebook: Path, browser_page: Page
) -> None:
    limits = {"unseen": 2, "open_page": 600, "look_every": 1}
    running = server(notebook=str(counter_notebook), limits=limits)
    kernel = opened(browser_page, running)
    # A visitor without a script starts a kernel too, and never connects to it.
    answer = browser_page.request.get(running.url).text()
    unseen = answer.split('"kernelId": "')[1].split('"')[0]
    wait_until(lambda: unseen not in running.kernels(), 10, "the end of the unseen kernel")
    assert kernel in running.kernels()
    expect(browser_page.get_by_role("alert")).to_be_hidden()


@pytest.mark.alone
def test_being_offline_is_told_at_once_and_taken_back_when_it_ends(
    counter_server: Running, browser_page: Page
) -> None:
    kernel = opened(browser_page, counter_server)
    browser_page.context.set_offline(True)
    expect(browser_page.get_by_role("alert")).to_be_visible(timeout=1000)
    browser_page.context.set_offline(False)
    expect(browser_page.get_by_role("alert")).to_be_hidden(timeout=8000)
    assert browser_page.evaluate("heard") == ["lost", "ok"]
    button = browser_page.get_by_role("button", name="count")
    button.click()
    expect(button).to_have_text("count 2")
    assert kernel_of(browser_page) == kernel


@pytest.mark.alone
def test_a_server_that_stops_is_told_and_going_on_waits_for_it(
    server: Server, counter_notebook: Path, browser_page: Page
) -> None:
    running = server(notebook=str(counter_notebook))
    opened(browser_page, running)
    assert running.stop() == 0
    expect(browser_page.get_by_role("alert")).to_be_visible(timeout=4000)


def test_a_suspicion_without_cause_says_nothing(
    counter_server: Running, browser_page: Page
) -> None:
    opened(browser_page, counter_server)
    browser_page.evaluate("clientfitConnection.suspect()")
    browser_page.wait_for_timeout(500)
    assert browser_page.evaluate("clientfitConnection.state") == "ok"
    assert browser_page.evaluate("heard") == []
