"""The method once more, plain and slow, written from its description and not from the code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations, product

from hypothesis import settings
from hypothesis import strategies as st

from clientfit import Category, Norms, catalog
from clientfit.core.model import Combine, Sign, SignKind

# A busy machine is no fault of the rule: no example has a time limit.
settings.register_profile("rule", deadline=None)
settings.load_profile("rule")

NORMS = catalog().norms
IDS = NORMS.ids

level = st.integers(0, 4)
#: All eleven levels, in the order of the signs.
full = st.lists(level, min_size=len(IDS), max_size=len(IDS))
#: The same, some of them unknown.
holed = st.lists(st.none() | level, min_size=len(IDS), max_size=len(IDS))


@st.composite
def own_norms(draw: st.DrawFn) -> Norms:
    """Norms of somebody with quite other ideas, which still hang together."""
    kinds = []
    for name in "abc":
        veto = draw(st.integers(0, 4))
        red_line = draw(st.none() | st.integers(veto, 4))
        kinds.append(SignKind(name, draw(level), veto, draw(level), red_line))
    count = draw(st.integers(1, 11))
    signs = tuple(
        Sign(id_, draw(st.integers(1, 9)), draw(st.sampled_from(kinds)), Combine.MEAN, at > 0)
        for at, id_ in enumerate(IDS[:count])
    )
    parts = st.fractions(0, 1, max_denominator=1000)
    return Norms(signs, draw(parts), draw(parts), NORMS.sampling)


def named(row: Sequence[int | None]) -> dict[str, int | None]:
    """A row of the persona table as input."""
    return dict(zip(IDS, row, strict=True))


def plain_category(row: Sequence[int], norms: Norms = NORMS) -> Category:
    """Keep, else repair, else end, as the method's own sentences say it."""
    total = sum(sign.points for sign in norms.signs)
    signs = list(zip(norms.signs, row, strict=True))
    fine = sum(Fraction(s.points, total) for s, at in signs if at <= s.kind.keep_limit)
    if fine >= norms.keep_majority and not any(at >= s.kind.keep_veto for s, at in signs):
        return Category.KEEP
    bearable = sum(Fraction(s.points, total) for s, at in signs if at <= s.kind.repair_limit)
    crossed = any(s.kind.red_line is not None and at >= s.kind.red_line for s, at in signs)
    return Category.REPAIR if bearable >= norms.repair_majority and not crossed else Category.END


def moves(
    row: Sequence[int], norms: Norms, *, down: bool
) -> Iterator[tuple[float, int, dict[int, int]]]:
    """Every way to move at most three behaviour signs, and felt ones with them or alone.

    Yields cost, number of signs and the new levels by place. Nothing is left out: all levels.
    """
    acting = [at for at, sign in enumerate(norms.signs) if sign.behaviour]
    felt = [at for at, sign in enumerate(norms.signs) if not sign.behaviour]
    for count in range(4):
        for places in combinations(acting, count):
            for feeling in range(len(felt) + 1):
                for also in combinations(felt, feeling):
                    moved = (*places, *also)
                    reach = [range(row[at]) if down else range(row[at] + 1, 5) for at in moved]
                    for levels in product(*reach):
                        new = dict(zip(moved, levels, strict=True))
                        steps = sum(abs(row[at] - to) for at, to in new.items())
                        yield steps + 0.5 * len(new), len(new), new


class Tally:
    """The rule for many small moves away from one row: whole points, looked up and added."""

    def __init__(self, row: Sequence[int], norms: Norms) -> None:
        self.row = row
        self.norms = norms
        self.facts = [
            [
                (
                    sign.points * (at <= sign.kind.keep_limit),
                    at >= sign.kind.keep_veto,
                    sign.points * (at <= sign.kind.repair_limit),
                    sign.kind.red_line is not None and at >= sign.kind.red_line,
                )
                for at in range(5)
            ]
            for sign in norms.signs
        ]
        self.sums = [sum(self.facts[p][at][k] for p, at in enumerate(row)) for k in range(4)]
        self.keep, self.repair = (
            share * sum(sign.points for sign in norms.signs)
            for share in (norms.keep_majority, norms.repair_majority)
        )

    def after(self, new: dict[int, int]) -> Category:
        """The category when the signs at these places stand at these levels."""
        fine, vetoes, bearable, crossed = (
            self.sums[k]
            + sum(self.facts[p][to][k] - self.facts[p][self.row[p]][k] for p, to in new.items())
            for k in range(4)
        )
        if fine >= self.keep and not vetoes:
            return Category.KEEP
        return Category.REPAIR if bearable >= self.repair and not crossed else Category.END


def from_json(value: object) -> object:
    """A value as it looks after a trip through a file."""
    return json.loads(json.dumps(value))
