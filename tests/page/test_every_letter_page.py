"""Every letter in the page: near, kept apart, in step with the plan, and read a second time."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hostile import is_inert, pages, unzipped
from openpyxl import load_workbook
from talking import FACTS, HEAVY, Talk, every, talk

from clientfit.app.ending import Ending
from clientfit.app.letter import proposed_letter
from clientfit.text.letter.write import FormKind, load

FORMS = load()
SCRIPTS = [id_ for id_, form in FORMS.items() if form.kind is FormKind.SCRIPT]
#: A letter with marks about words, and about what is missing.
BAD = "Dear Maria,\n\nYou always pay late, and you never call. Maybe later.\n\nSam Okoro"


@pytest.fixture
def page() -> Talk:
    found = talk()
    found.done("add", name="Anna Bakery")
    found.done("go", step="letter", letter="termination")
    return found


def _letter(page: Talk) -> dict[str, Any]:
    letter = page.page.live["letter"]
    assert isinstance(letter, dict)
    return letter


def _edit(page: Talk, body: str, letter: str = "termination") -> None:
    page.done("words", client=page.client, letter=letter, subject="The end", body=body)


def _keys(page: Talk) -> list[str]:
    return [mark["key"] for mark in _letter(page)["marks"]]


# Which letter


@pytest.mark.parametrize(
    ("answers", "letter"),
    [
        (every("never"), "talk"),
        (HEAVY | {"refused": "yes"}, "termination"),
        (every("never") | {"threats": "yes"}, "termination"),
        (every("never") | {"non_payment": "always", "late_payment": "always"}, "pause"),
        (every("never") | {"unclear_goals": "always"}, "goals"),
        (every("never") | {"boundaries": "always"}, "hours"),
    ],
)
def test_the_letter_that_fits_the_reading_is_proposed_and_shown(
    page: Talk, answers: dict[str, str], letter: str
) -> None:
    page.answer(**answers)
    page.done("go", step="letter")
    proposed = [one["id"] for one in page.page.body["choose"]["letters"] if one["proposed"]]
    assert proposed == [letter]
    assert page.page.body["letter_id"] == letter


def test_it_is_the_letter_of_the_first_proposal_while_there_is_something_to_mend(
    page: Talk,
) -> None:
    page.answer(**every("sometimes"))
    page.done("go", step="repair")
    first = page.page.body["proposals"]["steps"][0]["letter"]
    assert page.session.dossier is not None
    assert proposed_letter(page.session, page.session.dossier) == first


@pytest.mark.parametrize("letter", FORMS)
def test_every_letter_is_one_choice_away_and_has_its_address(page: Talk, letter: str) -> None:
    assert letter in [one["id"] for one in page.page.body["choose"]["letters"]]
    page.done("go", step="letter", letter=letter)
    assert page.page.body["letter_id"] == page.page.frame["letter"] == letter
    (chosen,) = [one for one in page.page.body["choose"]["letters"] if one["chosen"]]
    assert chosen["id"] == letter


def test_letters_are_kept_apart(page: Talk) -> None:
    _edit(page, "The words of the end")
    _edit(page, "The words of a pause", "pause")
    page.done("go", step="letter", letter="pause")
    assert _letter(page)["body"] == "The words of a pause"
    page.done("fact", client=page.client, letter="pause", field="their_name", value="Mario")
    page.done("go", step="letter", letter="termination")
    assert _letter(page)["body"] == "The words of the end"
    assert "Mario" not in _letter(page)["body"]


def test_what_they_are_called_is_typed_once(page: Talk) -> None:
    page.done("fact", client=page.client, letter="pause", field="their_name", value="Mario")
    page.done("go", step="letter", letter="termination")
    assert page.page.live["answers"]["their_name"]["value"] == "Mario"


def test_a_letter_nobody_knows_leads_to_the_one_that_fits(page: Talk) -> None:
    page.done("go", step="letter", letter="nobody knows")
    assert page.page.frame["letter"] is None
    assert page.page.body["letter_id"] == "talk"


# In step with the plan


def test_the_letter_names_the_last_day_of_the_plan_and_the_reader_finds_no_contradiction(
    page: Talk,
) -> None:
    page.fill_letter()
    for change in ("notice", "told", "country"):
        if change == "notice":
            page.answer(notice="45")
        if change == "told":
            page.done("tell_on", client=page.client, day="2026-12-10")
        if change == "country":
            page.done("country", client=page.client, country="NL")
        page.done("go", step="letter", letter="termination")
        assert page.session.dossier is not None
        end = Ending(page.session, page.session.dossier).plan.end
        assert page.session.t.day(end) in _letter(page)["body"]
        assert _letter(page)["marks"] == []


def test_another_last_day_in_the_own_words_is_marked(page: Talk) -> None:
    page.fill_letter()
    ready = _letter(page)["body"]
    assert "24 December 2026" in ready
    _edit(page, ready)
    assert _keys(page) == []
    _edit(page, ready.replace("24 December 2026", "3 March 2027"))
    assert any("3 March 2027" in mark["text"] for mark in _letter(page)["marks"])


# Marks


def test_marks_say_what_why_and_a_better_way_and_point_at_the_words(page: Talk) -> None:
    page.fill_letter()
    _edit(page, BAD)
    marks = _letter(page)["marks"]
    assert {"You always", "you never"} <= {mark["text"] for mark in marks}
    for mark in marks:
        assert mark["what"]
        assert mark["why"]
        assert BAD[mark["start"] : mark["end"]] == mark["text"]


def test_a_mark_waved_away_stays_away_and_comes_back_when_it_is_asked_for(page: Talk) -> None:
    page.fill_letter()
    _edit(page, BAD)
    key = next(mark["key"] for mark in _letter(page)["marks"] if mark["text"] == "You always")
    given = {"client": page.client, "letter": "termination", "key": key}
    page.done("dismiss", on=True, **given)
    assert key not in _keys(page)
    assert key in _letter(page)["waved"]
    _edit(page, BAD.replace("Maria", "Mario"))
    again = talk(page.session.workbook)
    again.done("hello", step="letter", client=page.client, letter="termination")
    assert key not in _keys(again)
    page.done("dismiss", on=False, **given)
    assert key in _keys(page)
    assert key not in _letter(page)["waved"]


def test_what_was_waved_away_in_one_letter_is_marked_in_another(page: Talk) -> None:
    page.fill_letter()
    _edit(page, BAD)
    for key in _keys(page):
        page.done("dismiss", client=page.client, letter="termination", key=key, on=True)
    assert _keys(page) == []
    _edit(page, BAD, "pause")
    page.done("go", step="letter", letter="pause")
    assert any(mark["text"] == "You always" for mark in _letter(page)["marks"])


def test_an_alternative_offered_after_abuse_is_marked_and_else_it_is_not(page: Talk) -> None:
    page.fill_letter()
    offer = _letter(page)["body"] + "\n\nMy colleague Ada could take over your project."
    _edit(page, offer)
    before = set(_keys(page))
    page.answer(threats="yes")
    page.done("go", step="letter", letter="termination")
    assert set(_keys(page)) - before


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_is_said_and_not_sent_so_nobody_marks_or_mails_it(page: Talk, script: str) -> None:
    page.done("go", step="letter", letter=script)
    body = page.page.body
    assert body["script"] is True
    assert "letter.eml" not in [one["what"] for one in body["save"]]
    _edit(page, BAD, script)
    assert _letter(page)["marks"] == []


def test_a_letter_can_be_mailed(page: Talk) -> None:
    assert [one["what"] for one in page.page.body["save"]] == [
        "letter.docx",
        "letter.pdf",
        "letter.eml",
        "letter.md",
    ]


# Evidence and the whole


def _saved(page: Talk, what: str, **wishes: list[str]) -> bytes:
    page.done("download", what=what, client=page.client, **wishes)
    (data,) = page.answers[-1][1]
    return data


@pytest.fixture
def sample() -> Talk:
    found = talk()
    found.done("add", name="Borek Ltd")
    found.done("note", client=found.client, field="strain", value="Of another client.")
    found.look_around("end")
    return found


def test_evidence_leaves_every_note_out_that_was_not_chosen(sample: Talk) -> None:
    for chosen in ([], ["strain"]):
        files = unzipped(_saved(sample, "evidence.zip", notes=chosen))
        (pdf,) = [data for name, data in files.items() if name.endswith(".pdf")]
        assert is_inert(pdf)
        text = pages(pdf)
        assert "2026-085" in text
        assert ("check my phone" in text) == bool(chosen)
        for other in ("logo: four times", "Borek", "Of another client"):
            assert other not in text
        assert all(b"Borek" not in data for data in files.values())


def test_evidence_blacks_out_what_was_named_everywhere(sample: Talk) -> None:
    wishes = {"notes": ["strain"], "redact": ["dinner", "2026-085"]}
    files = unzipped(_saved(sample, "evidence.zip", **wishes))
    for data in files.values():
        text = pages(data) if data.startswith(b"%PDF") else data.decode()
        assert "dinner" not in text
        assert "2026-085" not in text
        assert "2026-073" in text


def test_evidence_offers_the_notes_there_are(sample: Talk) -> None:
    offered = {one["id"] for one in sample.page.body["evidence"]["notes"]}
    assert offered == {"strain", "unpaid_work", "rework", "high_expectations"}


def test_the_whole_is_a_sheet_with_every_client_attempt_and_letter(sample: Talk) -> None:
    sample.done("try", client=sample.client, step="goals", day="2026-11-20", note="=1+1")
    _edit(sample, "=HYPERLINK(1)")
    book = load_workbook(io.BytesIO(_saved(sample, "workbook.xlsx")))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    texts = " ".join(str(cell.value) for cell in cells)
    assert "Borek Ltd" in texts
    assert "Studio Kestrel" in texts
    assert "=1+1" in texts
    assert [cell for cell in cells if cell.data_type == "f"] == []


# What is let out


def test_python_knows_nothing_of_what_is_let_out(sample: Talk) -> None:
    rant = sample.page.body["rant"]
    assert set(rant) == {"heading", "intro", "label", "burn", "burnt"}
    for kind in ("rant", "burn", "burnt", "let_out"):
        assert "nobody understands" in sample.refused(kind, client=sample.client, text="x")


def test_the_facts_of_a_plain_letter_are_those_that_are_asked(page: Talk) -> None:
    assert set(FACTS) <= {fact.id for fact in FORMS["termination"].facts}
