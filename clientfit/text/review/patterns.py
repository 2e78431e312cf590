"""The pattern notation of review rules: regular expressions with a few shortcuts.

A pattern matches lower-case text as whole words. A space stands for any white space, ``\\h`` for
white space within a line, and ``{praise}`` for any of the shared words of that name. Signs are
patterns that match anywhere and may contain capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

#: Characters that continue a word: letters and digits of any script, and combining marks (accents,
#: Arabic vowel signs), at which Python's ``\b`` would end the word.
_IN_WORD = r"[\w\u0300-\u036f\u064b-\u065f\u0670]"
_SHARED = re.compile(r"\{([a-z_]+)\}")
_DEEPEST = 4
_ESCAPED = re.compile(r"\\.|\(\?P")
_CAPITAL = re.compile(r"[A-Z]")


class PatternError(Exception):
    """A pattern is invalid; the message says why."""


def plain(text: str) -> str:
    """The text as patterns see it: lower case, one kind of apostrophe, and of the same length."""
    small = text.lower()
    if len(small) != len(text):  # lower-casing some letters yields two
        small = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return small.translate(_APOSTROPHES)


_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´", "'"))


def expanded(pattern: str, shared: Mapping[str, tuple[str, ...]]) -> str:
    """Replace ``{name}`` by the shared words of that name, which may use other names themselves.

    Raises PatternError for an unknown name, and for names that refer to each other in a circle.
    """
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
    """Compile many patterns into one expression; ``signs``: match anywhere instead of whole words.

    Raises PatternError that names the invalid pattern.
    """
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
