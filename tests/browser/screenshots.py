"""Pictures of every step, to be looked at: wide and 390 px, light and dark, and right to left.

``python tests/browser/screenshots.py [FOLDER]`` writes them to a new folder outside the tree, or to
the one named, and prints where they are.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import chromium as tool
from playwright.sync_api import Browser, Page, sync_playwright
from running import start
from walking import (
    arrived,
    begin,
    choose,
    choose_letter,
    every_step,
    field,
    go,
    invoice_file,
    look_around,
)

LOOKS = {
    "wide": {"viewport": {"width": 1280, "height": 900}},
    "wide-dark": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    "phone-dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    "phone-rtl": {"viewport": {"width": 390, "height": 844}},
    "wide-rtl": {"viewport": {"width": 1280, "height": 900}},
}


def take(browser: Browser, folder: Path, look: str) -> None:
    """Walk through the page and take its pictures in one look."""
    running = start(Path(tempfile.mkdtemp()))
    page = browser.new_context(**LOOKS[look]).new_page()  # type: ignore[arg-type]

    def shot(name: str) -> None:
        if look.endswith("rtl"):
            page.locator(".cf").evaluate("(root) => { root.dir = 'rtl'; }")
        page.evaluate("scrollTo(0, 0)")
        page.screenshot(path=folder / f"{look}-{name}.png", full_page=True)

    try:
        page.goto(running.url)
        walk(page, shot, folder)
    finally:
        running.stop()


def walk(page: Page, shot: object, folder: Path) -> None:
    """Show everything once."""
    take_one = shot
    assert callable(take_one)
    arrived(page, "client")
    take_one("beginning")
    look_around(page)
    for step in every_step(page):
        take_one(step)
    page.get_by_role("button", name="Add a client").click()
    begin(page, "Anna Bakery")
    go(page, "reading")
    take_one("nothing-yet")
    go(page, "signs")
    page.get_by_text("More questions, if you like").click()
    choose(page, "strain", "Often")
    choose(page, "threats", "Yes")
    field(page, "strain").get_by_role("button", name="Why we ask").click()
    field(page, "strain").get_by_role("button", name="Note").click()
    take_one("more-questions")
    go(page, "reading")
    take_one("red-line")
    go(page, "letter")
    choose_letter(page)
    choose(page, "owes", "Yes")
    page.wait_for_timeout(500)
    take_one("letter-missing")
    go(page, "client")
    field(page, "attempts").get_by_role("textbox").fill("many")
    page.get_by_label("Files with invoices, hours or messages").set_input_files(
        invoice_file(folder)
    )
    page.locator(".cf-report").wait_for()
    page.get_by_role("button", name="Delete this client").click()
    take_one("client-report-error")
    go(page, "all")
    page.get_by_role("button", name="Your records name").click()
    page.wait_for_timeout(1500)
    take_one("all-many")


def main() -> int:
    """Take all pictures, or those of the looks named."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.mkdtemp("-clientfit"))
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(tool.browser()), args=list(tool.ARGUMENTS)
        )
        for look in LOOKS:
            take(browser, folder, look)
    print(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
