"""Where a person is in the workbook: a step, and the client it is about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """The steps of the page, in order; all clients stand beside them."""

    CLIENT = "client"
    SIGNS = "signs"
    READING = "reading"
    REPAIR = "repair"
    END = "end"
    LETTER = "letter"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Place:
    """A step and the client's id; without a client there is only the start and the table.

    ``letter`` is the one chosen; None leaves the choice to what the reading proposes.
    """

    step: Step
    client: str | None = None
    letter: str | None = None
