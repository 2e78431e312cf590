"""Reads the declarations in ``content/importers``: columns are data, not code."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.files.importers.formats import (
    Format,
    Formats,
    Per,
    Role,
    Standing,
    Total,
    Words,
    WrongKind,
    fold,
)

_E = TypeVar("_E", bound=StrEnum)


@cache
def declared() -> Formats:
    """Everything in ``content/importers``, read once. Every fault in it is reported at once."""
    return load(files("clientfit") / "content" / "importers")


def load(folder: Traversable) -> Formats:
    """Read and check the declarations in a folder."""
    faults: list[Fault] = []
    paths = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=str)
    formats = [_format(path.name, _toml(path, faults), faults) for path in paths]
    shared = folder / "shared"
    words = _toml(shared / "words.toml", faults)
    kinds = _toml(shared / "wrong_kinds.toml", faults).get("kind", [])
    wrong = [_wrong_kind(number, kind, faults) for number, kind in enumerate(kinds, 1)]
    folded = {
        name: frozenset(fold(word) for word in _texts("words.toml", words, name, faults))
        for name in ("totals", "empty", "yes")
    }
    doubled = {each.id for each in formats if [other.id for other in formats].count(each.id) > 1}
    faults += [Fault(f"content/importers: {each}", "two formats have this id") for each in doubled]
    if faults:
        raise ClientfitError(faults)
    return Formats(tuple(formats), tuple(wrong), Words(**folded))


def _toml(path: Traversable, faults: list[Fault]) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        faults.append(Fault(f"content/importers/{path.name}", str(error)))
        return {}


def _format(file: str, entry: dict[str, Any], faults: list[Fault]) -> Format:
    for name in ("id", "name", "why", "seen"):
        if not isinstance(entry.get(name), str):
            faults.append(_at(file, name, "a text is missing"))
    if "set" not in entry:
        faults.append(_at(file, "set", "the date on which this was declared is missing"))
    columns = {
        role: _texts(file, entry.get("columns", {}), name, faults)
        for name in entry.get("columns", {})
        if (role := _member(Role, name, file, "columns", faults))
    }
    required = [
        role
        for name in _texts(file, entry, "required", faults)
        if (role := _member(Role, name, file, "required", faults))
    ]
    faults += [
        _at(file, f"columns.{role}", "required, but no column is named for it")
        for role in required
        if role not in columns
    ]
    return Format(
        id=str(entry.get("id", "")),
        name=str(entry.get("name", "")),
        per=_member(Per, entry.get("per"), file, "per", faults) or Per.INVOICE,
        total=_member(Total, entry.get("total", "repeated"), file, "total", faults) or Total.SUM,
        required=tuple(required),
        columns=columns,
        status=_meanings(file, entry, "status", faults),
        kind=_meanings(file, entry, "kind", faults),
        unpaid_and_nothing_left_is_written_off=bool(
            entry.get("unpaid_and_nothing_left_is_written_off", False)
        ),
        sources=_texts(file, entry, "sources", faults),
    )


def _meanings(
    file: str, entry: dict[str, Any], table: str, faults: list[Fault]
) -> dict[str, Standing]:
    """The words of a table, each with its meaning."""
    words = entry.get(table, {})
    return {
        fold(word): standing
        for name in words
        if (standing := _member(Standing, name, file, table, faults))
        for word in _texts(file, words, name, faults)
    }


def _wrong_kind(number: int, entry: dict[str, Any], faults: list[Fault]) -> WrongKind:
    where = f"wrong_kinds.toml, entry {number}"
    for name in ("id", "is", "lacks", "todo"):
        if not isinstance(entry.get(name), str):
            faults.append(_at(where, name, "a text is missing"))
    if not entry.get("columns") and not entry.get("starts"):
        faults.append(_at(where, "columns", "say by which columns or first bytes it is known"))
    return WrongKind(
        id=str(entry.get("id", "")),
        says=str(entry.get("is", "")),
        lacks=str(entry.get("lacks", "")),
        todo=str(entry.get("todo", "")),
        columns=tuple(
            frozenset(fold(name) for name in names) for names in entry.get("columns", [])
        ),
        starts=tuple(bytes.fromhex(start) for start in entry.get("starts", [])),
    )


def _texts(file: str, entry: Mapping[str, Any], name: str, faults: list[Fault]) -> tuple[str, ...]:
    """A list of texts, as it must be."""
    value = entry.get(name)
    if not isinstance(value, list) or not value or not all(isinstance(each, str) for each in value):
        faults.append(_at(file, name, "a list of texts is missing"))
        return ()
    return tuple(value)


def _member(kind: type[_E], value: object, file: str, field: str, faults: list[Fault]) -> _E | None:
    try:
        return kind(str(value))
    except ValueError:
        faults.append(
            Fault(
                f"content/importers/{file}: {field}",
                f"{value!r} is unknown",
                choices(value, [each.value for each in kind]),
            )
        )
        return None


def _at(file: str, field: str, what: str) -> Fault:
    return Fault(f"content/importers/{file}: {field}", what)
