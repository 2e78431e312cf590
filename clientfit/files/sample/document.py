"""The invented freelancer as a workbook's document, to be merged like any other."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from clientfit.core.model import SAMPLE_SOURCE, Attempt, ChangeKind
from clientfit.core.names import name_key
from clientfit.files.sample.records import sample_records
from clientfit.files.store import Journal, Workbook
from clientfit.files.store.base import stamp
from clientfit.files.store.record_tables import HOURS, INVOICES, MESSAGES
from clientfit.files.store.tables import Record, RecordTable
from clientfit.text.content.repair import repairs
from clientfit.text.content.sample import Freelancer, SampleClient

_CHANGES = uuid.UUID("6d8d2a0e-3f0b-5c0b-8a53-1f8ab1d0c5b4")
_EVENING = time(18, 30, tzinfo=UTC)  # when the invented freelancer sits down to answer


def sample_document(
    who: Freelancer, today: date, taken: Collection[str] = frozenset()
) -> dict[str, Any]:
    """All of it as ``Workbook.export`` would give it, as it stands today.

    ``taken``: keys (``core.names.name_key``) of names that are somebody's already. A sample of
    such a name says that it is one, so that its records stay apart from the person's own.
    """
    clients = tuple(_apart(client, taken) for client in who.clients)
    records = sample_records(replace(who, clients=clients), today)
    monday = today - timedelta(days=today.weekday())
    with Workbook.in_memory() as copy:
        ids = {copy.add_client(client.name, sample=True).id: client for client in clients}
        for id_, client in ids.items():
            for attempt in _attempts(client, monday):
                Journal(copy, id_).keep_attempt(attempt)
        document = copy.export()
    for told in document["clients"]:
        client = ids[told["id"]]
        first = stamp(_evening(monday, max(client.asked, default=client.weeks)))
        told |= {"created": first, "named": first, "changes": list(_changes(client, monday))}
    kept: dict[str, object] = {"source_file": SAMPLE_SOURCE, "at": stamp(_evening(monday, 0))}
    document["invoices"] = _copied(INVOICES, records.invoices, kept)
    document["hours"] = _copied(HOURS, records.hours, kept)
    document["messages"] = _copied(MESSAGES, records.messages, kept)
    return document


def _apart(client: SampleClient, taken: Collection[str]) -> SampleClient:
    return (
        replace(client, name=f"{client.name} (sample)")
        if name_key(client.name) in taken
        else client
    )


def _attempts(client: SampleClient, monday: date) -> Iterator[Attempt]:
    days = {step.id: step.days for step in repairs().steps}
    for name, one in client.attempts.items():
        tried = monday - timedelta(weeks=one.weeks)
        yield Attempt(
            id=f"{client.id}-{name}",
            step=one.step,
            tried=tried,
            review=tried + timedelta(days=days[one.step]),
            response=one.response,
            outcome=one.outcome,
            note=one.note,
        )


def _changes(client: SampleClient, monday: date) -> Iterator[dict[str, Any]]:
    """The answers as they were given: all of them first, and later those that had changed."""
    for seconds, (question, answer) in enumerate(client.answers.items()):
        said = [(client.asked[0], ChangeKind.ANSWER, answer.before)]
        if answer.note:
            said.append((client.asked[-1], ChangeKind.NOTE, answer.note))
        if answer.value != answer.before:
            said.append((client.asked[-1], ChangeKind.ANSWER, answer.value))
        for weeks, kind, text in said:
            at = _evening(monday, weeks) + timedelta(seconds=9 * seconds)
            yield {
                "id": uuid.uuid5(_CHANGES, f"{client.id} {question} {kind} {text}").hex,
                "question": question,
                "kind": kind.value,
                "text": text,
                "at": stamp(at),
            }


def _copied(
    kind: RecordTable[Record], records: Iterable[Record], kept: dict[str, object]
) -> list[dict[str, Any]]:
    return [kind.copied(kind.row(record)) | kept for record in records]


def _evening(monday: date, weeks: int) -> datetime:
    return datetime.combine(monday - timedelta(weeks=weeks), _EVENING)
