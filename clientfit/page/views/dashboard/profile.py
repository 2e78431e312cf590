"""One client in numbers, month by month: income, days late, hours and messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from clientfit.app.portfolio import HOUR, ClientRow, Portfolio
from clientfit.core.money import Money
from clientfit.core.portfolio import MonthMeasures
from clientfit.figures.look import EPOCH, Look, major
from clientfit.figures.profile import Panel, height, profile
from clientfit.page.views.dashboard.spec import (
    Row,
    chart,
    days,
    hours,
    lines,
    share,
    table,
    unit,
)
from clientfit.page.wire.charts import Chart
from clientfit.text.content.records import record_norms
from clientfit.text.i18n import Translator
from clientfit.text.sentences import payments as payment_sentences
from clientfit.text.sentences import portfolio as portfolio_sentences

NAME = "profile"
MIDDLE = 15  # the day of a month that its bar stands on


def view(row: ClientRow, portfolio: Portfolio, t: Translator) -> Chart | None:
    """The profile's words and table; None without records."""
    months = _months(row.months)
    if not months:
        return None
    code = _currency(row, portfolio)
    panels = _panels(months, code, Look(t))
    columns = [t("Month"), *(panel.title for panel in panels)]
    rows = [
        Row("", [t.month(month.month), *(panel.words[at] for panel in panels)])
        for at, month in enumerate(months)
    ]
    title = _title(row, portfolio, t)
    made = chart(NAME, title, height(len(panels)), table(columns, rows, t), t)
    return {
        **made,
        **lines(*_told_of(row, portfolio, t)),
        "given": {"what": row.id},
    }


def figure(portfolio: Portfolio, look: Look, what: str) -> object:
    """The panels of the client with the id ``what``. Raises LookupError for an unknown one."""
    one = portfolio.by_id[what]
    months = _months(one.months)
    middles = [(month.month - EPOCH).days + MIDDLE for month in months]
    return profile(middles, _panels(months, _currency(one, portfolio), look), look)


def _months(found: Sequence[MonthMeasures]) -> list[MonthMeasures]:
    """Every month from the first to the last that is told of, quiet ones too."""
    if not found:
        return []
    known = {month_measures.month: month_measures for month_measures in found}
    first, last = min(known), max(known)
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    number = first.year * 12 + first.month - 1
    every = [date(at // 12, at % 12 + 1, 1) for at in range(number, number + count)]
    return [
        known.get(
            month,
            MonthMeasures(
                client=found[0].client,
                month=month,
                income=(),
                seconds=0,
                incoming=0,
                outside=0,
                due=0,
                days_late=None,
            ),
        )
        for month in every
    ]


def _currency(row: ClientRow, portfolio: Portfolio) -> str:
    """The currency to show: the one that is looked at, or else one that they pay in."""
    theirs = [code for month in row.months for code, _ in month.income]
    shown = portfolio.currency
    return shown if shown in theirs or not theirs else theirs[-1]


def _panels(months: Sequence[MonthMeasures], code: str, look: Look) -> list[Panel]:
    t = look.t
    income = [dict(month.income).get(code, 0) for month in months]
    panels = [
        Panel(
            t("Billed, in {currency}", currency=unit(code, t)),
            [major(minor, code) for minor in income],
            [t.money(Money(minor, code)) if minor else "" for minor in income],
            ("accent", ""),
        ),
        Panel(
            t("Days late, median of what fell due"),
            [month.days_late for month in months],
            [days(month.days_late, t) for month in months],
            ("last_chance", ""),
            points=True,
        ),
        Panel(
            t("Hours"),
            [month.seconds / HOUR for month in months],
            [hours(month.seconds / HOUR, t) if month.seconds else "" for month in months],
            ("repair", "/"),
        ),
        Panel(
            t("Messages from them"),
            [month.incoming for month in months],
            [_messages(month, t) for month in months],
            ("end", "x"),
        ),
    ]
    return [panel for panel in panels if any(panel.values) or (panel.points and _told(panel))]


def _told(panel: Panel) -> bool:
    """Whether a median is known: always on time is 0, and worth showing."""
    return any(value is not None for value in panel.values)


def _messages(month: MonthMeasures, t: Translator) -> str:
    if not month.incoming:
        return ""
    return t.plural(
        month.incoming,
        "{count} message, {outside} outside your hours",
        "{count} messages, {outside} outside your hours",
        outside=t.number(month.outside),
    )


def _title(row: ClientRow, portfolio: Portfolio, t: Translator) -> str:
    if row.money is None:
        return payment_sentences.profile_without_money(row.name, t)
    if row.owing:
        return payment_sentences.owing(row.name, _account(row, portfolio), row.money.longest, t)
    if row.income <= 0:
        return payment_sentences.profile_without_money(row.name, t)
    share_of_all = portfolio_sentences.of_billed(row.money.income_share, portfolio.among(t), t)
    days_late = row.lag[1] if row.lag else None
    return payment_sentences.profile(
        row.name, portfolio.sum(row.income), share_of_all, days_late, t
    )


def _account(row: ClientRow, portfolio: Portfolio) -> payment_sentences.PaymentRecord:
    money = row.money
    paid, owed = (money.paid, money.owed) if money else (0, 0)
    return payment_sentences.PaymentRecord(
        portfolio.sum(row.income), portfolio.sum(paid), portfolio.sum(owed)
    )


def _told_of(row: ClientRow, portfolio: Portfolio, t: Translator) -> list[str]:
    """What stands under the panels: the year that it is of is named, and little proves nothing."""
    told = []
    if row.money and not row.owing:
        told.append(payment_sentences.paid_so_far(_account(row, portfolio), t))
    until = t.day(portfolio.until or portfolio.today)
    if row.messages and row.messages.incoming:
        told.append(
            t.plural(
                row.messages.incoming,
                "{count} message from them in the year up to {day}: too few for a share outside "
                "your hours.",
                "{count} messages from them in the year up to {day}: too few for a share outside "
                "your hours.",
                day=until,
            )
            if row.messages.too_few(record_norms())
            else t(
                "In the year up to {day}: about {count} messages a week from them, {share} outside "
                "your hours.",
                count=t.number(row.messages.per_week, "0.#"),
                share=share(row.messages.outside / row.messages.incoming, t),
                day=until,
            )
        )
    if row.hours and row.hours.unpaid_seconds:
        told.append(
            t(
                "In the year up to {day}: {hours} not paid for.",
                hours=hours(row.hours.unpaid_seconds / HOUR, t),
                day=until,
            )
        )
    return told
