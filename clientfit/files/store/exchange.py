"""Export the whole workbook as one JSON document, and merge such a document into a workbook."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from clientfit.core.names import name_key, tidy_name
from clientfit.files.store.base import Base, stamp
from clientfit.files.store.checks import MAX_NAME
from clientfit.files.store.document import FORMAT, VERSION, check
from clientfit.files.store.record_tables import HOURS, INVOICES, MESSAGES
from clientfit.files.store.tables import RecordTable


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import brought: how many items were new, or newer than those in the workbook.

    ``renamed``: (old, new) names of clients whose name was already taken here.
    """

    clients: int
    changes: int
    links: int
    invoices: int
    drafts: int
    journal: int
    settings: int
    hours: int = 0
    messages: int = 0
    renamed: tuple[tuple[str, str], ...] = ()


def export(base: Base) -> dict[str, Any]:
    """Everything in the workbook as JSON values, always in the same order."""
    with base.snapshot():
        clients = _table(base, "clients", "id, name, named, created, sample", "created, id")
        changes = _table(base, "changes", "client_id, id, question, kind, text, at", "at, id")
        drafts = _table(base, "drafts", "client_id, letter, text, facts, at", "letter")
        journal = _table(base, "journal", "client_id, kind, id, body, at", "kind, id")
        links = _table(base, "links", "client_id, name, at", "name_key")
        invoices, hours, messages = (_copied(base, kind) for kind in (INVOICES, HOURS, MESSAGES))
        settings = _table(base, "settings", "key, value, at", "key")
    for draft in drafts:
        draft["facts"] = json.loads(draft["facts"])
    for entry in journal:
        entry["body"] = json.loads(entry["body"])
    for setting in settings:
        setting["value"] = json.loads(setting["value"])
    by_id = {client["id"]: client for client in clients}
    for client in clients:
        client.update(sample=bool(client["sample"]), changes=[], drafts=[], journal=[], links=[])
    of_clients = {"changes": changes, "drafts": drafts, "journal": journal, "links": links}
    for kind, things in of_clients.items():
        for thing in things:
            by_id[thing.pop("client_id")][kind].append(thing)
    return {
        "format": FORMAT,
        "version": VERSION,
        "clients": clients,
        "invoices": invoices,
        "hours": hours,
        "messages": messages,
        "settings": settings,
    }


def import_all(base: Base, data: object) -> Merged:
    """Validate and merge a document. Raises ClientfitError with every fault.

    Merging is idempotent: nothing here is lost, nothing is duplicated, a second time changes
    nothing.
    """
    return merge(base, check(data))


def merge(base: Base, document: dict[str, Any]) -> Merged:
    """Merge a validated document in one transaction; of two versions the newer one wins."""
    clients: list[dict[str, Any]] = document["clients"]
    with base.write() as connection:
        names, renamed = _settle_names(base, clients)
        added = _put_clients(connection, clients, names)
        return Merged(
            clients=added,
            changes=_put(
                connection,
                "INSERT OR IGNORE INTO changes VALUES (?, ?, ?, ?, ?, ?)",
                (
                    (c["id"], client["id"], c["question"], c["kind"], c["text"], _time(c["at"]))
                    for client in clients
                    for c in client["changes"]
                ),
            ),
            links=_put(
                connection,
                "INSERT INTO links VALUES (?, ?, ?, ?) ON CONFLICT (name_key) DO UPDATE SET "
                "name = excluded.name, client_id = excluded.client_id, at = excluded.at "
                "WHERE excluded.at > at",
                (
                    (name_key(x["name"]), tidy_name(x["name"]), client["id"], _time(x["at"]))
                    for client in clients
                    for x in client["links"]
                ),
            ),
            invoices=_put_records(connection, INVOICES, document["invoices"]),
            # A document of format version 1 has neither.
            hours=_put_records(connection, HOURS, document.get("hours", [])),
            messages=_put_records(connection, MESSAGES, document.get("messages", [])),
            drafts=_put(
                connection,
                "INSERT INTO drafts VALUES (?, ?, ?, ?, ?) ON CONFLICT (client_id, letter) "
                "DO UPDATE SET text = excluded.text, facts = excluded.facts, at = excluded.at "
                "WHERE excluded.at > at",
                (
                    (client["id"], d["letter"], d["text"], _json(d["facts"]), _time(d["at"]))
                    for client in clients
                    for d in client["drafts"]
                ),
            ),
            journal=_put(
                connection,
                "INSERT INTO journal VALUES (?, ?, ?, ?, ?) ON CONFLICT (client_id, kind, id) "
                "DO UPDATE SET body = excluded.body, at = excluded.at WHERE excluded.at > at",
                (
                    (client["id"], j["kind"], j["id"], _json(j["body"]), _time(j["at"]))
                    for client in clients
                    for j in client["journal"]
                ),
            ),
            settings=_put(
                connection,
                "INSERT INTO settings VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
                "value = excluded.value, at = excluded.at WHERE excluded.at > at",
                ((s["key"], _json(s["value"]), _time(s["at"])) for s in document["settings"]),
            ),
            renamed=renamed,
        )


