"""Bringing records in: the control for files, what came of them, and what is asked meanwhile."""

from __future__ import annotations

from clientfit.text.i18n import Translator
from clientfit.ui.session import Session
from clientfit.ui.views.merging import merging
from clientfit.ui.views.myself import myself
from clientfit.ui.views.names import record_label
from clientfit.ui.views.report import import_report
from clientfit.ui.views.uploads import upload_words

View = dict[str, object]


def importing(session: Session) -> View:
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
    }


def link(session: Session) -> View | None:
    """The names in the records that are nobody's yet, for this client to be one of them."""
    t = session.t
    free = [one for one in session.workbook.record_names() if one.client is None]
    if not free:
        return None
    more = [one for one in free if one.worked_for]
    return {
        "label": t("In your records this client is called"),
        "none": t("Choose a name"),
        "button": t("That’s them"),
        "names": [
            {"value": one.name, "label": record_label(one, t)}
            for one in sorted(free, key=lambda one: one.name.casefold())
        ],
        "all": t.plural(
            len(more),
            "Add the {count} other name as a client",
            "Add the {count} other names as clients",
        )
        if more
        else "",
    }


def offer(session: Session, t: Translator) -> str:
    """The offer to add the names in invoices and hours as clients; empty where there are none."""
    names = session.workbook.record_names()
    more = sum(one.client is None and one.worked_for for one in names)
    return (
        t.plural(
            more,
            "Your records name {count} more: add it as a client",
            "Your records name {count} more: add them as clients",
        )
        if more
        else ""
    )
