"""The rule: exact at every edge, monotone, and the same in one reading and in many."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_rule import IDS, NORMS, full, level, named, own_norms, plain_category

from clientfit import Category, Norms, catalog_with, judge, judge_many
from clientfit.core.model import Combine, Sign, SignKind
from clientfit.core.reading.rule import categories, category

ABUSE = IDS.index("abuse")
SOFT = SignKind("soft", keep_limit=0, keep_veto=4, repair_limit=0, red_line=None)


def _equal_signs(points: list[int], keep: str | Fraction, repair: str | Fraction = "0") -> Norms:
    """Signs that nothing vetoes below level 4, of these points, with these majorities."""
    signs = tuple(
        Sign(id_, worth, SOFT, Combine.MEAN) for id_, worth in zip(IDS, points, strict=False)
    )
    return replace(
        NORMS, signs=signs, keep_majority=Fraction(keep), repair_majority=Fraction(repair)
    )


def _everywhere(row: list[int], norms: Norms) -> set[Category]:
    """What each of the three ways to compute it says."""
    table = pd.DataFrame([row], columns=list(norms.ids))
    many = judge_many(table, norms=norms)
    assert many["worst"][0] == many["best"][0]
    return {
        category(row, norms),
        Category(int(categories(np.array([row], dtype=np.int8), norms)[0])),
        Category(int(many["worst"][0])),
    }


@given(full)
def test_the_category_is_the_one_the_description_gives(row: list[int]) -> None:
    assert category(row, NORMS) == plain_category(row)


@given(st.data(), own_norms())
def test_the_category_is_the_described_one_under_any_norms(data: st.DataObject, own: Norms) -> None:
    count = len(own.signs)
    rows = data.draw(
        st.lists(st.lists(level, min_size=count, max_size=count), min_size=1, max_size=9)
    )
    expected = [plain_category(row, own) for row in rows]
    assert [category(row, own) for row in rows] == expected
    assert categories(np.array(rows, dtype=np.int8), own).tolist() == expected


@given(full, st.integers(0, 10), st.data())
def test_raising_a_level_never_improves_the_category(
    row: list[int], place: int, data: st.DataObject
) -> None:
    higher = [*row]
    higher[place] = data.draw(st.integers(row[place], 4))
    assert category(higher, NORMS) <= category(row, NORMS)


@given(full, st.sampled_from([3, 4]), st.sampled_from(["abuse", "non_payment"]))
def test_a_red_line_is_never_better_than_end(row: list[int], at: int, sign: str) -> None:
    row[IDS.index(sign)] = at
    assert category(row, NORMS) is Category.END


@pytest.mark.parametrize("sign", [sign for sign in NORMS.signs if sign.kind.red_line is None])
def test_a_sign_without_a_red_line_never_reads_end_alone(sign: Sign) -> None:
    row = [4 if id_ == sign.id else 0 for id_ in IDS]
    assert category(row, NORMS) is Category.REPAIR


@pytest.mark.parametrize(
    ("beyond", "within", "expected"),
    [
        (("strain", "late_payment", "unpaid_work", "haggling"), 15, Category.KEEP),
        (("strain", "late_payment", "unpaid_work", "no_compromise"), 14, Category.REPAIR),
    ],
)
def test_fifteen_of_22_points_keep_and_fourteen_do_not(
    beyond: tuple[str, ...], within: int, expected: Category
) -> None:
    row = [2 if id_ in beyond else 1 for id_ in IDS]
    verdict = judge(named(row))
    assert verdict.reasons.needed == Fraction(143, 10)
    assert verdict.reasons.within == within
    assert _everywhere(row, NORMS) == {expected}


@pytest.mark.parametrize("total", range(1, 12))
def test_a_majority_met_exactly_is_met(total: int) -> None:
    for enough in range(1, total + 1):
        norms = _equal_signs([1] * total, Fraction(enough, total))
        row = [0] * enough + [1] * (total - enough)
        assert _everywhere(row, norms) == {Category.KEEP}
        assert _everywhere([1, *row[1:]], norms) == {Category.REPAIR}


@pytest.mark.parametrize(
    ("points", "majority"),
    [
        ([1] * 10, "0.8"),  # eight times 0.1 is less than 0.8 in floats
        ([1, 2, 7], "0.3"),  # 0.1 + 0.2 is more than 0.3 in floats
        ([1, 2, 3, 4], "0.6"),
        ([7, 7, 7, 7, 7, 15], "0.7"),
        ([29, 29, 42], "0.58"),
    ],
)
def test_sums_that_floats_get_wrong_are_right(points: list[int], majority: str) -> None:
    total, exactly = sum(points), Fraction(majority)
    norms = _equal_signs(points, majority)
    for mask in range(2 ** len(points)):
        row = [0 if mask >> at & 1 else 1 for at in range(len(points))]
        within = sum(worth for worth, at in zip(points, row, strict=True) if not at)
        expected = Category.KEEP if within >= exactly * total else Category.REPAIR
        assert category(row, norms) is expected
        assert categories(np.array([row], dtype=np.int8), norms)[0] == expected


@pytest.mark.parametrize("digits", ["0.6666666666666667", "0.66666666666666666667", "2/3"])
def test_a_majority_with_many_digits_is_taken_at_its_word(digits: str) -> None:
    norms = _equal_signs([1, 1, 1], digits)
    expected = Category.KEEP if Fraction(2, 3) >= Fraction(digits) else Category.REPAIR
    assert _everywhere([0, 0, 1], norms) == {expected}


def test_an_own_majority_moves_the_edge_by_exactly_one_point() -> None:
    row = [2 if id_ in ("strain", "late_payment", "unpaid_work", "haggling") else 1 for id_ in IDS]
    at_fifteen = catalog_with({"norms": {"majority": {"keep": {"value": "15/22"}}}}).norms
    above = catalog_with({"norms": {"majority": {"keep": {"value": "0.682"}}}}).norms
    assert _everywhere(row, at_fifteen) == {Category.KEEP}
    assert _everywhere(row, above) == {Category.REPAIR}


def test_own_points_and_own_limits_are_what_counts() -> None:
    row = [4 if id_ == "haggling" else 0 for id_ in IDS]
    assert judge(named(row)).category is Category.REPAIR
    heavy = {"signs": {"haggling": {"points": 50, "kind": "strict"}}}
    assert judge(named(row), norms=catalog_with(heavy).norms).category is Category.END
    deaf = {"norms": {"kinds": {"mild": {"keep_limit": 4, "keep_veto": 4}}}}
    row[IDS.index("haggling")] = 3
    assert judge(named(row), norms=catalog_with(deaf).norms).reasons.within == NORMS.points
