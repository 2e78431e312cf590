"""The exit plan as PDF, Markdown and calendar: every line is there, and text stays text."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import mistune
import pytest
import vobject
from hostile import HOSTILE, IDS, is_inert, pages, squeezed, tells_of_the_machine

from clientfit.core.ending.plan import (
    Days,
    ItemMark,
    Phase,
    State,
    channel,
    exit_plan,
    telling,
)
from clientfit.files.exporters.calendar import plan_ics
from clientfit.files.exporters.clean import one_line
from clientfit.files.exporters.plan import ExitPaper, plan_markdown, plan_pdf
from clientfit.text.content.ending import exits
from clientfit.text.i18n import translator

T = translator()
EXITS = exits()
TODAY = date(2026, 11, 21)
WHEN = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
SITUATION = {
    "abusive": "no",
    "contract": "written",
    "undelivered": "yes",
    "owes": "yes",
    "months": "30",
    "income_share": "40",
    "distance": "far",
    "channel": "phone",
    "non_payment": "2",
    "late_payment": "3",
}
MARKS = (
    ItemMark("contract_lines", State.DONE, ""),
    ItemMark("deliver_paid", State.WAIVED, "They said on 3 November that nothing is missing."),
)


def paper(
    client: str = "Studio Kestrel",
    marks: tuple[ItemMark, ...] = MARKS,
    told: date = date(2026, 11, 30),
) -> ExitPaper:
    plan = exit_plan(EXITS.items, SITUATION, marks, Days.of(TODAY, told, 30))
    advice = channel(SITUATION, EXITS.norms), telling(SITUATION, EXITS.norms)
    return ExitPaper("c1", client, plan, EXITS.words, *advice, TODAY)


def events(data: bytes) -> list[vobject.base.Component]:
    return vobject.readOne(data.decode()).vevent_list


def shown(markdown: bytes) -> str:
    return str(mistune.create_markdown(plugins=["task_lists"])(markdown.decode()))


def test_the_printed_plan_has_every_line_with_its_day_owner_and_gate():
    one, text = paper(), squeezed(pages(plan_pdf(paper(), T)))
    for line in one.plan.lines:
        assert squeezed(EXITS.words[line.item.id].name) in text
        assert (squeezed(EXITS.words[line.item.id].do) in text) is not line.settled
        assert squeezed(T.short_day(line.due)) in text
    assert text.count("comesfirst") == sum(line.item.gate for line in one.plan.lines)
    assert "Theclient" in text
    assert squeezed("Reason: They said on 3 November that nothing is missing.") in text
    assert text.count("·done") == text.count("·waived") == 1


def test_the_printed_plan_names_what_opens_each_step_and_the_advice():
    text = squeezed(pages(plan_pdf(paper(), T)))
    assert squeezed("Opens after “Check that you have kept your side”") in text
    assert squeezed("Consider telling them only when the money is there") in text
    assert squeezed("Tell them by phone or video: you have worked together for long") in text
    assert squeezed("Monday, 30 November 2026") in text
    assert squeezed("Wednesday, 30 December 2026") in text


def test_a_step_whose_gates_are_settled_says_nothing_of_opening():
    gates = [item.id for item in EXITS.items if item.gate and item.phase is Phase.PREPARE]
    marks = tuple(ItemMark(one, State.DONE, "") for one in gates)
    before, after = (plan_markdown(paper(marks=some), T).decode() for some in ((), marks))
    assert before.count("Opens after") == 2
    assert after.count("Opens after") == 1  # only the last step waits, for the telling


def test_the_plan_as_markdown_has_a_box_for_every_line_and_a_tick_for_what_is_settled():
    text, plan = plan_markdown(paper(), T).decode(), paper().plan
    assert len(re.findall(r"^- \[ \] ", text, re.M)) == sum(not one.settled for one in plan.lines)
    assert len(re.findall(r"^- \[x\] ", text, re.M)) == sum(one.settled for one in plan.lines)
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## Step 1: Prepare",
        "## Step 2: Tell",
        "## Step 3: Hand over",
    ]


def test_the_plan_tells_of_no_machine_and_is_the_same_each_time():
    for make in (plan_pdf, plan_markdown):
        assert make(paper(), T) == make(paper(), T)
        assert tells_of_the_machine(make(paper(), T)) == []
    assert plan_ics(paper(), T, WHEN) == plan_ics(paper(), T, WHEN)
    assert tells_of_the_machine(plan_ics(paper(), T, WHEN)) == []


def test_another_program_reads_a_whole_private_day_for_each_line():
    found = events(plan_ics(paper(), T, WHEN))
    plan = paper().plan
    assert [one.dtstart.value for one in found] == [line.due for line in plan.lines]
    assert {one.dtend.value - one.dtstart.value for one in found} == {timedelta(days=1)}
    assert {one.__getattr__("class").value for one in found} == {"PRIVATE"}
    assert {one.transp.value for one in found} == {"TRANSPARENT"}
    for one, line in zip(found, plan.lines, strict=True):
        name = f"{EXITS.words[line.item.id].name} (Studio Kestrel)"
        assert one.summary.value == (f"{line.state}: {name}" if line.settled else name)
        assert one.description.value.startswith(EXITS.words[line.item.id].do)


def test_what_is_open_reminds_at_nine_on_the_day_before_and_what_is_settled_does_not():
    for one, line in zip(events(plan_ics(paper(), T, WHEN)), paper().plan.lines, strict=True):
        alarms = getattr(one, "valarm_list", [])
        assert len(alarms) == (0 if line.settled else 1)
        assert all(alarm.trigger.value == timedelta(hours=-15) for alarm in alarms)
        assert all(alarm.action.value == "DISPLAY" for alarm in alarms)
        assert one.status.value == ("CANCELLED" if line.state is State.WAIVED else "CONFIRMED")


def test_a_newer_file_brings_the_same_entries_up_to_date():
    old = events(plan_ics(paper(), T, WHEN))
    later = events(plan_ics(paper(told=date(2026, 12, 7)), T, WHEN + timedelta(hours=2)))
    uids = {one.uid.value for one in old}
    assert len(uids) == len(old)
    assert {one.uid.value for one in later} == uids
    newest = max(int(one.sequence.value) for one in old)
    assert min(int(one.sequence.value) for one in later) > newest


def test_two_clients_share_no_entry():
    one, other = (
        {entry.uid.value for entry in events(plan_ics(each, T, WHEN))}
        for each in (paper(), replace(paper(), client_id="c2"))
    )
    assert not one & other


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_a_calendar_has_network_line_ends_and_no_long_line_whatever_is_typed(text):
    data = plan_ics(paper(text, (ItemMark("deliver_paid", State.WAIVED, text),)), T, WHEN)
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 75
    data.decode()


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_hostile_text_adds_nothing_to_a_calendar_and_is_read_back(text):
    plain = events(plan_ics(paper(), T, WHEN))
    found = events(plan_ics(paper(text, (ItemMark("deliver_paid", State.WAIVED, text),)), T, WHEN))
    assert len(found) == len(plain)
    assert all(set(one.contents) <= {*plain[0].contents, "valarm"} for one in found)
    assert all(squeezed(one_line(text)) in squeezed(one.summary.value) for one in found)
    waived = next(one for one in found if one.status.value == "CANCELLED")
    assert squeezed(one_line(text)) in squeezed(waived.description.value)


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_hostile_text_stays_text_in_the_printed_plan(text):
    data = plan_pdf(paper(text, (ItemMark("deliver_paid", State.WAIVED, text),)), T)
    assert is_inert(data)
    seen = squeezed(pages(data))
    assert seen.count(squeezed(one_line(text))) >= 2
    assert "root:x:0" not in seen


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_hostile_text_stays_text_in_the_plan_as_markdown(text):
    one = paper(text, (ItemMark("deliver_paid", State.WAIVED, text),))
    kinds = set(re.findall(r"</?(\w+)", shown(plan_markdown(one, T))))
    assert kinds <= set(re.findall(r"</?(\w+)", shown(plan_markdown(paper(), T))))
    plain = mistune.html(plan_markdown(one, T).decode())
    assert "<a " not in plain
    assert "<script" not in plain
