"""The notebooks, run as Jupyter runs them: each shows one page with its steps."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
EXPLORE = sorted((NOTEBOOKS / "explore").glob("*.ipynb"))
WIDGET = "application/vnd.jupyter.widget-view+json"
STEPS = {
    "workbook.ipynb": ["client", "signs", "reading", "repair", "end", "letter", "all"],
    "questionnaire.ipynb": ["client", "signs", "reading"],
    "dashboard.ipynb": ["all"],
}


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a notebook on a workbook of its own; give its output and the state of its widget."""
    monkeypatch.setenv("CLIENTFIT_WORKBOOK", str(tmp_path / "mine.clientfit"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONPATH", str(NOTEBOOKS.parent), prepend=os.pathsep)

    def run_one(path: Path) -> dict[str, Any]:
        notebook = nbformat.read(path, as_version=4)
        client = NotebookClient(notebook, timeout=60, kernel_name="python3")
        client.execute()
        (cell,) = [one for one in notebook.cells if one.cell_type == "code"]
        (output,) = cell.outputs
        found: dict[str, Any] = client.widget_state[output.data[WIDGET]["model_id"]]
        return found

    return run_one


def test_every_notebook_is_known_here() -> None:
    assert {path.name for path in NOTEBOOKS.glob("*.ipynb")} == set(STEPS)


@pytest.mark.parametrize("name", STEPS)
def test_a_notebook_shows_one_page_with_its_steps(run: Any, tmp_path: Path, name: str) -> None:
    state = run(NOTEBOOKS / name)
    assert [one["id"] for one in state["frame"]["steps"]] == STEPS[name]
    assert state["body"]["kind"] == STEPS[name][0]
    assert (tmp_path / "mine.clientfit").exists()


def test_a_notebook_on_a_file_that_is_no_workbook_says_so(run: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.clientfit").write_bytes(b"a letter")
    state = run(NOTEBOOKS / "workbook.ipynb")
    assert state["heading"] == "Your workbook can’t be opened."
    assert (tmp_path / "mine.clientfit").read_bytes() == b"a letter"


@pytest.mark.parametrize("path", EXPLORE, ids=lambda path: path.name)
def test_a_notebook_to_explore_runs_to_its_end_and_shows_something(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(NOTEBOOKS.parent), prepend=os.pathsep)
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=60, kernel_name="python3").execute()
    cells = [one for one in notebook.cells if one.cell_type == "code"]
    assert cells[-1].outputs
    assert not [out for cell in cells for out in cell.outputs if out.output_type == "error"]
