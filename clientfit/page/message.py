"""A message of the page becomes an event. Every value is checked here, by the event's own fields.

A page's messages come from outside: whoever can reach the socket can send anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin, get_type_hints

from clientfit.app.place import Step
from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import say
from clientfit.page.wire.events import Event
from clientfit.page.wire.kinds import KINDS

LONGEST = 100_000  # characters of a text; a letter has some thousand

Buffers = list[memoryview]


def read(content: Mapping[str, object], buffers: Sequence[memoryview]) -> Event:
    """The event that a message holds.

    Raises ClientfitError for a kind that nobody knows, and for a field that is not what it must be.
    """
    kind = str(content.get("kind"))
    if kind not in KINDS:
        what = say("said {kind!r}, which nobody understands", kind=kind)
        raise ClientfitError(Fault(say("page"), what))
    values: dict[str, object] = {}
    for name, wanted, needed in _fields(kind):
        said = name.removesuffix("_")
        if bytes in get_args(wanted):
            values[name] = bytes(buffers[0]) if buffers else None
        elif needed or said in content:
            values[name] = _value(said, content.get(said), wanted)
    return KINDS[kind](**values)


def unusable(name: str) -> ClientfitError:
    """The fault of a field that is not what it must be."""
    what = say("sent no usable {name!r}", name=name)
    return ClientfitError(Fault(say("page"), what, "Load the page again"))


@cache
def _fields(kind: str) -> tuple[tuple[str, Any, bool], ...]:
    """Of each field of an event its name, its type, and whether it must be there."""
    shape = KINDS[kind]
    hints = get_type_hints(shape)
    return tuple(
        (field.name, hints[field.name], field.default is MISSING) for field in fields(shape)
    )


def _value(name: str, given: object, wanted: Any) -> object:
    kinds = get_args(wanted)
    if NoneType in kinds and get_origin(wanted) is not tuple:
        (wanted,) = (kind for kind in kinds if kind is not NoneType)
        if given is None or (given == "" and wanted is not str):
            return None
    reading = READERS.get(get_origin(wanted) or wanted)
    return reading(name, given) if reading else _member(name, given, wanted)


def _flag(_name: str, given: object) -> bool:
    return given is True


def _text(name: str, given: object) -> str:
    if not isinstance(given, str) or len(given) > LONGEST:
        raise unusable(name)
    return given


def _texts(name: str, given: object) -> tuple[str, ...]:
    if not isinstance(given, list) or not all(isinstance(text, str) for text in given):
        raise unusable(name)
    return tuple(given)


def _number(name: str, given: object) -> int:
    if not isinstance(given, int) or isinstance(given, bool):
        raise unusable(name)
    return given


def _numbers(name: str, given: object) -> dict[str, int]:
    numbers = given if isinstance(given, Mapping) else {}
    if not numbers or not all(type(number) is int for number in numbers.values()):
        raise unusable(name)
    return {str(key): number for key, number in numbers.items()}


def _day(name: str, given: object) -> date:
    text = _text(name, given)
    try:
        return date.fromisoformat(text)
    except ValueError:
        what = say("{text!r} is no day", text=text)
        raise ClientfitError(Fault(say("date"), what, "Choose one in the calendar")) from None


def _member(name: str, given: object, kinds: type[StrEnum]) -> StrEnum:
    """A member of an enumeration by its value; an unknown step of the page is the table."""
    found = next((kind for kind in kinds if kind.value == given), None)
    if found is None and kinds is Step:
        return Step.ALL
    if found is None:
        raise unusable(name)
    return found


#: How the types of fields are read; all others are enumerations.
READERS: Mapping[Any, Callable[[str, object], object]] = {
    bool: _flag,
    str: _text,
    int: _number,
    date: _day,
    tuple: _texts,
    Mapping: _numbers,
}
