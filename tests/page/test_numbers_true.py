"""What the dashboard says is true of who does not pay, of other currencies, and of little data."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from portfolios import fill
from talking import TODAY, Talk, every, talk

from clientfit.app.place import Step
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.records.activity import Direction, Message, TimeEntry
from clientfit.files.store import Workbook


def _bill(
    client: str,
    minor: int,
    *,
    late: int = 0,
    paid: bool = False,
    disputed: bool = False,
    currency: str = "GBP",
    ago: int | None = None,
) -> Invoice:
    """An invoice that fell due ``ago`` days ago: paid ``late`` days after, or open for so long."""
    due = TODAY - timedelta(days=late if ago is None else ago)
    return Invoice(
        client=client,
        number=f"{client} {due} {minor} {currency} {paid}",
        issued=due - timedelta(days=30),
        due=due,
        settled=due + timedelta(days=late) if paid else None,
        total=Money(minor, currency),
        owed=Money(0 if paid else minor, currency),
        state=InvoiceState.PAID if paid else InvoiceState.OPEN,
        disputed=disputed,
    )


QUARREL = (
    _bill("Quarrel Co", 50_000, late=194, disputed=True),
    _bill("Quarrel Co", 30_000, late=133),
    _bill("Quarrel Co", 30_000, ago=220, paid=True),
)
HAZEL = (_bill("Hazel Press", 45_000, late=144),)
GOOD = tuple(_bill("Acme Ltd", 100_000, ago=30 * month, paid=True) for month in range(1, 7))


def _page(*bills: Sequence[Invoice], work: Sequence[TimeEntry] = ()) -> Talk:
    workbook = Workbook.in_memory()
    workbook.save_invoices([one for each in bills for one in each], source_file="x.csv")
    workbook.save_hours(work, source_file="x.csv")
    for name in workbook.record_names():
        workbook.add_client(name.name)
    return talk(workbook, (Step.ALL,))


def _id(page: Talk, name: str) -> str:
    return next(one.id for one in page.session.workbook.clients() if one.name == name)


def _profile(page: Talk, name: str) -> Any:
    return page.done("profile", client=_id(page, name))["profile"]["chart"]


def _sections(page: Talk) -> dict[str, Any]:
    numbers = page.page.body["numbers"]
    assert isinstance(numbers, dict)
    return {one["id"]: one["chart"] for one in numbers["sections"]}


def _cells(page: Talk, name: str) -> dict[str, Any]:
    rows: Any = page.page.body["rows"]
    return {key: cell["text"] for key, cell in _row(rows, name)["cells"].items()}


def _row(rows: Any, name: str) -> Any:
    return next(one for one in rows if one["cells"]["name"]["text"] == name)


# Who does not pay


def test_of_who_owes_for_long_it_is_said_what_came_in_and_what_is_open() -> None:
    page = _page(QUARREL, GOOD)
    assert _profile(page, "Quarrel Co")["title"] == (
        "Quarrel Co has paid £300 of £1,100 billed in the last year; £800 is open, the oldest of "
        "it overdue for 194 days."
    )
    assert _cells(page, "Quarrel Co")["late"] == "open for 194 days"


def test_of_who_never_paid_it_is_said_for_how_long() -> None:
    page = _page(HAZEL, GOOD)
    assert _sections(page)["lanes"]["title"] == (
        "1 of 2 clients pays on time as a rule. Hazel Press has not paid for 144 days."
    )
    assert _cells(page, "Hazel Press")["late"] == "not paid for 144 days"


@pytest.mark.parametrize("bills", [QUARREL, HAZEL, (_bill("Moss", 9, late=100, disputed=True),)])
def test_on_time_is_never_said_of_who_leaves_invoices_open(bills: Sequence[Invoice]) -> None:
    page = _page(bills)
    told = json.dumps([_profile(page, bills[0].client)["title"], _sections(page)])
    assert "on time as a rule" not in told
    assert not re.search(r"\b0 days", told)


def test_who_left_most_of_the_year_unpaid_does_not_pay_on_time() -> None:
    page = _page([_bill("Moss", 10_000, ago=60, paid=True), _bill("Moss", 50_000, late=20)])
    assert "pays on time" not in _profile(page, "Moss")["title"]
    assert _cells(page, "Moss")["late"] == "open for 20 days"


def test_an_hour_of_who_does_not_pay_is_worth_what_came_in() -> None:
    days = [TODAY - timedelta(days=10 * at) for at in range(6, 26)]
    work = [TimeEntry(name, f"{name}{day}", day, 3600) for name in ("Quarrel Co", "Acme Ltd")
            for day in days]  # fmt: skip
    page = _page(QUARREL, GOOD, work=work)
    rates = {one.name: one.rate.effective for one in page.session.portfolio.rated if one.rate}
    assert rates["Acme Ltd"] == 600_000 // 20
    assert rates["Quarrel Co"] == 30_000 // 20
    assert any("both hours and invoices" in line for line in _sections(page)["hour"]["lines"])


def test_billed_is_explained_and_what_was_paid_of_it_stands_beside() -> None:
    page = _page(QUARREL, GOOD)
    chart = _sections(page)["map"]
    assert chart["table"]["columns"][3:5] == ["Billed in a year", "Of it paid"]
    cells = {row["cells"][0]: row["cells"][3:5] for row in chart["table"]["rows"]}
    assert cells["Quarrel Co"] == ["£1,100.00", "£300.00"]
    assert any("paid or not" in line for line in chart["lines"])


# Several currencies


EUROS = tuple(_bill(f"Euro {at}", 10_000 * at, ago=40, paid=True, currency="EUR")
              for at in range(1, 7))  # fmt: skip
DOLLARS = (_bill("Dollar", 900_000, ago=40, paid=True, currency="USD"),
           _bill("Cents", 100, ago=40, paid=True, currency="USD"))  # fmt: skip


def test_among_currencies_only_the_clients_billed_in_this_one_are_shown() -> None:
    page = _page(EUROS, DOLLARS)
    page.done("currency", currency="USD")
    chart = _sections(page)["map"]
    assert {row["cells"][0] for row in chart["table"]["rows"]} == {"Dollar", "Cents"}
    assert any(line.startswith("6 clients without invoices in USD") for line in chart["lines"])


def test_nothing_hangs_on_a_client_in_a_currency_beside_the_usual_one() -> None:
    page = _page(EUROS, DOLLARS)
    page.done("currency", currency="USD")
    assert page.page.body["numbers"]["warning"] == ""


def test_a_share_among_currencies_says_of_which_it_is() -> None:
    page = _page(EUROS, DOLLARS)
    assert _profile(page, "Euro 6")["title"].startswith(
        "Euro 6 was billed €600 in the last year, 29% of what you billed in EUR"
    )


def test_shares_of_income_are_not_set_beside_hours_of_another_currency() -> None:
    both = [_bill("Euro 1", 5_000, ago=40, paid=True, currency="USD"),
            _bill("More", 5_000, ago=40, paid=True, currency="USD")]  # fmt: skip
    work = [
        TimeEntry(f"Euro {at}", f"{at}", TODAY - timedelta(days=30), 3600) for at in range(1, 7)
    ]
    work += [
        TimeEntry(name, name, TODAY - timedelta(days=30), 3600) for name in ("Dollar", "Cents")
    ]
    page = _page(EUROS, DOLLARS, both, work=work)
    page.done("currency", currency="USD")
    few = _sections(page)["few"]
    assert few["title"].startswith("1 of 4 clients takes")
    assert "billed" not in few["title"]


def test_a_file_without_a_currency_says_so_everywhere() -> None:
    page = _page([_bill("Moss", 30_000, late=40, currency="XXX")], EUROS)
    numbers: Any = page.page.body["numbers"]
    assert {"code": "XXX", "name": "no currency named"} in numbers["currency"]["all"]
    cards: Any = page.page.body["week"]
    assert any("300.00 (no currency named) is overdue" in one["text"] for one in cards["cards"])
    page.done("currency", currency="XXX")
    assert "a currency that is not named" in _profile(page, "Moss")["table"]["columns"][1]
    assert "names no currency" in page.page.body["numbers"]["unnamed"]


# The cards


def _cards(page: Talk) -> dict[str, Any]:
    page.done("go", step="all")
    return {one["id"]: one for one in page.page.body["week"]["cards"]}


def test_a_card_names_all_that_is_overdue_and_since_when() -> None:
    page = _page(QUARREL)
    text = _cards(page)["remind"]["text"]
    oldest = QUARREL[0].due
    assert oldest is not None
    assert "£800.00 (£500.00 of it in dispute) is overdue" in text
    assert page.session.t.day(oldest) in text


def test_where_safety_comes_first_no_card_asks_for_a_reminder() -> None:
    page = _page(HAZEL)
    page.done("go", step="signs", client=_id(page, "Hazel Press"))
    page.answer(**every("never") | {"abuse": "often"})
    cards = _cards(page)
    assert "remind" not in cards
    assert {"safety", "claim"} & set(cards)


def test_an_invented_client_is_marked_on_a_card_among_ones_own() -> None:
    page = talk(steps=(Step.ALL,))
    page.done("sample")
    alone = [one["invented"] for one in _cards(page).values()]
    page.session.workbook.add_client("My own")
    page.session.records_changed()
    assert alone == [""] * len(alone)
    assert {one["invented"] for one in _cards(page).values()} == {"invented"}


# When each client pays


def _lane(page: Talk, name: str) -> list[str]:
    """What is said of each invoice on a client's lane."""
    figure = page.done("figure", chart="lanes")["figure"]
    words = {said for trace in figure["data"] for said in trace["hovertext"]}
    return [said for said in words if name in said]


