"""The second reader speaks and keeps silent where it should, on texts and on whole letters."""

import re
from datetime import date
from typing import Any

import pytest
from growing import growth
from held_letters import counted, held
from hypothesis import given, settings
from hypothesis import strategies as st
from letter_cases import KEPT, after_abuse, ordinary
from letter_samples import SAMPLES

from clientfit.core.errors import ClientfitError
from clientfit.core.money import Money
from clientfit.text.content.entry import content_text
from clientfit.text.letter.facts import read_facts
from clientfit.text.letter.write import LetterForm, load, write
from clientfit.text.review.review import Context, Remark, read_rules, review, rules

RULES = rules()
FORMS = load()
TERMINATION = FORMS["termination"]
EVERYTHING = Context(
    ends=True,
    abusive=True,
    word_limit=60,
    their_name="Maria",
    end_date=date(2026, 11, 30),
    owed=(Money(125000, "EUR"),),
    promised=("the spring catalogue",),
    alternative="Jonas Lind",
)
#: Text that is made of what rules look for, so that many of them speak at once.
PIECES = [text for rule in RULES.rules for text in (*rule.fires, *rule.silent)]
ANY_TEXT = st.text() | st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=12).map(
    "\n".join
)


def of(rule: str, text: str, context: Context) -> list[Remark]:
    return [mark for mark in review(text, context, RULES) if mark.rule == rule]


def agreeing(form: LetterForm, facts: dict[str, Any]) -> Context:
    """What a plan says that agrees with these facts."""
    known = read_facts(form, facts)
    ends = form.id == "termination"
    return Context(
        ends=ends,
        abusive=known.get("setting") == "after_abuse",
        word_limit=form.word_limit,
        their_name=known.get("their_name"),
        end_date=known.get("end_date") if ends else None,
        owed=(known["owed_sum"],) if known.get("owed_sum") else (),
        promised=(*(known.get("deliver") or ()), *(known.get("hand_over") or ())),
        alternative=known.get("colleague") or known.get("provider"),
    )


@pytest.mark.parametrize(
    ("rule", "text"), [(rule.id, text) for rule in RULES.rules for text in rule.fires]
)
def test_every_rule_speaks_where_it_says_it_does(rule, text):
    assert of(rule, text, RULES.rule(rule).example)


@pytest.mark.parametrize(
    ("rule", "text"), [(rule.id, text) for rule in RULES.rules for text in rule.silent]
)
def test_every_rule_keeps_silent_where_it_says_it_does(rule, text):
    assert not of(rule, text, RULES.rule(rule).example)


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_every_rule_looks_at_its_own_examples(rule):
    assert rule.holds(rule.example)
    assert rule.sources


def test_every_letter_that_ends_the_work_as_we_write_it_has_no_mark():
    reasons = TERMINATION.fact("reason").option_ids
    seen = 0
    for facts in [*ordinary(reasons), *after_abuse(), *KEPT.values()]:
        letter = write(TERMINATION, facts)
        for text in (letter.body, f"{letter.subject}\n{letter.body}"):
            marks = review(text, agreeing(TERMINATION, facts), RULES)
            assert not marks, (text, marks)
            seen += 1
    assert seen > 5000


@pytest.mark.parametrize("name", SAMPLES)
def test_every_other_letter_as_we_write_it_has_no_mark(name):
    form, facts = FORMS[SAMPLES[name][0]], SAMPLES[name][1]
    letter = write(form, facts)
    assert not review(letter.body, agreeing(form, facts), RULES), letter.body


@pytest.mark.parametrize(
    ("folder", "letters"), [("held", 40), ("held_later", 24), ("held_last", 10)]
)
def test_whole_letters_are_marked_rightly_and_their_faults_are_found(folder, letters):
    found = held(folder)
    assert len(found) == letters
    count = counted(found)
    print(f"\n{folder}: {count}")
    assert count.precision >= 0.95, str(count)
    assert count.recall >= 0.85, str(count)


def test_half_of_the_held_letters_are_good_and_every_fault_has_a_rule():
    letters = held("held")
    assert sum(not one.faults for one in letters) == 20
    faults = {fault for one in letters for fault in one.faults}
    assert faults == {rule.id for rule in RULES.rules}


