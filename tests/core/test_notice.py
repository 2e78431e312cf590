from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.ending.notice import LONGEST_NOTICE_DAYS, USUAL_NOTICE_DAYS, end_date
from clientfit.core.errors import ClientfitError

DAYS = st.dates(max_value=date(9990, 1, 1))
NOTICES = st.integers(0, LONGEST_NOTICE_DAYS)


def test_without_an_agreement_the_notice_is_thirty_days():
    assert USUAL_NOTICE_DAYS == 30
    assert end_date(date(2026, 1, 15)) == date(2026, 2, 14)


@pytest.mark.parametrize(
    ("told", "days", "last"),
    [
        (date(2026, 11, 21), 0, date(2026, 11, 21)),
        (date(2026, 11, 21), 14, date(2026, 12, 5)),  # a Saturday stays a Saturday
        (date(2028, 2, 1), 28, date(2028, 2, 29)),
        (date(2026, 12, 10), 30, date(2027, 1, 9)),
    ],
)
def test_calendar_days_are_counted_and_the_day_of_telling_is_not(told, days, last):
    assert end_date(told, days) == last


@given(DAYS, NOTICES)
def test_the_last_day_lies_exactly_the_notice_after_the_day_of_telling(told, days):
    assert (end_date(told, days) - told).days == days


@given(DAYS, NOTICES, NOTICES)
def test_a_longer_notice_never_ends_earlier(told, one, other):
    assert (end_date(told, one) <= end_date(told, other)) == (one <= other)


@pytest.mark.parametrize("days", [-1, LONGEST_NOTICE_DAYS + 1])
def test_a_notice_that_cannot_be_meant_is_refused_in_words(days):
    with pytest.raises(ClientfitError, match=f"{days} days is not a notice"):
        end_date(date(2026, 1, 1), days)


def test_a_date_beyond_the_calendar_is_refused_in_words():
    with pytest.raises(ClientfitError, match="there is no day 30 days after"):
        end_date(date(9999, 12, 15))
