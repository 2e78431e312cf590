"""The signs: eleven short questions, the red lines, the gut, and more for who wants it."""

from __future__ import annotations

from clientfit.app.place import Step
from clientfit.app.session import Session
from clientfit.core.model import Question, QuestionRole
from clientfit.core.reading.levels import progress
from clientfit.page.views.fields import form_words, saved, section, values
from clientfit.page.views.settings import shown_by_records
from clientfit.page.wire.page import Live
from clientfit.page.wire.signs import SignsBody
from clientfit.text.sentences.reading import frequencies

ASKED = (QuestionRole.SIGN, QuestionRole.RED_LINE, QuestionRole.GUT, QuestionRole.GUARD)


def body(session: Session) -> SignsBody:
    """All questions about how the client behaves, the short ones first."""
    t, words, catalog = session.t, session.words, session.catalog
    signs = catalog.of_role(QuestionRole.SIGN)
    more = [
        section(sign, words.sign(sign), _more(signs, sign), words)
        for sign in catalog.norms.ids
        if _more(signs, sign)
    ]
    guards = catalog.of_role(QuestionRole.GUARD)
    return {
        "kind": "signs",
        "heading": t("How often does it happen?"),
        "intro": t(
            "Think of the last three months. Your first thought is good enough, and “I don’t "
            "know” is an answer too."
        ),
        "hint": t(
            "With the keyboard: arrows choose, Tab moves on, W says why we ask, N opens a note, "
            "Delete clears an answer."
        ),
        "sections": [
            section("quick", "", [sign for sign in signs if sign.quick], words),
            section(
                "lines",
                t("Three things that need a plain yes or no"),
                catalog.of_role(QuestionRole.RED_LINE),
                words,
                intro=t("If one of these is true, nothing else has to be weighed."),
            ),
            section("gut", t("And your gut?"), catalog.of_role(QuestionRole.GUT), words),
        ],
        "more": {
            "label": t("More questions, if you like"),
            "intro": t("Each one makes the reading finer. None is needed."),
            "sections": [
                *more,
                section("guard", t("Not held against them"), guards, words),
            ],
        },
        "next": {"label": t("See the reading"), "step": Step.READING.value},
        "words": form_words(words),
    }


def live(session: Session) -> Live:
    """Answers, progress and what the records show beside them."""
    dossier = session.dossier
    if dossier is None:
        return {}
    t, words = session.t, session.words
    done = progress(dossier.answers, session.catalog.questions)
    return {
        "answers": values(dossier.answers, session.catalog.of_role(*ASKED)),
        "progress": {
            "done": done.done,
            "total": done.total,
            "text": t(
                "{done} of {total} answered", done=t.number(done.done), total=t.number(done.total)
            ),
        },
        "saved": saved(dossier.answers, words),
        "records": {
            sign: {
                "text": shown_by_records(session, shown),
                "level": _shown(shown.level, session),
                "clash": t("Your answer and your records tell different stories. Yours counts.")
                if sign in dossier.clashes
                else "",
            }
            for sign, shown in dossier.evidence.items()
        },
    }


def _more(signs: tuple[Question, ...], sign: str) -> list[Question]:
    return [question for question in signs if question.sign == sign and not question.quick]


def _shown(level: int | None, session: Session) -> str:
    if level is None:
        return ""
    word = list(frequencies(session.t).values())[level]
    return session.t("Your records say: {often}.", often=word.lower())
