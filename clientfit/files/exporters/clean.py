"""Text that people typed, made fit for any file: nothing unseen, nothing that turns it round."""

from __future__ import annotations

import unicodedata

from clientfit.text.wording import fold

#: Embeddings, overrides and isolates: they could show a sum or a name backwards.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
#: What no XML file may hold, though it is a character.
_NONCHARACTERS = frozenset("\ufffe\uffff")
#: Categories, and what stands for them: control characters, halves of characters.
_SIGNS = {"Cc": " ", "Cs": "\ufffd"}


def one_line(text: str) -> str:
    """The text as one line, every run of white space one space."""
    return fold(visible(text))


def visible(text: str) -> str:
    """The text with its lines and paragraphs, without what nobody can see.

    >>> visible("1\\x00 000\\r\\n\\u202efdp.exe")
    '1  000\\nfdp.exe'
    """
    return "\n".join(_seen(line) for line in text.splitlines())


def _seen(line: str) -> str:
    if line.isprintable():
        return line  # nearly every line, and a thousand times faster
    return "".join(
        _SIGNS.get(unicodedata.category(sign), sign)
        for sign in line
        if sign not in _TURNING and sign not in _NONCHARACTERS
    )
