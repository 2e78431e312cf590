"""The small notation in which rules write what they look for.

A pattern is a regular expression for text in small letters, with four conveniences: a space is any
white space, ``\\h`` is white space within a line, ``{praise}`` is one of the shared words of that
name, and patterns stand for whole words. Signs stand anywhere and see capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: What continues a word: letters and digits of any script, and the marks that stand on letters
#: (accents written apart, Arabic vowels), at which Python's own ``\b`` would end the word.
_IN_WORD = r"[\w\u0300-\u036f\u064b-\u065f\u0670]"
_SHARED = re.compile(r"\{([a-z_]+)\}")
_DEEPEST = 4
_ESCAPED = re.compile(r"\\.|\(\?P")
_CAPITAL = re.compile(r"[A-Z]")


class PatternError(Exception):
    """A pattern cannot be read; says why."""


def plain(text: str) -> str:
    """A text as patterns see it, of the same length: small letters, and one kind of apostrophe."""
    small = text.lower()
    if len(small) != len(text):  # a few letters become two when they become small
        small = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return small.translate(_APOSTROPHES)


_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))


def expanded(pattern: str, shared: Mapping[str, tuple[str, ...]]) -> str:
    """Put shared words into a pattern. Words may use other words, a few levels deep."""
    for _ in range(_DEEPEST):
        missing = {name for name in _SHARED.findall(pattern) if name not in shared}
        if missing:
            raise PatternError(f"uses {{{min(missing)}}}, which is not among the words")
        pattern = _SHARED.sub(lambda found: f"(?:{'|'.join(shared[found[1]])})", pattern)
        if not _SHARED.search(pattern):
            return pattern
    raise PatternError("uses words that use each other in a circle")


def compiled(
    patterns: Iterable[str], shared: Mapping[str, tuple[str, ...]], *, signs: bool = False
) -> re.Pattern[str]:
    """Make one expression of many patterns; what cannot be read is told with its pattern."""
    patterns = list(patterns)
    capital = [
        pattern for pattern in patterns if not signs and _CAPITAL.search(_ESCAPED.sub("", pattern))
    ]
    if capital:
        raise PatternError(f"{capital[0]!r} has capitals, and patterns see small letters only")
    either = "|".join(_translated(pattern, shared) for pattern in patterns)
    if signs:
        return re.compile(either, re.IGNORECASE)
    return re.compile(f"(?<!{_IN_WORD})(?:{either})(?!{_IN_WORD})")


def _translated(pattern: str, shared: Mapping[str, tuple[str, ...]]) -> str:
    text = expanded(pattern, shared).replace(r"\h", r"[^\S\n]").replace(" ", r"\s+")
    try:
        found = re.compile(text)
    except re.error as error:
        raise PatternError(f"{pattern!r} cannot be read: {error}") from error
    if found.fullmatch(""):
        raise PatternError(f"{pattern!r} fits where there is nothing")
    return text
