"""How each kind of imported record lies in its table, said once for all that read and write it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from clientfit.core.errors import Fault
from clientfit.core.model import Invoice
from clientfit.core.records.activity import Message, TimeEntry

Record = TypeVar("Record", bound=Invoice | TimeEntry | Message)


@dataclass(frozen=True, slots=True)
class RecordTable(Generic[Record]):
    """One kind of record: its table, and the way from a record to a row and back."""

    table: str
    called: str  # one of them, in the words of a fault
    columns: str  # those that the record itself fills
    identity: tuple[str, str]  # what tells it from all others
    compared: tuple[str, ...]  # a change in these is a change; another spelling is none
    row: Callable[[Record], tuple[object, ...]]
    record: Callable[[Sequence[object]], Record]
    faults: Callable[[Record], list[Fault]]  # each with its field, if it is in one

    @property
    def names(self) -> tuple[str, ...]:
        """The columns that the record itself fills, one by one."""
        return tuple(self.columns.split(", "))

    @property
    def upsert(self) -> str:
        """The statement that keeps a row: the record's columns, its file, time and name."""
        names = [*self.names, "source_file", "at", "name_key"]
        changed = ", ".join(f"{name} = excluded.{name}" for name in names)
        return (
            f"INSERT INTO {self.table} ({', '.join(names)}) "  # noqa: S608 - our own words
            f"VALUES ({', '.join('?' * len(names))}) "
            f"ON CONFLICT ({', '.join(self.identity)}) DO UPDATE SET {changed}"
        )


@dataclass(frozen=True, slots=True)
class ImportCount:
    """What an import did. ``repeated``: rows whose record came again further down the file."""

    added: int
    changed: int
    same: int
    repeated: int = 0
