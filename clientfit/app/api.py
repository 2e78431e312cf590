"""A workbook as plain pandas tables, for whoever would rather look for themselves."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from clientfit.app.measures import measured
from clientfit.app.portfolio import ClientRow, Measured, join
from clientfit.app.session import Session
from clientfit.app.settings import Settings
from clientfit.core.currencies import UNSTATED
from clientfit.core.money import Money
from clientfit.files.frames import Frames, frames
from clientfit.files.sample import sample_document
from clientfit.files.store import Workbook, default_path
from clientfit.text.i18n import translator

if TYPE_CHECKING:
    from pandas import DataFrame


def workbook(path: str | Path | None = None) -> Workbook:
    """Open your workbook, or the one in a file. Raises ClientfitError where there is none."""
    return Workbook.open(Path(path) if path else default_path())


def sample(today: date | None = None) -> Workbook:
    """A workbook in memory with the invented freelancer, her nine clients and two years until
    today, or until the day that is given."""
    book = Workbook.in_memory()
    book.merge(sample_document(today or date.today()))  # noqa: DTZ011 - the person's own day
    return book


def tables(book: Workbook) -> Frames:
    """All records that are some client's: ``.invoices``, ``.hours`` and ``.messages``.

    ``client`` is the client's name; days are whole numbers since 1970-01-01 and sums whole minor
    units, as everything here computes with.
    """
    me = Settings(book)
    found = frames(book, me.is_outside, me.day_of)
    names = {client.id: client.name for client in book.clients()}
    named = (
        table.assign(client=table["client"].map(names))
        for table in (found.invoices, found.hours, found.messages)
    )
    return Frames(*named)


def portfolio(book: Workbook, today: date | None = None) -> DataFrame:
    """One row for each client and currency: how it reads, and what its records measure.

    Sums are in whole units of the currency, for looking at and drawing; shares are 0..1, and
    empty is what nothing is known of, and the strain past a red line. What is measured how:
    ``clientfit.core.portfolio``.
    """
    import pandas as pd

    day = today or date.today()  # noqa: DTZ011 - the person's own day
    session = Session(book, translator(), lambda: day)
    found = measured(book, Settings(book), day)
    return pd.DataFrame(_rows(session, found, day))


def _rows(session: Session, found: Measured, day: date) -> list[dict[str, object]]:
    def rows(currency: str | None) -> tuple[ClientRow, ...]:
        return join(session.dossiers, found, currency=currency, targets={}, today=day).rows

    codes = sorted({measures.currency for measures in found.money})
    paying = [_row(row, code) for code in codes for row in rows(code) if row.money]
    paid = {measures.client for measures in found.money}
    return paying + [_row(row, None) for row in rows(None) if row.id not in paid]


def _row(row: ClientRow, currency: str | None) -> dict[str, object]:
    money, hours, messages = row.money, row.hours, row.messages

    def units(minor: int) -> float:
        return float(Money(minor, currency or UNSTATED).units)

    return {
        "client": row.name,
        "reading": row.reading.value if row.reading else None,
        "strain": row.strain,
        "currency": currency,
        "income": units(money.income) if money else None,
        "income_share": money.income_share if money else None,
        "owed": units(money.owed) if money else None,
        "overdue": units(money.overdue) if money else None,
        "late_share": money.late_share if money else None,
        "days_late": money.days_late if money else None,
        "days_to_payment": money.term if money else None,
        "hours": row.worked,
        "unpaid_share": hours.unpaid_seconds / hours.seconds if hours and hours.seconds else None,
        "hour_brings": units(row.rate.effective) if row.rate else None,
        "messages_a_week": messages.per_week if messages else None,
        "outside_share": messages.outside_share if messages else None,
    }
