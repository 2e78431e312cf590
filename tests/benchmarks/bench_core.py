"""How fast the verdict is, beside the published implementation the tests compare it with."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import polars as pl
from table import Row

from clientfit import Verdict, catalog, judge, judge_many

sys.path.insert(0, str(Path(__file__).parents[1] / "core"))  # where the comparison is written

from oracle import by_electre_tri

NORMS = catalog().norms
ONE_BY_ONE = 200
AT_ONCE = 200_000
THEIRS = 40
RUNS = 5


def _clients(count: int, unknown: float) -> list[dict[str, int | None]]:
    luck = random.Random(7)  # noqa: S311  it keeps no secret
    return [
        {sign: None if luck.random() < unknown else luck.randint(0, 4) for sign in NORMS.ids}
        for _ in range(count)
    ]


def _fastest(work: Callable[[], object], count: int) -> float:
    """Pieces of work a second: the best of some runs, which is the one least disturbed.

    Counted in time of the processor, so that one core is what is measured.
    """
    work()
    best = float("inf")
    for _ in range(RUNS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return count / best


def _one_by_one(look: Callable[[Verdict], object], unknown: float) -> float:
    clients = _clients(ONE_BY_ONE, unknown)
    return _fastest(lambda: [look(judge(client)) for client in clients], ONE_BY_ONE)


def _all_at_once(table: pd.DataFrame | pl.DataFrame) -> float:
    return _fastest(lambda: judge_many(table), AT_ONCE)


def _theirs() -> float:
    """ELECTRE TRI of ``mcda``: the category of one client after the other, nothing else."""
    rows = [[int(client[sign] or 0) for sign in NORMS.ids] for client in _clients(THEIRS, 0)]
    return _fastest(lambda: [by_electre_tri([row], NORMS) for row in rows], THEIRS)


def rows() -> list[Row]:
    """All that is measured."""
    theirs = _theirs()
    known, holed = (
        pd.DataFrame(_clients(AT_ONCE // 20, part) * 20, columns=list(NORMS.ids))
        for part in (0.0, 0.1)
    )
    one_by_one = {
        "judge: category, shares, reasons": _one_by_one(lambda v: v.shares, 0.2),
        "judge and the next question": _one_by_one(lambda v: v.next_question, 0.2),
        "judge and the change to a better category": _one_by_one(lambda v: v.change, 0.0),
    }
    at_once = {
        "judge_many, pandas, all known": _all_at_once(known),
        "judge_many, pandas, a tenth unknown": _all_at_once(holed),
        "judge_many, Polars, all known": _all_at_once(pl.from_pandas(known)),
        "judge_many, Polars, a tenth unknown": _all_at_once(pl.from_pandas(holed)),
    }
    return [
        Row("mcda ElectreTri: category alone", theirs, "clients/s"),
        *(Row(what, speed, "clients/s", theirs, 200) for what, speed in one_by_one.items()),
        *(Row(what, speed, "clients/s", theirs, 200_000) for what, speed in at_once.items()),
    ]
