"""Which invoices are judged for lateness, and which of them are late, for whole tables.

The rule is that of ``core.records.invoices`` (``judged_for_lateness``, ``is_late`` and
``days_overdue``) as expressions on columns; a test holds the two together invoice by invoice.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw

from clientfit.core.model import InvoiceState
from clientfit.core.portfolio.table import NEVER, DaySpan, at_least_0, flag, within
from clientfit.core.records.norms import RecordNorms

OPEN = nw.col("state") == InvoiceState.OPEN.value
PAID = nw.col("state") == InvoiceState.PAID.value
LOST = nw.col("state") == InvoiceState.WRITTEN_OFF.value


def with_lateness(table: Any, span: DaySpan, norms: RecordNorms) -> Any:
    """An opened table with whole numbers for what ``core.records`` says of each invoice.

    ``open``, ``paid`` and ``lost`` (0 or 1) are its state, ``speaks`` is open or paid, ``calm`` is
    not left aside as disputed, ``known`` is due on a day and open or paid on a known day, and
    ``days`` are those of ``records.days_overdue``.
    """
    marked = table.with_columns(
        open=flag(OPEN),
        paid=flag(PAID),
        lost=flag(LOST),
        calm=flag(nw.col("disputed") < (2 if norms.disputed_count else 1)),
        has_due=flag(nw.col("has_due")),
        has_settled=flag(nw.col("has_settled")),
    ).with_columns(
        speaks=nw.col("open") + nw.col("paid"),
        # An open invoice ends today, whatever day of payment the record gives.
        end=nw.col("open") * span.today + (1 - nw.col("open")) * nw.col("settled"),
        ended=flag(nw.col("open") + nw.col("has_settled") > 0),
    )
    days = nw.col("has_due") * nw.col("ended") * (nw.col("end") - nw.col("due"))
    return marked.with_columns(
        days=at_least_0(days),
        known=nw.col("has_due") * nw.col("ended") * nw.col("speaks") * nw.col("calm"),
    )


def judged_for_lateness(table: Any, span: DaySpan, norms: RecordNorms, by: Sequence[str]) -> Any:
    """A table ``with_lateness`` with whole numbers for who is judged and who is late (0 or 1).

    ``judged``: known, and fell due in the ``window_days`` up to ``last``, the last day by today on
    which anything of the client (``by``) fell due, in any currency. ``late``: judged, and by more
    than ``grace_days``.
    """
    stated = table.filter(
        (nw.col("speaks") * nw.col("has_due") == 1) & (nw.col("due") <= span.today)
    )
    last = stated.group_by(*by).agg(last=nw.col("due").max())
    return (
        table.join(last, on=list(by), how="left")
        .with_columns(nw.col("last").fill_null(NEVER).cast(nw.Int64))
        .with_columns(
            judged=nw.col("known") * flag(within(nw.col("due"), nw.col("last"), norms.window_days))
        )
        .with_columns(late=nw.col("judged") * flag(nw.col("days") > norms.grace_days))
    )
