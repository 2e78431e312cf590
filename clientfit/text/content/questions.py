"""The catalog: questions, signs and norms, read from content and checked as a whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from clientfit.core.errors import Fault, choices
from clientfit.core.model import Asks, Combine, Norms, Question, QuestionRole, Sign, SignKind
from clientfit.text.content.entry import Entry, content_text, entries, parse, raise_faults
from clientfit.text.content.norms import read_kinds, read_norms


@dataclass(frozen=True, slots=True)
class SignWords:
    """How a sign is called, and what it shows, as a sentence."""

    name: str
    shows: str


@dataclass(frozen=True, slots=True)
class QuestionWords:
    """What the person reads: the question, why it is asked, and the words of its choices."""

    ask: str
    why: str
    choices: Mapping[str, str]


@dataclass(frozen=True)
class Catalog:
    """All that is asked and how it is worded, in English, with the norms that go with it."""

    norms: Norms
    questions: tuple[Question, ...]
    sign_words: Mapping[str, SignWords]
    question_words: Mapping[str, QuestionWords]
    sign_sources: Mapping[str, tuple[str, ...]]

    @cached_property
    def by_id(self) -> Mapping[str, Question]:
        """The questions by id."""
        return {question.id: question for question in self.questions}

    def of_role(self, *roles: QuestionRole) -> tuple[Question, ...]:
        """The questions asked for one of these purposes, in the order of the file."""
        return tuple(question for question in self.questions if question.role in roles)

    @property
    def sources(self) -> frozenset[str]:
        """Every statement that questions and signs rest on."""
        used = [question.sources for question in self.questions]
        return frozenset(id_ for ids in (*used, *self.sign_sources.values()) for id_ in ids)


@cache
def catalog() -> Catalog:
    """The shipped catalog. Raises ClientfitError with every fault of every file at once."""
    return read_catalog(*_shipped())


def catalog_with(own: Mapping[str, Any]) -> Catalog:
    """The catalog with a workbook's own numbers over the shipped ones, checked like those.

    ``own`` has the shape of the content files and names only what differs, for example
    ``{"signs": {"haggling": {"points": 2}}, "norms": {"majority": {"keep": {"value": "0.7"}}}}``.
    """
    norms, signs, questions = _shipped()
    raise_faults(_own_faults(own, signs))
    return read_catalog(
        _merged(norms, own.get("norms", {})), _merged(signs, own.get("signs", {})), questions
    )


def _own_faults(own: object, signs: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with the shape of own numbers: no wrong value, but things out of place."""
    if not isinstance(own, Mapping):
        return [Fault("own norms", f"{own!r} is not a table", "Give [norms], [signs] or both")]
    parts = ("norms", "signs")
    faults = [
        Fault("own norms", f"unknown part {part!r}", choices(part, parts))
        for part in own
        if part not in parts
    ]
    faults += [
        Fault(f"own norms, [{part}]", f"{own[part]!r} is not a table")
        for part in parts
        if not isinstance(own.get(part, {}), Mapping)
    ]
    own_signs = own.get("signs")
    faults += [
        Fault("own norms, [signs]", f"unknown sign {sign!r}", choices(sign, signs))
        for sign in (own_signs if isinstance(own_signs, Mapping) else ())
        if sign not in signs
    ]
    return faults


def _shipped() -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    norms, signs, questions = (
        parse(name, content_text(name)) for name in ("norms.toml", "signs.toml", "questions.toml")
    )
    return norms, signs, questions


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in own.items():
        both = isinstance(value, Mapping) and isinstance(base.get(key), Mapping)
        merged[key] = _merged(base[key], value) if both else value
    return merged


def read_catalog(
    norms: Mapping[str, Any], signs: Mapping[str, Any], questions: Mapping[str, Any]
) -> Catalog:
    """Check and join the three parsed files."""
    faults: list[Fault] = []
    kinds = read_kinds(norms, faults)
    read_signs = [_sign(entry, kinds) for entry in entries("signs.toml", signs, faults)]
    signs_known = tuple(sign for sign, _, _ in read_signs)
    ids = [sign.id for sign in signs_known]
    asked = [_question(entry, ids) for entry in entries("questions.toml", questions, faults)]
    numbers = read_norms(norms, signs_known, faults)
    _check_quick([question for question, _ in asked], ids, faults)
    raise_faults(faults)
    return Catalog(
        norms=numbers,
        questions=tuple(question for question, _ in asked),
        sign_words={sign.id: words for sign, words, _ in read_signs},
        question_words={question.id: words for question, words in asked},
        sign_sources={sign.id: sources for sign, _, sources in read_signs},
    )


def _sign(entry: Entry, kinds: Mapping[str, SignKind]) -> tuple[Sign, SignWords, tuple[str, ...]]:
    kind = entry.text("kind")
    if kind and kind not in kinds:
        entry.fault("kind", f"{kind!r} is unknown", choices(kind, kinds))
    sign = Sign(
        id=entry.name,
        points=entry.integer("points", 1, 100),
        kind=kinds.get(kind) or SignKind(kind, 1, 3, 2, None),
        combine=entry.choice("combine", Combine),
        behaviour=entry.flag("behaviour", True),
    )
    words = SignWords(entry.text("name"), entry.text("shows"))
    sources = entry.sources()
    entry.finish()
    return sign, words, sources


def _question(entry: Entry, signs: list[str]) -> tuple[Question, QuestionWords]:
    role, asks = entry.choice("role", QuestionRole), entry.choice("asks", Asks)
    sign = entry.text("sign", "") or None
    if role is QuestionRole.SIGN and sign not in signs:
        entry.fault("sign", f"{sign!r} is unknown", choices(sign, signs))
    if role is QuestionRole.SIGN and asks is not Asks.FREQUENCY:
        entry.fault("asks", f"{asks.value!r} gives no level", "A sign is asked by frequency")
    if role is not QuestionRole.SIGN and sign:
        entry.fault("sign", "is only for questions that give a level", "Leave it out")
    offered = entry.words("choices")
    if (asks is Asks.CHOICE) != bool(offered):
        entry.fault("choices", "belong to a choice, and to nothing else")
    question = Question(
        id=entry.name,
        role=role,
        asks=asks,
        sign=sign,
        quick=entry.flag("quick", False),
        choices=tuple(offered),
        unit=entry.text("unit", ""),
        sources=entry.sources(),
    )
    words = QuestionWords(entry.text("ask"), entry.text("why"), offered)
    entry.finish()
    return question, words


def _check_quick(questions: list[Question], signs: list[str], faults: list[Fault]) -> None:
    for sign in signs:
        quick = [question.id for question in questions if question.quick and question.sign == sign]
        if quick != [sign]:
            what = f"sign {sign!r} has the quick questions {quick}"
            todo = f"Give it exactly one, [{sign}] with quick = true"
            faults.append(Fault("questions.toml", what, todo))
