"""Few clients take most: how much of the hours, strain and arrears against the income (B5)."""

from __future__ import annotations

from clientfit.app.portfolio import ClientRow, Portfolio
from clientfit.figures.look import Look
from clientfit.figures.pareto import HEIGHT, pareto_curves
from clientfit.page.views.dashboard.spec import Row, chart, lines, only_in, table
from clientfit.page.wire.charts import Chart
from clientfit.text.i18n import Translator
from clientfit.text.sentences import portfolio as portfolio_sentences

NAME = "pareto"
#: Among two clients there are no few.
LEAST = 3


def view(portfolio: Portfolio, t: Translator) -> Chart | None:
    """The curves' words and table; None where there is nothing to compare."""
    found = portfolio.pareto
    if found is None or len(found.order) < LEAST:
        return None
    names = {
        "income": t("Billed"),
        "hours": t("Hours"),
        "strain": t("Strain"),
        "arrears": t("Overdue"),
    }
    known = [name for name in names if name in found.curves]
    rows = []
    for at, client in enumerate(found.order):
        steps = [found.curves[name] for name in known]
        own = [curve[at] - (curve[at - 1] if at else 0) for curve in steps]
        one = portfolio.by_id[client]
        parts = {
            name: portfolio_sentences.part(share, t) for name, share in zip(known, own, strict=True)
        }
        parts |= {name: said for name, said in _no_share(one, t).items() if name in parts}
        rows.append(Row(client, [one.name, *parts.values()]))
    told = lines(
        t("Clients stand in the order of what they take, the heaviest first."),
        only_in(portfolio, t),
        t("Without answers a client counts as no strain.") if _unasked(portfolio) else "",
    )
    columns = [t("Client"), *(names[name] for name in known)]
    title = portfolio_sentences.few_take(found, t)
    return {**chart(NAME, title, HEIGHT, table(columns, rows, t), t), **told}


def _no_share(row: ClientRow, t: Translator) -> dict[str, str]:
    """What stands in place of a share: a crossed line is none, and what is not known is not 0%."""
    measured = {
        "income": row.money,
        "hours": row.worked,
        "strain": row.weight,
        "arrears": row.money,
    }
    crossed = {"strain": t("line crossed")} if row.crossed else {}
    return {name: "" for name, found in measured.items() if found is None} | crossed


def figure(portfolio: Portfolio, look: Look, _what: str) -> object:
    """The curves. Raises LookupError where there is nothing to compare."""
    if portfolio.pareto is None:
        raise LookupError(NAME)
    names = {row.id: row.name for row in portfolio.rows}
    return pareto_curves(portfolio.pareto, names, look)


def _unasked(portfolio: Portfolio) -> bool:
    asked = len(portfolio.asked)
    return 0 < asked < len(portfolio.compared)
