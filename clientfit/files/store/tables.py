"""How each kind of imported record is stored, defined once for all that read and write it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import Any, Generic, TypeVar

from clientfit.core.errors import Fault
from clientfit.core.model import Invoice
from clientfit.core.phrases import phrase
from clientfit.core.records.activity import Message, TimeEntry
from clientfit.files.store.cells import CellFault, CellKind

Record = TypeVar("Record", bound=Invoice | TimeEntry | Message)


@dataclass(frozen=True, slots=True)
class Column:
    """A column filled from a field of a record."""

    name: str
    kind: CellKind
    fault: CellFault | None = None  # a check of the value, both from imports and from JSON
    field: str = ""  # path of the attribute if named differently: "total.minor"


@dataclass(frozen=True)
class RecordTable(Generic[Record]):
    """One kind of record: its table, and the conversion between record and row."""

    table: str
    called: str  # name of one record, used in error messages
    columns: tuple[Column, ...]  # the client comes first
    identity: tuple[str, str]  # the unique key
    uncompared: frozenset[str]  # columns in which a difference does not count as a change
    make: Callable[..., Record]  # builds a record from values, by column name
    more_faults: Callable[[Record], list[Fault]]  # checks beyond those of single columns

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The columns that come from the record, as a tuple."""
        return tuple(column.name for column in self.columns)

    @cached_property
    def listed(self) -> str:
        """The column names as a comma-separated SQL list."""
        return ", ".join(self.names)

    @cached_property
    def compared(self) -> tuple[str, ...]:
        """The columns in which a difference counts as a change of the record."""
        return tuple(
            name for name in self.names if name not in self.uncompared and name not in self.identity
        )

    def row(self, record: Record) -> tuple[object, ...]:
        """The cells of a record, in the order of the columns."""
        return tuple(
            cell(value) for cell, value in zip(self._cells, self._values(record), strict=True)
        )

    def record(self, row: Sequence[Any]) -> Record:
        """The record made from the cells of a row."""
        cells = zip(self.names, self._readers, row, strict=True)
        return self.make(**{name: read(cell) for name, read, cell in cells})

    def copied(self, row: Sequence[Any]) -> dict[str, object]:
        """The JSON object made from the cells of a row."""
        cells = zip(self.columns, row, strict=True)
        return {column.name: column.kind.copied(cell) for column, cell in cells}

    def taken(self, entry: Mapping[str, Any]) -> tuple[object, ...]:
        """The cells made from a validated JSON object."""
        return tuple(column.kind.taken(entry[column.name]) for column in self.columns)

    def faults(self, record: Record) -> list[Fault]:
        """The reasons why a record cannot be stored, each with its field; empty if it can."""
        found = [
            replace(fault, where=phrase(name))
            for name, fault_of, of in self._checked
            if (fault := fault_of("", of(record))) is not None
        ]
        return found + self.more_faults(record)

    @cached_property
    def copy_faults(self) -> dict[str, CellFault]:
        """The checks of a JSON object beyond the JSON Schema, by column."""
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
        """SQL to insert or update a row: the record's columns, source file, time and name key."""
        names = [*self.names, "source_file", "at", "name_key"]
        changed = ", ".join(f"{name} = excluded.{name}" for name in names)
        return (
            f"INSERT INTO {self.table} ({', '.join(names)}) "  # noqa: S608 - our own words
            f"VALUES ({', '.join('?' * len(names))}) "
            f"ON CONFLICT ({', '.join(self.identity)}) DO UPDATE SET {changed}"
        )


@dataclass(frozen=True, slots=True)
class ImportCount:
    """The outcome of an import.

    ``repeated``: rows whose record appeared again later in the file.
    """

    added: int
    changed: int
    same: int
    repeated: int = 0
