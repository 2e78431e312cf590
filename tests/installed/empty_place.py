"""An empty folder with an empty Python in it: where a person begins."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


def run(
    command: Sequence[str | Path], folder: Path, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a command as a person would there: the source tree and this Python are out of reach."""
    hidden = ("PYTHON", "VIRTUAL_ENV", "JUPYTER", "COV_", "PYTEST")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(hidden)}
    environment |= {"HOME": str(folder), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    # The cache of pip is the machine's: the same files, without waiting for them again.
    environment.setdefault("PIP_CACHE_DIR", str(Path("~/.cache/pip").expanduser()))
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env={**environment, **(more or {})},
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
