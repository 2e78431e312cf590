"""Collect example rows of a large file for the question how its dates are to be read."""

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

_SORTS = range(4)  # codes of `cell_values.fits`


class Examples:
    """The first rows of each sort: a superset of those that ``date_choice`` would show."""

    def __init__(self, match: Match) -> None:
        self._match = match
        self._groups: list[Group] = []
        self._seen: Counter[tuple[str, int]] = Counter()

    def among(self, read: Read) -> list[int]:
        """Indices of the plain rows of a block that may serve as examples."""
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
        """Keep those of these invoices (one row each) that are useful, in the order of rows."""
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
        """The question to the person, with the same examples as for a small file."""
        raws = [raw for group in self._groups for raw in group.rows]
        scanned = scan_all(raws, DATES)
        return date_choice(self._groups, scanned, self._match, order, DATES)

    def _room(self, role: str, sort: int) -> int:
        """How many more of a sort are useful: two rows by their first date, one by any other."""
        return max(0, (1 if role else 2) - self._seen[role, sort])
