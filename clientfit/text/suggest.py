"""Facts of a letter that the workbook already knows, so that nobody types them twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

from clientfit.core.interview import level, number, value
from clientfit.core.model import Answer, Invoice, InvoiceState, Money
from clientfit.core.money import exponent
from clientfit.core.notice import USUAL_NOTICE_DAYS, end_date
from clientfit.core.records import owed

#: A payment asked for a week before the last day leaves time to act.
DAYS_TO_ACT = 7
ABUSE_OFTEN = 3


def suggested_facts(
    answers: Mapping[str, Answer],
    invoices: Sequence[Invoice],
    crossed: Sequence[str],
    today: date,
    my_name: str,
) -> dict[str, str]:
    """Facts by id, as a page hands them in. Nothing is suggested that only the person can know.

    The one reason is never suggested: it has to be a true one.
    """
    days = number(answers, "notice") if value(answers, "notice") else USUAL_NOTICE_DAYS
    last = end_date(today, days)
    abused = bool(crossed) or (level(value(answers, "abuse")) or 0) >= ABUSE_OFTEN
    found = {
        "setting": "after_abuse" if abused else "ordinary",
        "my_name": my_name,
        "end_date": last.isoformat(),
    }
    undelivered = (value(answers, "undelivered") or "").strip()
    if undelivered:
        found |= {"open_work": "yes", "deliver": undelivered}
    debt = _owed(answers, invoices)
    if debt:
        pay_by = max(today, last - timedelta(days=DAYS_TO_ACT))
        found |= {"owes": "yes", "owed_sum": debt, "pay_by": pay_by.isoformat()}
        numbers = [one.number for one in invoices if one.state is InvoiceState.OPEN]
        found |= {"invoices": "\n".join(numbers)} if numbers else {}
    return {id_: text for id_, text in found.items() if text}


def _owed(answers: Mapping[str, Answer], invoices: Sequence[Invoice]) -> str:
    """What the person says is owed; else what the records say, if it is one currency."""
    said = value(answers, "owed")
    if said is not None:
        return said if any(digit in said for digit in "123456789") else ""
    sums = [one for one in owed(invoices).values() if one.minor > 0]
    return sum_text(sums[0]) if len(sums) == 1 and sums[0].currency != "XXX" else ""


def sum_text(money: Money) -> str:
    """A sum as facts and answers hold it: 1250.00 EUR."""
    amount = Decimal(money.minor).scaleb(-exponent(money.currency))
    return f"{amount} {money.currency}"
