"""Who pays when: each client's invoices on a lane, and what is open by its age."""

from __future__ import annotations

from dataclasses import astuple

from clientfit.app.portfolio import ClientRow, Portfolio
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.records.invoices import days_overdue
from clientfit.figures import ageing as ages
from clientfit.figures import lanes
from clientfit.figures.look import EPOCH, Look, major
from clientfit.page.views.dashboard.spec import (
    DRAWN,
    Row,
    View,
    chart,
    days,
    lateness,
    lines,
    rest,
    share,
    table,
    unit,
)
from clientfit.text.content.records import record_norms
from clientfit.text.i18n import Translator
from clientfit.text.sentences import payments as paying
from clientfit.text.sentences import portfolio as findings

LANES, AGES = "lanes", "ageing"


def lanes_view(portfolio: Portfolio, t: Translator) -> View | None:
    """When each client pays; None where no invoice speaks about it."""
    judged = _judged(portfolio)
    if not judged:
        return None
    drawn = min(len(_on_lanes(portfolio)), DRAWN)
    columns = [
        t("Client"),
        t("Invoices that fell due"),
        t("Late"),
        t("Days late, median of all"),
        t("Days from invoice to payment, median"),
    ]
    rows = [Row(one.id, _cells(one, t)) for one in judged]
    title = _punctual(judged, t)
    made = chart(LANES, title, lanes.height(drawn), table(columns, rows, t), t)
    return {**made, **lines(rest(drawn, len(judged), t))}


def lanes_figure(portfolio: Portfolio, look: Look, _what: str) -> object:
    """The lanes of the clients who pay latest, over the last year of the records."""
    first, last = _year(portfolio)
    rows = [
        lanes.Lane(
            one.id,
            one.name,
            [
                _paid(each, portfolio, look.t)
                for each in one.dossier.invoices
                if _speaks(each, portfolio, first)
            ],
        )
        for one in _on_lanes(portfolio)[:DRAWN]
    ]
    return lanes.lanes(rows, first, last, look)


def ages_view(portfolio: Portfolio, t: Translator) -> View | None:
    """What is open by its age; None where there are no invoices."""
    if not portfolio.paying:
        return None
    owing = _owing(portfolio)
    if not owing:
        return {"title": findings.nothing_owed(t)}
    columns = [t("Client"), *ages.age_names(t), t("Together")]
    rows = [Row(one.id, [one.name, *_sums(one, portfolio, t)]) for one in owing]
    drawn = min(len(owing), DRAWN)
    made = chart(AGES, _open(portfolio, t), ages.height(drawn), table(columns, rows, t), t)
    return {**made, **lines(rest(drawn, len(owing), t))}


def ages_figure(portfolio: Portfolio, look: Look, _what: str) -> object:
    """One bar for each of those who owe most that is overdue."""
    t, code = look.t, portfolio.currency
    rows = [
        ages.Aged(
            one.id,
            one.name,
            [major(minor, code) for minor in astuple(one.money.ageing)],
            [t.money(portfolio.sum(minor)) for minor in astuple(one.money.ageing)],
        )
        for one in _owing(portfolio)[:DRAWN]
        if one.money
    ]
    return ages.ageing(rows, t("Open now, in {currency}", currency=unit(code, t)), look)


def _judged(portfolio: Portfolio) -> list[ClientRow]:
    """The clients whose invoices speak about lateness, the latest payer first."""
    found = [one for one in portfolio.paying if one.money and one.money.days_late is not None]
    return sorted(found, key=_lateness, reverse=True)


def _lateness(one: ClientRow) -> tuple[int, float, int]:
    money = one.money
    if money is None:
        return 0, 0.0, 0
    _, late = one.lag or (None, 0)
    return late, money.late / max(money.judged, 1), money.income


