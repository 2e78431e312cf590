"""Sentences as the core hands them up: an English pattern, by which translations are found, and
the values for its {places}. The words themselves are said on the floor of texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from typing import Protocol


class Language(Protocol):
    """What it takes to say a phrase; the Translator of the text floor is one."""

    def __call__(self, message: str, **given: object) -> str:
        """The words of a pattern, with what is given in its {places}."""

    def number(self, value: float) -> str:
        """A number with the separators of the language."""

    def day(self, value: date) -> str:
        """A date as the language writes it."""

    def listed(self, items: Sequence[str]) -> str:
        """Things joined as a sentence joins them: a, b and c."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A pattern and the values for its {places}.

    Values that are phrases are said in the same language, and a tuple becomes a list of its values
    with commas. A number in a place such as {count:,} has the separators of the language; in a
    plain {place} it is a name (a row, a year) and keeps its digits. A text stays what it is.
    """

    pattern: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return told(self, ENGLISH)


#: A plain text is a pattern without values.
Words = str | Phrase


def say(pattern: str, **values: object) -> Phrase:
    """A phrase of a pattern.

    >>> str(say("holds {count:,} rows", count=1200))
    'holds 1,200 rows'
    """
    return Phrase(pattern, tuple(values.items()))


def phrase(words: Words) -> Phrase:
    """The words as a value for another phrase, where a plain text would stay what it is."""
    return words if isinstance(words, Phrase) else Phrase(words)


@dataclass(frozen=True, slots=True)
class AllOf:
    """Several values as one, joined as a sentence joins them: a, b and c."""

    values: tuple[object, ...]


def any_of(values: Iterable[object]) -> object:
    """Several values as one, of which one is enough: a or b or c."""
    return reduce(lambda some, last: say("{some} or {last}", some=some, last=last), values)


def told(words: Words, language: Language) -> str:
    """The words in a language; nothing stays nothing (to gettext it would be the file's head)."""
    if isinstance(words, str):
        return language(words) if words else ""
    values = {name: _value(value, language) for name, value in words.values}
    return language(words.pattern, **values) if words.pattern else ""


def _value(value: object, language: Language) -> object:
    match value:
        case Phrase():
            return told(value, language)
        case AllOf(values):
            return language.listed([str(_value(each, language)) for each in values])
        case tuple():
            return language(", ").join(str(_value(each, language)) for each in value)
        case int() | float() if not isinstance(value, bool):
            return _Number(value, language)
        case date():
            return language.day(value)
        case _:
            return value


@dataclass(frozen=True, slots=True)
class _Number:
    """A number for a place of a pattern, which says how it is written."""

    value: float
    language: Language

    def __str__(self) -> str:
        return str(self.value)

    def __format__(self, spec: str) -> str:
        return self.language.number(self.value) if spec == "," else format(self.value, spec)


class _English:
    """The patterns as they are."""

    def __call__(self, message: str, **given: object) -> str:
        return message.format(**given) if given else message

    def number(self, value: float) -> str:
        return f"{value:,}"

    def day(self, value: date) -> str:
        return str(value)

    def listed(self, items: Sequence[str]) -> str:
        return " and ".join([", ".join(items[:-1]), items[-1]] if len(items) > 1 else items)


ENGLISH: Language = _English()
