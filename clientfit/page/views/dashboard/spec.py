"""What every chart of the page is made of besides its figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clientfit.app.portfolio import ClientRow, Portfolio
from clientfit.page.wire.charts import Chart, ChartChoice, ChartLines, ChartTable
from clientfit.text.i18n import Translator
from clientfit.text.sentences import payments as payment_sentences
from clientfit.text.sentences import portfolio as portfolio_sentences

#: So many rows are drawn; the table behind a chart holds all of them.
DRAWN = 12


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table behind a chart: its first cell leads to the client, where there is one."""

    client: str
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Option:
    """One of several things that a chart can show."""

    label: str
    title: str
    given: str  # what the figure is asked for with


def chart(name: str, title: str, height: int, table: ChartTable, t: Translator) -> Chart:
    """A chart with its finding as title; ``name`` is the figure's, ``height`` in px."""
    return {
        "id": name,
        "title": title,
        "label": said(title, t),
        "height": height,
        "table": table,
    }


def lines(*told: str) -> ChartLines:
    """What is said under a chart; empty lines are left out."""
    return {"lines": [line for line in told if line]}


def choice(label: str, options: Sequence[Option], t: Translator) -> ChartChoice | None:
    """What a chart can show, the first at first; None where there is nothing to choose."""
    if len(options) < 2:
        return None
    return {
        "label": label,
        "options": [
            {
                "label": option.label,
                "title": option.title,
                "said": said(option.title, t),
                "given": {"what": option.given},
            }
            for option in options
        ],
    }


def table(columns: Sequence[str], rows: Iterable[Row], t: Translator) -> ChartTable:
    """The numbers of a chart as a table, each cell already worded."""
    return {
        "label": t("The same as a table"),
        "columns": list(columns),
        "rows": [{"client": row.client, "cells": list(row.cells)} for row in rows],
    }


def said(title: str, t: Translator) -> str:
    """What a screen reader says of a chart."""
    return t("Chart: {finding} The table after it holds the same numbers.", finding=title)


def rest(shown: int, total: int, t: Translator) -> str:
    """How many clients are in the table only; empty where all are drawn."""
    if total <= shown:
        return ""
    return t.plural(
        total - shown,
        "{count} more client is in the table.",
        "{count} more clients are in the table.",
    )


def share(part: float | None, t: Translator) -> str:
    """A share as a percentage; empty where it is not known."""
    return "" if part is None else portfolio_sentences.part(part, t)


def unit(currency: str, t: Translator) -> str:
    """A currency as the unit of an axis or a field."""
    return portfolio_sentences.currency_in(currency, t)


def hours(count: float | None, t: Translator) -> str:
    """Hours with their unit; empty where they are not known."""
    if count is None:
        return ""
    return t.plural(round(count), "{count} hour", "{count} hours")


def days(count: int | None, t: Translator) -> str:
    """Days with their unit; empty where they are not known."""
    return "" if count is None else t.plural(count, "{count} day", "{count} days")


def lateness(row: ClientRow, t: Translator) -> str:
    """How late a client pays, or for how long they have left something open; else empty."""
    return payment_sentences.days_of(*row.lag, t) if row.lag else ""


def only_in(portfolio: Portfolio, t: Translator) -> str:
    """Who is left out where there are several currencies; empty where all are compared."""
    left = len(portfolio.rows) - len(portfolio.compared)
    if not left:
        return ""
    return t.plural(
        left,
        "{count} client without invoices in {currency} is not among them.",
        "{count} clients without invoices in {currency} are not among them.",
        currency=unit(portfolio.currency, t),
    )