def _table(base: Base, table: str, columns: str, order: str) -> list[dict[str, Any]]:
    names = columns.split(", ")
    found = base.rows(f"SELECT {columns} FROM {table} ORDER BY {order}")  # noqa: S608 - our words
    return [dict(zip(names, row, strict=True)) for row in found]


def _copied(base: Base, kind: RecordTable[Any]) -> list[dict[str, Any]]:
    """All records of a kind as JSON objects, sorted by their unique key."""
    found = base.rows(
        f"SELECT source_file, at, {kind.listed} FROM {kind.table} "  # noqa: S608 - our own words
        f"ORDER BY {', '.join(kind.identity)}"
    )
    return [kind.copied(row) | {"source_file": file, "at": at} for file, at, *row in found]


def _put_records(
    connection: sqlite3.Connection, kind: RecordTable[Any], entries: list[dict[str, Any]]
) -> int:
    rows = (
        (*kind.taken(entry), entry["source_file"], _time(entry["at"]), name_key(entry["client"]))
        for entry in entries
    )
    return _put(connection, f"{kind.upsert} WHERE excluded.at > at", rows)


def _settle_names(
    base: Base, clients: list[dict[str, Any]]
) -> tuple[dict[str, tuple[str, str]], tuple[tuple[str, str], ...]]:
    """The (name, time) for each client that is new here or has a newer name in the document.

    A name that is taken gets a number: two clients of one name stay separate, because mixing their
    answers could not be undone.
    """
    found = base.rows("SELECT id, name_key, named FROM clients")
    named = {str(id_): str(at) for id_, _, at in found}
    moving = [client for client in clients if _time(client["named"]) > named.get(client["id"], "")]
    ids = {client["id"] for client in moving}
    taken = {str(key) for id_, key, _ in found if id_ not in ids}
    names: dict[str, tuple[str, str]] = {}
    renamed = []
    for client in moving:
        wanted = tidy_name(client["name"])
        name = next(name for name in _numbered(wanted) if name_key(name) not in taken)
        taken.add(name_key(name))
        names[client["id"]] = (name, _time(client["named"]))
        if name != wanted:
            renamed.append((wanted, name))
    return names, tuple(renamed)


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        end = f" ({number})"
        yield name[: MAX_NAME - len(end)] + end
        number += 1


def _put_clients(
    connection: sqlite3.Connection,
    clients: list[dict[str, Any]],
    names: dict[str, tuple[str, str]],
) -> int:
    # Clients may have swapped names, so all old names are released before the new ones are set.
    connection.executemany(
        "UPDATE clients SET name_key = char(0) || id WHERE id = ?", ((id_,) for id_ in names)
    )
    rows = [
        (client["id"], name, name_key(name), named, _time(client["created"]), int(client["sample"]))
        for client in clients
        if client["id"] in names
        for name, named in [names[client["id"]]]
    ]
    return _put(
        connection,
        "INSERT INTO clients VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
        "name = excluded.name, name_key = excluded.name_key, named = excluded.named",
        rows,
    )


def _put(
    connection: sqlite3.Connection, sql: str, rows: Iterator[tuple[object, ...]] | list[Any]
) -> int:
    return max(connection.executemany(sql, rows).rowcount, 0)


def _time(text: str) -> str:
    return stamp(datetime.fromisoformat(text))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
