"""Files of every kind through the page: read, asked about, or refused with the right sentence."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from real_files import DATA
from talking import Talk, receivables, talk

from clientfit.app.imports import Importing
from clientfit.files.importers.steps import SMALL

SAMPLES = Path(__file__).parents[1] / "files" / "samples"
FILES = sorted(
    path
    for folder in (SAMPLES, DATA)
    for path in folder.rglob("*")
    if path.suffix != ".toml" and path.name != "README.md" and path.is_file()
)
HOURS = (
    b"Client,Project,Start date,Start time,End date,End time,Duration,Billable,Description,User\n"
    b"Anna Bakery,Shop,2026-10-13,09:00:00,2026-10-13,11:30:00,02:30:00,Yes,x,Sam\n"
    b"Moss Ltd,Site,2026-10-14,09:00:00,2026-10-14,10:00:00,01:00:00,No,x,Sam\n"
)
CHAT = (
    b"13.10.2026, 21:10 - Anna Bakery: are you there?\n"
    b"13.10.2026, 21:12 - Sam: tomorrow\n"
    b"14.10.2026, 22:40 - Anna Bakery: and now?\n"
)
TABLE = (
    b"Who,Ref,Written,Pay by,Sum,Still open\n"
    b"Anna Bakery,A1,2026-09-01,2026-09-15,120.00,0.00\n"
    b"Moss Ltd,A2,2026-09-03,2026-09-17,80.50,80.50\n"
)
ME = {"from": "09:00", "to": "18:00", "days": ["0", "1"], "zone": "Europe/London", "country": ""}
COLUMNS = {"client": 0, "number": 1, "issued": 2, "due": 3, "total": 4, "owed": 5}


@pytest.fixture
def page() -> Talk:
    return talk()


def report(page: Talk) -> dict[str, Any]:
    body = page.page.body
    found: dict[str, Any] = body["import"]["report"]
    return found


def at_all_clients(page: Talk) -> Talk:
    page.done("go", step="all")
    return page


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_file_is_read_with_all_its_rows_accounted_for_or_refused_in_words(
    page: Talk, path: Path
) -> None:
    answer = at_all_clients(page).file(path.name, path.read_bytes())
    if "faults" in answer:
        (fault,) = answer["faults"]
        assert path.name in fault
        assert fault.endswith((".", "?", "”", "'"))
        return
    done = page.session.imported
    kept = page.session.workbook.record_names()
    if done.read.needs:
        assert (done.count, kept) == (None, ())
        assert report(page)["choice"]
        return
    left_out = sum(each.count for each in done.read.left_out)
    assert done.read.rows_read == done.read.rows_used + done.read.rows_unread + left_out
    assert done.count.added == sum(one.invoices + one.hours + one.messages for one in kept)
    assert bool(done.count.added) == bool(done.read.rows_used)
    assert report(page)["lines"]


def test_hours_come_in_and_name_clients(page: Talk) -> None:
    at_all_clients(page).file("toggl.csv", HOURS)
    assert "New: 2. Brought up to date: 0. Here already: 0." in report(page)["lines"]
    assert page.page.body["free"]["all"] == "Your records name 2 more: add them as clients"
    page.done("add_names")
    assert [one.seconds for one in page.session.workbook.hours()] == [9000, 3600]
    assert page.page.body["free"] is None


def test_a_chat_is_kept_only_once_it_is_known_who_is_who(page: Talk) -> None:
    page.done("add", name="Anna Bakery")
    at_all_clients(page).file("WhatsApp Chat with Anna Bakery.txt", CHAT)
    choice = report(page)["choice"]
    assert choice["kind"] == "me"
    assert [one["value"] for one in choice["authors"]] == ["Anna Bakery", "Sam"]
    assert page.session.workbook.messages() == ()
    page.done("about_file", me=["Sam"])
    assert report(page)["choice"] is None
    assert [one.direction.value for one in page.session.workbook.messages()] == ["in", "out", "in"]
    assert {one.text for one in page.session.workbook.messages()} == {""}


def test_who_the_person_is_holds_for_the_next_chat_too(page: Talk) -> None:
    at_all_clients(page).file("WhatsApp Chat with Anna Bakery.txt", CHAT)
    page.done("about_file", me=["Sam"])
    page.file("WhatsApp Chat with Moss.txt", CHAT.replace(b"Anna Bakery", b"Moss"))
    assert report(page)["choice"] is None
    assert len(page.session.workbook.messages()) == 6


def test_the_words_of_messages_are_kept_only_when_asked_for(page: Talk) -> None:
    page.done("myself", **ME, names=["Sam"], keep_text=True)
    at_all_clients(page).file("WhatsApp Chat with Anna Bakery.txt", CHAT)
    assert "tomorrow" in {one.text for one in page.session.workbook.messages()}


def test_who_only_ever_wrote_is_not_offered_as_a_client(page: Talk) -> None:
    page.done("myself", **ME, names=["Sam"])
    at_all_clients(page).file("WhatsApp Chat with Anna Bakery.txt", CHAT)
    assert page.page.body["free"] is None
    page.done("add_names")
    assert page.session.workbook.clients() == ()


def test_an_unknown_table_is_asked_about_with_guesses_and_then_read(page: Talk) -> None:
    at_all_clients(page).file("mine.csv", TABLE)
    choice = report(page)["choice"]
    assert choice["kind"] == "columns"
    assert choice["header"] == ["Who", "Ref", "Written", "Pay by", "Sum", "Still open"]
    assert choice["rows"][0][0] == "Anna Bakery"
    roles = {one["id"]: one for one in choice["subjects"][0]["roles"]}
    assert roles["client"]["needed"] == "needed"
    assert all(role in roles for role in COLUMNS)
    page.done("about_file", subject="invoices", columns=COLUMNS)
    assert {one.owed.minor for one in page.session.workbook.invoices()} == {0, 8050}


def test_the_next_table_with_the_same_columns_is_read_at_once(page: Talk) -> None:
    at_all_clients(page).file("mine.csv", TABLE)
    page.done("about_file", subject="invoices", columns=COLUMNS)
    page.file("later.csv", TABLE.replace(b"A2", b"A3"))
    assert report(page)["choice"] is None
    assert len(page.session.workbook.invoices()) == 3


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({**COLUMNS, "due": 0}, "One column is chosen for “Client” and “Due date”"),
        ({"client": 0}, "No column is chosen for “Number”"),
        ({"client": 0}, "None of these is chosen: “Date of payment”"),
        ({**COLUMNS, "due": 99}, "there is no column 99"),
    ],
)
def test_columns_that_do_not_fit_are_told_and_the_question_stays(
    page: Talk, columns: dict[str, int], said: str
) -> None:
    at_all_clients(page).file("mine.csv", TABLE)
    assert said in page.refused("about_file", subject="invoices", columns=columns)
    assert page.session.workbook.invoices() == ()
    page.done("about_file", subject="invoices", columns=COLUMNS)
    assert len(page.session.workbook.invoices()) == 2


def test_columns_that_are_no_numbers_are_refused(page: Talk) -> None:
    at_all_clients(page).file("mine.csv", TABLE)
    for columns in (None, {}, {"client": "0"}, {"client": True}, [0]):
        assert "no usable" in page.refused("about_file", subject="invoices", columns=columns)


def test_names_that_differ_a_little_are_proposed_and_joined_only_on_a_yes(page: Talk) -> None:
    for name in ("Anna Bakery Ltd", "Anna Bakery"):
        page.file(f"{name}.csv", receivables(name, 3, 1))
    page.done("add_names")
    assert len(page.session.workbook.clients()) == 2
    at_all_clients(page)
    (group,) = page.page.body["import"]["merging"]["groups"]
    page.done("join", names=group["keys"])
    (client,) = page.session.workbook.clients()
    names = page.session.workbook.record_names()
    assert {one.client for one in names} == {client.id}
    assert page.page.body["import"]["merging"] is None


def test_names_that_are_kept_apart_are_never_proposed_again(page: Talk) -> None:
    for name in ("Anna Bakery Ltd", "Anna Bakery"):
        page.file(f"{name}.csv", receivables(name, 3, 1))
    at_all_clients(page)
    (group,) = page.page.body["import"]["merging"]["groups"]
    page.done("keep_apart", names=group["keys"])
    assert page.page.body["import"]["merging"] is None
    assert "no longer to be joined" in page.refused("join", names=group["keys"])


def test_two_clients_of_whom_both_something_was_said_are_left_alone(page: Talk) -> None:
    for name in ("Anna Bakery Ltd", "Anna Bakery"):
        page.done("add", name=name)
        page.answer(strain="often")
    assert at_all_clients(page).page.body["import"]["merging"] is None


def test_the_client_of_whom_something_was_said_takes_the_other_in(page: Talk) -> None:
    page.done("add", name="Anna Bakery")
    page.answer(strain="often")
    told = page.client
    page.file("a.csv", receivables("Anna Bakery Ltd.", 3, 1))
    at_all_clients(page)
    (group,) = page.page.body["import"]["merging"]["groups"]
    assert group["yes"] == "Yes, join them as Anna Bakery"
    page.done("join", names=group["keys"])
    assert [one.id for one in page.session.workbook.clients()] == [told]
    assert len(page.session.workbook.invoices(told)) == 3


def test_of_several_files_that_ask_who_the_person_is_one_answer_settles_all(page: Talk) -> None:
    names = ("Anna Bakery", "Moss", "Studio Kestrel")
    at_all_clients(page)
    for number, name in enumerate(names):
        chat = CHAT.replace(b"Anna Bakery", name.encode())
        page.file(f"WhatsApp Chat with {name}.txt", chat, follows=number > 0)
    assert len(page.session.earlier) == 2
    page.done("about_file", me=["Sam"])
    assert report(page)["choice"] is None
    assert len(report(page)["earlier"]) == 2
    assert {one.client for one in page.session.workbook.messages()} == set(names)


def test_a_file_that_asks_is_shown_before_those_that_are_done(page: Talk) -> None:
    at_all_clients(page).file("mine.csv", TABLE)
    page.file("toggl.csv", HOURS, follows=True)
    assert report(page)["choice"]["kind"] == "columns"
    page.done("about_file", subject="invoices", columns=COLUMNS)
    assert len(page.session.workbook.invoices()) == 2
    assert [each["heading"][:9] for each in report(page)["earlier"]] == ["toggl.csv"]


def test_a_choice_of_columns_that_gave_nothing_is_not_made_again(page: Talk) -> None:
    at_all_clients(page).file("mine.csv", TABLE)
    page.done("about_file", subject="invoices", columns={**COLUMNS, "total": 2, "issued": 4})
    assert page.session.workbook.invoices() == ()
    page.file("mine.csv", TABLE)
    assert report(page)["choice"]["kind"] == "columns"


def test_columns_can_be_chosen_anew_after_they_were_remembered(page: Talk) -> None:
    at_all_clients(page).file("mine.csv", TABLE)
    page.done("about_file", subject="invoices", columns={**COLUMNS, "total": 5, "owed": 4})
    page.file("mine.csv", TABLE)
    assert report(page)["choice"] is None
    assert report(page)["anew"] == "Choose the columns anew"
    page.done("pick_anew")
    assert report(page)["choice"]["kind"] == "columns"
    page.done("about_file", subject="invoices", columns=COLUMNS)
    assert {one.total.minor for one in page.session.workbook.invoices()} == {12000, 8050}


def test_an_open_question_is_not_forgotten_for_another_file_or_step(page: Talk) -> None:
    at_all_clients(page).file("mine.csv", TABLE)
    page.file("toggl.csv", HOURS)
    assert report(page)["choice"]["kind"] == "columns"
    page.done("add_names")
    page.done("go", step="client", client=page.session.workbook.clients()[0].id)
    assert report(page)["choice"]["kind"] == "columns"
    page.done("about_file", subject="invoices", columns=COLUMNS)
    assert len(page.session.workbook.invoices()) == 2


def test_only_the_names_that_are_ticked_become_clients(page: Talk) -> None:
    at_all_clients(page).file("toggl.csv", HOURS)
    names = [one["value"] for one in page.page.body["free"]["names"]]
    assert names == ["Anna Bakery", "Moss Ltd"]
    page.done("add_names", names=["Moss Ltd"])
    assert [one.name for one in page.session.workbook.clients()] == ["Moss Ltd"]


def test_two_of_three_alike_names_can_be_joined(page: Talk) -> None:
    names = ("Anna Bakery", "Anna Bakery Ltd", "Anna Bakery Inc")
    for name in names:
        page.file(f"{name}.csv", receivables(name, 3, 1))
    at_all_clients(page)
    (group,) = page.page.body["import"]["merging"]["groups"]
    assert sorted(group["keys"]) == sorted(names)
    page.done("join", names=["Anna Bakery", "Anna Bakery Ltd"])
    owners = {one.name: one.client for one in page.session.workbook.record_names()}
    assert owners["Anna Bakery"] == owners["Anna Bakery Ltd"] is not None
    assert owners["Anna Bakery Inc"] is None


def test_whose_messages_they_are_can_be_said_and_taken_back(page: Talk) -> None:
    page.done("add", name="Dora's Dance School")
    client = page.client
    page.done("myself", **ME, names=["Sam"])
    at_all_clients(page).file("WhatsApp Chat with Dora.txt", CHAT.replace(b"Anna Bakery", b"Dora"))
    whose = page.page.body["import"]["whose"]
    assert [one["label"] for one in whose["names"]] == ["Dora (3 messages)"]
    assert [one["value"] for one in whose["clients"]] == [client]
    page.done("link", name="Dora", client=client)
    page.done("go", step="client", client=client)
    linked = page.page.body["import"]["linked"]
    assert [(one["label"], one["own"]) for one in linked["names"]] == [("Dora (3 messages)", False)]
    page.done("unlink", name="Dora")
    assert page.page.body["import"]["linked"] is None


def test_a_currency_that_a_file_does_not_name_is_asked_for_once(page: Talk) -> None:
    page.file("a.csv", receivables("Anna Bakery", 3, 1))
    at_all_clients(page)
    assert page.page.body["import"]["currency"]["label"].startswith("3 invoices name no currency")
    page.done("currency_is", currency="GBP")
    assert page.page.body["import"]["currency"] is None
    page.file("a.csv", receivables("Anna Bakery", 4, 1))
    assert "New: 1. Brought up to date: 0. Here already: 3." in report(page)["lines"]
    assert {one.total.currency for one in page.session.workbook.invoices()} == {"GBP"}


def test_every_currency_of_today_that_has_cents_may_be_chosen(page: Talk) -> None:
    page.file("a.csv", receivables("Anna Bakery", 3, 1))
    at_all_clients(page)
    offered = page.page.body["import"]["currency"]["choices"]
    codes = {choice["value"] for choice in offered}
    assert codes >= {"EUR", "GBP", "PLN", "MAD", "THB", "UAH"}
    assert not codes & {"XXX", "JPY", "KWD", "ANG", "HRK"}
    assert len(codes) > 100
    for code in codes:
        page.session.workbook.name_currency(code)


@pytest.mark.parametrize("code", ["", "XXX", "JPY", "Doubloons"])
def test_a_currency_that_does_not_fit_is_refused(page: Talk, code: str) -> None:
    page.file("a.csv", receivables("Anna Bakery", 3, 1))
    assert "does not fit" in page.refused("currency_is", currency=code)
    assert {one.total.currency for one in page.session.workbook.invoices()} == {"XXX"}


def test_what_was_picked_for_a_large_table_is_remembered_too(page: Talk) -> None:
    row = "Anna Bakery,A{},2026-09-01,2026-09-15,120.00,0.00\n"
    head = TABLE.split(b"\n")[0] + b"\n"
    large = head + "".join(row.format(n) for n in range(45_000)).encode()
    assert len(large) > SMALL
    at_all_clients(page)
    Importing(page.session).read("large.csv", io.BytesIO(large))
    read_to_the_end(page)
    page.done("about_file", subject="invoices", columns=COLUMNS)
    read_to_the_end(page)
    assert page.session.imported.read.rows_used == 45_000
    page.file("mine.csv", TABLE)
    assert report(page)["choice"] is None


def read_to_the_end(page: Talk) -> None:
    while page.session.transit.job:
        page.done("work")
