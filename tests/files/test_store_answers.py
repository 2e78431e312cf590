"""Clients, answers, notes, drafts and settings: what was kept is found again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientfit.core.errors import ClientfitError
from clientfit.core.model import ChangeKind
from clientfit.files.store import Workbook

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@pytest.fixture
def book(tmp_path):
    with Workbook.open(tmp_path / "book.sqlite3") as book:
        yield book


@pytest.fixture
def client(book):
    return book.add_client("Acme").id


@settings(deadline=None)
@given(value=st.none() | TEXTS, note=TEXTS)
def test_any_text_comes_back_as_it_was_typed(tmp_path_factory, value, note):
    path = tmp_path_factory.mktemp("book") / "book.sqlite3"
    with Workbook.open(path) as book:
        client = book.add_client("Acme").id
        book.answer(client, "q", value)
        book.note(client, "q", note)
    with Workbook.open(path) as book:
        found = book.answers(client)["q"]
    assert (found.value, found.note, found.answered) == (value, note, True)


@pytest.mark.parametrize(
    "text",
    ["يدفع متأخرًا ‎50%‎ דוח", "👩🏽‍💻🇳🇱", "a\x00b", "line\r\nline\u2028", "x" * 1_000_000],
    ids=["right-to-left", "emoji", "nul", "line ends", "huge"],
)
def test_unusual_notes_come_back_as_they_were_typed(book, client, text):
    book.note(client, "q", text)
    assert book.answers(client)["q"].note == text


@pytest.mark.parametrize(
    "text", ["broken \ud83d", "x" * 1_000_001], ids=["half a pair", "too long"]
)
def test_a_text_that_cannot_be_kept_is_refused_and_nothing_changes(book, client, text):
    book.note(client, "q", "before")
    with pytest.raises(ClientfitError) as told:
        book.note(client, "q", text)
    assert str(told.value.faults[0].where) == "question q"
    assert book.answers(client)["q"].note == "before"
    assert len(book.history(client)) == 1


def test_a_note_leaves_the_answer_and_an_answer_leaves_the_note(book, client):
    book.answer(client, "q", "often")
    book.note(client, "q", "since May")
    assert book.answers(client)["q"].value == "often"
    book.answer(client, "q", None)
    assert book.answers(client)["q"].note == "since May"


def test_a_note_alone_is_no_answer(book, client):
    book.note(client, "q", "to think about")
    found = book.answers(client)["q"]
    assert (found.answered, found.value, found.note) == (False, None, "to think about")


def test_i_do_not_know_is_an_answer(book, client):
    book.answer(client, "q", None)
    assert book.answers(client)["q"].answered


def test_clearing_takes_back_the_answer_and_leaves_the_note(book, client):
    book.answer(client, "q", "often")
    book.note(client, "q", "hm")
    book.clear(client, "q")
    assert not book.answers(client)["q"].answered
    assert book.answers(client)["q"].note == "hm"
    book.note(client, "q", "")
    assert book.answers(client) == {}


def test_what_held_at_an_earlier_time_can_be_read(book, client):
    book.answer(client, "q", "often")
    book.note(client, "q", "first")
    book.answer(client, "q", "never")
    book.clear(client, "q")
    times = [change.at for change in book.history(client)]
    seen = [book.answers(client, at=at).get("q") for at in times]
    assert [(one.value, one.note, one.answered) for one in seen] == [
        ("often", "", True),
        ("often", "first", True),
        ("never", "first", True),
        (None, "first", False),
    ]
    assert book.answers(client, at=times[0] - timedelta(microseconds=1)) == {}


def test_the_history_keeps_every_change_in_order(book, client):
    book.answer(client, "q", "often")
    book.answer(client, "r", None)
    book.note(client, "q", "n")
    book.clear(client, "q")
    changes = [(c.question, c.kind, c.text) for c in book.history(client)]
    assert changes == [
        ("q", ChangeKind.ANSWER, "often"),
        ("r", ChangeKind.ANSWER, None),
        ("q", ChangeKind.NOTE, "n"),
        ("q", ChangeKind.CLEAR, None),
    ]
    assert [c.question for c in book.history(client, "r")] == ["r"]
    assert all(datetime.now(UTC) - c.at < timedelta(minutes=5) for c in book.history(client))


def test_saying_the_same_again_is_no_change(book, client):
    book.answer(client, "q", "often")
    book.note(client, "q", "n")
    version = book.version()
    book.answer(client, "q", "often")
    book.note(client, "q", "n")
    book.clear(client, "never asked")
    assert len(book.history(client)) == 2
    assert book.version() == version


def test_a_clock_set_back_does_not_bring_old_answers_back(book, client, monkeypatch):
    class Past(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2001, 1, 1, tzinfo=tz)

    book.answer(client, "q", "often")
    monkeypatch.setattr("clientfit.files.store.base.datetime", Past)
    book.answer(client, "q", "never")
    assert book.answers(client)["q"].value == "never"


def test_the_answers_of_all_clients_are_those_of_each(book):
    ids = [book.add_client(f"Client {n}").id for n in range(5)]
    for n, id_ in enumerate(ids[:4]):
        for question in range(n):
            book.answer(id_, f"q{question}", str(n))
            book.note(id_, f"q{question + 1}", "note")
    assert book.answers_of_all() == {id_: book.answers(id_) for id_ in ids}
    assert list(book.answers_of_all()) == ids


def test_clients_come_back_in_the_order_they_were_added(book):
    added = (book.add_client(" Acme\n Ltd "), book.add_client("Zürich & Co", sample=True))
    assert book.clients() == added
    assert [(c.name, c.sample) for c in added] == [("Acme Ltd", False), ("Zürich & Co", True)]


@pytest.mark.parametrize("name", ["", " \n", "\u200b", "x" * 201, "a\x07b", "\ud800"])
def test_a_name_that_is_none_is_refused(book, name):
    with pytest.raises(ClientfitError):
        book.add_client(name)
    assert book.clients() == ()


def test_a_name_can_be_given_once_only(book):
    first, second = book.add_client("Acme Ltd"), book.add_client("Other")
    with pytest.raises(ClientfitError, match="already a client named 'Acme Ltd'"):
        book.add_client("ACME  ltd")
    with pytest.raises(ClientfitError, match="already a client named 'Acme Ltd'"):
        book.rename_client(second.id, "acme ltd")
    assert book.rename_client(first.id, "ACME Ltd").name == "ACME Ltd"
    assert [client.name for client in book.clients()] == ["ACME Ltd", "Other"]


def test_a_deleted_client_takes_all_its_own_and_nothing_else(book):
    goes, stays = book.add_client("Goes").id, book.add_client("Stays").id
    for id_ in (goes, stays):
        book.answer(id_, "q", "often")
        book.save_draft(id_, "end", "Dear", {"name": "N"})
        book.link(f"record {id_}", id_)
    book.delete_client(goes)
    assert [client.id for client in book.clients()] == [stays]
    assert book.answers_of_all().keys() == {stays}
    assert set(book.links().values()) == {stays}
    assert [one["id"] for one in book.export()["clients"]] == [stays]
    assert book.drafts(stays)["end"].text == "Dear"


def test_the_words_of_a_deleted_client_are_gone_from_the_files(book, client):
    book.note(client, "q", "UNMISTAKABLE-WORDS " * 50)
    book.delete_client(client)
    files = [path for path in book.path.parent.iterdir() if path.is_file()]
    assert files
    assert not any(b"UNMISTAKABLE-WORDS" in path.read_bytes() for path in files)


def test_every_method_says_that_a_client_is_not_there(book):
    for act in (
        lambda: book.answer("gone", "q", "a"),
        lambda: book.note("gone", "q", "a"),
        lambda: book.clear("gone", "q"),
        lambda: book.answers("gone"),
        lambda: book.history("gone"),
        lambda: book.rename_client("gone", "New"),
        lambda: book.delete_client("gone"),
        lambda: book.save_draft("gone", "end", "", {}),
        lambda: book.drafts("gone"),
        lambda: book.link("Acme", "gone"),
        lambda: book.invoices("gone"),
    ):
        with pytest.raises(ClientfitError, match="not in the workbook"):
            act()


def test_the_newest_draft_of_a_letter_wins(book, client):
    book.save_draft(client, "end", "one", {"name": "A"})
    book.save_draft(client, "end", "two", {"name": "B", "day": "2026-01-31"})
    book.save_draft(client, "raise", "three", {})
    drafts = book.drafts(client)
    assert [(d.letter, d.text) for d in drafts.values()] == [("end", "two"), ("raise", "three")]
    assert drafts["end"].facts == {"name": "B", "day": "2026-01-31"}
    assert datetime.now(UTC) - drafts["end"].at < timedelta(minutes=5)


@pytest.mark.parametrize("value", [0, False, "", "zł", [1, 2.5, None], {"a": {"b": []}}])
def test_a_setting_comes_back_as_it_was(book, value):
    book.set_setting("key", value)
    assert book.setting("key") == value


def test_a_setting_set_back_gives_the_default(book):
    assert book.setting("key", "default") == "default"
    book.set_setting("key", 1)
    book.set_setting("key", None)
    assert book.setting("key", "default") == "default"


@pytest.mark.parametrize("value", [float("nan"), object(), "\ud800", {"k": {1, 2}}])
def test_a_setting_that_is_no_json_is_refused(book, value):
    with pytest.raises(ClientfitError):
        book.set_setting("key", value)
    assert book.setting("key") is None


def test_a_workbook_in_memory_touches_no_disk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with Workbook.in_memory() as book:
        client = book.add_client("Acme").id
        book.note(client, "q", "x" * 900_000)
        book.delete_client(client)
        assert book.path is None
        assert list(tmp_path.iterdir()) == []
