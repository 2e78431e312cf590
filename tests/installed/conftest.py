"""The project as a person finds it after cloning it, and after installing it.

``tree``     the clone, where building leaves no trace.
``wheel``    what is built from it: from the sdist, as a packager does.
``place``    an empty folder, with a Python in it that has the wheel and its pins, and nothing else.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from empty_place import Place, empty_place, run

ROOT = Path(__file__).parents[2]
#: What tools make in the tree; a person who clones the project does not have it.
MADE = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", "*_cache", ".hypothesis", "build", "dist", ".ipynb_checkpoints"
)


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project, so that building leaves no trace in it."""
    folder = tmp_path_factory.mktemp("tree") / "clientfit"
    shutil.copytree(ROOT, folder, ignore=MADE)
    return folder


@pytest.fixture(scope="session")
def wheel(tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run([sys.executable, "-m", "build", "--no-isolation", "--outdir", out, tree], out)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="session")
def place(wheel: Path, tree: Path, tmp_path_factory: pytest.TempPathFactory) -> Place:
    made = empty_place(tmp_path_factory.mktemp("installed"))
    made.run("pip", "install", "--quiet", "--require-hashes", "-r", tree / "requirements.txt")
    made.run("pip", "install", "--quiet", "--no-deps", wheel)
    return made
