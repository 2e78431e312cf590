"""What our own content never says, whoever it speaks to."""

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest

CONTENT = Path(str(files("clientfit") / "content"))
#: Blame, judgements of a person, and claims that only a lawyer, an accountant or a doctor can make.
NEVER = {
    "blame": r"your (own )?fault|you always|you never|you should have|blame yourself|"
    r"serves (them|you) right",
    "judging a person": r"toxic|narcissis\w*|psychopath\w*|crazy|insane|idiot\w*|stupid|lazy|"
    r"liars?|crooks?|bad (person|people)|nightmare",
    "legal claim": r"illegally|unlawful\w*|guilty|liable|lawsuit|sue (them|the client)|entitled|"
    r"legally (binding|obliged|required)|breach of contract|by law you|you have the right to",
    "medical claim": r"burn-?out|depress\w+|anxiety|trauma\w*|diagnos\w+|disorders?|symptoms?|"
    r"therap\w+|mental illness|panic attacks?|ptsd",
    "promise": r"guarantee\w*|you must|proven|scientifically|100 ?%",
}
WORDS = {kind: re.compile(rf"\b({pattern})\b", re.IGNORECASE) for kind, pattern in NEVER.items()}
FILES = sorted(p for p in CONTENT.rglob("*") if p.name.endswith((".toml", "en.md.j2")))


def texts(value: object) -> Iterator[str]:
    """Every text that a content file shows, without its comments and ids."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def shown(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    if path.parent.name == "lint":  # what it looks for is not what it says
        said = ("what", "why", "better", "swaps")
        rules = tomllib.loads(text)["rules"].values()
        return [one for rule in rules for name in said for one in texts(rule.get(name, []))]
    if path.suffix != ".toml":
        return text.splitlines()
    content = tomllib.loads(text)
    if path.parent.name == "lint":
        # The second reader has to know the words that it warns of; its advice uses none of them.
        advice = ("what", "why", "better")
        return [rule[part] for rule in content["rules"].values() for part in advice]
    return list(texts(content))


def said(line: str) -> list[tuple[str, str]]:
    return [(kind, found[0]) for kind, words in WORDS.items() for found in words.finditer(line)]


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(CONTENT)) for path in FILES])
def test_content_blames_nobody_and_claims_nothing_legal_or_medical(path):
    lines = shown(path)
    assert lines
    assert [(line, said(line)) for line in lines if said(line)] == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("In the end it is your fault.", "blame"),
        ("A toxic client.", "judging a person"),
        ("They are legally obliged to pay.", "legal claim"),
        ("This leads to burnout.", "medical claim"),
        ("You must end it.", "promise"),
    ],
)
def test_each_list_of_words_finds_what_it_is_for(line, kind):
    assert [found for found, _ in said(line)] == [kind]


@pytest.mark.parametrize(
    "line", ["By default, defaults hold.", "You may end it.", "A fault in the file.", "Mustard."]
)
def test_words_that_only_look_alike_are_left_alone(line):
    assert said(line) == []


def test_all_kinds_of_content_are_read():
    names = {path.name for path in FILES}
    assert {"about.toml", "en.md.j2", "signs.toml", "questions.toml"} <= names
