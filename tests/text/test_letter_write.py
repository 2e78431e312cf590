import re
import string
from datetime import date
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from letter_cases import KEPT, after_abuse, ordinary

from clientfit.core.errors import ClientfitError
from clientfit.core.money import Money
from clientfit.text.letter.write import FactKind, Letter, asked, load, missing, write
from clientfit.text.wording import fold, is_blank

FORM = load()["termination"]
REASONS = FORM.fact("reason").option_ids
FULL = KEPT["capacity_with_everything"]
SHORT = KEPT["after_abuse"]
KEPT_FILES = Path(__file__).parent / "letters"
TEXT_FACTS = [fact.id for fact in FORM.facts if fact.kind is FactKind.TEXT]
LIST_FACTS = [fact.id for fact in FORM.facts if fact.kind is FactKind.LIST]

#: Words that make people stop listening, or that put the fault on them. None is in our own words.
TURNS = "but however although though nevertheless nonetheless yet despite unfortunately whereas"
BLAME = ("you always", "you never", "your fault", "you failed", "you did not", "you don't")
HEDGES = ("maybe", "perhaps", "for now", "at the moment", "might", "in the future", "sorry")
ANY_TEXT = st.text(
    st.characters() | st.sampled_from("{}%#|<>&\\'\"\n\r\t\u2028\u00a0\u202e\x00"), min_size=1
)
HOSTILE = [
    "{{ 7*7 }}",
    "{% for x in range(99) %}x{% endfor %}",
    "{% raw %}{{ my_name }}",
    "{# gone #}",
    "{{ my_name.__class__.__mro__ }}",
    "# for line statements",
    "{0} {1} {name} %s %(a)s $name",
    "</p><script>alert(1)</script>",
    "Subject: another",
]


def whole(letter: Letter) -> str:
    return f"# {letter.subject}\n\n{letter.body}\n"


def written(facts: dict[str, object], **changed: object) -> str:
    return write(FORM, facts | changed).body


def faults_of_letter(letter: Letter, facts: dict[str, object]) -> list[str]:
    """What a letter written from harmless facts must never show."""
    text = whole(letter)
    faults = [
        mark
        for mark in (
            "None",
            "{",
            "}",
            "[",
            "]",
            "<",
            "__",
            "  ",
            "\n\n\n",
            " \n",
            " .",
            "..",
            " ,",
            "()",
        )
        if mark in text
    ]
    needed = ["Maria", "Sam Okoro", "30 November 2026"]
    needed += ["€1,250.00", "16 November 2026"] * (facts["owes"] == "yes")
    needed += ["the spring catalogue"] * (facts["open_work"] == "yes")
    faults += [f"no {part}" for part in needed if part not in text]
    words = re.findall(r"[a-z']+", text.lower())
    faults += [word for word in TURNS.split() if word in words]
    faults += [phrase for phrase in (*BLAME, *HEDGES) if re.search(rf"\b{phrase}\b", text.lower())]
    return faults + ["too long"] * (letter.words >= FORM.word_limit)


def test_every_friendly_letter_is_whole_short_and_free_of_blame():
    seen = {}
    for facts in ordinary(REASONS):
        letter = write(FORM, facts)
        assert not faults_of_letter(letter, facts), (facts, letter.body)
        for optional in ("remark", "provider", "colleague", "colleague_contact"):
            assert facts.get(optional, "") in letter.body
        seen[letter.body] = facts
    assert len(seen) == len(REASONS) * 3 * 2 * 4 * 4 * 2, "two sets of facts gave the same letter"


def test_a_letter_after_abuse_praises_nothing_and_sends_nobody():
    for facts in after_abuse():
        # Left over from before the choice was changed: none of it may show.
        left_over = {
            "reason": "direction",
            "remark": "A lovely shop.",
            "alternative": "colleague",
            "colleague": "Jonas Lind",
        }
        letter = write(FORM, left_over | facts)
        assert not faults_of_letter(letter, facts), (facts, letter.body)
        assert letter.words < 95
        for word in ("lovely", "Jonas", "suggest", "thank", "wish", "direction", "Dear", "Kind"):
            assert word.lower() not in letter.body.lower()
        assert "This decision is final." in letter.body


