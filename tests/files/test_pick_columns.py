"""Tables that nobody declared: what is guessed, what is asked, and reading them by the answer."""

from __future__ import annotations

import csv
import io
from datetime import date, time
from pathlib import Path

import pytest
from hostile import HOSTILE, IDS
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from clientfit.app.import_report import columns_fault
from clientfit.core.errors import ClientfitError
from clientfit.files.importers import (
    Choices,
    ColumnChoice,
    DateChoice,
    Imported,
    Need,
    Reason,
    Subject,
    read_records,
    roles_of,
    signature,
)
from clientfit.files.importers.formats.load import declared
from clientfit.files.importers.formats.model import ColumnRole, Format
from clientfit.text.i18n import translator
from clientfit.text.sentences.labels import role_words

BILLS = (
    b"My bills;;;;;;\n"
    b"Who;Nr.;When sent;Latest by;Sum incl. VAT;Got on;How it stands\n"
    b"Acme Ltd;F-1;01.02.2026;15.02.2026;1.200,50;20.02.2026;betaald\n"
    b"Moss;F-2;05.03.2026;20.03.2026;99,00;;verzonden\n"
    b"Who;Nr.;When sent;Latest by;Sum incl. VAT;Got on;How it stands\n"
    b"Moss;F-3;31.02.2026;20.03.2026;99,00;;open\n"
    b";;;;1.398,50;;\n"
)
BILL_COLUMNS = {
    "client": 0,
    "number": 1,
    "issued": 2,
    "due": 3,
    "total": 4,
    "settled": 5,
    "status": 6,
}
SLIPS = (
    b"Person,Assignment,On,Spent,Comment\n"
    b"Acme Ltd,Logo,03/04/2026,1:30,sketches\n"
    b",Site,31/03/2026,0:45,call\n"
    b",,30/03/2026,0:15,tidying\n"
)
SLIP_COLUMNS = {"client": 0, "project": 1, "day": 2, "duration": 3}


def _asked(data: bytes) -> ColumnChoice:
    imported = read_records(data, "mine.csv")
    assert isinstance(imported.needs, ColumnChoice)
    assert imported.invoices == imported.work == ()
    assert imported.rows_used == imported.rows_unread == 0
    return imported.needs


def _picked(data: bytes, subject: Subject, columns: dict[str, int]) -> Imported:
    return read_records(data, "mine.csv", Choices(subject=subject, columns=columns))


def _left_out(imported: Imported) -> dict[Reason, tuple[int, ...]]:
    return {each.reason: each.rows for each in imported.left_out}


# --- what is asked ------------------------------------------------------------------------------


def test_a_table_that_no_format_fits_is_asked_about_with_its_first_rows() -> None:
    needs = _asked(BILLS)

    assert needs.header == (
        "Who",
        "Nr.",
        "When sent",
        "Latest by",
        "Sum incl. VAT",
        "Got on",
        "How it stands",
    )
    assert len(needs.rows) == 5
    assert needs.rows[0] == (
        "Acme Ltd",
        "F-1",
        "01.02.2026",
        "15.02.2026",
        "1.200,50",
        "20.02.2026",
        "betaald",
    )
    assert {len(row) for row in needs.rows} == {len(needs.header)}


def test_columns_are_guessed_by_their_cells_where_no_name_tells() -> None:
    guesses = _asked(BILLS).guesses

    assert guesses[Subject.INVOICES] == {"client": 0, "number": 1, "issued": 2, "total": 4}
    assert _asked(SLIPS).guesses[Subject.HOURS] == {"client": 0, "day": 2, "duration": 3}


def test_columns_are_guessed_by_names_that_are_almost_known() -> None:
    data = (
        b"Custommer name,Invoice-Number,Invoice dt,Invoice amt,Due date (UTC),Curency,Paid?\n"
        b"Acme,7,2026-03-04,10.00,2026-04-04,EUR,no\n"
    )
    guessed = _asked(data).guesses[Subject.INVOICES]

    assert guessed == {
        "client": 0,
        "number": 1,
        "issued": 2,
        "due": 4,
        "total": 3,
        "paid": 6,
        "currency": 5,
    }


def test_a_name_is_no_guess_against_what_the_cells_hold() -> None:
    data = b"Client,Datum,Uren gewerkt,Amount\nAcme,soon,words,much\nMoss,later,more,little\n"
    guesses = _asked(data).guesses

    assert guesses[Subject.HOURS] == {"client": 0}
    assert guesses[Subject.INVOICES] == {"client": 0}


def test_the_likelier_subject_comes_first() -> None:
    assert next(iter(_asked(BILLS).guesses)) is Subject.INVOICES
    assert next(iter(_asked(SLIPS).guesses)) is Subject.HOURS


