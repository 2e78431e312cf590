"""What an import did, in numbers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ImportCount:
    """What an import did. ``repeated``: rows whose record came again further down the file."""

    added: int
    changed: int
    same: int
    repeated: int = 0
