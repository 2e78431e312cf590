"""Every client's own past, as the months ahead are simulated from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from clientfit.app.dossier import Dossier
from clientfit.core.model import Invoice
from clientfit.core.names import name_key
from clientfit.core.whatif import CashHistory, portfolio
from clientfit.text.content.whatif import whatif_content


def past_of(dossiers: Iterable[Dossier], currency: str, today: date) -> CashHistory | None:
    """All pasts by client id, in a currency; None without invoices in it.

    Names in the records that stand for no client yet count in: their money is income too.
    """
    all_ = tuple(dossiers)
    invoices = {dossier.client.id: dossier.invoices for dossier in all_}
    hours = {dossier.client.id: dossier.activity.work for dossier in all_}
    workbooks = [dossier.activity.me.workbook for dossier in all_[:1]]
    strangers: dict[str, list[Invoice]] = {}
    for workbook in workbooks:
        free = [
            record_name.name
            for record_name in workbook.record_names()
            if record_name.client is None
        ]
        for invoice in workbook.invoices(names=free) if free else ():
            strangers.setdefault(f"name {name_key(invoice.client)}", []).append(invoice)
    history = whatif_content().history
    return portfolio({**invoices, **strangers}, hours, today, history, currency)
