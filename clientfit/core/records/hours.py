"""What the hours of one client say about unpaid work and rework: seconds, and their levels.

Both speak of the year that ends with the client's last hour, so an old export speaks of its own
time. A column that a tracker has but the person does not use says nothing: whether hours are
billable is believed where some are, whether they were billed where some were.
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
    """What hours say about one sign, in seconds, with the counts to say it in a sentence."""

    sign: str
    level: int | None  # None: too little to say
    judged: int
    found: int
    aside: int  # not billed yet, but too recent to be called unpaid
    since: date | None
    until: date | None


def evidence_hours(
    work: Sequence[TimeEntry], *, thresholds: RecordNorms, today: date
) -> tuple[HoursEvidence, ...]:
    """What one client's hours say about unpaid work and rework. Days after today say nothing."""
    last = max((entry.day for entry in work if entry.day <= today), default=today)
    first = last - timedelta(days=thresholds.window_days)
    year = [entry for entry in work if first < entry.day <= last]
    return _unpaid_work(work, year, last, thresholds), _rework(year, thresholds)


def names_rework(work: TimeEntry, words: Sequence[str]) -> bool:
    """Whether a task or tag is named as rework. ``words*`` also matches what goes on."""
    return any(_pattern(tuple(words)).search(_plain(name)) for name in (work.task, *work.tags))


def _unpaid_work(
    work: Sequence[TimeEntry], year: Sequence[TimeEntry], last: date, norms: RecordNorms
) -> HoursEvidence:
    """The share of hours said not to be billable, or not billed for too long."""
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
    """The share of the hours with a task or tag that one of them names as rework.

    Where none is, that is no "never": names need not tell of work that is done again.
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
    """The words of a name with one space between them, whatever the case."""
    return " ".join(_WORD.findall(name.casefold()))


@lru_cache(maxsize=8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = [re.escape(_plain(word)) + (r"\w*" if word.endswith("*") else "") for word in words]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)")
