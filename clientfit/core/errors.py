"""The one class of error that a person may see, with all its faults at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from numbers import Number

_LONGEST_SHOWN = 40  # characters: longer than any choice, shorter than what people write about
_MOST_SHOWN = 2  # values in a list: a pair
_KINDS: dict[type, str] = {dict: "a table", list: "a list", tuple: "a list", bytes: "bytes"}
_STOPS = (".", "!", "?")
#: What is quoted at the very end is to be copied as it stands.
_QUOTES = ("'", '"', "’", "”")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where it is, what it is, and what to do about it."""

    where: str
    what: str
    todo: str = ""

    def __str__(self) -> str:
        head = f"{self.where}: {self.what}" if self.where else self.what
        if not self.todo:
            return _stopped(head)
        return f"{head if head.endswith(_STOPS) else f'{head}.'} {_stopped(self.todo)}"


class ClientfitError(Exception):
    """Bad input, told in words for the person who gave it. Carries every fault found.

    ``str(error)`` is ready to show; ``error.faults`` is for pages that list them.
    """

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def shown(value: object) -> str:
    """Give a value as an error may print it: itself, where it is short and plain, else only what
    kind of thing it is, because it may hold something private, such as a note."""
    if isinstance(value, str):
        plain = len(value) <= _LONGEST_SHOWN and value.isprintable()
        return repr(value) if plain else f"a text of {len(value):,} characters"
    if value is None or isinstance(value, Number | date):
        return repr(value)
    if isinstance(value, dict) and not value:
        return "{}"
    if isinstance(value, list | tuple) and len(value) <= _MOST_SHOWN:
        inside = ", ".join(shown(item) for item in value)
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    return _KINDS.get(type(value), f"a value of the type {type(value).__name__}")


def choices(value: object, known: Iterable[object]) -> str:
    """Say what would have been right: the closest name if there is one, then all of them."""
    names = [str(name) for name in known]
    close = get_close_matches(str(value), names, n=1)
    hint = f"Did you mean {close[0]!r}? " if close else ""
    return f"{hint}Choose from: {', '.join(names)}"


def _stopped(line: str) -> str:
    return line if line.endswith((*_STOPS, *_QUOTES)) else f"{line}."
