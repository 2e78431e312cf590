"""Binder's recipe, tried without Docker: its install lines, then the pages that it opens.

repo2docker prints the Dockerfile that Binder would build. The lines in it that install something
of ours are run in an empty environment with the Python it names, in a copy of the tree.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import pythons
from empty_place import Place, empty_place, free_port, page, run, serving

NOTEBOOKS = ("workbook", "questionnaire", "dashboard")


@pytest.fixture(scope="module")
def dockerfile(tree: Path) -> str:
    tool = Path(sys.executable).with_name("jupyter-repo2docker")
    whose = ["--user-id", "1000", "--user-name", "visitor"]
    return run([tool, "--no-build", *whose, tree], tree).stdout


@pytest.fixture(scope="module")
def steps(dockerfile: str) -> list[str]:
    """The lines that install what is ours, in their order."""
    lines = re.findall(r"^RUN (.*(?:pip install|postBuild).*)$", dockerfile, re.MULTILINE)
    # The cache only saves the wait: the files are the same, and their hashes are checked.
    return [line.replace("--no-cache-dir ", "") for line in lines]


def _named(tree: Path) -> str:
    return (tree / "binder/runtime.txt").read_text("utf-8").strip().removeprefix("python-")


def _python(named: str) -> Path:
    """The Python that Binder would take, or else the one at hand, with a word about it."""
    found = pythons.find(named)
    if found is None:
        warnings.warn(
            f"Binder uses Python {named}, which is not on this machine: "
            f"tried with {pythons.HERE} instead",
            stacklevel=2,
        )
    return found or Path(sys.executable)


@pytest.fixture(scope="module")
def visit(
    tree: Path, dockerfile: str, steps: list[str], tmp_path_factory: pytest.TempPathFactory
) -> Place:
    """The machine a visitor gets: everything installed, in the folder of the project."""
    folder = tmp_path_factory.mktemp("binder")
    place = empty_place(folder, _python(_named(tree)))
    repository = folder / "repository"
    shutil.copytree(tree, repository)
    for step in steps:
        run(["bash", "-euc", step], repository, _environment(place))
    return place


def _environment(place: Place) -> dict[str, str]:
    path = f"{place.scripts}{os.pathsep}{os.environ['PATH']}"
    return {"KERNEL_PYTHON_PREFIX": str(place.scripts.parent), "PATH": path}


@pytest.fixture(scope="module")
def address(visit: Place) -> Iterator[str]:
    """A running server, started as Binder starts it."""
    port = free_port()
    command = [visit.scripts / "jupyter", "lab", "--allow-root", "--no-browser"]
    options = [f"--port={port}", "--ip=127.0.0.1", "--IdentityProvider.token="]
    repository = visit.folder / "repository"
    with serving([*command, *options], port, repository, _environment(visit)) as here:
        yield here


def test_binder_installs_the_pins_and_then_the_package(steps: list[str]) -> None:
    assert "pip install" in steps[0]
    assert "binder/requirements.txt" in steps[0]
    assert steps[-1] == "./binder/postBuild"


def test_binder_takes_the_python_that_we_name(dockerfile: str, tree: Path) -> None:
    named = _named(tree)
    assert f"environment-2epy-2d{named.replace('.', '-2e')}-" in dockerfile
    assert tuple(map(int, named.split("."))) >= (3, 11)


def test_what_binder_installs_fits_together(visit: Place) -> None:
    assert "No broken requirements" in visit.run("pip", "check").stdout
    assert "clientfit" in visit.run("pip", "list").stdout


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_visitor_sees_each_notebook_as_a_page_in_our_own_dress(address: str, name: str) -> None:
    shown = page(f"{address}/voila/render/notebooks/{name}.ipynb")
    assert '<main id="clientfit"' in shown
    assert '<div class="cf-output">' in shown


def test_a_visitor_can_open_the_workbook_in_jupyterlab(address: str) -> None:
    assert "JupyterLab" in page(f"{address}/lab/tree/notebooks/workbook.ipynb")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_each_notebook_runs_there_from_top_to_bottom(visit: Place, name: str) -> None:
    notebook = visit.folder / "repository" / "notebooks" / f"{name}.ipynb"
    visit.run("jupyter", "execute", notebook)
