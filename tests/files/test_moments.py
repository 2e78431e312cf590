"""Moments as programs write them: date, clock time and offset are told apart."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientfit.files.importers.values.moments import Moment, at, scan_moment, seconds_between


@pytest.mark.parametrize(
    ("text", "clock"),
    [("10:23:52 AM", 37432), ("10:23 AM", 37380), ("12:05 am", 300), ("12:00 PM", 43200),
     ("1:05 p. m.", 47100), ("23:59:59", 86399), ("24:00", 86400), ("9.30", 34200),
     ("10 PM", 79200), ("10:23:52.500", 37432), ("١٠:٣٠", 37800)],
)  # fmt: skip
def test_a_clock_time_is_read_with_12_and_24_hours(text, clock):
    assert scan_moment(text) == Moment("", clock)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-04T10:23:00.000Z", Moment("2024-03-04", 37380, UTC)),
        ("20240604T110859Z", Moment("20240604", 40139, UTC)),
        ("2024-03-04 10:23", Moment("2024-03-04", 37380)),
        ("03/04/2024, 1:23 PM", Moment("03/04/2024", 48180)),
        ("4 Mar 2024 10:23", Moment("4 Mar 2024", 37380)),
        ("2024-03-04T10:23:00-05:30",
         Moment("2024-03-04", 37380, timezone(-timedelta(hours=5, minutes=30)))),
        ("2024-03-04", Moment("2024-03-04", None)),
        ("04.03.2024", Moment("04.03.2024", None)),
        ("soon", Moment("soon", None)),
        ("", Moment("", None)),
    ],
)  # fmt: skip
def test_date_clock_and_offset_are_told_apart(text, moment):
    assert scan_moment(text) == moment


@pytest.mark.parametrize("text", ["25:00", "10:60", "13:00 PM", "0:30 AM", "24:01", "10:00 +99:00"])
def test_a_time_that_no_clock_shows_is_told(text):
    with pytest.raises(ValueError, match="no such time"):
        scan_moment(text)


@given(
    st.datetimes(),
    st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%d/%m/%Y %I:%M:%S %p"]),
)
def test_what_is_written_is_what_is_read(moment, style):
    if moment.year < 1000:
        return  # strftime writes such years in fewer digits
    day, _, rest = style.partition("T" if "T" in style else " ")
    read = scan_moment(moment.strftime(style))

    assert rest
    assert read.day == moment.strftime(day)
    assert read.clock == moment.hour * 3600 + moment.minute * 60 + moment.second


@given(st.text())
def test_any_text_is_parted_or_told(text):
    try:
        moment = scan_moment(text)
    except ValueError:
        return
    assert moment.clock is None or 0 <= moment.clock <= 86400


def test_a_night_in_which_the_clocks_change_lasts_as_long_as_it_does():
    zone = ZoneInfo("Europe/Warsaw")
    eve, day = (datetime.fromisoformat(each).date() for each in ("2026-03-28", "2026-03-29"))

    assert seconds_between(at(eve, 23 * 3600, zone), at(day, 7 * 3600, zone)) == 7 * 3600
