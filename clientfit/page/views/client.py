"""The client: who it is about, their invoices, and your situation with them."""

from __future__ import annotations

from clientfit.app.dossier import Dossier
from clientfit.app.place import Step
from clientfit.app.session import Session
from clientfit.core.currencies import UNSTATED
from clientfit.core.model import QuestionRole
from clientfit.core.records.invoices import owed
from clientfit.page.views.fields import form_words, saved, section, values
from clientfit.page.views.imports import importing, linked, offer, whose
from clientfit.page.wire.client import ClientBody, ClientRecords, NewClientBody
from clientfit.page.wire.page import Live
from clientfit.text.i18n import Translator
from clientfit.text.sentences.portfolio import part


def body(session: Session) -> NewClientBody | ClientBody:
    """A new client's name, or the known client with records and situation."""
    t, words, client = session.t, session.words, session.client
    if client is None:
        return {
            "kind": "client",
            "heading": t("Who is on your mind?"),
            "intro": t(
                "Answer eleven short questions about a client who worries you. In three minutes "
                "you see more clearly: keep them, mend it, or let them go."
            ),
            "promises": [
                {
                    "name": t("Honest"),
                    "text": t("You see why, how sure it is, and what would change it."),
                },
                {
                    "name": t("Kind"),
                    "text": t("Mending comes first. If it must end, the words are ready."),
                },
                {"name": t("Private"), "text": _privacy(session)},
            ],
            "new": {
                "label": t("The client’s name, or any name you like"),
                "button": t("Begin"),
                "sample": t("Look around with an invented freelancer"),
            },
            "known": {
                "label": t("Or carry on with"),
                "clients": [
                    {"id": client.id, "name": client.name} for client in session.workbook.clients()
                ],
            },
        }
    return {
        "kind": "client",
        "heading": client.name,
        "intro": t(
            "All of this is optional. Most of it shapes the next steps; what you have tried also "
            "counts in the reading."
        )
        if not client.sample
        else t("An invented client to play with. Change whatever you like."),
        "rename": {"label": t("Name"), "button": t("Rename"), "value": client.name},
        "delete": {
            "button": t("Delete this client"),
            "sure": t("Delete {name} with all answers, notes and invoices?", name=client.name),
            "yes": t("Yes, delete"),
            "no": t("No, keep them"),
        },
        "import": _records(session),
        "sections": [
            section(
                "context",
                t("You and them"),
                session.catalog.of_role(QuestionRole.CONTEXT),
                words,
            )
        ],
        "next": {"label": t("To the signs"), "step": Step.SIGNS.value},
        "words": form_words(words),
    }


def _privacy(session: Session) -> str:
    if session.workbook.path:
        return session.t("What you write stays on this computer. Nothing is sent anywhere.")
    return session.t(
        "What you write is kept nowhere. It is gone when you close this page, unless you save a "
        "copy of your own."
    )


def live(session: Session) -> Live:
    """The answers about the situation."""
    if session.dossier is None:
        return {}
    answers = session.dossier.answers
    return {
        "answers": values(answers, session.catalog.of_role(QuestionRole.CONTEXT)),
        "saved": saved(answers, session.words),
        "records": {
            id_: {"text": text}
            for id_, text in (
                ("income_share", _share(session, session.dossier)),
                ("owed", _owed(session.dossier, session.t)),
            )
            if text
        },
    }


def _share(session: Session, dossier: Dossier) -> str:
    """Their share of what was billed, once it was measured; until then, where it can be seen."""
    t = session.t
    if not dossier.invoices:
        return ""
    if session.measured is None:
        return t("What your records say about this shows under “All clients”.")
    shares = [
        t(
            "{share} of what you billed in {currency}",
            share=part(measures.income_share, t),
            currency=measures.currency,
        )
        for measures in session.measured.money
        if measures.client == dossier.client.id
        and measures.income > 0
        and measures.currency != UNSTATED
    ]
    if not shares:
        return ""
    return t("Your records say, of the last year: {shares}.", shares=t.listed(shares))


def _owed(dossier: Dossier, t: Translator) -> str:
    """What is open by the records, and how much of it is in dispute."""
    if not dossier.invoices:
        return ""
    sums = [t.money(money) for money in dossier.owed.values() if money.minor > 0]
    if not sums:
        return t("Your records say: nothing is open.")
    said = t.plural(
        len(sums),
        "Your records say: {sums} is open.",
        "Your records say: {sums} are open.",
        sums=t.listed(sums),
    )
    if not dossier.disputed:
        return said
    disputed = [t.money(money) for money in owed(dossier.disputed).values()]
    return f"{said} " + t("In dispute of this: {sums}.", sums=t.listed(disputed))


def _records(session: Session) -> ClientRecords:
    t, dossier = session.t, session.dossier
    return {
        "heading": t("Your records can answer too"),
        "intro": t(
            "Choose what your invoicing program, your time tracker or your mail exports. It is "
            "read here and sent nowhere."
        ),
        **importing(session),
        "linked": linked(session, dossier.client) if dossier else None,
        "whose": whose(session, dossier.client.id) if dossier else None,
        "offer": offer(session),
    }
