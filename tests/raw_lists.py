"""Raw lists of receivables, invented and real, and what SQL computes from them."""

from __future__ import annotations

import csv
import io
import random
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
from real_files import RECEIVABLES
from talking import COLUMNS

SQL = Path(__file__).with_name("numbers.sql").read_text("utf-8")
#: Customer, days from the first day of all to issue, term, days to payment, cents, disputed.
Line = tuple[str, int, int, int | None, int, bool]
FIRST = date(2024, 1, 13)  # from here on a month can't be taken for a day in every row


def _day(day: date | None) -> str:
    return f"{day.month}/{day.day}/{day.year}" if day else ""


def _amount(cents: int) -> str:
    text = f"{abs(cents) / 100:,.2f}"
    return f"({text})" if cents < 0 else text


def receivables_text(lines: list[Line]) -> str:
    """A list in the format of the receivables file, with all that such a list may hold."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS.split(","))
    anchor: Line = ("0000-ANCHR", 0, 15, 14, 100_00, False)
    for number, (client, after, term, paid, cents, disputed) in enumerate([anchor, *lines]):
        issued = FIRST + timedelta(days=after)
        settled = None if paid is None else issued + timedelta(days=paid)
        days = (_day(issued), _day(issued + timedelta(days=term)))
        told = ("Yes" if disputed else "No", _day(settled), "Paper", "", "")
        writer.writerow([391, client, "", f"{number:010}", *days, _amount(cents), *told])
    return out.getvalue()


def invented() -> str:
    """Twenty customers over two and a half years, always the same."""
    dice = random.Random(4)  # noqa: S311 - no secret hangs on it
    names = [f"{n:04}-{name}" for n, name in enumerate(["OAKEN", "ELMER", "BIRCH", "ASHEN"] * 5)]
    return receivables_text(
        [
            (
                dice.choice(names),
                dice.randrange(900),
                dice.choice([14, 30, 30, 45]),
                dice.choice([None, *range(5, 95)]),
                dice.choice([-1, *[1] * 12]) * dice.randrange(900, 250_000),
                dice.random() < 0.1,
            )
            for _ in range(1500)
        ]
    )


def as_of(text: str, day: date) -> str:
    """The list as it would have been exported on a day: what came later is not in it yet."""
    out = io.StringIO()
    rows = list(csv.DictReader(io.StringIO(text)))
    writer = csv.DictWriter(out, COLUMNS.split(","))
    writer.writeheader()
    for row in rows:
        issued, settled = (
            datetime.strptime(row[name], "%m/%d/%Y").date() if row[name] else None  # noqa: DTZ007
            for name in ("InvoiceDate", "SettledDate")
        )
        if issued and issued <= day:
            writer.writerow(
                row | {"SettledDate": row["SettledDate"] if settled and settled <= day else ""}
            )
    return out.getvalue()


def issue_days(text: str) -> list[date]:
    """All days of issue, in order."""
    rows = csv.DictReader(io.StringIO(text))
    return sorted(
        datetime.strptime(row["InvoiceDate"], "%m/%d/%Y").date()  # noqa: DTZ007
        for row in rows
    )


def by_sql(text: str, today: date, folder: Path) -> list[dict[str, Any]]:
    """What SQL computes from a raw list: one row a customer, in order of their names."""
    file = folder / "raw.csv"
    file.write_text(text, "utf-8")
    with duckdb.connect() as sql:
        found = sql.execute(SQL, {"file": str(file), "today": today})
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _raw() -> dict[str, str]:
    """The invented list, and the real one where it is there."""
    found = {path.stem: path.read_text("utf-8") for path in RECEIVABLES.files()}
    return {"invented": invented(), **found}


#: Raw lists by name, as they lie on the disk of whoever exported them.
RAW = _raw()