@settings(deadline=None)
@given(ANY_TEXT)
def test_any_text_is_read_and_every_mark_lies_in_it(text):
    marks = review(text, EVERYTHING, RULES)
    for mark in marks:
        assert 0 <= mark.start <= mark.end <= len(text)
        assert mark.text == text[mark.start : mark.end]
        assert bool(mark.text) == (mark.end > 0)
        assert mark.what and mark.why and mark.better and mark.sources
    places = [(mark.start, mark.end, mark.rule) for mark in marks]
    assert places == sorted(set(places))
    assert marks == review(text, EVERYTHING, RULES)


@settings(deadline=None)
@given(ANY_TEXT)
def test_without_a_plan_nothing_is_said_to_differ_from_it(text):
    rules_of_facts = {"wrong_sum", "wrong_name", "promise_not_in_plan", "too_long", "no_end_date"}
    assert not rules_of_facts & {mark.rule for mark in review(text, Context(), RULES)}


@given(st.sampled_from(PIECES))
def test_a_dismissed_mark_keeps_its_key_while_the_letter_around_it_changes(piece):
    context = Context(ends=True)
    before = {mark.key for mark in review(piece, context, RULES) if mark.text}
    after = {mark.key for mark in review(f"Good morning.\n\n{piece}", context, RULES)}
    assert before <= after


def test_the_key_does_not_hang_on_capitals_spaces_or_the_kind_of_apostrophe():
    one, two = (
        of("blame", text, Context())[0] for text in ("You’ve always lied.", "you've  always lied")
    )
    assert one.key == two.key == "blame:you've always"


def test_a_wording_with_its_own_advice_shows_that_advice():
    general = RULES.rule("blame").better
    assert of("blame", "You never call.", Context())[0].better.startswith("Try “I need")
    assert of("blame", "It is your fault.", Context())[0].better == general


@pytest.mark.parametrize(
    "day",
    [
        *("30 Nov", "30 November 2026", "Nov 30th 2026", "November 30, 2026", "30/11/2026"),
        *("11/30/2026", "2026-11-30", "30.11.2026", "30. November 2026", "30-Nov-2026"),
        *("Monday 30 November", "Mon, the 30th of November, 2026", "30.11.26"),
    ],
)
def test_the_day_of_the_plan_agrees_in_every_usual_form(day):
    text = f"Dear Ben, I have decided to end our work. My last day is {day}. I wish you well, and "
    text += "I thank you for the years and for the good coffee."
    context = Context(ends=True, end_date=date(2026, 11, 30))
    assert not review(text, context, RULES)
    other = Context(ends=True, end_date=date(2026, 12, 7))
    assert [mark.text for mark in of("wrong_date", text, other)] == [day]


@pytest.mark.parametrize(
    ("said", "money"),
    [
        ("€1,250.00", Money(125000, "EUR")),
        ("1.250,00 €", Money(125000, "EUR")),
        ("1 250 EUR", Money(125000, "EUR")),
        ("EUR 1250", Money(125000, "EUR")),
        ("1250 euros", Money(125000, "EUR")),
        ("US$3,480", Money(348000, "USD")),
        ("$3,480.00", Money(348000, "USD")),
        ("$3,480.00", Money(348000, "CAD")),
        ("£600", Money(60000, "GBP")),
        ("CHF 5'000.-", Money(500000, "CHF")),
        ("₹1,25,000", Money(12500000, "INR")),
        ("3200 zł", Money(320000, "PLN")),
        ("JP¥125,000", Money(125000, "JPY")),
        ("12.345 KWD", Money(12345, "KWD")),
        ("$5k", Money(500000, "USD")),
    ],
)
def test_the_sum_of_the_plan_agrees_in_every_usual_form(said, money):
    text = f"The open balance is {said}. Please pay it by Friday."
    assert not of("wrong_sum", text, Context(owed=(money,)))
    more = Money(money.minor * 2, money.currency)
    assert [mark.text.strip() for mark in of("wrong_sum", text, Context(owed=(more,)))] in (
        [said],
        [said.removesuffix(".-")],
    )


