"""The dashboard of all clients: one module a chart, each with its finding, table and figure."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clientfit.app.portfolio import Portfolio
from clientfit.app.session import Session
from clientfit.core.currencies import UNSTATED
from clientfit.figures.look import Look
from clientfit.page.views.dashboard import burden, hourly, payments, profile, strain_map
from clientfit.page.wire.charts import Chart, CurrencyChoice, Finding, Numbers, NumbersSection
from clientfit.text.i18n import Translator
from clientfit.text.sentences import portfolio as portfolio_sentences

#: The figures by the names that the views give their charts: of all clients, for what was chosen.
FIGURES: Mapping[str, Callable[[Portfolio, Look, str], object]] = {
    strain_map.NAME: strain_map.figure,
    burden.NAME: burden.figure,
    payments.LANES: payments.lanes_figure,
    payments.AGES: payments.ages_figure,
    hourly.NAME: hourly.figure,
    profile.NAME: profile.figure,
}


def numbers(session: Session) -> Numbers | None:
    """What the records show of all clients; None while nobody is here."""
    if not session.dossiers:
        return None
    t, portfolio = session.t, session.portfolio
    weight = _section("map", t("Who weighs how much"), strain_map.view(portfolio, t))
    sections = [
        # An empty map is no way to begin.
        weight if portfolio.asked else None,
        _section("few", t("Who takes most"), burden.view(portfolio, t)),
        _section("lanes", t("Who pays when"), payments.lanes_view(portfolio, t)),
        _section("open", t("What is open"), payments.ages_view(portfolio, t)),
        _section("hour", t("What an hour brings"), hourly.view(portfolio, t)),
        None if portfolio.asked else weight,
    ]
    return {
        "heading": t("All clients in numbers"),
        "empty": ""
        if portfolio.has_records
        else t(
            "Bring in your invoices, hours or messages below, and this page shows who brings what, "
            "who takes what, and who pays when."
        ),
        "warning": _warning(portfolio, t),
        "unnamed": t("Your file names no currency, so sums stand here as bare numbers.")
        if portfolio.currency == UNSTATED
        else "",
        "currency": _currencies(portfolio, t),
        "sections": [section for section in sections if section],
    }


def _section(name: str, heading: str, chart: Chart | Finding | None) -> NumbersSection | None:
    return {"id": name, "heading": heading, "chart": chart} if chart else None


def _warning(portfolio: Portfolio, t: Translator) -> str:
    """That much hangs on one client, or on two; empty where it does not."""
    large = portfolio.large
    if not large:
        return ""
    share = sum(row.money.income_share for row in large if row.money)
    words = portfolio_sentences.of_billed(share, portfolio.among(t), t)
    return portfolio_sentences.concentrated([row.name for row in large], words, t)


def _currencies(portfolio: Portfolio, t: Translator) -> CurrencyChoice | None:
    if len(portfolio.currencies) < 2:
        return None
    return {
        "label": t("Currency"),
        "hint": t("Sums in different currencies are never added together."),
        "shown": portfolio.currency,
        "all": [
            {"code": code, "name": portfolio_sentences.currency_name(code, t)}
            for code in portfolio.currencies
        ],
    }
