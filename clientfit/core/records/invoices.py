"""What the invoices of one client say about paying: counts, and the levels that follow from them.

Lateness is judged on invoices that fell due within a year before the last one that fell due, so an
old, settled export speaks of its own time. What is unpaid is measured against today.
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
    """What the records say about one sign, with the counts to say it in a sentence.

    "From 24 invoices, 11 late, by 19 days in the median": ``judged``, ``found``, ``median_days``.
    For non-payment ``found`` are the invoices written off or unpaid long after they were due.
    """

    sign: str
    level: int | None  # None: too little to say
    judged: int
    found: int
    median_days: int | None  # late by, or overdue for; None where none is
    unpaid: tuple[Money, ...]  # owed long after due, a sum per currency
    written_off: int
    disputed: int  # left aside because they are in dispute
    since: date | None
    until: date | None


def days_overdue(invoice: Invoice, today: date) -> int:
    """Days from the due date to the payment, or to today while it is open; 0 when on time."""
    end = today if invoice.state is InvoiceState.OPEN else invoice.settled
    return max((end - invoice.due).days, 0) if invoice.due and end else 0


@dataclass(frozen=True, slots=True)
class JudgedInvoices:
    """The invoices of one client that are judged for lateness, and how many are left aside."""

    judged: tuple[Invoice, ...]
    disputed: int
    unknown_day: int  # paid, but the record does not say when
    without_due: int  # no due date stated, so never called late


def judged_for_lateness(
    invoices: Sequence[Invoice], norms: RecordNorms, today: date
) -> JudgedInvoices:
    """Who counts: open and paid invoices that fell due in the year up to the last that fell due.

    ``invoices``: all of one client, in every currency. Left aside is what is in dispute (unless the
    norms say that it counts), and what was paid on a day that is not known. The same rule for whole
    tables is ``core.portfolio.lateness``; a test holds the two together.
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
    """Whether a judged invoice was paid late, or is open and late so far: a few days are not."""
    return days_overdue(invoice, today) > norms.grace_days


def evidence(
    invoices: Sequence[Invoice], *, thresholds: RecordNorms, today: date
) -> tuple[Evidence, ...]:
    """What one client's invoices say about late payment and non-payment."""
    return (
        _late_payment(invoices, thresholds, today),
        _non_payment(invoices, thresholds, today),
    )


def clash(answer_level: int | None, record_level: int | None, apart: int) -> bool:
    """Whether answer and record tell different stories: ``apart`` levels or more (Norms.clash)."""
    if answer_level is None or record_level is None:
        return False
    return abs(answer_level - record_level) >= apart


def owed(invoices: Iterable[Invoice]) -> dict[str, Money]:
    """All that is still open, due or not, per currency."""
    return _sums(invoice for invoice in invoices if invoice.state is InvoiceState.OPEN)


def arrears(invoices: Iterable[Invoice], today: date) -> dict[str, Money]:
    """What is open and past its stated due date, per currency."""
    return _sums(
        invoice
        for invoice in invoices
        if invoice.state is InvoiceState.OPEN and days_overdue(invoice, today) > 0
    )


def last_due(invoices: Iterable[Invoice]) -> date | None:
    """The last day on which anything falls due that is open and not in dispute, if it is stated."""
    asked = (
        invoice
        for invoice in invoices
        if invoice.state is InvoiceState.OPEN and not invoice.disputed
    )
    return max(
        (invoice.due for invoice in asked if invoice.due and invoice.owed.minor > 0), default=None
    )


def level_of(found: int, judged: int, steps: Sequence[Fraction], minimum: int) -> int | None:
    """The level of a share: never 0, any at all 1, then one more for each step reached."""
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
    # What is open for so long is unpaid today, however old it is.
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
    """The invoices left aside because they are in dispute, and all others."""
    aside = [invoice for invoice in invoices if invoice.disputed and not norms.disputed_count]
    return aside, [invoice for invoice in invoices if not invoice.disputed or norms.disputed_count]


def _period(
    dues: Iterable[date | None], norms: RecordNorms, today: date
) -> tuple[date, date] | None:
    """The days on which an invoice must be due to count: a year up to the last due by today.

    It rests on due dates alone, so that paying later never moves it.
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
