"""All clients: a plain table, sortable, one row each."""

from __future__ import annotations

from clientfit.app.portfolio import ClientRow
from clientfit.app.session import Session
from clientfit.core.model import Reading
from clientfit.core.money import Money
from clientfit.page.views import whatif
from clientfit.page.views.dashboard import numbers, this_week
from clientfit.page.views.dashboard.spec import lateness, share
from clientfit.page.views.imports import importing, offer, whose
from clientfit.page.views.sample import invented, mark
from clientfit.page.views.uploads import upload_words
from clientfit.page.wire.all_clients import AllClientsBody, Cell, MeasuredCells, TableClient
from clientfit.text.i18n import Translator
from clientfit.text.sentences import reading as reading_sentences

#: Above the highest strain there is.
CROSSED = 101
#: Worst first, as one would look for trouble.
_RANK = {Reading.END: 0, Reading.LAST_CHANCE: 1, Reading.REPAIR: 2, Reading.KEEP: 3}


def body(session: Session) -> AllClientsBody:
    """The table, and the ways to add, save and bring in."""
    t = session.t
    return {
        "kind": "all",
        "heading": t("All clients"),
        "intro": t.plural(len(session.dossiers), "{count} client", "{count} clients")
        if session.dossiers
        else t("Nobody here yet."),
        "week": this_week.view(session),
        "numbers": numbers(session),
        "profile": {
            "unknown": t("There are no invoices, hours or messages of this client yet."),
            "close": t("Close"),
        },
        "every": t("Every client"),
        "columns": [{"id": id_, "label": label} for id_, label in _columns(session).items()],
        "sort": t("Sort by {column}"),
        "sort_by": t("Sort by"),
        "rows": [_row(row, session) for row in session.portfolio.rows],
        "find": {
            "label": t("Find a client"),
            "counts": [
                t.plural(count, "{count} client found", "{count} clients found")
                for count in range(len(session.dossiers) + 1)
            ],
        },
        "whatif": whatif.panel(session),
        "add": t("Add a client"),
        "sample": t("Look around with an invented freelancer"),
        "invented": invented(session),
        "free": offer(session),
        "import": {
            "heading": t("Import and export"),
            **importing(session),
            "whose": whose(session),
        },
        "save": t("Save a copy of everything"),
        "sheet": t("All of it as an Excel file"),
        "bring": upload_words(t, t("Bring in a saved copy")),
    }


def _columns(session: Session) -> dict[str, str]:
    """The columns by id; what no record tells of has none."""
    t, portfolio = session.t, session.portfolio
    every = {
        "name": t("Client"),
        "reading": t("Reading"),
        "strain": t("Strain"),
        "income": t("Share of what you billed"),
        "late": t("Days late"),
        "rate": t("An hour brings"),
        "owed": t("Owed now"),
        "changed": t("Last change"),
    }
    empty = set() if portfolio.paying else {"income", "late"}
    if not portfolio.rated:
        empty.add("rate")
    return {id_: label for id_, label in every.items() if id_ not in empty}


def _row(standing: ClientRow, session: Session) -> TableClient:
    t, dossier = session.t, standing.dossier
    known, verdict = dossier.spoken, dossier.verdict
    owed = list(dossier.owed.values())
    return {
        "id": dossier.client.id,
        "spoken": known,
        "cells": {
            "name": {
                "text": dossier.client.name,
                "sort": dossier.client.name.casefold(),
                "invented": mark(dossier.client, session),
            },
            "reading": {
                "text": reading_sentences.short(verdict, t) if known else t("No answers yet"),
                "sort": _RANK[verdict.reading] if known else len(_RANK),
                "mark": verdict.reading.value if known and not verdict.hazy else "",
            },
            "strain": _strain(standing, t),
            **_measured(standing, session),
            "owed": {
                "text": t.listed([t.money(money) for money in owed]) if owed else "",
                "sort": max((money.minor for money in owed), default=0),
            },
            "changed": {
                "text": t.short_day(dossier.changed.astimezone().date()),
                "sort": dossier.changed.isoformat(),
            },
        },
    }


def _strain(row: ClientRow, t: Translator) -> Cell:
    """How heavy a client is; a crossed line is no number and comes before all of them."""
    if row.crossed:
        return {"text": t("line crossed"), "sort": CROSSED}
    if row.strain is None:
        return {"text": "", "sort": -1}
    return {"text": t.number(round(row.strain)), "sort": row.strain}


def _measured(row: ClientRow, session: Session) -> MeasuredCells:
    """What the records tell; what they do not is empty and sorts last."""
    t, money, rate = session.t, row.money, row.rate
    return {
        "income": {
            "text": share(money.income_share if money else None, t),
            "sort": money.income_share if money else -1,
        },
        "late": {"text": lateness(row, t), "sort": row.lag[1] if row.lag else -1},
        "rate": {
            "text": t.money(Money(rate.effective, rate.currency)) if rate else "",
            "sort": rate.effective if rate else -1,
        },
    }
