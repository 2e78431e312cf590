"""Reading one table of a content file, field by field; what is wrong is noted, not raised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeVar

from clientfit.core.errors import Fault, choices

_ID = re.compile(r"[a-z][a-z0-9_]*")
_SOURCE = re.compile(r"[ABC]\d{1,2}r?")
_T = TypeVar("_T")


class Entry:
    """One table: each field is taken once, and ``nothing_else`` finds the misspelt ones.

    A field that is wrong gives a stand-in of the right type, so that reading goes on and all
    faults come out together; the caller throws the result away when there were any.
    """

    def __init__(self, where: str, table: dict[str, object], faults: list[Fault]) -> None:
        self._where, self._table, self._faults = where, table, faults
        self._taken: set[str] = set()

    def fault(self, field: str, what: str, todo: str = "") -> None:
        """Note that a field is wrong."""
        self._faults.append(Fault(f"{self._where}, {field}", what, todo))

    def _take(self, field: str, kind: type[_T], said: str, stand_in: _T) -> _T:
        self._taken.add(field)
        value = self._table.get(field)
        # A bool is an int for Python, and no number for a person.
        if isinstance(value, kind) and (kind is bool or not isinstance(value, bool)):
            return value
        self.fault(field, "is missing" if value is None else f"is not {said}")
        return stand_in

    def text(self, field: str, default: str | None = None) -> str:
        """Take words; without a default they must be there."""
        if default is not None and field not in self._table:
            return default
        value = self._take(field, str, "text in quotes", "?")
        if not value.strip():
            self.fault(field, "is empty")
        return value

    def number(self, field: str) -> int:
        """Take a whole number above zero."""
        value = self._take(field, int, "a whole number", 1)
        if value < 1:
            self.fault(field, "is not above zero")
        return value

    def flag(self, field: str) -> bool:
        """Take true or false."""
        return self._take(field, bool, "true or false", False)

    def id(self) -> str:
        """Take the id, and name the entry by it from here on."""
        value = self.text("id")
        if not _ID.fullmatch(value):
            self.fault("id", f"{value!r} is not an id", "Use small letters, digits and _")
        self._where = f"{self._where} {value}"
        return value

    def one_of(self, field: str, known: tuple[str, ...]) -> str:
        """Take one of the known names."""
        value = self.text(field)
        if value in known:
            return value
        self.fault(field, f"{value!r} is not known", choices(value, known))
        return known[0]

    def sources(self) -> tuple[str, ...]:
        """Take the ids of the statements that the entry rests on."""
        values = tuple(self._texts("sources", self._take("sources", list, "a list", [])))
        for value in values:
            if not _SOURCE.fullmatch(value):
                self.fault("sources", f"{value!r} is not the id of a statement", "Such as A13")
        if not values:
            self.fault("sources", "name no statement")
        return values

    def conditions(self, field: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Take ``{ choice = ["option", …] }``; none when the field is not there."""
        if field not in self._table:
            return
        table = self._take(field, dict, 'a table such as { owes = ["yes"] }', {})
        for name, wanted in table.items():
            values = tuple(self._texts(field, wanted if isinstance(wanted, list) else []))
            if not values:
                self.fault(field, f"{name} names no option")
            yield name, values

    def tables(self, field: str) -> Iterator[Entry]:
        """Take a list of tables; none when the field is not there."""
        if field not in self._table:
            return
        for at, table in enumerate(self._take(field, list, "a list of tables", []), start=1):
            if isinstance(table, dict):
                yield Entry(f"{self._where}, {field}", table, self._faults)
            else:
                self.fault(field, f"number {at} is not a table")

    def nothing_else(self) -> None:
        """Note every field that nobody took."""
        for field in sorted(set(self._table) - self._taken):
            self.fault(field, "is not a field here", choices(field, sorted(self._taken)))

    def _texts(self, field: str, values: list[object]) -> Iterator[str]:
        for value in values:
            if isinstance(value, str):
                yield value
            else:
                self.fault(field, f"{value!r} is not text in quotes")
