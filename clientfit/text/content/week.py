"""What to do this week and the dashboard's thresholds, read from content and checked as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from clientfit.core.errors import Fault, choices
from clientfit.text.content.entry import Entry, content_text, entries, parse, raise_faults
from clientfit.text.content.letters import load

FILE = "week.toml"
STEPS = ("client", "signs", "reading", "repair", "end", "letter", "all")
#: The rules there are, with the places that their sentence may hold.
PLACES: Mapping[str, frozenset[str]] = {
    "safety": frozenset({"client"}),
    "look_again": frozenset({"client", "step", "day"}),
    "plan": frozenset({"client", "step", "day"}),
    "claim": frozenset({"client", "money", "day"}),
    "remind": frozenset({"client", "money", "day"}),
    "ask": frozenset({"client", "share"}),
    "next_answer": frozenset({"client"}),
    "spread": frozenset({"client", "share"}),
}
_PLACE = re.compile(r"{(\w*)}")


@dataclass(frozen=True, slots=True)
class WeekRule:
    """One thing to do: its sentence with places, its button, and where that leads."""

    id: str
    say: str
    button: str
    step: str
    letter: str  # "" unless the step is a letter
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """The rules, the most pressing first, and the dashboard's thresholds."""

    rules: tuple[WeekRule, ...]
    heavy_strain: int  # of 100
    large_share: float  # of the income, 0..1
    remind_days: int  # days after the due date
    plan_days: int  # days to come


@cache
def week() -> Week:
    """The shipped rules. Raises ClientfitError with every fault at once."""
    return read_week(parse(FILE, content_text(FILE)), tuple(load()))


def read_week(tables: Mapping[str, Any], letters: tuple[str, ...]) -> Week:
    """The rules of a parsed file; ``letters`` are those that exist."""
    faults: list[Fault] = []
    rows = {
        entry.name: entry
        for entry in entries(FILE, tables.get("thresholds", {}), faults, "thresholds")
    }

    def number(name: str, low: int, high: int) -> int:
        entry = rows.pop(name, None) or Entry(FILE, name, {}, faults, "thresholds")
        value = entry.integer("value", low, high)
        entry.text("why")
        entry.sources()
        entry.day("set")
        entry.finish()
        return value

    found = Week(
        rules=tuple(
            _rule(entry, letters)
            for entry in entries(FILE, tables.get("rules", {}), faults, "rules")
        ),
        heavy_strain=number("heavy_strain", 1, 100),
        large_share=number("large_share", 1, 100) / 100,
        remind_days=number("remind_days", 0, 365),
        plan_days=number("plan_days", 0, 365),
    )
    for entry in rows.values():
        entry.fault("", "is no threshold of the dashboard", "Remove it")
    raise_faults(faults)
    return found


def _rule(entry: Entry, letters: tuple[str, ...]) -> WeekRule:
    if entry.name not in PLACES:
        entry.fault("", "is no rule that the code knows", choices(entry.name, PLACES))
    rule = WeekRule(
        id=entry.name,
        say=entry.text("say"),
        button=entry.text("button"),
        step=entry.text("step"),
        letter=entry.text("letter", ""),
        why=entry.text("why"),
        sources=entry.sources(),
    )
    for place in _PLACE.findall(rule.say):
        if place not in PLACES.get(entry.name, ()):
            entry.fault("say", f"{{{place}}} is nothing that this rule knows")
    if rule.step and rule.step not in STEPS:
        entry.fault("step", f"unknown step {rule.step!r}", choices(rule.step, STEPS))
    if rule.letter and rule.letter not in letters:
        entry.fault("letter", f"unknown letter {rule.letter!r}", choices(rule.letter, letters))
    entry.finish()
    return rule
