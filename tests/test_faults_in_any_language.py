"""Every fault goes through the translator: one that leaves no letter of its words leaves none of
a fault, but names, ids and what the person typed."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from gettext import NullTranslations
from pathlib import Path

import pandas as pd
import pytest
from marking import Marking, Muting
from talking import TODAY, Talk, receivables, talk

import clientfit as cf
from clientfit.app.import_report import dates_fault, me_fault
from clientfit.app.imports import check_picks
from clientfit.core.ending.notice import end_date
from clientfit.core.errors import ClientfitError, Fault, choices, shown
from clientfit.core.model import FREQUENCIES
from clientfit.core.phrases import AllOf, any_of, phrase, say
from clientfit.files.client_file import read_client
from clientfit.files.disk import read_named
from clientfit.files.exporters.glyphs import refuse_unprintable
from clientfit.files.exporters.letter import Mailbox, as_eml
from clientfit.files.importers import DateChoice, MeChoice, Subject, read_invoices
from clientfit.files.importers.messages.detect import read_messages
from clientfit.files.importers.values.zone_names import zone_of
from clientfit.files.store import Workbook
from clientfit.serve import find_notebook
from clientfit.text.content.letters import load as letters
from clientfit.text.content.questions import catalog
from clientfit.text.content.whatif import whatif_content
from clientfit.text.faults import told
from clientfit.text.i18n import translator
from clientfit.text.letter.write import Letter, write
from clientfit.text.wording import Wording

MUTE = Muting("en", Wording.of("en"), NullTranslations())
MARK = Marking("en", Wording.of("en"), NullTranslations())
IBM = receivables("Moss", 1, 0).split(b"\n")[0] + b"\n"


def left(lines: Iterable[str], own: Iterable[str] = ()) -> str:
    """The letters that are left of what was told, without what is the person's own."""
    text = "\n".join(lines)
    for word in sorted(own, key=len, reverse=True):
        text = text.replace(word, "")
    return "".join(letter for letter in text if letter.isalpha())


def refused(act: Callable[[], object]) -> tuple[Fault, ...]:
    with pytest.raises(ClientfitError) as error:
        act()
    return error.value.faults


@pytest.fixture
def page() -> Talk:
    found = talk(t=MUTE)
    found.done("add", name="Anna Bakery")
    return found


SLICE = {"offset": 0, "purpose": "records", "next": False}
MYSELF = {"country": "", "names": [], "keep_text": False}
#: What the page may say wrong, with what of the answer is no word of ours.
EVENTS: Mapping[str, tuple[str, dict[str, object], tuple[str, ...]]] = {
    "no kind": ("dance", {}, ("dance",)),
    "no field": ("rename", {}, ("name",)),
    "no name": ("add", {"name": " "}, ()),
    "a name twice": ("add", {"name": "anna bakery"}, ("Anna Bakery",)),
    "a name too long": ("add", {"name": "x" * 5000}, ()),
    "no such client": ("rename", {"client": "nobody", "name": "Zoe"}, ()),
    "no frequency": (
        "answer",
        {"field": "strain", "value": "oftn"},
        ("oftn", "never", "rarely", "sometimes", "often", "always"),
    ),
    "no number": ("answer", {"field": "attempts", "value": "many"}, ("many",)),
    "no sum": ("answer", {"field": "owed", "value": "much"}, ("much", "EUR")),
    "no question": ("answer", {"field": "strian", "value": "often"}, ("strian", *catalog().by_id)),
    "a private answer": ("answer", {"field": "strain", "value": "x" * 50}, FREQUENCIES),
    "a day that is over": ("tell_on", {"day": "2020-01-01"}, ()),
    "a day too far away": ("tell_on", {"day": "2120-01-01"}, ()),
    "no day": ("tell_on", {"day": "soon"}, ("soon",)),
    "no days to wait": ("cooling", {"days": 9999}, ()),
    "no law": ("law", {"law": "roman"}, ("roman", "eu", "uk", "us", "nl", "pl")),
    "no rate": ("own_rate", {"rate": "abc"}, ("abc",)),
    "no price": ("target", {"rate": "abc"}, ("abc",)),
    "no price at all": ("target", {"rate": "-1"}, ()),
    "too fine a price": ("target", {"rate": "1.23456"}, ()),
    "nothing that is assumed": (
        "assume",
        {"name": "luck", "value": "1"},
        ("luck", *whatif_content().by_id),
    ),
    "an assumption out of bounds": ("assume", {"name": "set_aside", "value": "900"}, ()),
    "a sum that is none": ("assume", {"name": "costs", "value": "abc"}, ("abc",)),
    "no hours": (
        "myself",
        {**MYSELF, "from": "nine", "to": "17:00", "days": ["9"], "zone": "Europe/Amsterdm"},
        ("nine", "Europe/Amsterdm", "Europe/Amsterdam"),
    ),
    "too many names": (
        "myself",
        {
            **MYSELF,
            "from": "09:00",
            "to": "17:00",
            "days": ["1"],
            "zone": "",
            "names": [f"n{number}" for number in range(500)],
        },
        (),
    ),
    "a step to come": ("try", {"step": "goals", "day": "2030-01-01", "note": ""}, ()),
    "too long a note": ("try", {"step": "goals", "day": "2026-01-01", "note": "x" * 5000}, ()),
    "no attempt": (
        "review",
        {"attempt": "none", "response": "", "outcome": "same", "note": ""},
        (),
    ),
    "no reason": ("mark", {"item": "contract_lines", "state": "waived", "reason": ""}, ()),
    "no letter": ("fact", {"letter": "ode", "field": "x", "value": ""}, ("ode", *letters().keys())),
    "names not to be joined": ("join", {"names": ["a", "b"]}, ()),
    "no file": ("pick_anew", {}, ()),
    "an empty file": ("slice", {**SLICE, "name": "a.csv", "size": 0}, ("a.csv",)),
    "too large a file": ("slice", {**SLICE, "name": "a.csv", "size": 10**12}, ("a.csv",)),
}


