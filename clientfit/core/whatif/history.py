"""Build each client's payment history, in one currency, from invoices and hours.

Months are calendar months. Invoices that are not used are counted by reason, and the result says
how far each client's records reach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.records.account import is_open
from clientfit.core.records.activity import TimeEntry
from clientfit.core.whatif.model import OpenInvoice, Payer

DAY = timedelta(days=1)
MOST_DELAYS = 1000
_NO_INVOICE = (InvoiceState.VOID, InvoiceState.DRAFT)


@dataclass(frozen=True, slots=True)
class HistoryNorms:
    """The thresholds by which invoices become a history."""

    months: int  # the simulation draws from at most this many of the latest full months
    least: int  # a shorter history is padded with empty months to this many
    stale_days: int  # if the last invoice is older, history ends with it, not today
    lost_days: int  # an invoice overdue for longer is taken as lost
    term_days: int  # payment term assumed where no due date is stated


@dataclass(frozen=True, slots=True)
class HistoryBasis:
    """How many records a client's history rests on."""

    client: str
    months: int  # full months since the first invoice, at most HistoryNorms.months
    invoices: int
    payments: int  # invoices with a known day of payment


@dataclass(frozen=True, slots=True)
class Aside:
    """How many invoices were left out of the forecast, by reason."""

    other_currency: int
    disputed: int  # open, and in dispute
    long_unpaid: int  # open, and overdue for too long
    ahead: int  # dated after CashHistory.as_of


@dataclass(frozen=True, slots=True)
class CashHistory:
    """All clients' histories in one currency, as of one day."""

    payers: tuple[Payer, ...]
    bases: tuple[HistoryBasis, ...]  # one for each payer, in the same order
    currency: str
    as_of: date  # today, or the end of the month in which the records end
    bills_in: int  # days until the current month is over
    stale: bool  # the records end long before today
    aside: Aside


@dataclass(frozen=True, slots=True)
class _Window:
    """The period that is read: invoices up to ``as_of``, full months up to ``until``.

    ``lost_before`` counts from today, however long ago the records end: what was overdue then is
    still overdue now.
    """

    as_of: date
    until: int
    lost_before: date  # open invoices due before this day are taken as lost
    norms: HistoryNorms


def portfolio(
    invoices: Mapping[str, Sequence[Invoice]],
    hours: Mapping[str, Sequence[TimeEntry]],
    today: date,
    norms: HistoryNorms,
    currency: str | None = None,
) -> CashHistory | None:
    """Build the history of every client that has an invoice in the currency.

    ``invoices`` and ``hours`` are keyed by client id. Without ``currency`` the one with the most
    invoices is taken. Void invoices and drafts are ignored. Returns None where no invoice is in the
    currency.
    """
    real = {
        client: [their for their in theirs if their.state not in _NO_INVOICE]
        for client, theirs in invoices.items()
    }
    counts = Counter(their.total.currency for theirs in real.values() for their in theirs)
    currency = currency or min(counts, key=lambda code: (-counts[code], code), default="")
    if currency not in counts:
        return None
    kept = {
        client: [their for their in theirs if their.total.currency == currency]
        for client, theirs in real.items()
    }
    last = max(their.issued for theirs in kept.values() for their in theirs)
    stale = (today - last).days > norms.stale_days
    as_of = _first(_month(last) + 1) - DAY if stale else today
    # Only full months: one that is not over yet would look like a poor one.
    until = _month(as_of + DAY) - 1
    window = _Window(as_of, until, today - norms.lost_days * DAY, norms)
    found = [
        _payer(client, theirs, hours.get(client, ()), window)
        for client, theirs in kept.items()
        if theirs
    ]
    everything = [their for theirs in kept.values() for their in theirs]
    waiting = [invoice for invoice in everything if is_open(invoice)]
    aside = Aside(
        other_currency=counts.total() - counts[currency],
        disputed=sum(invoice.disputed for invoice in waiting),
        long_unpaid=sum(_is_lost(invoice, window) and not invoice.disputed for invoice in waiting),
        ahead=sum(invoice.issued > as_of for invoice in everything),
    )
    return CashHistory(
        tuple(payer for payer, _ in found),
        tuple(basis for _, basis in found),
        currency,
        as_of,
        (_first(until + 2) - as_of).days - 1,
        stale,
        aside,
    )


