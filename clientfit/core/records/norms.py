"""The thresholds by which records become levels, as ``content/records.toml`` gives them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class RecordNorms:
    """The thresholds by which records become levels. Shares are of what was judged."""

    window_days: int
    grace_days: int
    minimum: int  # fewer invoices than this give no level
    late_steps: tuple[Fraction, Fraction, Fraction]  # from here on sometimes, often, always
    unpaid_after_days: int
    assumed_term_days: int  # where no due date is stated; for non-payment only
    unpaid_steps: tuple[Fraction, Fraction, Fraction]
    disputed_count: bool
    minimum_hours: int  # fewer hours than this give no level
    unbilled_after_days: int
    unpaid_hours_steps: tuple[Fraction, Fraction, Fraction]
    rework_steps: tuple[Fraction, Fraction, Fraction]
    rework_words: tuple[str, ...]  # in tasks and tags; with * also what goes on from there
    minimum_messages: int  # fewer incoming messages than this give no level
    outside_steps: tuple[Fraction, Fraction, Fraction]