@pytest.mark.parametrize("form", declared().about(*list(Subject)[:2]).formats, ids=lambda f: f.id)
def test_the_names_of_every_declared_format_are_known_to_the_guess(form: Format) -> None:
    """All its columns under their own names, but one required is missing: the rest is guessed."""
    dates = (
        ColumnRole.ISSUED,
        ColumnRole.DUE,
        ColumnRole.SETTLED,
        ColumnRole.DAY,
        ColumnRole.END_DAY,
    )
    cells = {
        **dict.fromkeys(dates, "2026-03-04"),
        **dict.fromkeys((ColumnRole.START, ColumnRole.END), "2026-03-04 10:00"),
        **dict.fromkeys(
            (
                ColumnRole.TOTAL,
                ColumnRole.OWED,
                ColumnRole.PAID,
                ColumnRole.TERM,
                ColumnRole.SECONDS,
            ),
            "7",
        ),
        ColumnRole.DURATION: "1:30",
        ColumnRole.CURRENCY: "EUR",
        ColumnRole.NUMBER: "F-1",
    }
    pickable = {pick.role for pick in roles_of(form.subject)}
    roles = [role for role in form.columns if role in pickable and role is not form.required[0]]
    header = {form.columns[role][0]: cells.get(role, "word") for role in roles}
    out = io.StringIO()
    csv.writer(out).writerows([[*header, "Beside"], [*header.values(), "word"]])
    try:
        imported = read_records(out.getvalue().encode(), "mine.csv")
    except ClientfitError as error:
        assert "seems to be" in str(error)  # such a table is of a kind to refuse
        return
    if imported.needs is None:
        return  # what is left is another format
    assert isinstance(imported.needs, ColumnChoice)
    guessed = imported.needs.guesses[form.subject]
    assert set(guessed.values()) >= {list(header).index(form.columns[role][0]) for role in roles}


@pytest.mark.parametrize(
    "data",
    [
        b"shape,colour\nround,red\n",
        b"Dear Anna, Bob, and Carl\nhere are the hours.\n",
        b"1,2,3\n4,5,6\n",
        b"Acme,2026-03-04,10.00\nMoss,2026-03-05,11.00\n",
        b"who,when,what\n",
    ],
)
def test_what_is_no_table_with_a_header_is_refused_as_before(data: bytes) -> None:
    with pytest.raises(ClientfitError, match="no known format"):
        read_records(data, "mine.csv")


def test_a_kind_to_refuse_is_refused_also_with_columns_picked() -> None:
    ledger = b"Date;Account;Description;Debit;Credit\n01-02-2026;8000;Sales;;100,00\n"
    with pytest.raises(ClientfitError, match="ledger"):
        _picked(ledger, Subject.HOURS, {"client": 1, "day": 0, "duration": 4})


# --- reading by the answer ----------------------------------------------------------------------


def test_invoices_are_read_by_the_picked_columns_with_the_same_account_of_every_row() -> None:
    imported = _picked(BILLS, Subject.INVOICES, BILL_COLUMNS)
    first, second = imported.invoices

    assert (first.client, first.number, first.total.minor) == ("Acme Ltd", "F-1", 120050)
    assert (first.state.value, first.settled) == ("paid", date(2026, 2, 20))
    assert (second.state.value, second.owed.minor) == ("open", 9900)
    assert [(each.row, each.column) for each in imported.unreadable] == [(6, "When sent")]
    assert _left_out(imported) == {Reason.HEADER: (5,), Reason.TOTALS: (7,)}
    assert imported.rows_read == 5


def test_hours_are_read_by_the_picked_columns_and_a_project_stands_in() -> None:
    imported = _picked(SLIPS, Subject.HOURS, SLIP_COLUMNS)

    assert [(work.client, work.project, work.seconds) for work in imported.work] == [
        ("Acme Ltd", "Logo", 5400),
        ("Site", "Site", 2700),
    ]
    assert [work.day for work in imported.work] == [date(2026, 4, 3), date(2026, 3, 31)]
    assert _left_out(imported) == {Reason.NOBODY: (4,)}
    assert imported.note == declared().words.stand_in


def test_a_project_alone_is_enough() -> None:
    imported = _picked(SLIPS, Subject.HOURS, {"project": 1, "day": 2, "duration": 3})

    assert [work.client for work in imported.work] == ["Logo", "Site"]
    assert imported.note == declared().words.stand_in


def test_after_the_columns_an_open_order_of_day_and_month_is_asked_too() -> None:
    data = b"Person,Assignment,On,Spent\nAcme Ltd,Logo,03/04/2026,1:30\n"
    columns = {"client": 0, "day": 2, "duration": 3}
    assert isinstance(_picked(data, Subject.HOURS, columns).needs, DateChoice)
    answered = Choices(subject=Subject.HOURS, columns=columns, day_first=True)
    (work,) = read_records(data, "mine.csv", answered).work

    assert work.day == date(2026, 4, 3)


def test_two_columns_of_one_name_are_told_apart_by_their_place() -> None:
    data = b"Name,Name,On,Spent\nAcme,Logo,2026-03-04,1:30\n"
    columns = {"client": 1, "project": 0, "day": 2, "duration": 3}
    (work,) = _picked(data, Subject.HOURS, columns).work

    assert (work.client, work.project) == ("Logo", "Acme")


