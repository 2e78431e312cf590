"""Evidence from one client's messages about boundaries: counts, and the level of their share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clientfit.core.records.hours import HoursEvidence
from clientfit.core.records.invoices import Evidence, level_of
from clientfit.core.records.norms import RecordNorms

BOUNDARIES = "boundaries"


@dataclass(frozen=True, slots=True)
class Incoming:
    """A message from the client, already compared with the working hours."""

    day: date  # in the person's time zone
    outside: bool  # outside working hours, on a day off or on a holiday


@dataclass(frozen=True, slots=True)
class MessageEvidence:
    """What the messages show about one sign, with the counts for a sentence."""

    sign: str
    level: int | None  # None: too little to say
    judged: int
    found: int
    since: date | None
    until: date | None


def evidence_messages(
    incoming: Sequence[Incoming], *, thresholds: RecordNorms, today: date
) -> MessageEvidence:
    """The share of a client's messages that came outside the person's working hours.

    Counted over the year that ends with the last message by ``today``. No record can tell whether
    an immediate answer was expected.
    """
    last = max((message.day for message in incoming if message.day <= today), default=today)
    first = last - timedelta(days=thresholds.window_days)
    year = [message for message in incoming if first < message.day <= last]
    found = sum(message.outside for message in year)
    return MessageEvidence(
        sign=BOUNDARIES,
        level=level_of(found, len(year), thresholds.outside_steps, thresholds.minimum_messages),
        judged=len(year),
        found=found,
        since=min((message.day for message in year), default=None),
        until=max((message.day for message in year), default=None),
    )


RecordEvidence = Evidence | HoursEvidence | MessageEvidence
