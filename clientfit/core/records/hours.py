"""Evidence from one client's hours: unpaid work and rework, in seconds and as levels.

Both are judged over the year that ends with the client's last entry, so that an old export is
judged by its own period. A column that the tracker has but the person does not use proves nothing:
"not billable" counts only if some entries are billable, "not billed" only if some were billed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import lru_cache

from clientfit.core.records.activity import TimeEntry
from clientfit.core.records.invoices import level_of
from clientfit.core.records.norms import RecordNorms

UNPAID_WORK = "unpaid_work"
REWORK = "rework"
_HOUR = 3600
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class HoursEvidence:
    """What the hours show about one sign; ``judged``, ``found`` and ``aside`` are in seconds."""

    sign: str
    level: int | None  # None: too little to say
    judged: int
    found: int
    aside: int  # not billed yet, but too recent to count as unpaid
    since: date | None
    until: date | None


def evidence_hours(
    work: Sequence[TimeEntry], *, thresholds: RecordNorms, today: date
) -> tuple[HoursEvidence, ...]:
    """What one client's hours show about unpaid work and rework, in this order.

    Entries dated after ``today`` are ignored.
    """
    last = max((entry.day for entry in work if entry.day <= today), default=today)
    first = last - timedelta(days=thresholds.window_days)
    year = [entry for entry in work if first < entry.day <= last]
    return _unpaid_work(work, year, last, thresholds), _rework(year, thresholds)


def names_rework(work: TimeEntry, words: Sequence[str]) -> bool:
    """Whether the task or a tag contains one of ``words`` in any case; ``word*`` is a prefix."""
    return any(_pattern(tuple(words)).search(_plain(name)) for name in (work.task, *work.tags))


def _unpaid_work(
    work: Sequence[TimeEntry], year: Sequence[TimeEntry], last: date, norms: RecordNorms
) -> HoursEvidence:
    """The share of hours not billable, or still not billed after ``unbilled_after_days``."""
    billable_is_used = any(entry.billable for entry in work)
    billed_is_used = any(entry.billed for entry in work)
    long_ago = last - timedelta(days=norms.unbilled_after_days)
    judged, unpaid, aside = [], [], []
    for entry in year:
        free = billable_is_used and entry.billable is False and not entry.billed
        unbilled = billed_is_used and entry.billed is False and not free
        if unbilled and entry.day >= long_ago:
            aside.append(entry)
            continue
        if free or unbilled:
            unpaid.append(entry)
        if free or unbilled or entry.billable or entry.billed:
            judged.append(entry)
    level = _level(unpaid, judged, norms.unpaid_hours_steps, norms)
    return _evidence(UNPAID_WORK, judged, unpaid, level, _seconds(aside))


def _rework(year: Sequence[TimeEntry], norms: RecordNorms) -> HoursEvidence:
    """The share of hours named as rework, among those with a task or a tag.

    If none is named so, the level is None instead of 0: names need not mention rework.
    """
    named = [entry for entry in year if entry.task or entry.tags]
    again = [entry for entry in named if names_rework(entry, norms.rework_words)]
    level = _level(again, named, norms.rework_steps, norms) if _seconds(again) else None
    return _evidence(REWORK, named, again, level)


def _evidence(
    sign: str,
    judged: Sequence[TimeEntry],
    found: Sequence[TimeEntry],
    level: int | None,
    aside: int = 0,
) -> HoursEvidence:
    days = [entry.day for entry in judged]
    return HoursEvidence(
        sign=sign,
        level=level,
        judged=_seconds(judged),
        found=_seconds(found),
        aside=aside,
        since=min(days, default=None),
        until=max(days, default=None),
    )


def _level(
    found: Sequence[TimeEntry],
    judged: Sequence[TimeEntry],
    steps: Sequence[Fraction],
    norms: RecordNorms,
) -> int | None:
    return level_of(_seconds(found), _seconds(judged), steps, norms.minimum_hours * _HOUR)


def _seconds(work: Sequence[TimeEntry]) -> int:
    return sum(entry.seconds for entry in work)


def _plain(name: str) -> str:
    """The words of a name in lower case, with single spaces."""
    return " ".join(_WORD.findall(name.casefold()))


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = [re.escape(_plain(word)) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")
