"""A client's hours and messages with what they show, read once and only when asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from clientfit.core.activity import Direction, Work
from clientfit.core.evidence import RecordEvidence
from clientfit.core.evidence_hours import evidence_hours
from clientfit.core.evidence_messages import Incoming, evidence_messages
from clientfit.text.catalog_records import record_norms
from clientfit.ui.myself import Myself


@dataclass(frozen=True)
class Activity:
    """What a workbook holds of a client's hours and messages, by its owner's own clock."""

    me: Myself
    client: str  # its id

    @cached_property
    def work(self) -> tuple[Work, ...]:
        """The hours, the oldest first."""
        return self.me.workbook.hours(self.client)

    @cached_property
    def incoming(self) -> tuple[Incoming, ...]:
        """The messages from the client, the oldest first."""
        return tuple(
            Incoming(self.me.day_of(one.at), self.me.is_outside(one.at))
            for one in self.me.workbook.messages(self.client)
            if one.direction is Direction.IN
        )

    def evidence(self, today: date) -> tuple[RecordEvidence, ...]:
        """What hours and messages show; nothing where there are none."""
        norms = record_norms()
        found: list[RecordEvidence] = []
        if self.work:
            found += evidence_hours(self.work, thresholds=norms, today=today)
        if self.incoming:
            found.append(evidence_messages(self.incoming, thresholds=norms, today=today))
        return tuple(found)
