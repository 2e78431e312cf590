"""The numbers of the method, each with its reason, read from content."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from clientfit.core.errors import Fault
from clientfit.core.model import TOP_LEVEL, Norms, Sampling, Sign, SignKind
from clientfit.text.content.entry import Entry, entries

FILE = "norms.toml"
_LIMITS = ("keep_limit", "keep_veto", "repair_limit")


def read_kinds(tables: Mapping[str, Any], faults: list[Fault]) -> dict[str, SignKind]:
    """The kinds of strictness by id."""
    kinds = {}
    for entry in entries(FILE, tables.get("kinds", {}), faults, "kinds"):
        keep, veto, repair = (entry.integer(field, 0, TOP_LEVEL) for field in _LIMITS)
        red_line = entry.integer("red_line", 0, TOP_LEVEL) if entry.has("red_line") else None
        if red_line is not None and red_line < veto:
            what = f"{red_line} is below the keep_veto, {veto}"
            entry.fault("red_line", what, "What reads end must stand in the way of keep as well")
        kinds[entry.name] = SignKind(entry.name, keep, veto, repair, red_line)
        _reasons(entry)
    if not kinds:
        faults.append(Fault(FILE, "has no [kinds]", "Give at least one"))
    return kinds


def read_norms(tables: Mapping[str, Any], signs: tuple[Sign, ...], faults: list[Fault]) -> Norms:
    """All numbers as norms; what is wrong is noted in ``faults``."""
    rows = {
        f"{table}.{entry.name}": entry
        for table, fields in tables.items()
        if table != "kinds"
        for entry in entries(FILE, fields, faults, table)
    }

    def row(name: str) -> Entry:
        return rows.pop(name, None) or Entry(FILE, name, {}, faults)

    def integer(name: str, low: int, high: int) -> int:
        entry = row(name)
        number = entry.integer("value", low, high)
        _reasons(entry)
        return number

    def part(name: str) -> Fraction:
        entry = row(name)
        (number,) = _parts(entry, [entry.value("value")])
        _reasons(entry)
        return number

    def span(name: str) -> tuple[float, float]:
        entry = row(name)
        pair = entry.value("value")
        low, high = _parts(entry, pair if isinstance(pair, list) and len(pair) == 2 else [1, 0])
        if low > high and entry.has("value"):
            entry.fault("value", f"{pair!r} is no range", "Give [low, high], each from 0 to 1")
        _reasons(entry)
        return float(low), float(high)

    norms = Norms(
        signs=signs,
        keep_majority=part("majority.keep"),
        repair_majority=part("majority.repair"),
        failed_attempts_to_end=integer("ladder.failed_attempts_to_end", 1, 20),
        clash=integer("records.clash", 1, TOP_LEVEL),
        enough_signs=integer("reading.enough_signs", 1, 100),
        sampling=Sampling(
            draws=integer("sampling.draws", 100, 1_000_000),
            seed=integer("sampling.seed", 0, 2**32 - 1),
            concentration=integer("sampling.concentration", 1, 1_000_000),
            keep_range=span("sampling.keep_range"),
            repair_range=span("sampling.repair_range"),
            slip=float(part("sampling.slip")),
            firm=float(part("sampling.firm")),
            leaning=float(part("sampling.leaning")),
        ),
    )
    for entry in rows.values():
        entry.fault("", "is no number of the method", "Remove it")
    return norms


def _parts(entry: Entry, values: list[Any]) -> list[Fraction]:
    """Parts of one, read as exact fractions, for a binary float would be a little off."""
    parts = []
    for value in values:
        try:
            number = Fraction(str(value))
        except (ValueError, ZeroDivisionError):
            number = Fraction(-1)
        if not 0 <= number <= 1 and entry.has("value"):
            entry.fault("value", f"{value!r} is not from 0 to 1", 'Give a number such as "0.65"')
        parts.append(number)
    return parts


def _reasons(entry: Entry) -> None:
    """Every number says why it is what it is, on what it rests, and since when."""
    entry.text("why")
    entry.sources(needed=False)
    entry.day("set")
    entry.finish()
