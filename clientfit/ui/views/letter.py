"""The letter: its facts, asked one by one where they are missing, and the words to take away."""

from __future__ import annotations

from collections.abc import Mapping

from clientfit.core.errors import ClientfitError
from clientfit.core.model import Asks
from clientfit.text.letters import Fact, FactKind, Letter, asked, missing
from clientfit.ui.place import Step
from clientfit.ui.session import Session
from clientfit.ui.views.fields import View, form_words

LETTER = "termination"

_ASKS = {
    FactKind.TEXT: Asks.TEXT.value,
    FactKind.LIST: "list",
    FactKind.DATE: Asks.DATE.value,
    FactKind.MONEY: Asks.MONEY.value,
    FactKind.CHOICE: Asks.CHOICE.value,
}


def body(session: Session) -> View:
    """The facts that this letter asks for, given the choices made so far."""
    t, form = session.t, session.letters[LETTER]
    facts = session.letter_facts(LETTER)
    return {
        "heading": t(form.title),
        "intro": t(
            "Short, kind and true. Fill in what is missing, then change the words until they "
            "are yours. Nothing is sent from here."
        ),
        "letter_id": LETTER,
        "fields": [_field(fact, session) for fact in asked(form, facts)],
        "words": form_words(session.words)
        | {
            "subject": t("Subject"),
            "body": t("Your letter"),
            "missing": t("The letter appears here when you have filled in:"),
            "faults": t("Please look at this again:"),
            "edited": t("You have changed these words, so the fields no longer change them."),
            "anew": t("Write it anew from the fields"),
            "copy": t("Copy"),
            "copied": t("Copied"),
            "markdown": t("Save as text (Markdown)"),
            "eml": t("Save as e-mail draft"),
            "lines": t("one thing a line"),
            "disclaimer": t("This is not legal advice."),
        },
        "back": {"label": t("Back to the reading"), "step": Step.READING.value},
    }


def live(session: Session) -> View:
    """The facts as they stand, and the letter that follows from them."""
    facts = session.letter_facts(LETTER)
    return {
        "answers": {
            id_: {"value": value, "note": "", "answered": True} for id_, value in facts.items()
        },
        "records": {},
        "letter": _letter(session, facts),
    }


def _letter(session: Session, facts: Mapping[str, str]) -> View:
    form, t = session.letters[LETTER], session.t
    edited = session.edited_letter(LETTER)
    absent = [] if edited else [t(form.fact(id_).ask) for id_ in missing(form, facts)]
    state: View = {"missing": absent, "faults": [], "edited": edited is not None}
    if absent:
        return state
    try:
        letter = session.letter(LETTER)
    except ClientfitError as error:
        return state | {"faults": [str(fault) for fault in error.faults]}
    return state | _text(letter, session, form.word_limit)


def _text(letter: Letter, session: Session, limit: int) -> View:
    t = session.t
    count = t.plural(letter.words, "{count} word", "{count} words")
    too_long = letter.words > limit
    return {
        "subject": letter.subject,
        "body": letter.body,
        "count": t("{count}: shorter is kinder; {limit} are plenty.", count=count, limit=limit)
        if too_long
        else count,
    }


def _field(fact: Fact, session: Session) -> View:
    t = session.t
    return {
        "id": fact.id,
        "asks": _ASKS[fact.kind],
        "ask": t(fact.ask),
        "why": t(fact.why),
        "unit": "",
        "example": t(fact.example) if fact.example else "",
        "optional": "" if fact.required else t("optional"),
        "choices": [{"value": one.id, "label": t(one.words)} for one in fact.options],
    }