def _fell_due(page: Talk, name: str) -> str:
    """How many invoices the table beside the lanes counts for a client."""
    rows = _sections(page)["lanes"]["table"]["rows"]
    return str(next(row["cells"][1] for row in rows if row["cells"][0] == name))


def test_the_lanes_show_the_invoices_that_the_table_beside_them_counts() -> None:
    moss = [_bill("Moss", 1_000 + at, ago=30 * at, late=20, paid=True) for at in range(1, 20)]
    odd = [
        _bill("Moss", 2_000, late=15, disputed=True),
        replace(_bill("Moss", 3_000, ago=50, paid=True), settled=None),
        _bill("Moss", 4_000, ago=-10),
        replace(_bill("Moss", 5_000, ago=50), state=InvoiceState.WRITTEN_OFF),
    ]
    page = _page(moss, odd, GOOD)
    assert len(_lane(page, "Moss")) == int(_fell_due(page, "Moss")) == 12


def test_an_old_export_has_its_lanes_whatever_else_is_recorded_today() -> None:
    old = [_bill("Moss", 1_000 + at, ago=900 + 30 * at, paid=True) for at in range(4)]
    page = _page(old, work=[TimeEntry("Moss", "today", TODAY, 3600)])
    assert len(_lane(page, "Moss")) == int(_fell_due(page, "Moss")) == 4


