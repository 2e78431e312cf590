"""What happened with a client besides answers is kept and found as it was."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.ending.plan import ItemMark, State
from clientfit.core.errors import ClientfitError
from clientfit.core.model import Attempt, Outcome, Response
from clientfit.files.store import Journal, PlanDays, Workbook

IDS = st.text("abcdefghij", min_size=1, max_size=8)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))
ATTEMPTS = st.builds(
    Attempt,
    id=IDS,
    step=IDS,
    tried=DAYS,
    review=DAYS,
    response=st.none() | st.sampled_from(Response),
    outcome=st.sampled_from(Outcome),
    note=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=50),
)


@pytest.fixture
def journal():
    book = Workbook.in_memory()
    return Journal(book, book.add_client("Acme").id)


@given(st.lists(ATTEMPTS, unique_by=lambda one: one.id, max_size=6))
def test_attempts_are_found_as_they_were_the_oldest_first(attempts):
    book = Workbook.in_memory()
    journal = Journal(book, book.add_client("Acme").id)
    for attempt in attempts:
        journal.keep_attempt(attempt)
    assert list(journal.attempts()) == sorted(attempts, key=lambda one: (one.tried, one.id))


def test_an_attempt_kept_again_takes_the_place_of_the_first(journal):
    first = Attempt(
        "1", "talk", date(2026, 1, 2), date(2026, 1, 23), None, Outcome.OPEN, "in the café"
    )
    later = Attempt(
        "1", "talk", date(2026, 1, 2), date(2026, 1, 23), Response.WELL, Outcome.BETTER, ""
    )
    journal.keep_attempt(first)
    journal.keep_attempt(later)
    assert journal.attempts() == (later,)
    journal.forget_attempt("1")
    assert journal.attempts() == ()


def test_a_waiver_keeps_its_reason_and_an_open_item_is_no_mark(journal):
    journal.keep_mark(ItemMark("obligations", State.WAIVED, "all was done in May"))
    assert journal.marks() == (ItemMark("obligations", State.WAIVED, "all was done in May"),)
    journal.keep_mark(ItemMark("obligations", State.OPEN, ""))
    assert journal.marks() == ()


def test_the_days_of_a_plan_come_back_and_can_be_given_up(journal):
    assert journal.plan() is None
    for days in (
        PlanDays(date(2026, 11, 21)),
        PlanDays(date(2026, 11, 21), date(2026, 12, 1), True),
    ):
        journal.keep_plan(days)
        assert journal.plan() == days
    journal.keep_plan(None)
    assert journal.plan() is None


def test_two_visits_on_one_day_are_one_and_another_year_counts_apart(journal):
    for day in (date(2026, 1, 2), date(2026, 1, 2), date(2026, 5, 6), date(2025, 12, 31)):
        journal.visit(day)
    assert (journal.visits(2026), journal.visits(2025), journal.visits(2024)) == (2, 1, 0)


def test_a_dismissed_mark_belongs_to_its_letter_and_can_speak_again(journal):
    journal.dismiss("termination", "but:and so")
    assert journal.dismissed("termination") == {"but:and so"}
    assert journal.dismissed("pause") == frozenset()
    journal.dismiss("termination", "but:and so", dismissed=False)
    assert journal.dismissed("termination") == frozenset()


def test_what_was_taken_back_does_not_come_in_again_with_an_older_copy(journal):
    journal.visit(date(2026, 1, 2))
    older = journal.workbook.export()
    journal.workbook.write_journal(journal.client, "visit", "2026-01-02", None)
    journal.workbook.import_all(older)
    assert journal.visits(2026) == 0


def test_the_journal_of_an_unknown_client_is_refused():
    with pytest.raises(ClientfitError):
        Journal(Workbook.in_memory(), "nobody").visit(date(2026, 1, 2))


def test_a_deleted_client_takes_its_journal_along(journal):
    journal.visit(date(2026, 1, 2))
    journal.workbook.delete_client(journal.client)
    assert journal.workbook.export()["clients"] == []
