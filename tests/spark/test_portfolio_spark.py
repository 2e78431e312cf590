"""The measures on Spark: many freelancers at once, each as in plain loops over their records.

Run by ``make test-spark``, in an environment of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import portfolio_oracle as oracle
import pytest
from portfolio_rows import (
    NORMS,
    NOW,
    TEXT,
    TODAY,
    Hour,
    Said,
    hour_columns,
    invoice_columns,
    message_columns,
)

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.portfolio import (
    DaySpan,
    Records,
    day_of,
    hours_measures,
    hours_table,
    messages_measures,
    messages_table,
    money_measures,
    money_table,
    month_measures,
    month_tables,
    span_of,
)

pytestmark = pytest.mark.spark

BY = ("freelancer", "client")
FREELANCERS = ("Ada", "Bo", "Cem")
CLIENTS = ("Moss", "Elm", "Oak")
SNIPPET = Path(__file__).with_name("many_freelancers.py")  # README.md shows it


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.sql.execution.arrow.pyspark.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def on_spark(spark: Any, columns: dict[str, list[Any]]) -> Any:
    kinds = [f"{name} {'string' if name in TEXT else 'bigint'}" for name in columns]
    rows = list(zip(*columns.values(), strict=True))
    return spark.createDataFrame(rows, ", ".join(kinds))


def invented_invoice(luck: Random) -> Invoice:
    issued = NOW - luck.randint(-20, 900)
    state = luck.choice([*InvoiceState, InvoiceState.PAID, InvoiceState.PAID, InvoiceState.OPEN])
    total = luck.randint(1, 10**6)
    known = luck.random() < 0.9
    return Invoice(
        client=luck.choice(CLIENTS),
        number="",
        issued=day_of(issued),
        due=day_of(issued + luck.choice([0, 14, 30, 60])) if known else None,
        settled=day_of(issued + luck.randint(-5, 120))
        if state is InvoiceState.PAID and luck.random() < 0.95
        else None,
        total=Money(total, luck.choice(["EUR", "EUR", "USD"])),
        owed=Money(luck.randint(1, total) if state is InvoiceState.OPEN else 0, "EUR"),
        state=state,
        disputed=luck.random() < 0.1,
    )


def invented_hour(luck: Random) -> Hour:
    flags = [luck.choice([True, False, None]) for _ in range(2)]
    return Hour(luck.choice(CLIENTS), NOW - luck.randint(0, 900), luck.randint(0, 30_000), *flags)


def invented_message(luck: Random) -> Said:
    flags = [luck.random() < 0.5 for _ in range(2)]
    return Said(luck.choice(CLIENTS), NOW - luck.randint(0, 900), *flags, luck.randint(0, 999))


@pytest.fixture(scope="module")
def records() -> dict[str, tuple[list[Invoice], list[Hour], list[Said]]]:
    luck = Random(11)  # noqa: S311  it keeps no secret
    return {
        name: (
            [invented_invoice(luck) for _ in range(120)],
            [invented_hour(luck) for _ in range(60)],
            [invented_message(luck) for _ in range(60)],
        )
        for name in FREELANCERS
    }


@pytest.fixture(scope="module")
def tables(spark: Any, records: Any) -> Records:
    """All freelancers in one table a kind, with a column for whose a row is."""

    def table(kind: int, columns_of: Any) -> Any:
        columns = columns_of([row for name in FREELANCERS for row in records[name][kind]])
        whose = [name for name in FREELANCERS for _ in records[name][kind]]
        return on_spark(spark, columns | {"freelancer": whose})

    return Records(table(0, invoice_columns), table(1, hour_columns), table(2, message_columns))


@pytest.fixture(scope="module")
def span(tables: Records) -> DaySpan:
    return span_of(TODAY, tables)


def whose(found: Any, name: str) -> tuple[Any, ...]:
    """What was found of one freelancer, as if alone."""
    return tuple(replace(one, whose=()) for one in found if one.whose == (name,))


def test_money_on_spark_is_that_of_plain_loops(tables: Any, records: Any, span: DaySpan) -> None:
    table = money_table(tables.invoices, span=span, norms=NORMS, by=BY)
    found = money_measures(table, norms=NORMS, span=span, by=BY)
    for name in FREELANCERS:
        assert whose(found, name) == oracle.money(records[name][0], TODAY, day_of(span.as_of))


def test_hours_on_spark_are_those_of_plain_loops(tables: Any, records: Any, span: DaySpan) -> None:
    found = hours_measures(hours_table(tables.hours, span=span, norms=NORMS, by=BY), by=BY)
    for name in FREELANCERS:
        assert whose(found, name) == oracle.hours(records[name][1], day_of(span.as_of))


def test_messages_on_spark_are_those_of_plain_loops(
    tables: Any, records: Any, span: DaySpan
) -> None:
    table = messages_table(tables.messages, span=span, norms=NORMS, by=BY)
    found = messages_measures(table, span=span, by=BY)
    for name in FREELANCERS:
        assert whose(found, name) == oracle.messages(records[name][2], day_of(span.as_of))


def test_months_on_spark_are_those_of_plain_loops(tables: Any, records: Any, span: DaySpan) -> None:
    made = month_tables(tables, span=span, norms=NORMS, by=BY)
    found = month_measures(made, span=span, by=BY)
    for name in FREELANCERS:
        expected = oracle.months(*records[name], TODAY, day_of(span.as_of))
        assert whose(found, name) == expected


def test_a_column_that_is_missing_is_told_on_spark_too(spark: Any) -> None:
    from clientfit.core.errors import ClientfitError

    table = on_spark(spark, {"client": ["Moss"], "isued": [1]})
    with pytest.raises(ClientfitError, match="invoices, column issued: is missing"):
        money_table(table, span=DaySpan(NOW, NOW), norms=NORMS)


def test_what_the_readme_shows_runs(tables: Any, tmp_path: Path) -> None:
    from pyspark.sql import functions

    text = SNIPPET.read_text("utf-8")
    days = {
        name: functions.date_from_unix_date(functions.col(name).cast("int"))
        for name in ("issued", "due", "settled")
    }
    tables.invoices.withColumns(days).write.parquet(str(tmp_path / "invoices.parquet"))
    # Spark has a working folder of its own, so the files are named in whole.
    code = re.sub(r'"(\w+\.parquet)"', lambda name: repr(str(tmp_path / name[1])), text)
    shown: dict[str, Any] = {}
    exec(compile(code, SNIPPET.name, "exec"), shown)  # noqa: S102

    now = shown["span"]
    table = money_table(tables.invoices, span=now, norms=NORMS, by=BY)
    found = money_measures(table, norms=NORMS, span=now, by=BY)
    overdue = sorted((one.overdue for one in found), reverse=True)
    assert [one.overdue for one in shown["worst"]] == overdue[:20]
    assert (tmp_path / "money.parquet").exists()
