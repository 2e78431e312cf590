"""The browser for the tests: the one that is here, or else Debian's, installed on the way.

``python tests/chromium.py`` finds or installs it, prints its path, or says what to do and fails.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
#: No network of its own, and no sandbox: as root there is none, and only our own page is opened.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
MISSING = """\
The tests need Chromium, and none was found or could be installed here.
Do one of these, then run `make test` again:
  - Debian or Ubuntu:  sudo apt-get install chromium
  - any other system:  .venv/bin/python -m playwright install chromium
  - name one you have: CHROMIUM=/path/to/chromium make test"""


def find() -> Path | None:
    """The browser named in CHROMIUM, one on the PATH, or the one Playwright has installed."""
    named = os.environ.get("CHROMIUM")
    if named:
        return Path(named) if shutil.which(named) else None
    for name in NAMES:
        found = shutil.which(name)
        if found:
            return Path(found)
    return _from_playwright()


def browser() -> Path:
    """The browser for a test, which fails in plain words where there is none."""
    found = find()
    if found is None:
        raise FileNotFoundError(MISSING)
    return found


def _from_playwright() -> Path | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return path if path.exists() else None


def _install() -> None:
    """Ask Debian's package manager, where there is one that may be used without a password."""
    if not shutil.which("apt-get"):
        return
    sudo = [] if os.geteuid() == 0 else ["sudo", "--non-interactive"]
    if sudo and not shutil.which("sudo"):
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    print("Installing Chromium with apt-get ...", flush=True)
    for command in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run(
            [*sudo, "apt-get", "-qq", *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        if done.returncode:
            return


def main() -> int:
    """Make sure that there is a browser."""
    if find() is None and not os.environ.get("CHROMIUM"):
        _install()
    found = find()
    if found is None:
        print(MISSING, file=sys.stderr)
        return 1
    print(f"Browser for the tests: {found}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