@pytest.mark.parametrize(
    ("greeting", "theirs", "differs"),
    [
        ("Dear Maria,", "Maria Lopez", False),
        ("Dear Ms López,", "Maria Lopez", False),
        ("Hi Chris!", "Christopher Hale", False),
        ("Hello there,", "Maria", False),
        ("Dear all,", "Maria", False),
        ("Dear Ms Oduya,", "Ms Okonkwo", True),
        ("Hey Tom", "Maria", True),
    ],
)
def test_another_name_in_the_greeting_is_marked(greeting, theirs, differs):
    marks = of("wrong_name", f"{greeting}\nthank you.", Context(their_name=theirs))
    assert bool(marks) == differs


def test_words_of_others_are_not_held_against_the_writer():
    quoted = "I read “you never answer, you idiot, and this is ridiculous”.\n> you never pay!!!"
    assert not review(quoted, Context(), RULES)


def test_accents_belong_to_their_word():
    assert of("anger", "It is crap.", Context())
    assert not of("anger", "It is crape\u0301.", Context())
    assert not of("anger", "It is crap\u0301.", Context())


def test_every_fault_of_a_file_of_rules_is_told_at_once():
    text = """
[words]
praise = ["good"]
[extra]
[rules.one]
kind = "phrase"
patterns = ["I hate", "(", "{unknown}"]
what = "x"
why = ""
better = "x"
sources = ["Z9"]
fires = []
silent = ["x"]
when = { end = true, ends = "yes" }
[rules.two]
kind = "fact"
check = "name"
what = "x"
why = "x"
better = "x"
sources = ["A18"]
fires = ["x"]
silent = ["x"]
context = { owed = ["much"], their_nam = "x" }
[rules.three]
kind = "topics"
topics = { one = ["x"] }
what = "x"
why = "x"
better = "x"
sources = ["A18"]
fires = ["x"]
silent = ["x"]
"""
    with pytest.raises(ClientfitError) as caught:
        read_rules("lint/xx.toml", text)
    told = str(caught.value)
    for words in (
        "[extra] is no part of it",
        "[rules.one], patterns: 'I hate' has capitals",
        "[rules.one], why: is empty",
        "unknown statement 'Z9'",
        "[rules.one], fires: has no text",
        "'end' is not known. Did you mean 'end",
        "ends is 'yes'. Write true or false",
        "[rules.two], cues: is missing",
        "'much' is not a sum",
        "'their_nam' is no field"
        if "'their_nam' is no field" in told
        else "their_nam: is no field",
        "[rules.three], topics: does not name two topics",
    ):
        assert words in told, told


@pytest.mark.parametrize(
    ("patterns", "told"),
    [
        ('["("]', "cannot be read"),
        ('["{unknown}"]', "uses {unknown}, which is not among the words"),
        ('["{a}"]', "use each other in a circle"),
        ('["x?"]', "fits where there is nothing"),
        ("[]", "names nothing to look for"),
    ],
)
def test_a_pattern_that_cannot_work_is_told_with_its_rule(patterns, told):
    text = content_text("lint/en.toml").split("[rules.", 1)[0]
    text += f"""
a = ["{{b}}"]
b = ["{{a}}"]
[rules.one]
kind = "phrase"
patterns = {patterns}
what = "x"
why = "x"
better = "x"
sources = ["A18"]
fires = ["x"]
silent = ["y"]
"""
    with pytest.raises(ClientfitError, match=re.escape(told)):
        read_rules("lint/xx.toml", text)


@pytest.mark.parametrize(
    "piece",
    [
        *("and i ", "thank you ", '"a b ', "[ ", "you really ", "1,234", "> ", "best of the "),
        *("____", ". ", "because of you ", "dear ", "{{ ", "€ "),
    ],
)
def test_no_text_makes_the_reader_slow(piece):
    assert growth(lambda times: review(piece * times, EVERYTHING, RULES), 2_000 // len(piece)) < 24


@pytest.mark.parametrize("piece", ["i will send the ", "30 nov ", "so "])
def test_promises_dates_and_openings_without_end_cost_no_more_than_their_square(piece):
    assert growth(lambda times: review(piece * times, EVERYTHING, RULES), 2_000 // len(piece)) < 130
