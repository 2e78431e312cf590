"""Imported hours and messages. Each is known by its source and key; the newest copy holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime

from clientfit.core.errors import Fault
from clientfit.core.names import tidy_name
from clientfit.core.records.activity import Direction, Message, TimeEntry
from clientfit.files.store.base import Base
from clientfit.files.store.checks import MAX_TEXT, id_fault, in_fields, name_fault, text_fault
from clientfit.files.store.clients import client_of
from clientfit.files.store.tables import Record, RecordTable


def read(
    base: Base, kind: RecordTable[Record], client_id: str | None, order: str
) -> tuple[Record, ...]:
    """Give all records of a kind, or a client's, in the order of a column."""
    sql = f"SELECT {kind.columns} FROM {kind.table}"  # noqa: S608 - our own words
    given: tuple[object, ...] = ()
    if client_id is not None:
        client_of(base, client_id)
        sql += " WHERE name_key IN (SELECT name_key FROM owners WHERE client_id = ?)"
        given = (client_id,)
    return tuple(map(kind.record, base.rows(f"{sql} ORDER BY {order}, key", given)))


def _hours_row(entry: TimeEntry) -> tuple[object, ...]:
    return (
        tidy_name(entry.client),
        entry.key,
        entry.source,
        entry.day.isoformat(),
        entry.seconds,
        None if entry.billable is None else int(entry.billable),
        None if entry.billed is None else int(entry.billed),
        entry.project,
        entry.task,
        json.dumps(entry.tags, ensure_ascii=False),
    )


def _work(row: Sequence[object]) -> TimeEntry:
    client, key, source, day, seconds, billable, billed, project, task, tags = row
    return TimeEntry(
        client=str(client),
        key=str(key),
        day=date.fromisoformat(str(day)),
        seconds=int(str(seconds)),
        billable=None if billable is None else bool(billable),
        billed=None if billed is None else bool(billed),
        project=str(project),
        task=str(task),
        tags=tuple(json.loads(str(tags))),
        source=str(source),
    )


def _work_faults(entry: TimeEntry) -> list[Fault]:
    texts = {"project": entry.project, "task": entry.task, "tags": ", ".join(entry.tags)}
    fields = {
        "client": name_fault("", entry.client),
        "key": id_fault("", entry.key),
        "source": text_fault("", entry.source, 1000),
        **{name: text_fault("", text, 10_000) for name, text in texts.items()},
    }
    found = in_fields(fields)
    if entry.seconds < 0:
        found.append(Fault("", "lasts less than nothing", "Check its start and end"))
    return found


def _message_row(message: Message) -> tuple[object, ...]:
    return (
        tidy_name(message.client),
        message.key,
        message.source,
        message.at.isoformat(),
        message.direction.value,
        message.length,
        message.thread,
        message.text,
    )


def _message(row: Sequence[object]) -> Message:
    client, key, source, moment, direction, length, thread, text = row
    return Message(
        client=str(client),
        key=str(key),
        at=datetime.fromisoformat(str(moment)),
        direction=Direction(str(direction)),
        length=int(str(length)),
        thread=str(thread),
        text=str(text),
        source=str(source),
    )


def _message_faults(message: Message) -> list[Fault]:
    fields = {
        "client": name_fault("", message.client),
        "key": id_fault("", message.key),
        "source": text_fault("", message.source, 1000),
        "thread": text_fault("", message.thread, 1000),
        "text": text_fault("", message.text, MAX_TEXT),
    }
    return in_fields(fields)


HOURS: RecordTable[TimeEntry] = RecordTable(
    table="hours",
    called="hours",
    columns="client, key, source, day, seconds, billable, billed, project, task, tags",
    identity=("source", "key"),
    compared=("day", "seconds", "billable", "billed", "project", "task", "tags"),
    row=_hours_row,
    record=_work,
    faults=_work_faults,
)
MESSAGES: RecordTable[Message] = RecordTable(
    table="messages",
    called="messages",
    columns="client, key, source, moment, direction, length, thread, text",
    identity=("source", "key"),
    compared=("moment", "direction", "length", "thread", "text"),
    row=_message_row,
    record=_message,
    faults=_message_faults,
)
