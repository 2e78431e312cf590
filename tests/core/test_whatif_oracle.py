"""Where nothing is left to luck, the simulation is a sum anybody can add up: to the cent."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from whatif_oracle import Plain, Purse, cash_by_month

from clientfit.core.whatif import (
    Assumptions,
    Change,
    FutureSampling,
    Leave,
    OnTime,
    OpenInvoice,
    Payer,
    Raise,
    Replace,
    compare,
)

MONTHS = 12
PLAIN = st.builds(
    Plain,
    bill=st.integers(0, 1_000_000),
    delay=st.integers(0, 120),
    term=st.integers(0, 60),
    owed=st.lists(
        st.tuples(st.integers(0, 150), st.integers(-90, 60), st.integers(1, 500_000)), max_size=3
    ).map(tuple),
    told=st.none() | st.integers(0, 400),
    notice=st.integers(0, 90),
    percent=st.integers(0, 100),
    raised=st.integers(0, 380),
    on_time=st.booleans(),
    replaced=st.none() | st.integers(0, 150),
    search=st.integers(0, 14),
)
PURSE = st.builds(
    Purse,
    cash=st.integers(-1_000_000, 5_000_000),
    costs=st.integers(0, 400_000),
    tax=st.integers(0, 100),
    bills_in=st.integers(1, 31),
    new_delay=st.integers(0, 90),
)


def _payer(plain: Plain, name: str) -> Payer:
    return Payer(
        client=name,
        billed=(plain.bill,) * 5,
        delays=(plain.delay,) * 3,
        term=plain.term,
        open=tuple(OpenInvoice(*one) for one in plain.owed),
    )


def _changes(plain: Plain, name: str) -> list[Change]:
    found: list[Change] = [Raise(name, plain.percent, plain.raised)]
    if plain.told is not None:
        found.append(Leave(name, plain.told, plain.notice))
    if plain.on_time:
        found.append(OnTime(name))
    if plain.replaced is not None:
        found.append(Replace(name))
    return found


@settings(max_examples=200, deadline=None)
@given(one=PLAIN, other=PLAIN, purse=PURSE)
def test_without_luck_cash_is_what_plain_sums_give_to_the_cent(
    one: Plain, other: Plain, purse: Purse
) -> None:
    # The two share what an assumption says of both: how long a search takes, and what it brings.
    assumed = Assumptions(
        cash=purse.cash,
        reserve=0,
        costs=purse.costs,
        set_aside=purse.tax,
        unpaid=0,
        replaced=one.replaced or 0,
        search=(one.search,) * 3,
        delay=purse.new_delay,
        bills_in=purse.bills_in,
        sampling=FutureSampling(paths=7, months=MONTHS),
    )
    payers = [_payer(one, "one"), _payer(other, "other")]
    unchanged = Plain(other.bill, other.delay, other.term, other.owed)
    found = compare(payers, assumed, _changes(one, "one")).changed
    wanted = tuple(cash_by_month([one, unchanged], purse, MONTHS))
    assert found.low == found.middle == found.high == wanted
