"""An invented list of invoices of any length: twelve columns, five hundred clients."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

HEADER = (
    "Invoice number,Client,Invoice date,Due date,Paid date,Total,Amount due,Currency,Status,"
    "Project,Contact,Description"
)
CLIENTS = 500
FIRST, DAYS = date(2022, 1, 1), 1400
#: About so many bytes a row has.
ROW_BYTES = 142


def write_list(path: Path, rows: int) -> Path:
    """Write so many invoices, the same ones each time. One in ten is still open."""
    dice = random.Random(1)  # noqa: S311
    forms = ("Ltd", "B.V.", "GmbH", "Studio")
    clients = [f"Client {n} {dice.choice(forms)}" for n in range(CLIENTS)]
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"{HEADER}\n")
        for n in range(rows):
            issued = FIRST + timedelta(days=dice.randrange(DAYS))
            total = dice.randrange(5_000, 900_000)
            amount = f"{total // 100}.{total % 100:02}"
            paid = issued + timedelta(days=dice.randrange(10, 60)) if dice.random() < 0.9 else None
            file.write(
                f"INV-{n:07},{dice.choice(clients)},{issued},{issued + timedelta(days=30)},"
                f"{paid or ''},{amount},{'0.00' if paid else amount},EUR,"
                f"{'Paid' if paid else 'Open'},Project {n % 97},person{n % 1000}@example.org,"
                f"Work on the shop no {n}\n"
            )
    return path
