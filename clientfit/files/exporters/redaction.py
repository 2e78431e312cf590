"""Words taken out of a paper before it leaves the house, however they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from clientfit.files.exporters.clean import one_line, visible

BLACKED = "[redacted]"
#: What may stand inside a word unseen, and would hide it from a search.
_UNSEEN = "[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\u061c]*"
#: Such a sign between a letter and its accent would keep the two from becoming one.
_BEFORE_ACCENT = re.compile(_UNSEEN + "(?=[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff])")


@dataclass(frozen=True, slots=True)
class Redaction:
    """What is taken out: words or phrases, wherever they stand, also inside other words."""

    words: tuple[str, ...] = ()

    def text(self, text: str) -> str:
        """The text with every such word replaced; case and invisible marks make no difference."""
        pattern = _pattern(self.words)
        composed = unicodedata.normalize("NFC", _BEFORE_ACCENT.sub("", visible(text)))
        return pattern.sub(BLACKED, composed) if pattern else composed

    def all(self, data: Any) -> Any:
        """The same for every text in lists and tables."""
        if isinstance(data, str):
            return self.text(data)
        if isinstance(data, dict):
            return {name: self.all(one) for name, one in data.items()}
        if isinstance(data, list | tuple):
            return [self.all(item) for item in data]
        return data


@lru_cache(maxsize=4)  # the words are the person's own, and not to be kept for long
def _pattern(words: tuple[str, ...]) -> re.Pattern[str] | None:
    # The longest first: of "Ann" and "Anna Lee" the second must not keep its end.
    found = "|".join(map(_spelled, sorted(_composed(words), key=len, reverse=True)))
    return re.compile(found, re.IGNORECASE) if found else None


def _composed(words: Iterable[str]) -> set[str]:
    seen = (one_line(re.sub(_UNSEEN, "", word)) for word in words)
    return {unicodedata.normalize("NFC", word) for word in seen} - {""}


def _spelled(word: str) -> str:
    signs = [r"\s+" if sign == " " else re.escape(sign) for sign in word]
    return _UNSEEN.join(signs)
