"""The letter: its facts, asked one by one where they are missing, and the words to take away."""

from __future__ import annotations

from collections.abc import Mapping

from clientfit.core.errors import ClientfitError
from clientfit.core.model import Asks
from clientfit.text.i18n import Translator
from clientfit.text.letters import (
    Fact,
    FactKind,
    FormKind,
    Letter,
    LetterForm,
    asked,
    letters_in_order,
    missing,
)
from clientfit.ui.choosing import chosen_letter, proposed_letter
from clientfit.ui.ending import Ending
from clientfit.ui.place import Step
from clientfit.ui.second_reader import second_reading
from clientfit.ui.session import Session
from clientfit.ui.views.fields import View, form_words

_ASKS = {
    FactKind.TEXT: Asks.TEXT.value,
    FactKind.LIST: "list",
    FactKind.DATE: Asks.DATE.value,
    FactKind.MONEY: Asks.MONEY.value,
    FactKind.CHOICE: Asks.CHOICE.value,
}


def body(session: Session) -> View:
    """The facts that this letter asks for, given the choices made so far."""
    t, letter = session.t, chosen_letter(session)
    form, facts = session.letters[letter], session.letter_facts(letter)
    script = form.kind is FormKind.SCRIPT
    return {
        "heading": t(form.title),
        "purpose": t(form.purpose),
        "intro": t(
            "Words to say, and answers to what may come back. Fill in what is missing, then "
            "change it until it sounds like you."
        )
        if script
        else t(
            "Short, kind and true. Fill in what is missing, then change the words until they "
            "are yours. Nothing is sent from here."
        ),
        "choose": _choose(session, letter),
        "letter_id": letter,
        "script": script,
        "fields": [_field(fact, session) for fact in asked(form, facts)],
        "words": form_words(session.words)
        | {
            "subject": t("Subject"),
            "body": t("Your words") if script else t("Your letter"),
            "missing": t("The letter appears here when you have filled in:"),
            "faults": t("Please look at this again:"),
            "edited": t("You have changed these words, so the fields no longer change them."),
            "anew": t("Write it anew from the fields"),
            "copy": t("Copy"),
            "copied": t("Copied"),
            "lines": t("one thing a line"),
            "disclaimer": t("This is not legal advice.") if form.law else "",
            "marks": t("A second pair of eyes"),
            "no_marks": t("Nothing to mark. It can go out as it is."),
            "better": t("Better"),
            "dismiss": t("Leave it as it is"),
            "dismissed": t("Show the marks you have waved away"),
        },
        "save": _files(t, script=script),
        "back": {"label": t("Back to the reading"), "step": Step.READING.value},
    }


def _choose(session: Session, chosen: str) -> View:
    t, dossier = session.t, session.dossier
    proposed = proposed_letter(session, dossier) if dossier else chosen
    return {
        "label": t("Which words do you need?"),
        "proposed": t("fits now"),
        "letters": [
            {
                "id": form.id,
                "title": t(form.title),
                "purpose": t(form.purpose),
                "chosen": form.id == chosen,
                "proposed": form.id == proposed,
            }
            for form in letters_in_order(session.letters)
        ],
    }


def _files(t: Translator, *, script: bool) -> list[View]:
    """The ways to take the words away; a script is not mailed."""
    kinds = {
        "letter.docx": t("Word file"),
        "letter.pdf": t("PDF"),
        "letter.eml": t("E-mail draft"),
        "letter.md": t("Text (Markdown)"),
    }
    if script:
        del kinds["letter.eml"]
    return [{"what": what, "label": label} for what, label in kinds.items()]


def live(session: Session) -> View:
    """The facts as they stand, and the letter that follows from them."""
    letter = chosen_letter(session)
    facts = session.letter_facts(letter)
    return {
        "answers": {
            id_: {"value": value, "note": "", "answered": True} for id_, value in facts.items()
        },
        "records": {},
        "letter": _letter(session, letter, facts),
    }


def _letter(session: Session, id_: str, facts: Mapping[str, str]) -> View:
    form, t = session.letters[id_], session.t
    edited = session.edited_letter(id_)
    absent = [] if edited else [t(form.fact(id_).ask) for id_ in missing(form, facts)]
    state: View = {"missing": absent, "faults": [], "edited": edited is not None}
    if absent:
        return state
    try:
        letter = session.letter(id_)
    except ClientfitError as error:
        return state | {"faults": [str(fault) for fault in error.faults]}
    return state | _text(letter, session, form.word_limit) | _marks(letter, form, session)


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


def _marks(letter: Letter, form: LetterForm, session: Session) -> View:
    """What the second reader marks; offsets are those of the body."""
    dossier = session.dossier
    if dossier is None or form.kind is FormKind.SCRIPT:
        return {"marks": [], "waved": 0}
    ending = Ending(session, dossier)
    dismissed = ending.journal.dismissed(form.id)
    found = second_reading(letter, form, session.letter_facts(form.id), abusive=ending.abusive)
    t = session.t
    return {
        "marks": [
            {
                "key": mark.key,
                "start": mark.start,
                "end": mark.end,
                "text": mark.text,
                "what": t(mark.what),
                "why": t(mark.why),
                "better": t(mark.better),
            }
            for mark in found
            if mark.key not in dismissed
        ],
        "waved": sorted(mark.key for mark in found if mark.key in dismissed),
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
