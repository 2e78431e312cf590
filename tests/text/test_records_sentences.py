"""What the records show, in one sentence."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from clientfit.core.money import Money
from clientfit.core.records.hours import REWORK, UNPAID_WORK, HoursEvidence
from clientfit.core.records.invoices import LATE_PAYMENT, NON_PAYMENT, Evidence
from clientfit.core.records.messages import BOUNDARIES, MessageEvidence
from clientfit.text.i18n import translator
from clientfit.text.sentences.records import record_sentence

T = translator()
#: When the invoices of ``shown`` fell due: old ones may not pass for new ones.
WHEN = " They fell due from 1 Jan 2026 to 21 Nov 2026."


def shown(sign: str, **given: object) -> str:
    fields: dict = {field.name: 0 for field in dataclasses.fields(Evidence)}
    fields |= {"sign": sign, "level": 2, "judged": 8, "median_days": None, "unpaid": ()}
    fields |= {"since": date(2026, 1, 1), "until": date(2026, 11, 21)}
    return record_sentence(Evidence(**(fields | given)), T)


def test_too_few_invoices_are_counted_and_say_nothing() -> None:
    assert shown(LATE_PAYMENT, level=None, judged=1) == (
        "About late payment your records hold 1 invoice: too few to say anything."
    )
    assert shown(NON_PAYMENT, level=None, judged=2) == (
        "About non-payment your records hold 2 invoices: too few to say anything."
    )


def test_no_two_signs_say_too_little_in_the_same_words() -> None:
    few = [shown(sign, level=None, judged=2) for sign in (LATE_PAYMENT, NON_PAYMENT)]
    few += [hours(sign, 2, 1, None) for sign in (UNPAID_WORK, REWORK)]
    few.append(messages(2, 1, None))
    assert len(set(few)) == len(few)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "From 8 invoices, none was late."),
        ({"found": 1, "median_days": 1}, "From 8 invoices, 1 was late, by 1 day."),
        (
            {"found": 3, "median_days": 12},
            "From 8 invoices, 3 were late, by 12 days in the median.",
        ),
    ],
)
def test_lateness_is_counted_with_its_days(given: dict, said: str) -> None:
    assert shown(LATE_PAYMENT, **given) == said + WHEN


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "From 8 invoices, none was left unpaid."),
        ({"found": 1}, "From 8 invoices, 1 was not paid."),
        ({"found": 1, "written_off": 1}, "From 8 invoices, 1 was not paid. It was written off."),
        (
            {"found": 2, "written_off": 2},
            "From 8 invoices, 2 were not paid. All of them were written off.",
        ),
        (
            {
                "found": 5,
                "written_off": 1,
                "median_days": 90,
                "unpaid": (Money(244000, "EUR"),),
            },
            "From 8 invoices, 5 were not paid. 1 of them was written off. €2,440.00 is still open, "
            "90 days past the due date in the median.",
        ),
        (
            {
                "found": 2,
                "median_days": 90,
                "unpaid": (Money(117500, "EUR"), Money(1000, "CHF")),
            },
            "From 8 invoices, 2 were not paid. €1,175.00 and CHF 10.00 are still open, 90 days "
            "past the due date in the median.",
        ),
    ],
)
def test_what_is_unpaid_is_named_by_currency_and_never_added_up(given: dict, said: str) -> None:
    assert shown(NON_PAYMENT, **given).replace("\xa0", " ") == said + WHEN


def test_disputed_invoices_are_left_aside_and_said_so() -> None:
    assert shown(LATE_PAYMENT, disputed=2).endswith("2 disputed invoices are left aside.")
    assert shown(NON_PAYMENT, disputed=1).endswith("1 disputed invoice is left aside.")


def hours(sign: str, judged: float, found: float, level: int | None = 2, aside: float = 0) -> str:
    seconds = [round(one * 3600) for one in (judged, found, aside)]
    days = (date(2026, 1, 1), date(2026, 11, 21)) if judged else (None, None)
    return record_sentence(HoursEvidence(sign, level, *seconds, *days), T)


def messages(judged: int, found: int, level: int | None = 2) -> str:
    days = (date(2026, 1, 1), date(2026, 11, 21)) if judged else (None, None)
    return record_sentence(MessageEvidence(BOUNDARIES, level, judged, found, *days), T)


WORKED = " They were worked from 1 Jan 2026 to 21 Nov 2026."
SENT = " They were sent from 1 Jan 2026 to 21 Nov 2026."


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (hours(UNPAID_WORK, 212, 31), "From 212 hours, 31 were never billed."),
        (hours(UNPAID_WORK, 211.5, 1.4), "From 212 hours, 1 was never billed."),
        (hours(UNPAID_WORK, 40, 0.3), "From 40 hours, less than one was never billed."),
        (hours(UNPAID_WORK, 40, 0, 0), "From 40 hours, none is marked as unpaid."),
        (hours(REWORK, 72, 12), "From 72 hours with a task or tag, 12 were work done again."),
        (hours(REWORK, 72, 1), "From 72 hours with a task or tag, 1 was work done again."),
        (
            hours(REWORK, 72, 0.2, 1),
            "From 72 hours with a task or tag, less than one was work done again.",
        ),
    ],
)
def test_hours_are_told_in_whole_ones_with_the_time_they_speak_of(said: str, expected: str) -> None:
    assert said == expected + WORKED


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (messages(148, 40), "From 148 messages, 40 came outside your working hours."),
        (messages(148, 1), "From 148 messages, 1 came outside your working hours."),
        (messages(148, 0, 0), "From 148 messages, none came outside your working hours."),
        (messages(1, 1, None), "Your records hold 1 message from them: too few to say anything."),
    ],
)
def test_messages_are_counted_with_the_time_they_speak_of(said: str, expected: str) -> None:
    assert said == expected + SENT


def test_recent_hours_are_left_aside_and_said_so() -> None:
    assert hours(UNPAID_WORK, 40, 0, 0, aside=12).endswith(
        "12 hours are left aside: they are recent, and may still be billed."
    )


@pytest.mark.parametrize(
    "said",
    [
        hours(UNPAID_WORK, 8, 3, None),
        hours(REWORK, 8, 3, None),
        hours(REWORK, 300, 0, None),
        messages(3, 3, None),
        messages(0, 0, None),
    ],
)
def test_too_little_is_said_to_be_too_little(said: str) -> None:
    assert "too little to say anything" in said or "too few to say anything" in said


def test_hours_that_tell_nothing_are_said_to_tell_nothing() -> None:
    assert hours(UNPAID_WORK, 0, 0, None).startswith("Your hours do not say which of them are paid")
    assert hours(REWORK, 0, 0, None).startswith("Your hours carry no tasks or tags")
