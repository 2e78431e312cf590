"""Questions as fields: what a form shows for each, and what stands in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from clientfit.core.model import Answer, Asks, Question, QuestionRole
from clientfit.core.reading.answers import YES_NO
from clientfit.page.wire.fields import Field, FieldValue, FormWords, Section
from clientfit.text.sentences.reading import Words, frequencies


def field(question: Question, words: Words) -> Field:
    """A question with its words and, where it is a choice, its choices in order."""
    t = words.t
    said = words.catalog.question_words[question.id]
    offered = {
        Asks.FREQUENCY: frequencies(t),
        Asks.YES_NO: dict(zip(YES_NO, (t("Yes"), t("No")), strict=True)),
        Asks.CHOICE: {id_: t(text) for id_, text in said.choices.items()},
    }.get(question.asks, {})
    return {
        "id": question.id,
        "asks": question.asks.value,
        "ask": t(said.ask),
        "why": t(said.why),
        "unit": _unit(question.unit, words),
        # The gut question has its own "not sure".
        "unknown": question.role is not QuestionRole.GUT,
        "choices": [{"value": value, "label": label} for value, label in offered.items()],
    }


def section(
    id_: str, heading: str, questions: Iterable[Question], words: Words, *, intro: str = ""
) -> Section:
    """Questions that stand together under a heading."""
    fields = [field(question, words) for question in questions]
    return {"id": id_, "heading": heading, "intro": intro, "fields": fields}


def values(answers: Mapping[str, Answer], questions: Iterable[Question]) -> dict[str, FieldValue]:
    """What stands in the fields: value, note and whether there is an answer at all."""
    return {
        question.id: {
            "value": answers[question.id].value,
            "note": answers[question.id].note,
            "answered": answers[question.id].answered,
        }
        for question in questions
        if question.id in answers
    }


def saved(answers: Mapping[str, Answer], words: Words) -> str:
    """When the last answer was kept, in the person's own time."""
    if not answers:
        return ""
    last: datetime = max(answer.at for answer in answers.values()).astimezone()
    return words.t("Saved at {time}", time=words.t.clock(last))


def form_words(words: Words) -> FormWords:
    """The small words of every form."""
    t = words.t
    return {
        "dont_know": t("I don’t know"),
        "why": t("Why we ask"),
        "note": t("Note"),
        "note_label": t("Your note"),
        "note_hint": t("Only for you"),
        "clear": t("Clear"),
        "amount": t("Amount"),
        "currency": t("Currency"),
    }


def _unit(unit: str, words: Words) -> str:
    t = words.t
    names = {"percent": "%", "months": t("months"), "days": t("days"), "times": t("times")}
    return names.get(unit, unit)
