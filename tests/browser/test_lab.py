"""The same widget in JupyterLab, where a widget's messages may come in on another thread."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, expect
from running import wait_until

from clientfit.serve import notebooks_dir

pytestmark = pytest.mark.browser
PATIENCE = 60_000  # ms: JupyterLab is large, and the machine may be busy


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
    return port


def _answers(address: str) -> bool:
    try:
        return requests.get(address, timeout=5).ok
    except requests.ConnectionError:
        return False


def test_the_workbook_answers_in_jupyterlab(chromium: Browser, tmp_path: Path) -> None:
    port = _free_port()
    shutil.copy(notebooks_dir() / "workbook.ipynb", tmp_path)  # JupyterLab saves what it opens
    address = f"http://127.0.0.1:{port}/lab/tree/workbook.ipynb?token=open"
    options = ["--no-browser", "--allow-root", f"--port={port}", "--ServerApp.token=open"]
    options += [f"--ServerApp.root_dir={tmp_path}", "--LabApp.news_url="]
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options],
        env=os.environ | {"CLIENTFIT_WORKBOOK": str(tmp_path / "w.sqlite3")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    context = chromium.new_context(viewport={"width": 1300, "height": 900})
    context.set_default_timeout(PATIENCE)
    try:
        wait_until(lambda: _answers(address), 60, "JupyterLab")
        page = context.new_page()
        page.goto(address)
        # Only a kernel that is there can run the cell.
        expect(
            page.get_by_title("Kernel status: Idle").or_(page.get_by_text("| Idle")).first
        ).to_be_visible(timeout=PATIENCE)
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
    finally:
        context.close()
        process.terminate()
        process.wait(30)
