"""The repair steps and their words, read from content and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from clientfit.core.errors import Fault, choices
from clientfit.core.model import TOP_LEVEL
from clientfit.core.repair import RepairStep
from clientfit.text.content.entry import Entry, content_text, entries, parse, raise_faults
from clientfit.text.content.letters import load
from clientfit.text.content.questions import catalog

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
    worked_on, along = _signs(entry, signs)
    letter = entry.text("letter")
    if letter not in letters:
        entry.fault("letter", f"unknown letter {letter!r}", choices(letter, letters))
    step = RepairStep(
        id=entry.name,
        signs=worked_on,
        eases_to=entry.integer("eases_to", 0, TOP_LEVEL - 1),
        days=entry.integer("days", 1, 90),
        letter=letter,
        sources=entry.sources(),
        along=along,
        owed=entry.flag("owed", False),
    )
    words = RepairWords(
        entry.text("name"), entry.text("do"), entry.text("say"), entry.text("better")
    )
    entry.finish()
    return step, words


def _signs(entry: Entry, known: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The signs a step is for, of which there is one at least, and those that ease along."""
    worked_on, along = entry.texts("signs"), entry.texts("along", ())
    for field, signs in (("signs", worked_on), ("along", along)):
        for sign in signs:
            if sign not in known:
                entry.fault(field, f"unknown sign {sign!r}", choices(sign, known))
    if entry.has("signs") and not worked_on:
        entry.fault("signs", "names no sign", "Say what the step is for")
    if set(worked_on) & set(along):
        entry.fault("along", "names a sign twice", "What the step is for stands in signs only")
    return worked_on, along
