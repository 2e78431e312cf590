"""The letter in the page: what is missing, the words, and whose words they are."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import Any

import pytest
from talking import FACTS, Talk, every, receivables, talk

from clientfit.files.store import Workbook
from clientfit.text.letter.write import load

TITLE = load()["termination"].title


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


def _fact(page: Talk, field: str, value: str) -> None:
    given = {"client": page.client, "letter": "termination", "field": field, "value": value}
    page.done("fact", **given)


def _fields(page: Talk) -> list[str]:
    return [one["id"] for one in page.page.body["fields"]]


def _edit(page: Talk, subject: str, body: str) -> None:
    page.done("words", client=page.client, letter="termination", subject=subject, body=body)


def test_what_is_missing_is_asked_for_and_no_letter_is_shown(page: Talk) -> None:
    asks = {one["id"]: one["ask"] for one in page.page.body["fields"]}
    assert _letter(page)["missing"] == [asks[fact] for fact in FACTS]
    assert "body" not in _letter(page)
    assert "Please fill it in" in page.refused(
        "download", what="letter.md", client=page.client, letter="termination"
    )


def test_a_letter_is_there_when_the_last_fact_is(page: Talk) -> None:
    page.fill_letter()
    letter = _letter(page)
    assert letter["missing"] == []
    assert letter["subject"] == "Ending our work together on 24 December 2026"
    assert letter["body"].startswith("Dear Maria,")
    assert letter["body"].endswith("Sam Okoro")
    assert "{" not in letter["body"]


def test_a_choice_brings_the_questions_that_follow_from_it(page: Talk) -> None:
    assert "owed_sum" not in _fields(page)
    _fact(page, "owes", "yes")
    assert "owed_sum" in _fields(page)
    _fact(page, "setting", "after_abuse")
    assert "reason" not in _fields(page)
    assert "say_why" in _fields(page)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("end_date", "soon", "is not a date"),
        ("owed_sum", "a lot", "is not a sum"),
        ("owed_sum", "12.50 ZZZ", "is not a currency"),
        ("setting", "odd", "is not a choice"),
    ],
)
def test_a_fact_that_can_not_be_read_is_pointed_out(
    page: Talk, field: str, value: str, said: str
) -> None:
    page.fill_letter(owes="yes", owed_sum="10.00 EUR", pay_by="2026-12-01")
    _fact(page, field, value)
    found = "\n".join(_letter(page)["faults"] + _letter(page)["missing"])
    assert said in found or field == "setting"
    assert "body" not in _letter(page)


def test_own_words_outlive_every_change_of_a_fact(page: Talk) -> None:
    page.fill_letter()
    _edit(page, "Goodbye", "Dear Maria,\n\nit was good.\n")
    _fact(page, "their_name", "Mario")
    _fact(page, "my_name", "")
    letter = _letter(page)
    assert letter["edited"] is True
    assert (letter["subject"], letter["body"]) == ("Goodbye", "Dear Maria,\n\nit was good.\n")
    assert letter["missing"] == []


def test_written_anew_the_letter_follows_the_facts_again(page: Talk) -> None:
    page.fill_letter()
    _edit(page, "Goodbye", "Dear Maria")
    _fact(page, "their_name", "Mario")
    page.done("anew", client=page.client, letter="termination")
    assert _letter(page)["edited"] is False
    assert _letter(page)["body"].startswith("Dear Mario,")


def test_the_own_name_is_known_for_the_next_letter(page: Talk) -> None:
    page.fill_letter()
    page.done("add", name="Borek Ltd")
    page.done("go", step="letter", letter="termination")
    assert page.page.live["answers"]["my_name"]["value"] == "Sam Okoro"
    assert "their_name" not in page.page.live["answers"]


def test_what_the_workbook_knows_is_filled_in(page: Talk) -> None:
    page.answer(notice="14", undelivered="the spring menu", owed="80 EUR", abuse="often")
    page.done("go", step="letter", letter="termination")
    given = {id_: one["value"] for id_, one in page.page.live["answers"].items()}
    assert given == {
        "setting": "after_abuse",
        "end_date": "2026-12-05",
        "open_work": "yes",
        "deliver": "the spring menu",
        "owes": "yes",
        "owed_sum": "80 EUR",
        "pay_by": "2026-11-30",  # the 28th is a Saturday
    }


def test_open_invoices_are_named_with_their_sum(page: Talk) -> None:
    page.look_around()
    page.done("go", step="letter", letter="termination")
    given = {id_: one["value"] for id_, one in page.page.live["answers"].items()}
    assert (given["owes"], given["owed_sum"]) == ("yes", "1175.00 EUR")
    assert given["invoices"] == "2026-085"


def test_sums_without_a_currency_are_never_suggested(page: Talk) -> None:
    page.file("a.csv", receivables("Anna Bakery", 2, 0).replace(b",2/10/2026,", b",,"))
    page.done("go", step="letter", letter="termination")
    assert "owed_sum" not in page.page.live["answers"]


def test_too_many_words_are_pointed_out_kindly(page: Talk) -> None:
    _edit(page, "Goodbye", "word " * 300)
    assert _letter(page)["count"] == "300 words: shorter is kinder; 180 are plenty."


def test_a_letter_is_kept_with_its_client_and_read_by_another_window(page: Talk) -> None:
    page.fill_letter()
    _edit(page, "Goodbye", "Dear Maria")
    again = talk(page.session.workbook)
    again.done("hello", step="letter", client=page.client, letter="termination")
    assert again.page.live == page.page.live


# Downloads


def _saved(page: Talk, what: str) -> tuple[str, str, bytes]:
    given = {"client": page.client, "letter": "termination"}
    file = page.done("download", what=what, **given)["file"]
    (data,) = page.answers[-1][1]
    return file["name"], file["kind"], data


def test_the_letter_is_saved_as_it_is_shown(page: Talk) -> None:
    page.fill_letter()
    name, kind, data = _saved(page, "letter.md")
    assert (name, kind) == (f"Anna Bakery - {TITLE}.md", "text/markdown")
    assert _letter(page)["body"].replace("\n", "").replace(" ", "")[:200] in (
        data.decode().replace("\n", "").replace(" ", "").replace("\\", "")
    )


def test_the_letter_is_saved_as_a_draft_that_a_mail_program_opens(page: Talk) -> None:
    page.fill_letter()
    _edit(page, "Ünser Ende", "Dear Maria,\n\nit was “good”.\n")
    name, kind, data = _saved(page, "letter.eml")
    mail = message_from_bytes(data, policy=policy.default)
    assert (name, kind) == (f"Anna Bakery - {TITLE}.eml", "message/rfc822")
    assert mail["X-Unsent"] == "1"
    assert mail["Subject"] == "Ünser Ende"
    assert "it was “good”." in mail.get_content()


def test_how_it_was_worked_out_is_saved(page: Talk) -> None:
    page.answer(**every("often"))
    name, kind, data = _saved(page, "trace.json")
    assert (name, kind) == ("Anna Bakery - Reading.json", "application/json")
    assert b"strain" in data


def test_a_saved_copy_of_everything_is_one_that_can_be_brought_in(page: Talk) -> None:
    name, _, data = _saved(page, "workbook.json")
    assert name == "clientfit-2026-11-21.json"
    with Workbook.in_memory() as other:
        assert other.import_json(data).clients == 1


def test_without_a_client_there_is_nothing_to_work_out() -> None:
    assert "client: is not chosen" in talk().refused("download", what="trace.json")


def test_a_disputed_invoice_is_in_no_reminder_and_the_form_says_so() -> None:
    page = talk()
    page.look_around("letter", "Ondry Lettings")
    page.done("go", step="letter", letter="statement")
    dossier = page.session.dossier
    assert dossier is not None
    (disputed,) = [one for one in dossier.invoices if one.disputed]
    live = page.page.live
    assert disputed.number not in live["answers"]["invoice_lines"]["value"]
    assert live["records"]["invoice_lines"]["text"].startswith("1 disputed invoice is left out")
    given = {"client": page.client, "letter": "statement", "field": "invoice_lines"}
    page.done("fact", **given, value=f"{disputed.number}, as we agreed")
    assert page.page.live["records"] == {}  # what the person lists themselves is theirs


def test_before_any_sign_is_answered_no_letter_that_ends_it_is_proposed() -> None:
    page = talk()
    page.done("add", name="Anna Bakery")
    page.answer(attempts="2")
    page.done("go", step="letter")
    (proposed,) = [one["id"] for one in page.page.body["choose"]["letters"] if one["proposed"]]
    assert proposed != "termination"
    page.answer(**every("always"))
    (proposed,) = [one["id"] for one in page.page.body["choose"]["letters"] if one["proposed"]]
    assert proposed == "termination"
