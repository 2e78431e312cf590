"""What is wrong, said in a language."""

from __future__ import annotations

from collections.abc import Iterable

from clientfit.core.errors import Fault
from clientfit.text.i18n import Translator


def told(faults: Iterable[Fault], t: Translator) -> list[str]:
    """Every fault as a sentence or two: where, what, and what to do."""
    return [fault.told(t) for fault in faults]
