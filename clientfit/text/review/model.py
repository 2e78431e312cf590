"""What the second reader of a letter works with: its rules, and what the plan says."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from clientfit.core.money import Money


class RuleKind(StrEnum):
    """How a rule looks at a letter. Few kinds, so that a rule is data and not a program."""

    PHRASE = "phrase"  # marks its patterns and signs, and what is repeated more than `allowed`
    SEQUENCE = "sequence"  # marks `then` where it follows `first`: "a joy … but"
    TOPICS = "topics"  # marks where a second topic begins
    LENGTH = "length"  # marks a letter that is longer than the plan's limit
    ABSENT = "absent"  # marks a letter in which none of its patterns occurs
    FACT = "fact"  # marks what differs from the plan, by one of the named checks


class FactCheck(StrEnum):
    """What a rule of kind fact compares with the plan, and what `absent` may look for."""

    DATE = "date"
    SUM = "sum"
    NAME = "name"
    PROMISE = "promise"
    ALTERNATIVE = "alternative"


@dataclass(frozen=True, slots=True)
class Context:
    """What is known about a letter from outside it. What is None is not compared."""

    ends: bool = False  # the letter ends the work
    abusive: bool = False  # the client insulted, threatened or harassed
    word_limit: int | None = None
    their_name: str | None = None
    end_date: date | None = None
    owed: tuple[Money, ...] = ()
    promised: tuple[str, ...] | None = None  # what will be delivered; () is: nothing will
    alternative: str | None = None  # whom or what the plan would point them to
    language: str = "en"


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """One thing that the second reader looks for, with its advice and its examples."""

    id: str
    kind: RuleKind
    what: str
    why: str
    better: str
    sources: tuple[str, ...]
    fires: tuple[str, ...]
    silent: tuple[str, ...]
    example: Context  # what the plan says where the examples are read
    #: (a field of the context, whether it has to be true or known); all must hold
    when: tuple[tuple[str, bool], ...] = ()
    #: patterns (whole words), signs (anything), repeated; by kind also first, then, cues, aside
    parts: dict[str, re.Pattern[str]] = field(default_factory=dict)
    topics: dict[str, re.Pattern[str]] = field(default_factory=dict)
    #: (what is said, what to say in its place), where one phrase has its own advice
    swaps: tuple[tuple[re.Pattern[str], str], ...] = ()
    excepted: re.Pattern[str] | None = None  # a match that touches one of these is none
    allowed: int = 0
    from_words: int = 0  # a letter that is only begun lacks much, and that is no fault
    check: FactCheck | None = None

    def holds(self, context: Context) -> bool:
        """Tell whether the rule looks at such a letter at all."""
        return all(bool(getattr(context, name)) == wanted for name, wanted in self.when)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules of one language, in the order of their file."""

    language: str
    rules: tuple[ReviewRule, ...]

    def rule(self, id_: str) -> ReviewRule:
        """Find a rule by its id."""
        return next(rule for rule in self.rules if rule.id == id_)
