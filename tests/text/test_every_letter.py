"""Claims that hold for every letter and script, whatever is chosen and whatever is left out."""

import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from letter_samples import SAMPLES, every_choice, filled
from test_letter_write import ANY_TEXT, BLAME, HEDGES, HOSTILE, TURNS, whole

from clientfit.core.errors import ClientfitError
from clientfit.core.money import Money
from clientfit.text.content.entry import content_text, parse
from clientfit.text.letter.write import (
    Fact,
    FactKind,
    FormKind,
    Letter,
    LetterForm,
    asked,
    letters_in_order,
    load,
    missing,
    write,
)
from clientfit.text.review.review import Context, review, rules
from clientfit.text.wording import Wording, fold, is_blank

FORMS = load()
EACH = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
KEPT_FILES = Path(__file__).parent / "letters"
EN = Wording.of("en")
#: What no letter shows when its facts are harmless: gaps, marks of a template, broken punctuation.
MARKS = re.compile(r"None|Undefined|[{}<>\[\]]|__|  |\n\n\n| \n| [.,;:?!]|[.,;]{2}|:[.,]|\(\)|^\s")
APOLOGIES = re.compile(r"\b(sorry|apologi[sz]e|forgive)\b", re.IGNORECASE)
#: What the plan does and no letter can carry: waiting, gathering papers, the rant, the decision.
PLAN_ONLY = {"C20", "B9", "B11", "A16", "C21"}


def shown(fact: Fact, given_value: object) -> list[str]:
    """How a harmless value stands in a letter; a date may stand with its weekday or without."""
    match fact.kind:
        case FactKind.LIST:
            return list(given_value)
        case FactKind.DATE:
            return [EN.day(given_value)]
        case FactKind.MONEY:
            return [EN.money(money(given_value))]
        case _:
            return [given_value.removesuffix(".")]


def money(example: str) -> Money:
    amount, currency = example.split()
    return Money(int(amount.replace(".", "")), currency)


def written(form: LetterForm, facts: dict[str, object]) -> str:
    return whole(write(form, facts))


def hostile_places(form: LetterForm) -> list[tuple[str, dict[str, object]]]:
    """Each text and list of a form, with the first choices under which it is asked."""
    places = {}
    for made in every_choice(form):
        facts = filled(form, made, optional=True)
        for fact in asked(form, made):
            if fact.kind in {FactKind.TEXT, FactKind.LIST}:
                places.setdefault(fact.id, facts)
    return list(places.items())


PLACES = [(form, fact, facts) for form in FORMS.values() for fact, facts in hostile_places(form)]


@EACH
def test_every_letter_is_whole_with_any_choices_with_and_without_what_is_optional(form):
    seen = {}
    for made in every_choice(form):
        for optional in (True, False):
            facts = filled(form, made, optional)
            text = written(form, facts)
            assert not MARKS.findall(text), (facts, text)
            for fact in asked(form, facts):
                if fact.id in facts and fact.kind is not FactKind.CHOICE:
                    for part in shown(fact, facts[fact.id]):
                        assert part in text, (fact.id, part, text)
            assert seen.setdefault(text, facts) == facts, "two sets of facts gave the same letter"


@EACH
def test_every_letter_keeps_within_its_limit_and_an_ending_within_180_words(form):
    longest = max(
        write(form, filled(form, made, optional=True)).words for made in every_choice(form)
    )
    assert longest < form.word_limit
    assert form.word_limit <= 180 or not form.ends or form.kind is FormKind.SCRIPT


@EACH
def test_no_letter_blames_hedges_apologises_or_turns_round_after_praise(form):
    for made in every_choice(form):
        text = written(form, filled(form, made, optional=False)).lower()
        words = set(re.findall(r"[a-z']+", text))
        assert not words & set(TURNS.split())
        assert not [phrase for phrase in BLAME if re.search(rf"\b{phrase}\b", text)]
        assert not APOLOGIES.findall(text)
        if form.ends:
            assert not [phrase for phrase in HEDGES if re.search(rf"\b{phrase}\b", text)]


@EACH
def test_every_letter_speaks_for_the_one_who_writes(form):
    for made in every_choice(form):
        body = write(form, filled(form, made, optional=False)).body
        assert re.search(r"\b(I|my|me)\b", body), body


@pytest.mark.parametrize("form", [f for f in FORMS.values() if f.ends], ids=lambda f: f.id)
def test_what_ends_the_work_says_so_early_and_names_the_last_day(form):
    for made in every_choice(form):
        facts = filled(form, made, optional=True)
        letter = write(form, facts)
        end = re.search(
            r"I am ending our work together|I have decided to end our work", letter.body
        )
        assert end, letter.body
        assert len(letter.body[: end.start()].split()) < 75
        assert EN.weekday(facts["end_date"]) in letter.body


