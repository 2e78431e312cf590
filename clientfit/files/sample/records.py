"""The records of the invented freelancer, made so that they always end with last week.

Everything counts back in whole weeks from the Monday of this week. So the sample never grows old,
is the same on every machine, and says the same on every day of a week.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from clientfit.core.model import SAMPLE_SOURCE, Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.records.activity import Direction, Message, TimeEntry
from clientfit.text.content.sample import Freelancer, SampleClient

YEAR_WEEKS = 52
WORKDAYS = 5
REWORK = "rework"
_QUARTER = 15 * 60  # hours are noted in quarters
_CREDIT_PERCENT = 40
_DAY_HOURS = (9, 18)
_NIGHT_HOURS = (20, 26)  # until two in the morning
_WEEKEND_HOURS = (10, 21)
_LENGTHS = (18, 420)  # characters of a message


@dataclass(frozen=True, slots=True)
class SampleRecords:
    """All records of the freelancer, the oldest first."""

    invoices: tuple[Invoice, ...]
    hours: tuple[TimeEntry, ...]
    messages: tuple[Message, ...]


def sample_records(who: Freelancer, today: date) -> SampleRecords:
    """The records as they would stand today."""
    monday = today - timedelta(days=today.weekday())
    invoices = [invoice for client in who.clients for invoice in _invoices(client, monday)]
    hours = [entry for client in who.clients for entry in _hours(client, monday)]
    messages = [message for client in who.clients for message in _messages(client, monday)]
    return SampleRecords(
        tuple(_numbered(sorted(invoices, key=lambda invoice: invoice.issued))),
        tuple(sorted(_spread(hours), key=lambda entry: entry.day)),
        tuple(sorted(messages, key=lambda message: message.at)),
    )


class _Dice:
    """Chance that falls the same way on every machine: only ``random()`` promises to."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)  # noqa: S311 - no secret hangs on it

    def between(self, low: int, high: int) -> int:
        """A whole number from low up to, and not including, high."""
        return low + int(self._random.random() * (high - low))


def turn(nth: int, percent: int) -> bool:
    """Whether the ``nth`` of many, counted from 0, is among those percent: spread evenly."""
    return (nth + 1) * percent // 100 > nth * percent // 100


def _share(week: int, month: int) -> int:
    """How many of ``month`` a month fall into the ``week``-th week, so that a year has twelve."""
    return (week + 1) * month * 12 // YEAR_WEEKS - week * month * 12 // YEAR_WEEKS


