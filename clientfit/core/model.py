"""The words of the field as frozen data. Nothing here computes, reads or words anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import IntEnum, StrEnum
from fractions import Fraction

from clientfit.core.money import Money

#: How often a sign shows, in order: the level is the index.
FREQUENCIES = ("never", "rarely", "sometimes", "often", "always")
TOP_LEVEL = len(FREQUENCIES) - 1

#: The source of the invented freelancer's records; no importer has this id.
SAMPLE_SOURCE = "sample"


class Category(IntEnum):
    """What the signs alone say, worst first, so that ``<`` means worse."""

    END = 1
    REPAIR = 2
    KEEP = 3


class Reading(StrEnum):
    """The category after the ladder: what has been tried is counted in."""

    KEEP = "keep"
    REPAIR = "repair"
    LAST_CHANCE = "last_chance"
    END = "end"


class Combine(StrEnum):
    """How the levels of several questions become the level of their sign."""

    MEAN = "mean"
    MAX = "max"


@dataclass(frozen=True, slots=True)
class SignKind:
    """How strictly a sign is taken. Limits and vetoes are levels 0..4.

    A level at or below a limit is within it; a level at or above a veto or red line reaches it.
    ``red_line`` None: the sign alone never reads end.
    """

    id: str
    keep_limit: int
    keep_veto: int
    repair_limit: int
    red_line: int | None


@dataclass(frozen=True, slots=True)
class Sign:
    """A way in which a bad fit shows, with its weight in points."""

    id: str
    points: int
    kind: SignKind
    combine: Combine
    behaviour: bool = True  # False: felt by the freelancer, it follows from the others


@dataclass(frozen=True, slots=True)
class Sampling:
    """How plausible readings are drawn for the shares (SMAA-TRI)."""

    draws: int
    seed: int
    concentration: int
    keep_range: tuple[float, float]
    repair_range: tuple[float, float]
    slip: float  # the probability that a known level is one off
    firm: float
    leaning: float


@dataclass(frozen=True, slots=True)
class Norms:
    """All numbers of the method. Hashable, so that what follows from them can be kept."""

    signs: tuple[Sign, ...]
    keep_majority: Fraction
    repair_majority: Fraction
    sampling: Sampling
    failed_attempts_to_end: int = 2
    clash: int = 2  # levels apart at which record and answer are said to clash
    enough_signs: int = 5  # fewer known signs than this are too few to put a word on a client

    @property
    def ids(self) -> tuple[str, ...]:
        """The sign ids in the order of the table."""
        return tuple(sign.id for sign in self.signs)

    @property
    def points(self) -> int:
        """The sum of all points, what weights are parts of."""
        return sum(sign.points for sign in self.signs)


class Asks(StrEnum):
    """What kind of answer a question takes."""

    FREQUENCY = "frequency"
    YES_NO = "yes_no"
    CHOICE = "choice"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TEXT = "text"


class QuestionRole(StrEnum):
    """What an answer is used for."""

    SIGN = "sign"  # gives a level
    RED_LINE = "red_line"  # absolute: a yes reads end
    GUARD = "guard"  # asked, never held against the client
    CONTEXT = "context"  # facts for the ladder, plan and letter
    GUT = "gut"  # shown beside the verdict, never counted


@dataclass(frozen=True, slots=True)
class Question:
    """One question without its words: what it asks, what for, and where it comes from."""

    id: str
    role: QuestionRole
    asks: Asks
    sign: str | None = None  # for Role.SIGN
    quick: bool = False  # part of the three-minute pass
    choices: tuple[str, ...] = ()  # ids, for Asks.CHOICE
    unit: str = ""  # for Asks.NUMBER: percent, months, days …
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person said last to one question. ``value`` None means "I don't know".

    Frequencies and choices are their ids ("often"), yes/no is "yes" or "no", numbers and money
    are decimal strings ("1250.00"), dates are ISO ("2026-11-30").
    """

    question: str
    value: str | None
    note: str = field(repr=False)  # private: an error that shows an answer must not show it
    at: datetime  # UTC, aware
    answered: bool = True  # False: there is only a note so far, and value says nothing


class ChangeKind(StrEnum):
    """What a change of an answer was."""

    ANSWER = "answer"  # text is the value; None is "I don't know"
    NOTE = "note"
    CLEAR = "clear"  # the answer was taken back, the note stays


@dataclass(frozen=True, slots=True)
class AnswerChange:
    """One step in the history of a question's answer."""

    question: str
    kind: ChangeKind
    text: str | None = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """A letter as the person left it, with the facts it was written from."""

    letter: str
    text: str = field(repr=False)
    facts: Mapping[str, str] = field(repr=False)
    at: datetime


@dataclass(frozen=True, slots=True)
class Client:
    """Someone the freelancer works for."""

    id: str
    name: str
    created: datetime
    sample: bool = False  # invented, to play with


class InvoiceState(StrEnum):
    """Where an invoice stands. Only open and paid invoices speak about punctuality."""

    OPEN = "open"
    PAID = "paid"
    WRITTEN_OFF = "written_off"
    CREDIT = "credit"
    VOID = "void"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice as a record tells it, whole (never one of its lines)."""

    client: str  # the name or number that the file uses
    number: str
    issued: date
    due: date | None
    settled: date | None  # the day it was paid in full, if known
    total: Money
    owed: Money  # still open; 0 when paid or written off
    state: InvoiceState
    disputed: bool = False
    source: str = ""  # the importer's id


class Response(StrEnum):
    """How a client took an attempt at repair: a sign in itself (A7)."""

    WELL = "well"
    MIXED = "mixed"
    BADLY = "badly"
    REFUSED = "refused"
    SILENCE = "silence"


class Outcome(StrEnum):
    """What an attempt changed, as far as is known."""

    OPEN = "open"
    BETTER = "better"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Attempt:
    """A repair that was tried, with the day to look again."""

    id: str
    step: str
    tried: date
    review: date
    response: Response | None
    outcome: Outcome
    note: str = field(repr=False)
