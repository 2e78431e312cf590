"""The question "can I afford to let them go?" in the page: what is asked, and what comes of it."""

from __future__ import annotations

from datetime import date, timedelta

from clientfit.app.session import Session
from clientfit.app.whatif import WhatIf, WhatIfQuestion
from clientfit.core.currencies import UNSTATED
from clientfit.core.money import Money
from clientfit.core.whatif import CashHistory, Comparison
from clientfit.figures.cash_fan import HEIGHT, Fan
from clientfit.figures.look import major
from clientfit.page.views import whatif_form as form
from clientfit.page.wire.charts import ChartFrame, ChartTable
from clientfit.page.wire.step_events import Changes
from clientfit.page.wire.whatif import WhatIfAnswer, WhatIfEmpty, WhatIfPanel
from clientfit.text.i18n import Translator
from clientfit.text.sentences import whatif as whatif_sentences
from clientfit.text.sentences import whatif_basis

CHART = "cash_fan"


def panel(session: Session) -> WhatIfPanel:
    """What stands there before anybody asks: nothing is simulated for it."""
    t = session.t
    return {
        "kind": t("What if"),
        "heading": t("Can I afford to let them go?"),
        "intro": t(
            "Twelve months of cash, simulated from your own invoices: with a change, and as it is."
        ),
    }


def asked(session: Session, event: Changes) -> WhatIf:
    """The question that the page asks. Raises ClientfitError for what can't be answered.

    What would change is meant for one client: where that one can't be asked about, the question
    about another begins anew.
    """
    question = WhatIfQuestion(
        client=event.client,
        leaves=event.leaves,
        told=event.told,
        percent=event.percent,
        on_time=event.on_time,
        replaced=event.replaced,
        which_day=event.which_day,
    )
    question.check(session)
    what = WhatIf(session, question)
    found = what.dossier.client.id if what.dossier else None
    if question.client in (None, found):
        return what
    return WhatIf(session, WhatIfQuestion(client=question.client))


def answer(session: Session, event: Changes) -> WhatIfAnswer | WhatIfEmpty:
    """Everything the panel shows for a question."""
    t, what = session.t, asked(session, event)
    dossier, past, found = what.dossier, what.assuming.past, what.comparison
    if dossier is None or past is None or found is None:
        return {
            "empty": t(
                "There are no invoices of your clients here yet. Bring in an invoice list, and "
                "this question can be asked."
            )
        }
    return {
        "empty": "",
        "client": dossier.client.id,
        "clients": [
            {"value": client.client.id, "label": client.client.name} for client in what.clients
        ],
        "finding": _finding(what, found, t),
        "more": _more(what, found, t),
        "guessed": whatif_sentences.guessed(
            [t(assumption.label) for assumption in what.assuming.guessed], t
        ),
        "controls": form.controls(what, t),
        "day": form.day(what, t),
        "fields": [form.field(what, assumption, t) for assumption in what.assuming.content.assumed],
        "grounds": [*_grounds(what, past, t), whatif_basis.unknown(t)],
        "chart": _chart(what, found, t),
        "table": _table(what, found, t),
        "words": {
            "client": t("Client"),
            "assumed": t("What is assumed"),
            "grounds": t("What it rests on, and what it does not know"),
            "why": t("Why this number"),
            "own": t("yours"),
            "reset": t("Back to our assumptions"),
        },
    }


def fan(what: WhatIf) -> tuple[Fan, str]:
    """What the chart draws, and what its upright axis measures."""
    t, found = what.session.t, what.comparison
    currency = what.assuming.currency
    changed = found.changed if found else None

    def units(values: tuple[int, ...]) -> list[float]:
        return [major(value, currency) for value in values]

    in_currency = t("Cash, in {unit}", unit=currency)
    title = t("Cash at the month’s end") if currency == UNSTATED else in_currency
    if found is None or changed is None:
        return Fan((what.session.today(),), (0,), (0,), (0,), (0,), 0, ("",)), title
    days = _ends(what.session.today(), len(changed.middle))
    return (
        Fan(
            days=days,
            low=units(changed.low),
            middle=units(changed.middle),
            high=units(changed.high),
            as_is=units(found.as_is.middle),
            reserve=major(what.assuming.values["reserve"], currency),
            hover=[
                t(
                    "{day}: {middle}, as it is {as_is}",
                    day=t.short_day(day),
                    middle=t.rough(Money(middle, currency)),
                    as_is=t.rough(Money(as_is, currency)),
                )
                for day, middle, as_is in zip(days, changed.middle, found.as_is.middle, strict=True)
            ],
        ),
        title,
    )


