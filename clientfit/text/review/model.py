"""Data of the review: its rules, and the context a letter is compared with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from clientfit.core.money import Money


class RuleKind(StrEnum):
    """How a rule examines a letter.

    There are few kinds, so that a rule stays data, not a program.
    """

    PHRASE = "phrase"  # marks patterns and signs, and repetitions beyond `allowed`
    SEQUENCE = "sequence"  # marks `then` where it follows `first`: "a joy … but"
    TOPICS = "topics"  # marks where a second topic begins
    LENGTH = "length"  # marks a letter longer than the plan's limit
    ABSENT = "absent"  # marks a letter in which none of its patterns occurs
    FACT = "fact"  # marks what differs from the plan, by a named check


class FactCheck(StrEnum):
    """The fact that a rule of kind FACT compares with the plan, or that ABSENT looks for."""

    DATE = "date"
    SUM = "sum"
    NAME = "name"
    PROMISE = "promise"
    ALTERNATIVE = "alternative"


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a letter from outside it. A field that is None is not compared."""

    ends: bool = False  # the letter ends the work
    abusive: bool = False  # the client insulted, threatened or harassed
    word_limit: int | None = None
    their_name: str | None = None
    end_date: date | None = None
    owed: tuple[Money, ...] = ()
    promised: tuple[str, ...] | None = None  # what will be delivered; empty: nothing
    alternative: str | None = None  # the person or service that the plan would refer them to
    language: str = "en"


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """One rule of the review, with its advice and its examples."""

    id: str
    kind: RuleKind
    what: str
    why: str
    better: str
    sources: tuple[str, ...]
    fires: tuple[str, ...]
    silent: tuple[str, ...]
    example: Context  # the context for the examples `fires` and `silent`
    #: Conditions (field of the context, whether it must be true or known); all must hold.
    when: tuple[tuple[str, bool], ...] = ()
    #: The compiled patterns by part. Every kind may have: patterns (whole words), signs (anywhere),
    #: repeated. Some kinds also have: first, then, cues, aside.
    parts: dict[str, re.Pattern[str]] = field(default_factory=dict)
    topics: dict[str, re.Pattern[str]] = field(default_factory=dict)
    #: (pattern, replacement) where a phrase has its own advice instead of ``better``.
    swaps: tuple[tuple[re.Pattern[str], str], ...] = ()
    excepted: re.Pattern[str] | None = None  # a match that overlaps one of these is ignored
    allowed: int = 0
    from_words: int = 0  # shorter letters are not checked: a draft just begun lacks much
    check: FactCheck | None = None

    def holds(self, context: Context) -> bool:
        """Whether the rule applies in this context."""
        return all(bool(getattr(context, name)) == wanted for name, wanted in self.when)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one language, in the order of their file."""

    language: str
    rules: tuple[ReviewRule, ...]

    def rule(self, id_: str) -> ReviewRule:
        """The rule with this id. Raises StopIteration if there is none."""
        return next(rule for rule in self.rules if rule.id == id_)
