"""The legal forms that a business may add to its name, read from content."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from clientfit.core.errors import Fault
from clientfit.text.content.entry import Entry, content_text, parse, raise_faults

FILE = "legal_forms.toml"


@cache
def legal_forms() -> tuple[str, ...]:
    """The shipped forms. Raises ClientfitError with every fault at once."""
    return read_legal_forms(parse(FILE, content_text(FILE)))


def read_legal_forms(tables: Mapping[str, Any]) -> tuple[str, ...]:
    """The forms of a parsed file."""
    faults: list[Fault] = []
    entry = Entry(FILE, "names", tables.get("names"), faults)
    forms = entry.texts("legal_forms")
    entry.finish()
    raise_faults(faults)
    return forms
