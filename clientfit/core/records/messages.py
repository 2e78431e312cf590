"""What the messages of one client say about boundaries: counts, and the level of their share."""

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
    """A message from the client: when it came, as ``core.boundaries`` reads the clock."""

    day: date  # the person's local one
    outside: bool  # outside their working hours, on a day off or a holiday


@dataclass(frozen=True, slots=True)
class MessageEvidence:
    """What messages say about one sign, with the counts to say it in a sentence."""

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

    Counted over the year that ends with the last one by today; whether answers were expected at
    once, no record can tell.
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
