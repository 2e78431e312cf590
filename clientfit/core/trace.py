"""A verdict as plain JSON values: inputs, norms and steps, enough to redo it by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientfit.core.model import TOP_LEVEL, Norms
from clientfit.core.rule import Bar, bars

if TYPE_CHECKING:
    from clientfit.core.scoring import Verdict


def trace(verdict: Verdict) -> dict[str, object]:
    """All that led to a verdict, ready for ``json.dumps``."""
    norms = verdict.norms
    points = [sign.points for sign in norms.signs]
    lows = [low for low, _ in verdict.levels.values()]
    highs = [high for _, high in verdict.levels.values()]
    how = norms.sampling
    return {
        "method": "MR-Sort with vetoes; shares after SMAA-TRI",
        "input": {
            "levels": {sign: list(interval) for sign, interval in verdict.levels.items()},
            "attempts": verdict.attempts,
            "refused": verdict.refused,
            "absolute": verdict.absolute,
        },
        "norms": {
            "points": dict(zip(norms.ids, points, strict=True)),
            "total": norms.points,
            "bars": {
                bar.category.name.lower(): {
                    "limits": dict(zip(norms.ids, bar.limits, strict=True)),
                    "vetoes": {
                        sign: veto
                        for sign, veto in zip(norms.ids, bar.vetoes, strict=True)
                        if veto <= TOP_LEVEL
                    },
                    "majority": str(bar.majority),
                    "points_needed": str(bar.majority * norms.points),
                }
                for bar in bars(norms)
            },
            "failed_attempts_to_end": norms.failed_attempts_to_end,
            "sampling": {
                "draws": how.draws,
                "seed": how.seed,
                "concentration": how.concentration,
                "keep_range": list(how.keep_range),
                "repair_range": list(how.repair_range),
                "slip": how.slip,
            },
        },
        "steps": {
            side: [_step(bar, levels, points, norms) for bar in bars(norms)]
            for side, levels in (("unknown_at_best", lows), ("unknown_at_worst", highs))
        },
        "result": {
            "worst": verdict.worst.name.lower(),
            "best": verdict.best.name.lower(),
            "category": verdict.category.name.lower(),
            "reading": verdict.reading.value,
            "shares": dict(verdict.shares),
            "strain": verdict.strain,
        },
    }


def _step(bar: Bar, levels: list[int], points: list[int], norms: Norms) -> dict[str, object]:
    reached = zip(norms.ids, levels, bar.vetoes, strict=True)
    return {
        "bar": bar.category.name.lower(),
        "points_within": bar.within(levels, points),
        "vetoed_by": [sign for sign, level, veto in reached if level >= veto],
        "cleared": bar.clears(levels, points),
    }
