"""How every figure looks: the page's own colours, both directions, and names that stay names."""

from __future__ import annotations

import re
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clientfit.figures.labels import Spot, placed
from clientfit.figures.look import (
    EPOCH,
    PAGE,
    Look,
    Palette,
    figure,
    isolated,
    list_axis,
    month_axis,
    number_axis,
)
from clientfit.figures.ticks import nice_steps
from clientfit.text.i18n import translator

CSS = Path(__file__).parents[2] / "clientfit" / "page" / "assets" / "page.css"


def test_the_colours_for_a_notebook_are_those_of_the_page_in_the_light() -> None:
    light = dict(re.findall(r"--([\w-]+): light-dark\((#\w+)", CSS.read_text("utf-8")))
    for one in fields(Palette):
        assert getattr(Palette(), one.name) == light[one.name.replace("_", "-")]
        assert getattr(PAGE, one.name) == f"var(--{one.name.replace('_', '-')})"


@given(st.floats(0, 1e9), st.integers(2, 6))
def test_round_numbers_reach_the_top_without_crowding(top: float, count: int) -> None:
    steps = nice_steps(top, count)
    assert steps[0] == 0
    assert steps[-1] >= top * 0.999
    assert 2 <= len(steps) <= count + 3


def test_what_reads_from_the_right_has_its_values_on_the_right() -> None:
    look = Look(translator("ar"))
    layout = figure([], number_axis("", 10, look), list_axis(["a", "b"]), look).layout
    assert layout.yaxis.side == "right"
    assert layout.xaxis.range[0] > layout.xaxis.range[1]
    assert layout.margin.r > 16
    left = figure([], number_axis("", 10, look), list_axis(["a"]), Look(translator())).layout
    assert left.yaxis.side == "left"
    assert left.xaxis.range[0] < left.xaxis.range[1]


def test_nothing_of_a_figure_can_be_dragged_or_zoomed() -> None:
    look = Look(translator())
    layout = figure([], number_axis("", 1, look), number_axis("", 1, look), look).layout
    assert layout.dragmode is False
    assert layout.xaxis.fixedrange
    assert layout.yaxis.fixedrange


def test_a_name_is_set_apart_and_never_markup() -> None:
    assert isolated("<b>A & B</b>") == "\u2068&lt;b&gt;A &amp; B&lt;/b&gt;\u2069"


@given(
    st.lists(
        st.builds(
            Spot,
            x=st.floats(0, 800),
            y=st.floats(0, 300),
            radius=st.floats(3, 20),
            text=st.text("abc ", min_size=1, max_size=20),
        ),
        max_size=12,
    )
)
def test_at_most_so_many_names_are_written_and_the_others_are_empty(spots: list[Spot]) -> None:
    found = placed(spots, 800, 300, 5)
    assert len(found) == len(spots)
    assert sum(bool(text) for text, _ in found) <= 5


@pytest.mark.parametrize("apart", [0.0, 4.0])
def test_names_of_points_that_lie_together_stand_on_different_sides(apart: float) -> None:
    spots = [Spot(100 + apart * at, 100, 5, f"the name {at}") for at in range(6)]
    sides = [side for text, side in placed(spots, 800, 300, 9) if text]
    assert 0 < len(sides) <= 4
    assert len(set(sides)) == len(sides)


@given(st.integers(10_000, 30_000), st.integers(20, 900), st.booleans())
def test_months_have_their_name_at_their_first_day_and_few_are_named(
    first: int, length: int, narrow: bool
) -> None:
    axis = month_axis(first, first + length, Look(translator(), narrow=narrow))
    days = [EPOCH + timedelta(one) for one in axis.places]
    assert 1 <= len(days) <= (3 if narrow else 6)
    assert all(first <= one <= first + length for one in axis.places)
    assert all(one.day == 1 for one in days) or len(days) == 1
