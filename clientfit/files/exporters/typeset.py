"""Pages as PDF. What a person typed goes in as data, apart from the template that shows it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale

from clientfit.files.exporters.glyphs import FONTS, refuse_unprintable

if TYPE_CHECKING:
    from typst import Fonts

PAPERS = Path(str(files("clientfit"))) / "content" / "papers"


def typeset(paper: str, data: Mapping[str, object], language: str) -> bytes:
    """Set ``data`` with the template of that name, from left to right or as the language runs.

    The fonts are the shipped ones alone, so a page is the same everywhere; it is tagged for screen
    readers (PDF/UA), and holds no time, no author and no trace of the machine. ``data`` has a
    ``title``. Raises ClientfitError for characters that no shipped font has.
    """
    import typst  # a large library, needed by few

    direction = Locale.parse(language).text_direction
    text = json.dumps({**data, "lang": language, "dir": direction}, ensure_ascii=False)
    refuse_unprintable(text, str(data["title"]))
    return typst.compile(
        PAPERS / f"{paper}.typ",
        root=PAPERS,
        font_paths=_fonts(),
        sys_inputs={"data": text},
        pdf_standards="ua-1",
    )


@cache
def _fonts() -> Fonts:
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
