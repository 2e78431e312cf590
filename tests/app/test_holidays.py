"""Public holidays: those of a country, and none where none was chosen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from clientfit.app.holidays import COUNTRIES, free_days, holidays


@pytest.mark.parametrize("country", COUNTRIES)
def test_every_country_that_is_offered_has_holidays_in_every_year(country: str) -> None:
    days = holidays(country, 2026, 2028)
    assert {day.year for day in days} == {2026, 2027, 2028}


@pytest.mark.parametrize(
    ("country", "day"),
    [
        ("NL", date(2027, 4, 27)),
        ("GB", date(2026, 12, 28)),
        ("PL", date(2026, 11, 11)),
        ("US", date(2026, 11, 26)),
        ("SA", date(2026, 9, 23)),
        ("DE", date(2026, 10, 3)),
    ],
)
def test_days_that_everybody_there_knows_are_among_them(country: str, day: date) -> None:
    assert day in holidays(country, 2026, 2027)


def test_no_country_has_no_holidays_and_neither_has_one_nobody_knows() -> None:
    assert holidays("", 2026, 2028) == frozenset()
    assert holidays("ZZ", 2026, 2028) == frozenset()
    assert holidays("' OR 1", 2026, 2028) == frozenset()


@pytest.mark.parametrize(
    ("country", "rests"), [("", {5, 6}), ("ZZ", {5, 6}), ("GB", {5, 6}), ("SA", {4, 5})]
)
def test_the_weekend_is_that_of_the_country(country: str, rests: set[int]) -> None:
    free = free_days(country, 2026, 2028)
    week = [date(2026, 11, 2) + timedelta(days=number) for number in range(7)]
    assert {day.weekday() for day in week if day in free} == rests


def test_a_free_day_is_a_holiday_or_a_weekend() -> None:
    free = free_days("PL", 2026, 2028)
    assert date(2026, 11, 11) in free
    assert date(2026, 11, 14) in free
    assert date(2026, 11, 12) not in free