@pytest.mark.parametrize("case", EVENTS)
def test_what_the_page_refuses_is_said_in_its_language(page: Talk, case: str) -> None:
    kind, fields, own = EVENTS[case]
    faults = page.say(kind, b"x", **{"client": page.client, **fields})["faults"]
    assert faults
    assert left(faults, own) == ""


FILES: Mapping[str, tuple[bytes, tuple[str, ...]]] = {
    "empty": (b"", ()),
    "no text": (bytes(range(256)) * 4, ()),
    "Excel": (b"PK\x03\x04\x14\x00\x06\x00rest", ()),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3\n1 0 obj", ()),
    "XML": (b'<?xml version="1.0"?><Invoice/>', ()),
    "broken XML": (b'<?xml version="1.0"?><Invoice>', ()),
    "JSON": (b'{"invoices": []}', ()),
    "a bank statement": (b"Date,Description,Amount,Balance\n2026-01-01,Transfer,10,20\n", ()),
    "a quotation mark": (IBM + b'1,2,1/20/2026,2/20/2026,2,2/20/2026,"5,No,\n', ()),
    "only a header": (IBM, ("IBM", "accounts receivable list")),
}


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_read_is_refused_in_the_language(case: str) -> None:
    data, own = FILES[case]
    found = refused(lambda: read_invoices(data, "mine.csv"))
    assert left(told(found, MUTE), ("mine.csv", *own)) == ""
    assert left(told(refused(lambda: read_messages(data, "mine.csv")), MUTE), ("mine.csv",)) == ""


def test_a_table_of_no_known_format_is_told_of_by_its_columns_and_the_names_of_formats() -> None:
    (fault,) = refused(lambda: read_invoices(b"shape,colour\nround,red\n", "mine.csv"))
    words = fault.told(MARK)
    assert words.startswith("mine.csv: ⟦")
    assert "shape⟦, ⟧colour" in words
    assert "⟦invoices⟧" in refused(
        lambda: read_invoices(IBM.replace(b"DueDate,", b"") + b"1\n", "mine.csv")
    )[0].told(MARK)


