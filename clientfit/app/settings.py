"""What the person has said about themselves: their hours, zone, holidays and own names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from clientfit.app.holidays import holidays
from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import say
from clientfit.core.records.working_hours import WorkingHours, on_the_wall, outside
from clientfit.files.importers import Subject
from clientfit.files.store import Workbook

COUNTRY, ZONE, HOURS, NAMES, KEEP_TEXT = "country", "zone", "working_hours", "me", "keep_text"
COLUMNS = "columns"  # of tables that nobody declared
MOST_NAMES = 50
_WEEK = range(7)
_USUAL = WorkingHours(time(9), time(18), frozenset(range(5)))


@dataclass(frozen=True, slots=True)
class SettingsForm:
    """What a person says about themselves, as the page gives it: times as 09:00, Monday as 0."""

    start: str
    end: str
    days: Sequence[str]
    zone: str
    country: str
    names: Sequence[str]
    keep_text: bool


@dataclass(frozen=True)
class Settings:
    """The settings of a workbook that are about its owner, read anew for each use.

    A saved copy may hold what no field of the page would take; such a value counts as not given.
    ``guess``: the zone the browser tells, taken until the person says another.
    """

    workbook: Workbook
    guess: str = ""

    @cached_property
    def country(self) -> str:
        """Whose public holidays count; empty: none."""
        return str(self.workbook.setting(COUNTRY, ""))

    @cached_property
    def zone(self) -> str:
        """The person's time zone by its IANA name."""
        told = (self.workbook.setting(ZONE), self.guess)
        return next((str(zone) for zone in told if is_zone(zone)), "UTC")

    @cached_property
    def hours(self) -> WorkingHours:
        """When they work; from nine to six on weekdays until they say otherwise."""
        kept = self.workbook.setting(HOURS)
        try:
            return WorkingHours(
                time.fromisoformat(kept["from"]),
                time.fromisoformat(kept["to"]),
                frozenset(int(day) for day in kept["days"] if int(day) in _WEEK),
            )
        except (KeyError, TypeError, ValueError):
            return _USUAL

    @property
    def said_hours(self) -> bool:
        """Whether the working hours are their own words, and not what is usual."""
        return self.workbook.setting(HOURS) is not None

    @property
    def names(self) -> frozenset[str]:
        """The names and addresses under which they write."""
        kept = self.workbook.setting(NAMES)
        return frozenset(map(str, kept)) if isinstance(kept, list) else frozenset()

    @property
    def keeps_text(self) -> bool:
        """Whether the words of messages are to be kept, too."""
        return self.workbook.setting(KEEP_TEXT) is True

    def is_outside(self, at: datetime) -> bool:
        """Whether a moment is outside their hours; all of a public holiday is."""
        year = at.year
        free = holidays(self.country, year - 1, year + 1)
        return outside(at, self.hours, free, self._zone)

    def day_of(self, at: datetime) -> date:
        """On which of their days a moment was."""
        return on_the_wall(at, self._zone).date()

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def columns_of(self, table: str) -> tuple[Subject, Mapping[str, int]] | None:
        """What they picked for tables with this header (``importers.picking.signature``)."""
        kept = self.workbook.setting(COLUMNS)
        found: Any = kept.get(table) if isinstance(kept, dict) else None
        try:
            picked = {str(role): int(index) for role, index in found["columns"].items()}
            return Subject(found["subject"]), picked
        except (AttributeError, KeyError, TypeError, ValueError):
            return None

    # What they say

    def set_country(self, country: str) -> None:
        """Choose whose public holidays count."""
        self.workbook.set_setting(COUNTRY, country.upper()[:2])

    def keep(self, said: SettingsForm) -> None:
        """Keep all that they say about themselves; with anything wrong in it, nothing of it."""
        faults = [*_clock_faults(said), *_zone_faults(said.zone), *_name_faults(said.names)]
        if faults:
            raise ClientfitError(faults)
        days = sorted(int(day) for day in set(said.days))
        self.workbook.set_setting(HOURS, {"from": said.start, "to": said.end, "days": days})
        self.workbook.set_setting(ZONE, said.zone)
        self.workbook.set_setting(KEEP_TEXT, said.keep_text)
        self.set_country(said.country)
        self.set_names(said.names)

    def set_names(self, names: Iterable[str]) -> None:
        """Say under which names and addresses they write."""
        faults = _name_faults(names)
        if faults:
            raise ClientfitError(faults)
        self.workbook.set_setting(NAMES, _tidy(names))

    def remember_columns(self, table: str, subject: Subject, columns: Mapping[str, int]) -> None:
        """Keep what was picked, so that the next table with this header is read at once."""
        kept = self.workbook.setting(COLUMNS)
        picked = {"subject": subject.value, "columns": dict(columns)}
        others = kept if isinstance(kept, dict) else {}
        self.workbook.set_setting(COLUMNS, {**others, table: picked})


def is_zone(name: object) -> bool:
    """Whether this is the name of a time zone, as in Europe/Amsterdam."""
    try:
        return isinstance(name, str) and bool(name) and ZoneInfo(name) is not None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False  # the last one: a folder of zones, such as Europe


def _is_time(text: str) -> bool:
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return True


def _clock_faults(said: SettingsForm) -> list[Fault]:
    faults = [
        Fault(say("Working hours"), say("{text!r} is no time of day", text=text), "As in 09:00")
        for text in (said.start, said.end)
        if not _is_time(text)
    ]
    if not set(said.days) <= {str(day) for day in _WEEK}:
        faults.append(Fault(say("Working days"), "one of them is no day of the week"))
    return faults


def _zone_faults(zone: str) -> list[Fault]:
    if is_zone(zone):
        return []
    near = get_close_matches(zone, sorted(available_timezones()), n=1)
    todo = say("Did you mean {name}?", name=near[0]) if near else "As in Europe/Amsterdam"
    return [Fault(say("Time zone"), say("{zone!r} is not known", zone=zone), todo)]


def _tidy(names: Iterable[str]) -> list[str]:
    return sorted({name.strip() for name in names if name.strip()})


def _name_faults(names: Iterable[str]) -> list[Fault]:
    count = len(_tidy(names))
    if count <= MOST_NAMES:
        return []
    what = say("{count} names are more than one person has", count=count)
    return [Fault(say("Your names"), what, say("Keep the {most} you use", most=MOST_NAMES))]
