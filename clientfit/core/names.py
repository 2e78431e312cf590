"""Names as people and files write them: which spellings mean the same one. Pure."""

from __future__ import annotations

import unicodedata


def tidy_name(name: str) -> str:
    """Give the name as it is shown: one space between words, none around, composed letters.

    >>> tidy_name("  Café   Nord\\n")
    'Café Nord'
    """
    return unicodedata.normalize("NFC", " ".join(name.split()))


def name_key(name: str) -> str:
    """Give what two spellings of one name have in common. Compare keys, show names.

    Case, spaces, composed or decomposed letters, wide letters and invisible marks (which
    spreadsheets leave behind) make no difference.

    >>> name_key("ACME\\u00a0 Ltd") == name_key(" acme ltd\\u200e")
    True
    """
    # The marks go first: one between a letter and its accent keeps them from being composed.
    seen = "".join(letter for letter in name if unicodedata.category(letter) != "Cf")
    folded = _fold(_fold(unicodedata.normalize("NFD", seen)))
    return " ".join(folded.split())


def _fold(text: str) -> str:
    # Twice, because folding a composed letter may give letters that compose anew (Unicode D146).
    return unicodedata.normalize("NFKC", text.casefold())
