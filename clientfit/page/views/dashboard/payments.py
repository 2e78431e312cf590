"""Who pays when: each client's invoices on a lane, and what is open by its age."""

from __future__ import annotations

from dataclasses import astuple

from clientfit.app.portfolio import ClientRow, Portfolio
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.records.invoices import days_overdue, is_late
from clientfit.figures import ageing, lanes
from clientfit.figures.look import EPOCH, Look, major
from clientfit.page.views.dashboard.spec import (
    DRAWN,
    Row,
    chart,
    days,
    lateness,
    lines,
    rest,
    share,
    table,
    unit,
)
from clientfit.page.wire.charts import Chart, Finding
from clientfit.text.content.records import record_norms
from clientfit.text.i18n import Translator
from clientfit.text.sentences import payments as payment_sentences
from clientfit.text.sentences import portfolio as portfolio_sentences

LANES, AGES = "lanes", "ageing"


def lanes_view(portfolio: Portfolio, t: Translator) -> Chart | None:
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
    rows = [Row(row.id, _cells(row, t)) for row in judged]
    title = _punctual(judged, t)
    made = chart(LANES, title, lanes.height(drawn), table(columns, rows, t), t)
    return {**made, **lines(rest(drawn, len(judged), t))}


def lanes_figure(portfolio: Portfolio, look: Look, _what: str) -> object:
    """The lanes of the clients who pay latest, over the last year of the records."""
    first, last = _year(portfolio)
    rows = [
        lanes.Lane(
            row.id,
            row.name,
            [_paid(invoice, portfolio, look.t) for invoice in _drawn(row, portfolio, first)],
        )
        for row in _on_lanes(portfolio)[:DRAWN]
    ]
    return lanes.lanes(rows, first, last, look)


def ages_view(portfolio: Portfolio, t: Translator) -> Chart | Finding | None:
    """What is open by its age; None where there are no invoices."""
    if not portfolio.paying:
        return None
    owing = _owing(portfolio)
    if not owing:
        return {"title": portfolio_sentences.nothing_owed(t)}
    columns = [t("Client"), *ageing.age_names(t), t("Together")]
    rows = [Row(row.id, [row.name, *_sums(row, portfolio, t)]) for row in owing]
    drawn = min(len(owing), DRAWN)
    made = chart(AGES, _open(portfolio, t), ageing.height(drawn), table(columns, rows, t), t)
    return {**made, **lines(rest(drawn, len(owing), t))}


def ages_figure(portfolio: Portfolio, look: Look, _what: str) -> object:
    """One bar for each of those who owe most that is overdue."""
    t, code = look.t, portfolio.currency
    rows = [
        ageing.Aged(
            row.id,
            row.name,
            [major(minor, code) for minor in astuple(row.money.ageing)],
            [t.money(portfolio.sum(minor)) for minor in astuple(row.money.ageing)],
        )
        for row in _owing(portfolio)[:DRAWN]
        if row.money
    ]
    return ageing.ageing(rows, t("Open now, in {currency}", currency=unit(code, t)), look)


def _judged(portfolio: Portfolio) -> list[ClientRow]:
    """The clients whose invoices speak about lateness, the latest payer first."""
    found = [row for row in portfolio.paying if row.money and row.money.days_late is not None]
    return sorted(found, key=_lateness, reverse=True)


def _lateness(row: ClientRow) -> tuple[int, float, int]:
    money = row.money
    if money is None:
        return 0, 0.0, 0
    _, late = row.lag or (None, 0)
    return late, money.late / max(money.judged, 1), money.income


def _punctual(judged: list[ClientRow], t: Translator) -> str:
    on_time = sum(row.punctual for row in judged)
    if on_time == len(judged):
        return payment_sentences.all_punctual(len(judged), t)
    told = [] if len(judged) == 1 else [payment_sentences.punctual(on_time, len(judged), t)]
    latest = next((row for row in judged if not row.punctual and row.lag), None)
    if latest and latest.lag:
        told.append(payment_sentences.who_is_late(latest.name, *latest.lag, t))
    return " ".join(told) or t("Nothing has been paid yet, and nothing is overdue.")


def _cells(row: ClientRow, t: Translator) -> list[str]:
    money = row.money
    if money is None:
        return [row.name]
    late = t(
        "{count}, that is {share}",
        count=t.number(money.late),
        share=share(money.late / max(money.judged, 1), t),
    )
    return [
        row.name,
        t.number(money.judged),
        late,
        lateness(row, t),
        days(money.term, t),
    ]


def _on_lanes(portfolio: Portfolio) -> list[ClientRow]:
    """The clients with an invoice on the lanes, the latest payer first."""
    first, _last = _year(portfolio)
    return [row for row in _judged(portfolio) if _drawn(row, portfolio, first)]


def _drawn(row: ClientRow, portfolio: Portfolio, first: int) -> list[Invoice]:
    """Of the invoices that are judged for lateness, those of the lanes' currency and year."""
    return [
        invoice
        for invoice in row.dossier.judged
        if invoice.total.currency == portfolio.currency and _due(invoice) >= first
    ]


def _due(invoice: Invoice) -> int:
    return ((invoice.due or invoice.issued) - EPOCH).days


def _paid(invoice: Invoice, portfolio: Portfolio, t: Translator) -> lanes.Paid:
    open_ = invoice.state is InvoiceState.OPEN
    due = invoice.due or invoice.issued
    until = portfolio.today if open_ else invoice.settled or due
    overdue = days_overdue(invoice, portfolio.today)
    late = is_late(invoice, record_norms(), portfolio.today)
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
    """The first and the last day that the lanes show.

    The year in which the last of all that is judged fell due, and on to where the invoices end.
    """
    dossiers = [row.dossier for row in _judged(portfolio)]
    dues = [_due(invoice) for dossier in dossiers for invoice in dossier.judged]
    told = [
        (day - EPOCH).days
        for dossier in dossiers
        for invoice in dossier.invoices
        for day in (invoice.issued, invoice.settled)
        if day and day <= portfolio.today
    ]
    last = max(dues, default=(portfolio.today - EPOCH).days)
    return last - record_norms().window_days + 1, max([last, *told])


def _owing(portfolio: Portfolio) -> list[ClientRow]:
    """Who owes anything: most overdue first."""
    found = [row for row in portfolio.paying if row.money and row.money.owed > 0]
    return sorted(
        found,
        key=lambda row: (row.money.overdue, row.money.owed) if row.money else (0, 0),
        reverse=True,
    )


def _sums(row: ClientRow, portfolio: Portfolio, t: Translator) -> list[str]:
    if row.money is None:
        return []
    each = [*astuple(row.money.ageing), row.money.owed]
    return [t.money(portfolio.sum(minor)) if minor else "" for minor in each]


def _open(portfolio: Portfolio, t: Translator) -> str:
    measures = [row.money for row in _owing(portfolio) if row.money]
    return portfolio_sentences.overdue(
        portfolio.sum(sum(measure.owed for measure in measures)),
        portfolio.sum(sum(measure.overdue for measure in measures)),
        portfolio.sum(
            sum(measure.ageing.days_61_90 + measure.ageing.over_90 for measure in measures)
        ),
        t,
    )
