"""The verdict on one client, with its inputs and steps as plain JSON values."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import cached_property

from clientfit.core.model import TOP_LEVEL, Category, Norms, Reading
from clientfit.core.reading.counterfactual import Counterfactual, improvement, worsening
from clientfit.core.reading.reasons import Reasons
from clientfit.core.reading.rule import Bar, bars
from clientfit.core.reading.shares import Interval, next_question


@dataclass(frozen=True)
class Verdict:
    """How one client reads. Compare ``category`` with ``clientfit.Category``.

    ``worst`` and ``best``: the categories with every unknown sign at its worst and at its best
    level. ``shares``: the share of plausible readings by category name. ``strain``: 0..100, None if
    no sign is known. ``levels``: intervals by sign id.
    """

    category: Category
    reading: Reading
    worst: Category
    best: Category
    strain: float | None
    shares: Mapping[str, float]
    reasons: Reasons
    levels: Mapping[str, Interval]
    attempts: int
    refused: bool
    absolute: bool
    norms: Norms
    #: The signs that are not asked about again: they change nothing of how the client reads.
    asked: Set[str] = field(default=frozenset(), compare=False)

    @property
    def certain(self) -> bool:
        """True when no answer to what is still unknown could change the category."""
        return self.worst == self.best

    @property
    def shown_strain(self) -> float | None:
        """The strain as it may be shown: None once an absolute red line is crossed.

        The reading no longer depends on the signs then, and a small number would look harmless.
        """
        return None if self.absolute else self.strain

    @property
    def firmness(self) -> str:
        """How far plausible readings agree: "firm", "leaning" or "close" (too close to call)."""
        share = self.shares[self.category.name.lower()]
        how = self.norms.sampling
        return "firm" if share >= how.firm else "leaning" if share >= how.leaning else "close"

    @property
    def early(self) -> bool:
        """Whether so few signs are known that nothing should be concluded yet."""
        known = sum(low == high for low, high in self.levels.values())
        return not (self.absolute or self.certain) and known < self.norms.enough_signs

    @property
    def hazy(self) -> bool:
        """Whether too much is unknown to show one reading: neither certain nor firm."""
        if self.absolute or self.certain:
            return False
        return self.early or self.firmness != "firm"

    @cached_property
    def next_question(self) -> str | None:
        """The unknown sign worth asking about next; None if no answer could move the shares.

        Questions that were answered, even with "I don't know", are not asked again.
        """
        return next_question(list(self.levels.values()), self.norms, self.asked)

    @cached_property
    def improvement(self) -> Counterfactual | None:
        """The cheapest way to a better category; None if there is none or signs are unknown."""
        known = self._known_levels()
        return improvement(known, self.norms) if known else None

    @cached_property
    def worsening(self) -> Counterfactual | None:
        """The smallest change to a worse category; None if there is none or signs are unknown."""
        known = self._known_levels()
        return worsening(known, self.norms) if known else None

    @property
    def change(self) -> dict[str, object] | None:
        """``improvement`` as ``{"signs": {"late_payment": 2}, "cost": 2.5}``, or None."""
        found = self.improvement
        return {"signs": dict(found.signs), "cost": found.cost} if found else None

    @property
    def trace(self) -> dict[str, object]:
        """All inputs, norms and steps as plain JSON values: enough to redo it by hand."""
        return _trace(self)

    def _known_levels(self) -> list[int] | None:
        if any(low < high for low, high in self.levels.values()):
            return None
        return [low for low, _ in self.levels.values()]


def _trace(verdict: Verdict) -> dict[str, object]:
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
