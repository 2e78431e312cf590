"""What must hold whatever the past was: proved on common luck, so that it holds on every path."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientfit.core.errors import ClientfitError
from clientfit.core.whatif import (
    Assumptions,
    Change,
    Comparison,
    Deciding,
    FutureSampling,
    Leave,
    OnTime,
    OpenInvoice,
    Outlook,
    Payer,
    Raise,
    Replace,
    compare,
    outlook,
    safest_day,
)

OPEN = st.builds(
    OpenInvoice,
    age=st.integers(0, 200),
    due=st.integers(-120, 60),
    owed=st.integers(0, 900_000),
)
PAYER = st.builds(
    Payer,
    client=st.sampled_from(["Anna", "Borek", "Čapek", "Δ", "Eve"]),
    billed=st.lists(st.integers(0, 500_000), max_size=24).map(tuple),
    delays=st.lists(st.integers(0, 200), max_size=12).map(tuple),
    term=st.none() | st.integers(0, 60),
    never=st.sampled_from([0.0, 0.0, 0.1, 0.5, 1.0]),
    open=st.lists(OPEN, max_size=3).map(tuple),
    begun=st.integers(0, 300_000),
    hours=st.none() | st.floats(0, 200),
)
PAYERS = st.lists(PAYER, min_size=1, max_size=4, unique_by=lambda one: one.client)
SEARCH = st.lists(st.integers(0, 14), min_size=3, max_size=3).map(lambda all_: tuple(sorted(all_)))
ASSUMED = st.builds(
    Assumptions,
    cash=st.integers(-500_000, 3_000_000),
    reserve=st.integers(0, 1_000_000),
    costs=st.integers(0, 600_000),
    set_aside=st.integers(0, 100),
    unpaid=st.integers(0, 100),
    replaced=st.integers(0, 150),
    search=SEARCH,
    delay=st.integers(0, 120),
    bills_in=st.integers(1, 31),
    sampling=st.builds(
        FutureSampling, paths=st.just(60), months=st.integers(1, 13), seed=st.integers(0, 99)
    ),
)
DAY, PERCENT = st.integers(0, 400), st.integers(0, 100)
CALM = Assumptions(
    cash=900_000,
    reserve=300_000,
    costs=250_000,
    set_aside=30,
    unpaid=10,
    replaced=100,
    search=(1, 3, 6),
    delay=30,
    sampling=FutureSampling(paths=2000),
)
ANNA = Payer(
    "Anna",
    billed=(250_000, 100_000, 0, 300_000, 180_000, 220_000),
    delays=(20, 35, 41, 12, 60),
    term=14,
    open=(OpenInvoice(25, -11, 150_000),),
    hours=30.0,
)
BOREK = Payer("Borek", billed=(200_000,) * 12, delays=(10, 14), term=14, hours=40.0)

each = settings(max_examples=min(80, settings().max_examples), deadline=None)


def never_lower(found: Comparison) -> bool:
    """On no path and in no month is there less: so no line of the fan and no sum is lower."""
    least = [*found.low, *found.middle, *found.high]
    lines = zip(
        (*found.as_is.low, *found.as_is.middle, *found.as_is.high),
        (*found.changed.low, *found.changed.middle, *found.changed.high),
        strict=True,
    )
    fewer = found.changed.below <= found.as_is.below
    return fewer and min(least) >= 0 and all(before <= after for before, after in lines)


@each
@given(payers=PAYERS, assumed=ASSUMED)
def test_without_a_change_there_is_no_difference_at_all(
    payers: list[Payer], assumed: Assumptions
) -> None:
    found = compare(payers, assumed)
    assert found.changed == found.as_is == outlook(payers, assumed)
    assert set(found.low) == set(found.middle) == set(found.high) == {0}
    assert set(found.hours_freed) == {0.0}
    assert found.break_even == 0


@each
@given(payers=PAYERS, assumed=ASSUMED, day=DAY, notice=st.integers(0, 60))
def test_letting_go_whoever_brings_nothing_changes_no_cash(
    payers: list[Payer], assumed: Assumptions, day: int, notice: int
) -> None:
    silent = replace(payers[0], billed=(0,) * len(payers[0].billed), open=())
    changes = [Leave(silent.client, day, notice), Replace(silent.client)]
    found = compare([silent, *payers[1:]], assumed, changes)
    assert replace(found.changed, hours=()) == replace(found.as_is, hours=())


@each
@given(payers=PAYERS, assumed=ASSUMED, more=st.integers(0, 2_000_000))
def test_a_higher_reserve_is_never_undercut_less_often(
    payers: list[Payer], assumed: Assumptions, more: int
) -> None:
    higher = replace(assumed, reserve=assumed.reserve + more)
    assert outlook(payers, assumed).below <= outlook(payers, higher).below


@each
@given(payers=PAYERS, assumed=ASSUMED, more=st.integers(0, 2_000_000))
def test_more_cash_today_lifts_every_line_by_just_that(
    payers: list[Payer], assumed: Assumptions, more: int
) -> None:
    richer = replace(assumed, cash=assumed.cash + more)
    before, after = outlook(payers, assumed), outlook(payers, richer)
    assert after.low == tuple(one + more for one in before.low)
    assert after.below <= before.below


@each
@given(payers=PAYERS, assumed=ASSUMED)
def test_being_paid_on_time_never_leaves_less_in_any_month(
    payers: list[Payer], assumed: Assumptions
) -> None:
    assert never_lower(compare(payers, assumed, [OnTime(one.client) for one in payers]))


@each
@given(payers=PAYERS, assumed=ASSUMED, day=DAY, percent=PERCENT)
def test_a_higher_rate_that_nobody_leaves_for_never_leaves_less(
    payers: list[Payer], assumed: Assumptions, day: int, percent: int
) -> None:
    assert never_lower(compare(payers, assumed, [Raise(payers[0].client, percent, day)]))


@each
@given(payers=PAYERS, assumed=ASSUMED, day=DAY, notice=st.integers(0, 60))
def test_letting_go_without_another_never_leaves_more(
    payers: list[Payer], assumed: Assumptions, day: int, notice: int
) -> None:
    found = compare(payers, assumed, [Leave(payers[0].client, day, notice)])
    assert max(*found.high, 0) == 0
    assert found.changed.below >= found.as_is.below
    assert min(found.hours_freed) >= 0


@each
@given(payers=PAYERS, assumed=ASSUMED, day=DAY, notice=st.integers(0, 60))
def test_finding_another_never_leaves_less_than_finding_none(
    payers: list[Payer], assumed: Assumptions, day: int, notice: int
) -> None:
    leave = Leave(payers[0].client, day, notice)
    alone = outlook(payers, assumed, [leave])
    replaced = outlook(payers, assumed, [leave, Replace(leave.client)])
    assert all(one <= other for one, other in zip(alone.low, replaced.low, strict=True))
    assert replaced.below <= alone.below


@each
@given(payers=PAYERS, assumed=ASSUMED, day=DAY, later=st.integers(0, 200), notice=DAY)
def test_telling_later_never_leaves_less(
    payers: list[Payer], assumed: Assumptions, day: int, later: int, notice: int
) -> None:
    client = payers[0].client
    early = outlook(payers, assumed, [Leave(client, day, notice)])
    late = outlook(payers, assumed, [Leave(client, day + later, notice)])
    assert all(one <= other for one, other in zip(early.middle, late.middle, strict=True))
    assert late.below <= early.below


@each
@given(payers=PAYERS, assumed=ASSUMED, day=DAY, leaves=PERCENT, percent=PERCENT)
def test_the_order_of_clients_and_of_changes_does_not_matter(
    payers: list[Payer], assumed: Assumptions, day: int, leaves: int, percent: int
) -> None:
    first, last = payers[0].client, payers[-1].client
    changes: list[Change] = [Raise(first, percent, day, leaves), OnTime(last), Replace(first)]
    one = compare(payers, assumed, changes)
    other = compare(payers[::-1], assumed, changes[::-1])
    assert one.changed.middle == other.changed.middle
    assert one.changed.below == other.changed.below
    assert one.changed.hours == pytest.approx(other.changed.hours)


@each
@given(payers=PAYERS, assumed=ASSUMED)
def test_the_fan_is_in_order_and_income_is_what_can_come(
    payers: list[Payer], assumed: Assumptions
) -> None:
    found: Outlook = outlook(payers, assumed)
    assert all(a <= b <= c for a, b, c in zip(found.low, found.middle, found.high, strict=True))
    most = sum(max(one.billed, default=0) * assumed.sampling.months for one in payers)
    most += sum(invoice.owed for one in payers for invoice in one.open)
    assert 0 <= sum(found.income) <= most + assumed.sampling.months


# What luck gives


def test_the_same_seed_gives_the_same_futures_and_another_one_others() -> None:
    other = replace(CALM, sampling=replace(CALM.sampling, seed=1))
    assert outlook([ANNA], CALM) == outlook([ANNA], CALM)
    assert outlook([ANNA], CALM).middle != outlook([ANNA], other).middle


def test_the_average_bill_and_the_share_never_paid_are_those_of_the_past() -> None:
    payer = Payer("Anna", billed=(0, 100_000, 300_000, 200_000), delays=(0,), never=0.25)
    income = outlook([payer], CALM).income
    assert np.mean(income) == pytest.approx(150_000 * 0.75, rel=0.03)


def test_clients_are_busy_in_the_same_months_as_they_were() -> None:
    busy = Payer("Anna", billed=(100_000, 0) * 6, delays=(0,))
    quiet = Payer("Borek", billed=(0, 100_000) * 6, delays=(0,))
    found = outlook(
        [busy, quiet], replace(CALM, costs=0, set_aside=0, sampling=FutureSampling(paths=50))
    )
    # Each month one of the two is billed, never both: together there is no luck left.
    assert found.low == found.high


def test_an_open_invoice_comes_after_a_delay_longer_than_it_has_waited() -> None:
    payer = Payer("Anna", billed=(), delays=(10, 40, 90), open=(OpenInvoice(50, -20, 100_000),))
    income = outlook([payer], CALM).income
    assert income[:3] == (0, 100_000, 0)  # 90 days after its issue: in forty days


def test_what_has_outwaited_every_delay_waits_as_long_again() -> None:
    payer = Payer("Anna", billed=(), delays=(10,), open=(OpenInvoice(70, -40, 100_000),))
    assert outlook([payer], CALM).income[:4] == (0, 0, 100_000, 0)


def test_after_telling_part_of_what_is_open_never_comes() -> None:
    none = replace(CALM, unpaid=100)
    owed = Payer("Anna", billed=(), delays=(20, 60), open=(OpenInvoice(10, 4, 100_000),))
    told = [outlook([owed], none, [Leave("Anna", day)]).income for day in (0, 20, 60)]
    assert [sum(income) for income in told[::2]] == [0, 100_000]
    assert sum(told[1]) == pytest.approx(50_000, rel=0.1)


def test_a_chance_to_leave_is_a_share_of_the_futures() -> None:
    found = compare([BOREK], CALM, [Raise("Borek", 10, 0, leaves=30)])
    hours = found.changed.hours[-1] / found.as_is.hours[-1]
    assert hours == pytest.approx(0.7, abs=0.03)


def test_who_is_replaced_in_a_known_time_is_gone_for_just_that_time() -> None:
    assumed = replace(CALM, search=(2, 2, 2))
    freed = compare([BOREK], assumed, [Leave("Borek", 30), Replace("Borek")]).hours_freed
    assert freed == pytest.approx([0, 40, 40, *[0] * 9], abs=1.4)


def test_the_months_of_the_search_lie_between_the_least_and_the_most() -> None:
    freed = compare([BOREK], CALM, [Leave("Borek", 0), Replace("Borek")]).hours_freed
    assert freed[0] == 40.0
    assert all(one >= other for one, other in pairwise(freed))
    assert freed[5] > 0
    assert freed[6:] == (0.0,) * 6


def test_back_where_one_would_have_been_is_the_month_after_the_last_one_behind() -> None:
    rich = replace(CALM, search=(1, 1, 1), replaced=200, delay=10)
    payer = Payer("Anna", billed=(100_000,) * 12, delays=(10,))
    found = compare([payer], rich, [Leave("Anna", 0), Replace("Anna")])
    behind = [month for month, one in enumerate(found.middle, 1) if one < 0]
    assert found.break_even == max(behind) + 1
    assert compare([payer], CALM, [Leave("Anna", 0), Replace("Anna")]).break_even is None


@each
@given(payers=PAYERS, assumed=ASSUMED, day=DAY)
def test_where_one_is_back_can_be_seen_in_the_two_middle_lines(
    payers: list[Payer], assumed: Assumptions, day: int
) -> None:
    client = payers[0].client
    found = compare(payers, assumed, [Leave(client, day), Replace(client)])
    lines = list(zip(found.as_is.middle, found.changed.middle, strict=True))
    if found.break_even is None:
        assert lines[-1][1] < lines[-1][0]
    else:
        rest = lines[max(found.break_even - 1, 0) :]
        assert all(after >= before for before, after in rest)
    if found.break_even:
        before, after = lines[found.break_even - 2]
        assert after < before


def test_a_client_known_by_nothing_is_simulated_as_nothing() -> None:
    found = outlook([Payer("Anna", billed=())], CALM)
    assert set(found.income) == {0}


# The safest day


@each
@given(payers=PAYERS, assumed=ASSUMED, notice=st.integers(0, 60), accepted=st.floats(0, 1))
def test_the_safest_day_is_the_earliest_that_is_safe_enough(
    payers: list[Payer], assumed: Assumptions, notice: int, accepted: float
) -> None:
    found = safest_day(payers, assumed, Leave(payers[0].client, 0, notice), accepted)
    for one in found.candidates:
        leave = Leave(payers[0].client, one.day, notice)
        assert one.below == outlook(payers, assumed, [leave]).below
    fits = [one for one in found.candidates if one.below <= found.accepted]
    if found.deciding is Deciding.NO_DAY:
        assert not fits
        assert found.best.below == min(one.below for one in found.candidates)
    else:
        assert found.best == fits[0]
    assert (found.deciding is Deciding.NOTHING) == (
        found.best == found.candidates[0] and fits != []
    )


def test_where_nothing_is_at_risk_today_is_safe() -> None:
    found = safest_day([ANNA, BOREK], replace(CALM, cash=9_000_000), Leave("Anna", 0), 0.05)
    assert found.deciding is Deciding.NOTHING
    assert found.best.day == 0
    assert found.best.owed == 150_000
    assert found.paid is not None
    assert found.paid.owed < found.best.owed / 2


@each
@given(payers=PAYERS, assumed=ASSUMED, first=st.integers(0, 90), notice=st.integers(0, 60))
def test_no_day_before_the_first_is_looked_at(
    payers: list[Payer], assumed: Assumptions, first: int, notice: int
) -> None:
    found = safest_day(payers, assumed, Leave(payers[0].client, first, notice), 0.1)
    assert found.candidates[0].day == first == min(one.day for one in found.candidates)
    assert found.best in found.candidates


def test_who_mostly_never_pays_has_no_day_on_which_it_should_be_there() -> None:
    owing = Payer("Anna", billed=(0,), delays=(40,), open=(OpenInvoice(20, 0, 900_000),))
    assert safest_day([owing], CALM, Leave("Anna", 0), 1.0).paid is not None
    unsure = replace(owing, never=0.6)
    assert safest_day([unsure], CALM, Leave("Anna", 0), 1.0).paid is None


def test_what_they_owe_decides_where_the_reserve_hangs_on_it() -> None:
    owing = Payer("Anna", billed=(0,) * 6, delays=(40,), open=(OpenInvoice(20, 0, 900_000),))
    tight = replace(CALM, cash=310_000, costs=0, unpaid=50, set_aside=0)
    spending = Payer("Borek", billed=(10_000,) * 12, delays=(10,))
    assumed = replace(tight, costs=60_000)
    found = safest_day([owing, spending], assumed, Leave("Anna", 0), 0.05)
    assert found.deciding is Deciding.OWED
    assert found.best.day == 21  # what was billed twenty days ago comes forty days after its issue
    assert found.best.owed == 0


def test_cash_decides_where_it_has_to_grow_first() -> None:
    main = Payer("Anna", billed=(400_000,) * 12, delays=(10,))
    assumed = replace(CALM, cash=400_000, costs=100_000, unpaid=0, set_aside=0)
    found = safest_day([main], assumed, Leave("Anna", 0), 0.0)
    assert found.deciding is Deciding.RESERVE
    assert found.best.day > 0


def test_no_day_is_called_safe_where_none_is() -> None:
    found = safest_day([BOREK], replace(CALM, cash=0), Leave("Borek", 0), 0.05)
    assert found.deciding is Deciding.NO_DAY


# What can't be simulated


def test_every_fault_is_told_at_once() -> None:
    bad = replace(CALM, set_aside=101, replaced=-1, search=(3, 2, 9), delay=-1)
    payers = [replace(ANNA, billed=(-5,), never=float("nan")), replace(BOREK, hours=900.0), BOREK]
    with pytest.raises(ClientfitError) as caught:
        compare(payers, bad, [Leave("Anne", -1), Raise("Borek", -3, 0, 101)])
    told = "\n".join(str(fault) for fault in caught.value.faults)
    for said in (
        "Anna, sums: -5 is not from 0",
        "Anna, share never paid: nan",
        "Borek, hours a month: 900.0",
        "set_aside: 101",
        "replaced: -1",
        "search: (3, 2, 9) does not rise",
        "delay: -1",
        "name a client twice",
        "Anne: has no records to simulate. Did you mean 'Anna'?",
        "day: -1",
        "percent: -3",
        "leaves: 101",
    ):
        assert said in told, said
