"""Evidence from one client's invoices: late payment and non-payment, as counts and levels.

Lateness is judged over the year before the last due date that has passed, so that an old, settled
export is judged by its own period. Unpaid amounts are measured against today.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from statistics import median_low

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.records.norms import RecordNorms

LATE_PAYMENT = "late_payment"
NON_PAYMENT = "non_payment"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the invoices show about one sign, with the counts for a sentence.

    "From 24 invoices, 11 late, by 19 days in the median": ``judged``, ``found``, ``median_days``.
    For non-payment ``found`` counts the invoices written off or unpaid long after their due date.
    """

    sign: str
    level: int | None  # None: too little to say
    judged: int
    found: int
    median_days: int | None  # days late or overdue; None if none is
    unpaid: tuple[Money, ...]  # owed long after the due date, one sum per currency
    written_off: int
    disputed: int  # not judged because they are in dispute
    since: date | None
    until: date | None


def days_overdue(invoice: Invoice, today: date) -> int:
    """Days from the due date to payment, or to ``today`` while open.

    0 if on time or without a due date.
    """
    end = today if invoice.state is InvoiceState.OPEN else invoice.settled
    return max((end - invoice.due).days, 0) if invoice.due and end else 0


@dataclass(frozen=True, slots=True)
class JudgedInvoices:
    """The invoices of one client judged for lateness, and how many are not judged, by reason."""

    judged: tuple[Invoice, ...]
    disputed: int
    unknown_day: int  # paid on an unknown day
    without_due: int  # without a due date, so never counted as late


def judged_for_lateness(
    invoices: Sequence[Invoice], norms: RecordNorms, today: date
) -> JudgedInvoices:
    """Select the open and paid invoices that fell due in the year up to the last due date by today.

    ``invoices``: all of one client, in every currency. Not judged are disputed invoices (unless the
    norms count them) and invoices paid on an unknown day. ``core.portfolio.lateness`` applies the
    same rule to whole tables; a test verifies that both agree.
    """
    speaking = [invoice for invoice in invoices if _speaks(invoice)]
    period = _period((invoice.due for invoice in speaking), norms, today)
    stated = [invoice for invoice in speaking if _within(invoice.due, period)]
    aside, calm = _in_dispute(stated, norms)
    known = [invoice for invoice in calm if invoice.state is InvoiceState.OPEN or invoice.settled]
    return JudgedInvoices(
        tuple(known),
        disputed=len(aside),
        unknown_day=len(calm) - len(known),
        without_due=sum(invoice.due is None for invoice in speaking),
    )


def is_late(invoice: Invoice, norms: RecordNorms, today: date) -> bool:
    """Whether a judged invoice was paid late or is overdue, by more than the days of grace."""
    return days_overdue(invoice, today) > norms.grace_days


def evidence(
    invoices: Sequence[Invoice], *, thresholds: RecordNorms, today: date
) -> tuple[Evidence, ...]:
    """What one client's invoices show about late payment and non-payment, in this order."""
    return (
        _late_payment(invoices, thresholds, today),
        _non_payment(invoices, thresholds, today),
    )


def clash(answer_level: int | None, record_level: int | None, apart: int) -> bool:
    """Whether answer and record contradict each other: ``apart`` levels or more (Norms.clash).

    False if either is None (unknown).
    """
    if answer_level is None or record_level is None:
        return False
    return abs(answer_level - record_level) >= apart


def owed(invoices: Iterable[Invoice]) -> dict[str, Money]:
    """The open amounts, whether due or not, by currency code."""
    return _sums(invoice for invoice in invoices if invoice.state is InvoiceState.OPEN)


def arrears(invoices: Iterable[Invoice], today: date) -> dict[str, Money]:
    """The open amounts past their stated due date, by currency code."""
    return _sums(
        invoice
        for invoice in invoices
        if invoice.state is InvoiceState.OPEN and days_overdue(invoice, today) > 0
    )


def last_due(invoices: Iterable[Invoice]) -> date | None:
    """The latest due date of the open, undisputed invoices; None if none is stated."""
    asked = (
        invoice
        for invoice in invoices
        if invoice.state is InvoiceState.OPEN and not invoice.disputed
    )
    return max(
        (invoice.due for invoice in asked if invoice.due and invoice.owed.minor > 0), default=None
    )


