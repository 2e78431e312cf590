"""What tells the invented clients from the person's own, and takes them away again."""

from __future__ import annotations

from clientfit.app.session import Session
from clientfit.core.model import Client
from clientfit.page.wire.all_clients import Invented


def invented(session: Session) -> Invented | None:
    """The line that says so while they are there, with its button."""
    t, count = session.t, sum(dossier.client.sample for dossier in session.dossiers)
    if not count:
        return None
    alone = t.plural(
        count,
        "This client is invented, to look around with.",
        "These {count} clients are invented, to look around with.",
    )
    among = t.plural(
        count,
        "{count} of these clients is invented, to look around with.",
        "{count} of these clients are invented, to look around with.",
    )
    return {
        "text": alone if count == len(session.dossiers) else among,
        "remove": t("Remove the invented clients"),
    }


def mark(client: Client, session: Session) -> str:
    """A word beside an invented client's name; none while there are no others."""
    mixed = any(not dossier.client.sample for dossier in session.dossiers)
    return session.t("invented") if client.sample and mixed else ""