def test_the_reason_after_abuse_is_given_only_by_choice():
    named = "is not acceptable to me"
    assert named in written(SHORT, say_why="yes")
    assert named not in written(SHORT, say_why="no")


def test_each_reason_has_one_sentence_of_its_own_that_speaks_for_the_writer():
    paragraphs = [written(FULL, reason=reason).split("\n\n")[2] for reason in REASONS]
    assert len(set(paragraphs)) == len(REASONS)
    for paragraph in paragraphs:
        assert paragraph.count(".") == 1
        assert paragraph.endswith(".")
        assert re.search(r"\b(I|my|us|we|We|My)\b", paragraph)


@pytest.mark.parametrize("name", KEPT)
def test_three_letters_stand_as_people_have_read_them(name):
    assert whole(write(FORM, KEPT[name])) == (KEPT_FILES / f"{name}.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("given_facts", "expected"),
    [
        ({}, ("setting", "their_name", "my_name", "end_date", "open_work", "owes")),
        (FULL, ()),
        (SHORT, ()),
        ({**FULL, "remark": None, "hand_over": "", "invoices": []}, ()),
        ({**FULL, "their_name": " \u200b\n"}, ("their_name",)),
        ({**FULL, "setting": "after_abuse"}, ("say_why",)),
        ({**FULL, "deliver": "\n \n", "owed_sum": None}, ("deliver", "owed_sum")),
        ({**FULL, "alternative": "provider"}, ("provider",)),
    ],
)
def test_only_what_is_required_and_asked_is_missing(given_facts, expected):
    assert missing(FORM, given_facts) == expected


def test_a_fact_is_asked_only_while_the_choice_it_hangs_on_is_asked():
    ids = [fact.id for fact in asked(FORM, FULL)]
    assert "colleague" in ids
    assert "provider" not in ids
    assert "colleague" not in [fact.id for fact in asked(FORM, {**FULL, "setting": "after_abuse"})]


@pytest.mark.parametrize("fact", [fact for fact in FORM.facts if fact.required])
def test_a_letter_without_a_required_fact_is_not_written(fact):
    facts = SHORT if fact.id == "say_why" else {**FULL, "alternative": "provider", "provider": "x"}
    facts = FULL if fact.id == "colleague" else facts
    with pytest.raises(ClientfitError) as caught:
        write(FORM, {name: value for name, value in facts.items() if name != fact.id})
    assert any(
        fact.ask in str(one.where) and one.what == "is needed" for one in caught.value.faults
    )


@pytest.mark.parametrize("fact", [fact.id for fact in FORM.facts if not fact.required])
def test_a_letter_without_an_optional_fact_is_shorter_and_whole(fact):
    without = write(FORM, {name: value for name, value in FULL.items() if name != fact})
    assert without.words < write(FORM, FULL).words
    assert not faults_of_letter(without, FULL)


def test_all_that_is_wrong_is_told_at_once_in_words():
    wrong = {
        "setting": "nice",
        "end_date": "soon",
        "owes": "yes",
        "owed_sum": "12 EU",
        "pay_by": 7,
        "their_name": ["Maria"],
        "deliver": 3,
        "open_work": "yes",
        "my_nam": "Sam",
    }
    with pytest.raises(ClientfitError) as caught:
        write(FORM, wrong)
    told = str(caught.value)
    for words in (
        "“Your name, as you sign it”: is needed. Please fill it in.",
        "'my_nam' is not one of its facts. Did you mean 'my_name'?",
        "'nice' is not a choice",
        "'soon' is not a date. Write year-month-day",
        "'7' is not a date",
        "'12 EU' is not a sum. Write it as in 1250.00 EUR",
        "is not text",
        "is not a list of lines",
    ):
        assert words in told


