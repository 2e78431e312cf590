"""The invented freelancer's records as the files that programs would export of them."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.records.activity import Direction, Message, TimeEntry

ME = "Mara Lindvall"
MY_ADDRESS = "mara@lindvall.example"
_LETTERS = "lorem ipsum dolor sit amet "


def address(client: str) -> str:
    """The invented address of a client."""
    return f"office@{client.split(maxsplit=1)[0].lower()}.example"


def toggl_csv(work: Iterable[TimeEntry]) -> bytes:
    """Toggl's detailed report: entries of a day stand one after the other from nine on."""
    rows = []
    free: defaultdict[object, timedelta] = defaultdict(lambda: timedelta(hours=9))
    for one in work:
        start = datetime.combine(one.day, time()) + free[one.day]
        end = start + timedelta(seconds=one.seconds)
        free[one.day] += timedelta(seconds=one.seconds)
        rows.append(
            {
                "User": ME,
                "Email": MY_ADDRESS,
                "Client": one.client,
                "Project": one.project,
                "Task": one.task,
                "Description": "",
                "Billable": "Yes" if one.billable else "No",
                "Start date": f"{start:%Y-%m-%d}",
                "Start time": f"{start:%H:%M:%S}",
                "End date": f"{end:%Y-%m-%d}",
                "End time": f"{end:%H:%M:%S}",
                "Duration": f"{one.seconds // 3600:02}:{one.seconds // 60 % 60:02}:00",
                "Tags": ", ".join(one.tags),
                "Amount (EUR)": "",
            }
        )
    return _csv(rows)


def xero_csv(invoices: Iterable[Invoice]) -> bytes:
    """Xero's export of invoices, one line each. It knows of no dispute and nothing written off."""
    rows = []
    for one in invoices:
        credit = one.state is InvoiceState.CREDIT
        paid = Money(0 if credit else one.total.minor - one.owed.minor, one.total.currency)
        total = Money(abs(one.total.minor), one.total.currency)
        rows.append(
            {
                "ContactName": one.client,
                "InvoiceNumber": one.number,
                "InvoiceDate": f"{one.issued:%d/%m/%Y}",
                "DueDate": f"{one.due:%d/%m/%Y}" if one.due else "",
                "FullyPaidOnDate": f"{one.settled:%d/%m/%Y}" if one.settled else "",
                "Total": _amount(total),
                "InvoiceAmountPaid": _amount(paid),
                "InvoiceAmountDue": _amount(one.owed),
                "LineAmount": _amount(total),
                "Currency": one.total.currency,
                "Type": "Sales credit note" if credit else "Sales invoice",
                "Status": "Paid" if one.state is not InvoiceState.OPEN else "Awaiting Payment",
            }
        )
    return _csv(rows)


def mbox(messages: Iterable[Message]) -> bytes:
    """A mailbox; the clock on the wall is taken to be in UTC."""
    out = io.BytesIO()
    for number, one in enumerate(messages):
        mail = EmailMessage()
        there = f"{one.client} <{address(one.client)}>"
        here = f"{ME} <{MY_ADDRESS}>"
        came = one.direction is Direction.IN
        mail["From"], mail["To"] = (there, here) if came else (here, there)
        mail["Date"] = format_datetime(one.at.replace(tzinfo=UTC))
        mail["Subject"] = "Our work"
        mail["Message-ID"] = f"<{number}@lindvall.example>"
        mail.set_content(_words(one.length))
        out.write(b"From mara@lindvall.example Thu Jan  1 00:00:00 2026\n")
        out.write(mail.as_bytes() + b"\n")
    return out.getvalue()


def whatsapp(messages: Sequence[Message]) -> bytes:
    """A chat with one client, as a telephone exports it."""
    lines = [
        f"[{one.at:%d/%m/%Y, %H:%M:%S}] {one.client if one.direction is Direction.IN else ME}: "
        f"{_words(one.length)}"
        for one in messages
    ]
    return "\n".join([*lines, ""]).encode()


def _words(length: int) -> str:
    return (_LETTERS * (length // len(_LETTERS) + 1))[: length - 1] + "."


def _amount(money: Money) -> str:
    return f"{money.minor / 100:.2f}"


def _csv(rows: Sequence[dict[str, str]]) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()
