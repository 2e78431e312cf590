"""What became of the rows of a large file: the first of each sort by name, the others counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from clientfit.files.importers.result import Imported, LeftOut, Reason, RowFault

#: So many rows of each sort are held; a report shows fewer still.
TOLD = 1000


@dataclass(slots=True)
class Told:
    """Rows with something to tell: the first of them, and how many there are."""

    first: list[RowFault] = field(default_factory=list)
    count: int = 0

    def add(self, faults: Iterable[RowFault]) -> None:
        """Add the next ones, in the order of their rows."""
        for fault in faults:
            self.count += 1
            if len(self.first) < TOLD:
                self.first.append(fault)

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.count - len(self.first)


@dataclass(slots=True)
class RowAccount:
    """Every row, counted once: read, used, unread, or left out for a reason."""

    read: int = 0
    used: int = 0
    unread: int = 0
    left: dict[Reason, list[int]] = field(default_factory=dict)
    counts: Counter[Reason] = field(default_factory=Counter)
    unreadable: Told = field(default_factory=Told)
    doubts: Told = field(default_factory=Told)

    def leave_out(self, rows: Iterable[tuple[int, Reason]]) -> None:
        """Add rows that are left out, in their order."""
        for row, reason in rows:
            self.counts[reason] += 1
            named = self.left.setdefault(reason, [])
            if len(named) < TOLD:
                named.append(row)

    def left_out(self) -> tuple[LeftOut, ...]:
        """The rows left out, by reason, the most frequent first."""
        return tuple(
            LeftOut(reason, tuple(self.left[reason]), count - len(self.left[reason]))
            for reason, count in self.counts.most_common()
        )


def bounded(read: Imported) -> Imported:
    """The same, with no more rows named than are of use."""
    unreadable, doubts = Told(count=read.more_unreadable), Told(count=read.more_doubts)
    unreadable.add(read.unreadable)
    doubts.add(read.doubts)
    return replace(
        read,
        unreadable=tuple(unreadable.first),
        more_unreadable=unreadable.more,
        doubts=tuple(doubts.first),
        more_doubts=doubts.more,
        left_out=tuple(
            replace(
                left_out, rows=left_out.rows[:TOLD], more=left_out.count - len(left_out.rows[:TOLD])
            )
            for left_out in read.left_out
        ),
    )
