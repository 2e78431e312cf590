"""The invented freelancer's records, written as other programs export them, and read back."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest
from sample_files import ME, MY_ADDRESS, address, mbox, toggl_csv, whatsapp, xero_csv

from clientfit.app.api import sample
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.records.activity import Direction, Message, TimeEntry
from clientfit.files.importers import Choices, Imported, read_records
from clientfit.files.importers.messages import read_messages

SAMPLE = sample(date(2026, 11, 25))


def _whole(read: Imported, rows: int) -> None:
    assert read.needs is None
    assert (read.rows_read, read.rows_used, read.rows_unread) == (rows, rows, 0)
    assert read.left_out == ()
    assert read.doubts == ()


def test_her_invoices_come_back_from_xero() -> None:
    given = [one for one in SAMPLE.invoices() if one.state is not InvoiceState.WRITTEN_OFF]
    read = read_records(xero_csv(given), "invoices.csv")
    assert read.importer == "xero"
    _whole(read, len(given))

    def plain(one: Invoice) -> Invoice:
        # A credit takes away whichever sign it has; its due date is never asked for.
        total = replace(one.total, minor=abs(one.total.minor))
        return replace(one, total=total, due=one.due or one.issued, disputed=False, source="")

    assert Counter(map(plain, read.invoices)) == Counter(map(plain, given))


def test_her_hours_come_back_from_toggl() -> None:
    read = read_records(toggl_csv(SAMPLE.hours()), "report.csv")
    assert read.importer == "toggl"
    _whole(read, len(SAMPLE.hours()))

    def plain(one: TimeEntry) -> TimeEntry:
        return replace(one, key="", source="", billed=None)

    assert Counter(map(plain, read.work)) == Counter(map(plain, SAMPLE.hours()))
    assert len({one.key for one in read.work}) == len(SAMPLE.hours())


@pytest.mark.parametrize("name", ["Tarrowby Events", "Yarrowdene Museum"])
def test_her_chats_come_back_from_whatsapp(name: str) -> None:
    given = [one for one in SAMPLE.messages() if one.client == name]
    read = read_messages(whatsapp(given), "_chat.txt", Choices(me=frozenset({ME})))
    assert read.importer == "whatsapp"
    _whole(read, len(given))
    assert Counter(map(_when, read.messages)) == Counter(map(_when, given))
    assert {one.client for one in read.messages} == {name}


def test_her_mail_comes_back_from_a_mailbox() -> None:
    names = {"Fennimere Foods", "Studio Kestrel", "Wexbriar Architects"}
    given = [one for one in SAMPLE.messages() if one.client in names]
    read = read_messages(mbox(given), "all.mbox", Choices(me=frozenset({MY_ADDRESS})))
    _whole(read, len(given))
    by_name = {address(name): name for name in names}
    found = Counter((by_name[one.client], _when(one)) for one in read.messages)
    assert found == Counter((one.client, _when(one)) for one in given)


def _when(one: Message) -> tuple[datetime, Direction, int]:
    return one.at.replace(tzinfo=None), one.direction, one.length
