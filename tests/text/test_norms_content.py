"""The shipped numbers: those of the method, each with its reason."""

from __future__ import annotations

import datetime
import re
from fractions import Fraction

import pytest

from clientfit import catalog
from clientfit.core.model import Combine, SignKind
from clientfit.text.content.entry import content_text, parse, statements

NORMS = catalog().norms
TABLES = parse("norms.toml", content_text("norms.toml"))
NUMBERS = {
    f"{table}.{name}": entry for table, entries in TABLES.items() for name, entry in entries.items()
}

STRICT = SignKind("strict", keep_limit=1, keep_veto=2, repair_limit=1, red_line=3)
NORMAL = SignKind("normal", keep_limit=1, keep_veto=3, repair_limit=2, red_line=None)
MILD = SignKind("mild", keep_limit=1, keep_veto=4, repair_limit=2, red_line=None)

#: Sign, points, kind, in the order of the table.
SIGNS = [
    ("strain", 2, NORMAL),
    ("late_payment", 2, NORMAL),
    ("non_payment", 3, STRICT),
    ("haggling", 1, MILD),
    ("unpaid_work", 2, NORMAL),
    ("no_compromise", 2, NORMAL),
    ("abuse", 3, STRICT),
    ("unclear_goals", 2, NORMAL),
    ("rework", 2, NORMAL),
    ("boundaries", 2, NORMAL),
    ("poor_match", 1, MILD),
]


def test_the_signs_have_the_points_and_kinds_of_the_method() -> None:
    assert [(sign.id, sign.points, sign.kind) for sign in NORMS.signs] == SIGNS
    assert NORMS.points == 22


def test_only_insults_and_unpaid_invoices_count_by_their_worst_answer() -> None:
    worst = [sign.id for sign in NORMS.signs if sign.combine is Combine.MAX]
    assert worst == ["non_payment", "abuse"]


def test_only_strain_is_felt_and_not_done() -> None:
    assert [sign.id for sign in NORMS.signs if not sign.behaviour] == ["strain"]


def test_the_majorities_and_the_ladder_are_those_of_the_method() -> None:
    assert NORMS.keep_majority == Fraction(65, 100)
    assert NORMS.repair_majority == Fraction(1, 2)
    assert NORMS.failed_attempts_to_end == 2
    assert NORMS.clash == 2


def test_the_sampling_is_that_of_the_method() -> None:
    how = NORMS.sampling
    assert (how.draws, how.concentration, how.slip) == (4000, 60, 0.2)
    assert (how.keep_range, how.repair_range) == ((0.55, 0.75), (0.40, 0.60))
    assert (how.firm, how.leaning) == (0.8, 0.6)


@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_says_why_on_what_it_rests_and_since_when(name: str) -> None:
    entry = NUMBERS[name]
    assert re.search(r"\w{3}.*\.$", entry["why"])
    assert set(entry["sources"]) <= statements()
    assert isinstance(entry["set"], datetime.date)


def test_norms_are_hashable_so_that_what_follows_from_them_is_kept() -> None:
    assert hash(NORMS) == hash(catalog().norms)
