"""The records of a workbook as tables for ``core.portfolio``: days as whole numbers, sums whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from clientfit.files.store import Workbook

if TYPE_CHECKING:
    from pandas import DataFrame

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
    days = ", ".join(_DAY.format(name) for name in ("issued", "due", "settled"))
    invoices = workbook.columns("invoices", f"{days}, total, owed, currency, state, disputed")
    hours = workbook.columns("hours", f"{_DAY.format('day')}, seconds, billable, billed")
    said = workbook.columns("messages", "moment, direction = 'in', length")
    messages = [_message(row, outside, local) for row in said]
    return Frames(
        _frame(invoices, _INVOICES),
        _frame(hours, _HOURS),
        _frame(messages, _MESSAGES),
    )


_WHOLE = "Int64"  # pandas' whole numbers that may be missing
_INVOICES = {
    "client": "str",
    "issued": "int64",
    "due": _WHOLE,
    "settled": _WHOLE,
    "total": "int64",
    "owed": "int64",
    "currency": "str",
    "state": "str",
    "disputed": "int64",
}
_HOURS = {
    "client": "str",
    "day": "int64",
    "seconds": "int64",
    "billable": _WHOLE,
    "billed": _WHOLE,
}
_MESSAGES = {
    "client": "str",
    "day": "int64",
    "incoming": "int64",
    "outside": "int64",
    "length": "int64",
}


def _frame(rows: Sequence[tuple[object, ...]], types: dict[str, str]) -> DataFrame:
    # Imported late: half a second that a page without tables need not wait for.
    import pandas as pd

    columns = list(zip(*rows, strict=True)) or [()] * len(types)
    return pd.DataFrame(
        {
            name: pd.array(column, dtype=kind)
            for (name, kind), column in zip(types.items(), columns, strict=True)
        }
    )


def _message(
    row: tuple[object, ...], outside: Callable[[datetime], bool], local: Callable[[datetime], date]
) -> tuple[object, ...]:
    client, moment, incoming, length = row
    at = datetime.fromisoformat(str(moment))
    return client, local(at).toordinal() - _EPOCH, incoming, int(outside(at)), length
