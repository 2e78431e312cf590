"""What a page says again, because an answer was lost on the way, is done once."""

from __future__ import annotations

from talking import talk

from clientfit.page.widget import REMEMBERED


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


def test_what_was_refused_is_not_done_later_when_it_is_said_again() -> None:
    found = talk()
    found.done("add", name="Anna Bakery")
    said = {"id": "one", "kind": "add", "name": "Anna Bakery"}
    refused = found.hear(said)
    assert refused["faults"]
    found.done("delete", client=found.client)
    assert found.hear(said) == refused
    assert found.page.session.workbook.clients() == ()


def test_a_slice_said_again_is_taken_once_and_gets_its_progress_again() -> None:
    found = talk()
    given = {"kind": "slice", "name": "list.csv", "size": 6, "purpose": "records"}
    first = {"id": "one", "offset": 0, **given}
    assert found.hear(first, [b"a,b"])["progress"]["state"] == "reading"
    assert found.hear(first, [b"a,b"]) == found.answers[0][0]
    answer = found.hear({"id": "two", "offset": 3, **given}, [b"\n1,"])
    assert "damaged" not in str(answer)
    assert found.hear({"id": "two", "offset": 3, **given}, [b"\n1,"]) == answer


def test_a_file_asked_for_again_comes_again() -> None:
    found = talk()
    asked = {"id": "one", "kind": "download", "what": "workbook.json"}
    found.hear(asked)
    found.hear(asked)
    (first, second) = found.answers
    assert first == second
    assert first[1][0].startswith(b"{")


def test_events_without_a_name_are_never_taken_for_one_another() -> None:
    found = talk()
    for name in ("Anna", "Bob"):
        found.hear({"kind": "add", "name": name})
    assert len(found.page.session.workbook.clients()) == 2


def test_only_so_many_names_are_remembered() -> None:
    found = talk()
    for number in range(REMEMBERED + 10):
        found.hear({"id": str(number), "kind": "look"})
    assert len(found.page._answered) == REMEMBERED
