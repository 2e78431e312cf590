"""What the person says about themselves: checked when it is said, and again when it is read."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from talking import talk

from clientfit.app.settings import Settings, SettingsForm
from clientfit.core.errors import ClientfitError
from clientfit.files.store import Workbook


@pytest.fixture
def me():
    with Workbook.in_memory() as workbook:
        yield Settings(workbook)


SAID = {"from": "09:00", "to": "18:00", "days": [], "zone": "UTC", "country": "", "names": []}


def saying(**said):
    usual = {"start": "09:00", "end": "18:00", "days": ["0"], "zone": "UTC", "country": ""}
    return SettingsForm(**{**usual, "names": [], "keep_text": False, **said})


def again(me, guess=""):
    return Settings(me.workbook, guess)


def test_until_told_otherwise_the_day_goes_from_nine_to_six_on_weekdays(me):
    assert (me.hours.start, me.hours.end) == (time(9), time(18))
    assert not me.is_outside(datetime(2026, 11, 25, 12, tzinfo=UTC))  # a Wednesday
    assert me.is_outside(datetime(2026, 11, 28, 12, tzinfo=UTC))


def test_the_browsers_zone_is_taken_until_the_person_says_another(me):
    assert again(me, "Europe/Warsaw").zone == "Europe/Warsaw"
    me.keep(saying(zone="Asia/Dubai"))
    assert again(me, "Europe/Warsaw").zone == "Asia/Dubai"


@pytest.mark.parametrize("zone", ["", "Europe", "../etc/passwd", "Europe/Amsterdm", "\0"])
def test_what_is_no_zone_is_neither_guessed_nor_kept(me, zone):
    assert again(me, zone).zone == "UTC"
    with pytest.raises(ClientfitError, match="is not known"):
        me.keep(saying(zone=zone))


def test_a_zone_that_is_misspelt_is_told_with_the_nearest_one(me):
    with pytest.raises(ClientfitError, match="Did you mean Europe/Amsterdam"):
        me.keep(saying(zone="Europe/Amsterdm"))


def test_hours_are_kept_and_decide_what_is_outside(me):
    me.keep(saying(start="08:00", end="12:30", days=["0", "5"], zone="Europe/Amsterdam"))
    kept = again(me)
    assert kept.hours.days == {0, 5}
    assert not kept.is_outside(datetime(2026, 11, 28, 11, 29, tzinfo=UTC))  # Saturday 12:29 there
    assert kept.is_outside(datetime(2026, 11, 28, 11, 30, tzinfo=UTC))


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_kept(me):
    with pytest.raises(ClientfitError) as told:
        me.keep(saying(start="nine", end="25:00", days=["7"], zone="Narnia"))
    assert len(told.value.faults) == 4
    assert again(me).hours == me.hours


def test_a_public_holiday_is_outside(me):
    noon = datetime(2026, 4, 27, 12, tzinfo=UTC)  # King's Day, a Monday
    assert not me.is_outside(noon)
    me.set_country("nl")
    assert again(me).is_outside(noon)


def test_names_are_kept_tidy_and_once_each(me):
    me.set_names([" Anna ", "anna@example.org", "Anna", ""])
    assert again(me).names == {"Anna", "anna@example.org"}
    with pytest.raises(ClientfitError, match="more than one person has"):
        me.set_names([str(number) for number in range(51)])


PARTS = st.none() | st.text() | st.lists(st.integers() | st.text())
ANYTHING = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.dictionaries(st.sampled_from(["from", "to", "days"]), PARTS)
)


@given(ANYTHING)
def test_whatever_a_saved_copy_holds_there_are_hours_a_zone_and_names(value):
    with Workbook.in_memory() as workbook:
        for key in ("working_hours", "zone", "me", "keep_text"):
            workbook.set_setting(key, value)
        me = Settings(workbook)
        assert me.hours.start <= time(23, 59, 59, 999999)
        assert me.zone
        assert me.keeps_text is (value is True)
        assert me.is_outside(datetime(2026, 11, 28, 3, tzinfo=UTC)) in (True, False)
        assert isinstance(me.names, frozenset)


def test_the_page_tells_the_zone_and_the_person_the_hours():
    page = talk()
    page.done("hello", zone="Europe/Warsaw")
    assert page.session.myself.zone == "Europe/Warsaw"
    page.done("myself", **{**SAID, "from": "07:00", "to": "15:00", "days": ["1", "2"]})
    assert page.session.myself.hours.start == time(7)
    assert "is no time of day" in page.refused("myself", **{**SAID, "from": "x"})


def test_hours_that_were_never_said_are_told_beside_what_they_decide():
    page = talk()
    page.session.myself.set_names(["Sam"])
    page.done("add", name="Anna Bakery")
    lines = [f"{day:02}.10.2026, 21:10 - Anna Bakery: hello?\n" for day in range(1, 26)]
    page.file("WhatsApp Chat with Anna Bakery.txt", "".join(lines).encode())
    page.done("go", step="signs")
    told = page.page.live["records"]["boundaries"]["text"]
    assert "Taken as your hours: 9:00" in told
    page.done("myself", **{**SAID, "to": "22:00", "days": ["0"], "names": ["Sam"]})
    assert "Taken as" not in page.page.live["records"]["boundaries"]["text"]
