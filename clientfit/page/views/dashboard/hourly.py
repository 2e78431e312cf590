"""What an hour brings with each client, beside what it should bring."""

from __future__ import annotations

from clientfit.app.portfolio import HOUR, ClientRow, Portfolio
from clientfit.figures.look import Look, major
from clientfit.figures.rates import Rated, height, rates
from clientfit.page.views.dashboard.spec import (
    DRAWN,
    Row,
    chart,
    hours,
    lines,
    rest,
    table,
    unit,
)
from clientfit.page.wire.charts import Chart, TargetField
from clientfit.text.i18n import Translator
from clientfit.text.sentences import portfolio as portfolio_sentences

NAME = "rates"


def view(portfolio: Portfolio, t: Translator) -> Chart | None:
    """The rates' words, table and target; None where no hours stand beside the money."""
    rated = portfolio.rated
    if not rated or portfolio.target is None:
        return None
    columns = [
        t("Client"),
        t("An hour brings"),
        t("If only paid hours counted"),
        t("Hours"),
        t("Of them unpaid"),
    ]
    rows = [Row(row.id, _cells(row, portfolio, t)) for row in rated]
    drawn = min(len(rated), DRAWN)
    made = chart(NAME, _title(portfolio, t), height(drawn), table(columns, rows, t), t)
    told = lines(_made_of(portfolio, t), rest(drawn, len(rated), t))
    return {**made, **told, "target": _target(portfolio, t)}


def figure(portfolio: Portfolio, look: Look, _what: str) -> object:
    """The lowest rates, with the target as a line."""
    t, code = look.t, portfolio.currency
    rows = [
        Rated(
            row.id,
            row.name,
            major(_rate(row), code),
            _major(row.rate.of_paid_hours, code) if row.rate else None,
            "<br>".join(_cells(row, portfolio, t)[:3]),
        )
        for row in portfolio.rated[:DRAWN]
    ]
    target = portfolio.target
    return rates(
        rows,
        major(target.minor, code) if target else None,
        t("An hour brings, in {currency}", currency=unit(code, t)),
        look,
    )


def _target(portfolio: Portfolio, t: Translator) -> TargetField:
    own = portfolio.own_target
    return {
        "label": t("What should an hour bring? ({currency})", currency=unit(portfolio.currency, t)),
        "value": t.number(own.units, "0.###") if own else "",
        "hint": t("As long as you say nothing, the middle of what your hours bring stands in.")
        if own is None
        else t("Empty the field to compare with the middle of what your hours bring."),
        "button": t("Compare"),
    }


def _made_of(portfolio: Portfolio, t: Translator) -> str:
    """Which days and which money stand behind the rates."""
    if portfolio.rated_days is None:
        return ""
    first, last = portfolio.rated_days
    return t(
        "From {first} to {last}, for which there are both hours and invoices. What was billed and "
        "is overdue does not count until it is paid.",
        first=t.day(first),
        last=t.day(last),
    )


def _title(portfolio: Portfolio, t: Translator) -> str:
    rated, own = portfolio.rated, portfolio.own_target
    if own:
        below = sum(_rate(row) < own.minor for row in rated)
        return portfolio_sentences.below_target(below, len(rated), own, t)
    middle = portfolio.target if len(rated) > 1 else None
    return portfolio_sentences.lowest_rate(rated[0].name, portfolio.sum(_rate(rated[0])), middle, t)


def _cells(row: ClientRow, portfolio: Portfolio, t: Translator) -> list[str]:
    paid = row.rate.of_paid_hours if row.rate else None
    unpaid = row.rate.unpaid_seconds / HOUR if row.rate else None
    worked = row.rate.seconds / HOUR if row.rate else None
    return [
        row.name,
        t("{money} an hour", money=t.money(portfolio.sum(_rate(row)))),
        "" if paid is None else t("{money} an hour", money=t.money(portfolio.sum(paid))),
        hours(worked, t),
        hours(unpaid, t),
    ]


def _rate(row: ClientRow) -> int:
    return row.rate.effective if row.rate else 0


def _major(minor: int | None, currency: str) -> float | None:
    return None if minor is None else major(minor, currency)