@pytest.mark.parametrize(
    "text",
    [
        "1250",
        "EUR",
        "12,50 EUR",
        "1.005 EUR",
        "NaN EUR",
        "Inf EUR",
        "1 XXX",
        "0 EUR",
        "-5 EUR",
        "1e9999999 EUR",
        "1_000 EUR",
        "1 ZZZ",
        "100000000000000.00 EUR",
        Money(0, "EUR"),
        Money(10**30, "EUR"),
    ],
)
def test_a_sum_that_is_not_exactly_one_is_refused(text):
    with pytest.raises(ClientfitError, match="“How much do they owe"):
        written(FULL, owed_sum=text)


@pytest.mark.parametrize(
    ("given_sum", "shown"),
    [
        ("1250.00 EUR", "€1,250.00"),
        ("0.1 eur", "€0.10"),
        ("125000 JPY", "JP¥125,000"),
        ("12.345 KWD", "KWD 12.345"),
        ("1250.50 RSD", "RSD 1,250.50"),
        (Money(125000, "RSD"), "RSD 1,250.00"),
        (Money(99, "USD"), "US$0.99"),
        (Money(10**15, "EUR"), "€10,000,000,000,000.00"),
    ],
)
def test_sums_are_exact_and_name_their_currency(given_sum, shown):
    assert f"The open balance is {shown} (" in written(FULL, owed_sum=given_sum).replace(
        "\u00a0", " "
    )


def test_a_language_that_no_letter_is_written_in_is_refused():
    with pytest.raises(ClientfitError, match="is not written in 'tlh'"):
        write(FORM, FULL, language="tlh")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("fact", [*TEXT_FACTS, *LIST_FACTS])
def test_text_that_looks_like_code_is_printed_and_never_run(fact, text):
    facts = {**FULL, "alternative": "provider"} if fact == "provider" else FULL
    plain = write(FORM, {**facts, fact: "Quixote"})
    letter = write(FORM, {**facts, fact: text})
    assert letter.body == plain.body.replace("Quixote", text)
    assert letter.subject == plain.subject


@settings(deadline=None)
@given(st.sampled_from(TEXT_FACTS), ANY_TEXT)
def test_any_text_stands_in_the_letter_word_for_word(fact, text):
    assume(not is_blank(text))
    facts = {**FULL, "alternative": "provider"} if fact == "provider" else FULL
    letter = write(FORM, {**facts, fact: text})
    assert fold(text) in letter.body
    assert "\n\n\n" not in letter.body
    assert not set(letter.body) & set(map(chr, [*range(10), *range(11, 32), 127, 0x85]))
    assert len(letter.body.splitlines()) == len(write(FORM, facts | {fact: "x"}).body.splitlines())


@settings(deadline=None)
@given(st.sampled_from(LIST_FACTS), st.lists(ANY_TEXT, min_size=1, max_size=4))
def test_any_list_stands_in_the_letter_item_by_item(fact, items):
    seen = [item for item in items if not is_blank(item)]
    assume(seen)
    body = written(FULL, **{fact: items})
    for item in seen:
        assert fold(item) in body


@settings(deadline=None)
@given(st.dates(min_value=date(1000, 1, 1)))
def test_any_last_day_is_written_with_weekday_day_month_and_year(day):
    body = written(FULL, end_date=day)
    assert f"My last day will be {day:%A}, {day.day} {day:%B} {day.year}." in body
    assert body == written(FULL, end_date=day.isoformat())


@pytest.mark.parametrize(
    ("remark", "shown"),
    [
        ("Your shop is a joy", "Your shop is a joy.\n"),
        ("Your shop is a joy!", "Your shop is a joy!\n"),
        ("Is there a better shop?", "Is there a better shop?\n"),
        ("They say “what a shop.”", "They say “what a shop.”\n"),
        ("Your shop is a joy 🙂", "Your shop is a joy 🙂\n"),
        ("Your shop (the small one)", "Your shop (the small one).\n"),
    ],
)
def test_a_remark_ends_as_a_sentence_once(remark, shown):
    assert f"\n{shown}" in written(FULL, remark=remark)


def test_one_invoice_is_an_invoice_and_two_are_invoices():
    assert "(invoice 7)" in written(FULL, invoices="7")
    assert "(invoices 7, 8 and 9)" in written(FULL, invoices="7\n8\n9")


@settings(deadline=None)
@given(st.text(string.printable))
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)
