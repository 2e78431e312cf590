"""Invented records for the tests of the portfolio, and how each table engine holds them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hypothesis import strategies as st

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.portfolio import Ageing, MoneyMeasures, day_number, day_of
from clientfit.text.content.records import record_norms

TODAY = date(2026, 11, 21)
NOW = day_number(TODAY)
NORMS = record_norms()
YEAR = NORMS.window_days
#: The measures of a client of whom nothing is known.
PLAIN = MoneyMeasures(
    client="",
    currency="EUR",
    invoices=1,
    income=0,
    income_before=0,
    income_share=0.0,
    paid=0,
    written_off=0,
    owed=0,
    overdue=0,
    overdue_of_year=0,
    longest=0,
    ageing=Ageing(0, 0, 0, 0, 0),
    judged=0,
    judged_paid=0,
    late=0,
    days_late=None,
    days_late_before=None,
    days_late_lately=None,
    term=None,
    dso=None,
    trend=None,
)


@dataclass(frozen=True, slots=True)
class Hour:
    """A stretch of work as the table has it."""

    client: str
    day: int
    seconds: int
    billable: bool | None
    billed: bool | None


@dataclass(frozen=True, slots=True)
class Said:
    """A message as the table has it."""

    client: str
    day: int
    incoming: bool
    outside: bool
    length: int


# Few clients and days near every bound, so that rows meet and bounds are hit.
CLIENTS = st.sampled_from(["Moss", "Elm", "Oak"])
DAYS = st.one_of(
    st.integers(NOW - 3 * YEAR, NOW + 40),
    st.sampled_from(
        [NOW + n - m * YEAR for n in (-183, -182, -91, -90, -61, -60, -31, -30, -3, -1, 0, 1)
         for m in (0, 1, 2)]
    ),
)  # fmt: skip


@st.composite
def invoices(draw: st.DrawFn) -> Invoice:
    """One invoice: odd ones too, as records hold them."""
    state = draw(st.sampled_from(InvoiceState) | st.just(InvoiceState.PAID))
    issued = draw(DAYS)
    due = draw(st.none() | st.integers(issued - 5, issued + 90) | DAYS)
    wait = st.integers(-40, 200) | st.just(0)
    settled = draw(st.none() | wait.map(lambda days: issued + days))
    total = draw(st.integers(0, 10**7))
    owed = 0
    if state is InvoiceState.OPEN:
        owed = draw(st.integers(0, total) | st.just(total))
    if state is InvoiceState.CREDIT:
        total = draw(st.sampled_from([total, -total]))
    code = draw(st.sampled_from(["EUR", "EUR", "USD"]))
    return Invoice(
        client=draw(CLIENTS),
        number="",
        issued=day_of(issued),
        due=None if due is None else day_of(due),
        settled=None if settled is None else day_of(settled),
        total=Money(total, code),
        owed=Money(owed, code),
        state=state,
        disputed=draw(st.sampled_from([False, False, False, True])),
    )


MAYBE = st.none() | st.booleans()
HOURS = st.builds(Hour, CLIENTS, DAYS, st.integers(0, 36_000), MAYBE, MAYBE)
MESSAGES = st.builds(Said, CLIENTS, DAYS, st.booleans(), st.booleans(), st.integers(0, 5000))


def invoice_columns(rows: Sequence[Invoice]) -> dict[str, list[Any]]:
    """The columns of the table of invoices."""
    return {
        "client": [one.client for one in rows],
        "issued": [day_number(one.issued) for one in rows],
        "due": [None if one.due is None else day_number(one.due) for one in rows],
        "settled": [None if one.settled is None else day_number(one.settled) for one in rows],
        "total": [one.total.minor for one in rows],
        "owed": [one.owed.minor for one in rows],
        "currency": [one.total.currency for one in rows],
        "state": [one.state.value for one in rows],
        "disputed": [int(one.disputed) for one in rows],
    }


def hour_columns(rows: Sequence[Hour]) -> dict[str, list[Any]]:
    """The columns of the table of hours."""
    return {
        "client": [one.client for one in rows],
        "day": [one.day for one in rows],
        "seconds": [one.seconds for one in rows],
        "billable": [None if one.billable is None else int(one.billable) for one in rows],
        "billed": [None if one.billed is None else int(one.billed) for one in rows],
    }


def message_columns(rows: Sequence[Said]) -> dict[str, list[Any]]:
    """The columns of the table of messages."""
    return {
        "client": [one.client for one in rows],
        "day": [one.day for one in rows],
        "incoming": [int(one.incoming) for one in rows],
        "outside": [int(one.outside) for one in rows],
        "length": [one.length for one in rows],
    }


TEXT = {"client", "currency", "state", "freelancer"}
Engine = Callable[[dict[str, list[Any]]], Any]


def pandas_plain(columns: dict[str, list[Any]]) -> Any:
    """As pandas reads a file: whole numbers with gaps are floats, a column of nothing objects."""
    import pandas as pd

    return pd.DataFrame(columns)


def pandas_whole(columns: dict[str, list[Any]]) -> Any:
    """As the workbook gives them: whole numbers that may be missing."""
    import pandas as pd

    kinds = {name: "str" if name in TEXT else "Int64" for name in columns}
    return pd.DataFrame({name: pd.array(cells, kinds[name]) for name, cells in columns.items()})


def polars(columns: dict[str, list[Any]]) -> Any:
    """A Polars table."""
    import polars as pl

    kinds = {name: pl.String if name in TEXT else pl.Int64 for name in columns}
    return pl.DataFrame(columns, schema=kinds)


def polars_lazy(columns: dict[str, list[Any]]) -> Any:
    """A lazy Polars table."""
    return polars(columns).lazy()


def duckdb(columns: dict[str, list[Any]]) -> Any:
    """A DuckDB relation."""
    import duckdb as engine

    kinds = [f'"{name}" {"VARCHAR" if name in TEXT else "BIGINT"}' for name in columns]
    connection = engine.connect()
    connection.execute(f"CREATE TABLE given ({', '.join(kinds)})")
    if columns["client"]:
        places = ", ".join(["?"] * len(columns))
        connection.executemany(
            f"INSERT INTO given VALUES ({places})", list(zip(*columns.values(), strict=True))
        )
    return connection.table("given")


ENGINES: dict[str, Engine] = {
    "pandas": pandas_plain,
    "pandas with whole numbers": pandas_whole,
    "Polars": polars,
    "Polars, lazy": polars_lazy,
    "DuckDB": duckdb,
}
