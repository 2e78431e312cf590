"""What a page says again, because an answer was lost on the way, is done once."""

from __future__ import annotations

from talking import talk

from clientfit.ui.page import REMEMBERED


def test_an_event_said_again_under_its_name_is_done_once_and_confirmed_again() -> None:
    found = talk()
    said = {"id": "one", "kind": "add", "name": "Anna Bakery"}
    assert "faults" not in found.hear(said)
    assert found.hear(said) == {"ack": "one"}
    assert len(found.page.session.workbook.clients()) == 1


def test_the_same_words_under_another_name_are_another_event() -> None:
    found = talk()
    found.hear({"id": "one", "kind": "add", "name": "Anna Bakery"})
    assert "faults" in found.hear({"id": "two", "kind": "add", "name": "Anna Bakery"})


def test_what_was_refused_may_be_tried_again_under_its_name() -> None:
    found = talk()
    assert "faults" in found.hear({"id": "one", "kind": "add", "name": ""})
    assert "faults" in found.hear({"id": "one", "kind": "add", "name": ""})


def test_events_without_a_name_are_never_taken_for_one_another() -> None:
    found = talk()
    for name in ("Anna", "Bob"):
        found.hear({"kind": "add", "name": name})
    assert len(found.page.session.workbook.clients()) == 2


def test_only_so_many_names_are_remembered() -> None:
    found = talk()
    for number in range(REMEMBERED + 10):
        found.hear({"id": str(number), "kind": "look"})
    assert len(found.page._done) == REMEMBERED
