"""Invented portfolios of any size, kept in a workbook as an import would keep them."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from talking import SIGNS

from clientfit.core.model import FREQUENCIES, Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.records.activity import Direction, Message, TimeEntry
from clientfit.files.store import Workbook

NAMES = (
    "Anna Bakery",
    "Brightwater Studio",
    "Copper & Pine",
    "Delta Print",
    "Elm Street Dental",
    "Fjord Travel",
    "Gallery Nine",
    "Harbour Books",
    "Invented Mills",
)


def fill(workbook: Workbook, clients: int, today: date, *, currency: str = "EUR") -> list[str]:
    """Keep so many clients with two years of invoices, hours and messages; give their ids.

    The first is heavy, large and late; the others get lighter. Every fourth has no answers.
    """
    draw = random.Random(clients)  # noqa: S311
    ids = []
    for at in range(clients):
        name = NAMES[at] if at < len(NAMES) else f"Client {at + 1:03}"
        id_ = workbook.add_client(name).id
        ids.append(id_)
        weight = 1 - at / max(clients, 2)
        _records(workbook, _Client(at, name, weight, 0.35 + draw.random(), today, currency, draw))
        if at % 4 != 3:
            for sign in SIGNS:
                level = round(min(max(draw.gauss(3.2 * weight**1.5, 0.7), 0), 4))
                # What reads end at once is kept for the first one.
                top = 1 if at and sign in ("abuse", "non_payment") else 4
                workbook.answer(id_, sign, FREQUENCIES[min(level, top)])
    return ids


@dataclass(frozen=True)
class _Client:
    """One invented client: ``weight`` 1 is the heaviest, ``share`` how much work there is."""

    at: int
    name: str
    weight: float
    share: float
    today: date
    currency: str
    draw: random.Random


def _records(workbook: Workbook, one: _Client) -> None:
    invoices, work, messages = [], [], []
    for month in range(24):
        issued = one.today - timedelta(days=30 * (24 - month) - one.at % 9)
        if one.draw.random() < 0.75:
            invoices.append(_invoice(one, f"{one.at}-{month}", issued))
        work += _work(one, month, issued)
        messages += _messages(one, month, issued)
    workbook.save_invoices(invoices, source_file="invented.csv")
    workbook.save_hours(work, source_file="invented.csv")
    workbook.save_messages(messages, source_file="invented.mbox")


def _work(one: _Client, month: int, issued: date) -> list[TimeEntry]:
    days = [issued + timedelta(days=3 * n) for n in range(round(3 + 5 * one.weight))]
    return [
        TimeEntry(
            one.name,
            f"{one.at}-{month}-{n}",
            day,
            round(3600 * (0.5 + 3 * one.share * one.draw.random() + one.weight)),
            billable=one.draw.random() > 0.25 * one.weight,
            billed=True,
        )
        for n, day in enumerate(days)
        if day < one.today
    ]


def _messages(one: _Client, month: int, issued: date) -> list[Message]:
    begin = datetime(issued.year, issued.month, issued.day, tzinfo=UTC)
    hours = (9, 11, 14, 16, 22 if one.weight > 0.5 else 10)
    return [
        Message(
            one.name,
            f"{one.at}-{month}-{n}",
            begin + timedelta(days=2 * n, hours=one.draw.choice(hours)),
            Direction.IN if n % 3 else Direction.OUT,
            one.draw.randint(40, 900),
        )
        for n in range(round(1 + 9 * one.weight))
    ]


def _invoice(one: _Client, number: str, issued: date) -> Invoice:
    due = issued + timedelta(days=30)
    settled = due + timedelta(days=max(round(one.draw.gauss(38 * one.weight - 8, 7)), -5))
    paid = settled < one.today
    total = Money(round(180_000 * one.share * one.draw.uniform(0.5, 1.5)), one.currency)
    return Invoice(
        client=one.name,
        number=number,
        issued=issued,
        due=due,
        settled=settled if paid else None,
        total=total,
        owed=Money(0 if paid else total.minor, one.currency),
        state=InvoiceState.PAID if paid else InvoiceState.OPEN,
    )
