"""Files of messages: each format with its traps, who is who, and what is told of the rest."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from message_samples import FOLDER, SAMPLES, Sample, told, zipped
from real_files import DATA

from clientfit.core.errors import ClientfitError
from clientfit.core.records.activity import Direction, Message
from clientfit.files.importers import Choices, Imported, MeChoice, Part, Reason, Subject
from clientfit.files.importers.messages import HEAD, detect, read_messages
from clientfit.files.importers.messages.collect import BATCH

MAILS = sorted(DATA.glob("messages/mail/*"))
CHATS = sorted([*DATA.glob("messages/whatsapp/*"), *DATA.glob("messages/telegram/*")])
OTHERS = sorted(
    path for folder in ("hours", "invoices", "legal") for path in DATA.glob(f"{folder}/*")
)
OTHER_SAMPLES = sorted(
    path
    for path in FOLDER.parent.rglob("*")
    if path.is_file() and FOLDER not in path.parents and path.suffix != ".toml"
)


def _id(sample: Sample) -> str:
    return sample.path.name


def _read(name: str, data: bytes, **choices: object) -> Imported:
    return read_messages(data, name, replace(Choices(), **choices))  # type: ignore[arg-type]


def _parts(sample: Sample) -> tuple[list[Part], Imported]:
    reader = detect(sample.data[:HEAD], sample.name)
    assert reader is not None
    parts = reader(io.BytesIO(sample.data), sample.name, sample.choices)
    found: list[Part] = []
    while True:
        try:
            found.append(next(parts))
        except StopIteration as done:
            assert isinstance(done.value, Imported)
            return found, done.value


def _adds_up(imported: Imported) -> bool:
    left = sum(each.count for each in imported.left_out)
    return imported.rows_read == imported.rows_used + imported.rows_unread + left


# --- samples ------------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", SAMPLES, ids=_id)
def test_a_sample_gives_the_expected_messages(sample: Sample) -> None:
    assert told(read_messages(sample.data, sample.name, sample.choices)) == sample.expected


def test_every_sample_has_what_is_expected_of_it() -> None:
    files = {path for path in FOLDER.iterdir() if path.suffix != ".toml"}
    assert {sample.path for sample in SAMPLES} == files


@pytest.mark.parametrize("sample", SAMPLES, ids=_id)
def test_every_message_of_a_file_is_accounted_for(sample: Sample) -> None:
    imported = read_messages(sample.data, sample.name, sample.choices)
    assert _adds_up(imported)
    assert imported.rows_used == len(imported.messages)
    assert imported.subject is Subject.MESSAGES
    assert imported.needs is None


@pytest.mark.parametrize("sample", SAMPLES, ids=_id)
def test_words_are_kept_only_where_the_person_asked_for_it(sample: Sample) -> None:
    kept = read_messages(sample.data, sample.name, sample.choices)
    bare = read_messages(sample.data, sample.name, replace(sample.choices, keep_text=False))
    assert [each.text for each in bare.messages] == [""] * len(kept.messages)
    assert [replace(each, text="") for each in kept.messages] == list(bare.messages)
    assert [each.length for each in bare.messages] == [len(each.text) for each in kept.messages]
    assert kept.note != bare.note


@pytest.mark.parametrize("sample", SAMPLES, ids=_id)
def test_reading_twice_gives_the_same_and_no_two_messages_have_one_key(sample: Sample) -> None:
    first = read_messages(sample.data, sample.name, sample.choices)
    assert first == read_messages(sample.data, sample.name, sample.choices)
    assert len({each.key for each in first.messages}) == len(first.messages)


@pytest.mark.parametrize("sample", SAMPLES, ids=_id)
def test_a_key_is_a_digest_and_holds_no_words(sample: Sample) -> None:
    for message in read_messages(sample.data, sample.name, sample.choices).messages:
        assert len(message.key) == 24
        assert int(message.key, 16) >= 0


@pytest.mark.parametrize("sample", SAMPLES, ids=_id)
def test_parts_tell_how_far_the_reading_is(sample: Sample) -> None:
    parts, imported = _parts(sample)
    done = [part.done for part in parts]
    assert done == sorted(done)
    assert 0 < done[-1] <= len(sample.data)
    assert sum(len(part.records) for part in parts) == imported.rows_used
    assert imported.messages == ()


def test_a_long_chat_comes_in_batches() -> None:
    lines = [
        f"{day:02}.03.2026, 10:{minute:02} - {'Anna' if minute % 2 else 'Sam'}: ok\n"
        for day in range(1, 31)
        for minute in range(60)
    ]
    path = FOLDER / "long.txt"
    sample = Sample(path, "WhatsApp Chat with Anna.txt", Choices(me=frozenset({"Sam"})), {})
    reader = detect("".join(lines).encode(), sample.name)
    assert reader is not None
    parts = list(reader(io.BytesIO("".join(lines).encode()), sample.name, sample.choices))
    assert max(len(part.records) for part in parts) <= BATCH
    assert sum(len(part.records) for part in parts) == len(lines)


def test_of_many_faults_the_first_are_listed_and_the_others_counted() -> None:
    lines = [f"31.02.2026, 10:{minute:02} - Anna: no such day\n" for minute in range(50)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("clientfit.files.importers.row_accounting.TOLD", 20)
        imported = _read("chat.txt", "".join(lines).encode(), me=frozenset({"Sam"}))
    assert (imported.rows_unread, len(imported.unreadable)) == (50, 20)
    assert imported.more_unreadable == 30


def test_a_reading_that_is_cancelled_leaves_the_file_open_for_others() -> None:
    for sample in SAMPLES:
        source = io.BytesIO(sample.data)
        reader = detect(sample.data[:HEAD], sample.name)
        assert reader is not None
        parts = reader(source, sample.name, sample.choices)
        next(parts)
        parts.close()
        assert not source.closed


# --- real files ---------------------------------------------------------------------------------


def test_the_real_mails_are_read_or_left_out_with_a_reason() -> None:
    for path in MAILS:
        asked = _read(path.name, path.read_bytes())
        assert isinstance(asked.needs, MeChoice)
        imported = _read(path.name, path.read_bytes(), me=frozenset({asked.needs.authors[0][0]}))
        assert _adds_up(imported)
        if path.stem == "outlook":  # it has no date
            assert [each.reason for each in imported.left_out] == [Reason.UNDATED]
        else:
            (message,) = imported.messages
            assert (message.length, message.direction) == (len("Hello"), Direction.OUT)
            assert message.at.tzinfo is not None


def test_the_real_chats_are_read_once_it_is_known_who_is_who() -> None:
    for path in CHATS:
        asked = _read(path.name, path.read_bytes())
        assert isinstance(asked.needs, MeChoice)
        assert (asked.messages, asked.rows_used) == ((), 0)
        me = asked.needs.authors[0][0]
        imported = _read(path.name, path.read_bytes(), me=frozenset({me}))
        assert _adds_up(imported)
        assert imported.rows_read == asked.rows_read
        assert imported.unreadable == ()
        assert (
            sum(each.direction is Direction.OUT for each in imported.messages)
            == (asked.needs.authors[0][1])
        )


def test_files_of_invoices_and_hours_are_no_messages() -> None:
    assert OTHER_SAMPLES
    for path in [*OTHERS, *OTHER_SAMPLES]:
        assert detect(path.read_bytes()[:HEAD], path.name) is None


# --- files that can't be read -------------------------------------------------------------------


def _refusal(name: str, data: bytes) -> str:
    with pytest.raises(ClientfitError) as refused:
        read_messages(data, name, Choices(me=frozenset({"Sam"})))
    assert all(fault.todo for fault in refused.value.faults)
    return str(refused.value)


CHAT = b"02.03.2026, 10:00 - Anna: hi\n13.03.2026, 10:00 - Sam: hi\n"


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("mail.pst", b"!BDN" + bytes(40), "an Outlook data file"),
        ("messages.html", b'<!DOCTYPE html><a class="page_wrap"><b class="history">', "web pages"),
        ("mail.msg", bytes(9) + "__substg1.0_001A".encode("utf-16-le"), "a message of Outlook"),
        ("notes.txt", b"Dear diary, nothing happened today.\n", "no messages"),
        ("empty.txt", b"", "no messages"),
        ("result.json", b'{"chats": {"list": []}, "personal_information": {}}', "of Telegram"),
        ("result.json", b'{"messages": [{"from_id": "u1", "text": "brea', "breaks off"),
        ("result.json", b'{"from_id": ' + b"[" * 100_000, "breaks off"),
        ("result.json", b'{"from_id": ' + b"9" * 10_000 + b"}", "breaks off"),
        ("day.json", b'[{"type": "message", "ts": "1.0"}] and more', "breaks off"),
        ("broken.zip", zipped({"_chat.txt": CHAT})[:60], "damaged"),
        ("pictures.zip", zipped({"photo.jpg": b"\xff\xd8\xff"}), "no messages"),
        ("two.zip", zipped({"a.txt": CHAT, "b.txt": CHAT}), "a.txt, b.txt"),
        ("slack.zip", zipped({"users.json": b"{}"}), "users.json"),
    ],
    ids=lambda given: given if isinstance(given, str) else f"{len(given)} bytes",
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_reason(name: str, data: bytes, says: str) -> None:
    assert says in _refusal(name, data)


def test_an_archive_with_a_password_is_refused() -> None:
    data = bytearray(zipped({"_chat.txt": CHAT}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    assert "password" in _refusal("chat.zip", bytes(data))


def test_an_archive_that_would_fill_the_memory_is_refused_before_it_is_unpacked() -> None:
    data = bytearray(zipped({"_chat.txt": CHAT}))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (2**32 - 2).to_bytes(4, "little")
    assert "far too large" in _refusal("chat.zip", bytes(data))


def test_one_message_of_absurd_length_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clientfit.files.importers.messages.chat.json_stream.LARGEST_VALUE", 10_000)
    data = b'{"from_id": "u1", "messages": ["' + b"x" * 2_000_000 + b'"]}'
    assert "far larger" in _refusal("result.json", data)


def test_nothing_is_written_where_a_path_in_an_archive_leads(tmp_path: Path) -> None:
    outside = tmp_path / "planted.txt"
    data = zipped({f"../../../../../../..{outside}": CHAT})
    imported = _read("chat.zip", data, me=frozenset({"Sam"}))
    assert len(imported.messages) == 2
    assert not outside.exists()


STARTS = [
    b"",
    b"From x Mon Mar 02 08:00:00 2026\nFrom: a@b.c\nTo: d@e.f\n",
    b"From: a@b.c\nTo: sam@okoro.example\nDate: Mon, 2 Mar 2026 10:00:00 +0100\nContent-Type: ",
    b"From: a@b.c\nTo: sam@okoro.example\nDate: x\nContent-Type: multipart/mixed; boundary=b\n\n",
    b"02.03.2026, 10:00 - Anna: hi\n03.03.2026, 10:00 - Sam: ",
    b'{"messages": [{"type": "message", "from": "Sam", "from_id": "u1", "text": ',
    b'[{"type": "message", "user": "Sam", "ts": "1772438400.0", "text": ',
    b"PK\x03\x04",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
@example(STARTS[3], b"Content-Type: multipart/mixed; boundary=b\n\n--b\n" * 60)
@example(STARTS[2], b"text/plain; charset=idna\n\n" + b"a." * 200)
@example(STARTS[1], b"Cc: " + b"(" * 20_000 + b"\n\n")
@example(STARTS[4], b"\n" * 2000)
def test_any_bytes_are_read_or_refused_but_never_crash(start: bytes, tail: bytes) -> None:
    me = frozenset({"Sam", "sam@okoro.example", "a@b.c"})
    for day_first in (None, True):
        try:
            imported = _read("x", start + tail, me=me, day_first=day_first, keep_text=True)
        except ClientfitError as error:
            assert error.faults
            continue
        assert imported.needs is not None or _adds_up(imported)
        assert all(isinstance(each, Message) for each in imported.messages)


ARCHIVE = next(sample for sample in SAMPLES if sample.path.is_dir())


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(ARCHIVE.data) - 1), st.integers(0, 255)), max_size=4))
def test_a_damaged_archive_is_read_or_refused_but_never_crashes(
    damage: list[tuple[int, int]],
) -> None:
    data = bytearray(ARCHIVE.data)
    for at, value in damage:
        data[at] = value
    try:
        imported = read_messages(bytes(data), ARCHIVE.name, ARCHIVE.choices)
    except ClientfitError as error:
        assert error.faults
    else:
        assert imported.needs is not None or _adds_up(imported)
