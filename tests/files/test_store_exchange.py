"""Everything as one JSON document: complete, described, and merged without loss or doubles."""

import copy
import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from clientfit.core.errors import ClientfitError
from clientfit.core.model import Invoice, InvoiceState
from clientfit.core.money import Money
from clientfit.core.names import name_key
from clientfit.files.store import Merged, Workbook
from clientfit.files.store.document import schema

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
IDS = st.text("abcé \"'", min_size=1, max_size=3).filter(str.strip)
NAMES = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8).filter(
    name_key
)
JSONS = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=5,
)
PICK = st.integers(0, 3)
ACTS = st.one_of(
    st.tuples(st.just("add"), NAMES, st.booleans()),
    st.tuples(st.just("rename"), PICK, NAMES),
    st.tuples(st.just("delete"), PICK),
    st.tuples(st.just("answer"), PICK, IDS, st.none() | TEXTS),
    st.tuples(st.just("note"), PICK, IDS, TEXTS),
    st.tuples(st.just("clear"), PICK, IDS),
    st.tuples(st.just("link"), PICK, NAMES),
    st.tuples(st.just("draft"), PICK, IDS, TEXTS, st.dictionaries(IDS, TEXTS, max_size=2)),
    st.tuples(st.just("journal"), PICK, IDS, IDS, JSONS),
    st.tuples(st.just("setting"), IDS, JSONS),
    st.tuples(st.just("invoice"), NAMES, IDS, st.dates(), st.integers(-(10**12), 10**12)),
)


def act(book, what, *given):
    """Do one thing to a workbook, or nothing where it can't be done."""
    clients = book.clients()
    if what == "add":
        if name_key(given[0]) not in {name_key(client.name) for client in clients}:
            book.add_client(given[0], sample=given[1])
    elif what == "setting":
        book.set_setting(*given)
    elif what == "invoice":
        name, number, day, minor = given
        money = Money(minor, "EUR")
        one = Invoice(name, number, day, day, None, money, money, InvoiceState.OPEN)
        book.save_invoices([one], source_file="x.csv")
    elif clients:
        client = clients[given[0] % len(clients)].id
        rest = given[1:]
        if what == "rename":
            others = {name_key(one.name) for one in clients if one.id != client}
            if name_key(rest[0]) not in others:
                book.rename_client(client, rest[0])
        elif what == "link":
            book.link(rest[0], client)
        else:
            named = {
                "delete": book.delete_client,
                "draft": book.save_draft,
                "journal": book.write_journal,
            }
            (named.get(what) or getattr(book, what))(client, *rest)


def built(acts):
    book = Workbook.in_memory()
    for one in acts:
        act(book, *one)
    return book


BOOKS = st.lists(ACTS, max_size=25).map(built)


@pytest.fixture
def book():
    """A workbook with one thing of each kind."""
    book = Workbook.in_memory()
    client = book.add_client("Acme").id
    book.answer(client, "q", "often")
    book.note(client, "q", "since May")
    book.clear(client, "q")
    book.link("Acme Ltd", client)
    book.save_draft(client, "end", "Dear", {"day": "2026-01-31"})
    book.write_journal(client, "attempt", "1", {"step": "talk"})
    book.set_setting("currency", "EUR")
    money = Money(100, "EUR")
    one = Invoice("Acme", "1", date(2026, 1, 1), None, None, money, money, InvoiceState.OPEN)
    book.save_invoices([one], source_file="x.csv")
    return book


@settings(deadline=None)
@given(BOOKS)
def test_every_export_is_as_the_schema_says_and_comes_back_whole(book):
    document = json.loads(book.export_json())
    assert not list(Draft202012Validator(schema()).iter_errors(document))
    with Workbook.in_memory() as copied:
        copied.import_all(document)
        assert copied.export() == document == book.export()
        assert copied.answers_of_all() == book.answers_of_all()
        assert copied.clients() == book.clients()
        assert copied.invoices() == book.invoices()


@settings(deadline=None)
@given(BOOKS, BOOKS)
def test_merging_loses_nothing_and_a_second_time_changes_nothing(mine, theirs):
    before, document = mine.export(), theirs.export()
    mine.import_all(document)
    after, version = mine.export(), mine.version()
    for one in (before, document):
        assert things(one) <= things(after)
    assert things(after) == things(before) | things(document)
    again = mine.import_all(document)
    assert again == Merged(0, 0, 0, 0, 0, 0, 0)
    assert (mine.export(), mine.version()) == (after, version)


