import shutil
from pathlib import Path

import pytest

from clientfit.core.errors import ClientfitError
from clientfit.text.content.entry import statements
from clientfit.text.content.letters import LETTERS, FactKind, FormKind, LetterForm, load
from clientfit.text.letter.write import write

FORMS = load()


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder with one small letter that has no fault."""
    folder = tmp_path / "thanks"
    folder.mkdir()
    (folder / "about.toml").write_text(
        """
title = "Thanks"
purpose = "At the very end."
order = 1
word_limit = 50
sources = ["A13"]

[facts.warm]
kind = "choice"
required = true
ask = "Warm?"
why = "It sets the tone."
sources = ["A13"]
choices.yes = { words = "Yes", sources = ["A13"] }
choices.no = { words = "No", sources = ["A21"] }

[facts.name]
kind = "text"
required = true
when = { warm = ["yes"] }
ask = "Who?"
why = "To greet them."
sources = ["A13"]
""",
        encoding="utf-8",
    )
    (folder / "en.md.j2").write_text(
        "Subject: Thanks\n\nHello{% if name %} {{ name }}{% endif %},\n\nthank you.\n",
        encoding="utf-8",
    )
    return tmp_path


def change(letters: Path, file: str, old: str, new: str) -> None:
    path = letters / "thanks" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def told(letters: Path) -> str:
    with pytest.raises(ClientfitError) as caught:
        load(letters)
    return str(caught.value)


def test_a_letter_without_a_fault_is_loaded_and_can_be_written(letters):
    form = load(letters)["thanks"]
    assert [fact.id for fact in form.facts] == ["warm", "name"]
    assert form.fact("name").when == (("warm", ("yes",)),)
    assert write(form, {"warm": "no"}).body == "Hello,\n\nthank you."
    assert write(form, {"warm": "yes", "name": "Zoë"}).body == "Hello Zoë,\n\nthank you."


def test_what_a_form_does_not_say_is_the_usual(letters):
    form = load(letters)["thanks"]
    assert (form.kind, form.ends, form.law) == (FormKind.LETTER, False, False)
    assert (form.purpose, form.order) == ("At the very end.", 1)
    change(
        letters, "about.toml", "order = 1", 'order = 1\nkind = "script"\nends = true\nlaw = true'
    )
    form = load(letters)["thanks"]
    assert (form.kind, form.ends, form.law) == (FormKind.SCRIPT, True, True)


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("about.toml", 'title = "Thanks"', 'title = ""', ["about.toml, [top], title: is empty"]),
        ("about.toml", "word_limit = 50", "", ["word_limit: is missing"]),
        ("about.toml", "word_limit = 50", "word_limit = 0", ["word_limit: 0 is not from 1"]),
        ("about.toml", "order = 1", "order = 0", ["order: 0 is not from 1"]),
        ("about.toml", "order = 1", "", ["[top], order: is missing"]),
        ("about.toml", 'purpose = "At the very end."', "", ["[top], purpose: is missing"]),
        ("about.toml", "order = 1", 'order = 1\nkind = "skript"', ["[top], kind", "'script'"]),
        ("about.toml", "order = 1", 'order = 1\nends = "yes"', ["[top], ends: 'yes' is not true"]),
        ("about.toml", "order = 1", "order = 1\nlaw = 1", ["[top], law: 1 is not true or false"]),
        ("about.toml", "order = 1", "order = 1\nend = true", ["end: is no field", "'ends'"]),
        ("about.toml", 'kind = "text"', 'kind = "txt"', ["[facts.name], kind", "'text'"]),
        ("about.toml", 'kind = "text"', 'kind = "choice"', ["[facts.name], choices: belong to"]),
        ("about.toml", 'kind = "choice"', 'kind = "text"', ["[facts.warm], choices: belong to"]),
        ("about.toml", 'why = "To greet', 'wy = "To greet', ["why: is missing", "wy: is no field"]),
        ("about.toml", '["A21"]', '["A99"]', ["[facts.warm.choices.no], sources", "'A99'"]),
        ("about.toml", '["A21"]', "[]", ["choices.no], sources: names no statement"]),
        ("about.toml", 'warm = ["yes"]', 'warm = ["ja"]', ["when: 'ja' is no choice of warm"]),
        ("about.toml", 'warm = ["yes"]', 'wram = ["yes"]', ["when: 'wram' is not asked before"]),
        ("about.toml", 'warm = ["yes"]', 'name = ["yes"]', ["when: 'name' is not asked before"]),
        ("about.toml", 'warm = ["yes"]', 'warm = "yes"', ["warm does not list options"]),
        ("about.toml", 'when = { warm = ["yes"] }', "when = 3", ["when: 3 is not a table"]),
        ("about.toml", "[facts.warm]", "[facts.warm", ["about.toml: is not readable as TOML"]),
        (
            "en.md.j2",
            "{{ name }}",
            "{{ nmae }}",
            ["en.md.j2: uses 'nmae'. Declare it"],
        ),
        ("en.md.j2", "{% if name %} {{ name }}{% endif %}", "", ["does not use the fact 'name'"]),
        ("en.md.j2", "{% endif %}", "", ["en.md.j2, line 3: cannot be read"]),
        ("en.md.j2", "Subject: ", "", ["en.md.j2: has no subject"]),
    ],
)
def test_each_fault_in_a_letter_names_file_entry_and_field(letters, file, old, new, words):
    change(letters, file, old, new)
    text = told(letters)
    for part in words:
        assert part in text


def test_every_fault_of_every_file_is_told_at_once(letters):
    shutil.copytree(letters / "thanks", letters / "second")
    change(letters, "about.toml", 'title = "Thanks"', "title = 3")
    change(letters, "en.md.j2", "Subject: ", "")
    (letters / "second" / "en.md.j2").unlink()
    (letters / "third").mkdir()
    text = told(letters)
    for part in (
        "thanks/about.toml, [top], title: 3 is not a text",
        "thanks/en.md.j2: has no subject",
        "second: has no words",
        "third/about.toml: is not there",
    ):
        assert part in text


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_question_of_a_letter_says_why_and_what_it_rests_on(form: LetterForm):
    for fact in form.facts:
        assert len(fact.why.split()) >= 4
        assert set(fact.sources) <= statements()
        assert fact.example or fact.kind in {FactKind.CHOICE, FactKind.DATE}


def test_the_ending_rests_on_the_statements_about_letters():
    form = FORMS["termination"]
    used = {*form.sources} | {
        source for fact in form.facts for entry in (fact, *fact.options) for source in entry.sources
    }
    assert used >= {"A13", "A14", "A17", "A18", "A19", "A20", "A21", "A22", "A23"}
    assert used >= {"B12", "B13", "B14", "B16", "B17", "B18", "B19", "C13"}


def test_the_shipped_letters_are_the_ones_loaded():
    assert set(FORMS) == {folder.name for folder in LETTERS.iterdir() if folder.is_dir()}
