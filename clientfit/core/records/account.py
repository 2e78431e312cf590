"""How one client stands with what they owe, by the records and by the person's own word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.records.invoices import owed

NOTHING_UNPAID = (0, 0)  # the interval of non-payment of which it is known that it never shows


def is_owed(said: str | None, invoices: Iterable[Invoice]) -> bool:
    """Whether they owe money: the person's word first, else the records.

    ``said``: the sum that the person answered, such as "1250.00 EUR"; None where they said none.
    """
    if said is not None:
        return Money.parse(said).minor > 0
    return any(money.minor > 0 for money in owed(invoices).values())


def is_settled(said: str | None, invoices: Sequence[Invoice]) -> bool:
    """Whether it is known that nothing is owed; without records or a word it is not known."""
    return (bool(invoices) or said is not None) and not is_owed(said, invoices)


def in_dispute(invoices: Iterable[Invoice]) -> tuple[Invoice, ...]:
    """The open invoices that are in dispute and of which something is owed."""
    return tuple(
        invoice
        for invoice in invoices
        if invoice.state is InvoiceState.OPEN and invoice.disputed and invoice.owed.minor > 0
    )


def pays(non_payment: tuple[int, int], invoices: Iterable[Invoice]) -> bool:
    """Whether all was paid so far: they say so, or something was and nothing was lost.

    ``non_payment``: the interval of that sign's level.
    """
    if non_payment == NOTHING_UNPAID:
        return True
    states = {invoice.state for invoice in invoices}
    return InvoiceState.PAID in states and InvoiceState.WRITTEN_OFF not in states
