"""The basis of the what-if simulation in sentences: records used, records left out, limits."""

from __future__ import annotations

from clientfit.core.currencies import UNSTATED
from clientfit.core.whatif import CashHistory, HistoryBasis
from clientfit.text.content.whatif import WhatIfContent
from clientfit.text.i18n import Translator


def grounds(
    client: str, basis: HistoryBasis, past: CashHistory, content: WhatIfContent, t: Translator
) -> list[str]:
    """What the simulation rests on: months of records, number of clients, invoices left out.

    ``client``: the name as shown; ``basis``: how much is known about that client.
    """
    lines = [
        t.plural(
            basis.months,
            "It draws from {count} month of {client}’s own invoices and payments.",
            "It draws from {count} months of {client}’s own invoices and payments.",
            client=client,
        )
    ]
    if basis.months < content.sparse_months or basis.payments < content.sparse_payments:
        lines.append(t("That is little, so take this as a rough guess."))
    lines.append(
        t.plural(
            len(past.payers),
            "{count} client with invoices in {currency} is counted.",
            "{count} clients with invoices in {currency} are counted.",
            currency=past.currency,
        )
        if past.currency != UNSTATED
        else t.plural(
            len(past.payers),
            "{count} client with invoices is counted.",
            "{count} clients with invoices are counted.",
        )
    )
    never = next((payer.never for payer in past.payers if payer.client == basis.client), 0.0)
    if never:
        lines.append(
            t(
                "{share} of what {client} was billed did not come: it was written off, is in "
                "dispute or is long overdue. As much is taken never to come in the months ahead.",
                share=t.percent(never),
                client=client,
            )
        )
    if past.stale:
        lines.append(
            t(
                "Your newest invoices are of the month up to {day}. What clients bring in is read "
                "up to that day, and the months ahead begin today.",
                day=t.day(past.as_of),
            )
        )
    return [*lines, *_aside(past, t)]


def unknown(t: Translator) -> str:
    """The limits of any simulation from past records."""
    return t(
        "It repeats months that you have had, and pays as they have paid. It knows nothing of new "
        "work, of the season, of prices, or of a year unlike the last one. It is a way to think, "
        "and no financial advice."
    )


def _aside(past: CashHistory, t: Translator) -> list[str]:
    aside = past.aside
    told = (
        (
            aside.other_currency,
            "{count} invoice in another currency is left aside.",
            "{count} invoices in other currencies are left aside.",
        ),
        (
            aside.disputed,
            "{count} open invoice in dispute is not counted on.",
            "{count} open invoices in dispute are not counted on.",
        ),
        (
            aside.long_unpaid,
            "{count} invoice that is long overdue is not counted on.",
            "{count} invoices that are long overdue are not counted on.",
        ),
        (
            aside.ahead,
            "{count} invoice of a day to come is left aside.",
            "{count} invoices of days to come are left aside.",
        ),
    )
    return [t.plural(count, one, other) for count, one, other in told if count]
