"""Ways through the page that several browser tests walk, and the invoice file they take along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from real_files import RECEIVABLES
from talking import COLUMNS, SIGNS

#: A customer of the real file; the invented one has it, too.
NAMED = "0379-NEVHP"
STEPS = ("client", "signs", "reading", "repair", "end", "letter", "all")


def invoice_file(folder: Path) -> Path:
    """The real receivables file where it is there, else an invented one of its format."""
    real = RECEIVABLES.files()
    if real:
        return real[0]
    lines = [
        f"391,{client},4/6/2013,{number:010},1/{13 + n}/2013,2/{13 + n}/2013,{50 + n}.94,No,"
        f"{3 if n % 3 == 1 else 2}/{12 + n}/2013,Paper,30,0"
        for number, client, n in (
            (at, client, at % 12) for at, client in enumerate([NAMED, "8976-AMJEO", "2820-X"] * 12)
        )
    ]
    path = folder / "receivables.csv"
    path.write_text("\n".join([COLUMNS, *lines, ""]), encoding="utf-8")
    return path


def arrived(page: Page, step: str) -> None:
    """Wait until the step is there."""
    expect(page.locator(f".cf-stage[data-step={step}] h1")).to_be_visible()


def go(page: Page, step: str) -> None:
    """Turn to a step with the mouse."""
    page.locator(f"nav [data-step={step}]").click()
    arrived(page, step)


def field(page: Page, id_: str) -> Locator:
    """One question."""
    return page.locator(f"[data-field={id_}]")


def choose(page: Page, id_: str, label: str) -> None:
    """Choose an answer with the mouse."""
    field(page, id_).get_by_role("radio", name=label, exact=True).click()


def progress(page: Page, done: int) -> None:
    """Wait until so many of the eleven are saved."""
    expect(page.locator(".cf-progress")).to_contain_text(f"{done} of 11 answered")
    expect(page.locator(".cf-progress")).to_contain_text("Saved at")


def look_around(page: Page) -> None:
    """Add the invented freelancer, unless she is there, and turn to one of her clients."""
    add = page.get_by_role("button", name="Look around")
    known = page.locator(".cf-clients").get_by_role("button", name="Studio Kestrel")
    expect(add.or_(known).first).to_be_visible()
    if add.count():
        add.click()
        arrived(page, "all")
    known.click()
    arrived(page, "reading")


def begin(page: Page, name: str) -> None:
    """Add the first client."""
    page.get_by_label("The client’s name").fill(name)
    page.get_by_role("button", name="Begin").click()
    arrived(page, "signs")


def answer_all(page: Page, label: str, besides: tuple[str, ...] = ()) -> None:
    """Give all the eleven one answer."""
    for sign in SIGNS:
        if sign not in besides:
            choose(page, sign, label)


def choose_letter(page: Page) -> None:
    """Take the letter that ends the work."""
    page.get_by_label("Which words do you need?").select_option("termination")
    expect(page.get_by_role("heading", level=1)).to_have_text("The end of our work")


def fill_letter(page: Page) -> None:
    """Give the facts that a plain letter needs."""
    field(page, "their_name").get_by_role("textbox").fill("Maria")
    field(page, "my_name").get_by_role("textbox").fill("Sam Okoro")
    choose(page, "reason", "My work is going somewhere else")
    choose(page, "open_work", "No, everything is delivered")
    choose(page, "owes", "No, everything is paid")
    choose(page, "alternative", "No")
    expect(page.get_by_label("Your letter")).to_have_value(re.compile(r"^Dear Maria,[\s\S]*Okoro$"))


def focused(page: Page) -> str:
    """Where the keyboard is: the question, or else the field, purpose, step or words."""
    found: str = page.evaluate(
        """() => {
          const at = document.activeElement;
          return at.closest("[data-field]")?.dataset.field || at.id.replace(/^cf-\\w+-\\d+-/, "")
            || at.dataset.purpose
            || at.dataset.step || at.dataset.save || at.textContent.trim().slice(0, 60);
        }"""
    )
    return found


def tab_to(page: Page, wanted: str, most: int = 80) -> list[str]:
    """Press Tab until the keyboard is at a place; give all the stops on the way."""
    stops: list[str] = []
    while not stops or stops[-1] != wanted:
        assert len(stops) < most, f"{wanted} is not reached: {stops}"
        page.keyboard.press("Tab")
        stops.append(focused(page))
    return stops


def every_step(page: Page) -> Iterator[str]:
    """Turn to one step after the other."""
    for step in STEPS:
        go(page, step)
        yield step
