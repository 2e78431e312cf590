"""The invented freelancer: her clients' stories, and that they never grow old."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientfit.app.api import sample
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.reading.answers import checked
from clientfit.core.records.activity import Direction, Message, TimeEntry
from clientfit.core.records.invoices import days_overdue
from clientfit.files.sample import sample_document
from clientfit.text.content.questions import catalog
from clientfit.text.content.repair import repairs

DAYS = (date(2026, 11, 23), date(2026, 11, 29), date(2028, 2, 29), date(2031, 1, 1))
ANY_DAY = st.dates(date(2000, 1, 1), date(2100, 1, 1))
TROUBLE = {"Studio Kestrel", "Ondry Lettings"}


CLIENTS: list[dict[str, Any]] = sample_document(DAYS[0])["clients"]


@dataclass(frozen=True, slots=True)
class SampleRecords:
    """All records of the freelancer, the oldest first."""

    invoices: tuple[Invoice, ...]
    hours: tuple[TimeEntry, ...]
    messages: tuple[Message, ...]


@cache
def _records(today: date) -> SampleRecords:
    with sample(today) as book:
        invoices = sorted(book.invoices(), key=lambda one: (one.issued, one.number))
        return SampleRecords(tuple(invoices), book.hours(), book.messages())


def _answers(client: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (one for one in client["changes"] if one["kind"] == "answer")


# The answers and attempts


@pytest.mark.parametrize("client", CLIENTS, ids=lambda one: str(one["name"]))
def test_every_answer_is_one_to_a_question_that_is_asked(client: dict[str, Any]) -> None:
    for answer in _answers(client):
        question = catalog().by_id[answer["question"]]
        assert checked(question, answer["text"]) == answer["text"]


def test_every_attempt_is_a_step_that_there_is_and_is_looked_at_again_when_it_should() -> None:
    days = {step.id: timedelta(days=step.days) for step in repairs().steps}
    tried = [entry["body"] for client in CLIENTS for entry in client["journal"]]
    assert tried
    for attempt in tried:
        waited = date.fromisoformat(attempt["review"]) - date.fromisoformat(attempt["tried"])
        assert waited == days[attempt["step"]]


def test_one_client_has_no_answers_and_another_leaves_something_open_to_try() -> None:
    quick = {one.id for one in catalog().questions if one.quick}
    open_ = {one["name"]: quick - {each["question"] for each in _answers(one)} for one in CLIENTS}
    left = {name: len(ids) for name, ids in open_.items() if ids}
    assert left == {"Marrowby Labs": len(quick), "Studio Kestrel": 1}


# The records


@settings(max_examples=12, deadline=None)
@given(ANY_DAY)
def test_whatever_the_day_the_records_are_whole_and_of_the_past(today: date) -> None:
    found = _records(today)
    assert (len(found.invoices), len(found.hours), len(found.messages)) == (200, 1842, 3259)
    last = today - timedelta(days=today.weekday() + 1)
    assert max(one.issued for one in found.invoices) <= last
    assert max(one.day for one in found.hours) <= last
    assert max(one.at.date() for one in found.messages) <= last
    assert all(one.settled is None or one.issued < one.settled <= last for one in found.invoices)
    assert all(one.issued.weekday() < 5 for one in found.invoices)
    assert all(one.settled is None or one.settled.weekday() < 5 for one in found.invoices)
    assert all(one.day.weekday() < 5 for one in found.hours)
    assert all(one.seconds % 900 == 0 and one.seconds > 0 for one in found.hours)


@settings(max_examples=12, deadline=None)
@given(ANY_DAY)
def test_invoices_are_numbered_year_by_year_in_the_order_of_issue(today: date) -> None:
    found = _records(today).invoices
    for year in {one.issued.year for one in found}:
        numbers = [one.number for one in found if one.issued.year == year]
        assert numbers == [f"{year}-{n:03}" for n in range(1, len(numbers) + 1)]


@settings(max_examples=12, deadline=None)
@given(ANY_DAY, st.integers(0, 6))
def test_all_days_of_a_week_tell_the_same(today: date, later: int) -> None:
    monday = today - timedelta(days=today.weekday())
    assert sample_document(monday + timedelta(days=later)) == sample_document(monday)


def test_a_week_later_everything_is_a_week_later() -> None:
    before, after = _records(DAYS[0]), _records(DAYS[0] + timedelta(days=7))
    week = timedelta(days=7)
    assert [one.at + week for one in before.messages] == [one.at for one in after.messages]
    assert [(one.issued + week, one.total) for one in before.invoices] == [
        (one.issued, one.total) for one in after.invoices
    ]


def test_nothing_is_known_twice() -> None:
    found = _records(DAYS[0])
    for keys in (
        [(one.client, one.number) for one in found.invoices],
        [one.key for one in found.hours],
        [one.key for one in found.messages],
    ):
        assert len(set(keys)) == len(keys)


def test_one_client_pays_in_dollars_and_eight_in_euros() -> None:
    money = {one.client: one.total.currency for one in _records(DAYS[0]).invoices}
    assert Counter(money.values()) == {"EUR": 8, "USD": 1}


# The stories


def _year(today: date) -> tuple[Counter[str], Counter[str]]:
    """Income in euros and hours of the last 52 weeks, by client."""
    start, income, hours = today - timedelta(weeks=52), Counter[str](), Counter[str]()
    for one in _records(today).invoices:
        lost = one.state is InvoiceState.WRITTEN_OFF
        if one.issued >= start and one.total.currency == "EUR" and not lost:
            income[one.client] += one.total.minor
    for each in _records(today).hours:
        if each.day >= start:
            hours[each.client] += each.seconds
    return income, hours


@pytest.mark.parametrize("today", DAYS)
def test_two_clients_take_most_of_the_hours_and_bring_a_quarter_of_the_income(today: date) -> None:
    income, hours = _year(today)
    assert sum(hours[name] for name in TROUBLE) / hours.total() > 0.5
    assert sum(income[name] for name in TROUBLE) / income.total() < 0.3


@pytest.mark.parametrize("today", DAYS)
def test_a_good_client_is_a_third_of_the_income(today: date) -> None:
    income, _ = _year(today)
    assert 0.32 < income["Fennimere Foods"] / income.total() < 0.38


@pytest.mark.parametrize("today", DAYS)
def test_who_pays_late_does_so_on_every_day_of_the_calendar(today: date) -> None:
    start, late, due = today - timedelta(weeks=52), Counter[str](), Counter[str]()
    for one in _records(today).invoices:
        if one.due and start <= one.due < today - timedelta(days=7) and not one.disputed:
            due[one.client] += 1
            late[one.client] += days_overdue(one, today) > 3
    shares = {name: late[name] / due[name] for name in due}
    assert shares["Studio Kestrel"] > 0.75
    assert shares["Pellbrook Books"] > 0.8
    punctual = ("Fennimere Foods", "Tarrowby Events", "Yarrowdene Museum", "Wexbriar Architects")
    assert [shares[name] for name in punctual] == [0, 0, 0, 0]


def test_who_calls_at_midnight_does_so_half_of_the_time() -> None:
    outside, all_ = Counter[str](), Counter[str]()
    for one in _records(DAYS[0]).messages:
        if one.direction is Direction.IN:
            all_[one.client] += 1
            outside[one.client] += one.at.weekday() >= 5 or not 9 <= one.at.hour < 18
    shares = {name: outside[name] / all_[name] for name in all_}
    assert max(shares, key=lambda name: shares[name]) == "Tarrowby Events"
    assert shares["Tarrowby Events"] > 0.5
    assert shares["Yarrowdene Museum"] == 0


def test_the_freelancer_herself_answers_within_her_hours() -> None:
    sent = [one.at for one in _records(DAYS[0]).messages if one.direction is Direction.OUT]
    assert sent
    assert all(at.weekday() < 5 and 9 <= at.hour < 18 for at in sent)


def test_work_that_is_done_over_and_work_that_nobody_pays_is_there_to_see() -> None:
    work = [one for one in _records(DAYS[0]).hours if one.client == "Studio Kestrel"]
    assert 0.3 < sum("rework" in one.tags for one in work) / len(work) < 0.4
    assert 0.4 < sum(not one.billable for one in work) / len(work) < 0.45


def test_no_day_is_too_long_for_one_person() -> None:
    days = Counter[date]()
    for one in _records(DAYS[0]).hours:
        days[one.day] += one.seconds
    assert max(days.values()) <= 8 * 3600


def test_every_way_an_invoice_may_stand_is_there() -> None:
    found = _records(DAYS[0]).invoices
    assert {one.state for one in found} == {
        InvoiceState.OPEN,
        InvoiceState.PAID,
        InvoiceState.WRITTEN_OFF,
        InvoiceState.CREDIT,
    }
    assert any(one.disputed for one in found)
    assert any(0 < one.owed.minor < one.total.minor for one in found)
    assert all(one.total.minor < 0 for one in found if one.state is InvoiceState.CREDIT)
