"""Hours and messages of a client: read by the person's own clock, and heard on the pages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from talking import TODAY, Talk, talk

from clientfit.core.records.activity import Direction, Message, TimeEntry

FIRST = TODAY - timedelta(days=200)
LONG_AGO = TODAY - timedelta(days=300)


@pytest.fixture
def page() -> Talk:
    found = talk()
    found.done("add", name="Anna Bakery")
    return found


def hours(count: int, **given: object) -> list[TimeEntry]:
    """So many hours for Anna, one a day from the first on."""
    day = given.pop("first", FIRST)
    return [
        TimeEntry("Anna Bakery", f"{n}-{given}", day + timedelta(days=n), 3600, **given)  # type: ignore[arg-type, operator]
        for n in range(count)
    ]


def messages(moments: Iterable[datetime], direction: Direction = Direction.IN) -> list[Message]:
    return [
        Message("Anna Bakery", f"{direction}{at}", at, direction, 30, source="invented")
        for at in moments
    ]


def weekdays(clock: int, count: int) -> list[datetime]:
    """So many Mondays at an hour of UTC."""
    monday = datetime(2026, 1, 5, clock, tzinfo=UTC)
    return [monday + timedelta(weeks=n) for n in range(count)]


def test_hours_and_messages_speak_for_their_signs(page: Talk) -> None:
    workbook = page.session.workbook
    work = [
        *hours(60, billable=True, billed=True),
        *hours(20, billable=True, billed=False, first=LONG_AGO),
        *hours(30, task="Revision", billable=True, billed=True),
    ]
    workbook.save_hours(work, source_file="a.csv")
    workbook.save_messages(
        [*messages(weekdays(10, 30)), *messages(weekdays(21, 10)),
         *messages(weekdays(22, 40), Direction.OUT)],
        source_file="b.txt",
    )  # fmt: skip
    page.session.records_changed()
    dossier = page.session.dossier

    assert list(dossier.evidence) == ["unpaid_work", "rework", "boundaries"]
    assert {sign: shown.level for sign, shown in dossier.evidence.items()} == {
        "unpaid_work": 2,
        "rework": 4,
        "boundaries": 2,
    }
    assert dossier.verdict.levels["boundaries"] == (2, 2)
    page.done("go", step="signs")
    shown = page.page.live["records"]
    assert shown["boundaries"]["text"].startswith("From 40 messages, 10 came outside")
    assert shown["unpaid_work"]["text"].startswith("From 110 hours, 20 were never billed.")
    assert shown["rework"]["level"] == "Your records say: always."


def test_without_hours_and_messages_nothing_is_said_of_them(page: Talk) -> None:
    assert page.session.dossier.evidence == {}


def test_the_own_answer_wins_over_messages_too(page: Talk) -> None:
    page.session.workbook.save_messages(messages(weekdays(22, 30)), source_file="b.txt")
    page.session.records_changed()
    page.answer(boundaries="never")
    page.done("go", step="signs")

    assert page.session.dossier.verdict.levels["boundaries"] == (0, 0)
    assert "Yours counts" in page.page.live["records"]["boundaries"]["clash"]


def test_an_answer_or_an_attempt_reads_hours_and_messages_no_second_time(page: Talk) -> None:
    page.session.workbook.save_messages(messages(weekdays(22, 30)), source_file="b.txt")
    page.session.records_changed()
    before = page.session.dossier.activity
    page.answer(strain="often")
    page.done("try", client=page.client, step="talk", day="2026-11-20", note="")

    assert page.session.dossier.activity is before


def test_new_records_and_another_clock_are_seen(page: Talk) -> None:
    workbook = page.session.workbook
    workbook.save_messages(messages(weekdays(20, 30)), source_file="b.txt")
    page.session.records_changed()
    assert page.session.dossier.evidence["boundaries"].level == 4
    workbook.set_setting("zone", "America/New_York")
    page.session.records_changed()
    assert page.session.dossier.evidence["boundaries"].level == 0
