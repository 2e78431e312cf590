"""The floors hold, and what holds them does notice."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LINTER = Path(sys.executable).with_name("lint-imports")


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    # Run there, so that the copy is what gets imported, not the installed package.
    return subprocess.run(
        [str(LINTER), "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "clientfit", tmp_path / "clientfit", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_floors_hold_as_they_are(copy: Path) -> None:
    done = _lint(copy)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "told"),
    [
        ("core/planted.py", "import clientfit.text", "clientfit.core.planted"),
        ("text/planted.py", "import clientfit.app", "clientfit.text.planted"),
        ("app/planted.py", "import clientfit.page", "clientfit.app.planted"),
        (
            "core/model.py",
            "import clientfit.core.reading.rule",
            "No cycles are allowed in clientfit.core",
        ),
        ("core/planted.py", "import pandas", "clientfit.core.planted"),
        ("files/planted.py", "import ipywidgets", "clientfit.files.planted"),
        ("nowhere.py", "", "clientfit.nowhere"),
    ],
)
def test_a_wrong_import_or_a_module_on_no_floor_is_named(
    copy: Path, module: str, line: str, told: str
) -> None:
    path = copy / "clientfit" / module
    before = path.read_text("utf-8") if path.exists() else '"""Planted."""\n'
    path.write_text(f"{before}\n{line}\n", "utf-8")
    done = _lint(copy)
    assert done.returncode == 1
    assert told in done.stdout
