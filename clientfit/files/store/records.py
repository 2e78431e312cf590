"""Imported records: invoices, the names in them, and whose names those are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from clientfit.core.currencies import UNSTATED, currency_in, exponent
from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.model import Invoice
from clientfit.core.names import name_key, tidy_name
from clientfit.files.store.base import Base, now
from clientfit.files.store.checks import name_fault, refuse
from clientfit.files.store.clients import client_of
from clientfit.files.store.letters_settings import set_setting
from clientfit.files.store.record_tables import INVOICES
from clientfit.files.store.staging import HOME_CURRENCY, save
from clientfit.files.store.tables import ImportCount, Record, RecordTable


@dataclass(frozen=True, slots=True)
class RecordName:
    """A client's name as the records spell it, and the client it stands for, if known."""

    name: str
    invoices: int
    client: str | None
    hours: int = 0  # entries of working time
    messages: int = 0

    @property
    def worked_for(self) -> bool:
        """Whether it is somebody worked for: a mailbox names everybody who ever wrote."""
        return bool(self.invoices or self.hours)


def save_invoices(
    base: Base, invoices: Iterable[Invoice], source_file: str, *, only_new: bool = False
) -> ImportCount:
    """Keep the invoices, all or none. One that is there already is brought up to date.

    ``only_new`` leaves those as they are: a file that does not know of payments may not say again
    that they are open.
    """
    return save(base, INVOICES, invoices, source_file, only_new=only_new)


def invoices(base: Base, client_id: str | None, names: Iterable[str] | None) -> tuple[Invoice, ...]:
    """Give all invoices, or those of a client, or those under some names; the oldest first."""
    found = _rows(base, INVOICES, client_id, "issued, number, name_key")
    wanted = None if names is None else {name_key(name) for name in names}
    return tuple(INVOICES.record(row) for key, *row in found if wanted is None or key in wanted)


def activity(
    base: Base, kind: RecordTable[Record], client_id: str | None, order: str
) -> tuple[Record, ...]:
    """Give all hours or messages, or a client's, in the order of a column."""
    return tuple(kind.record(row) for _, *row in _rows(base, kind, client_id, f"{order}, key"))


def _rows(
    base: Base, kind: RecordTable[Record], client_id: str | None, order: str
) -> list[tuple[object, ...]]:
    """The rows of a table, or a client's, with the key of their name in front."""
    sql = f"SELECT name_key, {kind.listed} FROM {kind.table}"  # noqa: S608 - our own words
    given: tuple[object, ...] = ()
    if client_id is not None:
        client_of(base, client_id)
        sql += " WHERE name_key IN (SELECT name_key FROM owners WHERE client_id = ?)"
        given = (client_id,)
    return base.rows(f"{sql} ORDER BY {order}", given)


def record_names(base: Base) -> tuple[RecordName, ...]:
    """Give the names in the records, how many there are of each kind, and whose they are."""
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
    """Give columns of a table of records, with the id of the client whose they are in front."""
    return base.rows(
        f"SELECT owners.client_id, {names} FROM {table} JOIN owners USING (name_key)"  # noqa: S608
    )


def without_currency(base: Base) -> int:
    """Count the invoices that name no currency."""
    ((count,),) = base.rows("SELECT count(*) FROM invoices WHERE currency = ?", (UNSTATED,))
    return int(str(count))


def name_currency(base: Base, code: str) -> None:
    """Put a currency in place of none, in the invoices that are here and those that come.

    Amounts without a currency were read with two decimals, so only such a currency fits.
    """
    if currency_in(code) != code or exponent(code) != exponent(UNSTATED):
        todo = "Choose one whose amounts have two decimals"
        raise ClientfitError(Fault("currency", f"{code!r} does not fit", todo))
    set_setting(base, HOME_CURRENCY, code)
    with base.write() as connection:
        connection.execute(
            "UPDATE invoices SET currency = ?, at = ? WHERE currency = ?", (code, now(), UNSTATED)
        )


def link(base: Base, record_name: str, client_id: str) -> None:
    """Say that a name in the records stands for a client."""
    refuse(name_fault("name", record_name))
    with base.write() as connection:
        client_of(base, client_id)
        connection.execute(
            "INSERT INTO links VALUES (?, ?, ?, ?) ON CONFLICT (name_key) DO UPDATE SET "
            "name = excluded.name, client_id = excluded.client_id, at = max(at, excluded.at)",
            (name_key(record_name), tidy_name(record_name), client_id, now()),
        )


def unlink(base: Base, record_name: str) -> None:
    """Take a link back; nothing happens where there is none."""
    with base.write() as connection:
        connection.execute("DELETE FROM links WHERE name_key = ?", (name_key(record_name),))


def links(base: Base) -> dict[str, str]:
    """Give the client ids by the key (``core.names.name_key``) of the linked names."""
    found = base.rows("SELECT name_key, client_id FROM links ORDER BY name_key")
    return {str(key): str(client_id) for key, client_id in found}
