"""Bringing records in: the control for files, what came of them, and what is asked meanwhile."""

from __future__ import annotations

from clientfit.app.session import Session
from clientfit.core.currencies import UNSTATED, currency_in, exponent
from clientfit.core.model import Client
from clientfit.core.names import name_key
from clientfit.page.views.import_report import import_report
from clientfit.page.views.name_matching import merging
from clientfit.page.views.names import record_label
from clientfit.page.views.settings import myself
from clientfit.page.views.uploads import upload_words
from clientfit.page.wire.common import Unchosen
from clientfit.page.wire.imports import Importing, LinkedNames, NameOffer, WhoseNames
from clientfit.text.currencies import currencies


def importing(session: Session) -> Importing:
    """Everything about files that hold records, for any step that takes them."""
    t = session.t
    return {
        **upload_words(t, t("Files with invoices, hours or messages")),
        "kinds": {
            "label": t("What can be read"),
            "lines": [
                t(
                    "Invoices and payments: what FreshBooks, Harvest, Xero, QuickBooks, Wave, "
                    "Zoho, PayPal, Stripe, e-Boekhouden or your accountant exports, as CSV or "
                    "Excel; electronic invoices as XML or PDF (UBL and Peppol, Factur-X and "
                    "ZUGFeRD, KSeF)."
                ),
                t(
                    "Hours: what Toggl, Clockify, Harvest, FreshBooks, Timewarrior or Kimai "
                    "exports."
                ),
                t(
                    "Messages: mail (.eml or mbox), and chats of WhatsApp, Telegram and Slack. "
                    "Only when, which way and how long: the words are not kept."
                ),
                t("Any other table of invoices or hours: you say once which column is which."),
            ],
        },
        "report": import_report(session),
        "merging": merging(session),
        "myself": myself(session),
        "currency": unnamed(session),
    }


def whose(session: Session, client: str | None = None) -> WhoseNames | None:
    """The names in the records that are nobody's yet; without ``client`` one is chosen, too."""
    t = session.t
    free = [
        record_name for record_name in session.workbook.record_names() if record_name.client is None
    ]
    clients = session.workbook.clients()
    if not free or not clients:
        return None
    return {
        "name": t("In your records this client is called")
        if client
        else t("This name in your records"),
        "none": t("Choose"),
        "client": t("is this client"),
        "button": t("That’s them"),
        "names": [
            {"value": record_name.name, "label": record_label(record_name, t)}
            for record_name in sorted(free, key=lambda record_name: record_name.name.casefold())
        ],
        "clients": []
        if client
        else [
            {"value": client.id, "label": client.name}
            for client in sorted(clients, key=lambda client: client.name.casefold())
        ],
    }


def linked(session: Session, client: Client) -> LinkedNames | None:
    """The names in the records that are this client's, with what stands under each."""
    t = session.t
    names = [
        record_name
        for record_name in session.workbook.record_names()
        if record_name.client == client.id
    ]
    if not names:
        return None
    return {
        "label": t("Here of this client:"),
        "undo": t("Not them"),
        "names": [
            {
                "value": record_name.name,
                "label": record_label(record_name, t),
                "own": name_key(record_name.name) == name_key(client.name),
            }
            for record_name in names
        ],
    }


def offer(session: Session) -> NameOffer | None:
    """The offer to add the names in invoices and hours as clients; None where there are none."""
    t = session.t
    names = session.workbook.record_names()
    more = [
        record_name
        for record_name in names
        if record_name.client is None and record_name.worked_for
    ]
    if not more:
        return None
    return {
        "all": t.plural(
            len(more),
            "Your records name {count} more: add it as a client",
            "Your records name {count} more: add them as clients",
        ),
        "choose": t("Choose which"),
        "names": [
            {"value": record_name.name, "label": record_label(record_name, t)}
            for record_name in more
        ],
        "some": t("Add those that are ticked"),
    }


def unnamed(session: Session) -> Unchosen | None:
    """The question in which currency invoices are that name none; None where all do."""
    t = session.t
    count = session.workbook.without_currency()
    if not count:
        return None
    return {
        "label": t.plural(
            count,
            "{count} invoice names no currency. Which is it?",
            "{count} invoices name no currency. Which is it?",
        ),
        "none": t("Choose"),
        "choices": [
            {"value": code, "label": t.currency(code)} for code in currencies() if _fits(code)
        ],
        "button": t("Take this one"),
    }


def _fits(code: str) -> bool:
    """Whether it is read from files, and has the decimals with which bare amounts were read."""
    return currency_in(code) == code and exponent(code) == exponent(UNSTATED)
