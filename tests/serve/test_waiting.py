"""A kernel that waits for a page and died is never a page's."""

from __future__ import annotations

import re
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
import requests
from running import COUNTER, Running, wait_until, write_notebook

Server = Callable[..., Running]

WAITING = {"waiting": 2}
SLOW = "import time; time.sleep(3)"


def started(server: Server, folder: Path, *before: str) -> Running:
    """A server of the counter with two kernels that wait for a page."""
    notebook = write_notebook(folder / "counter.ipynb", *before, COUNTER)
    return server(notebook=str(notebook), limits=WAITING)


def ready(running: Running, *busy: str) -> list[psutil.Process]:
    """The two kernels that wait beside those that have a page, when they have nothing to do."""

    def waiting() -> list[psutil.Process]:
        return [one for id_, one in running.kernels().items() if id_ not in busy]

    def seconds() -> list[float]:
        return [one.cpu_times().user for one in waiting()]

    wait_until(lambda: len(waiting()) == 2, 30, "two waiting kernels")
    before: list[float] = []
    while before != (now := seconds()):
        before = now
        time.sleep(1)
    return waiting()


def opened(running: Running) -> tuple[float, str]:
    """Open a page: how long it takes in seconds, and the kernel it got; it must show its widget."""
    begun = time.monotonic()
    page = requests.get(running.url, timeout=60).text
    taken = time.monotonic() - begun
    found = re.search(r'"kernelId": "([^"]+)"', page)
    assert found
    assert "widget-view+json" in page
    assert found[1] in running.kernels()
    return taken, found[1]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "stopped"])
def test_the_next_page_gets_a_living_kernel_as_fast_as_the_first_page_did(
    server: Server, tmp_path: Path, how: signal.Signals
) -> None:
    running = started(server, tmp_path)
    cold, first = opened(running)
    waiting = ready(running, first)
    for kernel in waiting:
        kernel.send_signal(how)
    taken, _ = opened(running)
    assert taken < 2 * cold + 3  # two of them are asked, a second each, and the machine is shared
    wait_until(lambda: not any(one.is_running() for one in waiting), 10, "the end of the dead")
    wait_until(lambda: len(running.kernels()) == 4, 30, "two others that wait")
    assert "Traceback" not in running.log.read_text()


def test_a_page_takes_the_one_that_lives_beside_one_that_died(
    server: Server, tmp_path: Path
) -> None:
    running = started(server, tmp_path)
    dead, alive = ready(running)
    dead.kill()
    taken, kernel = opened(running)
    assert running.kernels()[kernel].pid == alive.pid
    assert taken < 5  # nothing is waited for; the fault took 30 s


def test_kernels_that_died_half_started_are_passed_over(server: Server, tmp_path: Path) -> None:
    running = started(server, tmp_path, SLOW)
    wait_until(lambda: len(running.kernels()) == 2, 30, "two kernels")
    for kernel in running.kernels().values():
        kernel.kill()
    opened(running)


def test_a_page_that_waits_for_a_kernel_that_dies_while_it_starts_gets_another(
    server: Server, tmp_path: Path
) -> None:
    running = started(server, tmp_path)
    ready(running)
    killed: list[int] = []

    def kill_what_starts() -> None:
        while len(killed) < 4:
            for kernel in running.kernels().values():
                if kernel.pid not in killed:
                    killed.append(kernel.pid)
                    kernel.kill()

    killer = threading.Thread(target=kill_what_starts)
    killer.start()
    while len(killed) < 2:
        time.sleep(0.01)
    opened(running)
    killer.join()
    assert len(killed) == 4