@pytest.mark.parametrize(
    "form", [f for f in FORMS.values() if f.kind is FormKind.SCRIPT], ids=lambda f: f.id
)
def test_a_script_opens_says_one_sentence_answers_pushback_and_closes(form):
    for made in every_choice(form):
        parts = write(form, filled(form, made, optional=True)).body.split("\n\n")
        heads = [part.partition("\n")[0] for part in parts]
        assert all(
            head.endswith(":") and part != head for head, part in zip(heads, parts, strict=True)
        )
        wanted = ["Before", "To open", "The one sentence", "To close", "Afterwards"]
        found = [head for head in heads if head.startswith(tuple(wanted))]
        assert len(found) == len(wanted)
        for pushback in ("“Why", "“Just this last job”", "“You can't do this”", "discount"):
            assert any(head.startswith("If they") and pushback in head for head in heads), pushback
        for part in parts:
            assert part.count("“") == part.count("”")


@EACH
def test_a_letter_without_a_required_fact_is_not_written(form):
    made = next(every_choice(form))
    facts = filled(form, made, optional=True)
    for fact in asked(form, facts):
        without = {name: one for name, one in facts.items() if name != fact.id}
        if fact.required:
            with pytest.raises(ClientfitError, match=re.escape(fact.ask)):
                write(form, without)
        else:
            text = written(form, without)
            assert text != written(form, facts)
            assert not MARKS.findall(text), (fact.id, text)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize(
    ("form", "fact", "facts"), PLACES, ids=[f"{form.id}-{fact}" for form, fact, _ in PLACES]
)
def test_text_that_looks_like_code_is_printed_and_never_run(form, fact, facts, text):
    plain = write(form, facts | {fact: "Quixote"})
    letter = write(form, facts | {fact: text})
    assert letter.body == plain.body.replace("Quixote", text)
    assert letter.subject == plain.subject.replace("Quixote", text)


@settings(deadline=None)
@given(st.sampled_from(PLACES), ANY_TEXT)
def test_any_text_stands_in_any_letter_word_for_word_and_adds_no_line(place, text):
    form, fact, facts = place
    assume(not is_blank(text))
    assume(form.fact(fact).kind is FactKind.TEXT)
    letter = write(form, facts | {fact: text})
    assert fold(text) in whole(letter)
    lines = write(form, facts | {fact: "x"}).body.splitlines()
    assert len(letter.body.splitlines()) == len(lines)
    assert not set(letter.body) & set(map(chr, [*range(10), *range(11, 32), 127, 0x85]))


@pytest.mark.parametrize("name", SAMPLES)
def test_each_letter_stands_as_people_have_read_it(name):
    letter, facts = SAMPLES[name]
    assert missing(FORMS[letter], facts) == ()
    assert whole(write(FORMS[letter], facts)) == (KEPT_FILES / f"{name}.md").read_text("utf-8")


def test_a_sample_of_every_letter_is_kept_and_no_kept_letter_is_left_over():
    others = {"after_abuse", "capacity_with_everything", "payment_and_no_more_than_needed"}
    assert {letter for letter, _ in SAMPLES.values()} == set(FORMS)
    assert {path.stem for path in KEPT_FILES.iterdir()} == {*SAMPLES, *others}


def test_the_letters_are_the_ones_that_the_steps_name():
    assert set(FORMS) == {
        "statement", "late_fee", "pause", "resume", "price", "terms", "order_first", "goals",
        "simpler", "hours", "compromise", "talk", "answer_abuse", "termination", "handover",
        "referral", "thanks", "call_end", "call_talk",
    }  # fmt: skip


def test_a_list_of_letters_begins_with_mending_and_ends_with_thanks():
    listed = letters_in_order(FORMS)
    ids = [form.id for form in listed]
    assert len({form.order for form in listed}) == len(listed)
    assert ids[0] == "statement"
    assert ids[-1] == "thanks"
    assert ids.index("answer_abuse") < ids.index("termination") < ids.index("handover")
    assert [form.id for form in listed if form.ends] == ["termination", "call_end"]
    assert [form.id for form in listed if form.kind is FormKind.SCRIPT] == ["call_talk", "call_end"]


@EACH
def test_the_purpose_of_a_letter_is_one_short_sentence(form):
    assert form.purpose.endswith(".")
    assert form.purpose.count(".") == 1
    assert len(form.purpose.split()) <= 16


