"""A validator for the subset of JSON Schema that our own schemas use.

The package jsonschema would do as well, but takes 0.8 s to import; a test verifies that both agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from clientfit.core.errors import Fault, choices, shown
from clientfit.core.phrases import phrase, say

#: The words for each schema type, used when a value has another type.
_TYPES = {
    "object": "a table { }",
    "array": "a list [ ]",
    "string": "text in quotes",
    "integer": "a whole number",
    "boolean": "true or false",
    "null": "null",
}

#: The schema type and the words for each Python type that JSON yields. Only the type is named,
#: never the value, which may be a private note.
_FOUND = {
    dict: ("object", "a table"),
    list: ("array", "a list"),
    str: ("string", "text"),
    int: ("integer", "a number"),
    float: ("number", "a number"),
    bool: ("boolean", "true or false"),
    type(None): ("null", "nothing"),
}


def shape_faults(value: object, schema: Mapping[str, Any]) -> Iterator[Fault]:
    """A fault for every difference between ``value`` (parsed JSON) and ``schema``.

    Places are JSON paths; "$" is the top.
    """
    return _faults("$", value, schema, schema["$defs"])


def _faults(
    where: str, value: Any, schema: Mapping[str, Any], defs: Mapping[str, Any]
) -> Iterator[Fault]:
    kind, called = _FOUND[type(value)]
    if isinstance(value, float) and value.is_integer():
        kind = "integer"  # in JSON 1.0 is an integer too
    if "$ref" in schema:
        yield from _faults(where, value, defs[schema["$ref"].rpartition("/")[2]], defs)
    elif "anyOf" in schema:
        if all(any(_faults(where, value, option, defs)) for option in schema["anyOf"]):
            yield Fault(where, "this can't stand here", "Give it a valid value, or null")
    elif schema.get("type", kind) != kind:
        other = _TYPES[schema["type"]]
        yield Fault(
            where, say("this is {kind}, not {other}", kind=phrase(called), other=phrase(other))
        )
    elif schema.get("type") == "object":
        yield from _table_faults(where, value, schema, defs)
    elif schema.get("type") == "array":
        for n, item in enumerate(value):
            yield from _faults(f"{where}[{n}]", item, schema.get("items", {}), defs)
    else:
        yield from _value_faults(where, value, schema)


def _table_faults(
    where: str, table: Mapping[str, Any], schema: Mapping[str, Any], defs: Mapping[str, Any]
) -> Iterator[Fault]:
    known, others = schema.get("properties", {}), schema.get("additionalProperties", {})
    missing = tuple(name for name in schema.get("required", ()) if name not in table)
    if missing:
        yield Fault(where, say("missing: {names}", names=missing))
    unknown = [name for name in table if name not in known]
    if unknown and others is False:
        what = say("unknown: {names}", names=tuple(map(shown, unknown)))
        yield Fault(where, what, choices(unknown[0], known))
    for name, value in table.items():
        yield from _value_faults(where, name, schema.get("propertyNames", {}))
        yield from _faults(f"{where}.{name}", value, known.get(name, others or {}), defs)


def _value_faults(where: str, value: object, schema: Mapping[str, Any]) -> Iterator[Fault]:
    options = schema.get("enum", [schema["const"]] if "const" in schema else [])
    if options:
        if isinstance(value, bool) or value not in options:
            what = say("{value} is not known here", value=shown(value))
            yield Fault(where, what, choices(value, options))
    elif isinstance(value, str):
        longest = schema.get("maxLength", len(value))
        if len(value) < schema.get("minLength", 0):
            yield Fault(where, "this is empty")
        if len(value) > longest:
            todo = say("At most {most:,} characters", most=longest)
            yield Fault(where, "this text is too long", todo)
        if not re.search(schema.get("pattern", ""), value):
            what = say("{value} is not written like a date or time", value=shown(value))
            yield Fault(where, what, schema.get("description", ""))
    elif isinstance(value, int | float):
        lowest, highest = schema.get("minimum", value), schema.get("maximum", value)
        if value < lowest or value > highest:
            yield Fault(where, say("{value} is too large an amount", value=shown(value)))
