"""What a person wrote for themselves alone stands in no error, whatever was wrong around it."""

from __future__ import annotations

import copy
import json
import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from talking import talk

import clientfit as cf
from clientfit.app.downloads import Wishes
from clientfit.core.ending.plan import ItemMark, State
from clientfit.core.errors import shown
from clientfit.core.model import Answer, AnswerChange, Attempt, ChangeKind, LetterDraft, Outcome
from clientfit.core.records.activity import Direction, Message
from clientfit.files.client_file import read_client
from clientfit.files.store import Journal, Workbook
from clientfit.files.store.document import check
from clientfit.page.message import read
from clientfit.text.content.questions import catalog
from clientfit.text.letter.write import Letter

PRIVATE = "he hit the table and I was afraid"
NOW = datetime(2026, 11, 30, tzinfo=UTC)
DAY = date(2026, 11, 30)
MESSAGE = Message("Acme", "k", NOW, Direction.IN, 3, text=PRIVATE)
ATTEMPT = Attempt("a", "talk", DAY, DAY, None, Outcome.OPEN, PRIVATE)


def document() -> dict[str, Any]:
    """An export with something private in every place for free words."""
    with Workbook.in_memory() as book:
        client = book.add_client("Acme").id
        book.answer(client, "late_payment", "often")
        book.note(client, "late_payment", PRIVATE)
        book.save_draft(client, "termination", PRIVATE, {"reason": PRIVATE})
        book.save_messages([MESSAGE], source_file="c.txt")
        book.set_setting("anything", {"words": PRIVATE})
        journal = Journal(book, client)
        journal.keep_attempt(ATTEMPT)
        journal.keep_mark(ItemMark("contract", State.WAIVED, PRIVATE))
        return book.export()


def spoiled(node: Any, whole: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[str, Any]]:
    """The document with one place after the other replaced by what can't stand there."""
    for key, inside in list(node.items() if isinstance(node, dict) else enumerate(node)):
        for wrong in ([inside], {"x": inside}, f"{inside}\ud800", 1.5):
            found = copy.deepcopy(whole)
            place = found
            for step in path:
                place = place[step]
            place[key] = wrong
            yield ".".join(map(str, (*path, key))), found
        if isinstance(inside, dict | list):
            yield from spoiled(inside, whole, (*path, key))


def told(error: BaseException) -> str:
    """All that anybody may print of an error, and of those it came from."""
    words = []
    one: BaseException | None = error
    while one is not None:
        words += [str(one), repr(one)]
        one = one.__cause__
    return "\n".join(words)


def test_a_saved_copy_that_is_wrong_anywhere_is_told_of_without_its_private_words() -> None:
    whole, faults = document(), 0
    for _path, data in spoiled(whole, whole):
        try:
            check(data)
        except cf.ClientfitError as error:
            faults += 1
            assert PRIVATE not in told(error)
    assert faults > 100


def test_a_saved_copy_that_breaks_off_is_told_of_without_its_private_words() -> None:
    text = json.dumps(document())
    for end in range(0, len(text), 397):
        with Workbook.in_memory() as book, pytest.raises(cf.ClientfitError) as error:
            book.import_json(text[:end])
        assert PRIVATE not in told(error.value)


@pytest.mark.parametrize(
    "client",
    [
        f'[answers]\nlate_payment = {{ value = "often", note = "{PRIVATE}" }}\n',
        f'[answers]\nlate_payment = ["often", "{PRIVATE} and more than that, again"]\n',
        f'answers = ["late_payment", "often", "{PRIVATE}"]\n',
        f'[levels]\nlate_payment = {{ note = "{PRIVATE}" }}\n',
        f'name = {{ note = "{PRIVATE}" }}\n',
    ],
    ids=["table", "pair", "list", "level", "name"],
)
def test_a_client_file_with_a_note_in_the_wrong_place_is_told_of_without_it(client: str) -> None:
    with pytest.raises(cf.ClientfitError) as error:
        read_client(client.encode(), "client.toml", catalog())
    assert PRIVATE not in told(error.value)


def test_answers_with_notes_handed_to_the_rule_are_refused_by_the_question_and_not_the_note() -> (
    None
):
    answer = Answer("late_payment", "often", PRIVATE, NOW)
    for refused in (
        lambda: cf.levels({"late_payment": answer}),
        lambda: cf.judge({"abuse": answer}),
    ):
        with pytest.raises(cf.ClientfitError) as error:
            refused()
        assert PRIVATE not in told(error.value)
        assert {"late_payment", "abuse"} & {fault.where for fault in error.value.faults}


@pytest.mark.parametrize(
    "thing",
    [
        Answer("q", None, PRIVATE, NOW),
        AnswerChange("q", ChangeKind.NOTE, PRIVATE, NOW),
        LetterDraft("termination", PRIVATE, {"reason": PRIVATE}, NOW),
        ATTEMPT,
        ItemMark("contract", State.WAIVED, PRIVATE),
        MESSAGE,
        Letter(PRIVATE, PRIVATE),
        Wishes(redact=(PRIVATE,)),
        read({"kind": "note", "client": PRIVATE, "field": PRIVATE, "value": PRIVATE}, []),
    ],
    ids=lambda thing: type(thing).__name__,
)
def test_nothing_that_holds_private_words_shows_them_when_it_is_printed(thing: object) -> None:
    assert PRIVATE not in repr(thing)


def test_a_page_that_refuses_or_fails_says_and_logs_nothing_private(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = talk()
    page.done("add", name="Acme")
    about = {"client": page.client, "field": "late_payment"}
    broken = f"{PRIVATE}\ud800"
    letter = {"client": page.client, "letter": "termination"}
    with caplog.at_level(logging.DEBUG):
        answers = [
            page.say("note", **about, value=broken),
            page.say("note", **about, value=f"{PRIVATE} " * 100_000),
            page.say("answer", **about, value={"note": PRIVATE}),
            page.say("note", **(about | {"field": "nobody asked"}), value=PRIVATE),
            page.say("words", **letter, subject=broken, body=broken),
            page.say("try", client=page.client, step="none", day="2026-12-01", note=PRIVATE),
        ]
        monkeypatch.setattr(Workbook, "note", lambda *given: 1 / len(str(given)) + given[3])
        answers.append(page.say("note", **about, value=PRIVATE))
    assert all(answer["faults"] for answer in answers)
    assert PRIVATE not in str(answers)
    assert PRIVATE not in caplog.text


def test_what_is_short_and_plain_is_shown_so_that_a_slip_can_be_seen() -> None:
    assert shown("oftn") == "'oftn'"
    assert shown(7) == "7"
    assert str(shown([0, 9])) == "[0, 9]"
    assert str(shown("x" * 41)) == "a text of 41 characters"
    assert str(shown({"a": 1})) == "a table"
