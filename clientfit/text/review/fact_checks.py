"""Fact checks of the review: compare what a letter says with what the plan says.

Each check yields the places (start, end) in the text that differ. A check stays silent wherever the
letter can be read so that it agrees: a false warning costs more trust than a missed one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

from clientfit.core.money import Money
from clientfit.text.review.entities import DateMention, SumMention, bare_amounts, dates
from clientfit.text.review.model import Context, FactCheck, ReviewRule
from clientfit.text.review.patterns import plain
from clientfit.text.review.text import ReviewedText

Place = tuple[int, int]

#: Maximum number of characters between a date and the words that make it the last day.
_NEAR = 45
_TOKEN = re.compile(r"[^\W_]+")
_CHUNK = re.compile(
    r"(?P<before>\b\w+\s+)?\b(?P<chunk>(?:the|an?|all|every|each|both|your|my|our|one|two|three|four|"
    r"five|six|seven|eight|nine|ten|\d+|any|some|new|another)\s+(?P<noun>[^,;:()\n]+?))"
    r"(?=\s*(?:[,;:()\n]|$)|\s+(?:and|or|plus|as\s+well\s+as|along\s+with)\b)(?P<after>,?\s+\w+)?",
    re.IGNORECASE,
)
_HEAD_ENDS = re.compile(
    r"\b(?:by|before|until|till|on|in|within|during|at|with|for|to|from|when|once|so|that|which|"
    r"after|over|this|next|i|we|you|it|they|will|is|are|was|were|has|have|can|as)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s(?:will|is|are|was|were|has|have|can|should|would)\b", re.IGNORECASE)
_NEW_CLAUSE = re.compile(
    r"\b(?:so that|so|because|since|when|while|if|that|which|who|where|as soon as|once|although)\b",
    re.IGNORECASE,
)
_NO_THING_FOLLOWS = """
    by before till until on in within during at for with after from to of about through since around
    than as like over under behind across per
"""
_BEFORE_A_TIME_OR_PERSON = frozenset(_NO_THING_FOLLOWS.split())
_TITLE_WORDS = "mr mrs ms mx miss dr prof professor sir madam madame coach captain"
_TITLES = frozenset(_TITLE_WORDS.split())
_SMALL_WORDS = "the and for with all any new two three four five six our your its own"
_SMALL = frozenset(_SMALL_WORDS.split())


def differing(rule: ReviewRule, draft: ReviewedText, context: Context) -> Iterator[Place]:
    """The places that differ from the plan, by the check that the rule names."""
    return _CHECKS[rule.check or FactCheck.DATE](rule, draft, context)


def named(rule: ReviewRule, draft: ReviewedText, context: Context) -> bool:
    """Whether the letter mentions such a fact (a date or an amount) at all, right or wrong."""
    if rule.check is FactCheck.DATE:
        return any(not _touches(rule, "aside", draft, mention) for mention in draft.dates)
    owed = {money.units for money in (*context.owed, *_totals(context.owed))}
    return bool(draft.sums or owed & bare_amounts(draft.own))


def _dates(rule: ReviewRule, draft: ReviewedText, context: Context) -> Iterator[Place]:
    found = draft.dates
    agreed = {
        draft.sentence(mention.start)
        for mention in found
        if context.end_date and mention.means(context.end_date)
    }
    for mention in found:
        if mention.wrong_weekday(context.end_date) or (
            context.end_date
            and draft.sentence(mention.start) not in agreed
            and (
                _is_last_day(rule, draft, mention)
                or _is_old(rule, draft, mention, context.end_date)
            )
        ):
            yield mention.start, mention.end


def _is_last_day(rule: ReviewRule, draft: ReviewedText, mention: DateMention) -> bool:
    """Whether the words just before or after a date say that the work ends then."""
    start, end = draft.sentence(mention.start)
    around = draft.plain[max(start, mention.start - _NEAR) : mention.start] + " \ufffc "
    around += draft.plain[mention.end : min(end, mention.end + _NEAR)]
    return bool(rule.parts["cues"].search(around)) and not rule.parts["aside"].search(around)


def _is_old(rule: ReviewRule, draft: ReviewedText, mention: DateMention, end_date: date) -> bool:
    return mention.is_day_of_another_year(end_date) and not _touches(rule, "aside", draft, mention)


def _touches(
    rule: ReviewRule, part: str, draft: ReviewedText, mention: DateMention | SumMention
) -> bool:
    start, end = draft.sentence(mention.start)
    return part in rule.parts and bool(rule.parts[part].search(draft.plain, start, end))


def _totals(owed: tuple[Money, ...]) -> list[Money]:
    currencies = dict.fromkeys(money.currency for money in owed)
    return [
        Money(sum(money.minor for money in owed if money.currency == code), code)
        for code in currencies
    ]


def _sums(rule: ReviewRule, draft: ReviewedText, context: Context) -> Iterator[Place]:
    if not context.owed:
        return
    found = [mention for mention in draft.sums if _touches(rule, "cues", draft, mention)]
    totals = _totals(context.owed)
    # If the letter also names the total, or the parts add up to it, the parts are its explanation.
    if any(mention.means(total) for mention in draft.sums for total in totals) or _add_up(
        found, totals
    ):
        return
    for mention in found:
        if not any(mention.means(owed) for owed in context.owed):
            yield mention.start, mention.end


def _add_up(found: list[SumMention], totals: list[Money]) -> bool:
    return any(
        total.units
        == sum(
            (max(mention.amounts) for mention in found if total.currency in mention.currencies),
            Decimal(0),
        )
        for total in totals
    )


def _names(rule: ReviewRule, draft: ReviewedText, context: Context) -> Iterator[Place]:
    greeting = rule.parts["cues"].search(draft.plain)
    if greeting is None or not context.their_name:
        return
    start, end = greeting.span("name")
    said = draft.own[start:end]
    if rule.parts["aside"].search(plain(said)) or not _tokens(said):
        return
    theirs = _tokens(context.their_name)
    # A short form (Chris for Christopher) is not a different person.
    if theirs and not any(
        token.startswith(other) or other.startswith(token)
        for token in _tokens(said)
        for other in theirs
    ):
        yield start, end


def _tokens(name: str) -> set[str]:
    """The words of a name, without accents, titles and initials, which are too short to compare."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return {word for word in _TOKEN.findall(plain.casefold()) if len(word) > 1} - _TITLES


