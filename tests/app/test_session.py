"""The session: what the person does is kept, and every window sees it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from talking import TODAY, Talk, every, receivables, talk

from clientfit.core.errors import ClientfitError
from clientfit.core.reading.judge import judge
from clientfit.files.store import Workbook
from clientfit.text.content.questions import catalog


@pytest.fixture
def page() -> Talk:
    found = talk()
    found.done("add", name="Anna Bakery")
    return found


# Answers


def test_an_answer_its_note_and_not_knowing_are_kept(page: Talk) -> None:
    page.answer(strain="often", rework=None)
    page.done("note", client=page.client, field="strain", value="At night.")
    kept = page.session.workbook.answers(page.client)
    assert (kept["strain"].value, kept["strain"].note) == ("often", "At night.")
    assert (kept["rework"].value, kept["rework"].answered) == (None, True)


def test_an_answer_taken_back_leaves_its_note(page: Talk) -> None:
    page.answer(strain="often")
    page.done("note", client=page.client, field="strain", value="At night.")
    page.done("clear", client=page.client, field="strain")
    assert page.page.live["answers"]["strain"] == {
        "value": None,
        "note": "At night.",
        "answered": False,
    }
    assert page.page.live["progress"]["done"] == 0


def test_numbers_and_sums_are_kept_in_one_form(page: Talk) -> None:
    page.answer(income_share=" 12,50 ", owed="1250,5 eur")
    kept = page.session.workbook.answers(page.client)
    assert kept["income_share"].value == "12.5"
    assert kept["owed"].value == "1250.5 EUR"


def test_every_change_is_told_to_whoever_shows_it(page: Talk) -> None:
    before = page.session.revision
    page.answer(strain="often")
    page.done("note", client=page.client, field="strain", value="x")
    assert page.session.revision == before + 2


# Two windows


def test_two_windows_on_one_file_see_each_others_answers_and_lose_none(tmp_path: Path) -> None:
    path = tmp_path / "mine.clientfit"
    with Workbook.open(path) as first, Workbook.open(path) as second:
        one = talk(first)
        one.done("add", name="Anna Bakery")
        two = talk(second)
        two.done("hello", step="signs", client=one.client)
        for number, sign in enumerate(every("often")):
            (one if number % 2 else two).answer(**{sign: "often"})
        for window in (one, two):
            window.done("look")
            assert window.page.live["progress"]["done"] == 11
            assert {a["value"] for a in window.page.live["answers"].values()} == {"often"}


def test_facts_of_one_letter_from_two_windows_are_all_there(tmp_path: Path) -> None:
    path = tmp_path / "mine.clientfit"
    with Workbook.open(path) as first, Workbook.open(path) as second:
        one = talk(first)
        one.done("add", name="Anna Bakery")
        two = talk(second)
        two.done("hello", step="letter", client=one.client, letter="termination")
        given = {"client": one.client, "letter": "termination"}
        one.done("fact", field="their_name", value="Maria", **given)
        two.done("fact", field="my_name", value="Sam", **given)
        one.done("go", step="letter", letter="termination")
        facts = one.page.live["answers"]
        assert (facts["their_name"]["value"], facts["my_name"]["value"]) == ("Maria", "Sam")


def test_a_client_deleted_in_another_window_leads_to_the_others(tmp_path: Path) -> None:
    path = tmp_path / "mine.clientfit"
    with Workbook.open(path) as first, Workbook.open(path) as second:
        one = talk(first)
        one.done("add", name="Anna Bakery")
        gone = one.client
        one.done("add", name="Borek Ltd")
        two = talk(second)
        two.done("hello", step="signs", client=gone)
        one.done("delete", client=gone)
        assert "not in the workbook" in two.refused(
            "answer", client=gone, field="strain", value="often"
        )
        two.done("go", step="reading")
        assert two.page.body["kind"] == "all"
        assert [row["cells"]["name"]["text"] for row in two.page.body["rows"]] == ["Borek Ltd"]


def test_nothing_is_drawn_anew_when_nobody_changed_anything(page: Talk) -> None:
    page.done("look")
    before = page.session.revision
    page.done("look")
    assert page.session.revision == before


# Coming back


@pytest.mark.parametrize("step", ["client", "signs", "reading", "letter", "all"])
def test_a_page_loaded_anew_is_where_it_was(page: Talk, step: str) -> None:
    page.answer(**every("often"))
    page.done("go", step=step)
    again = talk(page.session.workbook)
    again.done("hello", step=step, client=page.client)
    assert again.shown() == page.shown()


def test_an_empty_workbook_begins_with_the_first_client_another_with_the_table() -> None:
    page = talk()
    assert page.page.body["kind"] == "client"
    assert "new" in page.page.body
    page.done("add", name="Anna")
    assert talk(page.session.workbook).page.body["kind"] == "all"


# Clients


def test_a_name_that_is_taken_is_refused(page: Talk) -> None:
    assert "already a client named 'Anna Bakery'" in page.refused("add", name=" ANNA bakery")


def test_a_renamed_client_keeps_its_invoices(page: Talk) -> None:
    page.file("a.csv", receivables("Anna Bakery", 3, 0))
    page.done("rename", client=page.client, name="Anna & Daughters")
    assert page.page.frame["client"]["name"] == "Anna & Daughters"
    assert len(page.session.dossier.invoices) == 3


def test_the_last_client_deleted_leaves_the_first_step(page: Talk) -> None:
    page.done("delete", client=page.client)
    assert "new" in page.page.body
    assert page.page.frame["client"] is None


def test_another_client_deleted_leaves_the_table(page: Talk) -> None:
    page.done("add", name="Borek Ltd")
    page.done("delete", client=page.client)
    assert page.page.body["kind"] == "all"


# Records


def test_a_record_speaks_where_nothing_was_said(page: Talk) -> None:
    page.file("a.csv", receivables("Anna Bakery", 8, 8))
    page.done("go", step="signs")
    shown = page.page.live["records"]["late_payment"]
    assert shown["text"].startswith("From 8 invoices, 8 were late, by ")
    assert shown["level"] == "Your records say: always."
    assert shown["clash"] == ""
    assert page.session.dossier.verdict.levels["late_payment"] == (4, 4)


def test_the_own_answer_wins_over_the_record_and_the_clash_is_pointed_out(page: Talk) -> None:
    page.file("a.csv", receivables("Anna Bakery", 8, 8))
    page.done("go", step="signs")
    page.answer(late_payment="never")
    shown = page.page.live["records"]["late_payment"]
    assert "Yours counts" in shown["clash"]
    assert shown["level"] == "Your records say: always."
    assert page.session.dossier.verdict.levels["late_payment"] == (0, 0)


def test_an_answer_near_the_record_is_no_clash(page: Talk) -> None:
    page.file("a.csv", receivables("Anna Bakery", 8, 8))
    page.done("go", step="signs")
    page.answer(late_payment="often")
    assert page.page.live["records"]["late_payment"]["clash"] == ""


def test_a_name_in_the_records_is_linked_to_a_client(page: Talk) -> None:
    page.file("a.csv", receivables("0042-OAK", 3, 0))
    assert page.session.dossier.invoices == ()
    page.done("go", step="client")
    assert [one["value"] for one in page.page.body["import"]["whose"]["names"]] == ["0042-OAK"]
    page.done("link", name="0042-OAK", client=page.client)
    (name,) = page.page.body["import"]["linked"]["names"]
    assert name["label"] == "0042-OAK (3 invoices)"
    assert page.page.body["import"]["whose"] is None


def test_every_free_name_becomes_a_client_once(page: Talk) -> None:
    page.file("a.csv", receivables("0042-OAK", 2, 0))
    page.file("b.csv", receivables("0107-ELM", 2, 0))
    page.done("add_names")
    page.done("add_names")
    names = [one.name for one in page.session.workbook.clients()]
    assert names == ["Anna Bakery", "0042-OAK", "0107-ELM"]


# Everything


def test_a_saved_copy_comes_back_whole(page: Talk) -> None:
    page.answer(**every("often"))
    page.done("download", what="workbook.json")
    ((_, (copy,)),) = [page.answers[-1]]
    other = talk()
    assert "faults" not in other.file("copy.json", copy, "workbook")
    assert other.page.body["kind"] == "all"
    assert other.session.workbook.export() == page.session.workbook.export()


@pytest.mark.parametrize("data", [b"{", b"[]", b'{"format": "x"}', b"\xff\xfe\x00", b"a,b\n1,2\n"])
def test_what_is_no_saved_copy_is_refused_and_changes_nothing(page: Talk, data: bytes) -> None:
    before = page.session.workbook.export()
    assert page.file("copy.json", data, "workbook")["faults"]
    assert page.session.workbook.export() == before


def _copy_of(page: Talk) -> dict:
    return json.loads(page.session.workbook.export_json())


def test_answers_that_no_question_takes_count_as_open(page: Talk) -> None:
    page.answer(strain="often", attempts="2", rework="never")
    page.done("note", client=page.client, field="strain", value="kept")
    copy = _copy_of(page)
    for change in copy["clients"][0]["changes"]:
        if change["kind"] == "answer" and change["question"] != "rework":
            change["text"] = "from another version"
        if change["question"] == "rework":
            change["question"] = "gone_since"
    other = talk()
    assert "faults" not in other.file("copy.json", json.dumps(copy).encode(), "workbook")
    other.done("go", step="signs", client=page.client)
    assert other.page.live["progress"]["done"] == 0
    assert other.page.live["answers"]["strain"] == {
        "value": None,
        "note": "kept",
        "answered": False,
    }
    for step in ("client", "reading", "letter", "all"):
        other.done("go", step=step)
    json.dumps(other.shown())


def test_facts_that_no_letter_asks_are_left_aside(page: Talk) -> None:
    page.fill_letter()
    copy = _copy_of(page)
    copy["clients"][0]["drafts"][0]["facts"]["mood"] = "from another version"
    other = talk()
    assert "faults" not in other.file("copy.json", json.dumps(copy).encode(), "workbook")
    other.done("go", step="letter", client=page.client, letter="termination")
    assert other.page.live["letter"]["faults"] == []
    assert other.page.live["letter"]["body"].startswith("Dear Maria")


ODD: list[object] = [None, 5, "x", "nan", 10**12, -1, {}, ["a"], {"step": 5, "tried": "x"}]


@pytest.mark.parametrize("odd", ODD, ids=repr)
def test_what_another_version_kept_beside_the_answers_is_left_aside_and_the_page_goes_on(
    page: Talk, odd: object
) -> None:
    page.answer(**every("often"))
    client = page.client
    page.done("try", client=client, step="goals", day="2026-10-01", note="n")
    page.done("go", step="end")
    page.done("mark", client=client, item="obligations", state="done", reason="")
    page.done("cooling", client=client, days=4)
    page.done("own_rate", client=client, rate="8")
    page.done("law", client=client, law="eu")
    page.done("country", client=client, country="NL")
    page.fill_letter()
    copy = _copy_of(page)
    for entry in copy["clients"][0]["journal"]:
        entry["body"] = odd
    for setting in copy["settings"]:
        setting["value"] = odd
    other = talk()
    assert "faults" not in other.file("copy.json", json.dumps(copy).encode(), "workbook")
    for step in ("reading", "repair", "end", "letter", "all"):
        other.done("go", step=step, client=client)
        json.dumps(other.shown())
    other.done("go", step="end", client=client)
    other.done("mark", client=client, item="obligations", state="done", reason="")
    other.done("cooled", client=client)
    assert other.page.body["cooling"] is None


def test_a_copy_with_numbers_that_can_not_be_is_refused_whole(page: Talk) -> None:
    page.session.workbook.set_setting("norms", {"signs": {"haggling": {"points": -3}}})
    copy = page.session.workbook.export_json().encode()
    other = talk()
    assert other.file("copy.json", copy, "workbook")["faults"]
    assert other.session.workbook.clients() == ()
    assert other.session.workbook.setting("norms") is None


# Own numbers


OWN = {"norms": {"ladder": {"failed_attempts_to_end": {"value": 1}}}}


def test_own_numbers_in_the_workbook_change_the_reading(page: Talk) -> None:
    page.answer(**every("sometimes"), attempts="1")
    assert page.session.dossier.verdict.reading == "repair"
    page.session.workbook.set_setting("norms", OWN)
    again = talk(page.session.workbook)
    again.done("hello", step="reading", client=page.client)
    assert again.page.body["reading"] == "end"


def test_own_numbers_in_a_saved_copy_count_at_once(page: Talk) -> None:
    page.session.workbook.set_setting("norms", OWN)
    copy = page.session.workbook.export_json().encode()
    other = talk()
    other.file("copy.json", copy, "workbook")
    assert other.session.catalog.norms.failed_attempts_to_end == 1


def test_own_numbers_that_can_not_be_are_told_at_the_start() -> None:
    workbook = Workbook.in_memory()
    workbook.set_setting("norms", {"signs": {"hagling": {"points": 3}}})
    with pytest.raises(ClientfitError, match="Did you mean 'haggling'"):
        talk(workbook)


def test_the_page_reads_a_client_as_the_bare_rule_does(page: Talk) -> None:
    page.answer(**every("sometimes"))
    norms = catalog().norms
    assert page.session.dossier.verdict == judge(dict.fromkeys(norms.ids, (2, 2)), norms=norms)


def test_the_day_is_asked_for_and_never_kept(page: Talk) -> None:
    assert page.session.today() == TODAY