def _about(what: WhatIf) -> whatif_sentences.About:
    asked_, dossier = what.question, what.dossier
    return whatif_sentences.About(
        client=dossier.client.name if dossier else "",
        leaves=asked_.leaves,
        percent=asked_.percent,
        on_time=asked_.on_time,
        replaced=asked_.replaced,
    )


def _finding(what: WhatIf, found: Comparison, t: Translator) -> str:
    values = what.assuming.values
    if values["cash"] < values["reserve"]:
        cash, reserve = (
            Money(values[name], what.assuming.currency) for name in ("cash", "reserve")
        )
        return whatif_sentences.already_below(cash, reserve, t)
    return whatif_sentences.finding(_about(what), found, t)


def _more(what: WhatIf, found: Comparison, t: Translator) -> list[str]:
    assuming, client = what.assuming, what.dossier.client.id if what.dossier else ""
    known = any(payer.client == client and payer.hours is not None for payer in assuming.payers)
    lines = [
        whatif_sentences.no_invoices(what.silent.client.name, t) if what.silent else "",
        whatif_sentences.middle(found, assuming.currency, t),
        whatif_sentences.hours(_about(what), found, known, t),
    ]
    return [line for line in lines if line]


def _grounds(what: WhatIf, past: CashHistory, t: Translator) -> list[str]:
    client = what.dossier.client if what.dossier else None
    bases = [basis for basis in past.bases if client and basis.client == client.id]
    name = client.name if client else ""
    content = what.assuming.content
    return [line for basis in bases for line in whatif_basis.grounds(name, basis, past, content, t)]


def _chart(what: WhatIf, found: Comparison, t: Translator) -> ChartFrame:
    currency, changed = what.assuming.currency, found.changed
    title = t(
        "After a year the middle future has {middle}; one in ten has less than {low}, and one in "
        "ten more than {high}.",
        middle=t.rough(Money(changed.middle[-1], currency)),
        low=t.rough(Money(changed.low[-1], currency)),
        high=t.rough(Money(changed.high[-1], currency)),
    )
    said = t("Cash at the end of each month, as in the table below. {finding}", finding=title)
    return {"id": CHART, "title": title, "label": said, "height": HEIGHT}


def _table(what: WhatIf, found: Comparison, t: Translator) -> ChartTable:
    as_is, changed, currency = found.as_is, found.changed, what.assuming.currency

    def money(minor: int) -> str:
        return t.rough(Money(minor, currency))

    days = _ends(what.session.today(), len(changed.middle))
    return {
        "label": t("The months in numbers"),
        "columns": [
            t("Month up to"),
            t("Comes in, on average"),
            t("Comes in as it is"),
            t("Cash: one in ten has less than"),
            t("Cash: the middle"),
            t("Cash: one in ten has more than"),
            t("Cash as it is: the middle"),
        ],
        "rows": [
            {
                "client": "",
                "cells": [
                    t.short_day(day),
                    money(changed.income[at]),
                    money(as_is.income[at]),
                    money(changed.low[at]),
                    money(changed.middle[at]),
                    money(changed.high[at]),
                    money(as_is.middle[at]),
                ],
            }
            for at, day in enumerate(days)
        ],
    }


def _ends(today: date, months: int) -> list[date]:
    """The last day of each month ahead, as the simulation counts them."""
    return [today + timedelta(days=(month + 1) * 365 // 12) for month in range(months)]
