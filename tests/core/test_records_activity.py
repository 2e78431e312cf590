"""What hours and messages say: levels at their bounds, and what they must never do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.records.activity import TimeEntry
from clientfit.core.records.hours import HoursEvidence, evidence_hours, names_rework
from clientfit.core.records.messages import Incoming, MessageEvidence, evidence_messages
from clientfit.core.records.norms import RecordNorms
from clientfit.text.content.records import record_norms

TODAY = date(2026, 11, 21)
NORMS: RecordNorms = record_norms()
HOUR = 3600
OLD = TODAY - timedelta(days=NORMS.unbilled_after_days + 1)


def work(
    hours: float,
    *,
    day: date = OLD,
    billable: bool | None = True,
    billed: bool | None = True,
    task: str = "",
    tags: tuple[str, ...] = (),
) -> TimeEntry:
    return TimeEntry("Moss", "k", day, round(hours * HOUR), billable, billed, task=task, tags=tags)


def unpaid_work(*given: TimeEntry, today: date = TODAY) -> HoursEvidence:
    return evidence_hours(given, thresholds=NORMS, today=today)[0]


def rework(*given: TimeEntry, today: date = TODAY) -> HoursEvidence:
    return evidence_hours(given, thresholds=NORMS, today=today)[1]


def boundaries(outside: int, within: int, day: date = TODAY) -> MessageEvidence:
    came = [Incoming(day, outside=True)] * outside + [Incoming(day, outside=False)] * within
    return evidence_messages(came, thresholds=NORMS, today=TODAY)


#: The last hour, so that ``OLD`` is old; it is nothing by itself.
LAST = work(0, day=TODAY, billable=None, billed=None)


# --- unpaid work --------------------------------------------------------------------------------


def test_the_sentence_about_unpaid_hours_has_its_numbers() -> None:
    found = unpaid_work(
        work(180), work(20, billed=False), work(12, billable=False, billed=None), LAST
    )

    assert (found.judged, found.found, found.aside) == (212 * HOUR, 32 * HOUR, 0)
    assert (found.since, found.until, found.level) == (OLD, OLD, 2)


def test_recent_hours_that_are_not_billed_yet_are_left_aside() -> None:
    recent = work(15, day=OLD + timedelta(days=1), billed=False)
    found = unpaid_work(work(30), recent, LAST)

    assert (found.level, found.judged, found.aside) == (0, 30 * HOUR, 15 * HOUR)


def test_a_column_that_is_never_used_says_nothing() -> None:
    unused = [work(40, billable=False, billed=False), LAST]

    assert (unpaid_work(*unused).level, unpaid_work(*unused).judged) == (None, 0)
    assert unpaid_work(*unused, work(60, billed=None)).level == 3
    assert unpaid_work(*unused, work(60, billable=None)).level == 3


def test_hours_of_which_nothing_is_said_are_not_judged() -> None:
    found = unpaid_work(work(30, billable=None, billed=None), work(20), LAST)

    assert found.judged == 20 * HOUR


def test_an_hour_on_an_invoice_is_paid_whatever_else_is_said() -> None:
    assert unpaid_work(work(20), work(20, billable=False), LAST).found == 0


def test_below_the_minimum_hours_say_nothing() -> None:
    least = NORMS.minimum_hours

    assert unpaid_work(work(least - 0.5), LAST).level is None
    assert unpaid_work(work(least), LAST).level == 0


def test_an_old_record_of_hours_speaks_of_its_own_year() -> None:
    end = date(2013, 6, 30)
    found = unpaid_work(
        work(40, day=end),
        work(10, day=end - timedelta(days=100), billed=False),
        work(90, day=end - timedelta(days=365), billed=False),
    )

    assert (found.judged, found.found) == (50 * HOUR, 10 * HOUR)


def test_days_to_come_say_nothing() -> None:
    assert unpaid_work(work(40, day=TODAY + timedelta(days=1))).judged == 0


# --- rework -------------------------------------------------------------------------------------


def test_the_sentence_about_rework_has_its_numbers() -> None:
    found = rework(
        work(60, task="Design"),
        work(8, task="Revision 2"),
        work(4, tags=("web", "after delivery")),
        work(50),
    )

    assert (found.judged, found.found, found.level) == (72 * HOUR, 12 * HOUR, 2)


def test_where_nothing_is_named_as_rework_that_is_no_never() -> None:
    found = rework(work(90, task="Design"))

    assert (found.level, found.judged, found.found) == (None, 90 * HOUR, 0)


def test_without_tasks_and_tags_rework_is_not_told() -> None:
    assert (rework(work(90)).level, rework(work(90)).judged) == (None, 0)


@pytest.mark.parametrize(
    ("name", "is_rework"),
    [
        ("Rework", True),
        ("client revisions", True),
        ("FIX: the header", True),
        ("after  delivery – small things", True),
        ("Herwerking na oplevering", True),
        ("Poprawki", True),
        ("po odbiorze: poprawek kilka", True),
        ("تعديلات", True),
        ("بعد التسليم", True),
        ("Design", False),
        ("Fixed-price website", False),
        ("Prefix tables", False),
        ("Delivery", False),
        ("Proofreading and correction", False),
        ("Korekta tekstu", False),
        ("", False),
    ],
)
def test_rework_is_named_in_four_languages_and_only_in_whole_words(
    name: str, is_rework: bool
) -> None:
    assert names_rework(work(1, task=name), NORMS.rework_words) is is_rework
    assert names_rework(work(1, tags=("web", name)), NORMS.rework_words) is is_rework


# --- boundaries ---------------------------------------------------------------------------------


def test_the_sentence_about_messages_has_its_numbers() -> None:
    found = boundaries(40, 108)

    assert (found.judged, found.found, found.level) == (148, 40, 2)
    assert (found.since, found.until) == (TODAY, TODAY)


def test_below_the_minimum_messages_say_nothing() -> None:
    assert boundaries(0, NORMS.minimum_messages - 1).level is None
    assert boundaries(0, NORMS.minimum_messages).level == 0


def test_messages_of_another_year_and_days_to_come_are_not_counted() -> None:
    came = [
        Incoming(TODAY - timedelta(days=365), outside=True),
        Incoming(TODAY - timedelta(days=364), outside=False),
        Incoming(TODAY, outside=False),
        Incoming(TODAY + timedelta(days=1), outside=True),
    ]
    found = evidence_messages(came, thresholds=NORMS, today=TODAY)

    assert (found.judged, found.found) == (2, 0)


# --- what must hold for all records -------------------------------------------------------------

STEPS = {
    "unpaid": NORMS.unpaid_hours_steps,
    "rework": NORMS.rework_steps,
    "outside": NORMS.outside_steps,
}


def level_at(kind: str, found: int, judged: int) -> int | None:
    """The level where so many of so many hours or messages were found."""
    if kind == "outside":
        return boundaries(found, judged - found).level
    if kind == "rework":
        return rework(work(found, task="fix"), work(judged - found, task="page")).level
    return unpaid_work(work(found, billed=False), work(judged - found), LAST).level


@pytest.mark.parametrize("kind", sorted(STEPS))
@pytest.mark.parametrize("step", [0, 1, 2])
def test_a_level_begins_exactly_at_its_threshold(kind: str, step: int) -> None:
    share: Fraction = STEPS[kind][step]
    found, judged = share.numerator * 100, share.denominator * 100

    assert level_at(kind, found, judged) == step + 2
    assert level_at(kind, found - 1, judged) == step + 1


@given(st.sampled_from(sorted(STEPS)), st.integers(0, 60), st.integers(0, 60))
def test_levels_are_those_of_the_thresholds(kind: str, found: int, more: int) -> None:
    judged = found + more
    level = level_at(kind, found, judged)
    least = NORMS.minimum_messages if kind == "outside" else NORMS.minimum_hours
    if judged < least:
        assert level is None
    elif found == 0:
        assert level == (None if kind == "rework" else 0)
    else:
        assert level == 1 + sum(Fraction(found, judged) >= step for step in STEPS[kind])


FLAG = st.none() | st.booleans()
STRETCHES = st.lists(
    st.builds(
        work,
        st.integers(0, 40),
        day=st.dates(TODAY - timedelta(days=500), TODAY + timedelta(days=3)),
        billable=FLAG,
        billed=FLAG,
        task=st.sampled_from(["", "Design", "fix"]),
    ),
    min_size=1,
    max_size=20,
)


def not_lower(before: int | None, after: int | None) -> bool:
    return before is None or after is None or after >= before


@given(STRETCHES, st.data())
def test_more_unbilled_hours_never_lower_the_level(
    given: list[TimeEntry], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(given) - 1))
    worse = [*given]
    worse[at] = replace(given[at], billed=False)
    last = max((one.day for one in given if one.day <= TODAY), default=TODAY)
    more = work(data.draw(st.integers(0, 80)), billed=False,
                day=last - timedelta(days=data.draw(st.integers(0, 400))))  # fmt: skip
    paid = work(1, day=last)  # whether hours are billed is noted at all
    before = unpaid_work(*given, paid).level

    assert not_lower(before, unpaid_work(*worse, paid).level)
    assert not_lower(before, unpaid_work(*given, paid, more).level)


@given(STRETCHES, st.randoms())
def test_the_order_of_the_hours_means_nothing(given: list[TimeEntry], chance: Random) -> None:
    shuffled = list(given)
    chance.shuffle(shuffled)

    assert everything(given) == everything(shuffled)


def everything(given: Sequence[TimeEntry]) -> tuple[HoursEvidence, ...]:
    return evidence_hours(given, thresholds=NORMS, today=TODAY)


@given(st.integers(0, 80), st.integers(0, 80), st.integers(0, 20))
def test_more_messages_outside_never_lower_the_level(outside: int, within: int, more: int) -> None:
    assert not_lower(boundaries(outside, within).level, boundaries(outside + more, within).level)
