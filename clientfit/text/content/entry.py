"""Reading content files (TOML) so that every fault is found at once, with file, entry and field.

These faults stay English: only who edits a content file reads them.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.phrases import Words

Choice = TypeVar("Choice", bound=StrEnum)

_REQUIRED: Any = object()


class Entry:
    """One table of a content file, read field by field; what is wrong is noted, never raised.

    A wrong field yields a harmless value so that reading goes on; ``finish`` reports fields that
    nobody asked for. The caller raises once, at the end, with ``raise_faults``.
    """

    def __init__(
        self, file: str, name: str, fields: object, faults: list[Fault], within: str = ""
    ) -> None:
        self.file, self.name, self.faults = file, name, faults
        self._title = f"{within}.{name}" if within else name
        self._read: set[str] = set()
        self._fields: Mapping[str, Any] = {}
        if isinstance(fields, dict):
            self._fields = fields
        else:
            self.fault("", f"{fields!r} is not a table", f"Write it under [{self._title}]")
            self.faults = []  # that says it all: its fields are not missing one by one

    def fault(self, field: str, what: str, todo: Words = "") -> None:
        """Note that something is wrong with a field of this entry."""
        where = f"{self.file}, [{self._title}]" + (f", {field}" if field else "")
        self.faults.append(Fault(where, what, todo))

    def text(self, field: str, default: str = _REQUIRED) -> str:
        """A text that is not empty."""
        value = self._get(field, str, "a text", default)
        if isinstance(value, str) and not value.strip() and value != default:
            self.fault(field, "is empty", "Write it, or leave the field out")
        return value if isinstance(value, str) else ""

    def flag(self, field: str, default: bool = _REQUIRED) -> bool:
        """True or false."""
        return bool(self._get(field, bool, "true or false", default))

    def integer(self, field: str, low: int, high: int) -> int:
        """A whole number from low to high."""
        value = self._get(field, int, f"a whole number {low}..{high}", _REQUIRED)
        if value is None:
            return low
        if isinstance(value, bool) or not low <= value <= high:
            self.fault(field, f"{value!r} is not from {low} to {high}")
            return low
        return int(value)

    def has(self, field: str) -> bool:
        """Whether the field is given."""
        return field in self._fields

    def choice(self, field: str, kinds: type[Choice], default: Choice = _REQUIRED) -> Choice:
        """One of the members of an enumeration, by its value."""
        value = self._get(field, str, "a text", default)
        if value in tuple(kinds):
            return kinds(value)
        if value is not None:
            known = [str(kind) for kind in kinds]
            self.fault(field, f"{value!r} is unknown", choices(value, known))
        return next(iter(kinds))

    def texts(self, field: str, default: tuple[str, ...] = _REQUIRED) -> tuple[str, ...]:
        """A list of texts."""
        value = self._get(field, list | tuple, "a list of texts", default)
        if value is None or not all(isinstance(item, str) for item in value):
            if value is not None:
                self.fault(field, "is not a list of texts")
            return ()
        return tuple(value)

    def hexes(self, field: str) -> tuple[bytes, ...]:
        """A list of bytes, each written in hexadecimal digits; an absent one is empty."""
        found: list[bytes] = []
        for digits in self.texts(field, ()):
            try:
                found.append(bytes.fromhex(digits))
            except ValueError:
                self.fault(field, f"{digits!r} is not written in hexadecimal digits")
        return tuple(found)

    def words(self, field: str) -> dict[str, str]:
        """A table of texts by id; an absent one is empty."""
        words: dict[str, str] = {}
        for key, text in self._get(field, dict, "a table of texts", {}).items():
            if not isinstance(text, str) or not text.strip():
                self.fault(field, f"{key} is {text!r}, which is no text", "Write it in quotes")
            words[key] = str(text)
        return words

    def conditions(self, field: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Conditions such as ``{ pays = ["often"] }``, all of which must hold; absent: none."""
        table = self._get(field, dict, "a table of conditions", {}) or {}
        for key, fits in table.items():
            if not (isinstance(fits, list) and fits and all(isinstance(fit, str) for fit in fits)):
                self.fault(field, f"{key} lists no values", f'Write {key} = ["value"]')
        return tuple((key, tuple(fits)) for key, fits in table.items() if isinstance(fits, list))

    def day(self, field: str) -> date | None:
        """A date, written without quotes."""
        value: date | None = self._get(field, date, "a date such as 2026-11-21", _REQUIRED)
        return value

    def value(self, field: str) -> Any:
        """Anything; the caller checks it."""
        return self._get(field, object, "a value", _REQUIRED)

    def sources(self, *, needed: bool = True) -> tuple[str, ...]:
        """Ids of statements, each of which must exist."""
        ids = self.texts("sources")
        for id_ in ids:
            if id_ not in statements():
                todo = choices(id_, sorted(statements()))
                self.fault("sources", f"unknown statement {id_!r}", todo)
        if needed and self._fields.get("sources") == []:
            self.fault("sources", "names no statement", "Say what this entry rests on")
        return ids

    def finish(self) -> None:
        """Report fields that do not belong here."""
        for field in self._fields:
            if field not in self._read:
                self.fault(field, "is no field of this entry", choices(field, sorted(self._read)))

    def _get(self, field: str, kind: Any, kind_name: str, default: Any) -> Any:
        self._read.add(field)
        if field not in self._fields:
            if default is _REQUIRED:
                self.fault(field, "is missing", f"Give {kind_name}")
                return None
            return default
        value = self._fields[field]
        if not isinstance(value, kind):
            self.fault(field, f"{value!r} is not {kind_name}")
            return None if default is _REQUIRED else default
        return value


def content_text(name: str) -> str:
    """The text of a shipped content file, by its path below ``content``."""
    return files("clientfit").joinpath("content", *name.split("/")).read_text(encoding="utf-8")


def parse(file: str, text: str) -> dict[str, Any]:
    """Parse TOML, or say in which file and where it breaks."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ClientfitError(Fault(file, f"is not readable as TOML: {error}")) from error


def entries(file: str, tables: object, faults: list[Fault], within: str = "") -> Iterable[Entry]:
    """The tables of a parsed file, or those ``within`` one of its tables, each as an ``Entry``."""
    if not isinstance(tables, Mapping):
        todo = f"Write it under [{within}]" if within else ""
        faults.append(Fault(f"{file}, [{within}]", f"{tables!r} is not a table", todo))
        return []
    return [Entry(file, name, fields, faults, within) for name, fields in tables.items()]


def raise_faults(faults: list[Fault]) -> None:
    """Raise all that was noted, if anything was."""
    if faults:
        raise ClientfitError(faults)


@cache
def statements() -> frozenset[str]:
    """Every statement id that content may rest on."""
    tables = parse("statements.toml", content_text("statements.toml"))
    return frozenset(id_ for table in tables.values() for ids in table.values() for id_ in ids)