def test_every_row_that_is_not_read_is_told_in_the_language() -> None:
    names = IBM.decode().strip().split(",")

    def row(**cells: str) -> str:
        usual = {
            "customerID": "Moss",
            "invoiceNumber": "7",
            "InvoiceDate": "1/20/2026",
            "DueDate": "2/20/2026",
            "InvoiceAmount": "10.00",
        }
        return ",".join((usual | cells).get(name, "") for name in names)

    rows = [
        row(),
        row(invoiceNumber="8", InvoiceDate="2/31/2026"),
        row(invoiceNumber="9", InvoiceDate="soon"),
        row(invoiceNumber="10", InvoiceAmount="1.2345"),
        row(invoiceNumber="11", InvoiceAmount="ten"),
        row(invoiceNumber="12", InvoiceAmount=""),
        row(invoiceNumber="13", InvoiceAmount="99999999999999999999"),
        row(invoiceNumber="14" * 400),
        row(invoiceNumber="15", DueDate="1/19/2026"),
        row(invoiceNumber="16") + ",x",
        row(invoiceNumber="17"),
        row(invoiceNumber="17", InvoiceAmount="11.00"),
    ]
    read = read_invoices(IBM + "\n".join(rows).encode(), "mine.csv")
    faults = [fault.fault("mine.csv") for fault in (*read.unreadable, *read.doubts)]
    assert len(faults) >= 10
    assert left(told(faults, MUTE), ("mine.csv", "soon", "ten", "x", *names)) == ""


def test_what_the_rules_refuse_is_told_in_the_language() -> None:
    signs, words = catalog().norms.ids, FREQUENCIES
    for act, own in (
        (lambda: cf.levels({"strian": "often", "strain": "oftn"}), ("strian", "oftn")),
        (lambda: cf.judge({"strian": 1, "strain": 9, "abuse": [1]}, -1), ("strian",)),
        (lambda: cf.judge_many(pd.DataFrame({"strain": [7.5], "abus": [1]})), ("abus",)),
        (lambda: cf.judge_many(pd.DataFrame({"strain": ["x"]})), ("x",)),
        (lambda: cf.judge_many([1]), ("list", "pandas", "Polars", "DuckDB")),
        (lambda: end_date(TODAY, -1), ()),
        (lambda: end_date(date.max, 1), ()),
        (lambda: zone_of("Europe/Amsterdm"), ("Europe/Amsterdm", "Europe/Amsterdam")),
        (lambda: zone_of("nowhere at all"), ("nowhere at all",)),
    ):
        assert left(told(refused(act), MUTE), (*own, *signs, *words, *catalog().by_id)) == ""


def test_what_files_and_letters_refuse_is_told_in_the_language(tmp_path: Path) -> None:
    folder = str(tmp_path)
    form = letters()["termination"]
    letter = Letter("Re", "Hello")
    given = {"my_name": 7, "reason": "mood", "owes": "yes", "owed_sum": "much", "tone": "x"}
    sent: dict[str, object] = {"when": datetime(2026, 1, 1, tzinfo=UTC)}
    reasons = next(fact for fact in form.facts if fact.id == "reason").option_ids
    known = tuple(fact.id for fact in form.facts)
    for act, own in (
        (lambda: read_named(tmp_path / "no.csv"), (folder, "no.csv")),
        (lambda: read_named(tmp_path), (folder,)),
        (lambda: find_notebook("workbok"), ("workbok", "workbook", "questionnaire", "dashboard")),
        (lambda: refuse_unprintable("\u2fff", "a.pdf"), ("a.pdf", "\u2fff")),
        (lambda: write(form, given), ("tone", "mood", "much", "EUR", *reasons, *known)),
        (lambda: write(form, {}, "xx"), ("xx", "en", "nl", "pl", "ar")),
        (
            lambda: as_eml(letter, sender=Mailbox("S", "s@"), recipient=Mailbox("", "no"), **sent),  # type: ignore[arg-type]
            ("s@", "no"),
        ),
    ):
        assert left(told(refused(act), MUTE), own) == ""


@pytest.mark.parametrize(
    ("said", "own"),
    [
        ("{", ("Expecting property name enclosed in double quotes",)),
        (b'{"\x80": 1}', ()),
        ("[" * 100_000, ()),
        ("[]", ("format", "clientfit-workbook")),
        ('{"format": "clientfit-workbook", "version": 99}', ("version",)),
        ('{"format": "clientfit-workbook", "version": 2}', ("clients", "invoices", "settings")),
    ],
)
def test_a_saved_copy_that_is_wrong_is_told_of_in_the_language(
    said: str | bytes, own: tuple[str, ...]
) -> None:
    with Workbook.in_memory() as book:
        faults = refused(lambda: book.import_json(said))
    assert left(told(faults, MUTE), ("format", *own)) == ""


