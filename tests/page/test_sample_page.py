"""The invented freelancer in the page: one click to look around, one click and she is gone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from talking import TODAY, Talk, receivables, talk

from clientfit.app.dossier import Dossier
from clientfit.app.sample import add_sample
from clientfit.app.session import Session
from clientfit.core.model import Reading
from clientfit.files.sample import sample_document
from clientfit.files.store import Workbook
from clientfit.files.store.document import check
from clientfit.text.i18n import translator

READINGS = {
    "Fennimere Foods": Reading.KEEP,
    "Yarrowdene Museum": Reading.KEEP,
    "Wexbriar Architects": Reading.KEEP,
    "Studio Kestrel": Reading.REPAIR,
    "Tarrowby Events": Reading.REPAIR,
    "Pellbrook Books": Reading.REPAIR,
    "Sorrelfen Gyms": Reading.LAST_CHANCE,
    "Ondry Lettings": Reading.END,
}
UNREAD = "Marrowby Labs"
DAYS = (TODAY, date(2026, 11, 23), date(2028, 2, 29), date(2031, 1, 1))


@pytest.fixture
def page() -> Talk:
    found = talk()
    found.done("sample")
    return found


def _dossiers(today: date = TODAY) -> dict[str, Dossier]:
    session = Session(Workbook.in_memory(), translator(), lambda: today)
    add_sample(session)
    return {one.client.name: one for one in session.dossiers}


def _rows(page: Talk) -> dict[str, Any]:
    page.done("go", step="all")
    return {row["cells"]["name"]["text"]: row["cells"] for row in page.page.body["rows"]}


# Her clients


@pytest.mark.parametrize("today", DAYS)
def test_her_clients_read_as_their_stories_say(today: date) -> None:
    found = _dossiers(today)
    assert set(found) == {*READINGS, UNREAD}
    assert {name: one.verdict.reading for name, one in found.items() if one.spoken} == READINGS
    assert found[UNREAD].invoices


@pytest.mark.parametrize("today", DAYS)
def test_memory_and_records_clash_for_one_client_only(today: date) -> None:
    clashing = {name: one.clashes for name, one in _dossiers(today).items() if one.clashes}
    assert set(clashing) == {"Studio Kestrel"}
    assert "late_payment" in clashing["Studio Kestrel"]


def test_two_clients_cause_most_of_the_strain() -> None:
    strain = {name: one.verdict.strain or 0 for name, one in _dossiers().items() if one.spoken}
    two = sorted(strain, key=lambda name: -strain[name])[:2]
    assert set(two) == {"Ondry Lettings", "Studio Kestrel"}
    assert sum(strain[name] for name in two) > sum(strain.values()) / 2


def test_an_attempt_waits_to_be_looked_at_again(page: Talk) -> None:
    told = [card["text"] for card in page.page.body["week"]["cards"]]
    assert any(text.startswith("Studio Kestrel: look whether") for text in told)


def test_answers_that_changed_show_a_course(page: Talk) -> None:
    client = {one.name: one.id for one in page.session.workbook.clients()}["Studio Kestrel"]
    history = page.session.workbook.history(client, "strain")
    assert [one.text for one in history if one.kind.value == "answer"] == ["sometimes", "often"]
    assert all(one.at.date() < TODAY for one in history)


# In


def test_one_click_shows_all_of_her_clients(page: Talk) -> None:
    assert page.page.body["kind"] == "all"
    assert set(_rows(page)) == {*READINGS, UNREAD}
    assert page.page.body["invented"]["text"] == (
        "These 9 clients are invented, to look around with."
    )


def test_a_second_click_adds_nothing_and_undoes_nothing(page: Talk) -> None:
    page.look_around()
    page.answer(strain="never")
    before = page.session.workbook.export()
    page.done("sample")
    assert page.session.workbook.export() == before


def test_the_document_she_comes_in_is_whole_and_comes_in_as_any_other() -> None:
    document = sample_document(TODAY)
    assert check(document) is document
    with Workbook.in_memory() as one, Workbook.in_memory() as other:
        assert one.merge(document) == other.import_all(document)
        assert one.export() == other.export()


def test_her_clients_stay_apart_from_the_persons_own_of_the_same_name() -> None:
    page = talk()
    page.done("add", name="Studio Kestrel")
    own = page.client
    page.done("sample")
    names = {one.name: one.sample for one in page.session.workbook.clients()}
    assert names["Studio Kestrel"] is False
    assert names["Studio Kestrel (sample)"] is True
    assert page.session.workbook.invoices(own) == ()


# Out


def test_one_click_takes_everything_away_again(page: Talk) -> None:
    page.look_around("letter")
    page.done("fact", client=page.client, letter="thanks", field="their_name", value="Jo")
    page.done("remove_sample")
    assert page.shown() == talk().shown()
    everything = page.session.workbook.export()
    assert [
        kind for kind, things in everything.items() if things and kind not in ("format", "version")
    ] == []


def test_what_is_the_persons_own_stays_as_it_was() -> None:
    page = talk()
    page.done("add", name="Anna Bakery")
    own = page.client
    page.file("a.csv", receivables("Anna Bakery", 5, 2))
    page.answer(strain="often")
    before = page.session.workbook.export()
    page.done("sample")
    page.done("remove_sample")
    assert page.session.workbook.export() == before
    assert page.page.body["kind"] == "all"
    assert len(page.session.workbook.invoices(own)) == 5


def test_own_invoices_that_stood_under_an_invented_client_stay(page: Talk) -> None:
    page.look_around()
    page.file("a.csv", receivables("Anna Bakery", 5, 2))
    page.file("b.csv", receivables("Studio Kestrel", 3, 2))
    page.done("link", name="Anna Bakery", client=page.client)
    page.done("rename", client=page.client, name="The studio")
    page.done("remove_sample")
    assert page.session.workbook.clients() == ()
    left = {one.name: one.invoices for one in page.session.workbook.record_names()}
    assert left == {"Anna Bakery": 5, "Studio Kestrel": 3}
    assert page.session.workbook.links() == {}


def test_a_record_of_hers_that_was_linked_to_an_own_client_goes_and_so_does_the_link() -> None:
    page = talk()
    page.done("add", name="Anna Bakery")
    own = page.client
    page.done("sample")
    page.done("link", name="Ondry Lettings", client=own)
    assert page.session.workbook.invoices(own)
    page.done("remove_sample")
    assert page.session.workbook.invoices(own) == ()
    assert page.session.workbook.links() == {}


def test_she_comes_back_whole_after_she_was_gone(page: Talk) -> None:
    before = page.session.workbook.messages()
    page.done("remove_sample")
    page.done("sample")
    assert set(_rows(page)) == {*READINGS, UNREAD}
    assert page.session.workbook.messages() == before


def test_nothing_of_her_is_left_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "mine.clientfit"
    with Workbook.open(path) as book:
        page = talk(book)
        page.done("sample")
        page.done("remove_sample")
        assert book.record_names() == ()
    assert b"Kestrel" not in path.read_bytes()


# What is told


def test_her_clients_are_marked_beside_the_persons_own_and_not_where_they_are_alone(
    page: Talk,
) -> None:
    assert {cells["name"]["invented"] for cells in _rows(page).values()} == {""}
    page.done("add", name="Anna Bakery")
    marks = {name: cells["name"]["invented"] for name, cells in _rows(page).items()}
    assert marks.pop("Anna Bakery") == ""
    assert set(marks.values()) == {"invented"}
    assert page.page.body["invented"]["text"].startswith("9 of these clients are invented")


def test_without_her_nothing_is_said_of_her() -> None:
    page = talk()
    page.done("add", name="Anna Bakery")
    page.done("go", step="all")
    assert page.page.body["invented"] is None