def things(document):
    """What must be there after a merge, by what it is known by."""
    found = {("invoice", name_key(o["client"]), o["number"]) for o in document["invoices"]}
    found |= {("setting", one["key"]) for one in document["settings"]}
    for client in document["clients"]:
        found.add(("client", client["id"]))
        found |= {("change", client["id"], *one.values()) for one in client["changes"]}
        found |= {("draft", client["id"], one["letter"]) for one in client["drafts"]}
        found |= {("entry", client["id"], one["kind"], one["id"]) for one in client["journal"]}
        found |= {("link", name_key(one["name"])) for one in client["links"]}
    return found


def test_the_schema_is_one():
    Draft202012Validator.check_schema(schema())


def test_an_export_travels_through_a_file(book, tmp_path):
    file = tmp_path / "export.json"
    file.write_text(book.export_json(), encoding="utf-8")
    with Workbook.open(tmp_path / "book.sqlite3") as other:
        assert other.import_json(file.read_bytes()) == Merged(1, 3, 1, 1, 1, 1, 1)
        assert other.export() == book.export()


def test_answers_given_on_two_computers_come_together_by_time(book):
    client = book.clients()[0].id
    with Workbook.in_memory() as laptop:
        laptop.import_all(book.export())
        laptop.answer(client, "q", "rarely")
        laptop.note(client, "r", "on the train")
        book.answer(client, "q", "always")
        book.import_all(laptop.export())
        laptop.import_all(book.export())
        assert book.answers(client) == laptop.answers(client)
        assert book.answers(client)["q"].value == "always"
        assert "rarely" in [change.text for change in book.history(client, "q")]
        assert book.export() == laptop.export()


def test_the_newer_draft_setting_name_and_invoice_win_whichever_is_imported(book):
    old = book.export()
    client = book.clients()[0].id
    book.rename_client(client, "Acme Holding")
    book.save_draft(client, "end", "Newer", {})
    book.set_setting("currency", "PLN")
    new = book.export()
    for first, second in ((old, new), (new, old)):
        with Workbook.in_memory() as other:
            other.import_all(first)
            other.import_all(second)
            assert other.clients()[0].name == "Acme Holding"
            assert other.drafts(client)["end"].text == "Newer"
            assert other.setting("currency") == "PLN"


def test_two_clients_of_one_name_stay_two(book):
    with Workbook.in_memory() as other:
        mine = other.add_client("ACME").id
        merged = other.import_all(book.export())
        assert merged.renamed == (("Acme", "Acme (2)"),)
        assert [client.name for client in other.clients() if client.id != mine] == ["Acme (2)"]
        assert other.answers(mine) == {}
        assert other.import_all(book.export()) == Merged(0, 0, 0, 0, 0, 0, 0)


def test_names_that_changed_places_change_places(book):
    acme, other = book.clients()[0].id, book.add_client("Other").id
    with Workbook.in_memory() as copied:
        copied.import_all(book.export())
        for client, name in ((acme, "For a moment"), (other, "Acme"), (acme, "Other")):
            book.rename_client(client, name)
        copied.import_all(book.export())
        assert {one.id: one.name for one in copied.clients()} == {acme: "Other", other: "Acme"}


def test_the_same_sample_from_two_workbooks_is_one_client():
    with Workbook.in_memory() as one, Workbook.in_memory() as other:
        one.add_client("A sample", sample=True)
        other.add_client("A sample", sample=True)
        assert one.import_all(other.export()).renamed == ()
        assert len(one.clients()) == 1


def test_a_deleted_client_comes_back_from_an_export(book):
    document = book.export()
    book.delete_client(book.clients()[0].id)
    book.import_all(document)
    assert book.export() == document


def test_times_with_any_offset_are_kept_as_moments(book):
    document = book.export()
    change = document["clients"][0]["changes"][0]
    change["at"] = "2026-01-31T23:30:00-02:00"
    with Workbook.in_memory() as other:
        other.import_all(document)
        first = other.history(document["clients"][0]["id"])[0]
    assert first.at == datetime(2026, 2, 1, 1, 30, tzinfo=UTC)


# What is refused


