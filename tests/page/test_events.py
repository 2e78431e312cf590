"""What a page may say. Whoever can reach the socket can send anything."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
from hostile import HOSTILE
from hypothesis import given, settings
from hypothesis import strategies as st
from talking import Talk, every, receivables, talk

from clientfit.app import upload as imports
from clientfit.files.store import Workbook
from clientfit.page.wire.events import Asking
from clientfit.page.wire.kinds import KINDS as EVENTS

KINDS = sorted(kind for kind, event in EVENTS.items() if not issubclass(event, Asking))
#: What the second half of the page says, each with its text fields filled in so that it is heard.
SECOND_HALF: dict[str, dict[str, str]] = {
    "fact": {"letter": "termination", "field": "their_name", "value": "Maria"},
    "words": {"letter": "termination", "subject": "s", "body": "b"},
    "anew": {"letter": "termination"},
    "dismiss": {"letter": "termination", "key": "but:but"},
    "try": {"step": "goals", "day": "2026-11-20", "note": ""},
    "review": {"attempt": "a1", "outcome": "same", "note": ""},
    "forget": {"attempt": "a1"},
    "cooled": {},
    "cooling": {},
    "tell_on": {"day": "2026-12-01"},
    "law": {"law": "eu"},
    "own_rate": {"rate": "8"},
    "mark": {"item": "obligations", "state": "waived", "reason": "done long ago"},
}
NUMBERS = {"cooling": {"days": 5}}
TEXTS = [(kind, field) for kind, fields in SECOND_HALF.items() for field in fields]
#: Fields that messages have, to be filled with anything.
NAMES = (
    "client",
    "field",
    "value",
    "name",
    "text",
    "letter",
    "subject",
    "body",
    "step",
    "offset",
    "size",
    "purpose",
    "day_first",
    "what",
    "key",
    "on",
    "day",
    "days",
    "note",
    "attempt",
    "response",
    "outcome",
    "item",
    "state",
    "reason",
    "country",
    "law",
    "rate",
    "leaves",
    "told",
    "percent",
    "which_day",
    "chart",
    "notes",
    "redact",
    "names",
    "zone",
    "from",
    "to",
    "me",
    "columns",
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@pytest.fixture
def page() -> Talk:
    found = talk()
    found.done("add", name="Anna Bakery")
    return found


def test_every_message_is_answered_with_its_own_id(page: Talk) -> None:
    assert page.hear({"id": "x1", "kind": "look"}) == {"ack": "x1"}


@pytest.mark.parametrize("content", [None, 5, "look", [], [{"kind": "look"}], {}, {"kind": None}])
def test_what_is_no_message_is_refused_calmly(page: Talk, content: object) -> None:
    answer = page.hear(content)
    assert answer["ack"] is None
    assert answer["faults"]


@pytest.mark.parametrize("kind", ["", "Answer", "__class__", "clear_all", "x" * 10_000])
def test_a_kind_nobody_knows_is_refused(page: Talk, kind: str) -> None:
    assert "nobody understands" in page.refused(kind)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("add", "name"),
        ("rename", "client"),
        ("rename", "name"),
        ("delete", "client"),
        ("link", "name"),
        ("link", "client"),
        ("answer", "client"),
        ("answer", "field"),
        ("note", "client"),
        ("note", "field"),
        ("note", "value"),
        ("clear", "field"),
        ("fact", "letter"),
        ("fact", "value"),
        ("words", "subject"),
        ("words", "body"),
        ("anew", "letter"),
    ],
)
@pytest.mark.parametrize("value", [None, 5, True, ["x"], {"a": 1}, "x" * 100_001])
def test_a_text_that_is_none_is_refused_and_named(
    page: Talk, kind: str, field: str, value: object
) -> None:
    before = page.session.workbook.export_json()
    given: dict[str, object] = {
        "client": page.client,
        "name": "Anna",
        "field": "their_name" if kind == "fact" else "strain",
        "value": "never",
        "letter": "termination",
        "subject": "s",
        "body": "b",
    }
    assert f"no usable '{field}'" in page.refused(kind, **{**given, field: value})
    assert page.session.workbook.export_json() == before


@pytest.mark.parametrize("kind", ["rename", "delete", "link", "answer", "note", "clear"])
def test_a_client_that_is_not_there_is_said_so(page: Talk, kind: str) -> None:
    given = {"name": "x", "field": "strain", "value": "never", "letter": "termination"}
    assert "not in the workbook" in page.refused(kind, client="nobody", **given)


@pytest.mark.parametrize("kind", list(SECOND_HALF))
def test_nothing_is_kept_about_a_client_that_is_gone(page: Talk, kind: str) -> None:
    before = page.session.workbook.export_json()
    said = _full(kind) | {"client": "nobody"}
    assert "is no longer here" in page.refused(kind, **said)
    assert page.session.workbook.export_json() == before


@pytest.mark.parametrize(("kind", "field"), TEXTS)
@pytest.mark.parametrize("value", [None, 5, True, ["x"], {"a": 1}, "x" * 100_001])
def test_a_text_of_the_second_half_that_is_none_is_refused_and_named(
    page: Talk, kind: str, field: str, value: object
) -> None:
    _attempt(page)
    before = page.session.workbook.export_json()
    said = page.refused(kind, **{**_full(kind), "client": page.client, field: value})
    assert f"no usable '{field}'" in said
    assert page.session.workbook.export_json() == before


@pytest.mark.parametrize("value", [None, "3", 3.0, True, [3]])
def test_days_that_are_no_number_are_refused(page: Talk, value: object) -> None:
    assert "no usable 'days'" in page.refused("cooling", client=page.client, days=value)


@pytest.mark.parametrize(("kind", "field"), TEXTS)
def test_hostile_text_is_kept_as_text_or_refused_and_the_page_goes_on(
    page: Talk, kind: str, field: str
) -> None:
    _attempt(page)
    for value in HOSTILE:
        answer = page.say(kind, **{**_full(kind), "client": page.client, field: value})
        assert not [one for one in answer.get("faults", []) if "went wrong" in one]
        for step in ("repair", "end", "letter"):
            page.done("go", step=step, client=page.client)
            json.dumps(page.shown())


@pytest.mark.parametrize("kind", ["try", "tell_on"])
@pytest.mark.parametrize(
    "day", ["", "soon", "2026-02-30", "2026-13-01", "21.11.2026", "0000-01-01", "9999-12-31"]
)
def test_a_day_that_can_not_be_is_refused_in_words_and_nothing_is_kept(
    page: Talk, kind: str, day: str
) -> None:
    before = page.session.workbook.export_json()
    said = page.refused(kind, **{**_full(kind), "client": page.client, "day": day})
    assert "went wrong" not in said
    assert page.session.workbook.export_json() == before


@pytest.mark.parametrize(
    ("kind", "field"),
    [("try", "step"), ("mark", "item"), ("law", "law"), ("fact", "letter"), ("fact", "field")],
)
def test_a_name_nobody_knows_is_refused_and_nothing_is_kept(
    page: Talk, kind: str, field: str
) -> None:
    before = page.session.workbook.export_json()
    page.refused(kind, **{**_full(kind), "client": page.client, field: "nobody knows"})
    assert page.session.workbook.export_json() == before


@pytest.mark.parametrize(
    ("kind", "field"), [("review", "response"), ("review", "outcome"), ("mark", "state")]
)
@pytest.mark.parametrize("value", ["", "SAME", "gone", "__class__"])
def test_a_state_nobody_knows_is_refused(page: Talk, kind: str, field: str, value: str) -> None:
    attempt = _attempt(page)
    given = {**_full(kind), "client": page.client, "attempt": attempt}
    if (field, value) == ("response", ""):
        page.done(kind, **{**given, field: value})  # not said yet is no state
    else:
        assert f"no usable '{field}'" in page.refused(kind, **{**given, field: value})


def _full(kind: str) -> dict[str, object]:
    return {**SECOND_HALF[kind], **NUMBERS.get(kind, {})}


def _attempt(page: Talk) -> str:
    """Note an attempt; give its id."""
    page.done("try", client=page.client, **SECOND_HALF["try"])
    assert page.session.dossier is not None
    return page.session.dossier.attempts[-1].id


@pytest.mark.parametrize("kind", ["answer", "note", "clear"])
def test_an_unknown_question_is_told_the_nearest_name(page: Talk, kind: str) -> None:
    said = page.refused(kind, client=page.client, field="strian", value="never")
    assert "Did you mean 'strain'" in said


def test_unknown_letters_and_facts_are_told_the_nearest_name(page: Talk) -> None:
    given = {"client": page.client, "field": "their_nam", "value": "x"}
    assert "Did you mean 'termination'" in page.refused("fact", letter="terminaton", **given)
    assert "Did you mean 'their_name'" in page.refused("fact", letter="termination", **given)


def test_an_answer_that_is_none_says_what_would_be_one_and_changes_nothing(page: Talk) -> None:
    page.answer(strain="often")
    said = page.refused("answer", client=page.client, field="strain", value="oftn")
    assert said.startswith("“How often does this client weigh on you")
    assert "Did you mean 'often'" in said
    assert page.page.live["answers"]["strain"]["value"] == "often"


@pytest.mark.parametrize("step", [None, 7, "nowhere", ["signs"], "SIGNS"])
def test_a_step_nobody_knows_leads_to_the_table(page: Talk, step: object) -> None:
    page.done("go", step=step)
    assert page.page.body["kind"] == "all"


def test_a_client_that_is_gone_leads_to_the_table(page: Talk) -> None:
    page.done("go", step="reading", client="gone")
    assert page.page.body["kind"] == "all"
    assert page.page.frame["client"] is None


def test_an_address_without_a_client_is_the_empty_first_step(page: Talk) -> None:
    page.done("go", step="client", client=None)
    assert "new" in page.page.body
    page.done("go", step="signs", client=None)
    assert page.page.body["kind"] == "client"


# Files in slices


def _slice(page: Talk, data: bytes, offset: object, size: object = 10, **more: object) -> str:
    given = {"name": "a.csv", "size": size, "offset": offset, "purpose": "invoices"} | more
    return page.refused("slice", data, **given)


@pytest.mark.parametrize("offset", [None, "0", 0.0, True, [0]])
def test_an_offset_that_is_no_number_is_refused(page: Talk, offset: object) -> None:
    assert "no usable 'offset'" in _slice(page, b"x", offset)


def test_a_file_that_does_not_begin_at_its_beginning_is_refused(page: Talk) -> None:
    assert "arrived incomplete" in _slice(page, b"x", 5)
    assert "arrived incomplete" in _slice(page, b"x", -1)


@pytest.mark.parametrize(
    ("offset", "data"), [(-5, b"12345"), (4, b"123456"), (6, b"1234"), (5, b"123456"), (5, b"")]
)
def test_slices_that_do_not_add_up_end_the_file(page: Talk, offset: int, data: bytes) -> None:
    page.done("slice", b"12345", name="a.csv", size=10, offset=0, purpose="invoices")
    assert "arrived damaged" in _slice(page, data, offset)
    assert page.session.transit.upload is None
    assert page.session.workbook.invoices() == ()


def test_a_slice_without_bytes_is_refused(page: Talk) -> None:
    given = {"name": "a.csv", "size": 10, "offset": 0, "purpose": "invoices"}
    assert "arrived incomplete" in page.refused("slice", **given)


@pytest.mark.parametrize(
    ("size", "said"), [(0, "is empty"), (-1, "is empty"), (64 * 2**20 + 1, "larger than 64 MB")]
)
def test_a_file_of_no_size_or_too_much_is_refused_before_it_comes(
    page: Talk, size: int, said: str
) -> None:
    assert said in _slice(page, b"x", 0, size)
    assert page.session.transit.upload is None


def test_a_second_file_begun_in_the_middle_of_another_takes_its_place(page: Talk) -> None:
    page.done("slice", b"12345", name="a.csv", size=10, offset=0, purpose="invoices")
    assert "faults" not in page.file("b.csv", receivables("0042-OAK", 3, 1))
    assert len(page.session.workbook.invoices()) == 3


def test_no_more_than_one_unfinished_file_is_held(page: Talk) -> None:
    for _ in range(3):
        page.done("slice", b"12345", name="a.csv", size=10, offset=0, purpose="invoices")
    assert isinstance(page.session.transit.upload, imports.Upload)
    assert page.session.transit.upload.arrived == 5


def test_a_question_about_dates_that_is_not_open_is_refused(page: Talk) -> None:
    assert "no longer here" in page.refused("about_file", day_first=True)


@pytest.mark.parametrize("what", ["../etc/passwd", "letter", "letter.exe", "", "plan.pdf.pdf"])
def test_a_file_that_can_not_be_saved_is_refused(page: Talk, what: object) -> None:
    assert "is no file to save" in page.refused("download", what=what)


@pytest.mark.parametrize("what", [None, 5, ["letter.md"]])
def test_a_file_that_is_no_name_is_refused(page: Talk, what: object) -> None:
    assert "no usable 'what'" in page.refused("download", what=what)


@pytest.mark.parametrize("field", ["notes", "redact"])
@pytest.mark.parametrize("value", [5, "strain", ["strain", 5], {"strain": True}])
def test_wishes_for_a_file_that_are_none_are_refused(page: Talk, field: str, value: object) -> None:
    said = page.refused("download", what="evidence.zip", client=page.client, **{field: value})
    assert f"no usable '{field}'" in said


SAID = st.tuples(
    st.sampled_from([*KINDS, "download", "figure", "whatif"]),
    st.dictionaries(st.sampled_from(NAMES), ANYTHING),
    st.lists(st.binary(max_size=8), max_size=2),
)


@settings(max_examples=15, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=12))
def test_whatever_is_said_the_page_answers_and_goes_on(
    said: list[tuple[str, dict[str, Any], list[bytes]]],
) -> None:
    page = talk()
    page.look_around()
    client = page.client
    for kind, given_fields, buffers in said:
        fields = {name: client if value is None else value for name, value in given_fields.items()}
        answer = page.say(kind, *buffers, **fields)
        assert not [one for one in answer.get("faults", []) if "went wrong" in one]
    page.done("sample")
    json.dumps(page.shown())


# The one place that catches


class Failing(Workbook):
    """A workbook with a bug in it."""

    def answer(self, client_id: str, question: str, value: str | None) -> None:
        raise RuntimeError(f"{client_id} {question} {value} of Anna Bakery")


def test_a_bug_gives_a_calm_answer_and_a_log_line_without_what_was_typed(
    caplog: pytest.LogCaptureFixture,
) -> None:
    page = talk(Failing.in_memory())
    page.done("add", name="Anna Bakery")
    with caplog.at_level(logging.DEBUG):
        said = page.refused("answer", client=page.client, field="strain", value="always")
    assert "it is not your fault" in said
    assert "Anna" not in said
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage().startswith("RuntimeError at ")
    assert "test_events.py" in record.getMessage()
    assert record.exc_info is None
    for secret in ("Anna", "always", page.client):
        assert secret not in caplog.text


def test_after_a_bug_the_page_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    page = talk(Failing.in_memory())
    page.done("add", name="Anna Bakery")
    page.refused("answer", client=page.client, field="strain", value="always")
    page.done("note", client=page.client, field="strain", value="still here")
    assert page.page.live["answers"]["strain"]["note"] == "still here"


def test_what_a_page_refuses_is_no_line_in_the_log(
    page: Talk, caplog: pytest.LogCaptureFixture
) -> None:
    page.refused("answer", client=page.client, field="strain", value="Anna")
    page.answer(**every("never"))
    assert caplog.records == []
