"""Clients, each with a unique name."""

from __future__ import annotations

import uuid
from datetime import datetime

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.model import SAMPLE_SOURCE, Client
from clientfit.core.names import name_key, tidy_name
from clientfit.core.phrases import say
from clientfit.files.store.base import Base, now
from clientfit.files.store.checks import name_fault, refuse
from clientfit.files.store.schema import RECORDS

#: The id of a sample client is derived from its name, so that merging two workbooks does not
#: duplicate it.
_SAMPLES = uuid.UUID("0bd1cf1c-2c86-5b0f-9d2b-5f1f4d0c7a11")


def add_client(base: Base, name: str, *, sample: bool) -> Client:
    """Add a client. Raises ClientfitError for an invalid name, or one that is already taken."""
    refuse(name_fault(say("name"), name))
    name = tidy_name(name)
    id_ = uuid.uuid5(_SAMPLES, name_key(name)).hex if sample else uuid.uuid4().hex
    with base.write() as connection:
        _refuse_double(base, name)
        if sample and base.rows("SELECT 1 FROM clients WHERE id = ?", (id_,)):
            id_ = uuid.uuid4().hex  # the first sample was renamed and keeps its id
        at = now()
        connection.execute(
            "INSERT INTO clients VALUES (?, ?, ?, ?, ?, ?)",
            (id_, name, name_key(name), at, at, sample),
        )
    return Client(id_, name, datetime.fromisoformat(at), sample)


def rename_client(base: Base, client_id: str, name: str) -> Client:
    """Rename a client; its records stay linked. Raises ClientfitError as `add_client` does."""
    refuse(name_fault(say("name"), name))
    name = tidy_name(name)
    with base.write() as connection:
        client = client_of(base, client_id)
        _refuse_double(base, name, besides=client_id)
        ((named,),) = base.rows("SELECT named FROM clients WHERE id = ?", (client_id,))
        at = now(after=named)
        # Records that belonged to the client only by its old name need a link from now on.
        connection.execute(
            "INSERT OR IGNORE INTO links SELECT name_key, max(client), ?, ? FROM named "
            "WHERE name_key = ? GROUP BY name_key",
            (client_id, at, name_key(client.name)),
        )
        connection.execute(
            "UPDATE clients SET name = ?, name_key = ?, named = ? WHERE id = ?",
            (name, name_key(name), at, client_id),
        )
    return Client(client_id, name, client.created, client.sample)


def delete_client(base: Base, client_id: str) -> None:
    """Delete a client and all that belongs to it: answers, notes, drafts, links and records."""
    with base.write() as connection:
        client_of(base, client_id)
        for table in RECORDS:
            connection.execute(
                f"DELETE FROM {table} WHERE name_key IN "  # noqa: S608 - our own words
                "(SELECT name_key FROM owners WHERE client_id = ?)",
                (client_id,),
            )
        connection.execute("DELETE FROM clients WHERE id = ?", (client_id,))
    base.tidy()


def remove_sample(base: Base) -> None:
    """Delete the sample clients and every record that came with them.

    The person's own records stay, including those that were linked to a sample client.
    """
    with base.write() as connection:
        named = (f"SELECT name_key FROM {table} WHERE source = ?" for table in RECORDS)  # noqa: S608
        names = base.rows(" UNION ".join(named), [SAMPLE_SOURCE] * len(RECORDS))
        for table in RECORDS:
            connection.execute(f"DELETE FROM {table} WHERE source = ?", (SAMPLE_SOURCE,))  # noqa: S608
        connection.execute("DELETE FROM clients WHERE sample")
        connection.executemany(
            "DELETE FROM links WHERE name_key = ? AND name_key NOT IN (SELECT name_key FROM named)",
            names,
        )
    base.tidy()


def clients(base: Base) -> tuple[Client, ...]:
    """Give all clients, the oldest first."""
    found = base.rows("SELECT id, name, created, sample FROM clients ORDER BY created, id")
    return tuple(_client(row) for row in found)


def client_of(base: Base, client_id: str) -> Client:
    """The client with this id. Raises ClientfitError if it is not there (any more)."""
    found = base.rows("SELECT id, name, created, sample FROM clients WHERE id = ?", (client_id,))
    if not found:
        what = "this client is not in the workbook (any more)"
        todo = "It may have been deleted in another window. Reload the page"
        raise ClientfitError(Fault(say("client"), what, todo))
    return _client(found[0])


def _client(row: tuple[object, ...]) -> Client:
    id_, name, created, sample = row
    return Client(str(id_), str(name), datetime.fromisoformat(str(created)), bool(sample))


def _refuse_double(base: Base, name: str, besides: str = "") -> None:
    found = base.rows(
        "SELECT name FROM clients WHERE name_key = ? AND id <> ?", (name_key(name), besides)
    )
    if found:
        what = say("there is already a client named {name!r}", name=str(found[0][0]))
        raise ClientfitError(
            Fault(say("name"), what, "Choose another name, or go on with that client")
        )
