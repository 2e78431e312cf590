"""The measures of the portfolio once more: loops over records, written apart from the expressions.

Slow and plain on purpose; whoever doubts a number can read here how it is meant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from fractions import Fraction
from math import floor

from portfolio_rows import NORMS, YEAR, Hour, Said

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.portfolio import (
    Ageing,
    HoursMeasures,
    MessageMeasures,
    MoneyMeasures,
    MonthMeasures,
    day_number,
    day_of,
)

OPEN, PAID = InvoiceState.OPEN, InvoiceState.PAID
COUNTED = (OPEN, PAID, InvoiceState.WRITTEN_OFF, InvoiceState.CREDIT)


def middle(numbers: Iterable[int]) -> int | None:
    """The lower median."""
    ordered = sorted(numbers)
    return ordered[(len(ordered) - 1) // 2] if ordered else None


def last_day(
    today: date, invoices: Sequence[Invoice], hours: Sequence[Hour], messages: Sequence[Said]
) -> date:
    """Where the year ends."""
    days = [one.issued for one in invoices]
    days += [one.settled for one in invoices if one.settled]
    days += [day_of(one.day) for one in (*hours, *messages)]
    return min(max(days), today) if days else today


def adds(one: Invoice) -> int:
    """What an invoice adds to income."""
    if one.state in (OPEN, PAID):
        return one.total.minor
    return -abs(one.total.minor) if one.state is InvoiceState.CREDIT else 0


def overdue(one: Invoice, today: date) -> int:
    """Days late, so far or in the end."""
    end = today if one.state is OPEN else one.settled
    if one.due is None or end is None or end <= one.due:
        return 0
    return (end - one.due).days


def speaks(one: Invoice) -> bool:
    """Whether an invoice can be called late or not."""
    known = one.state is OPEN or (one.state is PAID and one.settled is not None)
    return known and one.due is not None and not one.disputed


def money(rows: Sequence[Invoice], today: date, as_of: date) -> tuple[MoneyMeasures, ...]:
    """Each client and currency."""
    pairs = sorted({(one.client, one.total.currency) for one in rows})
    incomes: dict[tuple[str, str], int] = {}
    for pair in pairs:
        incomes[pair] = 0
        for one in rows:
            if (one.client, one.total.currency) == pair and 0 <= (as_of - one.issued).days < YEAR:
                incomes[pair] += adds(one)
    return tuple(_money(rows, pair, incomes, today, as_of) for pair in pairs)


def _money(
    rows: Sequence[Invoice],
    pair: tuple[str, str],
    incomes: dict[tuple[str, str], int],
    today: date,
    as_of: date,
) -> MoneyMeasures:
    client, currency = pair
    theirs = [one for one in rows if one.client == client]
    mine = [one for one in theirs if one.total.currency == currency]
    dues = [one.due for one in theirs if one.state in (OPEN, PAID) and one.due and one.due <= today]
    judged = []
    if dues:
        last = max(dues)
        judged = [
            one for one in mine if speaks(one) and one.due and 0 <= (last - one.due).days < YEAR
        ]
        split = last - timedelta(days=YEAR // 2)
    before = [overdue(one, today) for one in judged if one.due and one.due <= split]
    lately = [overdue(one, today) for one in judged if one.due and one.due > split]
    this_year, last_year = [], []
    for one in mine:
        if 0 <= (as_of - one.issued).days < YEAR:
            this_year.append(one)
        elif YEAR <= (as_of - one.issued).days < 2 * YEAR:
            last_year.append(one)
    waits = []
    for one in mine:
        if one.state is not PAID or one.settled is None or one.disputed:
            continue
        if not 0 <= (as_of - one.settled).days < YEAR:
            continue
        if one.due is None and one.settled == one.issued:
            continue
        waits.append(max((one.settled - one.issued).days, 0))
    still_open = [one for one in mine if one.state is OPEN]
    ages = [0] * 5
    for one in still_open:
        days = overdue(one, today)
        ages[
            0 if days <= 0 else 1 if days <= 30 else 2 if days <= 60 else 3 if days <= 90 else 4
        ] += one.owed.minor
    income, income_before = incomes[pair], sum(adds(one) for one in last_year)
    everyone = sum(max(each, 0) for (_, code), each in incomes.items() if code == currency)
    first = min((one.issued for one in rows if one.state in COUNTED), default=None)
    reaches_back = first is not None and (as_of - first).days >= 2 * YEAR - 1
    return MoneyMeasures(
        client=client,
        currency=currency,
        invoices=sum(one.state in (OPEN, PAID, InvoiceState.WRITTEN_OFF) for one in this_year),
        income=income,
        income_before=income_before,
        income_share=max(income, 0) / everyone if everyone else 0.0,
        paid=sum(
            one.total.minor - one.owed.minor for one in this_year if one.state in (OPEN, PAID)
        ),
        written_off=sum(
            one.total.minor for one in this_year if one.state is InvoiceState.WRITTEN_OFF
        ),
        owed=sum(one.owed.minor for one in still_open),
        overdue=sum(ages[1:]),
        overdue_of_year=sum(
            one.owed.minor for one in this_year if one.state is OPEN and overdue(one, today)
        ),
        longest=max((overdue(one, today) for one in still_open), default=0),
        ageing=Ageing(*ages),
        judged=len(judged),
        judged_paid=sum(one.state is PAID or one.owed.minor < one.total.minor for one in judged),
        late=sum(overdue(one, today) > NORMS.grace_days for one in judged),
        days_late=middle(before + lately),
        days_late_before=middle(before),
        days_late_lately=middle(lately),
        term=middle(waits),
        dso=floor(
            Fraction(sum(one.owed.minor for one in still_open) * YEAR, income) + Fraction(1, 2)
        )
        if income > 0
        else None,
        trend=income / income_before - 1 if income_before > 0 and reaches_back else None,
    )


def hours(rows: Sequence[Hour], as_of: date) -> tuple[HoursMeasures, ...]:
    """Each client's hours."""
    found = []
    end = day_number(as_of)
    whole = sum(one.seconds for one in rows if 0 <= end - one.day < YEAR)
    for client in sorted({one.client for one in rows}):
        mine = [one for one in rows if one.client == client]
        seconds = unpaid = 0
        for one in mine:
            if not 0 <= end - one.day < YEAR:
                continue
            seconds += one.seconds
            given_away = (
                one.billable is False and not one.billed and any(each.billable for each in mine)
            )
            never_billed = (
                one.billed is False
                and any(each.billed for each in mine)
                and end - one.day > NORMS.unbilled_after_days
            )
            if given_away or never_billed:
                unpaid += one.seconds
        found.append(HoursMeasures(client, seconds, unpaid, seconds / whole if whole else 0.0))
    return tuple(found)


