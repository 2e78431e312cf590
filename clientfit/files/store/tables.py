"""How each kind of imported record lies in its table, said once for all that read and write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, TypeVar

from clientfit.core.errors import Fault
from clientfit.core.model import Invoice
from clientfit.core.records.activity import Message, TimeEntry
from clientfit.files.store.cells import CellFault, CellKind

Record = TypeVar("Record", bound=Invoice | TimeEntry | Message)


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a record fills."""

    name: str
    kind: CellKind
    fault: CellFault | None = None  # of a text, wherever it comes from
    field: str = ""  # where the record has it, if under another name: "total.minor"


@dataclass(frozen=True)
class RecordTable(Generic[Record]):
    """One kind of record: its table, and the way from a record to a row and back."""

    table: str
    called: str  # one of them, in the words of a fault
    columns: tuple[Column, ...]  # the client is the first
    identity: tuple[str, str]  # what tells it from all others
    uncompared: frozenset[str]  # a change in all others is a change; another spelling is none
    make: Callable[..., Record]  # from the values, by the names of their columns
    more_faults: Callable[[str, Record], list[Fault]]  # beside those of each column

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns that the record itself fills, in their order."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def listed(self) -> str:
        """The same, as SQL lists them."""
        return ", ".join(self.names)

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """The columns in which a change is a change of the record."""
        return tuple(
            name for name in self.names if name not in self.uncompared and name not in self.identity
        )

    def row(self, record: Record) -> tuple[object, ...]:
        """A record as cells."""
        return tuple(
            cell(value) for cell, value in zip(self._cells, self._values(record), strict=True)
        )

    def record(self, row: Sequence[Any]) -> Record:
        """A row of its columns as a record."""
        cells = zip(self.names, self._readers, row, strict=True)
        return self.make(**{name: read(cell) for name, read, cell in cells})

    def copied(self, row: Sequence[Any]) -> dict[str, object]:
        """A row of its columns as the JSON copy has it."""
        cells = zip(self.columns, row, strict=True)
        return {column.name: column.kind.copied(cell) for column, cell in cells}

    def taken(self, entry: Mapping[str, Any]) -> tuple[object, ...]:
        """An entry of a JSON copy, which was checked, as cells."""
        return tuple(column.kind.taken(entry[column.name]) for column in self.columns)

    def faults(self, where: str, record: Record) -> list[Fault]:
        """What keeps a record from being kept."""
        found = [
            fault
            for name, fault_of, of in self._checked
            if (fault := fault_of(f"{where}, {name}", of(record))) is not None
        ]
        return found + self.more_faults(where, record)

    @cached_property
    def copy_faults(self) -> dict[str, CellFault]:
        """What a JSON Schema can't see of an entry of a copy, by column."""
        checks = ((column.name, column.fault or column.kind.fault) for column in self.columns)
        return {name: check for name, check in checks if check is not None}

    @cached_property
    def _values(self) -> Callable[[Record], tuple[Any, ...]]:
        return attrgetter(*(column.field or column.name for column in self.columns))

    @cached_property
    def _checked(self) -> tuple[tuple[str, CellFault, Callable[[Record], Any]], ...]:
        return tuple(
            (column.name, column.fault, attrgetter(column.field or column.name))
            for column in self.columns
            if column.fault is not None
        )

    @cached_property
    def _cells(self) -> tuple[Callable[[Any], object], ...]:
        return tuple(column.kind.cell for column in self.columns)

    @cached_property
    def _readers(self) -> tuple[Callable[[Any], Any], ...]:
        return tuple(column.kind.value for column in self.columns)

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
