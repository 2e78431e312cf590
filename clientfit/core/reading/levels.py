"""Turn answers into levels: an interval for each sign, and how much of the interview is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from clientfit.core.errors import ClientfitError, Fault, choices, shown
from clientfit.core.model import (
    FREQUENCIES,
    TOP_LEVEL,
    Answer,
    Combine,
    Norms,
    Question,
    QuestionRole,
)
from clientfit.core.phrases import say

#: An answer to a frequency question: its word ("often"), its level, or None for "I don't know".
Frequency = str | int | None


def levels(
    answers: Mapping[str, Frequency], questions: Sequence[Question], norms: Norms
) -> dict[str, tuple[int, int]]:
    """The interval (low, high) of every sign, 0..4, from the answers to its questions.

    A question without an entry is ignored. One answered "I don't know" (None) counts as 0 for the
    low end and as 4 for the high end. A sign without any answer is (0, 4). Several answers are
    combined by maximum, or by the mean rounded half up, as the sign's ``combine`` says.

    Raises ClientfitError that lists every unknown question and every unreadable answer.
    """
    known = {question.id: question for question in questions if question.role is QuestionRole.SIGN}
    faults: list[Fault] = []
    given: dict[str, list[int | None]] = {sign: [] for sign in norms.ids}
    for question, answer in answers.items():
        if question not in known:
            faults.append(
                Fault(
                    "",
                    say("unknown question {question!r}", question=question),
                    choices(question, known),
                )
            )
            continue
        try:
            given[str(known[question].sign)].append(level(answer))
        except ValueError:
            words = choices(answer, FREQUENCIES)
            todo = say(
                "{words}, a level 0..{top}, or None for unknown",
                words=words,
                top=TOP_LEVEL,
            )
            faults.append(Fault(question, say("{answer} is no answer", answer=shown(answer)), todo))
    if faults:
        raise ClientfitError(faults)
    return {sign.id: _interval(given[sign.id], sign.combine) for sign in norms.signs}


def level(answer: Frequency) -> int | None:
    """The level 0..4 of one answer; None stays None. Raises ValueError for anything else."""
    if answer is None:
        return None
    if isinstance(answer, str):
        return FREQUENCIES.index(answer)
    if isinstance(answer, bool) or answer not in range(TOP_LEVEL + 1):
        raise ValueError(answer)
    return int(answer)


def client_levels(
    answers: Mapping[str, Answer],
    records: Mapping[str, int],
    questions: Sequence[Question],
    norms: Norms,
) -> dict[str, tuple[int, int]]:
    """The interval of every sign, 0..4, from a client's answers and records together.

    ``records``: sign id -> the level that invoices, hours or messages show. The person's own answer
    takes precedence; a record counts where there is no answer or only "I don't know".
    """
    frequencies = own_answers(answers, questions)
    found = levels(frequencies, questions, norms)
    spoken = {question.sign for question in questions if frequencies.get(question.id) is not None}
    shown = {sign: (level, level) for sign, level in records.items() if sign not in spoken}
    return found | {sign: pair for sign, pair in shown.items() if sign in found}


def own_answers(
    answers: Mapping[str, Answer], questions: Iterable[Question]
) -> dict[str, Frequency]:
    """The answers to questions about signs, by question id, in the form that `levels` takes."""
    signs = {question.id for question in questions if question.role is QuestionRole.SIGN}
    return {id_: one.value for id_, one in answers.items() if one.answered and id_ in signs}


def asked(answers: Mapping[str, Answer], norms: Norms) -> frozenset[str]:
    """The ids of the signs not to ask about again: their own question has an answer.

    "I don't know" counts as an answer here.
    """
    return frozenset(sign for sign in norms.ids if sign in answers and answers[sign].answered)


def crossed(answers: Mapping[str, Answer], questions: Iterable[Question]) -> tuple[str, ...]:
    """The ids of the absolute red lines that were answered "yes"."""
    lines = [question.id for question in questions if question.role is QuestionRole.RED_LINE]
    return tuple(line for line in lines if value(answers, line) == "yes")


def often(answers: Mapping[str, Answer], question: str) -> bool:
    """Whether the answer to a frequency question was "often" or "always"."""
    return (level(value(answers, question)) or 0) >= FREQUENCIES.index("often")


def abusive(answers: Mapping[str, Answer], lines: Sequence[str]) -> bool:
    """Whether safety comes first: insults "often" or more, or an absolute red line crossed.

    ``lines``: the result of `crossed`. The plan, the letters and the review all use this function,
    so that they agree.
    """
    return bool(lines) or often(answers, "abuse")


def value(answers: Mapping[str, Answer], question: str) -> str | None:
    """The stored answer to a question; None if it is unanswered or "I don't know"."""
    found = answers.get(question)
    return found.value if found and found.answered else None


def number(answers: Mapping[str, Answer], question: str) -> int:
    """The answer to a question as a whole number; 0 where there is none."""
    return int(Decimal(value(answers, question) or 0))


@dataclass(frozen=True, slots=True)
class AnswerProgress:
    """How many questions of the quick pass have an answer; "I don't know" counts as one."""

    done: int
    total: int


def progress(answers: Mapping[str, Answer], questions: Iterable[Question]) -> AnswerProgress:
    """Count the answered questions of the quick pass."""
    quick = [question.id for question in questions if question.quick]
    return AnswerProgress(
        sum(id_ in answers and answers[id_].answered for id_ in quick), len(quick)
    )


def _interval(given: list[int | None], combine: Combine) -> tuple[int, int]:
    if not given:
        return 0, TOP_LEVEL
    lows = [0 if level is None else level for level in given]
    highs = [TOP_LEVEL if level is None else level for level in given]
    if combine is Combine.MAX:
        return max(lows), max(highs)
    return _mean_half_up(lows), _mean_half_up(highs)


def _mean_half_up(numbers: list[int]) -> int:
    return (2 * sum(numbers) + len(numbers)) // (2 * len(numbers))
