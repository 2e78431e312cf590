"""Files to take away, made when asked for and handed to the browser; nothing is left on disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.files.exporters.calendar import plan_ics
from clientfit.files.exporters.evidence import Case, evidence_name, evidence_zip
from clientfit.files.exporters.letter import Mailbox, as_eml, as_markdown
from clientfit.files.exporters.names import MEDIA_TYPES, file_name
from clientfit.files.exporters.paged import letter_docx, letter_pdf
from clientfit.files.exporters.plan import ExitPaper, plan_markdown, plan_pdf
from clientfit.files.exporters.sheets import ClientData, workbook_xlsx
from clientfit.text.catalog_repair import repairs
from clientfit.text.letters import Letter
from clientfit.ui.choosing import chosen
from clientfit.ui.dossier import Dossier
from clientfit.ui.ending import Ending
from clientfit.ui.fees import Fees
from clientfit.ui.session import Session
from clientfit.ui.writing import Writing


@dataclass(frozen=True, slots=True)
class Download:
    """A file with its name and media type."""

    name: str
    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person chose for a file: notes to show (by question), words to black out."""

    notes: tuple[str, ...] = ()
    redact: tuple[str, ...] = ()


def download(session: Session, what: str, wishes: Wishes) -> Download:
    """Make a file. Raises ClientfitError if there is no such file or it can't be made yet."""
    if what not in _FILES:
        raise ClientfitError(Fault(what, "is no file to save", choices(what, _FILES)))
    title, _, ending = what.rpartition(".")
    name = _name(session, title, f".{ending}", wishes)
    return Download(name, MEDIA_TYPES[f".{ending}"], _FILES[what](session, wishes))


def _name(session: Session, title: str, ending: str, wishes: Wishes) -> str:
    if title == "evidence":
        return evidence_name(_case(session, wishes), session.t)
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


def _case(session: Session, wishes: Wishes) -> Case:
    dossier = _dossier(session)
    client = dossier.client.id
    return Case(
        client=dossier.client.name,
        names=[one.name for one in session.workbook.record_names() if one.client == client],
        invoices=dossier.invoices,
        answers=dossier.answers,
        history=session.workbook.history(client),
        notes=wishes.notes,
        fees=Fees(session, dossier).lines,
        redact=wishes.redact,
    )


def _sheets(session: Session) -> bytes:
    workbook = session.workbook
    clients = [
        ClientData(
            one.client,
            one.verdict,
            one.answers,
            workbook.history(one.client.id),
            one.invoices,
            one.attempts,
            one.drafts,
        )
        for one in session.dossiers
    ]
    free = [one.name for one in workbook.record_names() if one.client is None]
    titles = {form.id: session.t(form.title) for form in session.letters.values()}
    titles |= {id_: session.t(one.name) for id_, one in repairs().words.items()}
    unlinked = workbook.invoices(names=free) if free else ()
    return workbook_xlsx(clients, unlinked, session.words, titles, _now())


def _trace(session: Session) -> bytes:
    trace = _dossier(session).verdict.trace
    return json.dumps(trace, ensure_ascii=False, indent=1).encode()


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


_FILES: Mapping[str, Callable[[Session, Wishes], bytes]] = {
    "letter.md": lambda session, _: as_markdown(_letter(session)),
    "letter.eml": lambda session, _: _eml(session),
    "letter.docx": lambda session, _: letter_docx(_letter(session), session.t.language),
    "letter.pdf": lambda session, _: letter_pdf(_letter(session), session.t.language),
    "plan.pdf": lambda session, _: plan_pdf(_paper(session), session.t),
    "plan.md": lambda session, _: plan_markdown(_paper(session), session.t),
    "plan.ics": lambda session, _: plan_ics(_paper(session), session.t, _now()),
    "evidence.zip": lambda session, wishes: evidence_zip(
        _case(session, wishes), session.words, _now()
    ),
    "trace.json": lambda session, _: _trace(session),
    "workbook.json": lambda session, _: session.workbook.export_json().encode(),
    "workbook.xlsx": lambda session, _: _sheets(session),
}
