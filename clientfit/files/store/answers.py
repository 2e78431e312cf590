"""Answers and notes: an append-only log of changes, from which the state at any time is derived."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from clientfit.core.model import Answer, AnswerChange, ChangeKind
from clientfit.core.phrases import say
from clientfit.files.store.base import Base, now, stamp
from clientfit.files.store.checks import id_fault, refuse, text_fault
from clientfit.files.store.clients import client_of

_NOTE = ChangeKind.NOTE.value
_CLEAR = ChangeKind.CLEAR.value

# SQLite returns the other columns from the row that has the maximum. The id breaks ties between two
# changes of the same moment (from two workbooks), in the same way in every workbook.
_LATEST = """
    SELECT client_id, question, kind, text, at, max(at || id) FROM changes
    WHERE {which} GROUP BY client_id, question, kind = 'note'
    ORDER BY client_id, question, kind = 'note'
"""


def change(base: Base, client_id: str, question: str, kind: ChangeKind, text: str | None) -> None:
    """Append a change to the log, unless it would change nothing.

    Raises ClientfitError for an invalid id or text, and for a client that is not there.
    """
    refuse(
        id_fault(say("question"), question),
        text_fault(say("question {question}", question=question), text or ""),
    )
    is_note = kind is ChangeKind.NOTE
    with base.write() as connection:
        client_of(base, client_id)
        found = base.rows(
            "SELECT kind, text, at FROM changes WHERE client_id = ? AND question = ? "
            "ORDER BY at DESC, id DESC",
            (client_id, question),
        )
        before = next(((k, t) for k, t, _ in found if (k == _NOTE) == is_note), None)
        nothing = kind is ChangeKind.CLEAR or (is_note and not text)
        if before == (kind, text) or (before is None and nothing):
            return
        at = now(after=found[0][2] if found else None)
        connection.execute(
            "INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?)",
            (uuid.uuid4().hex, client_id, question, kind.value, text, at),
        )


def answers(base: Base, client_id: str, at: datetime | None) -> dict[str, Answer]:
    """A client's answers by question, now or as they were at the time ``at`` (aware)."""
    client_of(base, client_id)
    if at is None:
        found = base.rows(_LATEST.format(which="client_id = ?"), (client_id,))
    else:
        which = "client_id = ? AND at <= ?"
        found = base.rows(_LATEST.format(which=which), (client_id, stamp(at)))
    return _by_client(found).get(client_id, {})


def answers_of_all(base: Base) -> dict[str, dict[str, Answer]]:
    """The answers of every client by client id, including those without any, from one snapshot."""
    with base.snapshot():
        ids = base.rows("SELECT id FROM clients ORDER BY created, id")
        found = _by_client(base.rows(_LATEST.format(which="1")))
    return {str(id_): found.get(str(id_), {}) for (id_,) in ids}


def history(base: Base, client_id: str, question: str | None) -> tuple[AnswerChange, ...]:
    """All changes of a client, or of one of its questions, the oldest first."""
    client_of(base, client_id)
    found = base.rows(
        "SELECT question, kind, text, at FROM changes WHERE client_id = ? "
        "AND (? IS NULL OR question = ?) ORDER BY at, id",
        (client_id, question, question),
    )
    return tuple(
        AnswerChange(str(q), ChangeKind(str(kind)), _text(text), datetime.fromisoformat(str(at)))
        for q, kind, text, at in found
    )


def _by_client(latest: Iterable[tuple[object, ...]]) -> dict[str, dict[str, Answer]]:
    """Merge the latest value and note of each question; the note row comes right after."""
    result: dict[str, dict[str, Answer]] = {}
    for client_id, question, kind, text, at, _ in latest:
        if kind == _CLEAR or (kind == _NOTE and not text):
            continue
        mine = result.setdefault(str(client_id), {})
        id_, when = str(question), datetime.fromisoformat(str(at))
        if kind != _NOTE:
            mine[id_] = Answer(id_, _text(text), "", when)
        elif id_ in mine:
            value = mine[id_]
            mine[id_] = Answer(id_, value.value, str(text), max(when, value.at))
        else:
            mine[id_] = Answer(id_, None, str(text), when, answered=False)
    return result


def _text(value: object) -> str | None:
    return None if value is None else str(value)
