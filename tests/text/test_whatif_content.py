"""What is assumed is data: a value, a reason, sources and bounds; every fault is told at once."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from clientfit.core.errors import ClientfitError
from clientfit.text.content.entry import content_text, parse
from clientfit.text.content.records import record_norms
from clientfit.text.content.whatif import FILE, AssumptionUnit, read_whatif, whatif_content

SHIPPED = parse(FILE, content_text(FILE))


@pytest.mark.parametrize("one", whatif_content().assumed, ids=lambda one: one.id)
def test_what_may_be_set_has_a_label_a_reason_sources_and_bounds_around_its_default(one: Any):
    assert not one.label.endswith(".")
    assert one.why.endswith(".")
    assert one.sources
    assert one.low <= one.value <= one.high


def test_what_is_lost_and_what_was_agreed_are_the_numbers_of_the_records():
    history = whatif_content().history
    assert history.lost_days == record_norms().unpaid_after_days
    assert history.term_days == record_norms().assumed_term_days


def test_money_comes_first_and_is_money():
    units = [one.unit for one in whatif_content().assumed]
    assert units[:3] == [AssumptionUnit.MONEY] * 3
    assert AssumptionUnit.MONEY not in units[3:]


def test_every_fault_is_told_at_once():
    broken: dict[str, Any] = deepcopy(SHIPPED)
    assumptions, norms = broken["assumptions"], broken["norms"]
    assumptions["set_aside"]["value"] = 95
    assumptions["unpaid"]["unit"] = "cents"
    assumptions["replaced"]["sources"] = ["Z9"]
    assumptions["search_likely"]["value"] = 9
    assumptions["luck"] = {**assumptions["delay"]}
    assumptions["leaves"]["mood"] = "good"
    del assumptions["accepted"]
    del broken["money"]["cash"]
    broken["money"]["costs"]["why"] = " "
    norms["months"]["value"] = 3
    norms["phase"] = {"value": 1}
    del norms["seed"]
    with pytest.raises(ClientfitError) as caught:
        read_whatif(broken)
    told = "\n".join(str(fault) for fault in caught.value.faults)
    for said in (
        "[assumptions.set_aside], value: 95 is not from 0 to 90",
        "[assumptions.unpaid], unit: 'cents' is unknown",
        "[assumptions.replaced], sources: unknown statement 'Z9'",
        "the months of the search do not rise: [1, 9, 6]",
        "[assumptions]: luck is nothing that is assumed",
        "[assumptions.leaves], mood: is no field",
        "[assumptions]: has no accepted",
        "[money]: has no cash",
        "[money.costs], why: is empty",
        "[norms.months], value: 3 is not from 12 to 24",
        "[norms.phase]: is no norm",
        "[norms.seed], value: is missing",
    ):
        assert said in told, said
