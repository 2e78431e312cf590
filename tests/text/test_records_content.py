"""The thresholds for records are data: complete, with reasons, and checked as a whole."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest

from clientfit.core.errors import ClientfitError
from clientfit.text.content.entry import content_text, parse
from clientfit.text.content.records import FILE, read_record_norms, record_norms

SHIPPED = parse(FILE, content_text(FILE))


def test_the_shipped_thresholds_are_read_and_rise() -> None:
    norms = record_norms()

    assert list(norms.late_steps) == sorted(norms.late_steps)
    assert list(norms.unpaid_steps) == sorted(norms.unpaid_steps)
    for steps in (norms.unpaid_hours_steps, norms.rework_steps, norms.outside_steps):
        assert list(steps) == sorted(steps)
    assert norms.minimum >= 2
    assert norms.grace_days < norms.unpaid_after_days


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_every_threshold_has_a_value_a_reason_sources_and_a_day(name: str) -> None:
    assert set(SHIPPED[name]) == {"value", "why", "sources", "set"}
    assert isinstance(SHIPPED[name]["set"], date)
    assert len(SHIPPED[name]["why"]) > 20
    assert SHIPPED[name]["sources"]


def test_all_faults_are_told_at_once() -> None:
    broken: dict[str, Any] = copy.deepcopy(SHIPPED)
    broken["grace_days"]["value"] = -1
    broken["late_often"]["value"] = "0.05"
    broken["unpaid_always"]["value"] = "most"
    broken["minimum"]["sources"] = ["Z9"]
    broken["disputed_count"]["value"] = "perhaps"
    broken["rework_words"]["value"] = ["re*work", "* "]
    broken["luck"] = dict(broken["minimum"])
    del broken["window_days"]
    with pytest.raises(ClientfitError) as caught:
        read_record_norms(broken)

    told = str(caught.value)
    names = ["grace_days", "late_always", "unpaid_always", "minimum", "disputed_count", "luck",
             "window_days", "rework_words"]  # fmt: skip
    assert [name for name in names if f"{FILE}, [{name}]" not in told] == []
