"""Judge a whole portfolio with dataframe expressions that every engine behind Narwhals can run."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from functools import reduce
from math import ceil
from operator import and_
from typing import Any

import narwhals as nw
from narwhals.exceptions import DuplicateError
from narwhals.typing import IntoFrameT

from clientfit.core.errors import ClientfitError, Fault, choices, shown
from clientfit.core.model import TOP_LEVEL, Category, Norms, Sign
from clientfit.core.phrases import say
from clientfit.core.reading.judge import STRAIN_SCALE
from clientfit.core.reading.rule import Bar, bars

_GIVE = say("Give whole numbers 0..{top}, or nothing for unknown", top=TOP_LEVEL)


def judge_many(frame: IntoFrameT, *, norms: Norms) -> IntoFrameT:
    """Judge one client per row, in any eager or lazy table that Narwhals reads.

    One column per sign, named by its id: 0..4, missing (null or NaN) for unknown. A sign without a
    column is unknown in every row; other columns are kept. Returns a table of the same engine with
    the added columns ``worst``, ``best`` and ``category`` (numbers of ``Category``; category is
    missing where worst and best differ) and ``strain`` (0..100). An input column with one of these
    names is replaced.

    Raises ClientfitError if no column is a sign, if a column name looks like a misspelt sign, or if
    a value is not a level (with the column and an example).
    """
    table, schema = _opened(frame)
    present, faults = _sign_columns(list(schema), norms)
    table, values = _values(table, schema, present, faults)
    faults += _no_levels(table, values)
    if faults:
        raise ClientfitError(faults)
    # Filled columns are materialised once: eager engines would recompute them in every expression.
    worst, best = _filled(values, TOP_LEVEL, "worst"), _filled(values, 0, "best")
    judged = (
        table.with_columns(**worst, **best)
        .with_columns(
            worst=_category("worst", present, norms),
            best=_category("best", present, norms),
            strain=_strain(values, present),
        )
        .drop([*worst, *best, *(set(table.collect_schema()) - set(schema))])
    )
    certain = nw.when(nw.col("worst") == nw.col("best")).then(nw.col("worst"))
    result: IntoFrameT = judged.with_columns(category=certain).to_native()
    return result


def _opened(frame: object) -> tuple[Any, Any]:
    """The table as Narwhals sees it, with its schema."""
    try:
        table: Any = nw.from_native(frame, pass_through=True)
    except DuplicateError as error:
        todo = "Give each column a name of its own"
        raise ClientfitError(Fault(say("table"), "two columns have the same name", todo)) from error
    if not isinstance(table, nw.DataFrame | nw.LazyFrame):
        todo = "Give a pandas, Polars, DuckDB or like table, one row for each client"
        raise ClientfitError(
            Fault(say("table"), say("{name} is no table", name=type(frame).__name__), todo)
        )
    return table, table.collect_schema()


def _sign_columns(columns: list[Any], norms: Norms) -> tuple[list[Sign], list[Fault]]:
    present = [sign for sign in norms.signs if sign.id in columns]
    missing = [sign.id for sign in norms.signs if sign.id not in columns]
    others = [name for name in columns if isinstance(name, str) and name not in norms.ids]
    misspelt = [name for name in others if get_close_matches(name, missing, n=1, cutoff=0.85)]
    faults = [
        Fault(
            say("column {name}", name=name), "unknown, and much like a sign", choices(name, missing)
        )
        for name in misspelt
    ]
    if not present:
        faults.append(
            Fault(
                say("table"), "no column is a sign", say("Columns: {names}", names=tuple(norms.ids))
            )
        )
    return present, faults


def _values(
    table: Any, schema: Any, present: list[Sign], faults: list[Fault]
) -> tuple[Any, dict[str, nw.Expr]]:
    """The expression of each readable sign's levels, and the table with the columns these need.

    Faults are appended to ``faults``.
    """
    values: dict[str, nw.Expr] = {}
    for id_ in (sign.id for sign in present):
        kind, name = schema[id_], f"{id_} as levels"
        if kind.is_integer() or kind.is_decimal():
            values[id_] = nw.col(id_)
            continue
        if kind.is_float():
            found = nw.col(id_)
        elif kind == nw.Unknown and isinstance(table, nw.LazyFrame):  # a column with nulls only
            found = nw.col(id_).cast(nw.Float64)
        elif kind in (nw.Object, nw.Unknown, nw.String) and isinstance(table, nw.DataFrame):
            table = table.with_columns(_from_objects(table, id_, name, faults))
            found = nw.col(name)
        else:
            faults.append(
                Fault(say("column {id}", id=id_), say("holds {kind}, not levels", kind=kind), _GIVE)
            )
            continue
        # NaN counts as missing, so that unknown means the same in every engine. It is stored as a
        # column, since eager engines would recompute it in every expression.
        table = table.with_columns(nw.when(~found.is_nan()).then(found).alias(name))
        values[id_] = nw.col(name)
    return table, values


def _from_objects(table: Any, column: str, name: str, faults: list[Fault]) -> Any:
    """A column of Python objects as a float series called ``name``; odd values become a fault."""
    read: list[float | None] = []
    odd: list[object] = []
    rows = zip(table[column].to_list(), table[column].is_null().to_list(), strict=True)
    for value, missing in rows:
        number = None if missing else _whole(value)
        read.append(number)
        if number is None and not missing:
            odd.append(value)
    if odd:
        faults.append(
            Fault(
                say("column {column}", column=column),
                say("holds {value}, which is no level", value=shown(odd[0])),
                _GIVE,
            )
        )
    return nw.new_series(name, read, nw.Float64, backend=table.implementation)


def _whole(value: object) -> float | None:
    """A level 0..4 as a float, or None if the value is not one."""
    if isinstance(value, bool | str) or value not in range(TOP_LEVEL + 1):
        return None
    return float(value)  # type: ignore[arg-type]


def _no_levels(table: Any, values: dict[str, nw.Expr]) -> Iterable[Fault]:
    """A fault for each column with values that are not levels, found in one pass over the table."""
    if not values:
        return []
    extremes = [
        expression
        for id_, value in values.items()
        for expression in (
            value.min().alias(f"{id_} least"),
            value.max().alias(f"{id_} most"),
            (value - value.round(0)).abs().max().alias(f"{id_} odd"),
        )
    ]
    looked = table.select(*extremes)
    if isinstance(looked, nw.LazyFrame):
        # Without a backend the other engines collect to pyarrow, which is not a dependency.
        looked = looked.collect(None if looked.implementation.is_polars() else "pandas")
    row = [nw.to_py_scalar(cell) for cell in looked.row(0)]
    return [
        _not_whole_or_outside(id_, low, high, part)
        for id_, low, high, part in zip(values, row[::3], row[1::3], row[2::3], strict=True)
        if low is not None and (low < 0 or high > TOP_LEVEL or part > 0)
    ]


def _not_whole_or_outside(column: str, low: float, high: float, part: float) -> Fault:
    pattern = "holds values that are no levels (they go from {low:g} to {high:g})"
    if part > 0:
        pattern = (
            "holds values that are no levels (some are not whole; they go from {low:g} to {high:g})"
        )
    what = say(pattern, low=low, high=high)
    return Fault(say("column {column}", column=column), what, _GIVE)


def _filled(values: dict[str, nw.Expr], level: int, side: str) -> dict[str, nw.Expr]:
    """Each sign with its unknown values set to ``level``, as Int8 columns named after ``side``."""
    return {
        f"{id_} at {side}": value.fill_null(level).cast(nw.Int8) for id_, value in values.items()
    }


def _category(side: str, present: list[Sign], norms: Norms) -> nw.Expr:
    keep, repair = (_clears(bar, side, present, norms) for bar in bars(norms))
    # Booleans count as 0 and 1: END is 1, and clearing the repair bar adds one.
    lifted = repair.cast(nw.Int8) + int(Category.END)
    return nw.when(keep).then(nw.lit(int(Category.KEEP), nw.Int8)).otherwise(lifted)


def _clears(bar: Bar, side: str, present: list[Sign], norms: Norms) -> nw.Expr:
    """Whether a row clears the bar.

    Signs without a column are unknown: level 0 or the top level.
    """
    needed = ceil(bar.majority * norms.points)  # points are integers, so ceil is exact
    absent = TOP_LEVEL if side == "worst" else 0
    within: nw.Expr = nw.lit(0, nw.Int32)
    clear: list[nw.Expr] = []
    for sign, limit, veto in zip(norms.signs, bar.limits, bar.vetoes, strict=True):
        if sign not in present:
            within = within + (sign.points if absent <= limit else 0)
            clear += [nw.lit(False)] if absent >= veto else []
            continue
        level = nw.col(f"{sign.id} at {side}")
        within = within + (level <= limit).cast(nw.Int32) * sign.points
        clear += [level < veto] if veto <= TOP_LEVEL else []
    return reduce(and_, clear, within >= needed)


def _strain(values: dict[str, nw.Expr], present: list[Sign]) -> nw.Expr:
    weighed = nw.sum_horizontal(*[values[sign.id].fill_null(0) * sign.points for sign in present])
    points = nw.sum_horizontal(
        *[
            nw.when(values[sign.id].is_null()).then(nw.lit(0)).otherwise(nw.lit(sign.points))
            for sign in present
        ]
    )
    return nw.when(points > 0).then(weighed * STRAIN_SCALE / points)
