"""The reading in every situation, and the table of all clients."""

from __future__ import annotations

from typing import Any

import pytest
from talking import HEAVY, Talk, every, receivables, talk


@pytest.fixture
def page() -> Talk:
    found = talk()
    found.done("add", name="Anna")
    return found


def _read(page: Talk, **answers: str | None) -> dict[str, Any]:
    page.answer(**answers)
    page.done("go", step="reading")
    body = page.page.body
    assert isinstance(body, dict)
    return body


CLEAR = dict.fromkeys(("threats", "harassment", "illegal"), "no")


@pytest.mark.parametrize(
    ("answers", "reading", "heading", "meaning"),
    [
        (every("never"), "keep", "Anna reads as a client to keep.", "Most of what matters is fine"),
        (
            every("sometimes"),
            "repair",
            "Anna reads as a client worth an honest repair.",
            "Try to mend it before you decide",
        ),
        (HEAVY, "last_chance", "Anna reads as a client with one last chance.", "90 days away"),
        (
            HEAVY | {"attempts": "2"},
            "end",
            "Anna reads as a client to part with.",
            "You tried 2 times in earnest",
        ),
        (
            HEAVY | {"refused": "yes"},
            "end",
            "Anna reads as a client to part with.",
            "offered an honest repair and it was refused",
        ),
        (
            every("never") | {"threats": "yes"},
            "end",
            "Anna reads as a client to part with.",
            "A line was crossed",
        ),
    ],
)
def test_each_reading_has_its_words(
    page: Talk, answers: dict[str, str], reading: str, heading: str, meaning: str
) -> None:
    body = _read(page, **(CLEAR | answers))
    assert (body["reading"], body["heading"], body["empty"]) == (reading, heading, False)
    assert meaning in body["meaning"]
    assert "yours to decide" in body["yours"]


def test_with_nothing_answered_there_is_nothing_to_read(page: Talk) -> None:
    body = _read(page)
    assert body["empty"] is True
    assert body["heading"] == "There is nothing to read yet."
    assert body["reading"] == ""


def test_not_knowing_anything_is_no_reading_either(page: Talk) -> None:
    body = _read(page, **dict.fromkeys(every("never"), None))
    assert body["reading"] == ""
    assert body["heading"] == "There is nothing to read yet."


def test_a_few_answers_are_read_as_not_clear_yet_with_the_next_question(page: Talk) -> None:
    body = _read(page, strain="sometimes", haggling="often")
    assert body["heading"] == "Anna can’t be read clearly yet."
    assert body["reading"] == ""
    assert body["name"] == "Too early to say"
    assert body["shares"] is None
    known = {one.id: one for one in page.session.catalog.questions}
    assert known[body["next"]["question"]].role == "sign"
    assert body["next"]["label"] == page.session.words.ask(body["next"]["question"])


def test_where_no_open_sign_could_change_the_reading_no_answer_is_said_to_tell_most(
    page: Talk,
) -> None:
    few = _read(page, late_payment="often", abuse="never")
    assert few["certainty"]["lines"][0].startswith("Between")
    assert few["next"]["heading"] == "The answer that would tell most"
    page.look_around()
    body = page.page.body
    assert body["certainty"]["lines"][0].startswith("Certain: no sign that is still open")
    assert body["next"]["heading"] == "Still open, if you like to go on"


def test_with_every_answer_there_is_no_next_question(page: Talk) -> None:
    assert _read(page, **every("sometimes"))["next"] is None


def test_certain_before_all_is_answered_is_said(page: Talk) -> None:
    answers = every("sometimes")
    del answers["strain"]
    assert _read(page, **answers)["certainty"]["lines"][0].startswith("Certain: ")


def test_red_lines_still_open_are_named_as_what_could_change_everything(page: Talk) -> None:
    assert "3 of the plain yes-or-no questions" in _read(page)["certainty"]["lines"][-1]
    page.answer(threats="no", harassment="no")
    assert "1 of the plain yes-or-no questions is" in page.page.body["certainty"]["lines"][-1]
    page.answer(illegal="no")
    assert "yes-or-no" not in "".join(page.page.body["certainty"]["lines"])


def test_a_red_line_stands_first_among_the_reasons_in_its_own_words(page: Talk) -> None:
    body = _read(page, **every("never"), harassment="yes")
    ask = page.session.words.ask("harassment")
    assert body["reasons"]["lines"][0] == f"{ask} You said yes."