def _punctual(judged: list[ClientRow], t: Translator) -> str:
    on_time = sum(one.punctual for one in judged)
    if on_time == len(judged):
        return paying.all_punctual(len(judged), t)
    told = [] if len(judged) == 1 else [paying.punctual(on_time, len(judged), t)]
    latest = next((one for one in judged if not one.punctual and one.lag), None)
    if latest and latest.lag:
        told.append(paying.who_is_late(latest.name, *latest.lag, t))
    return " ".join(told) or t("Nothing has been paid yet, and nothing is overdue.")


def _cells(one: ClientRow, t: Translator) -> list[str]:
    money = one.money
    if money is None:
        return [one.name]
    late = t(
        "{count}, that is {share}",
        count=t.number(money.late),
        share=share(money.late / max(money.judged, 1), t),
    )
    return [
        one.name,
        t.number(money.judged),
        late,
        lateness(one, t),
        days(money.term, t),
    ]


def _on_lanes(portfolio: Portfolio) -> list[ClientRow]:
    """The clients with an invoice that fell due within the year, the latest payer first."""
    first, _last = _year(portfolio)
    return [
        one
        for one in _judged(portfolio)
        if any(_speaks(each, portfolio, first) for each in one.dossier.invoices)
    ]


def _speaks(invoice: Invoice, portfolio: Portfolio, first: int) -> bool:
    """Whether an invoice fell due within the year, and it is known when it was paid or that not."""
    if invoice.total.currency != portfolio.currency or invoice.due is None:
        return False
    known = invoice.state is InvoiceState.OPEN or (
        invoice.state is InvoiceState.PAID and invoice.settled is not None
    )
    return known and first <= (invoice.due - EPOCH).days and invoice.due <= portfolio.today


def _paid(invoice: Invoice, portfolio: Portfolio, t: Translator) -> lanes.Paid:
    open_ = invoice.state is InvoiceState.OPEN
    due = invoice.due or invoice.issued
    until = portfolio.today if open_ else invoice.settled or due
    overdue = days_overdue(invoice, portfolio.today)
    late = overdue > record_norms().grace_days
    given = {"sum": t.money(invoice.total), "day": t.short_day(due)}
    if not late:
        words = t("{sum}, due {day}: paid on time", **given)
        if open_:
            words = t("{sum}, due {day}: open", **given)
    elif open_:
        words = t.plural(
            overdue,
            "{sum}, due {day}: open, {count} day overdue",
            "{sum}, due {day}: open, {count} days overdue",
            **given,
        )
    else:
        words = t.plural(
            overdue,
            "{sum}, due {day}: paid {count} day late",
            "{sum}, due {day}: paid {count} days late",
            **given,
        )
    return lanes.Paid((due - EPOCH).days, (until - EPOCH).days, late, open_, words)


def _year(portfolio: Portfolio) -> tuple[int, int]:
    """The first and the last day of the year that the lanes show: it ends with the records."""
    told = [
        day
        for one in portfolio.paying
        for each in one.dossier.invoices
        for day in (each.issued, each.settled)
        if day and day <= portfolio.today
    ]
    last = (max(told, default=portfolio.today) - EPOCH).days
    return last - record_norms().window_days, last


def _owing(portfolio: Portfolio) -> list[ClientRow]:
    """Who owes anything: most overdue first."""
    found = [one for one in portfolio.paying if one.money and one.money.owed > 0]
    return sorted(
        found,
        key=lambda one: (one.money.overdue, one.money.owed) if one.money else (0, 0),
        reverse=True,
    )


def _sums(one: ClientRow, portfolio: Portfolio, t: Translator) -> list[str]:
    if one.money is None:
        return []
    each = [*astuple(one.money.ageing), one.money.owed]
    return [t.money(portfolio.sum(minor)) if minor else "" for minor in each]


def _open(portfolio: Portfolio, t: Translator) -> str:
    measures = [one.money for one in _owing(portfolio) if one.money]
    return findings.overdue(
        portfolio.sum(sum(one.owed for one in measures)),
        portfolio.sum(sum(one.overdue for one in measures)),
        portfolio.sum(sum(one.ageing.days_61_90 + one.ageing.over_90 for one in measures)),
        t,
    )
