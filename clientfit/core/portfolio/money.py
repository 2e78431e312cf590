"""Income, what is owed and how it is paid, for each client and currency."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import narwhals as nw

from clientfit.core.model import InvoiceState
from clientfit.core.portfolio.lateness import (
    LOST,
    OPEN,
    PAID,
    judged_for_lateness,
    with_lateness,
)
from clientfit.core.portfolio.measures import Ageing, MoneyMeasures
from clientfit.core.portfolio.table import (
    CLIENT,
    DaySpan,
    TableColumns,
    at_least_0,
    flag,
    in_order,
    joined,
    medians_low,
    opened,
    rows,
    summed,
    whose,
    within,
)
from clientfit.core.records.norms import RecordNorms

INVOICES = TableColumns(
    what="invoices",
    text=("client", "currency", "state"),
    whole=("issued", "total", "owed", "disputed"),
    maybe=("due", "settled"),
)
AGEING = ("not_due", "days_1_30", "days_31_60", "days_61_90", "over_90")
#: The oldest day of each column of the ageing, the last one has none.
_AGES = (0, 30, 60, 90)

CREDIT = nw.col("state") == InvoiceState.CREDIT.value


def money_table(
    invoices: Any, *, span: DaySpan, norms: RecordNorms, by: Sequence[str] = CLIENT
) -> Any:
    """One row for each client (``by``) and currency, whole numbers only, on the same engine.

    ``invoices``: client, currency, state (values of ``InvoiceState``), issued, due, settled (days
    since 1970-01-01, the last two may be missing), total, owed (minor units), disputed (0 or 1).
    ``by``: the columns that make a client, its own last; those before it tell whose client it is,
    and shares are taken within those.

    - *Income* is what was billed (issued) in the ``window_days`` up to ``span.as_of``: totals of
      open and paid invoices less credits and refunds. Void ones and drafts are nothing; what was
      written off stands apart; a part payment changes nothing, for all of it was billed.
    - *Owed* and *overdue* follow ``records.owed`` and ``records.arrears``: all that is open,
      disputed or issued in the future too; overdue is what is past its stated due date today, the
      oldest of it for ``longest`` days. ``overdue_of_year`` is the part that income holds.
    - *Judged* and *late* are those of ``portfolio.lateness``; an open invoice counts as it stands
      today. Earlier and later half are halves of the window.
    - *Term* is the lower median from issue to payment of what was settled within the year; paid
      before it was issued counts 0. Left aside are disputed ones, and those without a due date
      that were paid on the day of issue: payments, which were never waited for.

    Raises ClientfitError naming every column that is missing or unfit.
    """
    keys = (*by, "currency")
    table = _marked(opened(invoices, INVOICES, by), span, norms, by)
    total, owed = nw.col("total"), nw.col("owed")
    speaks, is_open, lost = nw.col("speaks"), nw.col("open"), nw.col("lost")
    this_year, judged = nw.col("this_year"), nw.col("judged")
    counts = summed(
        table,
        keys,
        {
            "invoices": this_year * (speaks + lost),
            "income": this_year * nw.col("billed"),
            "income_before": nw.col("year_before") * nw.col("billed"),
            "paid": this_year * speaks * (total - owed),
            "written_off": this_year * lost * total,
            "owed": is_open * owed,
            "overdue": is_open * owed * flag(nw.col("days") > 0),
            "overdue_of_year": this_year * is_open * owed * flag(nw.col("days") > 0),
            **_ageing(),
            "judged": judged,
            "judged_paid": judged * flag(nw.col("paid") + flag(owed < total) > 0),
            "judged_before": judged * nw.col("earlier"),
            "late": nw.col("late"),
            "terms": nw.col("waited"),
        },
    )
    spoken = table.filter(judged == 1).with_columns(value=nw.col("days"))
    medians = medians_low(
        {
            "days_late": spoken,
            "days_late_before": spoken.filter(nw.col("earlier") == 1),
            "days_late_lately": spoken.filter(nw.col("earlier") == 0),
            "term": table.filter(nw.col("waited") == 1).with_columns(value=nw.col("wait")),
        },
        keys,
    )
    oldest = table.select(*keys, longest=is_open * nw.col("days")).group_by(*keys)
    longest = oldest.agg(nw.col("longest").max())
    found = joined(counts, [medians, longest], keys).with_columns(
        income_of_all=at_least_0(nw.col("income")).sum().over(*by[:-1], "currency").cast(nw.Int64)
    )
    return _with_first(found, table, by).to_native()


def money_measures(
    table: Any, *, norms: RecordNorms, span: DaySpan, by: Sequence[str] = CLIENT
) -> tuple[MoneyMeasures, ...]:
    """The rows of ``money_table`` with their ratios, by client and currency.

    - *Share* is of all income in the currency; a client who was credited more than billed has 0.
    - *DSO* is the balance variant over a year: what is owed now by the income of the year, times
      the days of the year, rounded; unlike the count-back variant it needs no monthly sums. None
      without income. What is owed from before the year lifts it above the days of the year.
    - *Trend* is the income by that of the year before, less one; None where nothing was billed
      then, or the records of the portfolio don't reach back through it.
    """
    days = norms.window_days
    return tuple(
        MoneyMeasures(
            client=str(row[by[-1]]),
            currency=row["currency"],
            invoices=row["invoices"],
            income=row["income"],
            income_before=row["income_before"],
            income_share=max(row["income"], 0) / row["income_of_all"]
            if row["income_of_all"]
            else 0.0,
            paid=row["paid"],
            written_off=row["written_off"],
            owed=row["owed"],
            overdue=row["overdue"],
            overdue_of_year=row["overdue_of_year"],
            longest=row["longest"],
            ageing=Ageing(*(row[name] for name in AGEING)),
            judged=row["judged"],
            judged_paid=row["judged_paid"],
            late=row["late"],
            days_late=row["days_late"] if row["judged"] else None,
            days_late_before=row["days_late_before"] if row["judged_before"] else None,
            days_late_lately=row["days_late_lately"]
            if row["judged"] > row["judged_before"]
            else None,
            term=row["term"] if row["terms"] else None,
            dso=(2 * row["owed"] * days + row["income"]) // (2 * row["income"])
            if row["income"] > 0
            else None,
            trend=row["income"] / row["income_before"] - 1
            if row["income_before"] > 0 and row["first"] <= span.as_of - 2 * days + 1
            else None,
            whose=whose(row, by),
        )
        for row in in_order(rows(table), *by, "currency")
    )


def billed() -> nw.Expr:
    """What an invoice adds to income: credits and refunds take away, whichever sign they have."""
    return nw.col("speaks") * nw.col("total") - flag(CREDIT) * nw.col("total").abs()


def _marked(table: Any, span: DaySpan, norms: RecordNorms, by: Sequence[str]) -> Any:
    """The table with all that is summed: which year, what was billed, judged, waited for."""
    year = norms.window_days
    wait = nw.col("settled") - nw.col("issued")
    return judged_for_lateness(with_lateness(table, span, norms), span, norms, by).with_columns(
        this_year=flag(within(nw.col("issued"), span.as_of, year)),
        year_before=flag(within(nw.col("issued"), span.as_of - year, year)),
        billed=billed(),
        earlier=flag(nw.col("due") <= nw.col("last") - year // 2),
        waited=nw.col("paid")
        * nw.col("has_settled")
        * nw.col("calm")
        * flag(within(nw.col("settled"), span.as_of, year))
        * flag(nw.col("has_due") + flag(wait != 0) > 0),
        wait=at_least_0(wait),
    )


def _ageing() -> dict[str, nw.Expr]:
    """What is open by the days since it was due; without a due date it is not due."""
    days, owed = nw.col("days"), nw.col("open") * nw.col("owed")
    among = [days <= 0]
    among += [within(days, last, last - first) for first, last in pairwise(_AGES)]
    among += [days > _AGES[-1]]
    return {name: owed * flag(part) for name, part in zip(AGEING, among, strict=True)}


def _with_first(found: Any, table: Any, by: Sequence[str]) -> Any:
    """Beside each row, the day of the portfolio's first invoice that counts."""
    counted = table.filter(OPEN | PAID | LOST | CREDIT)
    if by[:-1]:
        first = counted.group_by(*by[:-1]).agg(first=nw.col("issued").min())
        return joined(found, [first], by[:-1])
    first = counted.select(first=nw.col("issued").min())
    return found.join(first, how="cross").with_columns(nw.col("first").fill_null(0).cast(nw.Int64))
