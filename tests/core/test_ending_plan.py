"""The exit plan: nothing before today, gates that hold until they are done or waived."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientfit.app.holidays import free_days
from clientfit.core.ending.plan import (
    Advice,
    AdviceNorms,
    Anchor,
    Days,
    ExitItem,
    ItemMark,
    Owner,
    Phase,
    State,
    channel,
    exit_plan,
    payment_day,
    telling,
)
from clientfit.core.ending.working_days import USUAL, WEEKEND, FreeDays, Move, working_day
from clientfit.core.errors import ClientfitError
from clientfit.text.content.ending import exits

ITEMS = exits().items
IDS = [item.id for item in ITEMS]
NORMS = AdviceNorms(long_months=12, large_share=25, late_level=3, cooling_days=3)
SATURDAY, SUNDAY, MONDAY = date(2026, 11, 21), date(2026, 11, 22), date(2026, 11, 23)
FRIDAY = date(2026, 11, 20)
VALUES = {
    "abusive": ["yes", "no"],
    "contract": ["written", "mails", "spoken", "none", "unknown"],
    "undelivered": ["yes", "no"],
    "owes": ["yes", "no"],
}
SITUATIONS = st.fixed_dictionaries({key: st.sampled_from(some) for key, some in VALUES.items()})
DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))
HOLIDAYS = st.builds(FreeDays, st.frozensets(DAYS, max_size=20))
MARKS = st.lists(
    st.builds(ItemMark, st.sampled_from(IDS), st.sampled_from(State), st.text(max_size=5)),
    max_size=8,
)


def item(name: str = "one", **given_fields: object) -> ExitItem:
    fields = {
        "id": name,
        "phase": Phase.PREPARE,
        "owner": Owner.YOU,
        "gate": False,
        "anchor": Anchor.TODAY,
        "days": 0,
        "move": Move.AFTER,
        "when": (),
        "sources": (),
    }
    return ExitItem(**{**fields, **given_fields})


def day_of(one: ExitItem, days: Days, free: FreeDays = USUAL) -> date:
    (line,) = exit_plan([one], {}, (), days, free).lines
    return line.due


@settings(max_examples=150)
@given(SITUATIONS, DAYS, DAYS, st.integers(0, 90), HOLIDAYS)
def test_no_line_is_before_today_or_on_a_free_day(situation, today, told, notice, free):
    plan = exit_plan(ITEMS, situation, (), Days.of(today, told, notice), free)
    for line in plan.lines:
        assert line.due >= today
        assert line.due.weekday() not in WEEKEND
        assert line.due not in free


@settings(max_examples=150)
@given(SITUATIONS, DAYS, DAYS, st.integers(0, 90), HOLIDAYS)
def test_nothing_is_prepared_after_the_telling(situation, today, told, notice, free):
    plan = exit_plan(ITEMS, situation, (), Days.of(today, told, notice), free)
    first = working_day(today, Move.AFTER, free)  # what is late is due at once, not in the past
    for line in plan.of(Phase.PREPARE):
        assert line.due <= max(told, first)


@settings(max_examples=150)
@given(SITUATIONS, MARKS, DAYS, DAYS)
def test_a_step_waits_for_exactly_the_open_gates_of_the_steps_before_it(
    situation, marks, today, told
):
    plan = exit_plan(ITEMS, situation, marks, Days.of(today, told, 30))
    said = {mark.item: mark.state for mark in marks}  # the last word counts
    before: list[str] = []
    for phase in Phase:
        assert [line.item.id for line in plan.blockers(phase)] == before
        before += [
            line.item.id
            for line in plan.of(phase)
            if line.item.gate and said.get(line.item.id, State.OPEN) is State.OPEN
        ]


@settings(max_examples=100)
@given(SITUATIONS, MARKS, DAYS, DAYS, HOLIDAYS)
def test_a_plan_holds_each_fitting_item_once_in_the_order_of_its_steps_and_days(
    situation, marks, today, told, free
):
    plan = exit_plan(ITEMS, situation, marks, Days.of(today, told, 30), free)
    fitting = {one.id for one in ITEMS if all(situation.get(key) in fits for key, fits in one.when)}
    assert {line.item.id for line in plan.lines} == fitting
    assert len(plan.lines) == len(fitting)
    steps = list(Phase)
    keys = [(steps.index(line.item.phase), line.due) for line in plan.lines]
    assert keys == sorted(keys)
    assert plan.lines == tuple(line for phase in Phase for line in plan.of(phase))


@settings(max_examples=100)
@given(SITUATIONS, DAYS, DAYS)
def test_to_settle_every_gate_by_doing_or_waiving_opens_everything(situation, today, told):
    days = Days.of(today, told, 30)
    for state in (State.DONE, State.WAIVED):
        marks = [ItemMark(one.id, state, "so") for one in ITEMS if one.gate]
        plan = exit_plan(ITEMS, situation, marks, days)
        assert [plan.blockers(phase) for phase in Phase] == [(), (), ()]


def test_to_open_a_line_again_closes_the_gate_again():
    gate = item(gate=True)
    days = Days.of(MONDAY, MONDAY, 30)
    done, again = ItemMark("one", State.DONE, ""), ItemMark("one", State.OPEN, "")
    assert exit_plan([gate], {}, [done], days).blockers(Phase.TELL) == ()
    assert len(exit_plan([gate], {}, [done, again], days).blockers(Phase.TELL)) == 1


def test_a_reason_is_kept_with_its_line():
    (line,) = exit_plan(
        [item()], {}, [ItemMark("one", State.WAIVED, "no contract")], Days.of(MONDAY, MONDAY, 0)
    ).lines
    assert (line.state, line.reason, line.settled) == (State.WAIVED, "no contract", True)


def test_a_mark_of_an_item_that_is_gone_harms_nothing():
    plan = exit_plan([item()], {}, [ItemMark("gone", State.DONE, "")], Days.of(MONDAY, MONDAY, 0))
    assert [line.state for line in plan.lines] == [State.OPEN]


def test_days_are_counted_from_today_the_telling_and_the_end():
    days = Days.of(MONDAY, MONDAY + timedelta(days=7), 30)
    assert days.end == date(2026, 12, 30)
    assert day_of(item(days=2), days) == date(2026, 11, 25)
    assert day_of(item(phase=Phase.TELL, anchor=Anchor.TOLD, days=1), days) == date(2026, 12, 1)
    late = item(phase=Phase.HAND_OVER, anchor=Anchor.END, days=-5, move=Move.BEFORE)
    assert day_of(late, days) == date(2026, 12, 25)
    christmas = FreeDays(frozenset({date(2026, 12, 25)}))
    assert day_of(late, days, christmas) == date(2026, 12, 24)


def test_what_would_have_been_before_today_is_for_the_next_working_day():
    days = Days.of(SATURDAY, SATURDAY, 0)
    assert day_of(item(anchor=Anchor.TOLD, days=-9, move=Move.BEFORE), days) == MONDAY
    assert day_of(item(anchor=Anchor.END, move=Move.BEFORE), days) == MONDAY


def test_a_plan_looked_at_after_the_last_day_asks_for_nothing_in_the_past():
    plan = exit_plan(ITEMS, {}, (), Days(today=MONDAY, told=date(2026, 1, 5), end=date(2026, 2, 4)))
    assert {line.due for line in plan.lines} >= {MONDAY}
    assert min(line.due for line in plan.lines) == MONDAY


@pytest.mark.parametrize("notice", [-1, 1001, 10**9])
def test_a_notice_that_can_t_be_counted_is_told_in_words(notice):
    with pytest.raises(ClientfitError, match="Notice"):
        Days.of(MONDAY, MONDAY, notice)


def test_a_condition_on_what_nobody_said_holds_only_for_unknown():
    days = Days.of(MONDAY, MONDAY, 0)
    for fits, count in ((("no",), 0), (("yes",), 0), (("unknown", "no"), 1)):
        assert len(exit_plan([item(when=(("owes", fits),))], {}, (), days).lines) == count


@pytest.mark.parametrize(
    ("day", "move", "expected"),
    [
        (FRIDAY, Move.AFTER, FRIDAY),
        (FRIDAY, Move.BEFORE, FRIDAY),
        (SATURDAY, Move.AFTER, MONDAY),
        (SATURDAY, Move.BEFORE, FRIDAY),
        (SUNDAY, Move.BEFORE, FRIDAY),
    ],
)
def test_a_weekend_moves_to_the_nearest_working_day(day, move, expected):
    assert working_day(day, move) == expected


@given(DAYS, st.sampled_from(Move), HOLIDAYS)
def test_a_working_day_is_the_nearest_one_on_its_side(day, move, free):
    found = working_day(day, move, free)
    between = range(1, abs((found - day).days) + 1)
    step = 1 if move is Move.AFTER else -1
    passed = [day + timedelta(days=step * (number - 1)) for number in between]
    assert found.weekday() not in WEEKEND
    assert found not in free
    assert all(one.weekday() in WEEKEND or one in free.holidays for one in passed)
    assert (found - day).days * step >= 0


def test_where_people_rest_on_friday_a_day_goes_to_sunday_and_comes_back_to_thursday():
    free = FreeDays(weekend=frozenset({4, 5}))
    assert working_day(FRIDAY, Move.AFTER, free) == SUNDAY
    assert working_day(SATURDAY, Move.BEFORE, free) == FRIDAY - timedelta(days=1)


# --- The day to ask for what is open -----------------------------------------------------------

DUES = st.none() | DAYS
COUNTRIES_FREE = st.sampled_from(["", "GB", "NL", "PL", "US", "DE", "SA", "EG"]).map(
    lambda country: free_days(country, 2024, 2031)
)


@settings(max_examples=300, deadline=None)
@given(DAYS, DAYS, st.integers(0, 200), DUES, COUNTRIES_FREE)
def test_money_is_asked_for_on_a_working_day_after_the_telling_and_never_before_it_is_due(
    today, told, notice, due, free
):
    pay_by = payment_day(Days.of(today, told, notice, due), free)
    assert pay_by > max(today, told)
    assert due is None or pay_by >= due
    assert pay_by not in free


@settings(max_examples=200, deadline=None)
@given(DAYS, st.integers(0, 60), st.integers(0, 200), DUES, COUNTRIES_FREE)
def test_money_is_asked_for_no_later_than_it_has_to_be(today, ahead, notice, due, free):
    told = today + timedelta(days=ahead)
    days = Days.of(today, told, notice, due)
    pay_by = payment_day(days, free)
    week = timedelta(days=7)
    earliest = max(days.end - week, told + week, due or told)
    passed = range((pay_by - earliest).days)
    assert pay_by >= earliest
    assert all(earliest + timedelta(days=number) in free for number in passed)


@settings(max_examples=150, deadline=None)
@given(SITUATIONS, st.builds(Days.of, DAYS, DAYS, st.integers(0, 90), DUES), COUNTRIES_FREE)
def test_the_plan_s_line_about_the_money_is_on_the_day_to_ask_for_it(situation, days, free):
    plan = exit_plan(ITEMS, situation, (), days, free)
    assert plan.pay_by == payment_day(days, free)
    lines = [line.due for line in plan.lines if line.item.id == "payment"]
    assert lines == ([plan.pay_by] if situation["owes"] == "yes" else [])


@pytest.mark.parametrize(
    ("told", "notice", "due", "pay_by"),
    [
        (MONDAY, 30, None, date(2026, 12, 16)),  # a week before 23 December
        (MONDAY, 30, date(2026, 9, 1), date(2026, 12, 16)),  # overdue already
        (MONDAY, 30, date(2026, 12, 20), date(2026, 12, 21)),  # due on a Sunday
        (MONDAY, 30, date(2027, 1, 15), date(2027, 1, 15)),  # due after the last day
        (MONDAY, 0, None, date(2026, 11, 30)),  # the day of telling is the last: a week to act
        (SATURDAY, 0, date(2026, 12, 25), date(2026, 12, 29)),  # Christmas, the weekend, and 28th
        (MONDAY, 39, None, date(2026, 12, 29)),  # a week before New Year's Day is Christmas Day
    ],
)
def test_the_day_to_ask_for_money_by_example(told, notice, due, pay_by):
    days = Days.of(SATURDAY, told, notice, due)
    assert payment_day(days, free_days("GB", 2026, 2027)) == pay_by


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ({"abusive": "yes", "months": "99", "distance": "near"}, Advice("writing", ("abusive",))),
        ({"months": "12", "distance": "near"}, Advice("in_person", ("long", "near"))),
        (
            {"months": "40", "income_share": "25", "distance": "near", "channel": "email"},
            Advice("in_person", ("long", "large", "near")),
        ),
        (
            {"income_share": "25", "distance": "far", "channel": "email"},
            Advice("phone", ("large",)),
        ),
        ({"months": "12", "channel": "phone"}, Advice("phone", ("long", "usual"))),
        ({"months": "11", "income_share": "24", "channel": "email"}, Advice("email", ("usual",))),
        ({"distance": "near", "channel": "chat"}, Advice("chat", ("usual",))),
        ({"channel": "in_person"}, Advice("in_person", ("usual",))),
        ({}, Advice("phone", ("unknown",))),
    ],
)
def test_the_channel_is_the_usual_one_unless_the_tie_is_strong_or_there_was_abuse(
    situation, expected
):
    assert channel(situation, NORMS) == expected


@pytest.mark.parametrize(
    ("situation", "expected"),
    [
        ({}, Advice("now", ("nothing_owed",))),
        ({"owes": "no", "non_payment": "4"}, Advice("now", ("nothing_owed",))),
        ({"owes": "yes"}, Advice("now", ("no_sign",))),
        ({"owes": "yes", "pays": "yes"}, Advice("now", ("pays_well",))),
        ({"owes": "yes", "late_payment": "2", "pays": "yes"}, Advice("now", ("pays_well",))),
        (
            {"owes": "yes", "pays": "yes", "unpaid": "yes"},
            Advice("after_payment", ("unpaid",)),
        ),
        (
            {"owes": "yes", "pays": "yes", "unpaid": "yes", "non_payment": "1", "disputed": "yes"},
            Advice("after_payment", ("non_payment", "disputed")),
        ),
        (
            {"owes": "yes", "non_payment": "4", "disputed": "yes", "abusive": "yes"},
            Advice("now", ("abusive",)),
        ),
        ({"owes": "yes", "late_payment": "3"}, Advice("after_payment", ("late_payment",))),
        (
            {"owes": "yes", "late_payment": "4", "non_payment": "1"},
            Advice("after_payment", ("non_payment", "late_payment")),
        ),
    ],
)
def test_telling_waits_for_the_money_where_it_may_not_come(situation, expected):
    assert telling(situation, NORMS) == expected
