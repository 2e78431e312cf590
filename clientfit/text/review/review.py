"""The review of a letter: mark what may be read badly, with a reason and a better wording.

>>> [mark.text for mark in review("You never call.", Context(), rules())]
['You never']
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clientfit.text.review.fact_checks import Place, differing, named
from clientfit.text.review.model import Context, FactCheck, ReviewRule, RuleKind, Rules
from clientfit.text.review.patterns import plain
from clientfit.text.review.rules import context_of, read_rules, rules
from clientfit.text.review.text import ReviewedText
from clientfit.text.wording import fold

__all__ = [
    "Context",
    "FactCheck",
    "Remark",
    "ReviewRule",
    "RuleKind",
    "Rules",
    "context_of",
    "read_rules",
    "review",
    "rules",
]

#: The place of a remark about the letter as a whole: something is missing, or it is too long.
_WHOLE = (0, 0)


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark about a letter.

    About the whole letter: start and end are 0 and the text is empty.
    """

    rule: str
    start: int
    end: int
    text: str
    what: str
    why: str
    better: str
    sources: tuple[str, ...]

    @property
    def key(self) -> str:
        """A key that survives edits of the letter, used to remember that the remark was dismissed.

        It depends on rule and words only: the same words elsewhere in the letter have the same key,
        so the same advice need not be dismissed twice.
        """
        said = unicodedata.normalize("NFKC", fold(self.text)).casefold()
        return f"{self.rule}:{said.replace('’', chr(39))}"


def review(text: str, context: Context, rules: Rules) -> tuple[Remark, ...]:
    """All remarks on a letter, in the order of the text; those on the whole letter come first."""
    draft = ReviewedText.of(text)
    marks = {
        (place, rule.id): _mark(rule, place, text)
        for rule in rules.rules
        if rule.holds(context)
        for place in _CHECKS[rule.kind](rule, draft, context)
    }
    return tuple(mark for _, mark in sorted(marks.items(), key=lambda item: item[0]))


def _mark(rule: ReviewRule, place: Place, text: str) -> Remark:
    said = text[slice(*place)]
    better = next((to for pattern, to in rule.swaps if pattern.fullmatch(plain(said))), rule.better)
    return Remark(rule.id, *place, said, rule.what, rule.why, better, rule.sources)


def _found(
    rule: ReviewRule, draft: ReviewedText, part: re.Pattern[str] | None, text: str = ""
) -> list[Place]:
    """The places where a part of a rule matches, without those that the rule excepts."""
    places = [match.span() for match in part.finditer(text or draft.plain)] if part else []
    if not places or rule.excepted is None:
        return places
    excepted = [match.span() for match in rule.excepted.finditer(draft.plain)]
    return [
        (start, end)
        for start, end in places
        if not any(start < until and since < end for since, until in excepted)
    ]


def _phrases(rule: ReviewRule, draft: ReviewedText, _context: Context) -> Iterator[Place]:
    yield from _found(rule, draft, rule.parts.get("patterns"))
    yield from _found(rule, draft, rule.parts.get("signs"), draft.own)
    yield from _found(rule, draft, rule.parts.get("repeated"))[rule.allowed :]


def _sequences(rule: ReviewRule, draft: ReviewedText, context: Context) -> Iterator[Place]:
    yield from _phrases(rule, draft, context)
    turns = _found(rule, draft, rule.parts["then"])
    firsts = [start for start, _ in _found(rule, draft, rule.parts["first"])] if turns else []
    for start, end in turns:
        since, _ = draft.sentence(start)
        # In the same sentence ``first`` may be anywhere before ``then``; if ``then`` opens its
        # sentence, the sentence before counts too.
        if start == since:
            since, _ = draft.sentence(max(0, since - 1))
        if any(since <= first < start for first in firsts):
            yield start, end


def _topics(rule: ReviewRule, draft: ReviewedText, context: Context) -> Iterator[Place]:
    yield from _phrases(rule, draft, context)
    found = [_found(rule, draft, pattern)[:1] for pattern in rule.topics.values()]
    yield from sorted(place for first in found for place in first)[1:]


def _length(_rule: ReviewRule, draft: ReviewedText, context: Context) -> Iterator[Place]:
    if context.word_limit is not None and draft.words > context.word_limit:
        yield _WHOLE


def _absences(rule: ReviewRule, draft: ReviewedText, context: Context) -> Iterator[Place]:
    if draft.words < rule.from_words or rule.parts["patterns"].search(draft.plain):
        return
    if rule.check is None or not named(rule, draft, context):
        yield _WHOLE


def _facts(rule: ReviewRule, draft: ReviewedText, context: Context) -> Iterator[Place]:
    yield from _phrases(rule, draft, context)
    yield from differing(rule, draft, context)


_CHECKS: dict[RuleKind, Callable[[ReviewRule, ReviewedText, Context], Iterator[Place]]] = {
    RuleKind.PHRASE: _phrases,
    RuleKind.SEQUENCE: _sequences,
    RuleKind.TOPICS: _topics,
    RuleKind.LENGTH: _length,
    RuleKind.ABSENT: _absences,
    RuleKind.FACT: _facts,
}
