"""A simulation in words: counted in futures, never a promise, and honest about what is little."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from clientfit.core.whatif import (
    Aside,
    Candidate,
    CashHistory,
    Comparison,
    Deciding,
    HistoryBasis,
    Outlook,
    Payer,
    Telling,
)
from clientfit.text.content.whatif import whatif_content
from clientfit.text.i18n import translator
from clientfit.text.sentences import whatif as whatif_sentences
from clientfit.text.sentences.whatif_basis import grounds

T = translator()
DAY, LATER = date(2027, 2, 1), date(2027, 3, 1)
FLAT = Outlook((0,) * 12, (0.0,) * 12, (0,) * 12, (0,) * 12, (0,) * 12, below=0, paths=10_000)
ABOUT = whatif_sentences.About("Anna Bakery", leaves=True)


def compared(
    below: int, before: int = 0, middle: int = -500_00, break_even: int | None = None
) -> Comparison:
    """A change after which cash falls below the reserve in so many of 10,000 futures."""
    return Comparison(
        as_is=replace(FLAT, below=before),
        changed=replace(FLAT, middle=(middle,) * 12, below=below),
        low=(0,) * 12,
        middle=(0,) * 12,
        high=(0,) * 12,
        break_even=break_even,
        hours_freed=(10.0,) * 12,
    )


def telling(deciding: Deciding, owed: int = 0, day: int = 0) -> Telling:
    best = Candidate(day=day, below=700, owed=owed)
    return Telling(best, deciding, (best,), best if owed else None, accepted=1000, paths=10_000)


@pytest.mark.parametrize(
    ("below", "held"),
    [
        (0, "100"),
        (1, "more than 99"),
        (49, "more than 99"),
        (700, "93"),
        (9_999, "fewer than 1"),
        (10_000, "0"),
    ],
)
def test_some_are_never_told_as_none_nor_nearly_all_as_all(below: int, held: str) -> None:
    assert whatif_sentences.finding(ABOUT, compared(below), T) == (
        f"Without Anna Bakery your reserve holds in {held} of 100 simulated futures; as it is, in "
        "100."
    )


@pytest.mark.parametrize(
    "about",
    [
        whatif_sentences.About("Anna"),
        whatif_sentences.About("Anna", leaves=True),
        whatif_sentences.About("Anna", leaves=True, replaced=True),
        whatif_sentences.About("Anna", percent=5),
        whatif_sentences.About("Anna", on_time=True),
        whatif_sentences.About("Anna", leaves=True, percent=5, on_time=True),
    ],
)
def test_every_finding_counts_in_simulated_futures_and_speaks_of_no_chance(
    about: whatif_sentences.About,
) -> None:
    said = whatif_sentences.finding(about, compared(700), T)
    assert "of 100 simulated futures" in said
    for word in ("probab", "chance", "likel", "risk", "safe"):
        assert word not in said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (compared(0), "has -€500 after 12 months; as it is, €0. That is €500 less."),
        (compared(0, break_even=7), "is back where it would have been in month 7"),
        (
            compared(0, break_even=0, middle=500_00),
            "has €500 after 12 months; as it is, €0. That is €500 more.",
        ),
        (compared(0, before=5, break_even=0, middle=0), "as much as it would have had"),
    ],
)
def test_the_middle_future_stands_beside_the_one_without_a_change(
    found: Comparison, said: str
) -> None:
    assert said in whatif_sentences.middle(found, "EUR", T)


def test_the_difference_is_that_of_the_sums_as_they_are_shown() -> None:
    found = compared(0, middle=15_503_40)
    found = replace(found, as_is=replace(FLAT, middle=(17_853_60,) * 12))
    said = whatif_sentences.middle(found, "EUR", T)
    assert "has €15,503 after 12 months; as it is, €17,854. That is €2,351 less." in said


def test_without_a_change_nothing_is_compared() -> None:
    assert whatif_sentences.middle(replace(compared(0), changed=FLAT, as_is=FLAT), "EUR", T) == ""


def test_hours_are_named_where_somebody_goes_and_they_are_known() -> None:
    assert "It frees 10 hours a month" in whatif_sentences.hours(ABOUT, compared(0), True, T)
    assert "is not known" in whatif_sentences.hours(ABOUT, compared(0), False, T)
    assert (
        whatif_sentences.hours(whatif_sentences.About("Anna", percent=5), compared(0), True, T)
        == ""
    )


@pytest.mark.parametrize(
    ("deciding", "said"),
    [
        (Deciding.NO_DAY, "On none of the days looked at does the reserve hold in 90 of 100"),
        (Deciding.OWED, "The earliest day is 1 February 2027: what they owe should be there"),
        (Deciding.RESERVE, "The earliest day is 1 February 2027: your cash should have grown"),
        (Deciding.NOTHING, "you could tell them now: it holds in 93 of 100 futures."),
    ],
)
def test_the_figure_that_decides_on_the_day_is_named(deciding: Deciding, said: str) -> None:
    text = whatif_sentences.telling(telling(deciding), DAY, None, "EUR", T)
    assert said in text
    assert "93" in text


def test_what_they_owe_is_named_where_one_need_not_wait_for_it() -> None:
    text = whatif_sentences.telling(telling(Deciding.NOTHING, owed=800_00), DAY, LATER, "EUR", T)
    assert "They owe €800; if you would rather have it first, it should be there by 1 March" in text


def test_after_calm_days_their_end_is_named_and_not_now() -> None:
    text = whatif_sentences.telling(telling(Deciding.NOTHING, day=3), DAY, None, "EUR", T)
    assert "could tell them on 1 February 2027, when your calm days are over" in text
    assert "now" not in text


def test_what_is_little_old_or_left_aside_is_said() -> None:
    past = CashHistory((), (), "EUR", DAY, 9, True, Aside(2, 1, 3, 1))
    lines = grounds("Anna", HistoryBasis("a", 1, 1, 1), past, whatif_content(), T)
    assert lines == [
        "It draws from 1 month of Anna’s own invoices and payments.",
        "That is little, so take this as a rough guess.",
        "0 clients with invoices in EUR are counted.",
        "Your newest invoices are of the month up to 1 February 2027. What clients bring in is "
        "read up to that day, and the months ahead begin today.",
        "2 invoices in other currencies are left aside.",
        "1 open invoice in dispute is not counted on.",
        "3 invoices that are long overdue are not counted on.",
        "1 invoice of a day to come is left aside.",
    ]
    payer = Payer("a", billed=(), never=0.727)
    lines = grounds(
        "Anna", HistoryBasis("a", 12, 9, 9), replace(past, payers=(payer,)), whatif_content(), T
    )
    assert "73% of what Anna was billed did not come" in lines[2]
    calm = CashHistory((), (), "XXX", DAY, 9, False, Aside(0, 0, 0, 0))
    assert len(grounds("Anna", HistoryBasis("a", 12, 9, 9), calm, whatif_content(), T)) == 2
