"""Judge one client: category, reading, certainty, reasons, and what would change it.

The method is MR-Sort with vetoes on intervals: a sign that is not known is taken at its worst and
at its best level (after Dias & Clímaco's use of ELECTRE TRI with imprecise information). The result
says how the signs read; the decision stays with the person.
"""

from __future__ import annotations

import operator
from collections.abc import Mapping, Set
from numbers import Integral

from clientfit.core.errors import ClientfitError, Fault, choices, shown
from clientfit.core.model import FREQUENCIES, TOP_LEVEL, Category, Norms, Reading
from clientfit.core.phrases import say
from clientfit.core.reading.reasons import reasons
from clientfit.core.reading.rule import category
from clientfit.core.reading.shares import Interval, shares
from clientfit.core.reading.verdict import Verdict

STRAIN_SCALE = 100 / TOP_LEVEL

#: One sign's level as callers may give it: 0..4, None for unknown, or an interval (low, high).
Level = int | None | tuple[int, int]


def judge(  # noqa: PLR0913 - the public ones, and two by keyword only
    levels: Mapping[str, Level],
    attempts: int = 0,
    refused: bool = False,
    absolute: bool = False,
    *,
    norms: Norms,
    asked: Set[str] = frozenset(),
) -> Verdict:
    """Judge one client by the levels of its signs.

    ``levels``: sign id -> 0..4, None (unknown) or (low, high); a missing sign is unknown.
    ``attempts``: number of honest repair attempts that improved nothing. ``refused``: the client
    refused a repair. ``absolute``: an absolute red line was crossed (threats, harassment, something
    illegal); the reading is then END whatever the levels are. ``asked``: the signs that
    ``next_question`` leaves out; they change nothing else.

    Raises ClientfitError that lists every unknown sign and every level outside 0..4.
    """
    intervals = _intervals(levels, attempts, norms)
    known = list(intervals.values())
    lows, highs = [low for low, _ in known], [high for _, high in known]
    worst, best = category(highs, norms), category(lows, norms)
    portions = shares(known, norms)
    # On a tie the worse category wins, so that nobody is told "keep" by chance.
    possible = [between for between in Category if worst <= between <= best]
    found = max(possible, key=lambda between: (portions[between.name.lower()], -between))
    return Verdict(
        category=found,
        reading=reading(found, attempts, refused=refused, absolute=absolute, norms=norms),
        worst=worst,
        best=best,
        strain=strain(known, norms),
        shares=portions,
        reasons=reasons(known, found, absolute, norms),
        levels=intervals,
        attempts=attempts,
        refused=refused,
        absolute=absolute,
        norms=norms,
        asked=asked,
    )


def reading(
    found: Category, attempts: int, *, refused: bool, absolute: bool, norms: Norms
) -> Reading:
    """The reading that follows from the category and from what has been tried.

    Repair comes first (source B7): END is only read after failed attempts or a refusal, or with
    ``absolute``. ``attempts`` counts the repairs that improved nothing.
    """
    if absolute:
        return Reading.END
    exhausted = refused or attempts >= norms.failed_attempts_to_end
    if found is Category.KEEP:
        return Reading.KEEP
    if found is Category.REPAIR:
        return Reading.END if exhausted else Reading.REPAIR
    return Reading.END if exhausted or attempts else Reading.LAST_CHANCE


def strain(intervals: list[Interval], norms: Norms) -> float | None:
    """The mean level of the known signs, weighted by points, as 0..100; None if none is known.

    It only sorts a portfolio; it never decides a category.
    """
    known = [
        (sign.points, low)
        for sign, (low, high) in zip(norms.signs, intervals, strict=True)
        if low == high
    ]
    if not known:
        return None
    return STRAIN_SCALE * sum(points * low for points, low in known) / sum(p for p, _ in known)


def _intervals(levels: Mapping[str, Level], attempts: int, norms: Norms) -> dict[str, Interval]:
    faults: list[Fault] = []
    if isinstance(attempts, bool) or not isinstance(attempts, Integral) or attempts < 0:
        what = say("{attempts} is no number of attempts", attempts=shown(attempts))
        faults.append(
            Fault(say("attempts"), what, "Give the number of failed attempts: 0, 1, 2 ...")
        )
    result: dict[str, Interval] = dict.fromkeys(norms.ids, (0, TOP_LEVEL))
    for sign, level in levels.items():
        if sign not in result:
            faults.append(
                Fault("", say("unknown sign {sign!r}", sign=sign), choices(sign, norms.ids))
            )
            continue
        try:
            result[sign] = _interval(level)
        except (TypeError, ValueError):
            scale = tuple(f"{number} ({word})" for number, word in enumerate(FREQUENCIES))
            todo = say(
                "Give {levels}, None for unknown, or a pair (low, high) of these", levels=scale
            )
            faults.append(Fault(sign, say("{level} is no level", level=shown(level)), todo))
    if faults:
        raise ClientfitError(faults)
    return result


def _interval(level: Level) -> Interval:
    if level is None:
        return 0, TOP_LEVEL
    low, high = level if isinstance(level, tuple) else (level, level)
    if isinstance(low, bool) or isinstance(high, bool):
        raise TypeError
    low, high = operator.index(low), operator.index(high)
    if not 0 <= low <= high <= TOP_LEVEL:
        raise ValueError
    return low, high
