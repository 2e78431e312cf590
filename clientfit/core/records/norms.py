"""The thresholds that turn records into levels, as set in ``content/records.toml``."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class RecordNorms:
    """The thresholds that turn records into levels. Steps are shares of what was judged."""

    window_days: int
    grace_days: int
    minimum: int  # with fewer invoices there is no level
    late_steps: tuple[Fraction, Fraction, Fraction]  # the shares for sometimes, often, always
    unpaid_after_days: int
    assumed_term_days: int  # payment term where no due date is stated; for non-payment only
    unpaid_steps: tuple[Fraction, Fraction, Fraction]
    disputed_count: bool
    minimum_hours: int  # with fewer hours there is no level
    unbilled_after_days: int
    unpaid_hours_steps: tuple[Fraction, Fraction, Fraction]
    rework_steps: tuple[Fraction, Fraction, Fraction]
    rework_words: tuple[str, ...]  # looked for in tasks and tags; ``word*`` is a prefix
    minimum_messages: int  # with fewer incoming messages there is no level
    outside_steps: tuple[Fraction, Fraction, Fraction]
