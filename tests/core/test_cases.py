"""Whole clients as data: a name, what is known, and how it must read."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from plain_rule import named

from clientfit import Verdict, judge

FOLDER = Path(__file__).parents[1] / "cases"
CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted(FOLDER.glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]
INPUT = {"name", "levels", "attempts", "refused", "absolute"}


def _level(written: object) -> Any:
    return None if written == "?" else tuple(written) if isinstance(written, list) else written


def _seen(verdict: Verdict) -> dict[str, object]:
    """Everything a case may speak of, as it is written there. False: there is none."""
    change = verdict.change or {"signs": False, "cost": False}
    return {
        "category": verdict.category.name.lower(),
        "reading": verdict.reading.value,
        "worst": verdict.worst.name.lower(),
        "best": verdict.best.name.lower(),
        "strain": False if verdict.strain is None else verdict.strain,
        "firmness": verdict.firmness,
        "shares": verdict.shares,
        "next_question": verdict.next_question or False,
        "change": change["signs"],
        "cost": change["cost"],
        "within": verdict.reasons.within,
        "blocking": verdict.reasons.blocking or False,
        "vetoing": list(verdict.reasons.vetoing),
        "red_line": verdict.reasons.red_line,
    }


@pytest.mark.parametrize("case", CASES)
def test_a_known_client_reads_as_written(case: dict[str, Any]) -> None:
    more = {key: case[key] for key in ("attempts", "refused", "absolute") if key in case}
    verdict = judge(named([_level(one) for one in case["levels"]]), **more)

    told = {key: value for key, value in case.items() if key not in INPUT}
    seen = _seen(verdict)
    assert {"category", "worst"} & set(told)
    assert {key: seen[key] for key in told} == told
