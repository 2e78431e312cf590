"""The project as a person finds it after cloning it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

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
