"""Validate the answers to questions and bring each into the one form in which it is stored."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from clientfit.core.currencies import UNSTATED
from clientfit.core.errors import ClientfitError, Fault, UnreadableError, choices, shown
from clientfit.core.model import FREQUENCIES, Answer, Asks, Question
from clientfit.core.money import LARGEST, Money
from clientfit.core.phrases import Words, say

LONGEST_TEXT = 4000
YES_NO = ("yes", "no")

#: The largest number accepted, by the question's unit.
_MOST = {"percent": 100, "months": 1200, "days": 1000, "times": 1000}
#: Units that only take whole numbers.
_WHOLE = frozenset({"times", "days"})
#: Plain digits only: Python's ``Decimal`` would also accept nan or 1e9, which nobody means.
_PLAIN = re.compile(r"[0-9]{1,9}(?:[.,][0-9]{1,6})?")


def checked(question: Question, given: str | None) -> str | None:
    """Validate ``given`` and return the answer as it is stored; None ("I don't know") stays None.

    Raises ClientfitError that says what would be a valid answer.
    """
    return None if given is None else _READERS[question.asks](question, given)


def readable(answers: Mapping[str, Answer], questions: Iterable[Question]) -> dict[str, Answer]:
    """The answers to known ``questions``, by question id, validated.

    An answer that its question does not accept becomes unanswered: it may come from another
    version, or from an exported copy that somebody edited by hand. Answers to unknown questions are
    dropped.
    """
    known = {question.id: question for question in questions}
    return {id_: _read(one, known[id_]) for id_, one in answers.items() if id_ in known}


def _read(answer: Answer, question: Question) -> Answer:
    try:
        return replace(answer, value=checked(question, answer.value))
    except ClientfitError:
        return replace(answer, value=None, answered=False)


def _frequency(question: Question, given: str) -> str:
    return _one_of(question, given, FREQUENCIES)


def _yes_no(question: Question, given: str) -> str:
    return _one_of(question, given, YES_NO)


def _choice(question: Question, given: str) -> str:
    return _one_of(question, given, question.choices)


def _one_of(question: Question, given: str, options: tuple[str, ...]) -> str:
    if given not in options:
        raise _fault(
            question, say("{given} is no answer", given=shown(given)), choices(given, options)
        )
    return given


def _number(question: Question, given: str) -> str:
    most = _MOST.get(question.unit, 1_000_000)
    plain = _PLAIN.fullmatch(given.strip())
    number = Decimal(plain[0].replace(",", ".")) if plain else Decimal(-1)
    whole = number == number.to_integral_value()
    if not 0 <= number <= most or (question.unit in _WHOLE and not whole):
        todo = (
            say("Give a whole number from 0 to {most}", most=most)
            if question.unit in _WHOLE
            else say("Give a number from 0 to {most}", most=most)
        )
        raise _fault(question, say("{given} does not fit", given=shown(given)), todo)
    return str(int(number) if whole else number.normalize())


def _money(question: Question, given: str) -> str:
    written = given.strip().replace(",", ".")
    try:
        money = Money.parse(written)
    except UnreadableError:
        money = Money(-1, UNSTATED)
    if not 0 <= money.minor <= LARGEST:
        raise _fault(
            question, say("{given} is no sum", given=shown(given)), "Write it like 1250.00 EUR"
        )
    return f"{written[:-3].rstrip()} {money.currency}"  # with the decimals that were typed


def _date(question: Question, given: str) -> str:
    try:
        return date.fromisoformat(given.strip()).isoformat()
    except ValueError:
        raise _fault(
            question, say("{given} is no date", given=shown(given)), "Write it like 2026-11-30"
        ) from None


def _text(question: Question, given: str) -> str:
    if len(given) > LONGEST_TEXT:
        what = say("has {count} characters", count=len(given))
        raise _fault(question, what, say("Shorten it to {most}", most=LONGEST_TEXT))
    return given


def _fault(question: Question, what: Words, todo: Words) -> ClientfitError:
    return ClientfitError(Fault(question.id, what, todo))


_READERS: Mapping[Asks, Callable[[Question, str], str]] = {
    Asks.FREQUENCY: _frequency,
    Asks.YES_NO: _yes_no,
    Asks.CHOICE: _choice,
    Asks.NUMBER: _number,
    Asks.MONEY: _money,
    Asks.DATE: _date,
    Asks.TEXT: _text,
}
