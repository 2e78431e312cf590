"""Begin, end and duration of a time entry, from the cells of its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timezone
from decimal import Decimal

from clientfit.core.currencies import UNSTATED
from clientfit.core.money import DecimalMark, decimal_mark, quantity
from clientfit.files.importers.formats.model import ColumnRole, TableWords
from clientfit.files.importers.tables.file_wide import scanned_or_why
from clientfit.files.importers.tables.rows import RawRow
from clientfit.files.importers.values.dates import DatedRow, Scanned
from clientfit.files.importers.values.durations import (
    DurationUnit,
    in_seconds,
    said_in_full,
    unit_of,
)
from clientfit.files.importers.values.moments import DAY, Moment, scan_moment

WHEN = (ColumnRole.DAY, ColumnRole.START, ColumnRole.END_DAY, ColumnRole.END)
#: Columns with a duration, the most exact first; the first one present counts.
LASTING = (ColumnRole.SECONDS, ColumnRole.DURATION, ColumnRole.MINUTES)
_UNITS = {ColumnRole.SECONDS: DurationUnit.SECONDS, ColumnRole.MINUTES: DurationUnit.MINUTES}


@dataclass(frozen=True, slots=True)
class EntryEnd:
    """Begin or end of an entry, before the date order is decided; None where no cell says it.

    ``clock``: seconds since midnight.
    """

    day: Scanned | None
    clock: int | None
    zone: timezone | None


@dataclass(frozen=True, slots=True)
class EntryCells:
    """How the cells of a file are read: each text scanned once, and decisions on all of them."""

    moments: Mapping[str, Moment | str]  # a str is the reason why it cannot be read
    scanned: Mapping[str, Scanned | str]
    words: TableWords
    mark: DecimalMark
    unit: DurationUnit
    known: dict[tuple[str, str], EntryEnd] = field(default_factory=dict)  # cache

    def start(self, raw: RawRow) -> EntryEnd:
        """The start; its time may be in a separate cell."""
        return self._end_of(raw, ColumnRole.DAY, ColumnRole.START)

    def end(self, raw: RawRow) -> EntryEnd:
        """The end; its day is None if the row only has a time."""
        return self._end_of(raw, ColumnRole.END_DAY, ColumnRole.END)

    def _end_of(self, raw: RawRow, day_role: ColumnRole, clock_role: ColumnRole) -> EntryEnd:
        key = (raw.texts.get(day_role, ""), raw.texts.get(clock_role, ""))
        if key not in self.known:
            self.known[key] = self._clocked(*key)
        return self.known[key]

    def _clocked(self, day_text: str, clock_text: str) -> EntryEnd:
        texts = [text for text in (day_text, clock_text) if text]
        days = (self.scanned[text] for text in texts)
        moments = (self.moments[text] for text in reversed(texts))
        clocked = (
            moment for moment in moments if isinstance(moment, Moment) and moment.clock is not None
        )
        moment = next(clocked, Moment("", None))
        day = next((day for day in days if not isinstance(day, str)), None)
        return EntryEnd(day, moment.clock, moment.zone)

    def why_not(self, raw: RawRow, role: ColumnRole) -> str:
        """The reason why this cell is not a date or time; empty if it is one, or empty itself."""
        text = raw.texts.get(role, "")
        if not text:
            return ""
        moment, day = self.moments[text], self.scanned[text]
        if isinstance(moment, str):
            return moment
        if not isinstance(day, str):
            return ""
        if role in (ColumnRole.START, ColumnRole.END):
            return "" if not moment.day else "this is not a time" if moment.clock is None else day
        return day

    def lasted(self, raw: RawRow) -> int | None:
        """The stated duration in seconds; None if there is none.

        Raises ValueError with the reason if it cannot be read.
        """
        role = lasting_role(raw)
        if role is None:
            return None
        seconds = self._seconds(raw.texts[role], role)
        if role is not ColumnRole.DURATION or ColumnRole.MINUTES not in raw.texts:
            return seconds
        # Hours and minutes in two columns are either the same duration twice, or its two parts.
        minutes = self._seconds(raw.texts[ColumnRole.MINUTES], ColumnRole.MINUTES)
        if abs(seconds - minutes) <= DurationUnit.MINUTES:
            return minutes
        if seconds % DurationUnit.HOURS or not 0 <= minutes < DurationUnit.HOURS:
            raise ValueError("the hours and the minutes of this row do not fit each other")
        return seconds + minutes

    def _seconds(self, text: str, role: ColumnRole) -> int:
        full = said_in_full(text, self.words.units)
        if full is not None:
            return full
        try:
            number = quantity(text, self.mark)
        except ValueError as error:
            raise ValueError(_NO_DURATION) from error
        return in_seconds(number, _UNITS.get(role, self.unit))

    def dated(self, raw: RawRow) -> DatedRow:
        """The dates of a row that help to decide the date order."""
        start, end = self.start(raw), self.end(raw)
        others = (self.scanned[text] for text in raw.other_dates)
        return DatedRow(
            issued=start.day,
            due=end.day,
            settled=None,
            others=tuple(numeric for numeric in others if not isinstance(numeric, str)),
            span=self._midnights(raw, start, end),
        )

    def _midnights(self, raw: RawRow, start: EntryEnd, end: EntryEnd) -> int | None:
        """The number of midnights between begin and end, since begin and duration give the end."""
        try:
            lasted = self.lasted(raw)
        except ValueError:
            return None  # reported when the row is read
        if lasted is None or start.clock is None or end.clock is None:
            return None
        return round((start.clock + lasted - end.clock) / DAY)

    def disagree(self, raw: RawRow) -> bool:
        """Whether begin plus stated duration differs from the end.

        A difference of an hour is accepted: it is a night in which the clocks change.
        """
        try:
            lasted = self.lasted(raw)
        except ValueError:
            return False
        start, end = self.start(raw), self.end(raw)
        if lasted is None or start.clock is None or end.clock is None or start.zone != end.zone:
            return False
        apart = lasted - (end.clock - start.clock) % DAY
        if end.day is not None:  # whole days may lie between
            apart %= DAY
        return all(abs(apart - usual) > DurationUnit.MINUTES for usual in _USUAL)


#: Accepted differences in seconds: none, or an hour for a change of the clocks.
_USUAL = (0, DurationUnit.HOURS, -DurationUnit.HOURS, DAY - DurationUnit.HOURS, DAY)
_NO_DURATION = "this is not a duration such as 1:30 or 1.5"


def lasting_role(raw: RawRow) -> ColumnRole | None:
    """The column from which the duration of this row is read; None if it has none."""
    return next((role for role in LASTING if role in raw.texts), None)


def read_cells(raws: Iterable[RawRow], words: TableWords) -> EntryCells:
    """Scan each text of a file once, and decide the decimal mark and unit of bare numbers."""
    raws = tuple(raws)
    texts = {raw.texts[role] for raw in raws for role in WHEN if role in raw.texts}
    moments = {text: _moment_or_why(text) for text in texts}
    days = {text: each.day for text, each in moments.items() if isinstance(each, Moment)}
    scanned = {text: scanned_or_why(days.get(text, text)) for text in texts}
    scanned |= {text: scanned_or_why(text) for raw in raws for text in raw.other_dates}
    bare = [
        (raw, text)
        for raw in raws
        if (role := lasting_role(raw))
        and said_in_full(text := raw.texts[role], words.units) is None
    ]
    mark = decimal_mark((text, UNSTATED) for _, text in bare)
    cells = EntryCells(moments, scanned, words, mark, DurationUnit.HOURS)
    pairs = [pair for raw, text in bare if (pair := _number_and_clocks(raw, text, cells))]
    return replace(cells, unit=unit_of(pairs))


def _number_and_clocks(raw: RawRow, text: str, cells: EntryCells) -> tuple[Decimal, int] | None:
    """A bare duration, and the seconds from start to end by the clock; None if any is missing."""
    start, end = cells.start(raw).clock, cells.end(raw).clock
    if start is None or end is None or lasting_role(raw) is not ColumnRole.DURATION:
        return None
    try:
        return quantity(text, cells.mark), (end - start) % DAY
    except ValueError:
        return None


def _moment_or_why(text: str) -> Moment | str:
    try:
        return scan_moment(text)
    except ValueError as error:
        return str(error)
