"""Verdicts in reading_sentences."""

from __future__ import annotations

import pytest

from clientfit.core.model import Reading
from clientfit.core.reading.judge import judge
from clientfit.core.reading.verdict import Verdict
from clientfit.text.content.questions import catalog
from clientfit.text.i18n import translator
from clientfit.text.sentences import outlook
from clientfit.text.sentences import reading as reading_sentences
from clientfit.text.sentences.reading import Words

T = translator()
WORDS = Words(catalog(), T)
NORMS = catalog().norms


def verdict(level: int | tuple[int, int] | None, attempts: int = 0, **levels: object) -> Verdict:
    return judge(dict.fromkeys(NORMS.ids, level) | levels, attempts, norms=NORMS)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0, 0, "never"), (0, 4, "not known"), (1, 3, "rarely to often"), (4, 4, "always")],
)
def test_an_interval_is_said_in_words(low: int, high: int, said: str) -> None:
    assert WORDS.interval(low, high) == said


def test_every_reading_has_a_name_and_a_headline_of_its_own() -> None:
    names = [reading_sentences.reading_name(one, T) for one in Reading]
    assert len(set(names)) == len(Reading)


def test_too_much_open_is_no_reading_but_what_it_lies_between() -> None:
    open_ = verdict(0, abuse=None, non_payment=None)
    assert open_.hazy
    assert not open_.early
    assert reading_sentences.short(open_, T) == "Between end and keep"
    assert reading_sentences.headline(open_, "Anna", T) == "Anna can’t be read clearly yet."


def test_too_few_answers_are_too_early_and_no_share_is_told() -> None:
    few = verdict(None, strain=3, late_payment=2)
    assert few.early
    assert reading_sentences.short(few, T) == "Too early to say"
    assert "A few more answers" in reading_sentences.meaning(few, WORDS, [])
    assert reading_sentences.certainty(few, WORDS) == [
        "Between end and repair until more is answered."
    ]


def test_what_is_certain_is_never_too_early() -> None:
    assert not verdict(None, abuse=4).early


def test_what_was_tried_comes_first_among_the_reasons_where_it_moved_the_reading() -> None:
    refused = judge(dict.fromkeys(NORMS.ids, 2), refused=True, norms=NORMS)
    assert reading_sentences.reasons(refused, WORDS)[0] == (
        "They refused an honest repair. The signs alone would say “repair”."
    )
    tried = judge(dict.fromkeys(NORMS.ids, 2), attempts=2, norms=NORMS)
    assert reading_sentences.reasons(tried, WORDS)[0] == (
        "2 honest attempts changed nothing. The signs alone would say “repair”."
    )
    for one in (refused, tried):
        assert not any("would tip" in line for line in outlook.changes(one, WORDS))


def test_a_red_line_is_never_hazy_whatever_else_is_open() -> None:
    crossed = judge({}, absolute=True, norms=NORMS)
    assert not crossed.hazy
    assert reading_sentences.headline(crossed, "Anna", T) == "Anna reads as a client to part with."


def test_one_failed_attempt_is_said_without_a_number() -> None:
    heavy = verdict(3, attempts=1, abuse=0, non_payment=1)
    assert heavy.reading is Reading.END
    assert reading_sentences.meaning(heavy, WORDS, ()).startswith("You tried in earnest")


def test_the_share_is_said_with_its_firmness() -> None:
    known, firmness = reading_sentences.certainty(verdict(0), WORDS)
    assert known == "Every sign has an answer."
    assert firmness.startswith("Firm: 100%")


def test_open_signs_that_could_change_nothing_are_said_to_be_certain() -> None:
    known, _ = reading_sentences.certainty(verdict(2, strain=None), WORDS)
    assert known.startswith("Certain: ")


def test_a_good_client_has_a_reason_too() -> None:
    assert reading_sentences.reasons(verdict(0), WORDS) == [
        "No sign is beyond what a good client may show."
    ]


def test_a_sign_that_stands_in_the_way_alone_says_so() -> None:
    (reason,) = reading_sentences.reasons(verdict(0, abuse=2), WORDS)
    assert reason.startswith("Insults: sometimes.")
    assert reason.endswith("This alone stands in the way of “keep”.")


def test_points_are_counted_and_what_is_unknown_beside_them() -> None:
    text = reading_sentences.coalition(verdict(0, haggling=None), WORDS)
    assert text == (
        f"Signs worth {NORMS.points - 1} of {NORMS.points} points are within “keep”; it takes "
        "14.3. For 1 more it is not known."
    )


def test_no_single_sign_blocks_where_many_do() -> None:
    assert outlook.blocking(verdict(2), WORDS) is None
    assert "“Insults”" in str(outlook.blocking(verdict(0, abuse=2), WORDS))


def test_what_would_change_it_names_the_way_up_and_down() -> None:
    up, down = outlook.changes(verdict(0, abuse=2), WORDS)
    assert up == "The signs would read “keep” if insults fell to “rarely”."
    assert down.startswith("They would tip to “end” if ")


def test_with_open_signs_what_would_change_it_waits() -> None:
    assert outlook.changes(verdict(None), WORDS) == [
        "What would change it can be said when every sign is known."
    ]


def test_a_way_too_long_is_said_to_be_one() -> None:
    assert "Easing three signs would not be enough for a better reading." in outlook.changes(
        verdict(4), WORDS
    )