# Little data


def test_who_was_only_credited_was_billed_nothing() -> None:
    bill = replace(_bill("Moss", 5_000, ago=9, paid=True), state=InvoiceState.CREDIT)
    title = _profile(_page([bill]), "Moss")["title"]
    assert title == "What your records hold about Moss, month by month."


def test_a_few_messages_give_no_share_outside_the_hours() -> None:
    workbook = Workbook.in_memory()
    begin = datetime(2026, 11, 1, 22, tzinfo=UTC)
    said = [Message("Moss", f"{at}", begin + timedelta(days=at), Direction.IN, 40)
            for at in range(16)]  # fmt: skip
    workbook.save_messages(said, source_file="x.mbox")
    workbook.add_client("Moss")
    (line,) = _profile(talk(workbook, (Step.ALL,)), "Moss")["lines"]
    assert line.startswith("16 messages from them in the year up to 16 November 2026: too few")


def test_who_takes_most_is_not_asked_of_arrears_alone() -> None:
    assert "few" not in _sections(_page(QUARREL, HAZEL, GOOD))


def test_hours_before_the_first_invoice_do_not_make_an_hour_cheap() -> None:
    bill = _bill("Moss", 80_000, ago=0, paid=True)
    days = [date(2026, 3, 1) + timedelta(days=at) for at in range(200)]
    work = [TimeEntry("Moss", f"{day}", day, 3600) for day in days]
    work.append(TimeEntry("Moss", "last", bill.issued, 4 * 3600))
    (one,) = _page([bill], work=work).session.portfolio.rated
    assert one.rate is not None
    assert one.rate.effective == 20_000


def test_the_days_late_of_the_profile_say_that_they_are_of_all_invoices() -> None:
    page = _page([_bill("Moss", 9_000, ago=40 * at, late=10, paid=True) for at in range(1, 5)])
    assert _profile(page, "Moss")["title"].endswith(
        "Over all invoices, late or not, they pay 10 days late in the median."
    )


def test_a_filled_portfolio_says_nothing_wrong_of_who_owes() -> None:
    workbook = Workbook.in_memory()
    fill(workbook, 40, TODAY)
    page = talk(workbook, (Step.ALL,))
    for one in page.session.portfolio.paying:
        assert not (one.owing and one.punctual)
        title = _profile(page, one.name)["title"]
        assert ("on time" in title) <= (not one.owing)
