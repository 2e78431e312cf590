"""Identify time entries within one file and across several."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from clientfit.core.names import name_key
from clientfit.core.phrases import say
from clientfit.core.records.activity import TimeEntry
from clientfit.files.importers.result import RowFault


@dataclass(frozen=True, slots=True)
class ReadEntry:
    """A row that could be read, before its entry has a key."""

    row: int
    work: TimeEntry  # its key is empty
    began: str  # as precise as the row says it
    by_clock: bool  # with a time of day; else only a day
    own: str  # the tracker's id; empty where it has none


@dataclass(frozen=True, slots=True)
class IdentifiedEntries:
    """The entries with keys, the rows that repeat an entry, and faults for contradicting ones."""

    work: tuple[TimeEntry, ...]
    repeated: tuple[int, ...]
    clashing: tuple[RowFault, ...]


def keyed(stretches: Iterable[ReadEntry], header: str) -> IdentifiedEntries:
    """Give each entry its key. ``header``: the column with the tracker's own ids.

    The tracker's own id is used if there is one. Else the key is a digest of client, project, task
    and begin, so that an entry keeps its key when its end or billing state changes later; if only
    the day is known, the duration is included too. Equal entries in one file are numbered, so that
    two remain two and importing the file again changes nothing. Descriptions are in no digest.
    """
    by_id: dict[str, list[ReadEntry]] = defaultdict(list)
    seen: Counter[str] = Counter()
    used: list[tuple[int, TimeEntry]] = []
    for entry in stretches:
        if entry.own:
            by_id[entry.own].append(entry)
            continue
        digest = _digest(entry)
        seen[digest] += 1
        key = digest if seen[digest] == 1 else f"{digest}-{seen[digest]}"
        used.append((entry.row, replace(entry.work, key=key)))
    repeated: list[int] = []
    clashing: list[RowFault] = []
    for own, same in by_id.items():
        rows = [entry.row for entry in same]
        if len({entry.work for entry in same}) == 1:
            used.append((rows[0], replace(same[0].work, key=f"{same[0].work.source}:{own}")))
            repeated += rows[1:]
            continue
        reason = say(
            "this entry stands in rows {rows} and they differ: none of them was taken",
            rows=tuple(rows),
        )
        clashing += [RowFault(row, header, own, reason) for row in rows]
    work = tuple(each for _, each in sorted(used, key=lambda pair: pair[0]))
    return IdentifiedEntries(work, tuple(repeated), tuple(clashing))


def _digest(stretch: ReadEntry) -> str:
    work = stretch.work
    names = (work.client, work.project, work.task)
    parts = (*map(_key, names), stretch.began, "" if stretch.by_clock else str(work.seconds))
    return hashlib.sha256("\x1f".join(parts).encode(errors="surrogatepass")).hexdigest()[:32]


@lru_cache(maxsize=4096)  # the same few names in every row
def _key(name: str) -> str:
    return name_key(name)
