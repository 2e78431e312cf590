"""The one class of error that a person may see, with all its faults at once.

A fault is handed up as patterns with values, so that it can be said in any language; ``str`` of it
says it in English.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from numbers import Number

from clientfit.core.phrases import ENGLISH, Language, Phrase, Words, phrase, say, told

_LONGEST_SHOWN = 40  # characters: longer than any choice, shorter than what people write about
_MOST_SHOWN = 2  # values in a list: a pair
_KINDS: dict[type, str] = {dict: "a table", list: "a list", tuple: "a list", bytes: "bytes"}
_STOPS = (".", "!", "?", "؟")
#: What is quoted at the very end is to be copied as it stands.
_QUOTES = ("'", '"', "’", "”")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where it is, what it is, and what to do about it.

    ``what`` and ``todo`` are patterns: a plain text stands for one without values. A plain text in
    ``where`` is a name (a file, a column, a question's id) and the same in every language.
    """

    where: Words
    what: Words
    todo: Words = ""

    def __str__(self) -> str:
        return self.told(ENGLISH)

    def told(self, language: Language) -> str:
        """The whole fault in a language, ready to show."""
        where = self.where if isinstance(self.where, str) else told(self.where, language)
        what = told(self.what, language)
        head = f"{where}: {what}" if where else what
        if not self.todo:
            return _stopped(head)
        todo = _stopped(told(self.todo, language))
        return f"{head if head.endswith(_STOPS) else f'{head}.'} {todo}"


class ClientfitError(Exception):
    """Bad input, told in words for the person who gave it. Carries every fault found.

    ``str(error)`` is ready to show in English; ``error.faults`` is for pages that list them.
    """

    def __init__(self, faults: Fault | Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = (faults,) if isinstance(faults, Fault) else tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


class UnreadableError(ValueError):
    """A value that can't be read; ``why`` goes into a fault of whoever knows where it stands."""

    def __init__(self, why: Words) -> None:
        self.why = why
        super().__init__(str(why))


def shown(value: object) -> str | Phrase:
    """Give a value as an error may print it: itself, where it is short and plain, else only what
    kind of thing it is, because it may hold something private, such as a note.

    For a {place} of a phrase, where a plain text stays what it is.
    """
    if isinstance(value, str):
        plain = len(value) <= _LONGEST_SHOWN and value.isprintable()
        return repr(value) if plain else say("a text of {count:,} characters", count=len(value))
    if value is None or isinstance(value, Number | date):
        return repr(value)
    if isinstance(value, dict) and not value:
        return "{}"
    if isinstance(value, list | tuple) and len(value) <= _MOST_SHOWN:
        inside = tuple(shown(item) for item in value)
        pattern = "[{values}]" if isinstance(value, list) else "({values})"
        return say(pattern, values=inside)
    if type(value) in _KINDS:
        return phrase(_KINDS[type(value)])
    return say("a value of the type {type}", type=type(value).__name__)


def choices(value: object, known: Iterable[object]) -> Phrase:
    """Say what would have been right: the closest name if there is one, then all of them."""
    names = tuple(str(name) for name in known)
    close = get_close_matches(str(value), names, n=1)
    if not close:
        return say("Choose from: {names}", names=names)
    return say("Did you mean {name!r}? Choose from: {names}", name=close[0], names=names)


def _stopped(line: str) -> str:
    return line if line.endswith((*_STOPS, *_QUOTES)) else f"{line}."
