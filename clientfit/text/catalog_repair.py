"""The repair steps and their words, read from content and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from clientfit.core.errors import Fault, choices
from clientfit.core.model import TOP_LEVEL
from clientfit.core.repair import RepairStep
from clientfit.text.catalog import catalog
from clientfit.text.content import Entry, content_text, entries, parse, raise_faults
from clientfit.text.letters import load

FILE = "repair.toml"


@dataclass(frozen=True, slots=True)
class RepairWords:
    """What to do, the one sentence to say, and what counts as better."""

    name: str
    do: str
    say: str
    better: str


@dataclass(frozen=True, slots=True)
class Repairs:
    """All repair steps, in the order of the file, with their words by id."""

    steps: tuple[RepairStep, ...]
    words: Mapping[str, RepairWords]


@cache
def repairs() -> Repairs:
    """The shipped steps. Raises ClientfitError with every fault at once."""
    return read_repairs(parse(FILE, content_text(FILE)), catalog().norms.ids, tuple(load()))


def read_repairs(
    tables: Mapping[str, Any], signs: tuple[str, ...], letters: tuple[str, ...]
) -> Repairs:
    """The steps of a parsed file; ``signs`` and ``letters`` are those that exist."""
    faults: list[Fault] = []
    read = [_step(entry, signs, letters) for entry in entries(FILE, tables, faults)]
    raise_faults(faults)
    return Repairs(
        steps=tuple(step for step, _ in read), words={step.id: words for step, words in read}
    )


def _step(
    entry: Entry, signs: tuple[str, ...], letters: tuple[str, ...]
) -> tuple[RepairStep, RepairWords]:
    worked_on, letter = entry.texts("signs"), entry.text("letter")
    for sign in worked_on:
        if sign not in signs:
            entry.fault("signs", f"unknown sign {sign!r}", choices(sign, signs))
    if letter not in letters:
        entry.fault("letter", f"unknown letter {letter!r}", choices(letter, letters))
    step = RepairStep(
        id=entry.name,
        signs=worked_on,
        eases_to=entry.integer("eases_to", 0, TOP_LEVEL - 1),
        days=entry.integer("days", 1, 90),
        letter=letter,
        sources=entry.sources(),
    )
    words = RepairWords(
        entry.text("name"), entry.text("do"), entry.text("say"), entry.text("better")
    )
    entry.finish()
    return step, words
