"""A JupyterLab server in a process of its own, and a notebook in it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
from playwright.sync_api import Browser, Page, expect
from running import wait_until

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


@contextmanager
def opened_in_lab(chromium: Browser, notebook: Path) -> Iterator[Page]:
    """Open a notebook in JupyterLab, its workbook beside it, with a kernel that is ready."""
    port, folder = _free_port(), notebook.parent
    address = f"http://127.0.0.1:{port}/lab/tree/{notebook.name}?token=open"
    options = ["--no-browser", "--allow-root", f"--port={port}", "--ServerApp.token=open"]
    options += [f"--ServerApp.root_dir={folder}", "--LabApp.news_url="]
    places = {
        "CLIENTFIT_WORKBOOK": str(folder / "w.sqlite3"),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *options],
        env=os.environ | places,
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
        yield page
    finally:
        context.close()
        process.terminate()
        process.wait(30)
