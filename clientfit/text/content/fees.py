"""The laws on late payment and their words, read from content and checked as a whole."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import Any

from clientfit.core.errors import Fault
from clientfit.core.records.fees import Law, Rate, RateBasis, Tier
from clientfit.text.content.entry import Entry, content_text, entries, parse, raise_faults

FILE = "late_fees.toml"


class Grade(StrEnum):
    """How well a rate is evidenced."""

    SEEN = "seen"
    DERIVED = "derived"
    SECONDARY = "secondary"
    MEMORY = "memory"


#: Plain digits: what else Python takes for a number (nan, 1e9) is no rate.
_AMOUNT = re.compile(r"\d{1,9}(\.\d{1,4})?")

#: Grades that are used unasked.
CONFIRMED = frozenset({Grade.SEEN, Grade.DERIVED})


@dataclass(frozen=True, slots=True)
class LawWords:
    """How a law is called, what it says in a sentence, and when that was read."""

    name: str
    law: str
    read: date


@dataclass(frozen=True, slots=True)
class Laws:
    """All laws in the order of the file, with their words by id."""

    laws: tuple[Law, ...]
    words: Mapping[str, LawWords]

    def law(self, id_: str) -> Law | None:
        """The law of that id, if there is one: for many places none is proposed."""
        return next((law for law in self.laws if law.id == id_), None)


@cache
def laws() -> Laws:
    """The shipped laws. Raises ClientfitError with every fault at once."""
    return read_laws(parse(FILE, content_text(FILE)))


def read_laws(tables: Mapping[str, Any]) -> Laws:
    """The laws of a parsed file."""
    faults: list[Fault] = []
    read = [_law(entry) for entry in entries(FILE, tables, faults)]
    raise_faults(faults)
    return Laws(tuple(law for law, _ in read), {law.id: words for law, words in read})


def _law(entry: Entry) -> tuple[Law, LawWords]:
    law = Law(
        id=entry.name,
        currency=entry.text("currency"),
        basis=entry.choice("basis", RateBasis),
        compounds=entry.flag("compounds"),
        rates=tuple(_rate(row) for row in _rows(entry, "rates")),
        fixed=tuple(_tier(row) for row in _rows(entry, "fixed")),
        fixed_currency=entry.text("fixed_currency"),
        sources=entry.sources(),
    )
    for before, after in pairwise(law.rates):
        if after.start != before.end + timedelta(days=1):
            entry.fault("rates", f"{before.end} is not followed by the next day")
    if any(after.least <= before.least for before, after in pairwise(law.fixed)):
        entry.fault("fixed", "is not in rising order", "Write the smallest debt first")
    words = LawWords(entry.text("name"), entry.text("law"), entry.day("read") or date.min)
    entry.finish()
    return law, words


def _rows(entry: Entry, field: str) -> list[Entry]:
    rows = entry.value(field)
    if not isinstance(rows, list):
        entry.fault(field, "is not a list of tables", f"Write {field} = [{{ ... }}]")
        return []
    return [
        Entry(entry.file, f"{entry.name}.{field}[{number}]", row, entry.faults)
        for number, row in enumerate(rows, 1)
    ]


def _tier(entry: Entry) -> Tier:
    tier = Tier(_decimal(entry, "least"), _decimal(entry, "amount"))
    entry.finish()
    return tier


def _rate(entry: Entry) -> Rate:
    start, end = entry.day("from") or date.min, entry.day("to") or date.min
    if end < start:
        entry.fault("to", f"{end} is before {start}")
    percent, grade = _decimal(entry, "percent"), entry.choice("grade", Grade)
    rate = Rate(start, end, percent, grade in CONFIRMED, entry.text("source"))
    entry.finish()
    return rate


def _decimal(entry: Entry, field: str) -> Decimal:
    text = entry.text(field)
    if _AMOUNT.fullmatch(text):
        return Decimal(text)
    if text:
        entry.fault(field, f"{text!r} is no decimal number", 'Write it like "12.50"')
    return Decimal(0)
