"""The fan of cash: the lines that were given, round numbers, and either side first."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from gettext import NullTranslations

import pytest

from clientfit.figures.cash_fan import Fan, cash_fan
from clientfit.figures.look import Look
from clientfit.text.i18n import Translator, translator
from clientfit.text.wording import Wording

FAN = Fan(
    days=tuple(date(2026, 12, 21) + timedelta(days=30 * n) for n in range(12)),
    low=tuple(1000.0 - 300 * n for n in range(12)),
    middle=tuple(1500.0 - 100 * n for n in range(12)),
    high=tuple(2000.0 + 150 * n for n in range(12)),
    as_is=tuple(1600.0 + 50 * n for n in range(12)),
    reserve=900.0,
    hover=tuple(f"month {n}" for n in range(12)),
)
LOOK = Look(translator())


def test_every_line_has_a_name_and_the_values_that_were_given() -> None:
    drawn = {one.name: list(one.y) for one in cash_fan(FAN, "Cash, in EUR", LOOK).data}
    assert drawn == {
        "One in ten has less": list(FAN.low),
        "Eight of ten futures": list(FAN.high),
        "Middle, as it is": list(FAN.as_is),
        "Middle, with the change": list(FAN.middle),
        "Your reserve": [900.0] * 12,
    }


def test_no_line_is_told_by_its_colour_alone() -> None:
    figure = cash_fan(FAN, "Cash, in EUR", LOOK)
    shown = [one for one in figure.data if one.showlegend is not False]
    looks = [(one.line.dash, one.fill, one.mode) for one in shown]
    assert len(set(looks)) == len(looks)


@pytest.mark.parametrize(
    "fan",
    [
        FAN,
        replace(FAN, low=(0.0,) * 12, middle=(0.0,) * 12, high=(0.0,) * 12, as_is=(0.0,) * 12),
        replace(FAN, low=(-9e6,) * 12),
        replace(FAN, reserve=2e7),
    ],
)
def test_the_axis_holds_every_value_and_nought(fan: Fan) -> None:
    axis = cash_fan(fan, "Cash, in EUR", LOOK).layout.yaxis
    low, high = axis.range
    values = [*fan.low, *fan.high, *fan.as_is, fan.reserve, 0]
    assert low <= min(values) <= max(values) <= high
    assert 0 in axis.tickvals
    assert 2 <= len(axis.tickvals) <= 14


def test_where_reading_starts_on_the_right_so_do_the_months() -> None:
    arabic = Look(Translator("ar", Wording.of("ar"), NullTranslations()))
    layout = cash_fan(FAN, "Cash", arabic).layout
    assert layout.yaxis.side == "right"
    assert layout.xaxis.range[0] > layout.xaxis.range[1]