def messages(rows: Sequence[Said], as_of: date) -> tuple[MessageMeasures, ...]:
    """Each client's messages."""
    found = []
    end = day_number(as_of)
    for client in sorted({one.client for one in rows}):
        year = [one for one in rows if one.client == client and 0 <= end - one.day < YEAR]
        came = [one for one in year if one.incoming]
        days = max(end - min(one.day for one in year) + 1, 7) if year else 7
        found.append(
            MessageMeasures(
                client=client,
                incoming=len(came),
                outgoing=len(year) - len(came),
                outside=sum(one.outside for one in came),
                characters=sum(one.length for one in came),
                per_week=len(came) * 7 / days,
            )
        )
    return tuple(found)


def months(
    invoices: Sequence[Invoice],
    work: Sequence[Hour],
    said: Sequence[Said],
    today: date,
    as_of: date,
) -> tuple[MonthMeasures, ...]:
    """Each client in each month of two years."""
    first = as_of.year * 12 + as_of.month - 1 - 23

    def month(day: date) -> int | None:
        number = day.year * 12 + day.month - 1 - first
        return number if 0 <= number < 24 else None

    income: dict[tuple[str, int | None], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    seconds: dict[tuple[str, int | None], int] = defaultdict(int)
    came: dict[tuple[str, int | None], list[Said]] = defaultdict(list)
    late: dict[tuple[str, int | None], list[int]] = defaultdict(list)
    for one in invoices:
        income[one.client, month(one.issued)][one.total.currency] += adds(one)
        if speaks(one) and one.due and one.due <= today:
            late[one.client, month(one.due)].append(overdue(one, today))
    for stretch in work:
        seconds[stretch.client, month(day_of(stretch.day))] += stretch.seconds
    for message in said:
        if message.incoming:
            came[message.client, month(day_of(message.day))].append(message)
    found = []
    for client in sorted({one.client for one in (*invoices, *work, *said)}):
        for number in range(24):
            at, whole = (client, number), first + number
            sums = {code: minor for code, minor in income[at].items() if minor}
            one_month = MonthMeasures(
                client=client,
                month=date(whole // 12, whole % 12 + 1, 1),
                income=tuple(sorted(sums.items())),
                seconds=seconds[at],
                incoming=len(came[at]),
                outside=sum(each.outside for each in came[at]),
                due=len(late[at]),
                days_late=middle(late[at]),
            )
            if sums or seconds[at] or came[at] or late[at]:
                found.append(one_month)
    return tuple(found)
