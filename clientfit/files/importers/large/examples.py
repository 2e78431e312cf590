"""The rows of a large file that show best how its dates may be read, should they stay open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import numpy as np

from clientfit.files.importers.large.cell_values import FITS, NONE, fits
from clientfit.files.importers.large.columns import Read
from clientfit.files.importers.result import DateChoice
from clientfit.files.importers.tables.file_wide import date_choice, scan_all
from clientfit.files.importers.tables.invoices import DATES
from clientfit.files.importers.tables.match import Match
from clientfit.files.importers.tables.rows import Group
from clientfit.files.importers.values.dates import Order

_SORTS = range(4)  # which of the two readings fit


class Examples:
    """The first rows of every sort: all that ``date_choice`` would look at, and little more."""

    def __init__(self, match: Match) -> None:
        self._match = match
        self._groups: list[Group] = []
        self._seen: Counter[tuple[str, int]] = Counter()

    def among(self, read: Read) -> list[int]:
        """The plain rows of a block that may be examples, by their places in it."""
        sorts = [np.where(read.plain, dates[:, FITS], NONE) for dates in read.dates.values()]
        picked: set[int] = set()
        if not sorts or all((sort == NONE).all() for sort in sorts):
            return []
        first = sorts[0].copy()
        for each in sorts[1:]:
            first = np.where(first == NONE, each, first)
        for sort in _SORTS:
            picked.update(np.flatnonzero(first == sort)[: self._room("", sort)].tolist())
            for role, each in zip(read.dates, sorts, strict=True):
                picked.update(np.flatnonzero(each == sort)[: self._room(role, sort)].tolist())
        return sorted(picked)

    def add(self, groups: Iterable[Group]) -> None:
        """Keep those of these invoices (one row each) that are of use, in the order of rows."""
        for group in sorted(groups, key=lambda group: group.rows[0].row):
            (raw,) = group.rows
            scanned = scan_all([raw], DATES)
            found = [
                (str(role), fits(scanned[raw.texts[role]])) for role in DATES if role in raw.texts
            ]
            found = [(role, sort) for role, sort in found if sort != NONE]
            found += [("", found[0][1])] if found else []
            if any(self._room(role, sort) for role, sort in found):
                self._groups.append(group)
                self._seen.update(found)

    def choice(self, order: Order) -> DateChoice:
        """The question, with the examples that a small file would be asked about with."""
        raws = [raw for group in self._groups for raw in group.rows]
        scanned = scan_all(raws, DATES)
        return date_choice(self._groups, scanned, self._match, order, DATES)

    def _room(self, role: str, sort: int) -> int:
        """How many more of a sort are of use: two rows by their first date, one of any date."""
        return max(0, (1 if role else 2) - self._seen[role, sort])
