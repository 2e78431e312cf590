"""About the person: the hours and names by which their messages are read."""

from __future__ import annotations

from clientfit.app.holidays import COUNTRIES
from clientfit.app.session import Session
from clientfit.core.records.messages import MessageEvidence, RecordEvidence
from clientfit.page.wire.settings import Myself
from clientfit.text.sentences.records import record_sentence


def shown_by_records(session: Session, shown: RecordEvidence) -> str:
    """What the records show, and by which hours, where the person has not said their own yet."""
    t, me = session.t, session.myself
    said = record_sentence(shown, t)
    if not isinstance(shown, MessageEvidence) or me.said_hours:
        return said
    hours = {"start": t.clock(me.hours.start), "end": t.clock(me.hours.end)}
    assumed = t(
        "Taken as your hours: {start} to {end} on weekdays. Under “All clients” you can say yours.",
        **hours,
    )
    return f"{said} {assumed}"


def myself(session: Session) -> Myself:
    """What is set now, with the words for each field."""
    t, me = session.t, session.myself
    return {
        "label": t("Your hours and names, for messages"),
        "intro": t(
            "What comes in outside these hours, at a weekend or on a public holiday counts as "
            "outside your hours. Everything here stays with your workbook."
        ),
        "from": {"label": t("You work from"), "value": me.hours.start.isoformat("minutes")},
        "to": {"label": t("until"), "value": me.hours.end.isoformat("minutes")},
        "days": {
            "label": t("On these days"),
            "choices": [
                {"value": str(day), "label": name, "on": day in me.hours.days}
                for day, name in enumerate(t.weekdays())
            ],
        },
        "zone": {"label": t("Your time zone"), "value": me.zone},
        "country": {
            "label": t("Public holidays of"),
            "none": t("no country"),
            "value": me.country,
            "choices": [{"value": code, "label": t.country(code)} for code in COUNTRIES],
        },
        "names": {
            "label": t("Your own names and addresses, one a line"),
            "value": "\n".join(sorted(me.names)),
        },
        "text": {
            "label": t("Keep the words of messages, too"),
            "on": me.keeps_text,
            "why": t(
                "Without this only the time, the direction and the length of each message are "
                "kept. It holds for files that you bring from now on."
            ),
        },
        "save": t("Keep this"),
    }
