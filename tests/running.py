"""A clientfit server in a process of its own, for tests that need one that answers."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[1]
Result = TypeVar("Result")

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
exec(options.pop("before", ""))
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

    def begin_anew(self) -> None:
        """Take its workbook away, as soon as no page has it any more; the next one gets another."""

        def in_use() -> bool:
            return any(
                file.path.startswith(str(self.folder / "mine.clientfit"))
                for kernel in self.kernels().values()
                for file in kernel.open_files()
            )

        wait_until(lambda: not in_use(), 30, "the end of the kernels of closed pages")
        for path in self.folder.glob("mine.clientfit*"):
            path.unlink()

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


def kernel_of(page: Any) -> str:
    """The id of the kernel behind a page of the browser."""
    found: str = page.evaluate(
        "JSON.parse(document.getElementById('cf-config').textContent).kernelId"
    )
    return found


def start(folder: Path, **options: Any) -> Running:
    """Start a server with these options of ``serve``, its files in this folder.

    ``before`` is Python that its process runs first.
    """
    options.setdefault("port", 0)
    options.setdefault("workbook", str(folder / "mine.clientfit"))
    log = folder / "log.txt"
    with log.open("w") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", START, json.dumps(options, default=str)],
            env={**os.environ, "PYTHONPATH": str(ROOT)},
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
    return Running(url=address[0], process=process, log=log, folder=folder)


def run_async(coroutine: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine to its end, on a thread of its own: a browser in this process keeps the loop
    of the main thread running (Playwright's synchronous interface)."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()
