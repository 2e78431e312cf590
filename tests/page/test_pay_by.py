"""The day to pay by: the letter that ends it and the plan name the same one, and it can be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from talking import TODAY, Talk, talk

from clientfit.app.holidays import free_days
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money

GB = free_days("GB", 2026, 2031)


def _page(*dues: date | None, country: str = "GB", **answers: str) -> Talk:
    page = talk()
    page.done("add", name="Anna")
    page.done("country", client=page.client, country=country)
    money = Money(500_00, "EUR")
    made = [
        Invoice(
            client="Anna",
            number=f"2026-{number}",
            issued=date(2026, 9, 1),
            due=due,
            settled=None,
            total=money,
            owed=money,
            state=InvoiceState.OPEN,
            source="test",
        )
        for number, due in enumerate(dues, 1)
    ]
    page.session.workbook.save_invoices(made, source_file="test")
    page.session.records_changed()
    page.answer(**answers)
    return page


def _planned(page: Talk) -> dict[str, Any]:
    """The line of the plan about the money."""
    page.done("go", step="end", client=page.client)
    lines = [line for phase in page.page.body["phases"] for line in phase["lines"]]
    (found,) = (line for line in lines if line["id"] == "payment")
    return dict(found)


def _asked(page: Talk, letter: str = "termination") -> date:
    """The day that the letter proposes."""
    page.done("go", step="letter", client=page.client, letter=letter)
    return date.fromisoformat(page.page.live["answers"]["pay_by"]["value"])


def _both(page: Talk, letter: str = "termination") -> date:
    """The day, which is the same on both pages."""
    day = _asked(page, letter)
    assert page.session.t.day(day) in _planned(page)["due"]
    return day


@pytest.mark.parametrize("letter", ["termination", "call_end"])
@pytest.mark.parametrize(
    ("due", "answers", "day"),
    [
        # Told on Tuesday, 24 November, a weekend and calm days after the 21st.
        ((TODAY + timedelta(days=4),), {"notice": "0"}, date(2026, 12, 1)),
        ((date(2026, 12, 24),), {"notice": "0"}, date(2026, 12, 24)),
        ((date(2026, 12, 25),), {"notice": "14"}, date(2026, 12, 29)),
        ((date(2026, 10, 1),), {"notice": "30"}, date(2026, 12, 17)),
        ((date(2026, 10, 1), date(2027, 1, 4)), {"notice": "30"}, date(2027, 1, 4)),
        ((None,), {"notice": "44"}, date(2026, 12, 31)),
        ((None,), {"notice": "45"}, date(2027, 1, 4)),  # New Year's Day, and a weekend
        # After abuse they are told today, a Saturday, and that is the last day.
        ((date(2026, 10, 1),), {"threats": "yes"}, date(2026, 11, 30)),
        ((date(2026, 12, 7),), {"abuse": "always"}, date(2026, 12, 7)),
    ],
)
def test_letter_and_plan_ask_for_the_money_on_the_same_day_that_can_be(
    letter: str, due: tuple[date | None, ...], answers: dict[str, str], day: date
) -> None:
    found = _both(_page(*due, **answers), letter)
    assert found == day
    assert found not in GB


def test_the_day_moves_with_the_day_of_telling_and_with_the_holidays_of_the_place() -> None:
    page = _page(date(2026, 10, 1), notice="7")
    page.done("tell_on", client=page.client, day="2027-04-20")
    assert _both(page) == date(2027, 4, 27)
    page.done("country", client=page.client, country="NL")  # King's Day
    assert _both(page) == date(2027, 4, 28)
    page.done("tell_on", client=page.client, day="2027-04-23")
    page.done("country", client=page.client, country="SA")  # they rest on Friday and Saturday
    assert _both(page) == date(2027, 5, 2)


def test_the_words_and_every_file_of_the_plan_name_that_day() -> None:
    page = _page(TODAY + timedelta(days=24), notice="0")
    day = _both(page)
    page.fill_letter(owes="yes")
    page.done("go", step="letter", client=page.client, letter="termination")
    assert f"Please pay it by {page.session.t.day(day)}." in page.page.live["letter"]["body"]
    page.done("download", what="plan.md", client=page.client)
    text = bytes(page.answers[-1][1][0]).decode()
    (line,) = (one for one in text.splitlines() if "What they owe is paid" in one)
    assert str(day.day) in line
    page.done("download", what="plan.ics", client=page.client)
    calendar = bytes(page.answers[-1][1][0]).decode()
    (event,) = (one for one in calendar.split("BEGIN:VEVENT") if "What they owe is paid" in one)
    assert f"DTSTART;VALUE=DATE:{day:%Y%m%d}" in event
