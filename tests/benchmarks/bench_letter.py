"""How soon the second reader's marks follow a pause in typing, in a letter of 2,000 characters."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import chromium
from playwright.sync_api import Page, expect, sync_playwright
from running import start
from table import Row, Table, table_of

from clientfit.app.sample import add_sample
from clientfit.app.session import Session
from clientfit.files.store import Workbook
from clientfit.text.i18n import translator
from clientfit.text.letter.write import load
from clientfit.text.review.context import context
from clientfit.text.review.review import review, rules

PROBE = (Path(__file__).parent / "letter_probe.js").read_text("utf-8")
LENGTH = 2_000
PAUSE_MS = 400
"""How long nothing is typed before the words are sent."""
TURNS = 40
AT_MOST_MS = 50
QUOTE = "You never"
FAULT = f" {QUOTE} call."
FACTS = {
    "their_name": "Maria",
    "my_name": "Sam Okoro",
    "reason": "direction",
    "open_work": "no",
    "owes": "no",
    "alternative": "none",
}
PLAIN = "Thank you for the two years in which I could work on the shop. I liked the colours. "


def letter() -> str:
    """A letter of the asked length with nothing to mark in its sentences."""
    return "Dear Maria,\n\n" + (PLAIN * (LENGTH // len(PLAIN) + 1))[: LENGTH - 14] + "."


def tables() -> list[Table]:
    """Measure everything, once."""
    spent = _review_ms()
    with _letter_page() as page:
        found = [_turn(page, bad=turn % 2 == 0) for turn in range(TURNS + 2)][2:]
    after_pause = [shown - typed - PAUSE_MS for typed, _, shown in found]
    after_sent = [shown - sent for _, sent, shown in found]
    rows = [
        Row("marks after the pause, median", statistics.median(after_pause), "ms"),
        Row(
            "marks after the words are sent, median",
            statistics.median(after_sent),
            "ms",
            at_most=AT_MOST_MS,
        ),
        Row("the same, in 95 of 100 times", statistics.quantiles(after_sent, n=20)[-1], "ms"),
        Row("of it: reading the letter", spent, "ms"),
    ]
    notes = (
        f"A letter of {LENGTH:,} characters to a client with answers and invoices; a sentence is "
        f"typed and taken away {TURNS} times. Its words are on the disk before they are marked.",
        f"A pause is {PAUSE_MS} ms without a key.",
    )
    return [table_of("Marks of the second reader", rows, notes)]


def _review_ms() -> float:
    """Milliseconds of one reading, without page and disk; the best, as the least disturbed."""
    known, text = rules(), letter() + FAULT
    about = context(load()["termination"], FACTS, abusive=False)
    best = float("inf")
    for _ in range(20):
        begun = time.perf_counter()
        review(text, about, known)
        best = min(best, time.perf_counter() - begun)
    return best * 1000


@contextmanager
def _letter_page() -> Iterator[Page]:
    """The page at a letter whose facts are all there."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "mine.clientfit"
        with Workbook.open(path) as workbook:
            session = Session(workbook, translator())
            add_sample(session)  # answers, notes and invoices: all of it is read again
            client = next(one.id for one in workbook.clients() if one.name == "Studio Kestrel")
            workbook.save_draft(client, "termination", "", FACTS)
        running = start(Path(folder), workbook=str(path))
        browser = playwright.chromium.launch(
            executable_path=str(chromium.browser()), args=[*chromium.ARGUMENTS]
        )
        try:
            page = browser.new_page()
            page.add_init_script(PROBE)
            page.goto(f"{running.url}#letter/{client}/termination")
            paper = page.get_by_label("Your letter")
            expect(paper).to_be_visible(timeout=60_000)
            paper.fill(letter())
            expect(page.get_by_text("You have changed these words")).to_be_visible()
            paper.press("End")
            yield page
        finally:
            browser.close()
            running.stop()


def _turn(page: Page, *, bad: bool) -> tuple[float, float, float]:
    """Type a sentence or take it away: when it was typed, sent, and when the marks were there."""
    page.evaluate("([quote, wanted]) => letterProbe.arm(quote, wanted)", [QUOTE, bad])
    page.get_by_label("Your letter").fill(letter() + (FAULT if bad else ""))
    times = page.evaluate("() => letterProbe.whenMarked(10_000)")
    if times is None:
        raise TimeoutError("the marks never came")
    typed, sent, shown = times
    page.wait_for_timeout(200)
    return typed, sent, shown
