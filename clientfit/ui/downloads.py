"""Files to take away, made when asked for and handed to the browser; nothing is left on disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.files.exporters.calendar import plan_ics
from clientfit.files.exporters.letter import Mailbox, as_eml, as_markdown
from clientfit.files.exporters.names import file_name
from clientfit.files.exporters.paged import letter_docx, letter_pdf
from clientfit.files.exporters.plan import ExitPaper, plan_markdown, plan_pdf
from clientfit.text.letters import Letter
from clientfit.ui.choosing import chosen
from clientfit.ui.dossier import Dossier
from clientfit.ui.ending import Ending
from clientfit.ui.session import Session
from clientfit.ui.writing import Writing

MARKDOWN, MAIL, JSON = "text/markdown", "message/rfc822", "application/json"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF, CALENDAR = "application/pdf", "text/calendar"


@dataclass(frozen=True, slots=True)
class Download:
    """A file with its name and media type."""

    name: str
    kind: str
    data: bytes


def download(session: Session, what: str) -> Download:
    """Make a file. Raises ClientfitError if there is no such file or it can't be made yet."""
    if what not in _FILES:
        raise ClientfitError(Fault(what, "is no file to save", choices(what, _FILES)))
    kind, make = _FILES[what]
    title, ending = what.split(".")
    return Download(_name(session, title, f".{ending}"), kind, make(session))


def _name(session: Session, title: str, ending: str) -> str:
    if title == "workbook":
        return f"clientfit-{session.today().isoformat()}{ending}"
    named = {
        "letter": session.t(_writing(session).form.title),
        "plan": session.t("Exit plan"),
        "trace": session.t("Reading"),
    }
    return file_name(_dossier(session).client.name, named[title], ending=ending)


def _dossier(session: Session) -> Dossier:
    if session.dossier is None:
        raise ClientfitError(Fault("client", "is not chosen", "Choose one first"))
    return session.dossier


def _writing(session: Session) -> Writing:
    return chosen(session, _dossier(session))


def _letter(session: Session) -> Letter:
    return _writing(session).letter


def _eml(session: Session) -> bytes:
    facts = _writing(session).facts
    return as_eml(
        _letter(session),
        sender=Mailbox(facts.get("my_name", "")),
        recipient=Mailbox(facts.get("their_name", "")),
        when=_now(),
    )


def _paper(session: Session) -> ExitPaper:
    dossier = _dossier(session)
    ending = Ending(session, dossier)
    return ExitPaper(
        client_id=dossier.client.id,
        client=dossier.client.name,
        plan=ending.plan,
        words=ending.content.words,
        channel=ending.channel,
        telling=ending.telling,
        today=session.today(),
    )


def _trace(session: Session) -> bytes:
    trace = _dossier(session).verdict.trace
    return json.dumps(trace, ensure_ascii=False, indent=1).encode()


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


_FILES: Mapping[str, tuple[str, Callable[[Session], bytes]]] = {
    "letter.md": (MARKDOWN, lambda session: as_markdown(_letter(session))),
    "letter.eml": (MAIL, _eml),
    "letter.docx": (WORD, lambda session: letter_docx(_letter(session), session.t.language)),
    "letter.pdf": (PDF, lambda session: letter_pdf(_letter(session), session.t.language)),
    "plan.pdf": (PDF, lambda session: plan_pdf(_paper(session), session.t)),
    "plan.md": (MARKDOWN, lambda session: plan_markdown(_paper(session), session.t)),
    "plan.ics": (CALENDAR, lambda session: plan_ics(_paper(session), session.t, _now())),
    "trace.json": (JSON, _trace),
    "workbook.json": (JSON, lambda session: session.workbook.export_json().encode()),
}
