"""Staging of imported records: collected in a separate database, then stored by one statement.

The staging database is in memory for a workbook in memory; else it is an unnamed temporary file of
SQLite, which only this process can read and of which nothing remains after a cancel or a crash. It
holds a million records in bounded memory.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Generic, Self

from clientfit.core.currencies import UNSTATED
from clientfit.core.errors import Fault
from clientfit.core.names import name_key
from clientfit.core.phrases import phrase, say
from clientfit.files.store.base import Base, now
from clientfit.files.store.checks import refuse, text_fault
from clientfit.files.store.letters_settings import setting
from clientfit.files.store.tables import ImportCount, Record, RecordTable

Row = tuple[object, ...]

#: The setting with the currency for invoices that name none.
HOME_CURRENCY = "home_currency"


@dataclass(frozen=True, slots=True)
class Doubles:
    """Duplicates among the staged records: equal ones (repeats) and different ones (clashes).

    ``repeats`` and ``clashes`` are full counts; the tuples only list the first ones, up to a limit.
    """

    repeats: int = 0
    repeated: tuple[int, ...] = ()
    clashes: int = 0
    clashing: tuple[tuple[int, str, tuple[int, ...]], ...] = ()  # row, key, all rows with that key


class Stage(Generic[Record]):
    """The records that an import has read so far. Close it, or use it in a ``with`` block."""

    def __init__(self, base: Base, kind: RecordTable[Record]) -> None:
        self._base = base
        self._kind: RecordTable[Record] = kind
        self._count = 0
        self._schema = base.attach()
        a, b = kind.identity
        with self._base.aside() as connection:
            # Sorted like the final table, which then takes the rows three times as fast.
            columns = ", ".join(("name_key", "row", *kind.names))
            connection.execute(
                f"CREATE TABLE {self._schema}.staged ({columns}, PRIMARY KEY ({a}, {b}, row)) "
                "WITHOUT ROWID"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Discard all that was staged. Closing twice is harmless."""
        if self._schema:
            self._base.detach(self._schema)
            self._schema = ""

    def put(self, records: Iterable[Record], numbers: Iterable[int] | None = None) -> None:
        """Stage records with the numbers of their rows (by default counted from 1).

        Raises ClientfitError with every fault of these records.
        """
        given = list(records)
        rows = range(self._count + 1, self._count + 1 + len(given)) if numbers is None else numbers
        numbered = list(zip(rows, given, strict=True))
        kind = self._kind
        refuse(
            *(
                _of_record(kind.called, number, fault)
                for number, one in numbered
                for fault in kind.faults(one)
            )
        )
        self.put_rows(map(self._ready, numbered))

    def put_rows(self, rows: Iterable[Row]) -> None:
        """Stage prepared rows: the key of the name, the row number, then the record's columns."""
        places = ", ".join("?" * (2 + len(self._kind.names)))
        with self._base.aside() as connection:
            before = connection.total_changes
            connection.executemany(
                f"INSERT INTO {self._schema}.staged VALUES ({places})",  # noqa: S608
                sorted(rows),  # sorted rows are inserted faster
            )
            self._count += connection.total_changes - before

    def _ready(self, numbered: tuple[int, Record]) -> Row:
        number, one = numbered
        cells: Row = self._kind.row(one)
        return (name_key(str(cells[0])), number, *cells)  # in every kind the client is first

    def empty(self) -> None:
        """Discard all that was staged, and begin again."""
        with self._base.aside() as connection:
            connection.execute(f"DELETE FROM {self._schema}.staged")  # noqa: S608
        self._count = 0

    def latest(self) -> int:
        """Of duplicate records keep only the last. Returns how many were removed."""
        if not self._find_doubles():
            return 0
        return self._take_out("staged.row < doubles.last")

    def once_each(self, limit: int) -> Doubles:
        """Of duplicate records keep the first if all are equal; remove all of them if they differ.

        ``limit``: how many of each sort are listed in the result.
        """
        if not self._find_doubles():
            return Doubles()
        a, b = self._kind.identity
        joined = f"{self._schema}.staged JOIN {self._schema}.doubles USING ({a}, {b})"
        again = "NOT differ AND staged.row > doubles.first"
        repeated = self._base.rows(
            f"SELECT row FROM {joined} WHERE {again} ORDER BY row LIMIT ?",  # noqa: S608
            (limit,),
        )
        clashing = self._base.rows(
            f"SELECT row, {b}, (SELECT group_concat(row) FROM (SELECT row FROM "  # noqa: S608
            f"{self._schema}.staged AS same WHERE same.{a} = staged.{a} AND same.{b} = staged.{b} "
            f"ORDER BY row LIMIT ?)) FROM {joined} WHERE differ ORDER BY row LIMIT ?",
            (limit, limit),
        )
        return Doubles(
            clashes=self._take_out("differ"),
            repeats=self._take_out(again),
            repeated=tuple(int(str(row)) for (row,) in repeated),
            clashing=tuple(
                (int(str(row)), str(key), tuple(map(int, str(rows).split(","))))
                for row, key, rows in clashing
            ),
        )

    def keep(self, source_file: str, *, only_new: bool = False, repeated: int = 0) -> ImportCount:
        """Store everything in the workbook: all of it or, on an error or a crash, nothing.

        Records that are there already are updated, or left unchanged with ``only_new``.
        ``repeated`` is passed on to the result.
        """
        refuse(text_fault(say("file"), source_file, 1000))
        kind, key = self._kind, ", ".join(self._kind.identity)
        if "currency" in kind.names:
            self._name_currency()
        with self._base.write() as connection:
            connection.create_function("moment_after", 1, lambda at: now(after=at))
            ((known,),) = self._base.rows(
                f"SELECT count(*) FROM {self._schema}.staged JOIN {kind.table} USING ({key})"  # noqa: S608
            )
            before = connection.total_changes
            connection.execute(
                f"INSERT INTO {kind.table} ({kind.listed}, name_key, source_file, at) "  # noqa: S608
                f"SELECT {kind.listed}, name_key, ?, ? FROM {self._schema}.staged WHERE true "
                f"ON CONFLICT ({key}) DO {'NOTHING' if only_new else self._update()}",
                (source_file, now()),
            )
            written = connection.total_changes - before
        there = int(str(known))
        added = self._count - there
        return ImportCount(added, written - added, there - written + added, repeated)

    def _name_currency(self) -> None:
        """Set the currency that the person chose for records without one."""
        said = setting(self._base, HOME_CURRENCY, None)
        with self._base.aside() as connection:
            if said:
                connection.execute(
                    f"UPDATE {self._schema}.staged SET currency = ? WHERE currency = ?",  # noqa: S608
                    (str(said), UNSTATED),
                )

    def _update(self) -> str:
        changed = (*self._kind.names, "name_key", "source_file")
        told = ", ".join(self._kind.compared)
        new = ", ".join(f"excluded.{name}" for name in self._kind.compared)
        return (
            f"UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in changed)}, "
            "at = CASE WHEN at < excluded.at THEN excluded.at ELSE moment_after(at) END "
            f"WHERE ({told}) IS NOT ({new})"
        )

    def _find_doubles(self) -> bool:
        """List the duplicate records in a table of their own; returns whether there are any."""
        a, b = self._kind.identity
        differ = " OR ".join(
            f"min(ifnull({name}, '')) IS NOT max(ifnull({name}, ''))"
            for name in self._kind.names
            if name not in (a, b)
        )
        with self._base.aside() as connection:
            connection.execute(f"DROP TABLE IF EXISTS {self._schema}.doubles")
            connection.execute(
                f"CREATE TABLE {self._schema}.doubles ({a}, {b}, first, last, differ, "
                f"PRIMARY KEY ({a}, {b})) WITHOUT ROWID"
            )
            connection.execute(
                f"INSERT INTO {self._schema}.doubles SELECT {a}, {b}, min(row), max(row), {differ} "  # noqa: S608
                f"FROM {self._schema}.staged JOIN (SELECT {a}, {b} FROM {self._schema}.staged "
                f"GROUP BY {a}, {b} HAVING count(*) > 1) USING ({a}, {b}) GROUP BY {a}, {b}"
            )
        return bool(self._base.rows(f"SELECT 1 FROM {self._schema}.doubles LIMIT 1"))  # noqa: S608

    def _take_out(self, which: str) -> int:
        a, b = self._kind.identity
        with self._base.aside() as connection:
            gone = connection.execute(
                f"DELETE FROM {self._schema}.staged WHERE EXISTS (SELECT 1 FROM "  # noqa: S608
                f"{self._schema}.doubles WHERE doubles.{a} = staged.{a} AND "
                f"doubles.{b} = staged.{b} AND {which})"
            ).rowcount
        self._count -= gone
        return gone


def save(
    base: Base,
    kind: RecordTable[Record],
    records: Iterable[Record],
    source_file: str,
    *,
    only_new: bool = False,
) -> ImportCount:
    """Store records, all or none; of duplicates the last one counts."""
    refuse(text_fault(say("file"), source_file, 1000))
    with Stage(base, kind) as stage:
        stage.put(records)
        repeated = stage.latest()
        return stage.keep(source_file, only_new=only_new, repeated=repeated)


def _of_record(called: str, number: int, fault: Fault) -> Fault:
    """The fault with its record before its field; worded only where something is wrong."""
    record = say("{called} {number}", called=phrase(called), number=number)
    if not fault.where:
        return replace(fault, where=record)
    return replace(fault, where=say("{record}, {field}", record=record, field=fault.where))
