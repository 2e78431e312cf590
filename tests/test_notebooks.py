"""The notebooks, run as Jupyter runs them: each shows one page with its steps, or tables."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
EXPLORE = ("explore/portfolio.ipynb", "explore/what_if.ipynb")
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

    def run_one(path: Path) -> NotebookClient:
        notebook = nbformat.read(path, as_version=4)
        client = NotebookClient(notebook, timeout=60, kernel_name="python3")
        client.execute()
        return client

    return run_one


def _outputs(client: NotebookClient) -> list[dict[str, Any]]:
    """What the code cells show, the first first."""
    cells = [one for one in client.nb.cells if one.cell_type == "code"]
    return [output.data for cell in cells for output in cell.outputs]


def _page(client: NotebookClient) -> dict[str, Any]:
    (output,) = _outputs(client)
    found: dict[str, Any] = client.widget_state[output[WIDGET]["model_id"]]
    return found


def test_every_notebook_is_known_here() -> None:
    found = {path.relative_to(NOTEBOOKS).as_posix() for path in NOTEBOOKS.rglob("*.ipynb")}
    assert found == {*STEPS, *EXPLORE}


def test_the_notebook_for_the_curious_shows_tables_and_a_figure(run: Any, tmp_path: Path) -> None:
    clients, figure, hours = _outputs(run(NOTEBOOKS / "explore/portfolio.ipynb"))
    assert "Studio Kestrel" in clients["text/html"]
    drawn = figure["application/vnd.plotly.v1+json"]["data"]
    assert sum(len(trace["hovertext"]) for trace in drawn) == 8
    assert "Ondry Lettings" in hours["text/plain"]
    assert not (tmp_path / "mine.clientfit").exists()


@pytest.mark.parametrize("name", STEPS)
def test_a_notebook_shows_one_page_with_its_steps(run: Any, tmp_path: Path, name: str) -> None:
    state = _page(run(NOTEBOOKS / name))
    assert [one["id"] for one in state["frame"]["steps"]] == STEPS[name]
    assert state["body"]["kind"] == STEPS[name][0]
    assert (tmp_path / "mine.clientfit").exists()


def test_a_notebook_on_a_file_that_is_no_workbook_says_so(run: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.clientfit").write_bytes(b"a letter")
    state = _page(run(NOTEBOOKS / "workbook.ipynb"))
    assert state["heading"] == "Your workbook can’t be opened."
    assert (tmp_path / "mine.clientfit").read_bytes() == b"a letter"


@pytest.mark.parametrize("name", EXPLORE)
def test_a_notebook_to_explore_runs_to_its_end_and_shows_something(run: Any, name: str) -> None:
    assert all(_outputs(run(NOTEBOOKS / name)))
