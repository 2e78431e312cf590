"""The same widget in JupyterLab, where a widget's messages may come in on another thread."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from labbing import PATIENCE, opened_in_lab
from playwright.sync_api import Browser, expect
from running import wait_until, write_notebook

from clientfit.files.store import Workbook
from clientfit.serve import notebooks_dir

pytestmark = pytest.mark.browser


def test_the_workbook_answers_in_jupyterlab(chromium: Browser, tmp_path: Path) -> None:
    shutil.copy(notebooks_dir() / "workbook.ipynb", tmp_path)  # JupyterLab saves what it opens
    with opened_in_lab(chromium, tmp_path / "workbook.ipynb") as page:
        page.locator(".jp-CodeCell").first.click()
        page.keyboard.press("Control+Enter")
        ours = page.locator(".cf")
        ours.get_by_label("The client’s name").fill("Anna Bakery")
        ours.get_by_role("button", name="Begin").click()
        ours.locator("[data-field=strain]").first.get_by_label("Often", exact=True).check()
        expect(ours.locator(".cf-progress")).to_contain_text("1 of 11 answered", timeout=PATIENCE)
        ours.locator("nav [data-step=all]").click()
        plot = ours.locator("[data-chart=map]")
        plot.scroll_into_view_if_needed()
        expect(plot.locator(".main-svg").first).to_be_visible(timeout=PATIENCE)


def _keep_widgets(folder: Path) -> None:
    """Have JupyterLab save the state of widgets with each notebook."""
    settings = folder / "settings" / "@jupyter-widgets" / "jupyterlab-manager"
    settings.mkdir(parents=True)
    (settings / "plugin.jupyterlab-settings").write_text('{"saveState": true}')


def test_two_pages_in_a_notebook_keep_apart_and_are_saved_without_their_clients(
    chromium: Browser, tmp_path: Path
) -> None:
    _keep_widgets(tmp_path)
    cells = (
        "from clientfit.page import notebooks\npage = notebooks.workbook()\npage",
        "notebooks.workbook()",
    )
    path = write_notebook(tmp_path / "two.ipynb", *cells, "page")
    with opened_in_lab(chromium, path) as page:
        page.locator(".jp-CodeCell").first.click()
        for _ in (*cells, "page"):
            page.keyboard.press("Shift+Enter")
        views = page.locator(".cf")
        expect(views).to_have_count(3, timeout=PATIENCE)
        anna, bob, again = (views.nth(at) for at in range(3))
        for view, name in ((anna, "Anna Bakery"), (bob, "Bob Lettings")):
            view.get_by_label("The client’s name").fill(name)
            view.get_by_role("button", name="Begin").click()
            expect(view.locator(".cf-progress")).to_be_visible(timeout=PATIENCE)
        strain = [view.locator("[data-field=strain]").first for view in (anna, bob, again)]
        strain[0].get_by_label("Always", exact=True).check()
        strain[1].locator("label", has_text="Never").evaluate("(label) => label.click()")
        for view in (anna, bob, again):
            expect(view.locator(".cf-progress")).to_contain_text("1 of 11", timeout=PATIENCE)
        for field, label in zip(strain, ("Always", "Never", "Always"), strict=True):
            expect(field.get_by_label(label, exact=True)).to_be_checked()
        ids = page.evaluate("[...document.querySelectorAll('.cf [id]')].map(({id}) => id)")
        assert len(ids) == len(set(ids)) > 200
        page.keyboard.press("Control+s")
        wait_until(lambda: "widget-state+json" in path.read_text("utf-8"), 30, "saving")
    kept = path.read_text("utf-8")
    assert "Anna" not in kept
    assert "Bob" not in kept
    state = json.loads(kept)["metadata"]["widgets"]["application/vnd.jupyter.widget-state+json"]
    assert sum("_esm" in one["state"] for one in state["state"].values()) == 2
    with Workbook.open(tmp_path / "w.sqlite3") as workbook:
        given = {one.name: workbook.answers(one.id)["strain"].value for one in workbook.clients()}
    assert given == {"Anna Bakery": "always", "Bob Lettings": "never"}