def _payer(
    client: str, invoices: Sequence[Invoice], hours: Sequence[TimeEntry], window: _Window
) -> tuple[Payer, HistoryBasis]:
    as_of, until, norms = window.as_of, window.until, window.norms
    known = [invoice for invoice in invoices if invoice.issued <= as_of]
    first = min((_month(invoice.issued) for invoice in known), default=until + 1)
    since = max(until - norms.months + 1, min(first, until - norms.least + 1))
    months = range(until, since - 1, -1)
    by_month: Counter[int] = Counter()
    for invoice in known:
        by_month[_month(invoice.issued)] += invoice.total.minor
    recent = [invoice for invoice in known if _month(invoice.issued) >= since]
    fresh = _paid(recent) or _paid(known)
    billed = tuple(max(by_month[month], 0) for month in months)
    payer = Payer(
        client=client,
        billed=billed,
        delays=_thinned(
            [
                max((invoice.settled - invoice.issued).days, 0)
                for invoice in fresh
                if invoice.settled
            ]
        ),
        term=_term(recent or known),
        never=_never(recent or known, window),
        begun=max(sum(by_month[month] for month in by_month if month > until), 0),
        open=_together(
            [_open(invoice, as_of, norms) for invoice in known if _counted_on(invoice, window)]
        ),
        hours=_hours(hours, months),
    )
    reach = min(max(until - first + 1, 0), norms.months)
    return payer, HistoryBasis(client, reach, len(recent), len(fresh))


def _paid(invoices: Iterable[Invoice]) -> list[Invoice]:
    """The paid invoices with a known day of payment."""
    return [
        invoice for invoice in invoices if invoice.settled and invoice.state is InvoiceState.PAID
    ]


def _term(invoices: Iterable[Invoice]) -> int | None:
    terms = [(invoice.due - invoice.issued).days for invoice in invoices if invoice.due]
    return max(median_low(terms), 0) if terms else None


def _never(invoices: Iterable[Invoice], window: _Window) -> float:
    """The share (0..1) of billed money that was never paid, by amount, of all that is decided.

    Lost: what was written off, what is open and disputed, and what is overdue for too long. Of a
    partly paid invoice the paid part counts as paid. What is open otherwise is not decided yet and
    is left out.
    """
    came = gone = 0
    for invoice in invoices:
        total = max(invoice.total.minor, 0)
        if invoice.state is InvoiceState.PAID:
            came += total
        elif invoice.state is InvoiceState.WRITTEN_OFF:
            gone += total
        elif is_open(invoice):
            came += max(total - invoice.owed.minor, 0)
            gone += 0 if _counted_on(invoice, window) else invoice.owed.minor
    return gone / (came + gone) if gone else 0.0


def _open(invoice: Invoice, as_of: date, norms: HistoryNorms) -> OpenInvoice:
    days = (_due(invoice, norms) - as_of).days
    return OpenInvoice(age=(as_of - invoice.issued).days, due=days, owed=invoice.owed.minor)


def _together(invoices: Sequence[OpenInvoice]) -> tuple[OpenInvoice, ...]:
    """Merge open invoices with the same age and due date: they are simulated as paid together."""
    sums: Counter[tuple[int, int]] = Counter()
    for invoice in invoices:
        sums[invoice.age, invoice.due] += invoice.owed
    return tuple(OpenInvoice(age, due, owed) for (age, due), owed in sums.items())


def _thinned(delays: Sequence[int]) -> tuple[int, ...]:
    """At most ``MOST_DELAYS`` delays, taken at even steps from the sorted list.

    More would only make the simulation slower.
    """
    if len(delays) <= MOST_DELAYS:
        return tuple(delays)
    every = sorted(delays)
    last = len(every) - 1
    return tuple(every[at * last // (MOST_DELAYS - 1)] for at in range(MOST_DELAYS))


def _counted_on(invoice: Invoice, window: _Window) -> bool:
    return is_open(invoice) and not invoice.disputed and not _is_lost(invoice, window)


def _is_lost(invoice: Invoice, window: _Window) -> bool:
    return _due(invoice, window.norms) < window.lost_before


def _due(invoice: Invoice, norms: HistoryNorms) -> date:
    return invoice.due or invoice.issued + timedelta(days=norms.term_days)


def _hours(work: Sequence[TimeEntry], months: range) -> float | None:
    """Average hours a month, months without work included; None where no hours were recorded."""
    if not work or not months:
        return None
    seconds = sum(entry.seconds for entry in work if _month(entry.day) in months)
    return seconds / 3600 / len(months)


def _month(day: date) -> int:
    """Calendar months since the year 0."""
    return day.year * 12 + day.month - 1


def _first(month: int) -> date:
    """The first day of a month."""
    return date(month // 12, month % 12 + 1, 1)
