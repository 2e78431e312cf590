"""The Pythons that clientfit is for: which of them are on this machine, and whether it works there.

``python tests/pythons.py`` runs ``make lint unit`` under each of them, in an environment of its own
beside the usual one, and ends with a line for each. It fails where one fails, and where none but
the Python it runs in was found: that one alone is what ``make test`` tries.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = "{}.{}".format(*sys.version_info)
CHECKS = ("lint", "unit")
#: Where pytest says how many passed; `make lint` says nothing of the kind.
COUNTED = re.compile(r"\d+ (passed|failed|error).* in [\d.]+s")
NOT_HERE = "not tried: it is not on this machine"


@dataclass(frozen=True)
class Outcome:
    """What came of the checks under one Python."""

    version: str
    tried: bool
    passed: bool
    told: str


def supported() -> tuple[str, ...]:
    """The versions that ``pyproject.toml`` says clientfit is for, the oldest first."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    found = [re.fullmatch(r".* :: (3\.\d+)", line) for line in project["classifiers"]]
    return tuple(one[1] for one in found if one)


def find(version: str) -> Path | None:
    """A Python of that version that really runs: the one in use, on the PATH, or pyenv's.

    A name on the PATH may be only a shim, which fails where no such version is chosen.
    """
    return next((path for path in _places(version) if _is(path, version)), None)


def _places(version: str) -> Iterator[Path]:
    if version == HERE:
        yield Path(sys.executable)
    on_path = shutil.which(f"python{version}")
    if on_path:
        yield Path(on_path)
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser()
    yield from sorted(pyenv.glob(f"versions/{version}.*/bin/python"))


def _is(path: Path, version: str) -> bool:
    asked = [str(path), "-c", "import sys; print('%d.%d' % sys.version_info[:2])"]
    told = subprocess.run(asked, capture_output=True, text=True, check=False)
    return told.returncode == 0 and told.stdout.strip() == version


def check(version: str) -> Outcome:
    """Run the checks under a Python, and show what they say meanwhile."""
    python = find(version)
    if python is None:
        return Outcome(version, tried=False, passed=False, told=NOT_HERE)
    # The usual environment is that of this Python; the others stand inside its folder.
    usual = ROOT / ".venv"
    folder = usual if python.is_relative_to(usual) else usual / f"py{version}"
    counted, began = "no test ran", time.monotonic()
    command = ["make", *CHECKS, f"VENV={folder.relative_to(ROOT)}", f"PYTHON={python}"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as running:
        for line in running.stdout or ():
            print(line, end="", flush=True)
            counted = line.strip(" =\n") if COUNTED.search(line) else counted
    word = "FAILED" if running.returncode else "passed"
    told = f"{word} in {time.monotonic() - began:.0f} s: {counted}"
    return Outcome(version, tried=True, passed=not running.returncode, told=told)


def main() -> int:
    """Try every version, say what came of each, and give the exit status."""
    outcomes = []
    for version in supported():
        print(f"\n== Python {version}", flush=True)
        outcomes.append(check(version))
    print()
    for one in outcomes:
        print(f"Python {one.version}  {one.told}")
    tried = [one for one in outcomes if one.tried]
    if not [one for one in tried if one.version != HERE]:
        print("No other Python was found here, so nothing was tried that `make test` does not try.")
        return 1
    return 0 if all(one.passed for one in tried) else 1


if __name__ == "__main__":
    sys.exit(main())