def test_where_a_red_line_is_crossed_no_shares_or_open_questions_cast_doubt_on_it(
    page: Talk,
) -> None:
    body = _read(page, strain="often", threats="yes")
    assert body["certainty"]["lines"] == [
        "Certain: where a line was crossed, nothing else has to be weighed."
    ]
    assert (body["shares"], body["next"], body["reasons"]["coalition"]) == (None, None, "")
    assert body["change"]["lines"][0].startswith("Nothing that is asked here.")


def test_a_blocking_sign_is_named(page: Talk) -> None:
    body = _read(page, **(every("never") | {"strain": "always"}))
    assert body["reading"] == "repair"
    assert body["reasons"]["blocking"] == (
        "One sign makes the difference: without “Strain on you” the signs would read “keep”."
    )
    assert any("“keep” if strain on you fell to" in line for line in body["change"]["lines"])


@pytest.mark.parametrize(
    ("level", "again", "said"),
    [
        ("never", "yes", "agree"),
        ("never", "no", "You need no complaint to leave"),
        ("never", "unsure", "You are not sure"),
        ("sometimes", "yes", "although the signs are heavy"),
        ("sometimes", "no", "yours to say"),
        ("often", "no", "agree"),
        ("sometimes", None, "You have not said yet"),
    ],
)
def test_the_gut_stands_beside_the_reading_and_never_counts(
    page: Talk, level: str, again: str | None, said: str
) -> None:
    before = _read(page, **every(level))["reading"]
    if again:
        page.answer(again=again)
    assert said in page.page.body["gut"]["line"]
    assert page.page.body["reading"] == before


def test_shares_are_words_and_a_bar_of_three_parts_that_make_a_whole(page: Talk) -> None:
    parts = _read(page, **every("sometimes"))["shares"]["parts"]
    assert [one["id"] for one in parts] == ["keep", "repair", "end"]
    assert sum(one["share"] for one in parts) == pytest.approx(1)
    assert all(one["text"].endswith("%") for one in parts)


def test_what_the_invoices_say_stands_beside_it(page: Talk) -> None:
    page.file("a.csv", receivables("Anna", 8, 8))
    body = _read(page)
    assert body["empty"] is True  # invoices alone are no reading of a client
    assert body["records"]["lines"][0].startswith("From 8 invoices, 8 were late")


# All clients


def _rows(page: Talk) -> dict[str, dict[str, Any]]:
    page.done("go", step="all")
    return {row["cells"]["name"]["text"]: row["cells"] for row in page.page.body["rows"]}


def test_the_table_says_what_is_known_of_each(page: Talk) -> None:
    page.answer(**HEAVY)
    page.done("add", name="Borek Ltd")
    page.file("a.csv", receivables("Anna", 8, 0).replace(b",2/10/2026,", b",,"))
    rows = _rows(page)
    assert rows["Anna"]["reading"]["text"] == "Last chance"
    assert rows["Anna"]["reading"]["mark"] == "last_chance"
    assert rows["Anna"]["owed"]["sort"] > 0
    assert "100.50" in rows["Anna"]["owed"]["text"]
    assert rows["Borek Ltd"]["reading"]["text"] == "No answers yet"
    assert rows["Borek Ltd"]["strain"]["text"] == ""
    assert rows["Borek Ltd"]["owed"]["text"] == ""


def test_every_column_sorts_worst_first_or_last(page: Talk) -> None:
    page.answer(**HEAVY)
    page.done("add", name="Borek Ltd")
    page.answer(**every("never"))
    page.done("add", name="Cleo")
    rows = _rows(page)
    for column in ("reading", "strain", "owed", "changed", "name"):
        values = [cells[column]["sort"] for cells in rows.values()]
        assert sorted(values)
    ranks = [rows[name]["reading"]["sort"] for name in ("Anna", "Borek Ltd", "Cleo")]
    assert ranks == sorted(ranks)
    assert rows["Anna"]["strain"]["sort"] > rows["Borek Ltd"]["strain"]["sort"]
    assert rows["Cleo"]["strain"]["sort"] == -1


def test_an_empty_table_offers_the_sample(page: Talk) -> None:
    page.done("delete", client=page.client)
    page.done("go", step="all")
    assert page.page.body["intro"] == "Nobody here yet."
    assert page.page.body["sample"]
