"""The exit plan's items, their words and the thresholds of its advice, read from content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from clientfit.core.ending.plan import AdviceNorms, Anchor, ExitItem, Owner, Phase
from clientfit.core.ending.working_days import Move
from clientfit.core.errors import Fault
from clientfit.text.content.entry import Entry, content_text, entries, parse, raise_faults

FILE = "exit.toml"


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What an item is called, and what to do."""

    name: str
    do: str


@dataclass(frozen=True, slots=True)
class Exits:
    """All items in the order of the file, their words by id, and the thresholds of advice."""

    items: tuple[ExitItem, ...]
    words: Mapping[str, ItemWords]
    norms: AdviceNorms


@cache
def exits() -> Exits:
    """The shipped plan. Raises ClientfitError with every fault at once."""
    return read_exits(parse(FILE, content_text(FILE)))


def read_exits(tables: Mapping[str, Any]) -> Exits:
    """The plan of a parsed file."""
    faults: list[Fault] = []
    read = [_item(entry) for entry in entries(FILE, tables.get("items", {}), faults)]
    rows = {entry.name: entry for entry in entries(FILE, tables.get("advice", {}), faults)}

    def number(name: str, low: int, high: int) -> int:
        entry = rows.pop(name, None) or Entry(FILE, f"advice.{name}", {}, faults)
        value = entry.integer("value", low, high)
        entry.text("why")
        entry.sources()
        entry.day("set")
        entry.finish()
        return value

    norms = AdviceNorms(
        long_months=number("long_months", 1, 1200),
        large_share=number("large_share", 1, 100),
        late_level=number("late_level", 0, 4),
        cooling_days=number("cooling_days", 0, 60),
    )
    for entry in rows.values():
        entry.fault("", "is no threshold of the plan", "Remove it")
    raise_faults(faults)
    return Exits(
        items=tuple(item for item, _ in read),
        words={item.id: words for item, words in read},
        norms=norms,
    )


def _item(entry: Entry) -> tuple[ExitItem, ItemWords]:
    item = ExitItem(
        id=entry.name,
        phase=entry.choice("phase", Phase),
        owner=entry.choice("owner", Owner),
        gate=entry.flag("gate"),
        anchor=entry.choice("anchor", Anchor),
        days=entry.integer("days", -365, 365),
        move=entry.choice("move", Move),
        when=entry.conditions("when"),
        sources=entry.sources(),
    )
    words = ItemWords(entry.text("name"), entry.text("do"))
    entry.finish()
    return item, words
