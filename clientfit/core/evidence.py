"""All that records can say about a sign: invoices, hours and messages each in their own unit."""

from __future__ import annotations

from clientfit.core.evidence_hours import HoursEvidence
from clientfit.core.evidence_messages import MessageEvidence
from clientfit.core.records import Evidence

RecordEvidence = Evidence | HoursEvidence | MessageEvidence