def _promises(rule: ReviewRule, draft: ReviewedText, context: Context) -> Iterator[Place]:
    if context.promised is None:
        return
    known = {_stem(word) for item in context.promised for word in _TOKEN.findall(item.casefold())}
    known -= _SMALL
    for verb in rule.parts["cues"].finditer(draft.plain):
        _, end = draft.sentence(verb.start())
        clause = _NEW_CLAUSE.search(draft.plain, verb.end(), end)
        end = clause.start() if clause else end
        for found in _CHUNK.finditer(draft.plain, verb.end(), end):
            if not _is_thing(found):
                continue
            start = found.start("chunk")
            noun = _HEAD_ENDS.split(found["noun"], maxsplit=1)[0].strip()
            words = {_stem(word) for word in _TOKEN.findall(noun.casefold())} - _SMALL
            if words and not words & known and not rule.parts["aside"].search(noun):
                yield start, found.start("noun") + len(noun)


def _is_thing(found: re.Match[str]) -> bool:
    """Whether a matched phrase is a promised thing, and not a time, a person or a new clause."""
    before = (found["before"] or "").strip().lower()
    if before in _BEFORE_A_TIME_OR_PERSON or _CLAUSE.search(found["noun"]):
        return False
    return not any(mention.start == 0 for mention in dates(found["chunk"]))


def _stem(word: str) -> str:
    """A rough stemmer: remove a plural "s". It is applied to both sides of a comparison."""
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _alternatives(_rule: ReviewRule, draft: ReviewedText, context: Context) -> Iterator[Place]:
    if not context.alternative:
        return
    named_there = re.compile(re.escape(plain(context.alternative)))
    yield from (match.span() for match in named_there.finditer(draft.plain))


_CHECKS: dict[FactCheck, Callable[[ReviewRule, ReviewedText, Context], Iterator[Place]]] = {
    FactCheck.DATE: _dates,
    FactCheck.SUM: _sums,
    FactCheck.NAME: _names,
    FactCheck.PROMISE: _promises,
    FactCheck.ALTERNATIVE: _alternatives,
}
