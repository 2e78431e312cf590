"""An empty folder with an empty Python in it: where a person begins."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 60
#: What would lead back to the source tree, or to the Python that runs the tests.
HIDDEN = ("PYTHON", "VIRTUAL_ENV", "JUPYTER", "JPY", "COV_", "PYTEST", "XDG_", "CLIENTFIT")


def environment(home: Path, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a new account would have, without its waits: pip's cache is kept, and what is
    installed is compiled only as it is used. The files are the same.
    """
    kept = {key: value for key, value in os.environ.items() if not key.startswith(HIDDEN)}
    cache = os.environ.get("PIP_CACHE_DIR", str(Path("~/.cache/pip").expanduser()))
    pip = {"PIP_CACHE_DIR": cache, "PIP_NO_COMPILE": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    return {**kept, **pip, "HOME": str(home), **(more or {})}


def run(
    command: Sequence[str | Path], folder: Path, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command there, as a person would."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=environment(folder, more),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done


@dataclass(frozen=True)
class Place:
    """A folder away from the source tree, with a Python of its own."""

    folder: Path
    scripts: Path

    def run(
        self, name: str, *arguments: str | Path, more: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run one of this Python's own commands."""
        return run([self.scripts / name, *arguments], self.folder, more)


def empty_place(folder: Path, python: Path = Path(sys.executable)) -> Place:
    """A place with that Python and nothing installed."""
    where = folder / "venv"
    run([python, "-m", "venv", where], folder)
    return Place(folder, where / ("Scripts" if os.name == "nt" else "bin"))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def serving(
    command: Sequence[str | Path], port: int, folder: Path, more: Mapping[str, str] | None = None
) -> Iterator[str]:
    """The address of a server while it runs; what it says goes to ``server.log``."""
    log = folder / "server.log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            env=environment(folder, more),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
        )
    try:
        end = time.monotonic() + PATIENCE
        while not _listens(port):
            assert server.poll() is None, f"the server ended:\n{log.read_text('utf-8')[-4000:]}"
            assert time.monotonic() < end, f"no answer:\n{log.read_text('utf-8')[-4000:]}"
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(PATIENCE)
        finally:
            server.kill()  # one that hangs must not outlive its test


def _listens(port: int) -> bool:
    with socket.socket() as knock:
        return knock.connect_ex(("127.0.0.1", port)) == 0


def page(address: str) -> str:
    """What a browser would get there."""
    try:
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:  # noqa: S310 - our own
            return str(answer.read().decode("utf-8"))
    except urllib.error.HTTPError as error:
        raise AssertionError(f"{address}: {error}\n{error.read()[-4000:]!r}") from error
