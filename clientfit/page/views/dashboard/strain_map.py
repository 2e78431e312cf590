"""The map: what each client brings or owes, against how heavy they are."""

from __future__ import annotations

from clientfit.app.portfolio import ClientRow, Portfolio
from clientfit.figures.look import Look, major
from clientfit.figures.portfolio_map import ABOVE, HEIGHT, NAMES, MapPoint, portfolio_map
from clientfit.page.views.dashboard.spec import (
    Option,
    Row,
    chart,
    choice,
    hours,
    lines,
    only_in,
    share,
    table,
    unit,
)
from clientfit.page.wire.charts import Chart
from clientfit.text.content.week import week
from clientfit.text.i18n import Translator
from clientfit.text.sentences import portfolio as portfolio_sentences
from clientfit.text.sentences import reading as reading_sentences

NAME = "map"
INCOME, OWED = "income", "owed"


def view(portfolio: Portfolio, t: Translator) -> Chart | None:
    """The map's words and table; None where nothing is known of anybody."""
    shown = on_map(portfolio)
    if not shown:
        return None
    title = _heaviest(portfolio, t)
    options = [Option(t("Billed in a year"), title, INCOME)]
    owing = [row for row in shown if row.money and row.money.owed > 0]
    if owing:
        options.append(Option(t("Owed now"), _owing(portfolio, t), OWED))
    columns = [
        t("Client"),
        t("Reading"),
        t("Strain"),
        t("Billed in a year"),
        t("Of it paid"),
        t("Owed now"),
        t("Hours"),
    ]
    unasked = sum(not row.asked for row in shown)
    told = (
        portfolio_sentences.not_asked(unasked, t) if 0 < unasked < len(shown) else "",
        only_in(portfolio, t),
        _billed(portfolio, t),
        t("A larger sign stands for more hours.") if any(row.worked for row in shown) else "",
        t("Where there is no room for a name, tap the sign or open the table.")
        if len(shown) > NAMES
        else "",
    )
    rows = [Row(row.id, _cells(row, portfolio, t)) for row in shown]
    made = chart(NAME, title, HEIGHT, table(columns, rows, t), t)
    return {**made, **lines(*told), "choice": choice(t("What the map shows"), options, t)}


def figure(portfolio: Portfolio, look: Look, what: str) -> object:
    """The map with income or what is owed along its lower edge."""
    t, code = look.t, portfolio.currency
    owed = what == OWED
    title = (
        t("Owed now, in {currency}", currency=unit(code, t))
        if owed
        else t("Billed in a year, in {currency}", currency=unit(code, t))
    )
    points = [
        MapPoint(
            row.id,
            row.name,
            major((row.money.owed if owed else row.income) if row.money else 0, code),
            ABOVE if row.crossed else row.strain,
            row.worked,
            row.reading,
            _hover(row, portfolio, t),
        )
        for row in on_map(portfolio)
    ]
    return portfolio_map(points, title, look)


def on_map(portfolio: Portfolio) -> tuple[ClientRow, ...]:
    """The clients of whom something is known: crossed lines, the heaviest, then the largest."""
    known = [row for row in portfolio.compared if row.money or row.asked]
    return tuple(
        sorted(
            known,
            key=lambda row: (
                not row.crossed,
                -(row.strain or -1),
                -row.income,
                row.name.casefold(),
            ),
        )
    )


def _billed(portfolio: Portfolio, t: Translator) -> str:
    """What is meant by billed, since it is not what came in."""
    if not portfolio.paying:
        return ""
    return t(
        "Billed is all that was invoiced in the year up to {day}, paid or not, without what was "
        "written off.",
        day=t.day(portfolio.until or portfolio.today),
    )


def _heaviest(portfolio: Portfolio, t: Translator) -> str:
    asked = portfolio.asked
    if not asked:
        return portfolio_sentences.nobody_asked(t)
    crossed = [row.name for row in asked if row.crossed]
    if crossed:
        return portfolio_sentences.line_crossed(crossed, t)
    most = max(asked, key=lambda row: row.strain or 0)
    strain = most.strain or 0
    if strain < week().heavy_strain:
        return portfolio_sentences.all_light(most.name, strain, t)
    part = most.money.income_share if most.money else None
    return portfolio_sentences.heaviest(most.name, strain, part, t)


def _owing(portfolio: Portfolio, t: Translator) -> str:
    total = sum(row.money.owed for row in portfolio.paying if row.money)
    most = max(portfolio.paying, key=lambda row: row.money.owed if row.money else 0)
    owed = most.money.owed if most.money else 0
    return portfolio_sentences.owes_most(most.name, portfolio.sum(owed), portfolio.sum(total), t)


def _cells(row: ClientRow, portfolio: Portfolio, t: Translator) -> list[str]:
    return [
        row.name,
        reading(row, t),
        _strain(row, t),
        t.money(portfolio.sum(row.income)) if row.money else "",
        t.money(portfolio.sum(row.money.paid)) if row.money else "",
        t.money(portfolio.sum(row.money.owed)) if row.money else "",
        hours(row.worked, t),
    ]


def _strain(row: ClientRow, t: Translator) -> str:
    if row.crossed:
        return t("line crossed")
    return "" if row.strain is None else t.number(round(row.strain))


def _hover(row: ClientRow, portfolio: Portfolio, t: Translator) -> list[str]:
    lines = [reading(row, t)]
    if row.crossed:
        lines.append(t("A line was crossed"))
    elif row.strain is not None:
        lines.append(t("Strain {strain} of 100", strain=t.number(round(row.strain))))
    if row.money:
        lines.append(
            t(
                "{income} billed in a year, {share} of all",
                income=t.rough(portfolio.sum(row.income)),
                share=share(row.money.income_share, t),
            )
        )
        if row.money.owed:
            lines.append(t("{owed} owed now", owed=t.rough(portfolio.sum(row.money.owed))))
    if row.worked is not None:
        lines.append(hours(row.worked, t))
    return lines


def reading(row: ClientRow, t: Translator) -> str:
    """The reading in a word or two, or that nobody was asked."""
    if not row.dossier.spoken:
        return t("Not asked yet")
    return reading_sentences.short(row.dossier.verdict, t)
