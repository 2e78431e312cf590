"""Imported hours and messages. Each is known by its source and key; the newest copy holds."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from clientfit.core.activity import Direction, Message, Work
from clientfit.core.errors import Fault
from clientfit.core.names import name_key, tidy_name
from clientfit.files.store.base import Base, now
from clientfit.files.store.checks import MAX_TEXT, id_fault, name_fault, refuse, text_fault
from clientfit.files.store.clients import client_of
from clientfit.files.store.counts import ImportCount

Record = TypeVar("Record", Work, Message)
Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Kind(Generic[Record]):
    """How one kind of record lies in its table."""

    table: str
    columns: str  # those that the record itself fills, its client first, then key and source
    row: Callable[[Record], tuple[object, ...]]
    record: Callable[[Sequence[object]], Record]
    faults: Callable[[str, Record], list[Fault | None]]

    @property
    def upsert(self) -> str:
        """The statement that keeps a row: the record's columns, its file, time and name."""
        names = [*self.columns.split(", "), "source_file", "at", "name_key"]
        places = ", ".join("?" * len(names))
        changed = ", ".join(f"{name} = excluded.{name}" for name in names)
        return (
            f"INSERT INTO {self.table} ({', '.join(names)}) VALUES ({places}) "  # noqa: S608
            f"ON CONFLICT (source, key) DO UPDATE SET {changed}"
        )


def save(
    base: Base, kind: Kind[Record], records: Iterable[Record], source_file: str
) -> ImportCount:
    """Keep the records, all or none. One that is there already is brought up to date."""
    given = list(records)
    refuse(
        text_fault("file", source_file, 1000),
        *(
            fault
            for number, one in enumerate(given, 1)
            for fault in kind.faults(f"{kind.table} {number}", one)
        ),
    )
    rows = {(one.source, one.key): kind.row(one) for one in given}
    counts: Counter[str] = Counter()
    with base.write() as connection:
        # Whatever lies in the workbook, only those are looked up that the file names.
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS asked (source TEXT, key TEXT)")
        connection.executemany("INSERT INTO asked VALUES (?, ?)", rows)
        found = base.rows(
            f"SELECT {kind.columns}, at FROM {kind.table} JOIN asked USING (source, key)"  # noqa: S608
        )
        connection.execute("DELETE FROM asked")
        known = {(str(row[2]), str(row[1])): row for row in found}
        connection.executemany(kind.upsert, _writes(rows, known, counts, source_file))
    repeated = len(given) - len(rows)
    return ImportCount(counts["added"], counts["changed"], counts["same"], repeated)


def _writes(
    rows: Mapping[tuple[str, str], Row],
    known: Mapping[tuple[str, str], Row],
    counts: Counter[str],
    source_file: str,
) -> Iterator[Row]:
    """The rows that say something new, as they are to be kept; all are counted."""
    for identity, row in rows.items():
        before = known.get(identity)
        # Under which spelling it came is no change.
        if before is not None and before[1:-1] == row[1:]:
            counts["same"] += 1
            continue
        counts["added" if before is None else "changed"] += 1
        at = now(after=before[-1] if before else None)
        yield (*row, source_file, at, name_key(str(row[0])))


def read(base: Base, kind: Kind[Record], client_id: str | None, order: str) -> tuple[Record, ...]:
    """Give all records of a kind, or a client's, in the order of a column."""
    sql = f"SELECT {kind.columns} FROM {kind.table}"  # noqa: S608 - our own words
    given: tuple[object, ...] = ()
    if client_id is not None:
        client_of(base, client_id)
        sql += " WHERE name_key IN (SELECT name_key FROM owners WHERE client_id = ?)"
        given = (client_id,)
    return tuple(map(kind.record, base.rows(f"{sql} ORDER BY {order}, key", given)))


def _hours_row(one: Work) -> tuple[object, ...]:
    return (
        tidy_name(one.client),
        one.key,
        one.source,
        one.day.isoformat(),
        one.seconds,
        None if one.billable is None else int(one.billable),
        None if one.billed is None else int(one.billed),
        one.project,
        one.task,
        json.dumps(one.tags, ensure_ascii=False),
    )


def _work(row: Sequence[object]) -> Work:
    client, key, source, day, seconds, billable, billed, project, task, tags = row
    return Work(
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


def _work_faults(where: str, one: Work) -> list[Fault | None]:
    texts = {"project": one.project, "task": one.task, "tags": ", ".join(one.tags)}
    found = [
        name_fault(f"{where}, client", one.client),
        id_fault(f"{where}, key", one.key),
        text_fault(f"{where}, source", one.source, 1000),
        *(text_fault(f"{where}, {name}", text, 10_000) for name, text in texts.items()),
    ]
    if one.seconds < 0:
        found.append(Fault(where, "lasts less than nothing", "Check its start and end"))
    return found


def _message_row(one: Message) -> tuple[object, ...]:
    return (
        tidy_name(one.client),
        one.key,
        one.source,
        one.at.isoformat(),
        one.direction.value,
        one.length,
        one.thread,
        one.text,
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


def _message_faults(where: str, one: Message) -> list[Fault | None]:
    return [
        name_fault(f"{where}, client", one.client),
        id_fault(f"{where}, key", one.key),
        text_fault(f"{where}, source", one.source, 1000),
        text_fault(f"{where}, thread", one.thread, 1000),
        text_fault(f"{where}, text", one.text, MAX_TEXT),
    ]


HOURS: Kind[Work] = Kind(
    table="hours",
    columns="client, key, source, day, seconds, billable, billed, project, task, tags",
    row=_hours_row,
    record=_work,
    faults=_work_faults,
)
MESSAGES: Kind[Message] = Kind(
    table="messages",
    columns="client, key, source, moment, direction, length, thread, text",
    row=_message_row,
    record=_message,
    faults=_message_faults,
)
