"""The text of a letter, prepared for review: own words without quotations, greeting, sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from clientfit.text.review.entities import DateMention, SumMention, dates, sums
from clientfit.text.review.patterns import plain

#: Placeholder for quoted characters: it is neither a letter, a space nor a full stop.
_NOT_OURS = "\ufffc"
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
#: Quotations of three words or more: one or two words may be a title, or an ironic word.
_QUOTATION = re.compile(r"[“„«\"](?=[^“”„«»\"\n]{0,300}?\S\s+\S+\s+\S)[^“”„«»\"\n]{1,300}[”“»\"]")
_GREETING = re.compile(
    r"^[ \t]*(?:dear|hi|hello|hey|good (?:morning|afternoon|evening|day))\b.{0,80}$",
    re.IGNORECASE | re.MULTILINE,
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:mrs?|ms|mx|dr|prof|st|nos?|nr|vs|approx|inc|ltd|co|jan|feb|mar|apr|jun|jul|aug|"
    r"sept?|oct|nov|dec)|\b[a-z](?:\.[a-z])*)$",
    re.IGNORECASE,
)
_STOP = re.compile(r"(?P<end>[.!?…]+[”\"’')\]]*)\s+(?=[“\"‘'(]?[^\W\d_])|\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class ReviewedText:
    """The text of a letter. ``own`` has the same length, with quotations blanked out."""

    text: str
    own: str
    plain: str  # own, lower case, with one kind of apostrophe
    body: int  # start of the greeting; above it are subject and addresses
    sentences: tuple[tuple[int, int], ...]
    words: int  # from the greeting on
    dates: tuple[DateMention, ...]
    sums: tuple[SumMention, ...]

    @classmethod
    def of(cls, text: str) -> ReviewedText:
        """Prepare a text once for all rules."""
        own = _QUOTATION.sub(_blanked, _QUOTED_LINE.sub(_blanked, text))
        greeting = _GREETING.search(own)
        body = greeting.start() if greeting else 0
        words = sum(any(c.isalnum() for c in word) for word in own[body:].split())
        return cls(
            text=text,
            own=own,
            plain=plain(own),
            body=body,
            sentences=tuple(_sentences(own)),
            words=words,
            dates=tuple(dates(own)),
            sums=tuple(sums(own)),
        )

    def sentence(self, at: int) -> tuple[int, int]:
        """Start and end of the sentence around a position."""
        return next(
            (sentence for sentence in self.sentences if sentence[0] <= at < sentence[1]),
            (0, len(self.text)),
        )


def _blanked(found: re.Match[str]) -> str:
    return _NOT_OURS * len(found[0])


def _sentences(text: str) -> list[tuple[int, int]]:
    """Split at empty lines and full stops; abbreviations ("no.

    7", "Mr. Bell") do not end a sentence.
    """
    cuts = [0]
    for found in _STOP.finditer(text):
        end = found["end"]
        if end == "." and _ABBREVIATION.search(text, max(0, found.start() - 12), found.start()):
            continue
        cuts.append(found.end())
    cuts.append(len(text))
    return [(start, end) for start, end in pairwise(cuts) if start < end]
