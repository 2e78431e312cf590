"""Chats: how WhatsApp writes dates and names, and the other programs' exports."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from message_samples import zipped

from clientfit.core.errors import ClientfitError
from clientfit.core.records.activity import Direction
from clientfit.files.importers import Choices, DateChoice, Imported, MeChoice, Reason
from clientfit.files.importers.messages import read_messages
from clientfit.files.importers.messages.formats import load as load_kinds
from clientfit.files.importers.messages.words import load_whatsapp
from clientfit.files.importers.values.dates import Order
from clientfit.text.content.entry import content_text

NAME = "WhatsApp Chat with Anna.txt"
SAM = frozenset({"Sam"})


def _chat(text: str, name: str = NAME, **choices: object) -> Imported:
    return read_messages(text.encode(), name, Choices(me=SAM, keep_text=True, **choices))  # type: ignore[arg-type]


# --- dates --------------------------------------------------------------------------------------

#: How phones write a moment: the form, and whether the day comes first; None where it is plain.
FORMS = {
    "%d/%m/%Y, %H:%M - ": True,
    "%m/%d/%y, %I:%M %p - ": False,
    "[%d-%m-%y %H:%M:%S] ": True,
    "[%m/%d/%y, %I:%M:%S\u202f%p] ": False,
    "%d.%m.%Y, %H:%M - ": True,
    "%Y-%m-%d, %H:%M - ": None,
    "%Y/%m/%d, %H:%M - ": None,
    "\u200e[%Y-%m-%d, %H:%M:%S] ": None,
}
START, END = map(datetime.fromisoformat, ("2015-01-01", "2030-01-01"))
STEPS = st.lists(st.integers(0, 60 * 24 * 40), min_size=1, max_size=12)


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(sorted(FORMS)),
    st.datetimes(START, END),
    STEPS,
)
def test_a_chat_is_read_as_the_phone_wrote_it_or_the_person_is_asked(
    form: str, first: datetime, steps: list[int]
) -> None:
    moments = [first.replace(second=0, microsecond=0)]
    for minutes in steps:
        moments.append(moments[-1] + timedelta(minutes=minutes))
    text = "".join(f"{each.strftime(form)}Anna: hi\n" for each in moments)
    imported = _chat(text)
    if isinstance(imported.needs, DateChoice):
        assert imported.needs.examples
        assert FORMS[form] is not None
        imported = _chat(text, day_first=FORMS[form])
    assert [message.at for message in imported.messages] == moments


@pytest.mark.parametrize(
    ("stamp", "clock"),
    [
        ("1/13/26, 12:00 AM - ", "00:00:00"),
        ("1/13/26, 12:00 PM - ", "12:00:00"),
        ("13/1/26, 8:49 p. m. - ", "20:49:00"),
        ("13/1/26, 8:49\u00a0a.\u202fm. - ", "08:49:00"),
        ("13/1/26, 8:49 pm - ", "20:49:00"),
        ("13/1/26, 00:08 a. m. - ", "00:08:00"),
        ("[13-01-26 20:49:07] ", "20:49:07"),
        ("[13.01.26, 20:49:07] ", "20:49:07"),
        ("13.1.2026 klo 20.49 - ", "20:49:00"),
        ("\u200f١٣\u200f/١\u200f/٢٠٢٦، ٨:٤٩ م - ", "20:49:00"),
        ("\u200f١٣\u200f/١\u200f/٢٠٢٦، ٨:٤٩ ص - ", "08:49:00"),
        ("2026-01-13, 20:49 – ", "20:49:00"),
        ("2026. 01. 13. 20:49 - ", "20:49:00"),
        ("13/01/2026 à 20:49 - ", "20:49:00"),
        ("13/1/26 20:49:07: ", "20:49:07"),
        ("2026/1/13 下午8:49 - ", "20:49:00"),
        ("13/01/2026 20:49 - ", "20:49:00"),
    ],
)
def test_a_time_is_read_in_every_style_of_phone(stamp: str, clock: str) -> None:
    (message,) = _chat(f"{stamp}Anna: hi\n").messages
    assert message.at.isoformat() == f"2026-01-13T{clock}"
    assert message.at.tzinfo is None


def test_a_day_above_twelve_decides_for_the_whole_chat() -> None:
    imported = _chat("01/02/26, 10:00 - Anna: a\n13/02/26, 10:00 - Sam: b\n")
    assert imported.dates is Order.DAY_FIRST
    assert [message.at.day for message in imported.messages] == [1, 13]


def test_where_both_readings_fit_two_days_are_shown_in_both() -> None:
    imported = _chat("01/02/26, 10:00 - Anna: a\n03/04/26, 10:00 - Sam: b\n")
    assert isinstance(imported.needs, DateChoice)
    assert [each.value for each in imported.needs.examples] == ["01/02/26", "03/04/26"]
    assert (imported.messages, imported.rows_read, imported.rows_used) == ((), 2, 0)


def test_two_exports_of_phones_that_differ_are_asked_about() -> None:
    imported = _chat("13/02/26, 10:00 - Anna: a\n02/14/26, 10:00 - Sam: b\n")
    assert isinstance(imported.needs, DateChoice)
    assert imported.needs.mixed
    read = _chat("13/02/26, 10:00 - Anna: a\n02/14/26, 10:00 - Sam: b\n", day_first=True)
    assert [fault.row for fault in read.unreadable] == [2]


# --- who is who ---------------------------------------------------------------------------------


def test_nothing_is_read_until_it_is_known_who_is_who() -> None:
    text = "13/02/26, 10:00 - Anna: a\n13/02/26, 10:01 - Jo: b\n13/02/26, 10:02 - Jo: c\n"
    imported = _chat(text, "chat.txt")
    assert imported.needs == MeChoice((("Jo", 2), ("Anna", 1)), ())
    assert imported.messages == ()


@pytest.mark.parametrize(
    ("name", "client"),
    [
        ("WhatsApp Chat with Atelier Anna.txt", "Atelier Anna"),
        ("WhatsApp Chat with Atelier Anna(3).txt", "Atelier Anna"),
        ("WhatsApp-chat met Atelier Anna.txt", "Atelier Anna"),
        ("Czat WhatsApp z Atelier Anna.txt", "Atelier Anna"),
        ("دردشة واتساب مع Atelier Anna.txt", "Atelier Anna"),
        ("_chat.txt", "Anna"),
    ],
)
def test_a_chat_is_called_as_its_file_or_as_the_other_one(name: str, client: str) -> None:
    imported = _chat("13/02/26, 10:00 - Anna: a\n13/02/26, 10:01 - Sam: b\n", name)
    assert [message.client for message in imported.messages] == [client, client]
    ways = [message.direction for message in imported.messages]
    assert ways == [Direction.IN, Direction.OUT]


def test_an_archive_of_an_iphone_has_the_name_of_the_chat() -> None:
    data = zipped({"_chat.txt": b"[13/02/26, 10:00:00] Anna: a\n", "photo.jpg": b"\xff\xd8"})
    imported = read_messages(data, "WhatsApp Chat - Anna.zip", Choices(me=SAM))
    assert [message.client for message in imported.messages] == ["Anna"]


def test_the_other_one_alone_needs_no_question() -> None:
    imported = _chat("13/02/26, 10:00 - Anna: a\n13/02/26, 10:01 - Anna: b\n")
    assert [message.direction for message in imported.messages] == [Direction.IN] * 2


def test_in_a_group_without_a_name_an_answer_goes_to_who_wrote_last() -> None:
    names = ("Anna", "Sam", "Jo", "Sam")
    text = "".join(f"13/02/26, 10:0{n} - {name}: x\n" for n, name in enumerate(names))
    imported = _chat(text, "chat.txt")
    assert [message.client for message in imported.messages] == ["Anna", "Anna", "Jo", "Jo"]


def test_what_was_sent_to_nobody_we_know_is_told() -> None:
    imported = _chat("13/02/26, 10:00 - Sam: hello?\n", "chat.txt")
    assert [fault.row for fault in imported.unreadable] == [1]


# --- entries ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("<Media omitted>", ""),
        ("<Media weggelaten>", ""),
        ("<Pominięto multimedia>", ""),
        ("<تم استبعاد الوسائط>", ""),
        ("\u200eimage omitted", ""),
        ("\u200eسيتم شيء ما", ""),  # after this mark the program speaks, whatever it says
        ("IMG-1.jpg (file attached)\nLook", "Look"),
        ("Look \u200e<attached: 1.jpg>", "Look"),
        ("Later \u200e<This message was edited>", "Later"),
        ("Straks <Dit bericht is bewerkt>", "Straks"),
        ("All the media omitted it, and so did I", "All the media omitted it, and so did I"),
        ("a: b: c", "a: b: c"),
    ],
)  # fmt: skip
def test_a_picture_is_a_message_without_words(text: str, kept: str) -> None:
    assert [m.text for m in _chat(f"13/02/26, 10:00 - Anna: {text}\n").messages] == [kept]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Anna: This message was deleted", Reason.DELETED),
        ("Anna: Dit bericht is verwijderd.", Reason.DELETED),
        ("Anna: Ta wiadomość została usunięta", Reason.DELETED),
        ("Anna: تم حذف هذه الرسالة", Reason.DELETED),
        ("Anna: \u200eMissed voice call", Reason.CALL),
        ("Anna: \u200eVideo call, 12 min", Reason.CALL),
        ("Anna: Nieodebrane połączenie głosowe", Reason.CALL),
        ("Anna: مكالمة صوتية فائتة", Reason.CALL),
        ("Anna: \u200eMessages and calls are end-to-end encrypted.", Reason.SYSTEM),
        ("Berichten zijn end-to-end versleuteld. Meer: https://x.example", Reason.SYSTEM),
        ('Anna created group "Menu: cards"', Reason.SYSTEM),
        ("Anna zmieniła temat na „Menu: karty”", Reason.SYSTEM),
        ("You were added", Reason.SYSTEM),
    ],
)
def test_what_the_program_wrote_is_left_out_with_its_reason(text: str, reason: Reason) -> None:
    imported = _chat(f"13/02/26, 10:00 - {text}\n13/02/26, 10:01 - Anna: hi\n")
    assert [(each.reason, each.rows) for each in imported.left_out] == [(reason, (1,))]
    assert len(imported.messages) == 1


def test_a_longer_export_of_the_same_chat_gives_the_same_keys() -> None:
    lines = [f"13/02/26, 10:0{n // 3} - {'Anna' if n % 2 else 'Sam'}: ok\n" for n in range(20)]
    short, long = _chat("".join(lines[:12])), _chat("".join(lines))
    assert [m.key for m in long.messages][:12] == [m.key for m in short.messages]
    assert len({m.key for m in long.messages}) == 20


# --- json ---------------------------------------------------------------------------------------


@settings(max_examples=50, deadline=None)
@given(
    st.lists(st.text(max_size=30), max_size=10),
    st.sampled_from([None, 1, 4]),
    st.integers(1, 300),
)
def test_a_telegram_chat_is_read_whatever_its_words_and_slices(
    texts: list[str], indent: int | None, size: int
) -> None:
    messages = [
        {"id": n, "type": "message", "date_unixtime": "1772438400", "from": "Anna", "text": text}
        for n, text in enumerate(texts)
    ]
    whole = {"name": "Anna", "from_id": "", "messages": messages, "type": "personal_chat"}
    for ascii_only in (True, False):
        written = json.dumps(whole, indent=indent, ensure_ascii=ascii_only)
        data = written.encode("utf-8", "replace")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("clientfit.files.importers.messages.chat.json_stream._SLICE", size)
            if not messages:
                with pytest.raises(ClientfitError, match="no messages"):
                    read_messages(data, "result.json", Choices())
                continue
            imported = read_messages(data, "result.json", Choices())
        assert [message.length for message in imported.messages] == [len(text) for text in texts]


def test_two_chats_of_one_name_are_two() -> None:
    messages = [
        {"id": 1, "type": "message", "date_unixtime": "1772438400", "from": "Anna", "text": ""}
    ]
    listed = [
        {"name": "Anna", "type": "personal_chat", "id": n, "messages": messages} for n in (1, 2)
    ]
    data = json.dumps({"from_id": "", "chats": {"list": listed}}).encode()
    imported = read_messages(data, "result.json", Choices())
    assert len({message.key for message in imported.messages}) == 2


# --- what is declared ---------------------------------------------------------------------------


def test_a_name_of_a_file_without_a_place_for_the_name_is_a_fault() -> None:
    text = content_text("importers/messages/whatsapp.toml")
    with pytest.raises(ClientfitError, match="where the name stands"):
        load_whatsapp(text.replace('"WhatsApp Chat - {}"', '"WhatsApp Chat"'))


def test_bytes_that_are_not_written_as_digits_are_a_fault() -> None:
    text = content_text("importers/messages/kinds.toml")
    with pytest.raises(ClientfitError, match="hexadecimal"):
        load_kinds(text.replace("2142444e", "!BDN"))
