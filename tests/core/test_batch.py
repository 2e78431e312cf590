"""Many clients at once: the same as one by one, in every engine, and without pyarrow."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_rule import IDS, NORMS, own_norms, plain_category

from clientfit import ClientfitError, Norms, judge, judge_many
from clientfit.core.reading.rule import category

Columns = dict[str, list[int | None]]

PANDAS = ("float64", "Int64", "Float64", "object")
POLARS = (pl.Int8, pl.Int64, pl.UInt8, pl.Float32, pl.Float64)
DUCKDB = ("tinyint", "integer", "double", "decimal(3,1)")


def _pandas(columns: Columns, kinds: list[int]) -> pd.DataFrame:
    """Each column as a kind of its own; whole ones as plain integers now and then."""
    made = {}
    for (name, values), kind in zip(columns.items(), kinds, strict=True):
        dtype = "int64" if kind == 9 and None not in values else PANDAS[kind % len(PANDAS)]
        missing = np.nan if dtype == "float64" else None
        cells = [missing if one is None else one for one in values]
        made[name] = pd.Series(cells, dtype=dtype)
    return pd.DataFrame(made)


def _polars(columns: Columns, kinds: list[int]) -> pl.DataFrame:
    made = []
    for (name, values), kind in zip(columns.items(), kinds, strict=True):
        dtype = POLARS[kind % len(POLARS)]
        empty = kind == 9 and set(values) <= {None}
        made.append(pl.Series(name, values, dtype=pl.Null if empty else dtype))
    return pl.DataFrame(made)


def _duckdb(columns: Columns, kinds: list[int]) -> duckdb.DuckDBPyRelation:
    casts = [
        "null"
        if kind == 9 and set(values) <= {None}
        else f'cast("{name}" as {DUCKDB[kind % len(DUCKDB)]})'
        for (name, values), kind in zip(columns.items(), kinds, strict=True)
    ]
    names = ", ".join(f'"{name}"' for name in columns)
    picked = ", ".join(f'{cast} as "{name}"' for cast, name in zip(casts, columns, strict=True))
    rows = list(zip(*columns.values(), strict=True))
    # One row too many, so that a table without rows can be written as well.
    body = [*rows, [None] * len(columns)]
    cells = ", ".join(
        f"({at}, {', '.join('null' if one is None else str(one) for one in row)})"
        for at, row in enumerate(body)
    )
    return duckdb.sql(
        f'select "row", {picked} from (values {cells}) t("row", {names}) '
        f'where "row" < {len(rows)} order by "row"'
    )


def _lazily(columns: Columns, kinds: list[int]) -> pl.LazyFrame:
    return _polars(columns, kinds).lazy()


ENGINES: dict[str, Callable[[Columns, list[int]], Any]] = {
    "pandas": _pandas,
    "polars": _polars,
    "polars lazy": _lazily,
    "duckdb": _duckdb,
}


def _rows(table: Any) -> list[dict[str, Any]]:
    """The rows of any of these tables; what is missing is None."""
    if isinstance(table, pl.LazyFrame):
        table = table.collect()
    if isinstance(table, duckdb.DuckDBPyRelation):
        rows: list[dict[str, Any]] = [
            dict(zip(table.columns, row, strict=True)) for row in table.fetchall()
        ]
    else:
        rows = table.to_dict("records") if isinstance(table, pd.DataFrame) else table.to_dicts()
    return [{k: None if pd.isna(v) else v for k, v in row.items()} for row in rows]


@st.composite
def tables(draw: st.DrawFn) -> tuple[Columns, list[int]]:
    """Some of the signs in any order, often with gaps, sometimes with nothing in a column."""
    signs = draw(st.lists(st.sampled_from(IDS), min_size=1, unique=True))
    count = draw(st.integers(0, 5))
    columns: Columns = {}
    for sign in signs:
        cell = draw(st.sampled_from([st.integers(0, 4), st.none() | st.integers(0, 4), st.none()]))
        columns[sign] = draw(st.lists(cell, min_size=count, max_size=count))
    return columns, draw(st.lists(st.integers(0, 9), min_size=len(signs), max_size=len(signs)))


@pytest.mark.parametrize("engine", ENGINES)
@settings(max_examples=40)
@given(tables())
def test_a_table_is_judged_as_its_rows_are(engine: str, table: tuple[Columns, list[int]]) -> None:
    columns, kinds = table
    found = _rows(judge_many(ENGINES[engine](columns, kinds)))
    clients = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    assert len(found) == len(clients)
    for row, client in zip(found, clients, strict=True):
        one = judge(client)
        assert (row["worst"], row["best"]) == (one.worst, one.best)
        assert row["category"] == (one.worst if one.certain else None)
        if one.strain is None:
            assert row["strain"] is None
        else:
            assert row["strain"] == pytest.approx(one.strain)


@settings(max_examples=150)
@given(own_norms(), st.data())
def test_a_table_with_columns_left_out_is_judged_by_any_norms(
    own: Norms, data: st.DataObject
) -> None:
    given_ = data.draw(st.lists(st.sampled_from(own.ids), min_size=1, unique=True))
    row = {sign: data.draw(st.integers(0, 4)) for sign in given_}
    found = _rows(judge_many(pl.DataFrame([row]), norms=own))[0]
    for side, unknown in (("worst", 4), ("best", 0)):
        assert found[side] == plain_category([row.get(sign, unknown) for sign in own.ids], own)


@pytest.mark.parametrize("sign", IDS)
def test_one_column_left_out_is_one_sign_unknown(sign: str) -> None:
    row = {one: 0 for one in IDS if one != sign}
    found = _rows(judge_many(pl.DataFrame([row])))[0]
    one = judge(row)
    assert (found["worst"], found["best"]) == (one.worst, one.best)
    assert one.worst < one.best


@pytest.mark.parametrize("engine", ENGINES)
def test_a_table_goes_in_and_a_table_of_the_same_kind_comes_out(engine: str) -> None:
    table = ENGINES[engine]({"abuse": [0, 3], "strain": [1, 2]}, [0, 0])
    found = judge_many(table)
    assert type(found) is type(table)
    expected = (
        {*table.columns, "worst", "best", "category", "strain"}
        if engine != ("polars lazy")
        else {"abuse", "worst", "best", "category", "strain"}
    )
    names = found.collect_schema() if isinstance(found, pl.LazyFrame) else found.columns
    assert set(names) == expected


def test_other_columns_and_the_index_are_carried_along_and_the_input_is_left_alone() -> None:
    table = pd.DataFrame(
        {"name": ["Ann", "Bob"], "abuse": [0, 3], 7: [1.5, None]}, index=["x", "x"]
    )
    before = table.copy()
    found = judge_many(table)
    pd.testing.assert_frame_equal(table, before)
    pd.testing.assert_frame_equal(found[["name", "abuse", 7]], before)
    assert list(found.columns) == ["name", "abuse", 7, "worst", "best", "strain", "category"]


def test_objects_are_read_one_by_one_whatever_stands_for_missing() -> None:
    cells = [1, None, np.nan, pd.NA, 2.0, np.int64(3)]
    found = judge_many(pd.DataFrame({"abuse": pd.Series(cells, dtype=object)}))
    assert _rows(found[["strain"]]) == [
        {"strain": one} for one in (25.0, None, None, None, 50.0, 75.0)
    ]


@pytest.mark.parametrize("engine", ENGINES)
def test_every_engine_works_where_pyarrow_is_not_installed(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    table = ENGINES[engine]({"abuse": [0, None], "rework": [1, 2]}, [0, 0])
    assert [row["best"] for row in _rows(judge_many(table))] == [3, 3]


def test_ten_thousand_clients_read_as_the_rule_says() -> None:
    levels = np.random.RandomState(3).randint(0, 5, (10_000, 11))
    found = judge_many(pd.DataFrame(levels, columns=list(IDS)))
    expected = [category(row, NORMS) for row in levels.tolist()]
    assert found["category"].tolist() == expected
    assert len(set(expected)) >= 2


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ({"abuse": [5, 1]}, ["column abuse", "from 1 to 5", "0..4"]),
        ({"rework": [-1, 1]}, ["column rework", "from -1 to 1"]),
        ({"abus": [1], "rework": [9]}, ["column abus", "Did you mean 'abuse'?", "column rework"]),
        ({"age": [3]}, ["no column is a sign", "late_payment"]),
    ],
)
def test_what_is_wrong_is_told_by_column_and_all_at_once(
    engine: str, columns: Columns, told: list[str]
) -> None:
    table = ENGINES[engine](columns, [1] * len(columns))
    with pytest.raises(ClientfitError) as caught:
        judge_many(table)
    assert [words for words in told if words not in str(caught.value)] == []


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (pd.DataFrame({"abuse": ["often", None]}), "column abuse: holds 'often'"),
        (pd.DataFrame({"abuse": ["often", 3]}), "column abuse: holds 'often'"),
        (pd.DataFrame({"abuse": [True, None]}), "column abuse: holds True"),
        (pd.DataFrame({"abuse": [True, False]}), "column abuse: holds Boolean"),
        (pd.DataFrame({"abuse": [2.5, 1]}), "column abuse: .* not whole"),
        (pd.DataFrame({"abuse": [np.inf, 1]}), "column abuse: .* from 1 to inf"),
        (pd.DataFrame({"abuse": pd.Categorical([1, 2])}), "column abuse: holds Categorical"),
        (pl.DataFrame({"abuse": ["often"]}), "column abuse: holds 'often'"),
        (pl.LazyFrame({"abuse": ["often"]}), "column abuse: holds String"),
        (pl.LazyFrame({"abuse": [2.5]}), "column abuse: .* not whole"),
        (lambda: duckdb.sql("select 'often' as abuse"), "column abuse: holds String"),
        (lambda: duckdb.sql("select 2.5 as abuse"), "column abuse: .* not whole"),
        (pd.DataFrame([[1, 2]], columns=["abuse", "abuse"]), "two columns have the same name"),
        (pd.DataFrame(), "no column is a sign"),
        (pd.Series([1], name="abuse"), "Series is no table"),
        ([{"abuse": 1}], "list is no table"),
    ],
)
def test_what_is_no_level_or_no_table_is_refused_in_our_own_words(table: Any, told: str) -> None:
    with pytest.raises(ClientfitError, match=told):
        judge_many(table() if callable(table) else table)
