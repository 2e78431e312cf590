"""Read a table of working time: rows in, time entries and an account of every row out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from clientfit.core.names import tidy_name
from clientfit.core.phrases import Words, say
from clientfit.core.records.activity import TimeEntry
from clientfit.files.importers.formats.model import ColumnRole, TableWords, fold
from clientfit.files.importers.result import Choices, Imported, Reason, RowFault, Subject
from clientfit.files.importers.tables.file_wide import counted, date_choice, order_of
from clientfit.files.importers.tables.match import Match
from clientfit.files.importers.tables.rows import RawRow, sort_rows
from clientfit.files.importers.tables.time_entry import (
    LASTING,
    WHEN,
    EntryCells,
    EntryEnd,
    lasting_role,
    read_cells,
)
from clientfit.files.importers.tables.time_entry_id import ReadEntry, keyed
from clientfit.files.importers.values.dates import Order, decide, resolve
from clientfit.files.importers.values.moments import at, seconds_between
from clientfit.files.importers.values.zone_names import zone_of

_LONGEST = 200  # longest name that a workbook stores; more is a stray quotation mark
_MOST = 31 * 86_400  # seconds; no time entry is longer than a month
_RARE = 20  # rare: at most one row in so many
_APART = "from start to end it took another time; this duration was used"
_NAMES = (ColumnRole.CLIENT, ColumnRole.PROJECT, ColumnRole.TASK, ColumnRole.NUMBER)
_DATES = (ColumnRole.DAY, ColumnRole.END_DAY, ColumnRole.END)


def hours_in(found: Match, encoding: str, words: TableWords, choices: Choices) -> Imported:
    """Read the time entries of a table whose columns are known.

    If the date order is ambiguous and ``choices`` do not decide it, the result only asks for it.
    """
    rows = sort_rows(found, words)
    raws = [raw for group in rows.groups for raw in group.rows]
    cells = read_cells(raws, words)
    order = decide(cells.dated(raw) for raw in raws)
    asked = order in (Order.OPEN, Order.MIXED)
    needs = None
    if asked and choices.day_first is None:
        needs = date_choice(rows.groups, cells.scanned, found, order, _DATES)
    first = bool(choices.day_first) if asked else order is Order.DAY_FIRST
    zone = zone_of(choices.zone)
    read = [_Row(raw, found, cells, first, zone) for raw in raws if needs is None]
    stretches = [stretch for row in read if (stretch := row.stretch())]
    number = found.columns.get(ColumnRole.NUMBER)
    kept = keyed(stretches, number.header if number else "")
    unreadable = [*rows.faults, *(fault for row in read for fault in row.faults), *kept.clashing]
    left_out = [*rows.left_out, *((row, Reason.SAME_WORK) for row in kept.repeated)]
    stood_in = _project_alone(found) or any(row.raw.stood_in for row in read)
    return Imported(
        importer=found.format.id,
        name=found.format.name,
        invoices=(),
        unreadable=tuple(sorted(unreadable, key=lambda fault: fault.row)),
        doubts=tuple(sorted(_doubts(read), key=lambda fault: fault.row)),
        left_out=counted(left_out),
        rows_read=rows.rows_read,
        rows_used=len(kept.work),
        rows_unread=len(rows.faults) + len(read) - len(stretches) + len(kept.clashing),
        encoding=encoding,
        separator=found.separator,
        dates=order if not asked or choices.day_first is None else order_of(choices.day_first),
        needs=needs,
        note=found.format.note or (words.stand_in if stood_in else ""),
        subject=Subject.HOURS,
        work=kept.work,
    )


def _doubts(rows: Sequence[_Row]) -> list[RowFault]:
    """Oddities in the rows that were read.

    If the stated duration rarely differs from the time between start and end, it is reported as a
    probable mistake; if it often does, people record their breaks this way.
    """
    good = [row for row in rows if not row.faults]
    apart = [row for row in good if row.cells.disagree(row.raw)]
    rare = len(apart) * _RARE <= len(good)
    return [
        *(fault for row in good for fault in dict.fromkeys(row.doubts)),
        *(row.told(lasting_role(row.raw) or ColumnRole.END, _APART) for row in apart if rare),
    ]


def _project_alone(found: Match) -> bool:
    """Whether the file has no client column, so that projects are taken as clients."""
    project = found.columns.get(ColumnRole.PROJECT)
    return project is not None and project.index == found.columns[ColumnRole.CLIENT].index


@dataclass(slots=True)
class _Row:
    """One row; what cannot be read is added to ``faults``, oddities to ``doubts``."""

    raw: RawRow
    found: Match
    cells: EntryCells
    day_first: bool
    zone: tzinfo
    faults: list[RowFault] = field(default_factory=list)
    doubts: list[RowFault] = field(default_factory=list)

    def stretch(self) -> ReadEntry | None:
        """The time entry in this row, or None if anything in it cannot be read."""
        for role in _NAMES:
            self._not_too_long(role)
        for role in WHEN:
            if why := self.cells.why_not(self.raw, role):
                self._fault(role, why)
        if ColumnRole.DAY not in self.raw.texts:
            self._fault(ColumnRole.DAY, "nothing is in this cell")
        if self.faults:
            return None
        start = self.cells.start(self.raw)
        day = self._day(start, ColumnRole.DAY)
        seconds = self._seconds(start, day)
        if self.faults or day is None or seconds is None:
            return None
        began = at(day, start.clock or 0, start.zone or self.zone)
        local = began.astimezone(self.zone).date() if start.zone else day
        work = TimeEntry(
            client=_tidy(self.raw.texts[ColumnRole.CLIENT]),
            key="",
            day=local,
            seconds=seconds,
            billable=self._flag(ColumnRole.BILLABLE),
            billed=self._flag(ColumnRole.BILLED),
            project=_tidy(self._text(ColumnRole.PROJECT)),
            task=_tidy(self._text(ColumnRole.TASK)),
            tags=_tags(self._text(ColumnRole.TAGS)),
            source=self.found.format.id,
        )
        said = _began(start, day, began)
        own = self._text(ColumnRole.NUMBER)
        return ReadEntry(self.raw.row, work, said, start.clock is not None, own)

    def _text(self, role: ColumnRole) -> str:
        return self.raw.texts.get(role, "")

    def _fault(self, role: ColumnRole, reason: Words) -> None:
        self.faults.append(self.told(role, reason))

    def told(self, role: ColumnRole, reason: Words) -> RowFault:
        """A report line: this row, this column, and what is wrong."""
        column = self.found.columns.get(role)
        return RowFault(self.raw.row, column.header if column else "", self._text(role), reason)

    def _not_too_long(self, role: ColumnRole) -> None:
        text = self._text(role)
        if len(text) > _LONGEST:
            told = self.told(role, say("longer than {most} characters", most=_LONGEST))
            self.faults.append(RowFault(told.row, told.column, f"{text[:40]}…", told.reason))

    def _day(self, end: EntryEnd, role: ColumnRole) -> date | None:
        """The date in the decided order of day and month; None (with a fault) if it is invalid."""
        if end.day is None:
            return None
        try:
            return resolve(end.day, day_first=self.day_first)
        except ValueError as error:
            self._fault(role, str(error))
            return None

    def _seconds(self, start: EntryEnd, day: date | None) -> int | None:
        """The duration in seconds: as stated, else from start to end."""
        role = lasting_role(self.raw)
        try:
            seconds = self.cells.lasted(self.raw)
        except ValueError as error:
            self._fault(role or ColumnRole.DURATION, str(error))
            return None
        if seconds is None:
            seconds, role = self._from_start_to_end(start, day), ColumnRole.END
        if seconds is None or role is None:
            return None
        if seconds < 0:
            self._fault(role, "it would have lasted less than no time")
        elif seconds > _MOST:
            self._fault(role, "it would have lasted more than 31 days")
        return seconds

    def _from_start_to_end(self, start: EntryEnd, day: date | None) -> int | None:
        end = self.cells.end(self.raw)
        if start.clock is None or end.clock is None:
            at_ = next((role for role in LASTING if role in self.found.columns), ColumnRole.END)
            self._fault(at_, "how long it lasted is not in this row")
            return None
        last = self._day(
            end, ColumnRole.END_DAY if ColumnRole.END_DAY in self.raw.texts else ColumnRole.END
        )
        if day is None or self.faults:
            return None
        if last is None:  # only clock times: an earlier end is on the next day
            last = day + timedelta(days=end.clock < start.clock)
        return seconds_between(
            at(day, start.clock, start.zone or self.zone),
            at(last, end.clock, end.zone or start.zone or self.zone),
        )

    def _flag(self, role: ColumnRole) -> bool | None:
        """Yes, no, or None if the row does not say; any other word is reported."""
        words, known = self.cells.words, self.found.format.flags.get(role, {})
        word = fold(self._text(role))
        if word in known and role in self.found.columns:
            return known[word]
        if word and word not in words.yes and word not in words.no:
            self.doubts.append(self.told(role, "this is neither yes nor no, and was not used"))
        return True if word in words.yes else False if word in words.no else None


@lru_cache(maxsize=4096)  # the same few names in every row
def _tidy(name: str) -> str:
    return tidy_name(name)


@lru_cache(maxsize=4096)
def _tags(text: str) -> tuple[str, ...]:
    tags = (tidy_name(tag) for tag in text.replace(";", ",").split(","))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


def _began(start: EntryEnd, day: date, began: datetime) -> str:
    """When it began, in a form that does not depend on the person's time zone."""
    if start.zone:
        return began.astimezone(UTC).isoformat()
    return f"{day} {start.clock}" if start.clock is not None else str(day)
