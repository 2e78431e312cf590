"""The pages that are compared: how each is served, and where its control and its answer are."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from running import ROOT, start, write_notebook

from clientfit.files.store import Workbook

APPS = Path(__file__).parent / "apps"
OTHERS = Path(os.environ.get("BENCH_PYTHON", ROOT / ".venv" / "bench" / "bin" / "python"))
"""The Python of the environment that holds Streamlit and Dash."""

SLIDER = "Voila: slider and label"
QUESTION = "clientfit: first question"
RADIO = "fieldset[data-field] input[type=radio]"
COUNT = ".cf-progress span"


@dataclass(frozen=True, slots=True)
class Site:
    """One page on one server.

    ``control`` is what a person uses first, ``seen`` its visible part where that is another, and
    ``says`` an element whose text Python changes when they do; a page without ``says`` is only
    looked at. The first of ``keys`` is pressed, or the last where the control is checked.
    """

    name: str
    url: str
    server: psutil.Process
    control: str
    says: str = ""
    keys: tuple[str, ...] = ("ArrowRight",)
    seen: str = ""

    def processes(self) -> list[psutil.Process]:
        """The server and all that it has started, kernels too."""
        return [self.server, *self.server.children(recursive=True)]


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port


def wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until the server answers; without starting the page, which would warm it up."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/favicon.ico", timeout=5):  # noqa: S310
                return
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"the server at {url} did not start:\n{log.read_text()}")


@contextmanager
def serving(
    folder: Path, command: Callable[[int], Sequence[str]], **env: str
) -> Iterator[tuple[str, psutil.Process]]:
    """A server in a process of its own that stands in a folder of its own."""
    port = free_port()
    log = folder / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command(port)],
            cwd=folder,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url, process, log)
        yield url, psutil.Process(process.pid)
    finally:
        family = [*psutil.Process(process.pid).children(recursive=True)]
        process.terminate()
        process.wait(20)
        for child in family:
            if child.is_running():
                child.kill()


def voila(stack: ExitStack, folder: Path, name: str) -> tuple[str, psutil.Process]:
    """Voila as it comes: its own template and settings, every extension that is installed."""
    folder.mkdir()
    notebook = write_notebook(folder / "page.ipynb", (APPS / f"{name}.py").read_text("utf-8"))
    command = [sys.executable, "-m", "voila", notebook.name, "--no-browser", "--Voila.ip=127.0.0.1"]
    return stack.enter_context(
        serving(
            folder,
            lambda port: [*command, f"--port={port}"],
            # A person's own settings and templates are not as it comes.
            JUPYTER_CONFIG_DIR=str(folder),
            JUPYTER_DATA_DIR=str(folder),
        )
    )


def clientfit(
    stack: ExitStack, folder: Path, client: str = "", **options: object
) -> tuple[str, psutil.Process]:
    """Our server with a workbook that is empty, or holds one client at its first question."""
    folder.mkdir()
    path = folder / "mine.clientfit"
    address = ""
    if client:
        with Workbook.open(path) as workbook:
            address = f"#signs/{workbook.add_client(client).id}"
    running = start(folder, workbook=str(path), **options)
    stack.callback(running.stop)
    return f"{running.url}{address}", psutil.Process(running.process.pid)


@contextmanager
def sites(folder: Path) -> Iterator[list[Site]]:
    """Start every server, and stop them all."""
    if not OTHERS.is_file():
        raise FileNotFoundError(f"{OTHERS} is missing; `make bench` sets it up")
    streamlit = [
        *(str(OTHERS), "-m", "streamlit", "run", str(APPS / "streamlit_slider.py")),
        *("--server.headless=true", "--server.address=127.0.0.1"),
        *("--browser.gatherUsageStats=false", "--server.port"),
    ]
    dash = [str(OTHERS), str(APPS / "dash_slider.py")]
    for name in ("streamlit", "dash"):
        (folder / name).mkdir()
    with ExitStack() as stack:
        yield [
            Site(
                "Voila: empty page",
                *voila(stack, folder / "empty", "voila_empty"),
                control="#rendered_cells",
            ),
            Site(
                SLIDER,
                *voila(stack, folder / "slider", "voila_slider"),
                control=".noUi-handle",
                says=".widget-label:last-child",
            ),
            Site(
                "clientfit: empty workbook",
                *clientfit(stack, folder / "new"),
                control=".cf-new input",
            ),
            Site(
                QUESTION,
                *clientfit(stack, folder / "signs", "Invented Mills"),
                control=RADIO,
                says=COUNT,
                keys=(" ", "Delete"),
            ),
            Site(
                f"{QUESTION}, no kernel waiting",
                *clientfit(stack, folder / "cold", "Invented Mills", limits={"waiting": 0}),
                control=RADIO,
                says=COUNT,
                keys=(" ", "Delete"),
            ),
            Site(
                "Streamlit: slider and label",
                *stack.enter_context(
                    serving(folder / "streamlit", lambda port: [*streamlit, str(port)])
                ),
                control="[data-testid=stSlider] input",
                says="[data-testid=stText]",
                seen="[data-testid=stSliderThumbValue]",
            ),
            Site(
                "Dash: slider and label",
                *stack.enter_context(
                    serving(folder / "dash", lambda port: [*dash, str(port)], PYTHONUNBUFFERED="1")
                ),
                control="[role=slider]",
                says="#label",
            ),
        ]


def version(package: str) -> str:
    """The version of a package in the environment of the others, or in this one."""
    code = f"import importlib.metadata as m; print(m.version({package!r}))"
    for python in (str(OTHERS), sys.executable):
        found = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
        if found.returncode == 0 and re.fullmatch(r"\S+", found.stdout.strip()):
            return found.stdout.strip()
    raise LookupError(package)
