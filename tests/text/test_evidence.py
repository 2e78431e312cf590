"""What the records show, in one sentence."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from clientfit.core.model import Money
from clientfit.core.records import LATE_PAYMENT, NON_PAYMENT, Evidence
from clientfit.text.evidence import record_sentence
from clientfit.text.i18n import translator

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
        "Your records hold 1 invoice that can speak here: too few to say anything."
    )
    assert "2 invoices" in shown(NON_PAYMENT, level=None, judged=2)


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
