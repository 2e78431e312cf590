"""The verdict on a whole portfolio, as expressions that any table engine can run."""

from __future__ import annotations

from difflib import get_close_matches
from functools import reduce
from operator import and_
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrameT

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.model import TOP_LEVEL, Category, Norms, Sign
from clientfit.core.rule import Bar, bars
from clientfit.core.scoring import STRAIN_SCALE


def judge_many(frame: IntoFrameT, *, norms: Norms) -> IntoFrameT:
    """Judge one client a row, for any eager or lazy table that Narwhals reads.

    One column per sign: 0..4, missing (null or NaN) for unknown; an absent column is unknown
    throughout, other columns are carried along. Returns the same engine with the columns
    ``worst``, ``best`` and ``category`` (the numbers of ``Category``; category is missing where
    worst and best differ) and ``strain`` (0..100), which takes the place of a sign of that name.

    Raises ClientfitError if there is no sign column, a column looks like a misspelt sign, or a
    value is no level, with the column and an example of it.
    """
    table: Any = nw.from_native(frame)
    schema = table.collect_schema()
    present = _sign_columns(list(schema), norms)
    values = {sign.id: _value(sign.id, schema[sign.id]) for sign in present}
    _check(table, values)
    # Filled columns are made once and not in every expression: eager engines would redo the work.
    worst, best = _filled(values, TOP_LEVEL, "worst"), _filled(values, 0, "best")
    judged = (
        table.with_columns(**worst, **best)
        .with_columns(
            worst=_category("worst", present, norms),
            best=_category("best", present, norms),
            strain=_strain(values, present),
        )
        .drop([*worst, *best])
    )
    certain = nw.when(nw.col("worst") == nw.col("best")).then(nw.col("worst"))
    result: IntoFrameT = judged.with_columns(category=certain).to_native()
    return result


def _sign_columns(columns: list[str], norms: Norms) -> list[Sign]:
    present = [sign for sign in norms.signs if sign.id in columns]
    missing = [sign.id for sign in norms.signs if sign.id not in columns]
    others = [column for column in columns if column not in norms.ids]
    misspelt = [name for name in others if get_close_matches(name, missing, n=1, cutoff=0.85)]
    faults = [
        Fault(f"column {name}", "unknown, and much like a sign", choices(name, missing))
        for name in misspelt
    ]
    if not present:
        faults.append(Fault("table", "no column is a sign", f"Columns: {', '.join(norms.ids)}"))
    if faults:
        raise ClientfitError(faults)
    return present


def _value(column: str, kind: Any) -> nw.Expr:
    """The column with NaN as missing, so that every engine means the same by unknown."""
    value = nw.col(column)
    if kind in (nw.Object, nw.Unknown) or str(kind) == "Null":
        return value.cast(nw.Float64)
    if not kind.is_numeric():
        todo = f"Give levels 0..{TOP_LEVEL}, or nothing for unknown"
        raise ClientfitError(Fault(f"column {column}", f"holds {kind}, not levels", todo))
    return nw.when(~value.is_nan()).then(value) if kind.is_float() else value


def _check(table: Any, values: dict[str, nw.Expr]) -> None:
    """Refuse values that are no levels. One pass over the table, whatever the engine."""
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
    row = (looked.collect("pandas") if isinstance(looked, nw.LazyFrame) else looked).row(0)
    least, most, odd = row[::3], row[1::3], row[2::3]
    faults = [
        _no_levels(id_, low, high, part)
        for id_, low, high, part in zip(values, least, most, odd, strict=True)
        if low is not None and (low < 0 or high > TOP_LEVEL or part > 0)
    ]
    if faults:
        raise ClientfitError(faults)


def _no_levels(column: str, low: float, high: float, part: float) -> Fault:
    odd = "some are not whole; " if part > 0 else ""
    what = f"holds values that are no levels ({odd}they go from {low:g} to {high:g})"
    todo = f"Give whole numbers 0..{TOP_LEVEL}, or nothing for unknown"
    return Fault(f"column {column}", what, todo)


def _filled(values: dict[str, nw.Expr], level: int, side: str) -> dict[str, nw.Expr]:
    """Every given sign with what is unknown taken at ``level``, as columns of small integers."""
    return {
        f"{id_} at {side}": value.fill_null(level).cast(nw.Int8) for id_, value in values.items()
    }


def _category(side: str, present: list[Sign], norms: Norms) -> nw.Expr:
    keep, repair = (_clears(bar, side, present, norms) for bar in bars(norms))
    # True counts 1: below both bars is END, 1; the repair bar lifts by one, the keep bar to KEEP.
    lifted = repair.cast(nw.Int8) + int(Category.END)
    return nw.when(keep).then(nw.lit(int(Category.KEEP), nw.Int8)).otherwise(lifted)


def _clears(bar: Bar, side: str, present: list[Sign], norms: Norms) -> nw.Expr:
    """The bar as one expression. Signs without a column are unknown: at 0 or at the top level."""
    needed = bar.majority * norms.points
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
    return reduce(and_, clear, within * needed.denominator >= needed.numerator)


def _strain(values: dict[str, nw.Expr], present: list[Sign]) -> nw.Expr:
    weighed = nw.sum_horizontal(*[values[sign.id].fill_null(0) * sign.points for sign in present])
    points = nw.sum_horizontal(
        *[
            nw.when(values[sign.id].is_null()).then(nw.lit(0)).otherwise(nw.lit(sign.points))
            for sign in present
        ]
    )
    return nw.when(points > 0).then(weighed * STRAIN_SCALE / points)