def _workday(day: date) -> date:
    """The day itself, or the Monday after a weekend: banks book on working days."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= WORKDAYS else day


# Invoices


def _invoices(client: SampleClient, monday: date) -> Iterator[Invoice]:
    habit, dice = client.invoices, _Dice(f"{client.id} invoices")
    for nth in range(habit.count):
        week = habit.newest + nth * habit.every // 7
        issued = monday - timedelta(weeks=week) + timedelta(days=dice.between(0, WORKDAYS))
        paid = habit.paid if week < YEAR_WEEKS else habit.paid_before
        units = habit.sums[nth % len(habit.sums)]
        total = Money.of_units(units, client.currency)
        settled = _workday(issued + timedelta(days=paid[nth % len(paid)]))
        yield _standing(
            Invoice(
                client=client.name,
                number="",
                issued=issued,
                due=issued + timedelta(days=habit.term),
                settled=settled,
                total=total,
                owed=replace(total, minor=0),
                state=InvoiceState.PAID,
                source=SAMPLE_SOURCE,
            ),
            client,
            nth + 1,
            monday,
        )
        if nth + 1 in habit.credited:
            yield _credit(client, _workday(issued + timedelta(weeks=1)), total)


def _standing(paid: Invoice, client: SampleClient, back: int, monday: date) -> Invoice:
    """The invoice as it stands: paid unless it is one of the odd ones, or its day is to come."""
    habit, none = client.invoices, replace(paid.total, minor=0)
    if back in habit.written_off:
        return replace(paid, settled=None, state=InvoiceState.WRITTEN_OFF)
    stays_open = back in habit.unpaid + habit.disputed + habit.part_paid
    if not stays_open and paid.settled and paid.settled < monday:
        return paid
    part = replace(none, minor=paid.total.minor // 2)
    return replace(
        paid,
        settled=None,
        state=InvoiceState.OPEN,
        owed=part if back in habit.part_paid else paid.total,
        disputed=back in habit.disputed,
    )


def _credit(client: SampleClient, issued: date, of: Money) -> Invoice:
    return Invoice(
        client=client.name,
        number="",
        issued=issued,
        due=None,
        settled=None,
        total=replace(of, minor=-of.minor * _CREDIT_PERCENT // 100),
        owed=replace(of, minor=0),
        state=InvoiceState.CREDIT,
        source=SAMPLE_SOURCE,
    )


def _numbered(invoices: Sequence[Invoice]) -> Iterator[Invoice]:
    """Number them year by year in the order of issue, as one freelancer would."""
    years: Counter[int] = Counter()
    for invoice in invoices:
        years[invoice.issued.year] += 1
        yield replace(invoice, number=f"{invoice.issued.year}-{years[invoice.issued.year]:03}")


# Hours


def _hours(client: SampleClient, monday: date) -> Iterator[TimeEntry]:
    """What is worked for a client in each week, dated with its Monday."""
    habit, dice = client.hours, _Dice(f"{client.id} hours")
    billed_until = monday - timedelta(weeks=client.invoices.newest)
    nth = 0
    for week in range(client.weeks, 0, -1):
        left = _share(client.weeks - week, 4 * habit.month)  # in quarters of an hour
        while left > 0:
            quarters = min(left, dice.between(2, 4 * habit.longest + 1))
            left -= quarters
            day = monday - timedelta(weeks=week)
            billable = not turn(nth, habit.unpaid)
            yield TimeEntry(
                client=client.name,
                key=f"{client.id}-{nth}",
                day=day,
                seconds=quarters * _QUARTER,
                billable=billable,
                billed=billable and day < billed_until,
                project=client.name,
                task=habit.tasks[dice.between(0, len(habit.tasks))],
                tags=(REWORK,) if turn(nth, habit.rework) else (),
                source=SAMPLE_SOURCE,
            )
            nth += 1


def _spread(hours: Sequence[TimeEntry]) -> Iterator[TimeEntry]:
    """Put each entry on the workday of its week that is emptiest until then, so that none is too
    long for one person."""
    worked: Counter[date] = Counter()
    for nth, one in enumerate(hours):
        week = [one.day + timedelta(days=(nth + day) % WORKDAYS) for day in range(WORKDAYS)]
        day = min(week, key=lambda day: worked[day])
        worked[day] += one.seconds
        yield replace(one, day=day)


# Messages


def _messages(client: SampleClient, monday: date) -> Iterator[Message]:
    habit, dice = client.messages, _Dice(f"{client.id} messages")
    nth = 0
    for week in range(client.weeks, 0, -1):
        start = monday - timedelta(weeks=week)
        for _ in range(_share(client.weeks - week, habit.month)):
            came = _coming(client, start, nth, dice)
            yield _message(client, f"{nth}", came, Direction.IN, dice)
            answered = _reply(came, dice)
            if turn(nth, habit.replies) and answered.date() < monday:
                yield _message(client, f"{nth}-re", answered, Direction.OUT, dice)
            nth += 1


def _coming(client: SampleClient, start: date, nth: int, dice: _Dice) -> datetime:
    if turn(nth, client.messages.weekend):
        return _at(start + timedelta(days=dice.between(WORKDAYS, 7)), _WEEKEND_HOURS, dice)
    on_workdays = nth - nth * client.messages.weekend // 100  # so many until now
    night = turn(on_workdays, client.messages.night)
    # Not on a Friday night, which would end on a Saturday and count as weekend too.
    days = WORKDAYS - 1 if night else WORKDAYS
    hours = _NIGHT_HOURS if night else _DAY_HOURS
    return _at(start + timedelta(days=dice.between(0, days)), hours, dice)


def _reply(came: datetime, dice: _Dice) -> datetime:
    """The freelancer answers within her hours: at once, or on the next working day."""
    opens, closes = _DAY_HOURS
    same_day = came.weekday() < WORKDAYS and opens <= came.hour < closes - 1
    if same_day:
        return came + timedelta(minutes=dice.between(4, 55))
    next_day = came.date() if came.hour < opens else came.date() + timedelta(days=1)
    return _at(_workday(next_day), (opens, opens + 2), dice)


def _message(client: SampleClient, key: str, at: datetime, way: Direction, dice: _Dice) -> Message:
    return Message(
        client=client.name,
        key=f"{client.id}-{key}",
        at=at,
        direction=way,
        length=dice.between(*_LENGTHS),
        thread=client.id,
        source=SAMPLE_SOURCE,
    )


def _at(day: date, hours: tuple[int, int], dice: _Dice) -> datetime:
    """A moment of that day by the clock on the wall, so that night is night in every zone."""
    minutes = dice.between(hours[0] * 60, hours[1] * 60)
    return datetime.combine(day, time()) + timedelta(minutes=minutes)
