"""What is outside the person's hours."""

from __future__ import annotations

from collections.abc import Set
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientfit.core.records.working_hours import (
    WorkingHours,
    on_the_wall,
    outside,
)


def _wall(text: str) -> datetime:
    """A time of the clock on the wall."""
    return datetime.fromisoformat(text)


WEEK = frozenset(range(5))
OFFICE = WorkingHours(time(9), time(18), WEEK)
NIGHT = WorkingHours(time(22), time(6), WEEK)
ALWAYS = WorkingHours(time(0), time(0), frozenset(range(7)))
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
ZONES = st.sampled_from(
    ["UTC", "Europe/Amsterdam", "America/New_York", "Asia/Kolkata", "Pacific/Apia"]
).map(ZoneInfo)
MOMENTS = st.datetimes(_wall("1990-01-02T00:00"), _wall("2100-01-01T00:00"))
TIMES = st.times().map(lambda each: each.replace(second=0, microsecond=0))
HOURS = st.builds(WorkingHours, TIMES, TIMES, st.frozensets(st.integers(0, 6)))
MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("clock", "is_outside"),
    [("08:59", True), ("09:00", False), ("17:59", False), ("18:00", True), ("23:00", True)],
)
def test_the_start_is_within_and_the_end_is_not(clock: str, is_outside: bool) -> None:
    at = datetime.combine(MONDAY, time.fromisoformat(clock))
    assert outside(at, OFFICE, frozenset(), UTC) is is_outside


@pytest.mark.parametrize(
    ("at", "is_outside"),
    [
        ("2026-03-02T21:59", True),
        ("2026-03-02T22:00", False),
        ("2026-03-03T05:59", False),
        ("2026-03-03T06:00", True),
        ("2026-03-07T05:59", False),  # Saturday morning still belongs to Friday's night
        ("2026-03-07T22:30", True),
        ("2026-03-02T05:59", True),  # nobody began on Sunday
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_begins(at: str, is_outside: bool) -> None:
    assert outside(_wall(at), NIGHT, frozenset(), UTC) is is_outside


def test_a_holiday_is_outside_and_so_is_the_night_that_begins_on_it() -> None:
    holiday = frozenset({MONDAY})
    assert outside(_wall("2026-03-02T12:00"), OFFICE, holiday, UTC)
    assert outside(_wall("2026-03-03T05:00"), NIGHT, holiday, UTC)
    assert not outside(_wall("2026-03-03T22:05"), NIGHT, holiday, UTC)


@pytest.mark.parametrize(
    ("moment", "is_outside"),
    [
        ("2026-03-27T07:30+00:00", True),  # 08:30 in winter
        ("2026-03-30T07:30+00:00", False),  # 09:30 in summer
        ("2026-03-30T16:30+00:00", True),
    ],
)
def test_daylight_saving_is_as_it_was_on_that_day(moment: str, is_outside: bool) -> None:
    assert outside(datetime.fromisoformat(moment), OFFICE, frozenset(), AMSTERDAM) is is_outside


def test_the_weekend_is_the_persons_own_and_not_that_of_utc() -> None:
    sunday_evening_in_utc = datetime(2026, 3, 1, 22, 30, tzinfo=UTC)
    assert not outside(sunday_evening_in_utc, OFFICE, frozenset(), ZoneInfo("Pacific/Auckland"))
    assert outside(sunday_evening_in_utc, OFFICE, frozenset(), UTC)


@settings(deadline=None)
@given(MOMENTS, HOURS, ZONES, ZONES)
def test_moving_the_zone_and_the_moment_together_changes_nothing(
    wall: datetime, hours: WorkingHours, here: ZoneInfo, there: ZoneInfo
) -> None:
    moment = wall.replace(tzinfo=here)
    moved = on_the_wall(moment, here).replace(tzinfo=there)
    seen = on_the_wall(moved.astimezone(UTC), there)
    if seen == on_the_wall(moment.astimezone(UTC), here):  # both clocks show that time
        assert outside(moment.astimezone(UTC), hours, frozenset(), here) is outside(
            moved.astimezone(UTC), hours, frozenset(), there
        )


@settings(deadline=None)
@given(MOMENTS.map(lambda each: each.replace(tzinfo=UTC)), HOURS, ZONES, ZONES)
def test_in_which_zone_a_moment_is_written_changes_nothing(
    moment: datetime, hours: WorkingHours, written: ZoneInfo, own: ZoneInfo
) -> None:
    elsewhere = moment.astimezone(written)
    assert outside(moment, hours, frozenset(), own) is outside(elsewhere, hours, frozenset(), own)


@settings(deadline=None)
@given(MOMENTS, HOURS, ZONES)
def test_a_moment_is_judged_by_the_clock_on_the_wall(
    moment: datetime, hours: WorkingHours, own: ZoneInfo
) -> None:
    aware = moment.replace(tzinfo=UTC)
    wall = on_the_wall(aware, own)
    assert outside(aware, hours, frozenset(), own) is outside(wall, hours, frozenset(), own)


@settings(deadline=None)
@given(MOMENTS, ZONES)
def test_who_works_all_day_every_day_gets_nothing_outside(at: datetime, zone: ZoneInfo) -> None:
    assert not outside(at, ALWAYS, frozenset(), zone)


@settings(deadline=None)
@given(MOMENTS, TIMES, TIMES)
def test_who_never_works_gets_everything_outside(at: datetime, start: time, end: time) -> None:
    assert outside(at, WorkingHours(start, end, frozenset()), frozenset(), UTC)


@settings(deadline=None)
@given(MOMENTS, HOURS, st.frozensets(st.dates(date(2026, 1, 1), date(2026, 12, 31))))
def test_holidays_only_ever_add_to_what_is_outside(
    at: datetime, hours: WorkingHours, holidays: Set[date]
) -> None:
    assert outside(at, hours, holidays, UTC) >= outside(at, hours, frozenset(), UTC)


@settings(deadline=None)
@given(MOMENTS, TIMES, TIMES)
def test_hours_and_the_rest_of_the_day_share_the_week_between_them(
    at: datetime, start: time, end: time
) -> None:
    every = frozenset(range(7))
    one, rest = WorkingHours(start, end, every), WorkingHours(end, start, every)
    if start != end:
        assert outside(at, one, frozenset(), UTC) is not outside(at, rest, frozenset(), UTC)
