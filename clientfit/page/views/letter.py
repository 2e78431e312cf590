"""The letter: its facts, asked one by one where they are missing, and the words to take away."""

from __future__ import annotations

from clientfit.app.dossier import Dossier
from clientfit.app.letter import Writing, chosen, proposed_letter
from clientfit.app.place import Step
from clientfit.app.session import Session
from clientfit.core.errors import ClientfitError
from clientfit.core.model import Asks
from clientfit.page.views.fields import form_words
from clientfit.page.wire.common import BareBody
from clientfit.page.wire.fields import Field
from clientfit.page.wire.letter import (
    LetterBody,
    LetterChoices,
    LetterFile,
    LetterMarks,
    LetterState,
    LetterText,
)
from clientfit.page.wire.page import Live
from clientfit.text.faults import told
from clientfit.text.i18n import Translator
from clientfit.text.letter.write import (
    Fact,
    FactKind,
    FormKind,
    Letter,
    asked,
    letters_in_order,
    missing,
)

_ASKS = {
    FactKind.TEXT: Asks.TEXT.value,
    FactKind.LIST: "list",
    FactKind.DATE: Asks.DATE.value,
    FactKind.MONEY: Asks.MONEY.value,
    FactKind.CHOICE: Asks.CHOICE.value,
}


def body(session: Session) -> LetterBody | BareBody:
    """The facts that this letter asks for, given the choices made so far."""
    t, dossier = session.t, session.dossier
    if dossier is None:
        return {"kind": "letter"}
    writing = chosen(session, dossier)
    form, facts = writing.form, writing.facts
    script = form.kind is FormKind.SCRIPT
    return {
        "kind": "letter",
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
        "choose": _choose(session, dossier, form.id),
        "letter_id": form.id,
        "script": script,
        "fields": [_field(fact, session) for fact in asked(form, facts)],
        "words": {
            **form_words(session.words),
            "subject": t("Subject"),
            "body": t("Your words") if script else t("Your letter"),
            "missing": t("The letter appears here when you have filled in:"),
            "faults": t("Please check this again:"),
            "edited": t("You have changed these words, so the fields no longer change them."),
            "anew": t("Start again from the fields"),
            "sure": t("Your own words will be replaced."),
            "replace": t("Replace them"),
            "keep": t("Keep my words"),
            "copy": t("Copy"),
            "copied": t("Copied"),
            "lines": t("one per line"),
            "disclaimer": t("This is not legal advice.") if form.law else "",
            "marks": t("A second pair of eyes"),
            "no_marks": t("Nothing to mark. It is ready to send."),
            "better": t("Better"),
            "dismiss": t("Leave it as it is"),
            "dismissed": t("Show the marks you have dismissed"),
        },
        "save": _files(t, script=script),
        "back": {"label": t("Back to the reading"), "step": Step.READING.value},
    }


def _choose(session: Session, dossier: Dossier, id_: str) -> LetterChoices:
    t, proposed = session.t, proposed_letter(session, dossier)
    return {
        "label": t("Which words do you need?"),
        "proposed": t("fits now"),
        "letters": [
            {
                "id": form.id,
                "title": t(form.title),
                "purpose": t(form.purpose),
                "chosen": form.id == id_,
                "proposed": form.id == proposed,
            }
            for form in letters_in_order(session.letters)
        ],
    }


def _files(t: Translator, *, script: bool) -> list[LetterFile]:
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


def live(session: Session) -> Live:
    """The facts as they stand, and the letter that follows from them."""
    if session.dossier is None:
        return {}
    writing = chosen(session, session.dossier)
    return {
        "answers": {
            id_: {"value": value, "note": "", "answered": True}
            for id_, value in writing.facts.items()
        },
        "records": {id_: {"text": text} for id_, text in writing.left_out.items()},
        "letter": _letter(writing, session.t),
    }


def _letter(writing: Writing, t: Translator) -> LetterState:
    form, edited = writing.form, writing.edited
    absent = [] if edited else [t(form.fact(id_).ask) for id_ in missing(form, writing.facts)]
    state: LetterState = {"missing": absent, "faults": [], "edited": edited}
    if absent:
        return state
    try:
        words = _text(writing.letter, form.word_limit, t)
    except ClientfitError as error:
        return {**state, "faults": told(error.faults, t)}
    return {**state, **words, **_marks(writing, t)}


def _text(letter: Letter, limit: int, t: Translator) -> LetterText:
    count = t.plural(letter.words, "{count} word", "{count} words")
    too_long = letter.words > limit
    return {
        "subject": letter.subject,
        "body": letter.body,
        "count": t("{count}: shorter is kinder; {limit} are plenty.", count=count, limit=limit)
        if too_long
        else count,
    }


def _marks(writing: Writing, t: Translator) -> LetterMarks:
    """What the second reader marks; offsets are those of the body. A script is read by nobody."""
    found = () if writing.form.kind is FormKind.SCRIPT else writing.marks
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
            if mark.key not in writing.dismissed
        ],
        "waved": sorted({mark.key for mark in found if mark.key in writing.dismissed}),
    }


def _field(fact: Fact, session: Session) -> Field:
    t = session.t
    return {
        "id": fact.id,
        "asks": _ASKS[fact.kind],
        "ask": t(fact.ask),
        "why": t(fact.why),
        "unit": "",
        "example": t(fact.example) if fact.example else "",
        "optional": _optional(fact, t),
        "choices": [{"value": option.id, "label": t(option.words)} for option in fact.options],
    }


def _optional(fact: Fact, t: Translator) -> str:
    """What stands beside the question; a required list tells its lines beside the field."""
    if fact.required:
        return ""
    return t("optional, one per line") if fact.kind is FactKind.LIST else t("optional")
