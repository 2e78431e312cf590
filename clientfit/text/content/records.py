"""The thresholds for records, each with its reason, read from content and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from typing import Any

from clientfit.core.errors import Fault
from clientfit.core.records.norms import RecordNorms
from clientfit.text.content.entry import Entry, content_text, entries, parse, raise_faults

FILE = "records.toml"
_STEPS = ("sometimes", "often", "always")


@cache
def record_norms() -> RecordNorms:
    """The shipped thresholds. Raises ClientfitError with every fault at once."""
    return read_record_norms(parse(FILE, content_text(FILE)))


def read_record_norms(tables: Mapping[str, Any]) -> RecordNorms:
    """The thresholds of a parsed file."""
    faults: list[Fault] = []
    rows = {entry.name: entry for entry in entries(FILE, tables, faults)}

    def row(name: str) -> Entry:
        entry = rows.pop(name, None) or Entry(FILE, name, {}, faults)
        entry.text("why")
        entry.sources()
        entry.day("set")
        return entry

    def whole(name: str, low: int, high: int) -> int:
        entry = row(name)
        number = entry.integer("value", low, high)
        entry.finish()
        return number

    def steps(what: str) -> tuple[Fraction, Fraction, Fraction]:
        given = [row(f"{what}_{step}") for step in _STEPS]
        first, second, third = (_share(entry) for entry in given)
        if not first <= second <= third:
            given[-1].fault("value", "the steps do not rise", "Give sometimes ≤ often ≤ always")
        return first, second, third

    norms = RecordNorms(
        window_days=whole("window_days", 30, 3660),
        grace_days=whole("grace_days", 0, 60),
        minimum=whole("minimum", 1, 100),
        late_steps=steps("late"),
        unpaid_after_days=whole("unpaid_after_days", 1, 3660),
        assumed_term_days=whole("assumed_term_days", 0, 365),
        unpaid_steps=steps("unpaid"),
        disputed_count=_flag(row("disputed_count")),
        minimum_hours=whole("minimum_hours", 1, 1000),
        unbilled_after_days=whole("unbilled_after_days", 0, 3660),
        unpaid_hours_steps=steps("unpaid_hours"),
        rework_steps=steps("rework"),
        rework_words=_words(row("rework_words")),
        minimum_messages=whole("minimum_messages", 1, 1000),
        outside_steps=steps("outside"),
    )
    for entry in rows.values():
        entry.fault("", "is no threshold for records", "Remove it")
    raise_faults(faults)
    return norms


def _flag(entry: Entry) -> bool:
    value = entry.flag("value")
    entry.finish()
    return value


def _words(entry: Entry) -> tuple[str, ...]:
    """Words to look for: something to match in each, and a * only at the end."""
    words = entry.texts("value")
    entry.finish()
    for word in words:
        if not word.strip("* ") or "*" in word[:-1]:
            entry.fault("value", f"{word!r} is no word to look for", 'Write "word" or "word*"')
    return words


def _share(entry: Entry) -> Fraction:
    """A share above 0 and at most 1, exact."""
    value = entry.value("value")
    entry.finish()
    try:
        share = Fraction(str(value))
    except ValueError:
        share = Fraction(0)
    if not 0 < share <= 1:
        entry.fault("value", f"{value!r} is not a share above 0", 'Give a number such as "0.15"')
    return share
