"""Who takes most: shares add up, the heaviest come first, and what is not known has no curve."""

from __future__ import annotations

from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from clientfit.core.portfolio.pareto import Burden, pareto

BURDENS = st.lists(
    st.builds(
        Burden,
        client=st.uuids().map(str),
        income=st.integers(-(10**9), 10**9),
        hours=st.none() | st.floats(0, 5000),
        strain=st.none() | st.floats(0, 100),
        arrears=st.none() | st.integers(0, 10**9),
    ),
    max_size=12,
    unique_by=lambda one: one.client,
)


@given(BURDENS)
def test_every_curve_rises_to_the_whole(burdens: list[Burden]) -> None:
    found = pareto(burdens)
    if found is None:
        few = ceil(0.2 * len(burdens))
        for values in ([one.hours for one in burdens], [one.strain for one in burdens]):
            known = [each for each in values if each is not None]
            assert not any(known) or len(known) < min(few + 1, len(burdens))
        return
    assert sorted(found.order) == sorted(one.client for one in burdens)
    for curve in found.curves.values():
        assert len(curve) == len(burdens)
        assert list(curve) == sorted(curve)
        assert abs(curve[-1] - 1) < 1e-9


@given(BURDENS)
def test_the_order_does_not_depend_on_how_the_clients_came(burdens: list[Burden]) -> None:
    there, back = pareto(burdens), pareto(burdens[::-1])
    assert (there and there.order) == (back and back.order)


def test_the_heaviest_fifth_is_one_client_at_least() -> None:
    few = [pareto([Burden(str(at), 1, 1.0) for at in range(count)]) for count in (1, 5, 6, 300)]
    assert [one.few for one in few if one] == [1, 1, 2, 60]


def test_what_nobody_has_is_no_curve() -> None:
    found = pareto([Burden("a", 100, hours=3), Burden("b", 50, hours=2)])
    assert found is not None
    assert set(found.curves) == {"income", "hours"}


def test_what_is_known_of_a_few_only_says_nothing_of_all() -> None:
    others = [Burden(str(at), 100, arrears=at) for at in range(119)]
    assert pareto([Burden("a", 100, hours=8.0, arrears=0), *others]) is None
    worked = [Burden(f"h{at}", 100, hours=8.0) for at in range(40)]
    found = pareto([*worked, *others, Burden("s", 100, strain=50)])
    assert found is not None
    assert set(found.curves) == {"income", "hours", "arrears"}


def test_without_hours_or_strain_there_is_nothing_to_compare() -> None:
    assert pareto([Burden("a", 100), Burden("b", 50)]) is None
    assert pareto([Burden("a", 100, arrears=9), Burden("b", 50, arrears=3)]) is None
    assert pareto([]) is None
