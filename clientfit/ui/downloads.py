"""Files to take away, made when asked for and handed to the browser; nothing is left on disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.files.exporters.letter import Mailbox, as_eml, as_markdown
from clientfit.files.exporters.names import file_name
from clientfit.ui.session import Session
from clientfit.ui.views.letter import LETTER


@dataclass(frozen=True, slots=True)
class Download:
    """A file with its name and media type."""

    name: str
    kind: str
    data: bytes


def download(session: Session, what: str) -> Download:
    """Make a file. Raises ClientfitError if there is no such file or it can't be made yet."""
    make = _FILES.get(what)
    if make is None:
        raise ClientfitError(Fault(what, "is no file to save", choices(what, _FILES)))
    return make(session)


def _markdown(session: Session) -> Download:
    return Download(_name(session, ".md"), "text/markdown", as_markdown(session.letter(LETTER)))


def _eml(session: Session) -> Download:
    facts = session.letter_facts(LETTER)
    data = as_eml(
        session.letter(LETTER),
        sender=Mailbox(facts.get("my_name", "")),
        recipient=Mailbox(facts.get("their_name", "")),
        when=datetime.now(UTC).astimezone(),
    )
    return Download(_name(session, ".eml"), "message/rfc822", data)


def _trace(session: Session) -> Download:
    if session.dossier is None:
        raise ClientfitError(Fault("reading", "there is no client to read", "Choose one"))
    text = json.dumps(session.dossier.verdict.trace, ensure_ascii=False, indent=1)
    return Download(_name(session, ".json"), "application/json", text.encode())


def _workbook(session: Session) -> Download:
    name = f"clientfit-{session.today().isoformat()}.json"
    return Download(name, "application/json", session.workbook.export_json().encode())


def _name(session: Session, ending: str) -> str:
    return file_name(session.client.name if session.client else "", ending=ending)


_FILES: Mapping[str, Callable[[Session], Download]] = {
    "letter.md": _markdown,
    "letter.eml": _eml,
    "trace.json": _trace,
    "workbook.json": _workbook,
}
