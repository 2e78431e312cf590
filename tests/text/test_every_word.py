"""Every word of the page goes through the translator: one that marks its words marks them all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from gettext import NullTranslations

import pytest
from talking import HEAVY, Talk, every, receivables, talk

from clientfit.core.money import Money
from clientfit.text.i18n import Translator
from clientfit.text.wording import Wording


class Marking(Translator):
    """Puts brackets around everything that it has put into the language."""

    def __call__(self, message: str, **given: object) -> str:
        return f"⟦{super().__call__(message, **given)}⟧"

    def plural(self, count: int, one: str, other: str, **given: object) -> str:
        return f"⟦{super().plural(count, one, other, **given)}⟧"

    def day(self, value: date) -> str:
        return f"⟦{super().day(value)}⟧"

    def short_day(self, value: date) -> str:
        return f"⟦{super().short_day(value)}⟧"

    def month(self, value: date) -> str:
        return f"⟦{super().month(value)}⟧"

    def rough(self, value: Money) -> str:
        return f"⟦{super().rough(value)}⟧"

    def money(self, value: Money) -> str:
        return f"⟦{super().money(value)}⟧"

    def clock(self, value: datetime | time) -> str:
        return f"⟦{super().clock(value)}⟧"

    def weekdays(self) -> tuple[str, ...]:
        return tuple(f"⟦{name}⟧" for name in super().weekdays())

    def currency(self, code: str) -> str:
        return f"⟦{super().currency(code)}⟧"

    def country(self, code: str) -> str:
        return f"⟦{super().country(code)}⟧"

    def listed(self, items: Sequence[str]) -> str:
        return f"⟦{super().listed(items)}⟧"


#: What is for the script, or is the person's own: ids, kinds, names, their letter.
NOT_WORDS = frozenset(
    {
        "id",
        "kind",
        "step",
        "state",
        "outcome",
        "response",
        "asks",
        "value",
        "mark",
        "reading",
        "lang",
        "dir",
        "question",
        "what",
        "letter",
        "letter_id",
        "client",
        "shown",
        "sort",
    }
)
OWN = ("Anna Bakery", "0042-OAK", "list.csv", "clientfit", "A note.", "%")


def _visible(thing: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text that is shown, with where it stands."""
    if isinstance(thing, Mapping):
        for key, inner in thing.items():
            if key not in NOT_WORDS or isinstance(inner, Mapping):
                yield from _visible(inner, f"{path}.{key}")
    elif isinstance(thing, str):
        yield path, thing
    elif isinstance(thing, Sequence):
        for at, inner in enumerate(thing):
            yield from _visible(inner, f"{path}[{at}]")


def _unmarked(text: str) -> str:
    """What is left of a text without its marked parts."""
    while "⟦" in text:
        shorter = re.sub(r"⟦[^⟦⟧]*⟧", "", text)
        if shorter == text:
            break
        text = shorter
    for own in OWN:
        text = text.replace(own, "")
    return "".join(letter for letter in text if letter.isalpha() or letter in "⟦⟧")


def _leaks(page: Talk) -> list[str]:
    return [f"{where}: {text}" for where, text in _visible(page.shown()) if _unmarked(text)]


@pytest.fixture
def page() -> Talk:
    found = talk(t=Marking("en", Wording.of("en"), NullTranslations()))
    assert _leaks(found) == []
    found.done("add", name="Anna Bakery")
    return found


def test_the_marking_finds_a_word_that_goes_past_the_translator() -> None:
    assert _unmarked("⟦About ⟦Anna⟧⟧ and more") == "andmore"
    assert _unmarked("⟦About ⟦Anna⟧⟧") == ""


