"""When a stretch of work began and ended, and how long it lasted, from the cells of its row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timezone
from decimal import Decimal

from clientfit.core.money import UNSTATED, Mark, decimal_mark, quantity
from clientfit.files.importers.formats.model import Role, Words
from clientfit.files.importers.tables.file_wide import scanned_or_why
from clientfit.files.importers.tables.rows import Raw
from clientfit.files.importers.values.dates import DatedRow, Scanned
from clientfit.files.importers.values.durations import Unit, in_seconds, said_in_full, unit_of
from clientfit.files.importers.values.moments import DAY, Moment, scan_moment

WHEN = (Role.DAY, Role.START, Role.END_DAY, Role.END)
#: The most exact first; of several that are there the first counts.
LASTING = (Role.SECONDS, Role.DURATION, Role.MINUTES)
_UNITS = {Role.SECONDS: Unit.SECONDS, Role.MINUTES: Unit.MINUTES}


@dataclass(frozen=True, slots=True)
class Clocked:
    """One end of a stretch, before day and month are told apart; None where no cell tells."""

    day: Scanned | None
    clock: int | None
    zone: timezone | None


@dataclass(frozen=True, slots=True)
class Cells:
    """How the cells of a file are to be read: each text once, and what all of them decide."""

    moments: Mapping[str, Moment | str]  # a str is the reason why it is none
    scanned: Mapping[str, Scanned | str]
    words: Words
    mark: Mark
    unit: Unit
    known: dict[tuple[str, str], Clocked] = field(default_factory=dict)  # read already

    def start(self, raw: Raw) -> Clocked:
        """The start; its clock time may have a cell of its own."""
        return self._end_of(raw, Role.DAY, Role.START)

    def end(self, raw: Raw) -> Clocked:
        """The end; where only a clock time is there, the day is not known from it."""
        return self._end_of(raw, Role.END_DAY, Role.END)

    def _end_of(self, raw: Raw, day_role: Role, clock_role: Role) -> Clocked:
        key = (raw.texts.get(day_role, ""), raw.texts.get(clock_role, ""))
        if key not in self.known:
            self.known[key] = self._clocked(*key)
        return self.known[key]

    def _clocked(self, day_text: str, clock_text: str) -> Clocked:
        texts = [text for text in (day_text, clock_text) if text]
        days = (self.scanned[text] for text in texts)
        moments = (self.moments[text] for text in reversed(texts))
        clocked = (each for each in moments if isinstance(each, Moment) and each.clock is not None)
        moment = next(clocked, Moment("", None))
        day = next((each for each in days if not isinstance(each, str)), None)
        return Clocked(day, moment.clock, moment.zone)

    def why_not(self, raw: Raw, role: Role) -> str:
        """The reason why this cell is no date or time; empty where it is one."""
        text = raw.texts.get(role, "")
        if not text:
            return ""
        moment, day = self.moments[text], self.scanned[text]
        if isinstance(moment, str):
            return moment
        if not isinstance(day, str):
            return ""
        if role in (Role.START, Role.END):
            return "" if not moment.day else "this is not a time" if moment.clock is None else day
        return day

    def lasted(self, raw: Raw) -> int | None:
        """The seconds that the row states; None where it states none. ValueError says why not."""
        role = lasting_role(raw)
        if role is None:
            return None
        seconds = self._seconds(raw.texts[role], role)
        if role is not Role.DURATION or Role.MINUTES not in raw.texts:
            return seconds
        # Hours and minutes in two columns are the same twice, or the parts of a sum.
        minutes = self._seconds(raw.texts[Role.MINUTES], Role.MINUTES)
        if abs(seconds - minutes) <= Unit.MINUTES:
            return minutes
        if seconds % Unit.HOURS or not 0 <= minutes < Unit.HOURS:
            raise ValueError("the hours and the minutes of this row do not fit each other")
        return seconds + minutes

    def _seconds(self, text: str, role: Role) -> int:
        full = said_in_full(text, self.words.units)
        if full is not None:
            return full
        try:
            number = quantity(text, self.mark)
        except ValueError as error:
            raise ValueError(_NO_DURATION) from error
        return in_seconds(number, _UNITS.get(role, self.unit))

    def dated(self, raw: Raw) -> DatedRow:
        """The dates of a row that bear on the order of day and month."""
        start, end = self.start(raw), self.end(raw)
        others = (self.scanned[text] for text in raw.other_dates)
        return DatedRow(
            issued=start.day,
            due=end.day,
            settled=None,
            others=tuple(each for each in others if not isinstance(each, str)),
            span=self._midnights(raw, start, end),
        )

    def _midnights(self, raw: Raw, start: Clocked, end: Clocked) -> int | None:
        """How many midnights lie in between, since start and duration give the end."""
        try:
            lasted = self.lasted(raw)
        except ValueError:
            return None  # reported when the row is read
        if lasted is None or start.clock is None or end.clock is None:
            return None
        return round((start.clock + lasted - end.clock) / DAY)

    def disagree(self, raw: Raw) -> bool:
        """Whether start and stated duration do not give the end, by the clocks of this row.

        An hour more or less is the night in which the clocks change.
        """
        try:
            lasted = self.lasted(raw)
        except ValueError:
            return False
        start, end = self.start(raw), self.end(raw)
        if lasted is None or start.clock is None or end.clock is None or start.zone != end.zone:
            return False
        apart = lasted - (end.clock - start.clock) % DAY
        if end.day is not None:  # so many whole days may lie between
            apart %= DAY
        return all(abs(apart - usual) > Unit.MINUTES for usual in _USUAL)


#: So far start, duration and end may be apart: rounded to minutes, over a change of the clocks.
_USUAL = (0, Unit.HOURS, -Unit.HOURS, DAY - Unit.HOURS, DAY)
_NO_DURATION = "this is not a duration such as 1:30 or 1.5"


def lasting_role(raw: Raw) -> Role | None:
    """The column from which the duration of this row is read."""
    return next((role for role in LASTING if role in raw.texts), None)


def read_cells(raws: Iterable[Raw], words: Words) -> Cells:
    """Read each text of a file once, and decide the decimal mark and unit of bare durations."""
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
    cells = Cells(moments, scanned, words, mark, Unit.HOURS)
    pairs = [pair for raw, text in bare if (pair := _number_and_clocks(raw, text, cells))]
    return replace(cells, unit=unit_of(pairs))


def _number_and_clocks(raw: Raw, text: str, cells: Cells) -> tuple[Decimal, int] | None:
    """A bare duration beside the seconds from start to end by the clocks, if all are there."""
    start, end = cells.start(raw).clock, cells.end(raw).clock
    if start is None or end is None or lasting_role(raw) is not Role.DURATION:
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
