"""Which characters the shipped fonts can show, by the list that lies beside them.

A letter with empty boxes in it must not be sent unseen, so what can't be shown is told.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import say

#: Where the fonts lie; they are all that a page is set with, on every system.
FONTS = Path(str(files("clientfit"))) / "content" / "fonts"
#: Never drawn, so no font needs to have them.
_UNDRAWN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_VARIANTS = range(0xFE00, 0xFE10)


def refuse_unprintable(text: str, where: str) -> None:
    """Raise ClientfitError with every character that would be an empty box."""
    missing = unprintable(text)
    if missing:
        what = say("these characters can’t be printed: {letters}", letters=" ".join(missing))
        todo = "Save it as a Word or text file instead, or write them in other letters"
        raise ClientfitError(Fault(where, what, todo))


def unprintable(text: str) -> tuple[str, ...]:
    """The characters of a text that no shipped font has, each once."""
    return tuple(
        sign
        for sign in dict.fromkeys(text)
        if ord(sign) not in _covered()
        and ord(sign) not in _VARIANTS
        and unicodedata.category(sign) not in _UNDRAWN
    )


@cache
def _covered() -> frozenset[int]:
    runs = [line.split("-") for line in (FONTS / "covered.txt").read_text("ascii").split()]
    return frozenset(
        point for first, last in runs for point in range(int(first, 16), int(last, 16) + 1)
    )
