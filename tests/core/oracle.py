"""Our categories beside those of a published implementation of the same methods.

``mcda`` (Duminy & Meyer, IMT Atlantique) has ELECTRE TRI-B with thresholds and vetoes, and MR-Sort
without vetoes. Where both define the rule that is ours, all must agree on every client.

How our rule is written in theirs:

- every sign is a criterion to be minimised, its points are the criterion's weight;
- a bar's limits are the profile of the category above it; "at or below its limit" is "at least as
  good as the profile", so there is no indifference and, on whole levels, a preference threshold of
  one is a strict one: one level beyond the limit counts nothing;
- a bar's majority is the cut level (lambda), and the assignment is the pessimistic (conjunctive)
  one: the best category whose lower profile the client outranks;
- a veto is a discordance of one. Theirs grows from the preference threshold (0) to the veto
  threshold (1), ours is all or nothing, so the two agree where veto and preference threshold are
  both one and the veto stands two levels beyond the limit; a level at the veto is outside
  that threshold, the one before it is not. Where the veto stands elsewhere, levels are first
  renamed in the same order: within the limit, beyond it, at the veto;
- their credibility is a float; the cut is set half a point below the points needed, so that no
  rounding can decide. (Exactness at the edge is held by the tests of the rule.)

Our bars may each have a majority and vetoes of their own, theirs share one: then each bar is an
assignment to two categories, and the best bar cleared is the category.
"""

from __future__ import annotations

import warnings
from math import ceil

from clientfit import Norms
from clientfit.core.reading.rule import Bar, bars

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it would like to draw graphs
    from mcda import PerformanceTable
    from mcda.outranking.electre import ElectreTri
    from mcda.outranking.mrsort import MRSort
    from mcda.scales import PreferenceDirection, QuantitativeScale

Rows = list[list[int]]
NAMES = ["end", "repair", "keep"]


def _table(rows: Rows, names: list[str], ids: tuple[str, ...]) -> PerformanceTable:
    down = QuantitativeScale(0, 6, preference_direction=PreferenceDirection.MIN)
    return PerformanceTable(
        rows, alternatives=names, criteria=list(ids), scales=dict.fromkeys(ids, down)
    )


def _clients(rows: Rows, ids: tuple[str, ...]) -> PerformanceTable:
    return _table(rows, [f"client {at}" for at in range(len(rows))], ids)


def _electre(
    rows: Rows, profiles: Rows, needed: int, norms: Norms, vetoing: tuple[bool, ...]
) -> list[int]:
    """Their assignment: 0 for below every profile, 1 for above the first and so on."""
    ids, total = norms.ids, norms.points
    vetoes = {id_: 1 for id_, one in zip(ids, vetoing, strict=True) if one}
    assigned = ElectreTri(
        _clients(rows, ids),
        {sign.id: sign.points for sign in norms.signs},
        _table(profiles, [f"profile {at}" for at in range(len(profiles))], ids),
        dict.fromkeys(ids, 0),
        dict.fromkeys(ids, 1),
        vetoes,
        (needed - 0.5) / total,
    ).assign(pessimistic=True)
    return [int(assigned.data[f"client {at}"]) for at in range(len(rows))]


def _renamed(row: list[int], bar: Bar) -> list[int]:
    """Levels in the same order, with the veto two beyond the limit: 0, 1 or 2."""
    places = zip(row, bar.limits, bar.vetoes, strict=True)
    return [2 if at >= veto else int(at > limit) for at, limit, veto in places]


def _clears(rows: Rows, bar: Bar, norms: Norms) -> list[bool]:
    needed = ceil(bar.majority * norms.points)
    vetoing = tuple(veto <= 4 for veto in bar.vetoes)
    renamed = [_renamed(row, bar) for row in rows]
    return [bool(one) for one in _electre(renamed, [[0] * len(norms.ids)], needed, norms, vetoing)]


def by_electre_tri(rows: Rows, norms: Norms) -> list[int]:
    """Our category numbers from theirs, under any norms: bar by bar."""
    keep, repair = (_clears(rows, bar, norms) for bar in bars(norms))
    both = zip(keep, repair, strict=True)
    return [3 if kept else 2 if mended else 1 for kept, mended in both]


def by_electre_tri_at_once(rows: Rows, norms: Norms) -> list[int]:
    """The same in one assignment to three categories, on the levels as they are.

    Only for norms with one majority, and with each veto two levels beyond its own bar's limit.
    """
    profiles = [list(bar.limits) for bar in reversed(bars(norms))]
    needed = ceil(norms.keep_majority * norms.points)
    found = _electre(rows, profiles, needed, norms, (True,) * len(norms.signs))
    return [one + 1 for one in found]


def by_mr_sort(rows: Rows, norms: Norms) -> list[int]:
    """The same by MR-Sort; only for norms with one majority and no veto in reach of these rows."""
    assigned = MRSort(
        _clients(rows, norms.ids),
        {sign.id: sign.points for sign in norms.signs},
        _table([list(bar.limits) for bar in reversed(bars(norms))], NAMES[1:], norms.ids),
        norms.keep_majority * norms.points,
        categories=NAMES,
    ).assign()
    return [NAMES.index(assigned.data[f"client {at}"]) + 1 for at in range(len(rows))]
