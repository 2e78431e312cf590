"""Load the review rules from their content file; all faults are reported together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any

from clientfit.core.currencies import UNSTATED
from clientfit.core.errors import Fault, choices
from clientfit.core.money import Money
from clientfit.core.phrases import say
from clientfit.text.content.entry import Entry, content_text, entries, parse, raise_faults
from clientfit.text.review.model import Context, FactCheck, ReviewRule, RuleKind, Rules
from clientfit.text.review.patterns import PatternError, compiled

#: The required and the optional parts of a rule, by its kind.
_PHRASES = ("patterns", "signs", "repeated")
_NEEDED = {RuleKind.SEQUENCE: ("first", "then"), RuleKind.ABSENT: ("patterns",)}
_OPTIONAL = {
    RuleKind.PHRASE: _PHRASES,
    RuleKind.SEQUENCE: _PHRASES,
    RuleKind.TOPICS: _PHRASES,
    RuleKind.ABSENT: ("aside",),
    RuleKind.FACT: (*_PHRASES, "cues", "aside"),
}
#: The parts that each fact check uses.
_READ_BY = {
    FactCheck.DATE: ("cues", "aside"),
    FactCheck.SUM: ("cues",),
    FactCheck.NAME: ("cues", "aside"),
    FactCheck.PROMISE: ("cues", "aside"),
}
_NOTHING = re.compile("(?!)")
_CONDITIONS = tuple(field_.name for field_ in fields(Context) if field_.name != "language")

Shared = Mapping[str, tuple[str, ...]]


@lru_cache
def rules(language: str = "en") -> Rules:
    """The rules of a language that come with clientfit.

    Cached: loading takes longer than reviewing.
    """
    file = f"lint/{language}.toml"
    return read_rules(file, content_text(file), language)


def read_rules(file: str, text: str, language: str = "en") -> Rules:
    """Read rules from TOML. Raises ClientfitError that lists everything wrong in it.

    ``file`` is the name used in error messages.
    """
    tables = parse(file, text)
    faults: list[Fault] = []
    shared = _shared(file, tables.get("words", {}), faults)
    found = tuple(
        _rule(entry, shared) for entry in entries(file, tables.get("rules"), faults, "rules")
    )
    for name in tables:
        if name not in ("words", "rules"):
            faults.append(
                Fault(
                    file, say("[{name}] is no part of it", name=name), "Write [words] and [rules.…]"
                )
            )
    if not found:
        faults.append(Fault(file, "holds no rule", "Write each one under [rules.its_name]"))
    raise_faults(faults)
    return Rules(language, found)


def context_of(entry: Entry) -> Context:
    """A context from a TOML table with the fields of ``Context``; amounts as "1250.00 EUR"."""
    given: dict[str, Any] = {
        name: entry.flag(name) for name in ("ends", "abusive") if entry.has(name)
    }
    given |= {
        name: entry.text(name)
        for name in ("their_name", "alternative", "language")
        if entry.has(name)
    }
    if entry.has("word_limit"):
        given["word_limit"] = entry.integer("word_limit", 1, 10_000)
    if entry.has("end_date"):
        given["end_date"] = entry.day("end_date")
    if entry.has("promised"):
        given["promised"] = entry.texts("promised")
    if entry.has("owed"):
        given["owed"] = tuple(_money(entry, text) for text in entry.texts("owed"))
    return Context(**given)


def _money(entry: Entry, text: str) -> Money:
    try:
        return Money.parse(text)
    except ValueError:
        entry.fault("owed", f"{text!r} is not a sum", 'Write it as in "1250.00 EUR"')
        return Money(0, UNSTATED)


def _shared(file: str, tables: object, faults: list[Fault]) -> Shared:
    entry = Entry(file, "words", tables, faults)
    names = tables if isinstance(tables, dict) else {}
    return {name: entry.texts(name) for name in names}


def _rule(entry: Entry, shared: Shared) -> ReviewRule:
    kind = entry.choice("kind", RuleKind)
    within = Entry(entry.file, f"{entry.name}.context", {}, entry.faults, "rules")
    if entry.has("context"):
        within = Entry(within.file, within.name, entry.value("context"), entry.faults, "rules")
    asks = kind is RuleKind.FACT or (kind is RuleKind.ABSENT and entry.has("check"))
    check = entry.choice("check", FactCheck) if asks else None
    rule = ReviewRule(
        id=entry.name,
        kind=kind,
        what=entry.text("what"),
        why=entry.text("why"),
        better=entry.text("better"),
        sources=entry.sources(),
        fires=entry.texts("fires"),
        silent=entry.texts("silent"),
        example=context_of(within),
        when=_conditions(entry),
        parts=_parts(entry, kind, check, shared),
        topics=_topics(entry, kind, shared),
        swaps=_swaps(entry, shared),
        excepted=_pattern(entry, "except", entry.texts("except"), shared)
        if entry.has("except")
        else None,
        allowed=entry.integer("allowed", 0, 9) if entry.has("allowed") else 0,
        from_words=entry.integer("from_words", 0, 100) if entry.has("from_words") else 0,
        check=check,
    )
    within.finish()
    entry.finish()
    for field, texts in (("fires", rule.fires), ("silent", rule.silent)):
        if not texts:
            entry.fault(field, "has no text", "Give at least one")
    return rule


def _conditions(entry: Entry) -> tuple[tuple[str, bool], ...]:
    if not entry.has("when"):
        return ()
    given = entry.value("when")
    if not isinstance(given, dict):
        entry.fault("when", f"{given!r} is not a table", "Write when = { ends = true }")
        return ()
    for name, wanted in given.items():
        if name not in _CONDITIONS:
            entry.fault("when", f"{name!r} is not known", choices(name, _CONDITIONS))
        elif not isinstance(wanted, bool):
            entry.fault("when", f"{name} is {wanted!r}", "Write true or false")
    known = {name: wanted for name, wanted in given.items() if name in _CONDITIONS}
    return tuple((name, bool(wanted)) for name, wanted in known.items())


def _parts(
    entry: Entry, kind: RuleKind, check: FactCheck | None, shared: Shared
) -> dict[str, re.Pattern[str]]:
    needed = _NEEDED.get(kind, ())
    if check and kind is RuleKind.FACT:
        needed = _READ_BY.get(check, ())
    present = tuple(field for field in _OPTIONAL.get(kind, ()) if entry.has(field))
    if kind is RuleKind.PHRASE and not present:
        entry.fault("patterns", "is missing", "Give patterns, signs or repeated")
    return {
        name: _pattern(entry, name, entry.texts(name), shared, signs=name == "signs")
        for name in dict.fromkeys((*needed, *present))
    }


def _topics(entry: Entry, kind: RuleKind, shared: Shared) -> dict[str, re.Pattern[str]]:
    if kind is not RuleKind.TOPICS:
        return {}
    tables = entry.value("topics")
    if not isinstance(tables, dict) or len(tables) < 2:
        entry.fault("topics", "does not name two topics or more", "Write a list under each name")
        return {}
    below = Entry(entry.file, f"{entry.name}.topics", tables, entry.faults, "rules")
    return {name: _pattern(below, name, below.texts(name), shared) for name in tables}


def _swaps(entry: Entry, shared: Shared) -> tuple[tuple[re.Pattern[str], str], ...]:
    given = entry.words("swaps")
    return tuple(
        (_pattern(entry, "swaps", (said,), shared), better) for said, better in given.items()
    )


def _pattern(
    entry: Entry,
    field: str,
    patterns: tuple[str, ...],
    shared: Shared,
    *,
    signs: bool = False,
) -> re.Pattern[str]:
    if not patterns:
        entry.fault(field, "names nothing to look for")
        return _NOTHING
    try:
        return compiled(patterns, shared, signs=signs)
    except PatternError as error:
        entry.fault(field, str(error))
        return _NOTHING
