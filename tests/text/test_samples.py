"""The invented client to play with."""

from __future__ import annotations

from datetime import date

import pytest

from clientfit.core.answers import checked
from clientfit.core.model import InvoiceState
from clientfit.text.catalog import catalog
from clientfit.text.samples import sample

DAYS = (date(2026, 11, 21), date(2028, 2, 29), date(2031, 1, 1))


def test_every_answer_of_the_sample_is_one_to_a_question_that_is_asked() -> None:
    known = catalog().by_id
    for id_, answer in sample().answers.items():
        assert checked(known[id_], answer.value) == answer.value


def test_the_sample_leaves_something_open_to_try() -> None:
    quick = {one.id for one in catalog().questions if one.quick}
    assert quick - set(sample().answers)


@pytest.mark.parametrize("today", DAYS)
def test_the_sample_never_grows_old(today: date) -> None:
    found = sample().invoices(today)
    (open_,) = [one for one in found if one.state is InvoiceState.OPEN]
    assert open_.due is not None
    assert open_.due < today
    assert open_.owed == open_.total
    assert all(one.issued < today for one in found)
    assert all(one.settled is None or one.issued < one.settled < today for one in found)
    assert len({one.number for one in found}) == len(found)


def test_the_sample_says_that_it_is_one() -> None:
    assert "sample" in sample().name
    assert {one.client for one in sample().invoices(DAYS[0])} == {sample().name}