def level_of(found: int, judged: int, steps: Sequence[Fraction], minimum: int) -> int | None:
    """The level of the share ``found`` of ``judged``: 0 for none, else 1 plus one per step reached.

    None if fewer than ``minimum`` were judged.
    """
    if judged < minimum:
        return None
    if not found:
        return 0
    return 1 + sum(Fraction(found, judged) >= step for step in steps)


def _late_payment(invoices: Sequence[Invoice], norms: RecordNorms, today: date) -> Evidence:
    found = judged_for_lateness(invoices, norms, today)
    late = [
        days_overdue(invoice, today) for invoice in found.judged if is_late(invoice, norms, today)
    ]
    return Evidence(
        sign=LATE_PAYMENT,
        level=level_of(len(late), len(found.judged), norms.late_steps, norms.minimum),
        judged=len(found.judged),
        found=len(late),
        median_days=median_low(late) if late else None,
        unpaid=(),
        written_off=0,
        disputed=found.disputed,
        since=min((invoice.due for invoice in found.judged if invoice.due), default=None),
        until=max((invoice.due for invoice in found.judged if invoice.due), default=None),
    )


def _non_payment(invoices: Sequence[Invoice], norms: RecordNorms, today: date) -> Evidence:
    term = timedelta(days=norms.assumed_term_days)
    known = [invoice for invoice in invoices if _speaks(invoice) or _lost(invoice)]
    due = {invoice: invoice.due or invoice.issued + term for invoice in known}
    period = _period(due.values(), norms, today)
    long_ago = today - timedelta(days=norms.unpaid_after_days)
    aside, calm = _in_dispute(known, norms)
    # An invoice that has been open for so long counts as unpaid however old it is.
    unpaid = [
        invoice
        for invoice in calm
        if invoice.state is InvoiceState.OPEN and due[invoice] < long_ago
    ]
    lost = [invoice for invoice in calm if _lost(invoice) and _within(due[invoice], period)]
    paid = [
        invoice
        for invoice in calm
        if invoice.state is InvoiceState.PAID and _within(due[invoice], period)
    ]
    judged = [*unpaid, *lost, *paid]
    return Evidence(
        sign=NON_PAYMENT,
        level=level_of(len(unpaid) + len(lost), len(judged), norms.unpaid_steps, norms.minimum),
        judged=len(judged),
        found=len(unpaid) + len(lost),
        median_days=median_low((today - due[invoice]).days for invoice in unpaid)
        if unpaid
        else None,
        unpaid=tuple(_sums(unpaid).values()),
        written_off=len(lost),
        disputed=sum(_within(due[invoice], period) for invoice in aside),
        since=min((due[invoice] for invoice in judged), default=None),
        until=max((due[invoice] for invoice in judged), default=None),
    )


def _speaks(invoice: Invoice) -> bool:
    return invoice.state in (InvoiceState.OPEN, InvoiceState.PAID)


def _lost(invoice: Invoice) -> bool:
    return invoice.state is InvoiceState.WRITTEN_OFF


def _in_dispute(
    invoices: Sequence[Invoice], norms: RecordNorms
) -> tuple[list[Invoice], list[Invoice]]:
    """The invoices not judged because they are in dispute, and the rest."""
    aside = [invoice for invoice in invoices if invoice.disputed and not norms.disputed_count]
    return aside, [invoice for invoice in invoices if not invoice.disputed or norms.disputed_count]


def _period(
    dues: Iterable[date | None], norms: RecordNorms, today: date
) -> tuple[date, date] | None:
    """The period in which due dates count, (after, up to): a year up to the last due date by today.

    It depends on due dates alone, so that a late payment does not shift it.
    """
    last = max((due for due in dues if due and due <= today), default=None)
    return (last - timedelta(days=norms.window_days), last) if last else None


def _within(due: date | None, period: tuple[date, date] | None) -> bool:
    return bool(due and period and period[0] < due <= period[1])


def _sums(invoices: Iterable[Invoice]) -> dict[str, Money]:
    totals: dict[str, int] = defaultdict(int)
    for invoice in invoices:
        totals[invoice.owed.currency] += invoice.owed.minor
    return {code: Money(minor, code) for code, minor in sorted(totals.items())}
