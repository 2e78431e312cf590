"""One message of the page, read field by field. Every value is checked here.

A page's messages come from outside: whoever can reach the socket can send anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import TypeVar

from clientfit.app.place import Step
from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import say

Choice = TypeVar("Choice", bound=StrEnum)

LONGEST = 100_000  # characters of a text; a letter has some thousand

Buffers = list[memoryview]


@dataclass(frozen=True, slots=True)
class PageMessage:
    """One message of the page, read field by field."""

    fields: Mapping[str, object] = field(repr=False)  # may hold anything private
    buffers: Buffers

    @property
    def name(self) -> str:
        """The event's own name, the same when it is said again; empty where it has none."""
        return str(self.fields.get("id") or "")

    def text(self, name: str) -> str:
        """A text that must be there."""
        value = self.fields.get(name)
        if not isinstance(value, str) or len(value) > LONGEST:
            raise ClientfitError(_unusable(name))
        return value

    def maybe(self, name: str) -> str | None:
        """A text, or nothing."""
        return None if self.fields.get(name) is None else self.text(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; absent, it is empty."""
        values = self.fields.get(name, [])
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            raise ClientfitError(_unusable(name))
        return tuple(values)

    def flag(self, name: str) -> bool:
        """Yes or no."""
        return self.fields.get(name) is True

    def number(self, name: str) -> int:
        """A whole number."""
        value = self.fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ClientfitError(_unusable(name))
        return value

    def numbers(self, name: str) -> dict[str, int]:
        """Whole numbers by name."""
        found = self.fields.get(name)
        numbers = found if isinstance(found, Mapping) else {}
        if not numbers or not all(type(number) is int for number in numbers.values()):
            raise ClientfitError(_unusable(name))
        return {str(key): one for key, one in numbers.items()}

    def day(self, name: str) -> date:
        """A day, as date fields give it."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            what = say("{text!r} is no day", text=self.text(name))
            raise ClientfitError(Fault(say("date"), what, "Choose one in the calendar")) from None

    def one_of(self, name: str, kinds: type[Choice]) -> Choice:
        """A member of an enumeration, by its value."""
        value = self.text(name)
        found = next((kind for kind in kinds if kind.value == value), None)
        if found is None:
            raise ClientfitError(_unusable(name))
        return found

    def step(self) -> Step:
        """A step of the page; an unknown one, as from an old bookmark, is the table."""
        name = self.fields.get("step")
        return next((step for step in Step if step == name), Step.ALL)


def _unusable(name: str) -> Fault:
    return Fault(say("page"), say("sent no usable {name!r}", name=name), "Load the page again")
