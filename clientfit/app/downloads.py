"""Files to take away, made when asked for and handed to the browser; nothing is left on disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from clientfit.app.dossier import Dossier
from clientfit.app.ending import Ending
from clientfit.app.fees import Fees
from clientfit.app.letter import Writing
from clientfit.app.session import Session
from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.phrases import say
from clientfit.files.exporters.calendar import plan_ics
from clientfit.files.exporters.evidence import Case, evidence_name, evidence_zip
from clientfit.files.exporters.letter import Mailbox, as_eml, as_markdown
from clientfit.files.exporters.names import MEDIA_TYPES, file_name
from clientfit.files.exporters.paged import letter_docx, letter_pdf
from clientfit.files.exporters.plan import ExitPaper, plan_markdown, plan_pdf
from clientfit.files.exporters.sheets import ClientData, workbook_xlsx
from clientfit.text.content.repair import repairs
from clientfit.text.letter.write import Letter


@dataclass(frozen=True, slots=True)
class Download:
    """A file with its name and media type."""

    name: str
    kind: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the person chose for a file: whose and which letter, where it is about one client;
    notes to show (by question), words to black out.
    """

    client: str | None = None
    letter: str | None = None
    notes: tuple[str, ...] = ()
    redact: tuple[str, ...] = field(default=(), repr=False)


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
        "letter": lambda: session.t(_writing(session, wishes).form.title),
        "plan": lambda: session.t("Exit plan"),
        "trace": lambda: session.t("Reading"),
    }
    client = _dossier(session, wishes).client
    return file_name(client.name, named[title](), ending=ending)


def _dossier(session: Session, wishes: Wishes) -> Dossier:
    """The client that the file is about, as the wish names it: by now the page may show another."""
    if wishes.client is None:
        raise ClientfitError(Fault(say("client"), "is not chosen", "Choose one first"))
    return session.about(wishes.client)


def _writing(session: Session, wishes: Wishes) -> Writing:
    if wishes.letter is None:
        raise ClientfitError(Fault(say("letter"), "is not chosen", "Choose one first"))
    return Writing(session, _dossier(session, wishes), wishes.letter)


def _letter(session: Session, wishes: Wishes) -> Letter:
    return _writing(session, wishes).letter


def _eml(session: Session, wishes: Wishes) -> bytes:
    facts = _writing(session, wishes).facts
    return as_eml(
        _letter(session, wishes),
        sender=Mailbox(facts.get("my_name", "")),
        recipient=Mailbox(facts.get("their_name", "")),
        when=_now(),
    )


def _paper(session: Session, wishes: Wishes) -> ExitPaper:
    dossier = _dossier(session, wishes)
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
    dossier = _dossier(session, wishes)
    client = dossier.client.id
    return Case(
        client=dossier.client.name,
        names=[
            record_name.name
            for record_name in session.workbook.record_names()
            if record_name.client == client
        ],
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
            dossier.client,
            dossier.verdict,
            dossier.answers,
            workbook.history(dossier.client.id),
            dossier.invoices,
            dossier.attempts,
            dossier.drafts,
        )
        for dossier in session.dossiers
    ]
    free = [
        record_name.name for record_name in workbook.record_names() if record_name.client is None
    ]
    titles = {form.id: session.t(form.title) for form in session.letters.values()}
    titles |= {id_: session.t(one.name) for id_, one in repairs().words.items()}
    unlinked = workbook.invoices(names=free) if free else ()
    return workbook_xlsx(clients, unlinked, session.words, titles, _now())


def _trace(session: Session, wishes: Wishes) -> bytes:
    trace = _dossier(session, wishes).verdict.trace
    return json.dumps(trace, ensure_ascii=False, indent=1).encode()


def _now() -> datetime:
    return datetime.now(UTC).astimezone()


_FILES: Mapping[str, Callable[[Session, Wishes], bytes]] = {
    "letter.md": lambda session, wishes: as_markdown(_letter(session, wishes)),
    "letter.eml": _eml,
    "letter.docx": lambda session, wishes: letter_docx(
        _letter(session, wishes), session.t.language
    ),
    "letter.pdf": lambda session, wishes: letter_pdf(_letter(session, wishes), session.t.language),
    "plan.pdf": lambda session, wishes: plan_pdf(_paper(session, wishes), session.t),
    "plan.md": lambda session, wishes: plan_markdown(_paper(session, wishes), session.t),
    "plan.ics": lambda session, wishes: plan_ics(_paper(session, wishes), session.t, _now()),
    "evidence.zip": lambda session, wishes: evidence_zip(
        _case(session, wishes), session.words, _now()
    ),
    "trace.json": _trace,
    "workbook.json": lambda session, _: session.workbook.export_json().encode(),
    "workbook.xlsx": lambda session, _: _sheets(session),
}
