"""The reading: what the signs say, how surely, why, and what would change it."""

from __future__ import annotations

from clientfit.app.dossier import Dossier
from clientfit.app.place import Step
from clientfit.app.session import Session
from clientfit.core.model import QuestionRole, Reading
from clientfit.core.reading.levels import value
from clientfit.core.reading.verdict import Verdict
from clientfit.page.views.settings import shown_by_records
from clientfit.page.wire.common import BareBody
from clientfit.page.wire.reading import ClientNumbers, NextQuestion, ReadingBody, Shares, Way
from clientfit.text.i18n import Translator
from clientfit.text.sentences import outlook
from clientfit.text.sentences import reading as reading_sentences
from clientfit.text.sentences.portfolio import part

ORDER = ("keep", "repair", "end")


def body(session: Session) -> ReadingBody | BareBody:
    """Everything the verdict carries, in reading_sentences."""
    dossier = session.dossier
    if dossier is None:
        return {"kind": "reading"}
    t, words, verdict = session.t, session.words, dossier.verdict
    red_lines = [words.ask(line) for line in dossier.crossed]
    empty = not dossier.spoken
    # Past a red line nothing is weighed any more: no shares and no open question cast doubt on it.
    weighed = not red_lines
    return {
        "kind": "reading",
        "heading": reading_sentences.headline(verdict, dossier.client.name, t)
        if not empty
        else t("There is nothing to read yet."),
        "empty": empty,
        "reading": "" if verdict.hazy else verdict.reading.value,
        "name": reading_sentences.short(verdict, t),
        "meaning": t("A few of the short questions are enough for a first look.")
        if empty
        else reading_sentences.meaning(verdict, words, red_lines),
        "yours": t("This is how your answers read. What you do is yours to decide."),
        "certainty": {
            "heading": t("How sure is this?"),
            "lines": _certainty(dossier, session),
        },
        "shares": _shares(dossier, session) if weighed and not verdict.early else None,
        "reasons": {
            "heading": t("Why"),
            "lines": [
                *(t("{question} You said yes.", question=line) for line in red_lines),
                *reading_sentences.reasons(verdict, words),
            ],
            "blocking": (outlook.blocking(verdict, words) or "") if weighed else "",
            "coalition": reading_sentences.coalition(verdict, words) if weighed else "",
        },
        "next": _next(dossier, session) if weighed else None,
        "change": {
            "heading": t("What would change it"),
            "lines": outlook.changes(verdict, words),
        },
        "gut": {
            "heading": t("Your gut"),
            "line": outlook.gut(verdict, value(dossier.answers, "again"), words),
        },
        "records": {
            "heading": t("What your records say"),
            "lines": [
                shown_by_records(session, evidence) for evidence in dossier.evidence.values()
            ],
        },
        "numbers": _numbers(dossier, session),
        "own": t(
            "You may also leave a good client because your work is moving on. Nothing here speaks "
            "against that."
        )
        if weighed and verdict.reading is not Reading.END
        else "",
        "strain": ""
        if verdict.shown_strain is None
        else t(
            "Overall load: {strain} of 100 (0 is light)",
            strain=t.number(round(verdict.shown_strain)),
        ),
        "trace": t("Save how this was worked out"),
        "ways": _ways(verdict, t),
        "back": {"label": t("Back to the signs"), "step": Step.SIGNS.value},
    }


def _ways(verdict: Verdict, t: Translator) -> list[Way]:
    """All ways are open at any reading; the fitting one comes first.

    Past an absolute red line nobody is asked to mend anything: that step is only among the tabs.
    """
    ways = {
        Step.REPAIR: t("Try to mend it"),
        Step.END: t("Plan a good ending"),
        Step.LETTER: t("Find the words"),
    }
    if verdict.absolute:
        del ways[Step.REPAIR]
    first = Step.END if verdict.reading is Reading.END else Step.REPAIR
    order = [first, *(step for step in ways if step is not first)]
    return [{"label": ways[step], "step": step.value, "first": step is first} for step in order]


def _certainty(dossier: Dossier, session: Session) -> list[str]:
    t = session.t
    lines = reading_sentences.certainty(dossier.verdict, session.words)
    open_lines = [
        line
        for line in session.catalog.of_role(QuestionRole.RED_LINE)
        if line.id not in dossier.answers or not dossier.answers[line.id].answered
    ]
    if open_lines and not dossier.crossed:
        lines.append(
            t.plural(
                len(open_lines),
                "{count} of the plain yes-or-no questions is still open: one yes would decide "
                "everything.",
                "{count} of the plain yes-or-no questions are still open: one yes would decide "
                "everything.",
            )
        )
    return lines


def _numbers(dossier: Dossier, session: Session) -> ClientNumbers | None:
    """Where the records stand month by month; the page asks for them. None without any."""
    client = dossier.client.id
    if not any(record_name.client == client for record_name in session.workbook.record_names()):
        return None
    return {"heading": session.t("In numbers"), "client": client}


def _shares(dossier: Dossier, session: Session) -> Shares:
    t, shares = session.t, dossier.verdict.shares

    names = {"keep": t("Keep"), "repair": t("Repair"), "end": t("End")}
    return {
        "label": t("Shares of plausible readings, by the signs alone"),
        "parts": [
            {
                "id": id_,
                "share": shares[id_],
                "text": t("{name} {share}", name=names[id_], share=part(shares[id_], t)),
            }
            for id_ in ORDER
        ],
    }


def _next(dossier: Dossier, session: Session) -> NextQuestion | None:
    asked = dossier.verdict.next_question
    if asked is None:
        return None
    t = session.t
    return {
        "heading": reading_sentences.next_heading(dossier.verdict, t),
        "question": asked,
        "label": session.words.ask(asked),
    }
