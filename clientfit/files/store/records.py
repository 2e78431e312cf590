"""Imported records: invoices, and which client each name in the records stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clientfit.core.currencies import UNSTATED, currency_in, exponent
from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.model import Invoice
from clientfit.core.names import name_key, tidy_name
from clientfit.core.phrases import say
from clientfit.files.store.base import Base, now
from clientfit.files.store.checks import name_fault, refuse
from clientfit.files.store.clients import client_of
from clientfit.files.store.letters_settings import set_setting
from clientfit.files.store.record_tables import INVOICES
from clientfit.files.store.staging import HOME_CURRENCY, save
from clientfit.files.store.tables import ImportCount, Record, RecordTable


@dataclass(frozen=True, slots=True)
class RecordName:
    """A client's name as the records spell it, with the number of records of each kind.

    ``client``: the id of the client it stands for, None if that is not known.
    """

    name: str
    invoices: int
    client: str | None
    hours: int = 0  # time entries
    messages: int = 0

    @property
    def worked_for(self) -> bool:
        """Whether the person worked for them: a mailbox names everybody who ever wrote."""
        return bool(self.invoices or self.hours)


def save_invoices(
    base: Base, invoices: Iterable[Invoice], source_file: str, *, only_new: bool = False
) -> ImportCount:
    """Store invoices, all or none; one that is there already is updated.

    ``only_new`` leaves those unchanged: a file that does not contain payments must not reopen
    invoices that were paid.
    """
    return save(base, INVOICES, invoices, source_file, only_new=only_new)


def invoices(base: Base, client_id: str | None, names: Iterable[str] | None) -> tuple[Invoice, ...]:
    """All invoices, or one client's, or those under some names; the oldest first."""
    found = _rows(base, INVOICES, client_id, "issued, number, name_key")
    wanted = None if names is None else {name_key(name) for name in names}
    return tuple(INVOICES.record(row) for key, *row in found if wanted is None or key in wanted)


def activity(
    base: Base, kind: RecordTable[Record], client_id: str | None, order: str
) -> tuple[Record, ...]:
    """All hours or messages, or one client's, sorted by the column ``order``."""
    return tuple(kind.record(row) for _, *row in _rows(base, kind, client_id, f"{order}, key"))


def _rows(
    base: Base, kind: RecordTable[Record], client_id: str | None, order: str
) -> list[tuple[object, ...]]:
    """The rows of a table, or one client's, preceded by their name key."""
    sql = f"SELECT name_key, {kind.listed} FROM {kind.table}"  # noqa: S608 - our own words
    given: tuple[object, ...] = ()
    if client_id is not None:
        client_of(base, client_id)
        sql += " WHERE name_key IN (SELECT name_key FROM owners WHERE client_id = ?)"
        given = (client_id,)
    return base.rows(f"{sql} ORDER BY {order}", given)


def record_names(base: Base) -> tuple[RecordName, ...]:
    """The client names in the records, each with its counts and the client it stands for."""
    found = base.rows(
        "SELECT max(client), sum(invoices), sum(hours), sum(messages), max(owners.client_id) "
        "FROM named LEFT JOIN owners USING (name_key) GROUP BY name_key ORDER BY name_key"
    )
    return tuple(
        RecordName(
            name=str(name),
            invoices=int(str(invoices)),
            client=None if owner is None else str(owner),
            hours=int(str(hours)),
            messages=int(str(messages)),
        )
        for name, invoices, hours, messages, owner in found
    )


def columns(base: Base, table: str, names: str) -> list[tuple[object, ...]]:
    """Columns of a record table, after the client id.

    Records without a known client are left out.
    """
    return base.rows(
        f"SELECT owners.client_id, {names} FROM {table} JOIN owners USING (name_key)"  # noqa: S608
    )


def without_currency(base: Base) -> int:
    """The number of invoices without a currency."""
    ((count,),) = base.rows("SELECT count(*) FROM invoices WHERE currency = ?", (UNSTATED,))
    return int(str(count))


def name_currency(base: Base, code: str) -> None:
    """Set the currency of invoices that name none, both stored ones and future imports.

    Amounts without a currency were read with two decimals, so only such a currency is accepted.
    Raises ClientfitError otherwise.
    """
    if currency_in(code) != code or exponent(code) != exponent(UNSTATED):
        todo = "Choose one whose amounts have two decimals"
        raise ClientfitError(Fault(say("currency"), say("{code!r} does not fit", code=code), todo))
    set_setting(base, HOME_CURRENCY, code)
    with base.write() as connection:
        connection.execute(
            "UPDATE invoices SET currency = ?, at = ? WHERE currency = ?", (code, now(), UNSTATED)
        )


def link(base: Base, record_name: str, client_id: str) -> None:
    """Link a name in the records to a client."""
    refuse(name_fault(say("name"), record_name))
    with base.write() as connection:
        client_of(base, client_id)
        connection.execute(
            "INSERT INTO links VALUES (?, ?, ?, ?) ON CONFLICT (name_key) DO UPDATE SET "
            "name = excluded.name, client_id = excluded.client_id, at = max(at, excluded.at)",
            (name_key(record_name), tidy_name(record_name), client_id, now()),
        )


def unlink(base: Base, record_name: str) -> None:
    """Remove a link; nothing happens if there is none."""
    with base.write() as connection:
        connection.execute("DELETE FROM links WHERE name_key = ?", (name_key(record_name),))


def links(base: Base) -> dict[str, str]:
    """Client ids by the key (``core.names.name_key``) of the linked names."""
    found = base.rows("SELECT name_key, client_id FROM links ORDER BY name_key")
    return {str(key): str(client_id) for key, client_id in found}