SITUATIONS: dict[str, dict[str, str | None]] = {
    "nothing": {},
    "hazy": {"strain": "sometimes", "rework": None},
    "keep": every("never") | {"again": "no"},
    "repair": every("never") | {"strain": "always", "again": "yes"},
    "heavy": every("sometimes") | {"threats": "no"},
    "last chance": HEAVY | {"again": "unsure"},
    "end": HEAVY | {"attempts": "2"},
    "refused": HEAVY | {"refused": "yes"},
    "red line": every("never") | {"illegal": "yes"},
}


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("step", ["client", "signs", "reading", "repair", "end", "letter", "all"])
def test_no_word_of_a_step_goes_past_the_translator(page: Talk, step: str, situation: str) -> None:
    page.answer(**SITUATIONS[situation])
    page.done("go", step=step)
    assert _leaks(page) == []


@pytest.mark.parametrize("step", ["client", "signs", "reading", "repair", "end", "letter", "all"])
@pytest.mark.parametrize("late", [0, 1, 8])
def test_no_word_about_invoices_goes_past_the_translator(page: Talk, step: str, late: int) -> None:
    page.done("go", step=step)
    page.file("list.csv", receivables("Anna Bakery", 8, late))
    page.file("list.csv", receivables("0042-OAK", 8, late))
    page.answer(late_payment="never", attempts="1")
    page.done("note", client=page.client, field="strain", value="A note.")
    assert _leaks(page) == []


def test_no_word_about_attempts_and_a_plan_goes_past_the_translator(page: Talk) -> None:
    client = page.client
    page.answer(**HEAVY | {"contract": "written", "owed": "80 EUR"})
    page.done("try", client=client, step="goals", day="2026-10-01", note="A note.")
    assert page.session.dossier is not None
    attempt = page.session.dossier.attempts[0].id
    page.done("go", step="repair")
    assert page.page.body["due"]["attempts"]
    assert _leaks(page) == []
    said = {"response": "badly", "outcome": "same", "note": "A note."}
    page.done("review", client=client, attempt=attempt, **said)
    assert _leaks(page) == []
    page.done("go", step="end")
    page.done("mark", client=client, item="contract_lines", state="done", reason="")
    page.done("mark", client=client, item="obligations", state="waived", reason="A note.")
    page.done("country", client=client, country="NL")
    assert _leaks(page) == []


def test_no_word_about_late_fees_goes_past_the_translator(page: Talk) -> None:
    page.look_around("end")
    page.done("law", client=page.client, law="eu")
    fees = page.page.body["fees"]
    assert fees["tables"]
    assert [f"{where}: {text}" for where, text in _visible(fees) if _unmarked(text)] == []


@pytest.mark.parametrize("setting", ["ordinary", "after_abuse"])
def test_no_word_around_a_letter_goes_past_the_translator(page: Talk, setting: str) -> None:
    page.done("go", step="letter", letter="termination")
    owes = {"owes": "yes", "owed_sum": "5 EUR", "pay_by": "2026-12-01"}
    page.fill_letter(setting=setting, say_why="no", **owes)
    shown = dict(page.shown())
    letter = shown["live"]["letter"]
    assert letter.pop("body").endswith("Sam Okoro")
    letter.pop("subject")
    shown["live"] = {"letter": letter}
    assert [f"{where}: {text}" for where, text in _visible(shown) if _unmarked(text)] == []


@pytest.mark.parametrize("which_day", [False, True])
@pytest.mark.parametrize("asked", [{}, {"percent": 5}, {"leaves": False, "on_time": True}])
def test_no_word_of_what_if_goes_past_the_translator(
    page: Talk, asked: dict[str, object], which_day: bool
) -> None:
    question = {"leaves": True, "percent": 0, "which_day": which_day, **asked}
    assert "⟦" in page.done("whatif", **question)["whatif"]["empty"]
    page.file("list.csv", receivables("Anna Bakery", 8, 3))
    shown = page.done("whatif", **question)["whatif"]
    assert shown["finding"]
    units = {"EUR", "USD", "%"}
    leaks = [(where, text) for where, text in _visible(shown) if _unmarked(text)]
    assert [one for one in leaks if one[1] not in units] == []
