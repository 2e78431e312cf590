"""Which characters the shipped fonts can show, read from the fonts themselves.

A letter with empty boxes in it must not be sent unseen, so what can't be shown is told.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterator
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
    fonts = sorted(FONTS.glob("*.ttf"))
    return frozenset(point for font in fonts for point in _points(font.read_bytes()))


def _points(font: bytes) -> Iterator[int]:
    """The characters of a TrueType font, from the tables that map them to glyphs."""
    (tables,) = struct.unpack_from(">H", font, 4)
    places = {
        font[at : at + 4]: struct.unpack_from(">I", font, at + 8)[0]
        for at in range(12, 12 + 16 * tables, 16)
    }
    start = places[b"cmap"]
    (encodings,) = struct.unpack_from(">H", font, start + 2)
    for at in range(start + 4, start + 4 + 8 * encodings, 8):
        table = start + struct.unpack_from(">I", font, at + 4)[0]
        (layout,) = struct.unpack_from(">H", font, table)
        if layout == 12:
            yield from _groups(font, table)
        elif layout == 4:
            yield from _segments(font, table)


def _groups(font: bytes, table: int) -> Iterator[int]:
    """Format 12: runs of characters with runs of glyphs."""
    (count,) = struct.unpack_from(">I", font, table + 12)
    for first, last, glyph in struct.iter_unpack(
        ">III", font[table + 16 : table + 16 + 12 * count]
    ):
        yield from range(first + (glyph == 0), last + 1)


def _segments(font: bytes, table: int) -> Iterator[int]:
    """Format 4: segments below U+FFFF, with a shift or a list of glyphs each."""
    count = struct.unpack_from(">H", font, table + 6)[0] // 2
    ends, starts, shifts, lists = (
        struct.unpack_from(f">{count}H", font, table + place)
        for place in (14, 16 + 2 * count, 16 + 4 * count, 16 + 6 * count)
    )
    for number, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for point in range(first, min(last, 0xFFFE) + 1):
            glyph = point
            if lists[number]:
                here = table + 16 + 6 * count + 2 * number
                (glyph,) = struct.unpack_from(
                    ">H", font, here + lists[number] + 2 * (point - first)
                )
            if glyph and (glyph + shifts[number]) % 0x10000:
                yield point