def test_a_sheet_of_a_workbook_is_asked_about_and_read_too(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["A note"])
    sheet = book.create_sheet("Slips")
    for row in (
        ["Person", "Assignment", "On", "Spent"],
        ["Acme", "Logo", date(2026, 3, 4), time(1, 30)],
    ):
        sheet.append(row)
    book.save(tmp_path / "mine.xlsx")
    data = (tmp_path / "mine.xlsx").read_bytes()

    assert _asked(data).guesses[Subject.HOURS] == {"client": 0, "day": 2, "duration": 3}
    (work,) = _picked(data, Subject.HOURS, {"client": 0, "day": 2, "duration": 3}).work
    assert (work.day, work.seconds) == (date(2026, 3, 4), 5400)


def test_every_mistake_in_the_picked_columns_is_told_at_once() -> None:
    wrong = {"client": 0, "number": 0, "isued": 2, "total": 9, "due": -1, "paid": True}
    with pytest.raises(ClientfitError) as caught:
        _picked(BILLS, Subject.INVOICES, wrong)

    told = [str(fault) for fault in caught.value.faults]
    words = [
        "'isued' is nothing",
        "Did you mean 'issued'",
        "no column 9",
        "no column -1",
        "no column True",
        "'client' and 'number'",
        "picked for 'issued'",
    ]
    assert [word for word in words if word not in " ".join(told)] == []
    with pytest.raises(ClientfitError, match="any of 'settled', 'owed', 'paid', 'status'"):
        _picked(BILLS, Subject.INVOICES, {"client": 0, "number": 1, "issued": 2, "total": 4})


def test_messages_are_no_table_to_pick_columns_of() -> None:
    with pytest.raises(ClientfitError, match="messages can't be read by its columns"):
        _picked(BILLS, Subject.MESSAGES, {"client": 0})


@settings(max_examples=100, deadline=None)
@given(
    st.sampled_from([Subject.INVOICES, Subject.HOURS]),
    st.dictionaries(st.sampled_from(list(ColumnRole)), st.integers(-1, 8), max_size=8),
    st.sampled_from([BILLS, SLIPS]),
)
def test_any_choice_of_columns_is_read_or_told(
    subject: Subject, columns: dict[ColumnRole, int], data: bytes
) -> None:
    try:
        imported = _picked(data, subject, dict(columns))
    except ClientfitError as error:
        assert error.faults
        return
    left_out = sum(each.count for each in imported.left_out)
    if imported.needs is None:
        assert imported.rows_read == imported.rows_used + imported.rows_unread + left_out


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_hostile_text_in_a_header_or_a_cell_is_text(text: str) -> None:
    out = io.StringIO()
    csv.writer(out).writerows([["Who", "On", text, "Spent"], [text, "2026-03-04", text, "1:30"]])
    data = out.getvalue().encode(errors="replace")
    try:
        imported = _picked(
            data, Subject.HOURS, {"client": 0, "day": 1, "project": 2, "duration": 3}
        )
    except ClientfitError as error:
        assert all(fault.todo for fault in error.faults)  # no text at all, or no name of a column
        return
    assert imported.rows_read == 1
    assert imported.rows_used + imported.rows_unread == 1


# --- what is one place and one memory -----------------------------------------------------------


@pytest.mark.parametrize(
    ("subject", "required", "one_of"),
    [
        (
            Subject.INVOICES,
            {"client", "number", "issued", "total"},
            {"settled", "owed", "paid", "status"},
        ),
        (Subject.HOURS, {"client", "day"}, {"duration", "minutes", "seconds", "end"}),
    ],
)
def test_what_may_be_picked_says_what_must_be(
    subject: Subject, required: set[str], one_of: set[str]
) -> None:
    picks = roles_of(subject)

    assert {pick.role for pick in picks if pick.need is Need.REQUIRED} == required
    assert {pick.role for pick in picks if pick.need is Need.ONE_OF} == one_of


def test_every_role_that_may_be_picked_has_a_word_of_its_own() -> None:
    known = role_words(translator())
    for subject in (Subject.INVOICES, Subject.HOURS):
        words = [known[pick.role] for pick in roles_of(subject)]
        assert len(set(words)) == len(words)


def test_where_columns_can_not_be_picked_the_file_is_refused_with_its_columns() -> None:
    fault = columns_fault("mine.csv", _asked(SLIPS), "Bring it on the page")

    assert str(fault) == (
        "mine.csv: no known format fits this file. Its columns are: Person, Assignment, On, Spent, "
        "Comment. Bring it on the page."
    )


def test_the_signature_of_a_header_knows_the_same_columns_again() -> None:
    assert signature(["Who", "When sent"]) == signature([" who", "WHEN_SENT"])
    others = (["a", "b"], ["b", "a"], ["ab"], ["a|b"], ["a b", ""])
    assert len({signature(each) for each in others}) == len(others)
