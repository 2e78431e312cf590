"""Whole letters with their known faults, and how a reader of them is counted.

``held`` was written before any rule. ``held_later`` was written against the finished rules, which
then found well under half of its faults, and was used to widen them. ``held_last`` was written
after that: of its marks 19 of 20 were right and all of its 15 faults were found at first sight.
A letter begins with what the plan says, between two lines of ``+++``.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from clientfit.text.content.entry import Entry
from clientfit.text.review.review import Context, context_of, review, rules


@dataclass(frozen=True)
class Held:
    """A letter, what the plan says about it, and the rules that should speak."""

    name: str
    text: str
    context: Context
    faults: frozenset[str]


@dataclass(frozen=True)
class Count:
    """A mark is right if its rule is a known fault; a fault is found if any mark has its rule."""

    right: int
    marks: int
    found: int
    known: int
    misses: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / self.marks

    @property
    def recall(self) -> float:
        return self.found / self.known

    def __str__(self) -> str:
        told = f"precision {self.precision:.3f} ({self.right} of {self.marks} marks), "
        told += f"recall {self.recall:.3f} ({self.found} of {self.known} faults)"
        return "\n".join((told, *self.misses))


def held(folder: str) -> list[Held]:
    paths = sorted((Path(__file__).parent / folder).glob("*.md"))
    return [_read(path) for path in paths]


def _read(path: Path) -> Held:
    _, front, text = path.read_text("utf-8").split("+++\n", 2)
    table = tomllib.loads(front)
    faults = frozenset(table.pop("faults"))
    table.pop("voice")
    wrong: list[object] = []
    entry = Entry(path.name, "context", table, wrong)  # type: ignore[arg-type]
    context = context_of(entry)
    entry.finish()
    assert not wrong, wrong
    return Held(path.stem, text, context, faults)


def counted(letters: list[Held]) -> Count:
    seen = [(one, review(one.text, one.context, rules())) for one in letters]
    marks = [(one, mark) for one, found in seen for mark in found]
    right = [mark for one, mark in marks if mark.rule in one.faults]
    missed = list(_missed(seen))
    known = sum(len(one.faults) for one in letters)
    false = [
        f"{one.name}: {mark.rule} wrongly at {mark.text!r}"
        for one, mark in marks
        if mark.rule not in one.faults
    ]
    return Count(len(right), len(marks), known - len(missed), known, (*false, *missed))


def _missed(seen: list[tuple[Held, tuple[object, ...]]]) -> Iterator[str]:
    for one, marks in seen:
        for fault in sorted(one.faults - {mark.rule for mark in marks}):  # type: ignore[attr-defined]
            yield f"{one.name}: {fault} was not seen"
