"""The installed workbook, served as others serve notebooks: by plain Voila and by Jupyter Server.

JupyterHub and Binder do it in the second way. The page is the same one as ours, and it may count
on nothing that only our own server does.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from empty_place import Place, free_port, serving
from playwright.sync_api import Page, expect
from running import kernel_of, wait_until

pytestmark = pytest.mark.browser

PATIENCE = 60_000  # ms: these servers start no kernel ahead, and the machine may be busy
ENTRY = "an-open-word"
RENDER = "voila/render/notebooks/workbook.ipynb"
VOILA = ("voila", "--no-browser", "notebooks/workbook.ipynb")
SERVER = ("jupyter", "server", "--no-browser", "--allow-root", f"--IdentityProvider.token={ENTRY}")
HUB = "/user/sam/"


@dataclass(frozen=True)
class Way:
    """A command that serves notebooks, and the address of the page at its server."""

    command: tuple[str, ...]
    page: str = "/"


OURS = {
    "voila": Way(VOILA),
    "voila, another template asked for": Way((*VOILA, "--template=lab")),
    "voila, ours asked for": Way(("voila", "--no-browser", "own.ipynb", "--template=clientfit")),
    "jupyter server": Way(SERVER, f"/{RENDER}?token={ENTRY}"),
    "as below a hub": Way((*SERVER, f"--ServerApp.base_url={HUB}"), f"{HUB}{RENDER}?token={ENTRY}"),
}
VOILAS_OWN = {
    "voila": Way((*VOILA[:2], "own.ipynb", "--template=lab")),
    "jupyter server": Way(SERVER, f"/{RENDER}?token={ENTRY}&template=lab"),
}


@pytest.fixture(scope="module")
def folder(place: Place) -> Path:
    """The notebooks that came with the wheel, and one that a person wrote, naming no template."""
    script = "from clientfit.serve import notebooks_dir; print(notebooks_dir())"
    came = Path(place.run("python", "-c", script).stdout.strip())
    assert came.is_relative_to(place.folder.resolve())
    shutil.copytree(came, place.folder / "notebooks")
    own = json.loads((came / "workbook.ipynb").read_text("utf-8"))
    del own["metadata"]["voila"]
    (place.folder / "own.ipynb").write_text(json.dumps(own), "utf-8")
    return place.folder


@contextmanager
def _shown(way: Way, place: Place, workbook: Path, page: Page) -> Iterator[None]:
    """The page in a browser, as long as its server runs."""
    page.set_default_timeout(PATIENCE)
    port = free_port()
    name, *options = way.command
    command = [place.scripts / name, *options, f"--port={port}"]
    more = {"CLIENTFIT_WORKBOOK": str(workbook)}
    with serving(command, port, place.folder, more) as address:
        page.goto(f"{address}{way.page}")
        yield


def _answer_the_first_question(page: Page) -> None:
    page.get_by_label("The client’s name").fill("Anna Bakery")
    page.get_by_role("button", name="Begin").click()
    strain = page.locator("[data-field=strain]").first
    strain.get_by_role("radio", name="Often", exact=True).click()
    expect(page.locator(".cf-progress")).to_contain_text("1 of 11 answered", timeout=PATIENCE)


@pytest.mark.parametrize("way", OURS.values(), ids=OURS)
def test_the_installed_workbook_opens_in_our_dress_is_answered_and_frees_its_kernel(
    way: Way, place: Place, folder: Path, tmp_path: Path, browser_page: Page
) -> None:
    with _shown(way, place, tmp_path / "mine.clientfit", browser_page):
        _answer_the_first_question(browser_page)
        kernel = kernel_of(browser_page)
        assert _runs(kernel)
        browser_page.goto("about:blank")
        wait_until(lambda: not _runs(kernel), 20, "the end of the kernel of a closed page")


@pytest.mark.parametrize("way", VOILAS_OWN.values(), ids=VOILAS_OWN)
def test_the_installed_workbook_is_answered_under_voilas_own_template_too(
    way: Way, place: Place, folder: Path, tmp_path: Path, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    with _shown(way, place, tmp_path / "mine.clientfit", page):
        _answer_the_first_question(page)
        assert page.locator("#cf-config").count() == 0
    # Voila's page asks for styles from elsewhere; that is no doing of ours.
    page.errors.clear()  # type: ignore[attr-defined]


def _runs(kernel: str) -> bool:
    """Whether there is a process of that kernel."""
    for process in psutil.process_iter():
        try:
            if any(kernel in word for word in process.cmdline()):
                return process.status() != psutil.STATUS_ZOMBIE
        except psutil.Error:
            continue
    return False
