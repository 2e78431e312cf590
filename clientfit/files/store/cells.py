"""How one value of a record lies in a cell of a table, and how in the JSON copy of it."""

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

#: Says what is wrong with a text, from where it stands and the text itself.
CellFault = Callable[[str, Any], Fault | None]


def _as_it_is(value: Any) -> Any:
    return value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class CellKind:
    """One kind of value, with its ways into a cell and out of it."""

    cell: Callable[[Any], object]  # of a value
    value: Callable[[Any], Any]  # of a cell
    copied: Callable[[Any], object] = _as_it_is  # what a cell is in JSON
    taken: Callable[[Any], object] = _as_it_is  # what JSON is in a cell
    fault: CellFault | None = None  # what a JSON Schema can't see of it in a copy
    is_day: bool = False


def maybe(kind: CellKind) -> CellKind:
    """The same, where there may be none: None, NULL and null."""

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
    """One of a few words."""
    return CellKind(attrgetter("value"), kinds)


TEXT = CellKind(str, str)
NAME = CellKind(tidy_name, str, taken=tidy_name)
TRIMMED = CellKind(str.strip, str, taken=str.strip)
WHOLE = CellKind(int, int, taken=int)
FLAG = CellKind(int, bool, copied=bool, taken=int)
DAY = CellKind(date.isoformat, date.fromisoformat, fault=day_fault, is_day=True)
MOMENT = CellKind(datetime.isoformat, datetime.fromisoformat, fault=time_fault)
TEXTS = CellKind(_json, lambda cell: tuple(json.loads(cell)), json.loads, _json, setting_fault)
