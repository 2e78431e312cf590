"""A workbook that an earlier version made is opened, says the same, and is written on.

The file, its copy as JSON and what was shown of it were made by that version, in
``samples/workbooks``; they are never made again. ``version_2``: the first with hours and messages.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from clientfit.app.session import Session
from clientfit.core.ending.plan import ItemMark, State
from clientfit.core.model import Attempt, Invoice, InvoiceState, Outcome, Response
from clientfit.core.money import Money
from clientfit.core.records.activity import Direction, Message, TimeEntry
from clientfit.files.store import Journal, PlanDays, Workbook
from clientfit.text.i18n import translator

BEFORE = Path(__file__).parent / "samples" / "workbooks"
COPY = (BEFORE / "version_2.json").read_text("utf-8")
SHOWN = json.loads((BEFORE / "version_2.expected.json").read_text("utf-8"))
TODAY = date.fromisoformat(SHOWN["today"])
OWN = "Bureau Ünïcode & Söhne"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Workbook]:
    path = tmp_path / "workbook.clientfit"
    shutil.copy(BEFORE / "version_2.db", path)
    with Workbook.open(path) as opened:
        yield opened


def _own(book: Workbook) -> str:
    return next(client.id for client in book.clients() if client.name == OWN)


def _shown(book: Workbook) -> dict[str, Any]:
    session = Session(book, translator(), lambda: TODAY)
    return {
        dossier.client.name: {
            "reading": dossier.verdict.reading.value if dossier.spoken else None,
            "owed": {code: money.minor for code, money in dossier.owed.items()},
            "answers": {
                question: [answer.value, answer.note, answer.answered]
                for question, answer in dossier.answers.items()
            },
            "invoices": len(dossier.invoices),
            "attempts": len(dossier.attempts),
            "hours": len(book.hours(dossier.client.id)),
            "messages": len(book.messages(dossier.client.id)),
        }
        for dossier in session.dossiers
    }


def test_a_file_of_before_shows_the_same_readings_answers_and_records(book: Workbook) -> None:
    assert _shown(book) == SHOWN["clients"]
    assert list(_shown(book)) == list(SHOWN["clients"])


def test_a_copy_of_before_shows_the_same_readings_answers_and_records() -> None:
    with Workbook.in_memory() as fresh:
        fresh.import_json(COPY)
        assert _shown(fresh) == SHOWN["clients"]


def test_a_file_of_before_is_copied_to_the_same_bytes(book: Workbook) -> None:
    assert book.export_json() == COPY


def test_a_copy_of_before_is_read_and_copied_to_the_same_bytes() -> None:
    with Workbook.in_memory() as fresh:
        fresh.import_json(COPY)
        assert fresh.export_json() == COPY


def test_a_copy_of_before_brings_nothing_new_to_its_own_file(book: Workbook) -> None:
    merged = book.import_json(COPY)

    assert (merged.clients, merged.changes, merged.invoices) == (0, 0, 0)
    assert (merged.hours, merged.messages, merged.drafts, merged.settings) == (0, 0, 0, 0)
    assert book.export_json() == COPY


def test_every_field_of_the_records_of_before_is_understood(book: Workbook) -> None:
    own = _own(book)
    invoices = {invoice.number: invoice for invoice in book.invoices(own)}

    assert set(invoices) == {"1", "2", "3", "4"}
    assert invoices["2"] == Invoice(
        client="Bureau Unicode",
        number="2",
        issued=date(2026, 9, 1),
        due=None,
        settled=date(2026, 9, 20),
        total=Money(45000, "JPY"),
        owed=Money(0, "JPY"),
        state=InvoiceState.PAID,
        disputed=False,
        source="generic",
    )
    assert (invoices["3"].disputed, str(invoices["3"].owed)) == (True, "1234.567 KWD")
    assert (invoices["4"].state, str(invoices["4"].total)) == (InvoiceState.CREDIT, "-50.00 XXX")
    assert book.hours(own)[0] == TimeEntry(
        client="Bureau Unicode",
        key="h1",
        day=date(2026, 11, 2),
        seconds=5400,
        billable=None,
        billed=True,
        project="Site",
        task="Überarbeitung",
        tags=("a", "b, c"),
        source="toggl",
    )
    assert book.messages(own)[0] == Message(
        client="Bureau Unicode",
        key="m1",
        at=datetime(2026, 11, 2, 22, 5, tzinfo=UTC),
        direction=Direction.IN,
        length=31,
        thread="t1",
        text="Can you do “one more” thing? 🙂",
        source="mail",
    )


def test_what_was_noted_drafted_and_planned_before_is_there(book: Workbook) -> None:
    own = _own(book)
    journal, draft = Journal(book, own), book.drafts(own)["termination"]

    assert book.answers(own)["late_payment"].note == "Twice “soon”,\nthen silence."
    assert journal.attempts() == (
        Attempt(
            id="a1",
            step="deposit",
            tried=date(2026, 10, 5),
            review=date(2026, 11, 5),
            response=Response.MIXED,
            outcome=Outcome.SAME,
            note="They asked for time.",
        ),
    )
    assert journal.plan() == PlanDays(begun=date(2026, 11, 20))
    assert journal.marks() == (ItemMark("work", State.DONE, ""),)
    assert (journal.visits(2026), journal.dismissed("termination")) == (1, frozenset({"k1"}))
    assert (draft.text, draft.facts["owed_sum"]) == ("Dear Ünï,\n\nthe end.", "1250.50 EUR")
    assert (book.setting("country"), book.setting("target_rates")) == ("NL", {"EUR": 8000})


def test_a_file_of_before_is_written_on_and_keeps_all_that_it_held(book: Workbook) -> None:
    own = _own(book)
    held = json.loads(COPY)
    book.answer(own, "late_payment", "rarely")
    count = book.save_invoices([*book.invoices(own), Invoice(**_NEXT)], source_file="own.csv")
    now = json.loads(book.export_json())

    assert book.answers(own)["late_payment"].value == "rarely"
    assert (count.added, count.changed, count.same) == (1, 0, 4)
    assert len(now["invoices"]) == len(held["invoices"]) + 1
    assert [_but_changes(client) for client in now["clients"]] == [
        _but_changes(client) for client in held["clients"]
    ]


_NEXT: dict[str, Any] = {
    "client": "Bureau Unicode",
    "number": "5",
    "issued": date(2026, 11, 1),
    "due": date(2026, 12, 1),
    "settled": None,
    "total": Money(100, "EUR"),
    "owed": Money(100, "EUR"),
    "state": InvoiceState.OPEN,
}


def _but_changes(client: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in client.items() if name != "changes"}
