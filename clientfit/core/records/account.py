"""What one client owes, by the records and by the person's own answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.records.invoices import days_overdue, owed

NOTHING_UNPAID = (0, 0)  # the interval of non-payment known to be at level 0


def is_owed(said: str | None, invoices: Iterable[Invoice]) -> bool:
    """Whether the client owes money: by the person's answer if there is one, else by the records.

    ``said``: the amount that the person answered, such as "1250.00 EUR"; None if unanswered.
    """
    if said is not None:
        return Money.parse(said).minor > 0
    return any(money.minor > 0 for money in owed(invoices).values())


def is_settled(said: str | None, invoices: Sequence[Invoice]) -> bool:
    """Whether it is known that nothing is owed; without records or an answer that is unknown."""
    return (bool(invoices) or said is not None) and not is_owed(said, invoices)


def in_dispute(invoices: Iterable[Invoice]) -> tuple[Invoice, ...]:
    """The open, disputed invoices with an amount still owed."""
    return tuple(invoice for invoice in invoices if is_open(invoice) and invoice.disputed)


def is_open(invoice: Invoice) -> bool:
    """Whether an amount of the invoice is still owed."""
    return invoice.state is InvoiceState.OPEN and invoice.owed.minor > 0


def overdue(invoices: Iterable[Invoice], today: date) -> tuple[Invoice, ...]:
    """The open invoices past their stated due date, disputed ones included."""
    return tuple(
        invoice for invoice in invoices if is_open(invoice) and days_overdue(invoice, today)
    )


def days_to_remind(invoices: Iterable[Invoice], today: date, least: int) -> int | None:
    """Days overdue of the oldest undisputed open invoice: the ground for a payment reminder.

    None if nothing undisputed is overdue, or if the oldest is overdue for fewer than ``least``
    days.
    """
    days = [
        days_overdue(invoice, today) for invoice in overdue(invoices, today) if not invoice.disputed
    ]
    oldest = max(days, default=None)
    return oldest if oldest is not None and oldest >= least else None


def pays(non_payment: tuple[int, int], invoices: Iterable[Invoice]) -> bool:
    """Whether the client has paid everything so far.

    That is so if the person answered that non-payment never happens, or if some invoice was paid
    and none was written off. ``non_payment``: the interval of that sign's level.
    """
    if non_payment == NOTHING_UNPAID:
        return True
    states = {invoice.state for invoice in invoices}
    return InvoiceState.PAID in states and InvoiceState.WRITTEN_OFF not in states
