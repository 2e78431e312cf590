"""The records of a workbook as tables for ``core.portfolio``: days as whole numbers, sums whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from clientfit.files.store import Workbook
from clientfit.files.store.record_tables import HOURS, INVOICES
from clientfit.files.store.tables import RecordTable

if TYPE_CHECKING:
    from pandas import DataFrame

    from clientfit.core.portfolio.table import TableColumns

_EPOCH = date(1970, 1, 1).toordinal()
_DAY = "CAST(julianday({0}) - 2440587.5 AS INTEGER)"  # midnights: whole, so nothing is cut off


@dataclass(frozen=True, slots=True)
class Frames:
    """All records that are some client's, one table a kind; ``client`` holds the client's id."""

    invoices: DataFrame
    hours: DataFrame
    messages: DataFrame


def frames(
    workbook: Workbook, outside: Callable[[datetime], bool], local: Callable[[datetime], date]
) -> Frames:
    """The records of every client, as pandas tables.

    ``invoices``: client, issued, due, settled (days since 1970-01-01; the last two may be missing),
    total, owed (minor units), currency, state, disputed (0 or 1). ``hours``: client, day, seconds,
    billable, billed (0, 1 or missing). ``messages``: client, day, incoming, outside (0 or 1),
    length. ``outside`` says whether a moment lies outside the person's working hours, ``local`` on
    which of their days it was.
    """
    # Imported late: their library takes half a second, and few pages need it.
    from clientfit.core.portfolio.activity import HOURS as WORKED
    from clientfit.core.portfolio.activity import MESSAGES as SAID
    from clientfit.core.portfolio.money import INVOICES as BILLED

    said = workbook.columns("messages", "moment, direction = 'in', length")
    return Frames(
        _records(workbook, INVOICES, BILLED),
        _records(workbook, HOURS, WORKED),
        _frame([_message(row, outside, local) for row in said], _SAID, SAID),
    )


_SAID = ("client", "day", "incoming", "outside", "length")


def _records(workbook: Workbook, kind: RecordTable[Any], wanted: TableColumns) -> DataFrame:
    """Those columns of a kind of records that the measures want, as they lie in the file."""
    asked = {*wanted.text, *wanted.whole, *wanted.maybe}
    columns = [column for column in kind.columns[1:] if column.name in asked]
    cells = (_DAY.format(column.name) if column.kind.is_day else column.name for column in columns)
    rows = workbook.columns(kind.table, ", ".join(cells))
    return _frame(rows, ("client", *(column.name for column in columns)), wanted)


def _frame(
    rows: Sequence[tuple[object, ...]], names: Sequence[str], wanted: TableColumns
) -> DataFrame:
    # Imported late: half a second that a page without tables need not wait for.
    import pandas as pd

    kinds = {
        **dict.fromkeys(wanted.text, "str"),
        **dict.fromkeys(wanted.whole, "int64"),
        **dict.fromkeys(wanted.maybe, "Int64"),  # pandas' whole numbers that may be missing
    }
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return pd.DataFrame(
        {
            name: pd.array(column, dtype=kinds[name])
            for name, column in zip(names, columns, strict=True)
        }
    )


def _message(
    row: tuple[object, ...], outside: Callable[[datetime], bool], local: Callable[[datetime], date]
) -> tuple[object, ...]:
    client, moment, incoming, length = row
    at = datetime.fromisoformat(str(moment))
    return client, local(at).toordinal() - _EPOCH, incoming, int(outside(at)), length
