"""The public functions with the shipped norms and questions: what ``import clientfit`` offers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from clientfit.core.model import Norms
from clientfit.core.reading import judge as scoring
from clientfit.core.reading import levels as interview
from clientfit.core.reading.judge import Level
from clientfit.core.reading.verdict import Verdict
from clientfit.text.content.questions import catalog

Frame = TypeVar("Frame")


def judge(
    levels: Mapping[str, Level],
    attempts: int = 0,
    refused: bool = False,
    absolute: bool = False,
    norms: Norms | None = None,
) -> Verdict:
    """Judge one client by how often each sign shows.

    ``levels``: sign id -> 0..4, None (unknown) or a pair (low, high); a missing sign is unknown.
    ``attempts``: honest repairs after which nothing improved. ``refused``: the client refused one.
    ``absolute``: threats, harassment or something illegal. ``norms``: your own numbers; without
    them the shipped ones.

    Raises ClientfitError naming every unknown sign and every value that is no level.

    >>> verdict = judge({"late_payment": 4, "strain": 1, "non_payment": 0, "abuse": 0})
    >>> verdict.best.name, verdict.worst.name
    ('REPAIR', 'END')
    """
    return scoring.judge(levels, attempts, refused, absolute, norms=norms or catalog().norms)


def levels(
    answers: Mapping[str, interview.Frequency], norms: Norms | None = None
) -> dict[str, tuple[int, int]]:
    """The interval of every sign, 0..4, from answers such as ``{"late_payment": "often"}``.

    ``answers``: question id -> "never" | "rarely" | "sometimes" | "often" | "always", a level
    0..4, or None for "I don't know". Raises ClientfitError with every fault at once.

    >>> levels({"abuse": "rarely", "abuse_reaction": None})["abuse"]
    (1, 4)
    """
    return interview.levels(answers, catalog().questions, norms or catalog().norms)


def judge_many(frame: Frame, norms: Norms | None = None) -> Frame:
    """Judge a table with one row a client and one column a sign (0..4 or missing).

    Takes and gives back any table Narwhals reads (pandas, Polars, DuckDB, PySpark …), with the
    columns worst, best, category and strain. See ``clientfit.core.reading.batch`` for the details.
    """
    # Imported late: reading one client must not pay for table engines.
    from clientfit.core.reading import batch

    judged: Frame = batch.judge_many(frame, norms=norms or catalog().norms)  # type: ignore[type-var]
    return judged
