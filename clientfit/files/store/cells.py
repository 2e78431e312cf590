"""How a value of a record is converted to a table cell and to JSON, and back."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from operator import attrgetter
from typing import Any

from clientfit.core.errors import Fault
from clientfit.core.names import tidy_name
from clientfit.files.store.checks import day_fault, setting_fault, time_fault

#: A check that returns the fault of a value, or None; it is given the place and the value.
CellFault = Callable[[str, Any], Fault | None]


def _as_it_is(value: Any) -> Any:
    return value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class CellKind:
    """One kind of value, with its conversions between value, table cell and JSON."""

    cell: Callable[[Any], object]  # value -> cell
    value: Callable[[Any], Any]  # cell -> value
    copied: Callable[[Any], object] = _as_it_is  # cell -> JSON
    taken: Callable[[Any], object] = _as_it_is  # JSON -> cell
    fault: CellFault | None = None  # a check of JSON values beyond the JSON Schema
    is_day: bool = False


def maybe(kind: CellKind) -> CellKind:
    """The optional variant of a kind: None in Python, NULL in SQL, null in JSON."""

    def unless_none(way: Callable[[Any], Any]) -> Callable[[Any], Any]:
        return lambda given: None if given is None else way(given)

    return CellKind(
        cell=unless_none(kind.cell),
        value=unless_none(kind.value),
        copied=unless_none(kind.copied),
        taken=unless_none(kind.taken),
        fault=kind.fault,
        is_day=kind.is_day,
    )


def one_of(kinds: type[Enum]) -> CellKind:
    """A member of an enumeration, stored as its value."""
    return CellKind(attrgetter("value"), kinds)


TEXT = CellKind(str, str)
NAME = CellKind(tidy_name, str, taken=tidy_name)
TRIMMED = CellKind(str.strip, str, taken=str.strip)
WHOLE = CellKind(int, int, taken=int)
FLAG = CellKind(int, bool, copied=bool, taken=int)
DAY = CellKind(date.isoformat, date.fromisoformat, fault=day_fault, is_day=True)
MOMENT = CellKind(datetime.isoformat, datetime.fromisoformat, fault=time_fault)
TEXTS = CellKind(_json, lambda cell: tuple(json.loads(cell)), json.loads, _json, setting_fault)