def test_letters_that_touch_law_say_so():
    assert {form.id for form in FORMS.values() if form.law} == {
        "late_fee", "pause", "terms", "order_first", "termination", "call_end",
    }  # fmt: skip


def test_every_statement_about_mending_and_ending_that_a_letter_can_carry_is_in_one():
    statements = parse("statements.toml", content_text("statements.toml"))
    must = {*statements["repair"]["must"], *statements["ending"]["must"]}
    used = {
        source
        for form in FORMS.values()
        for entry in (form, *form.facts, *(one for fact in form.facts for one in fact.options))
        for source in entry.sources
    }
    assert must - used == PLAN_ONLY


@pytest.mark.parametrize(
    ("letter", "source"),
    [
        ("statement", "C4"), ("late_fee", "C3"), ("pause", "C2"), ("resume", "C2"),
        ("price", "C5"), ("terms", "C5r"), ("order_first", "C17"), ("goals", "C18"),
        ("simpler", "C19"), ("hours", "B2"), ("compromise", "C8"), ("talk", "C10"),
        ("answer_abuse", "C13"), ("handover", "B17"), ("handover", "A22"), ("referral", "A14"),
        ("referral", "B18"), ("thanks", "A13"), ("call_end", "A20"), ("call_end", "B15"),
        ("call_end", "B16"), ("call_talk", "C10"), ("call_talk", "C13"),
    ],
)  # fmt: skip
def test_each_letter_rests_on_the_idea_it_is_for(letter, source):
    assert source in FORMS[letter].sources


def test_nobody_is_passed_on_without_the_warning_that_like_attracts_like():
    whys = [fact.why for fact in FORMS["referral"].facts if "A14" in fact.sources]
    assert sum("Like attracts like" in why for why in whys) >= 2


def test_after_non_payment_the_sum_its_day_and_the_stop_come_before_all_else():
    form = FORMS["termination"]
    facts = SAMPLES["after_non_payment"][1]
    parts = write(form, facts).body.split("\n\n")
    assert "US$3,480.00 (invoices 61 and 64)" in parts[2]
    assert "Friday, 18 December 2026" in parts[2]
    assert "Until it has arrived, I work only on what you have already paid for" in parts[3]
    stopped = write(form, facts | {"open_work": "no"}).body
    assert "Until it has arrived, I am doing no further work." in stopped
    settled = write(form, facts | {"owes": "no"}).body
    assert "Thank you for settling your account." in settled
    assert "Until it has arrived" not in settled
    assert "I suggest" not in write(form, facts | {"alternative": "none"}).body


def test_a_fee_and_a_sum_are_added_only_within_one_currency():
    form, facts = FORMS["late_fee"], SAMPLES["late_fee_on_open_invoices"][1]
    assert "Total: €877.20" in write(form, facts).body
    assert "Total" not in write(form, facts | {"fee_sum": "17.20 USD"}).body


def test_a_total_that_is_all_overdue_is_named_once():
    form, facts = FORMS["statement"], SAMPLES["statement"][1]
    letter: Letter = write(form, facts | {"overdue_sum": "1250.00 EUR"})
    assert letter.body.count("€1,250.00") == 1
    assert "all of it overdue" in letter.body


LETTERS = pytest.mark.parametrize(
    "form", [f for f in FORMS.values() if f.kind is FormKind.LETTER], ids=lambda f: f.id
)


@LETTERS
def test_the_second_reader_finds_nothing_to_mark_in_our_own_words(form):
    sums = {fact.id: money(fact.example) for fact in form.facts if fact.kind is FactKind.MONEY}
    for made in every_choice(form):
        facts = filled(form, made, optional=True)
        letter = write(form, facts)
        plan = Context(
            ends=form.ends,
            abusive=made.get("setting") == "after_abuse",
            word_limit=form.word_limit,
            their_name=facts.get("their_name", facts.get("colleague")),
            end_date=facts.get("end_date"),
            owed=tuple(sums.values()) if sums.keys() & facts.keys() else (),
        )
        marks = review(f"Subject: {letter.subject}\n\n{letter.body}", plan, rules())
        assert [(mark.rule, mark.text) for mark in marks] == [], letter.body


@LETTERS
def test_the_closing_of_a_letter_stands_apart_and_so_does_each_paragraph(form):
    for made in every_choice(form):
        parts = write(form, filled(form, made, optional=True)).body.split("\n\n")
        assert parts[-1].endswith("egards,\nSam Okoro")
        for part in parts[1:-1]:
            lines = part.splitlines()
            listed = all(line.startswith(("•", "Step ")) or ": " in line for line in lines)
            assert len(lines) == 1 or listed, part
