"""What the question "can I afford it?" assumes, read from content and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from clientfit.core.errors import Fault
from clientfit.core.whatif import FutureSampling, HistoryNorms
from clientfit.text.content.entry import Entry, content_text, entries, parse, raise_faults
from clientfit.text.content.records import record_norms

FILE = "whatif.toml"


class AssumptionUnit(StrEnum):
    """What a number that the person may set counts."""

    MONEY = "money"
    PERCENT = "percent"
    MONTHS = "months"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class AssumptionEntry:
    """A number that the person may set, with its words.

    Money defaults to ``value`` percent of an average month's income.
    """

    id: str
    unit: AssumptionUnit
    value: int
    low: int
    high: int
    label: str
    why: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WhatIfContent:
    """All that is assumed, in the order of the file, and the norms nobody is asked for."""

    assumed: tuple[AssumptionEntry, ...]
    history: HistoryNorms
    sampling: FutureSampling
    sparse_months: int  # a client known for less rests on little
    sparse_payments: int

    @property
    def by_id(self) -> Mapping[str, AssumptionEntry]:
        """What the person may set, by its id."""
        return {assumption.id: assumption for assumption in self.assumed}


#: Each must be there: what uses them asks for them by name.
MONEY = ("cash", "costs", "reserve")
ASSUMPTIONS = (
    "set_aside",
    "unpaid",
    "replaced",
    "search_low",
    "search_likely",
    "search_high",
    "delay",
    "leaves",
    "accepted",
)
#: The largest sum a person may give, in minor units: a billion.
MOST = 10**11


@cache
def whatif_content() -> WhatIfContent:
    """The shipped assumptions. Raises ClientfitError with every fault at once."""
    return read_whatif(parse(FILE, content_text(FILE)))


def read_whatif(tables: Mapping[str, Any]) -> WhatIfContent:
    """The assumptions of a parsed file."""
    faults: list[Fault] = []
    money = [_money(entry) for entry in entries(FILE, tables.get("money", {}), faults, "money")]
    given = entries(FILE, tables.get("assumptions", {}), faults, "assumptions")
    others = [_assumed(entry) for entry in given]
    _same("money", [assumption.id for assumption in money], MONEY, faults)
    _same("assumptions", [assumption.id for assumption in others], ASSUMPTIONS, faults)
    _rising({assumption.id: assumption.value for assumption in others}, faults)
    norms = entries(FILE, tables.get("norms", {}), faults, "norms")
    rows = {entry.name: entry for entry in norms}

    def number(name: str, low: int, high: int) -> int:
        entry = rows.pop(name, None) or Entry(FILE, name, {}, faults, "norms")
        value = entry.integer("value", low, high)
        _reasons(entry)
        return value

    records = record_norms()
    found = WhatIfContent(
        assumed=(*money, *others),
        history=HistoryNorms(
            months=number("months", 12, 24),
            least=number("least", 1, 12),
            stale_days=number("stale_days", 31, 3660),
            lost_days=records.unpaid_after_days,
            term_days=records.assumed_term_days,
        ),
        sampling=FutureSampling(
            paths=number("paths", 100, 100_000),
            months=number("horizon", 12, 12),
            seed=number("seed", 0, 2**32 - 1),
        ),
        sparse_months=number("sparse_months", 1, 24),
        sparse_payments=number("sparse_payments", 1, 100),
    )
    for entry in rows.values():
        entry.fault("", "is no norm of this simulation", "Remove it")
    raise_faults(faults)
    return found


def _money(entry: Entry) -> AssumptionEntry:
    value = entry.integer("value", 0, 2400)
    label, why, sources = _words(entry)
    low = -MOST if entry.name == "cash" else 0  # an account may be overdrawn
    return AssumptionEntry(entry.name, AssumptionUnit.MONEY, value, low, MOST, label, why, sources)


def _assumed(entry: Entry) -> AssumptionEntry:
    low, high = entry.integer("low", 0, 1000), entry.integer("high", 0, 1000)
    value = entry.integer("value", low, high)
    unit = entry.choice("unit", AssumptionUnit)
    label, why, sources = _words(entry)
    return AssumptionEntry(entry.name, unit, value, low, high, label, why, sources)


def _words(entry: Entry) -> tuple[str, str, tuple[str, ...]]:
    label = entry.text("label")
    why, sources = _reasons(entry)
    return label, why, sources


def _reasons(entry: Entry) -> tuple[str, tuple[str, ...]]:
    """Every number says why it is what it is, on what it rests, and since when."""
    why, sources = entry.text("why"), entry.sources()
    entry.day("set")
    entry.finish()
    return why, sources


def _same(table: str, given: list[str], wanted: tuple[str, ...], faults: list[Fault]) -> None:
    """Nothing that is asked for may be missing, and nothing else be there."""
    where = f"{FILE}, [{table}]"
    for name in wanted:
        if name not in given:
            faults.append(Fault(where, f"has no {name}", f"Write it under [{table}.{name}]"))
    for name in given:
        if name not in wanted:
            faults.append(Fault(where, f"{name} is nothing that is assumed", "Remove it"))


def _rising(values: Mapping[str, int], faults: list[Fault]) -> None:
    months = [values.get(f"search_{name}", 0) for name in ("low", "likely", "high")]
    if months != sorted(months):
        what = f"the months of the search do not rise: {months}"
        faults.append(Fault(f"{FILE}, [assumptions]", what, "Give low ≤ likely ≤ high"))