def refused(book, data):
    """The faults told about a document of which nothing was imported."""
    before = book.export()
    with pytest.raises(ClientfitError) as told:
        book.import_all(data)
    assert book.export() == before
    return {str(fault.where): str(fault) for fault in told.value.faults}


@pytest.mark.parametrize("data", [None, [], {}, {"format": "other"}, "text", {"clients": []}])
def test_what_is_no_export_is_refused(book, data):
    assert "no export" in refused(book, data)["$.format"]


def test_an_export_of_a_newer_clientfit_is_refused_before_anything_else(book):
    data = {"format": "clientfit-workbook", "version": 3, "planets": []}
    assert list(refused(book, data)) == ["$.version"]
    assert "newer clientfit" in refused(book, data)["$.version"]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("{", "line 1, column 2"),
        ('{"a": 1,\n b}', "line 2, column 2"),
        (b'{"\x80": 1}', "byte 3"),
        ("[" * 100_000, ""),
    ],
)
def test_what_is_no_json_is_refused_with_its_place(book, text, where):
    with pytest.raises(ClientfitError) as told:
        book.import_json(text)
    assert [str(fault.where) for fault in told.value.faults] == [where]


SHAPE = {
    "$.clients[0].name": ("clients", 0, "name", 7),
    "$.clients[0].changes[0].kind": ("clients", 0, "changes", 0, "kind", "anser"),
    "$.clients[0].changes[0].at": ("clients", 0, "changes", 0, "at", "yesterday"),
    "$.clients[0].drafts[0].facts.day": ("clients", 0, "drafts", 0, "facts", "day", None),
    "$.invoices[0].total": ("invoices", 0, "total", 1.5),
    "$.invoices[0].owed": ("invoices", 0, "owed", 2**63),
    "$.invoices[0].number": ("invoices", 0, "number", ""),
    "$.invoices[0].due": ("invoices", 0, "due", "31.1.2026"),
    "$.settings[0]": ("settings", 0, "colour", "red"),
}
CONTENT = {
    "$.clients[0].created": ("clients", 0, "created", "2026-02-30T00:00:00Z"),
    "$.clients[0].named": ("clients", 0, "named", "9999-12-31T23:59:59Z"),
    "$.clients[0].name": ("clients", 0, "name", " \u200b"),
    "$.clients[0].changes[0].question": ("clients", 0, "changes", 0, "question", " "),
    "$.clients[0].changes[1].text": ("clients", 0, "changes", 1, "text", None),
    "$.clients[0].changes[2].text": ("clients", 0, "changes", 2, "text", "cleared"),
    "$.clients[0].drafts[0].text": ("clients", 0, "drafts", 0, "text", "\ud800"),
    "$.clients[0].drafts[0].facts.day": ("clients", 0, "drafts", 0, "facts", "day", "\udfff"),
    "$.invoices[0].issued": ("invoices", 0, "issued", "2026-02-30"),
    "$.settings[0].value": ("settings", 0, "value", ["\ud800"]),
}


def put(document, path):
    *way, last, value = path
    for step in way:
        document = document[step]
    document[last] = value


@pytest.mark.parametrize("faults", [SHAPE, CONTENT], ids=["shape", "content"])
def test_every_fault_is_told_at_once_with_its_place(book, faults):
    document = book.export()
    for path in faults.values():
        put(document, path)
    assert set(refused(book, document)) == set(faults)


@pytest.mark.parametrize("faults", [SHAPE, CONTENT], ids=["shape", "content"])
def test_each_fault_alone_is_told_alone(book, faults):
    for where, path in faults.items():
        document = copy.deepcopy(book.export())
        put(document, path)
        assert set(refused(book, document)) == {where}


def test_a_wrong_word_is_told_with_the_right_ones(book):
    document = book.export()
    put(document, ("clients", 0, "changes", 0, "kind", "anser"))
    (told,) = refused(book, document).values()
    assert "Did you mean 'answer'?" in told


def test_what_is_missing_is_named(book):
    document = book.export()
    del document["invoices"][0]["total"], document["invoices"][0]["state"]
    assert refused(book, document) == {"$.invoices[0]": "$.invoices[0]: missing: total, state."}


def test_ids_that_stand_twice_are_refused(book):
    document = book.export()
    document["clients"].append(copy.deepcopy(document["clients"][0]))
    assert "$.clients[1].id" in refused(book, document)
    assert "$.clients[1].changes[0].id" in refused(book, document)
