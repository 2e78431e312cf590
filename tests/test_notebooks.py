"""The notebooks, run as Jupyter runs them: each shows one page with its steps, or tables."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.util import run_sync
from nbformat import NotebookNode

from clientfit.files.store import Workbook

NOTEBOOKS = Path(__file__).parents[1] / "notebooks"
EXPLORE = ("explore/portfolio.ipynb", "explore/what_if.ipynb")
WIDGET = "application/vnd.jupyter.widget-view+json"
STEPS = {
    "workbook.ipynb": ["client", "signs", "reading", "repair", "end", "letter", "all"],
    "questionnaire.ipynb": ["client", "signs", "reading"],
    "dashboard.ipynb": ["all"],
}


class Ran(NotebookClient):
    """A notebook that was run, and opened as a browser would open it."""

    views: Mapping[str, Any]

    def look(self, cell: NotebookNode) -> None:
        """Open the page that a cell shows, as a browser would, and turn to all clients."""
        (page,) = [id_ for id_, state in self.widget_state.items() if "_esm" in state]
        self.views = {}
        for kind in ("hello", "go"):
            said = {"id": kind, "kind": kind, "zone": "Europe/Amsterdam"}
            content = {"comm_id": page, "data": {"method": "custom", "content": said}}
            self.kc.shell_channel.send(self.kc.session.msg("comm_msg", content))
            answer: Mapping[str, Any] = {}
            while answer.get("ack") != kind:
                message = run_sync(self.kc.get_iopub_msg)(timeout=60)
                if message["msg_type"] != "comm_msg":
                    continue
                self.process_message(message, cell, 0)
                answer = message["content"].get("data", {}).get("content", {})
                self.views = self.views or answer.get("views", {})


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Run a notebook on a workbook of its own; give its output and what its widget shows."""
    monkeypatch.setenv("CLIENTFIT_WORKBOOK", str(tmp_path / "mine.clientfit"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONPATH", str(NOTEBOOKS.parent), prepend=os.pathsep)

    def run_one(path: Path, *, look: bool = False) -> Ran:
        notebook = nbformat.read(path, as_version=4)
        client = Ran(notebook, timeout=60, kernel_name="python3")
        with client.setup_kernel():
            for number, cell in enumerate(notebook.cells):
                client.execute_cell(cell, number)
            if look:
                client.look(notebook.cells[-1])
            client.set_widgets_metadata()
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
    ran = run(NOTEBOOKS / name, look=True)
    assert _page(ran)["_model_name"] == "AnyModel"
    assert [one["id"] for one in ran.views["frame"]["steps"]] == STEPS[name]
    assert ran.views["body"]["kind"] == STEPS[name][0]
    assert (tmp_path / "mine.clientfit").exists()


@pytest.mark.parametrize("name", STEPS)
def test_a_notebook_that_is_kept_with_its_widgets_holds_nobodys_clients(
    run: Any, tmp_path: Path, name: str
) -> None:
    with Workbook.open(tmp_path / "mine.clientfit") as workbook:
        client = workbook.add_client("Anna Bakery")
        workbook.answer(client.id, "strain", "often")
        workbook.note(client.id, "strain", "They shout at night.")
    ran = run(NOTEBOOKS / name, look=True)
    kept = nbformat.writes(ran.nb)
    assert "widget-state+json" in kept
    for word in ("Anna", "shout", client.id):
        assert word not in kept
    assert "Anna Bakery" in json.dumps(ran.views)


def test_a_notebook_on_a_file_that_is_no_workbook_says_so(run: Any, tmp_path: Path) -> None:
    (tmp_path / "mine.clientfit").write_bytes(b"a letter")
    state = _page(run(NOTEBOOKS / "workbook.ipynb"))
    assert state["heading"] == "Your workbook can’t be opened."
    assert (tmp_path / "mine.clientfit").read_bytes() == b"a letter"


@pytest.mark.parametrize("name", EXPLORE)
def test_a_notebook_to_explore_runs_to_its_end_and_shows_something(run: Any, name: str) -> None:
    assert all(_outputs(run(NOTEBOOKS / name)))