def test_a_saved_copy_with_a_fault_of_each_kind_is_told_of_in_the_language() -> None:
    with Workbook.in_memory() as book:
        client = book.add_client("Moss").id
        book.answer(client, "strain", "often")
        book.set_setting("key", "value")
        whole = book.export()
    for wrong in (
        {"clients": 5},
        {"clients": [{}]},
        {"more": 1},
        {"clients": [{**whole["clients"][0], "created": "soon", "name": " "}]},
        {"clients": [{**whole["clients"][0], "created": "2026-13-45T00:00:00+00:00"}]},
        {"clients": whole["clients"] * 2},
        {"settings": [{**whole["settings"][0], "key": ""}]},
        {"settings": [{**whole["settings"][0], "at": None}]},
    ):
        with Workbook.in_memory() as book:
            found = refused(lambda: book.import_json(json.dumps({**whole, **wrong})))  # noqa: B023
        for fault in found:
            assert left([fault.told(MUTE)], _ids([whole, wrong], str(fault.where))) == ""


def _ids(documents: object, where: str) -> set[str]:
    """Every name and text of documents, and a place: they are the same in every language."""
    return {where, "T", *re.findall(r'"([^"]+)"', json.dumps(documents))}


@pytest.mark.parametrize(
    "client",
    [
        "naem = 1",
        "name = 7",
        "answers = 5",
        '[answers]\nstrian = "often"\nstrain = "oftn"\nattempts = [1]',
        'attempts = 1\n[answers]\nattempts = 2\n[levels]\nstrian = 1\nabuse = "x"',
        '[answers]\nabuse = "often"\n[levels]\nabuse = 1',
        "absolute = 7",
        "",
        "a = 00",
    ],
)
def test_a_client_file_that_is_wrong_is_told_of_in_the_language(client: str) -> None:
    found = refused(lambda: read_client(client.encode(), "c.toml", catalog()))
    own = {*catalog().by_id, *catalog().norms.ids, *FREQUENCIES, *re.findall(r"\w+", client)}
    entries = {"c.toml", "name", "answers", "levels", "refused", "absolute", "yes", "no", "unknown"}
    problem = str(found[0].what).partition(": ")[2] if client == "a = 00" else "TOML"
    assert left(told(found, MUTE), own | entries | {problem, "TOML"}) == ""


def test_a_file_that_asks_something_is_told_of_in_the_language() -> None:
    row = b"C,7,2/1/2026,7,01/02/2026,02/03/2026,10.00,No,,Paper,,\n"
    open_ = read_invoices(IBM + row, "mine.csv")
    assert isinstance(open_.needs, DateChoice)
    (names, todo) = (IBM.decode().strip().split(","), "Say it")
    fault = dates_fault("mine.csv", open_.needs, todo)
    assert left([fault.told(MUTE)], ("mine.csv", *names)) == ""
    fault = me_fault("mine.csv", MeChoice((("Ann", 3), ("Bob", 2))), todo)
    assert left([fault.told(MUTE)], ("mine.csv", "Ann", "Bob")) == ""
    assert "⟦" in fault.told(MARK)
    picks = refused(lambda: check_picks(Subject.INVOICES, {"due": 1, "number": 1}, MUTE))
    assert left(told(picks, MUTE)) == ""


def test_what_is_nested_in_a_phrase_is_said_in_the_language_too() -> None:
    words = say(
        "{whole}: {known}; {either}; {all}; {file}",
        whole=phrase("it breaks off"),
        known=choices("oftn", ["often", "never"]),
        either=any_of(["a", "b"]),
        all=AllOf((shown("x" * 50), "b")),
        file="c.csv",
    )
    assert Fault("c.csv", words).told(MARK) == (
        "c.csv: ⟦⟦it breaks off⟧: ⟦Did you mean 'often'? Choose from: often⟦, ⟧never⟧; "
        "⟦a or b⟧; ⟦⟦a text of 50 characters⟧ and b⟧; c.csv⟧."
    )


def test_a_number_with_separators_and_a_day_are_written_as_the_language_does() -> None:
    fault = Fault(
        say("row {row}", row=12345),
        say("has {count:,} characters on {day}", count=12345, day=date(2026, 11, 30)),
    )
    assert str(fault) == "row 12345: has 12,345 characters on 2026-11-30."
    assert fault.told(translator()) == "row 12345: has 12,345 characters on 30 November 2026."


def test_nothing_to_do_is_nothing_in_every_language() -> None:
    """gettext gives the head of its file for an empty text."""
    fault = Fault("", say("{todo}is wrong", todo=phrase("")), "")
    assert fault.told(MARK) == "⟦is wrong⟧."
