"""What goes over the wire is declared once, and read by what is declared."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from js.declare import FILE, declarations

from clientfit.app.place import Step
from clientfit.core.errors import ClientfitError
from clientfit.core.model import Outcome
from clientfit.page import events
from clientfit.page.message import read
from clientfit.page.script import asset
from clientfit.page.wire.events import AboutFile, Asking, Go, Hello, Slice
from clientfit.page.wire.kinds import KINDS
from clientfit.page.wire.step_events import Myself, Review

REVIEW = {"kind": "review", "client": "c1", "attempt": "a1", "outcome": "same", "note": ""}


def test_every_event_that_changes_something_has_what_is_done_about_it() -> None:
    doing = {event for event in KINDS.values() if not issubclass(event, Asking)}
    assert set(events._ACTS) == doing


def test_every_event_is_of_one_kind() -> None:
    assert len(set(KINDS.values())) == len(KINDS)


def test_a_message_becomes_an_event_with_typed_fields() -> None:
    event = read(REVIEW | {"response": ""}, [])
    assert isinstance(event, Review)
    assert (event.client, event.outcome, event.response) == ("c1", Outcome.SAME, None)


def test_a_name_that_is_a_word_of_python_is_sent_as_it_is() -> None:
    told = {"from": "09:00", "to": "17:00", "zone": "", "country": "", "days": ["0"]}
    event = read({"kind": "myself", **told}, [])
    assert isinstance(event, Myself)
    assert (event.from_, event.days, event.names, event.keep_text) == ("09:00", ("0",), (), False)


def test_bytes_come_beside_the_fields() -> None:
    fields_ = {"kind": "slice", "name": "a", "size": 1, "offset": 0, "purpose": "records"}
    event, empty = read(fields_, [memoryview(b"x")]), read(fields_, [])
    assert isinstance(event, Slice)
    assert isinstance(empty, Slice)
    assert (event.data, empty.data) == (b"x", None)


@pytest.mark.parametrize(
    ("said", "client"), [({}, ""), ({"client": None}, None), ({"client": "c"}, "c")]
)
def test_no_client_is_something_else_than_nobody(said: dict[str, Any], client: str | None) -> None:
    event = read({"kind": "go", "step": "client", **said}, [])
    assert event == Go(Step.CLIENT, client)


def test_what_may_be_left_out_has_its_default() -> None:
    assert read({"kind": "hello"}, []) == Hello()
    assert read({"kind": "about_file"}, []) == AboutFile()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_event_shows_its_fields_when_it_is_printed(kind: str) -> None:
    shape = KINDS[kind]
    event = shape(**{field.name: "private words" for field in fields(shape)})
    assert "private words" not in repr(event)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"outcome": "gone"}, "outcome"),
        ({"client": 5}, "client"),
        ({"note": "x" * 100_001}, "note"),
        ({"response": ["well"]}, "response"),
    ],
)
def test_a_field_that_is_not_what_it_must_be_is_named(
    changed: dict[str, object], named: str
) -> None:
    with pytest.raises(ClientfitError, match=f"no usable '{named}'"):
        read(REVIEW | changed, [])


def test_a_day_is_read_as_a_day() -> None:
    event = read({"kind": "tell_on", "client": "c", "day": "2026-12-01"}, [])
    assert getattr(event, "day", None) == date(2026, 12, 1)
    with pytest.raises(ClientfitError, match="is no day"):
        read({"kind": "tell_on", "client": "c", "day": "soon"}, [])


def test_the_declarations_for_the_script_are_those_of_the_shapes() -> None:
    assert FILE.read_text("utf-8") == declarations()


def test_the_declarations_hold_every_event_and_tell_what_may_be_left_out() -> None:
    made = declarations()
    for kind in KINDS:
        assert f"\n    {kind}: {{" in made
    assert "note: { client: string; field: string; value: string };" in made
    assert "answer: { client: string; field: string; value?: string | null };" in made
    assert "next?: boolean };" in made  # the bytes of a slice come beside its fields


def test_what_the_page_only_asks_for_is_not_kept_to_be_said_again() -> None:
    passing = re.search(r"passing = new Set\((\[.*\])\)", asset("outbox.js"))
    assert passing is not None
    told = set(json.loads(passing[1]))
    assert {kind for kind, event in KINDS.items() if issubclass(event, Asking)} <= told
    assert told <= set(KINDS)
