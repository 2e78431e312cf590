"""All clients: a plain table, sortable, one row each."""

from __future__ import annotations

from clientfit.core.model import Reading
from clientfit.core.repair import due
from clientfit.text import sentences
from clientfit.text.catalog_repair import repairs
from clientfit.ui.dossier import Dossier
from clientfit.ui.session import Session
from clientfit.ui.views.report import import_report
from clientfit.ui.views.uploads import upload_words

View = dict[str, object]

#: Worst first, as one would look for trouble.
_RANK = {Reading.END: 0, Reading.LAST_CHANCE: 1, Reading.REPAIR: 2, Reading.KEEP: 3}


def body(session: Session) -> View:
    """The table, and the ways to add, save and bring in."""
    t = session.t
    free = [one for one in session.workbook.record_names() if one.client is None]
    return {
        "heading": t("All clients"),
        "intro": t.plural(len(session.dossiers), "{count} client", "{count} clients")
        if session.dossiers
        else t("Nobody here yet."),
        "due": _due(session),
        "columns": [
            {"id": "name", "label": t("Client")},
            {"id": "reading", "label": t("Reading")},
            {"id": "strain", "label": t("Strain")},
            {"id": "owed", "label": t("Owed now")},
            {"id": "changed", "label": t("Last change")},
        ],
        "sort": t("Sort by {column}"),
        "rows": [_row(one, session) for one in session.dossiers],
        "find": {
            "label": t("Find a client"),
            "counts": [
                t.plural(count, "{count} client found", "{count} clients found")
                for count in range(len(session.dossiers) + 1)
            ],
        },
        "add": t("Add a client"),
        "sample": t("Look around with an invented client"),
        "free": t.plural(
            len(free),
            "Your invoices name {count} more: add it as a client",
            "Your invoices name {count} more: add them as clients",
        )
        if free
        else "",
        "import": {
            "heading": t("Import and export"),
            **upload_words(t, t("Invoice list (CSV, Excel, XML or PDF)")),
        },
        "report": import_report(session),
        "save": t("Save a copy of everything"),
        "sheet": t("All of it as an Excel file"),
        "bring": upload_words(t, t("Bring in a saved copy")),
    }


def _due(session: Session) -> View:
    """The attempts whose day to look again has come, whichever client they are about."""
    t, today = session.t, session.today()
    names = repairs().words
    return {
        "heading": t("Time to look again"),
        "attempts": [
            {
                "client": dossier.client.id,
                "text": t(
                    "{client}: {step}, since {day}",
                    client=dossier.client.name,
                    step=t(names[one.step].name) if one.step in names else one.step,
                    day=t.day(one.review),
                ),
            }
            for dossier in session.dossiers
            for one in due(dossier.attempts, today)
        ],
    }


def _row(dossier: Dossier, session: Session) -> View:
    t, verdict = session.t, dossier.verdict
    known = dossier.spoken
    strain = verdict.strain if known else None
    owed = list(dossier.owed.values())
    return {
        "id": dossier.client.id,
        "spoken": known,
        "cells": {
            "name": {"text": dossier.client.name, "sort": dossier.client.name.casefold()},
            "reading": {
                "text": sentences.short(verdict, t) if known else t("No answers yet"),
                "sort": _RANK[verdict.reading] if known else len(_RANK),
                "mark": verdict.reading.value if known and not sentences.hazy(verdict) else "",
            },
            "strain": {
                "text": "" if strain is None else t.number(round(strain)),
                "sort": -1 if strain is None else strain,
            },
            "owed": {
                "text": t.listed([t.money(one) for one in owed]) if owed else "",
                "sort": max((one.minor for one in owed), default=0),
            },
            "changed": {
                "text": t.short_day(dossier.changed.astimezone().date()),
                "sort": dossier.changed.isoformat(),
            },
        },
    }
