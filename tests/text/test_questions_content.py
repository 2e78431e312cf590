"""The catalog: what is asked rests on its sources, and every fault in it is told at once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from itertools import pairwise
from typing import Any

import pytest
from real_files import BOOK

from clientfit import ClientfitError, catalog, catalog_with
from clientfit.core.model import Asks, QuestionRole
from clientfit.text.content.entry import content_text, parse
from clientfit.text.content.questions import read_catalog

Files = dict[str, dict[str, Any]]
Breaks = Callable[[Files], object]

CATALOG = catalog()
SHIPPED: Files = {
    name: parse(f"{name}.toml", content_text(f"{name}.toml"))
    for name in ("norms", "signs", "questions")
}
STATEMENTS = parse("statements.toml", content_text("statements.toml"))
MOST_WORDS = 30


def _set(file: str, *path: Any) -> Breaks:
    """Put the last of ``path`` in the place that the others name."""
    *steps, field, value = path

    def breaks(files: Files) -> None:
        table: Any = files[file]
        for step in steps:
            table = table[step]
        table[field] = value

    return breaks


def _drop(file: str, *path: str) -> Breaks:
    *steps, field = path

    def breaks(files: Files) -> None:
        table: Any = files[file]
        for step in steps:
            table = table[step]
        del table[field]

    return breaks


def _told(*breaks: Breaks) -> list[str]:
    files = deepcopy(SHIPPED)
    for one in breaks:
        one(files)
    with pytest.raises(ClientfitError) as caught:
        read_catalog(files["norms"], files["signs"], files["questions"])
    return [str(fault) for fault in caught.value.faults]


FAULTS: dict[str, tuple[Breaks, list[str]]] = {
    "a sign of no known kind": (
        _set("signs", "abuse", "kind", "stric"),
        ["signs.toml, [abuse], kind: 'stric'", "Did you mean 'strict'?", "normal"],
    ),
    "a sign without points": (
        _drop("signs", "abuse", "points"),
        ["signs.toml, [abuse], points: is missing", "1..100"],
    ),
    "a sign of no weight": (
        _set("signs", "abuse", "points", 0),
        ["signs.toml, [abuse], points: 0", "from 1 to 100"],
    ),
    "points in quotes": (
        _set("signs", "abuse", "points", "3"),
        ["signs.toml, [abuse], points: '3'", "a whole number"],
    ),
    "an unknown way to combine": (
        _set("signs", "abuse", "combine", "maxx"),
        ["signs.toml, [abuse], combine: 'maxx'", "Did you mean 'max'?"],
    ),
    "a misspelt field": (
        _set("signs", "abuse", "sauces", ["C11"]),
        ["signs.toml, [abuse], sauces: is no field", "Did you mean 'sources'?"],
    ),
    "a flag in words": (
        _set("signs", "abuse", "behaviour", "no"),
        ["signs.toml, [abuse], behaviour: 'no'", "true or false"],
    ),
    "a sign that is no table": (
        _set("signs", "abuse", 3),
        ["signs.toml, [abuse]: 3 is not a table"],
    ),
    "a statement nobody made": (
        _set("signs", "abuse", "sources", ["C11", "C99"]),
        ["signs.toml, [abuse], sources: unknown statement 'C99'", "Choose from: A1, A10"],
    ),
    "nothing to rest on": (
        _set("signs", "abuse", "sources", []),
        ["signs.toml, [abuse], sources: names no statement"],
    ),
    "sources that are no list": (
        _set("signs", "abuse", "sources", "C11"),
        ["signs.toml, [abuse], sources: 'C11' is not a list of texts"],
    ),
    "an empty question": (
        _set("questions", "season", "ask", " "),
        ["questions.toml, [season], ask: is empty"],
    ),
    "a question without a why": (
        _drop("questions", "season", "why"),
        ["questions.toml, [season], why: is missing"],
    ),
    "an unknown role": (
        _set("questions", "again", "role", "gutt"),
        ["questions.toml, [again], role: 'gutt'", "Did you mean 'gut'?"],
    ),
    "a question for no sign": (
        _set("questions", "abuse_reaction", "sign", "abus"),
        ["questions.toml, [abuse_reaction], sign: 'abus'", "Did you mean 'abuse'?"],
    ),
    "a sign asked for a text": (
        _set("questions", "abuse_reaction", "asks", "text"),
        ["questions.toml, [abuse_reaction], asks: 'text' gives no level"],
    ),
    "a fact that would be a sign": (
        _set("questions", "season", "sign", "abuse"),
        ["questions.toml, [season], sign: is only for questions that give a level"],
    ),
    "a choice of nothing": (
        _set("questions", "season", "choices", {}),
        ["questions.toml, [season], choices:"],
    ),
    "choices where there are none": (
        _set("questions", "abuse", "choices", {"a": "A"}),
        ["questions.toml, [abuse], choices:"],
    ),
    "a choice without words": (
        _set("questions", "season", "choices", {"quiet": 3}),
        ["questions.toml, [season], choices: quiet is 3"],
    ),
    "a sign that nobody asks about": (
        _drop("questions", "abuse"),
        ["questions.toml", "'abuse'", "exactly one"],
    ),
    "a sign asked twice in the short pass": (
        _set("questions", "abuse_reaction", "quick", True),
        ["questions.toml", "'abuse'", "abuse_reaction"],
    ),
    "a majority of more than all": (
        _set("norms", "majority", "keep", "value", "1.2"),
        ["norms.toml, [majority.keep], value: '1.2'", "from 0 to 1"],
    ),
    "a majority of nought by nought": (
        _set("norms", "majority", "repair", "value", "0/0"),
        ["norms.toml, [majority.repair], value: '0/0'"],
    ),
    "a number that is missing": (
        _drop("norms", "ladder"),
        ["norms.toml, [ladder.failed_attempts_to_end], value: is missing"],
    ),
    "a number of nothing": (
        _set("norms", "majority", "maybe", {"value": 1}),
        ["norms.toml, [majority.maybe]: is no number of the method"],
    ),
    "a group that is no table": (
        _set("norms", "sampling", 3),
        ["norms.toml, [sampling]: 3 is not a table"],
    ),
    "kinds that are no table": (
        _set("norms", "kinds", "strict"),
        ["norms.toml, [kinds]: 'strict' is not a table"],
    ),
    "a number that is no table": (
        _set("norms", "majority", "keep", 0.65),
        ["norms.toml, [majority.keep]: 0.65 is not a table"],
    ),
    "a range upside down": (
        _set("norms", "sampling", "keep_range", "value", [0.7, 0.5]),
        ["norms.toml, [sampling.keep_range], value: [0.7, 0.5] is no range"],
    ),
    "half a range": (
        _set("norms", "sampling", "keep_range", "value", [0.7]),
        ["norms.toml, [sampling.keep_range], value: [0.7] is no range"],
    ),
    "a number without a reason": (
        _drop("norms", "majority", "keep", "why"),
        ["norms.toml, [majority.keep], why: is missing"],
    ),
    "a number set some day": (
        _set("norms", "majority", "keep", "set", "lately"),
        ["norms.toml, [majority.keep], set: 'lately' is not a date"],
    ),
    "a level beyond the scale": (
        _set("norms", "kinds", "mild", "keep_veto", 9),
        ["norms.toml, [kinds.mild], keep_veto: 9", "from 0 to 4"],
    ),
    "a red line that would still be kept": (
        _set("norms", "kinds", "strict", "red_line", 1),
        ["norms.toml, [kinds.strict], red_line: 1 is below the keep_veto"],
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_told_with_file_entry_and_field(name: str) -> None:
    breaks, words = FAULTS[name]
    told = _told(breaks)
    assert [one for one in told if all(word in one for word in words)], told


#: What is wrong there leaves something else without its ground, which is told as well.
SPREADING = {
    "an unknown role",
    "a sign that nobody asks about",
    "a number that is missing",
    "a group that is no table",
    "kinds that are no table",
}


@pytest.mark.parametrize("name", sorted(set(FAULTS) - SPREADING))
def test_one_thing_wrong_is_told_once(name: str) -> None:
    assert len(_told(FAULTS[name][0])) == 1


def test_all_that_is_wrong_in_all_files_is_told_at_once() -> None:
    chosen = [
        FAULTS[name]
        for name in (
            "a sign of no weight",
            "a statement nobody made",
            "an empty question",
            "a choice without words",
            "a majority of more than all",
            "a red line that would still be kept",
        )
    ]
    told = "\n".join(_told(*[breaks for breaks, _ in chosen]))
    assert [word for _, words in chosen for word in words if word not in told] == []


def test_a_file_that_is_not_readable_is_named_with_the_line() -> None:
    with pytest.raises(ClientfitError, match=r"signs\.toml: is not readable .*line 2"):
        parse("signs.toml", "[abuse]\npoints = = 3\n")


def test_a_message_is_the_same_in_every_run() -> None:
    (told,) = _told(FAULTS["a statement nobody made"][0])
    choices = re.findall(r"[ABC]\d+r?", told.split("Choose from: ")[1])
    assert choices == sorted(choices)


def test_every_statement_that_must_show_as_a_sign_is_asked_about() -> None:
    assert set(STATEMENTS["signs"]["must"]) - CATALOG.sources == set()


def test_the_list_of_statements_has_no_gap_and_nothing_twice() -> None:
    ids = [id_ for table in STATEMENTS.values() for ids in table.values() for id_ in ids]
    numbers = {"A": range(1, 25), "B": range(1, 21), "C": range(22)}
    expected = {f"{letter}{one}" for letter, all_ in numbers.items() for one in all_} | {"C5r"}
    assert Counter(ids) == Counter(expected)
    # Where the source book is at hand, it is the measure: the same tables, the same musts.
    text = BOOK.read_text("utf-8") if BOOK.exists() else ""
    rows = re.findall(r"^\| ([ABC]\d+r?) \|.*\| *(must)? *\|$", text, re.MULTILINE)
    musts = {id_ for table in STATEMENTS.values() for id_ in table["must"]}
    assert {id_ for id_, _ in rows} in (expected, set())
    assert {id_ for id_, must in rows if must} in (musts, set())
    assert bool(rows) == BOOK.exists()


@pytest.mark.parametrize("sign", CATALOG.norms.ids)
def test_a_sign_has_one_question_in_the_short_pass_and_it_comes_first(sign: str) -> None:
    asked = [question for question in CATALOG.of_role(QuestionRole.SIGN) if question.sign == sign]
    assert [question.quick for question in asked] == [True] + [False] * (len(asked) - 1)
    assert asked[0].id == sign


def test_the_short_pass_is_the_eleven_signs_and_nothing_else() -> None:
    quick = [question.id for question in CATALOG.questions if question.quick]
    assert quick == list(CATALOG.norms.ids)
    assert len(quick) == 11


@pytest.mark.parametrize("id_", CATALOG.question_words)
def test_a_question_is_short_and_its_why_is_one_or_two_sentences(id_: str) -> None:
    words = CATALOG.question_words[id_]
    sentences = re.split(r"(?<=[.?!])\s+", words.why)
    assert words.ask.endswith("?")
    assert len(sentences) <= 2
    for sentence in [words.ask, *sentences, *words.choices.values()]:
        assert 1 <= len(sentence.split()) <= MOST_WORDS


def test_a_frequency_is_asked_as_how_often_wherever_it_gives_a_level() -> None:
    for question in CATALOG.of_role(QuestionRole.SIGN):
        assert question.asks is Asks.FREQUENCY
        assert "how often" in CATALOG.question_words[question.id].ask.lower()


def test_no_two_questions_ask_the_same() -> None:
    asked = sorted(words.ask for words in CATALOG.question_words.values())
    assert [one for one, other in pairwise(asked) if one == other] == []


def test_all_that_the_reading_and_the_letter_need_is_asked() -> None:
    context = {question.id for question in CATALOG.of_role(QuestionRole.CONTEXT)}
    assert context >= {
        "income_share", "season", "stage", "contract", "owed", "undelivered", "channel",
        "distance", "months", "notice", "attempts", "refused", "thoughts",
    }  # fmt: skip
    assert [question.id for question in CATALOG.of_role(QuestionRole.GUT)] == ["again"]
    assert [question.id for question in CATALOG.of_role(QuestionRole.GUARD)] == [
        "high_expectations"
    ]
    assert {question.asks for question in CATALOG.of_role(QuestionRole.RED_LINE)} == {Asks.YES_NO}
    assert len(CATALOG.of_role(QuestionRole.RED_LINE)) >= 3


def test_own_numbers_replace_only_what_they_name() -> None:
    own = catalog_with(
        {
            "signs": {"haggling": {"points": 2}},
            "norms": {"majority": {"keep": {"value": "0.7"}}, "records": {"clash": {"value": 3}}},
        }
    ).norms
    shipped = CATALOG.norms
    assert str(own.keep_majority) == "7/10"
    assert own.clash == 3
    assert own.repair_majority == shipped.repair_majority
    assert own.sampling == shipped.sampling
    changed = [one.id for one, old in zip(own.signs, shipped.signs, strict=True) if one != old]
    assert changed == ["haggling"]
    assert catalog_with({}) == CATALOG
    assert catalog().norms == shipped


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (3, "own norms: 3 is not a table"),
        (None, "own norms: None is not a table"),
        ({"nroms": {}}, "unknown part 'nroms'. Did you mean 'norms'?"),
        ({"questions": {}}, "unknown part 'questions'"),
        ({"norms": 3}, r"own norms, \[norms\]: 3 is not a table"),
        ({"signs": {"hagling": {"points": 2}}}, "unknown sign 'hagling'. Did you mean 'haggling'"),
        ({"signs": {"haggling": {"points": -2}}}, r"\[haggling\], points: -2"),
        ({"signs": {"haggling": {"point": 2}}}, r"\[haggling\], point: is no field"),
        ({"norms": {"majority": 3}}, r"\[majority\]: 3 is not a table"),
        ({"norms": {"majority": {"keep": "0.7"}}}, r"\[majority.keep\]: '0.7' is not a table"),
        ({"norms": {"majority": {"keep": {"value": "lots"}}}}, r"\[majority.keep\], value: 'lots'"),
        ({"norms": {"kinds": {"strict": {"keep_veto": 4}}}}, r"\[kinds.strict\], red_line: 3"),
    ],
)
def test_own_numbers_that_cannot_be_are_refused(own: Any, told: str) -> None:
    with pytest.raises(ClientfitError, match=told):
        catalog_with(own)


def test_all_that_is_wrong_with_own_numbers_is_told_at_once() -> None:
    with pytest.raises(ClientfitError) as caught:
        catalog_with(
            {
                "signs": {"haggling": {"points": -2, "combine": "sum"}},
                "norms": {"majority": {"keep": {"value": "7"}}},
            }
        )
    assert len(caught.value.faults) == 3
