"""Tables of any engine that Narwhals reads, opened so that all engines mean the same by them.

Whatever is counted is a whole number; what may be missing becomes a filled column and a flag, since
engines differ in how they compare with nothing and how they keep a whole number that is missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from math import isnan
from typing import Any

import narwhals as nw

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.phrases import say

EPOCH = date(1970, 1, 1)
CLIENT = ("client",)
#: Takes the place of a day that is not there, where a flag can't: before all others.
NEVER = -(10**9)


@dataclass(frozen=True, slots=True)
class TableColumns:
    """What a table must hold."""

    what: str  # how the table is called in faults
    text: tuple[str, ...]
    whole: tuple[str, ...]
    maybe: tuple[str, ...]  # whole numbers that may be missing


@dataclass(frozen=True, slots=True)
class Records:
    """All records of a portfolio or several, one table a kind; None where there is none."""

    invoices: Any = None  # columns as in ``money_table``
    hours: Any = None  # as in ``hours_table``
    messages: Any = None  # as in ``messages_table``


@dataclass(frozen=True, slots=True)
class DaySpan:
    """The days that measures are taken at, as whole days since 1970-01-01."""

    today: int  # what is owed is measured against it
    as_of: int  # where the year ends: the last day of the records, but no later than today


def day_number(day: date) -> int:
    """Whole days since 1970-01-01."""
    return (day - EPOCH).days


def day_of(number: int) -> date:
    """The date of a day's number."""
    return EPOCH + timedelta(days=number)


def opened(frame: Any, columns: TableColumns, by: Sequence[str]) -> Any:
    """The table with its keys, and its columns as 64-bit whole numbers.

    A column ``x`` that may be missing becomes ``x`` (0 where missing) and the flag ``has_x``.
    Raises ClientfitError naming every column that is missing or holds something else.
    """
    table = nw.from_native(frame)
    schema = table.collect_schema()
    text = tuple(dict.fromkeys([*by, *columns.text]))
    wanted = (*text, *columns.whole, *columns.maybe)
    faults = [
        Fault(
            say("{what}, column {name}", what=columns.what, name=name),
            "is missing",
            choices(name, list(schema)),
        )
        for name in wanted
        if name not in schema
    ]
    faults += [
        Fault(
            say("{what}, column {name}", what=columns.what, name=name),
            say("holds {value}", value=schema[name]),
            todo,
        )
        for names, todo in (
            (columns.whole, "Give whole numbers"),
            (columns.maybe, "Give whole numbers, or nothing (null) where there is none"),
        )
        for name in names
        if name in schema and not _holds_whole(table, schema[name], nothing=names is columns.maybe)
    ]
    if faults:
        raise ClientfitError(faults)
    return table.select(
        *text,
        *(nw.col(name).cast(nw.Int64) for name in columns.whole),
        *(nw.col(name).fill_null(0).cast(nw.Int64) for name in columns.maybe),
        *((~nw.col(name).is_null()).alias(f"has_{name}") for name in columns.maybe),
    )


def _holds_whole(table: Any, kind: Any, *, nothing: bool) -> bool:
    """Whether a column can be read as whole numbers; pandas keeps those with gaps as floats."""
    empty = isinstance(table, nw.DataFrame) and not len(table)  # its types tell nothing
    if empty or kind.is_integer() or kind == nw.Boolean:
        return True
    return nothing and (kind == nw.Unknown or table.implementation.is_pandas_like())


def within(day: nw.Expr, last: nw.Expr | int, days: int) -> nw.Expr:
    """Whether a day is one of the ``days`` up to and with the last one."""
    return (day > last - days) & (day <= last)


def flag(condition: nw.Expr) -> nw.Expr:
    """1 where the condition holds, else 0, so that what it holds for is a product."""
    return condition.cast(nw.Int64)


def at_least_0(number: nw.Expr) -> nw.Expr:
    """The number, and 0 for all below."""
    return flag(number > 0) * number


def summed(table: Any, keys: Sequence[str], parts: Mapping[str, nw.Expr]) -> Any:
    """One row for each key, with the sums of the parts as 64-bit whole numbers."""
    made = table.select(*keys, *(part.alias(name) for name, part in parts.items()))
    sums = made.group_by(*keys).agg(*(nw.col(name).sum() for name in parts))
    # Some engines widen a sum to a type that others take for a float.
    return sums.with_columns(*(nw.col(name).cast(nw.Int64) for name in parts))


def joined(table: Any, others: Iterable[Any], keys: Sequence[str]) -> Any:
    """The table with the columns of others beside it; 0 where they have no such row."""

    def beside(left: Any, right: Any) -> Any:
        added = [name for name in right.collect_schema().names() if name not in keys]
        filled = (nw.col(name).fill_null(0).cast(nw.Int64) for name in added)
        return left.join(right, on=list(keys), how="left").with_columns(*filled)

    return reduce(beside, others, table)


def medians_low(values: Mapping[str, Any], keys: Sequence[str]) -> Any:
    """The lower median for each key, exactly and the same on every engine; 0 where there is none.

    ``values``: for each name of a result, a table of the keys and one column ``value``. Equal
    values are counted first, so that only as many rows are put in order as there are different
    values: the lower median is the first one with half of all rows at or before it.
    """
    marked = [
        table.select(*keys, "value", kind=nw.lit(kind, nw.Int64))
        for kind, table in enumerate(values.values())
    ]
    one = (*keys, "kind")
    counted = nw.concat(marked).group_by(*one, "value").agg(rows=nw.len())
    ranked = counted.with_columns(
        reached=nw.col("rows").cum_sum().over(*one, order_by="value"),
        of=nw.col("rows").sum().over(*one),
    )
    half = ranked.filter(nw.col("reached") * 2 >= nw.col("of"))
    found = half.group_by(*one).agg(value=nw.col("value").min())
    by_kind = {
        name: flag(nw.col("kind") == kind) * nw.col("value") for kind, name in enumerate(values)
    }
    return summed(found, keys, by_kind)


def rows(table: Any) -> list[dict[str, Any]]:
    """The rows of a table of any engine, as plain Python values."""
    frame: Any = nw.from_native(table)
    if isinstance(frame, nw.LazyFrame):
        # The other engines would want pyarrow, which is not asked for.
        frame = frame.collect(None if frame.implementation.is_polars() else "pandas")
    columns = [frame[name].to_list() for name in frame.columns]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def whose(row: Mapping[str, Any], by: Sequence[str]) -> tuple[str, ...]:
    """The keys of the portfolio that a row belongs to: all but the client's."""
    return tuple(str(row[key]) for key in by[:-1])


def in_order(found: Iterable[dict[str, Any]], *keys: str) -> list[dict[str, Any]]:
    """Rows by their keys, since engines give them in any order."""
    return sorted(found, key=lambda row: tuple(str(row[key]) for key in keys))


def span_of(today: date, records: Records) -> DaySpan:
    """The days to measure at: the year ends with the last day of these records, or today.

    An old export so speaks of its own time. Days are those of issue and payment, of work, and of
    messages; without any the year ends today.
    """
    now = day_number(today)
    columns = (
        (records.invoices, ("issued", "settled")),
        (records.hours, ("day",)),
        (records.messages, ("day",)),
    )
    found = [
        nw.to_py_scalar(row[name])
        for table, names in columns
        if table is not None
        for row in rows(nw.from_native(table).select(*(nw.col(name).max() for name in names)))
        for name in names
    ]
    known = [int(day) for day in found if day is not None and not isnan(day)]
    return DaySpan(now, min(max(known, default=now), now))
