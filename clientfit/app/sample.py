"""The invented freelancer comes into the workbook, and leaves it again."""

from __future__ import annotations

from clientfit.app.place import Step
from clientfit.app.session import Session
from clientfit.core.names import name_key
from clientfit.files.sample import sample_document


def add_sample(session: Session) -> None:
    """Add the invented freelancer's clients, all at once, or turn to them if they are there."""
    book = session.workbook
    known = book.clients()
    if not any(client.sample for client in known):
        names = [client.name for client in known] + [
            record_name.name for record_name in book.record_names()
        ]
        taken = {name_key(name) for name in names}
        book.merge(sample_document(session.today(), taken))
        session.records_changed()
    session.go(Step.ALL)


def remove_sample(session: Session) -> None:
    """Take all that is invented away again; what is the person's own stays."""
    session.workbook.remove_sample()
    session.records_changed()
    if session.workbook.clients():
        session.go(Step.ALL)
    else:
        session.start_new()
