"""Mail and mailboxes: what somebody wrote, where one mail ends, and whose mailbox it is."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from message_samples import zipped

from clientfit.core.errors import ClientfitError
from clientfit.core.records.activity import Direction
from clientfit.files.importers import Choices, Imported, MeChoice
from clientfit.files.importers.messages import read_messages
from clientfit.files.importers.messages.mail import mbox
from clientfit.files.importers.messages.mail.html_text import html_text
from clientfit.files.importers.messages.mail.own_text import own_text
from clientfit.files.importers.messages.mail.sort import LIMIT
from clientfit.files.importers.messages.words import load_mail, mail_words
from clientfit.text.content.entry import content_text

WORDS = mail_words()
ME = "sam@okoro.example"


def _own(text: str) -> str:
    return own_text(text, WORDS.quotes)


def _mail(
    sender: str = "anna@atelier.example",
    to: str = ME,
    *more: str,
    body: str = "Hello",
    number: int = 1,
) -> bytes:
    day = f"Date: Mon, 2 Mar 2026 10:{number % 60:02}:00 +0100"
    head = (f"From: {sender}", f"To: {to}", day, f"Message-ID: <{number}@x.example>", *more)
    return "\n".join((*head, "", body)).encode()


def _box(mails: Sequence[bytes]) -> bytes:
    line = b"From x Mon Mar 02 08:00:00 2026\n"
    return b"".join(line + mail + b"\n\n" for mail in mails)


def _read(data: bytes, *me: str) -> Imported:
    return read_messages(data, "mail", Choices(me=frozenset(me or (ME,)), keep_text=True))


# --- own words ----------------------------------------------------------------------------------

QUOTED = "\n\n> Older words.\n> More of them.\n"


@pytest.mark.parametrize(
    "introduction",
    [
        "On Apr 3, 2012, at 4:19 PM, bob <bob@example.com> wrote:",
        "On Mon, 2 Mar 2026 at 10:00, Anna de Wit\n<anna@atelier.example> wrote:",
        "Op ma 2 mrt 2026 om 10:00 schreef Anna <anna@atelier.example>:",
        "Op 2 mrt. 2026, om 10:00 heeft Anna <anna@atelier.example> het volgende geschreven:",
        "W dniu 2.03.2026 o 10:00, Anna pisze:",
        "pon., 2 mar 2026 o 10:00 Anna <anna@atelier.example> napisał(a):",
        "Dnia 2 marca 2026 10:00 Anna napisała:",
        "في الاثنين، ٢ مارس ٢٠٢٦ في ١٠:٠٠ ص كتب Anna <anna@atelier.example>:",
        "في الاثنين، ٢ مارس ٢٠٢٦ في ١٠:٠٠ ص كتبت\n<anna@atelier.example>:",
        "Am 02.03.2026 um 10:00 schrieb Anna:",
        "On Tue, Mar 3, 2026 at 8:59 AM, Anna de Wit\n<anna@atelier.example>wrote:",
        "Op ma 15 jan. 2025 17:03 Anna <anna@atelier.example>\nschreef:",
        "Le lun. 2 mars 2026 à 10:00, Anna <anna@atelier.example> a écrit :",
        '02.04.2012 14:20 пользователь "bob@example.com" <bob@example.com> написал:',
    ],
)
def test_what_is_quoted_is_not_counted(introduction: str) -> None:
    assert _own(f"Fine by me.\n\n{introduction}{QUOTED}") == "Fine by me."
    assert _own(f"{introduction}{QUOTED}\nFine by me.") == "Fine by me."
    assert _own(f"Fine by me.\n\n{introduction}\n\nOlder words without marks.") == "Fine by me."


@pytest.mark.parametrize(
    "older",
    [
        "-----Original Message-----\nFrom: Anna",
        "----- Oorspronkelijk bericht -----\nVan: Anna",
        "---------- Forwarded message ---------\nFrom: Anna",
        "Begin forwarded message:\n\nFrom: Anna",
        "-------- Wiadomość oryginalna --------\nOd: Anna",
        "-----الرسالة الأصلية-----\nمن: Anna",
        "From: Anna\nSent: Monday, March 2, 2026 10:00 AM\nTo: Sam\nSubject: Menu",
        "________________________________\nFrom: Anna\nSent: Monday\nTo: Sam\nSubject: Menu",
        "*From:* Anna\n*Date:* Monday\n*To:* Sam",
        "Van: Anna\nVerzonden: maandag 2 maart 2026 10:00\nAan: Sam\nOnderwerp: Menu",
        "Od: Anna\nWysłano: poniedziałek, 2 marca 2026\nDo: Sam\nTemat: Menu",
        "من: Anna\nتاريخ الإرسال: ٢ مارس ٢٠٢٦\nإلى: Sam\nالموضوع: Menu",
        "Von: Anna\nGesendet: Montag\nAn: Sam\nBetreff: Menu",
        "-- \nAnna de Wit\nAtelier",
        "Sent from my iPhone",
        "Verzonden vanaf Outlook voor iOS",
        "Wysłano z iPhone'a",
        "أُرسلت من الـ iPhone",
    ],
)
def test_older_messages_signatures_and_what_programs_add_are_not_counted(older: str) -> None:
    assert _own(f"Fine by me.\n\n{older}\n") == "Fine by me."


@pytest.mark.parametrize(
    "text",
    [
        "Please note:\n1. blue\n2. green",
        "On 3 March I wrote: nothing came of it.",
        "I wrote to 3 printers",
        "From Monday on I am away.\nTo be sure, call me.",
        "From: red\nwe go to blue.",
        "A list\n- one\n- two\n\nand 2 > 1 is true",
        "Original message was lost.",
        "She wrote:\nnothing",
        "Another one.\n\nSent from my desk, which is easier than from a telephone.",
    ],
)
def test_own_words_that_only_look_like_a_quote_are_kept(text: str) -> None:
    assert _own(text) == text


def test_answers_between_the_quotes_are_counted() -> None:
    text = "On Mon, 2 Mar 2026, Sam wrote:\n> Blue?\nYes.\n\n> And when?\nOn Friday.\n-- \nAnna"
    assert _own(text) == "Yes.\n\nOn Friday."


SAFE = st.text("abc xyz é ش ż", min_size=1, max_size=40).map(str.strip).filter(bool)


@settings(deadline=None)
@given(st.lists(SAFE, min_size=1, max_size=5), st.lists(SAFE, max_size=5))
def test_a_quote_of_anything_leaves_the_own_words_as_they_are(
    own: list[str], old: list[str]
) -> None:
    text = "\n".join(own)
    quoted = "\n".join(f"> {line}" for line in old)
    assert _own(f"{text}\n\nOn 2 Mar 2026, Sam wrote:\n\n{quoted}") == text


@settings(deadline=None)
@given(st.text(max_size=400))
def test_own_words_are_never_more_than_there_were(text: str) -> None:
    assert len(_own(text)) <= len(text)


def test_html_is_read_as_it_is_seen() -> None:
    markup = (
        "<html><head><title>No</title></head><style>p{}</style><!-- no --><p>One &lt; two</p>"
        "<div>three<br>four</div><script>no()</script><blockquote>old</blockquote>five"
        '<div class="gmail_quote">On 2 Mar Sam wrote:<p>older</p></div>'
    )
    seen = [line for line in html_text(markup, WORDS.quotes.marks).split("\n") if line.strip(" >")]
    assert seen == ["One < two", "three", "four", "> old", "five"]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a < b and b > c", "a < b and b > c"),
        ("<p>1 < 2 <b>and</b> 3 <4</p>", "1 < 2 and 3 <4"),
        ("Tom & Ann &amp; Bo &lt;3", "Tom & Ann & Bo <3"),
        ("&eacute;&nbsp;&#8364; &unknown;", "é € &unknown;"),
        ("<style>p { a: 'b' }</style>x<script>if (a < b) c('</p>')</script>y", "xy"),
        ("one<br>two<br/>three<p>four<p>five</p>six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("<ul><li>a<li>b</ul>", "a\nb"),
        ("<p class=\"a>b\">kept</p><img alt='x > y'>", "kept"),
        ("<p>seen<!-- not > this --> too<!-- nor all of this", "seen too"),
        ("<p>one <b>two <i>three</b> four</i>", "one two three four"),
        ("</div></p>stray</blockquote> ends", "stray ends"),
        ("<blockquote><p>old</blockquote>new", "> old\nnew"),
        ("<blockquote>a<blockquote>b</blockquote>c</blockquote>d", "> a\n> b\n> c\nd"),
        ("new<div id=divRplyFwdMsg>old</div>older", "new"),
        ("new<blockquote CLASS='x GMAIL_QUOTE'>old", "new"),
        ("<p>gmail_quote is a word</p>", "gmail_quote is a word"),
        ("<?xml version='1.0' encoding='latin-1'?><meta charset=latin-1>żółte", "żółte"),
        ("<!DOCTYPE html><html><body><o:p>Word</o:p></body></html> after", "Word after"),
        ("half a \ud800 letter", "half a ? letter"),
        ("", ""),
    ],
)  # fmt: skip
def test_html_gives_its_words_as_a_browser_would(markup: str, text: str) -> None:
    lines = html_text(markup, WORDS.quotes.marks).split("\n")
    assert "\n".join(line.strip() for line in lines if line.strip(" >")) == text


@pytest.mark.parametrize(
    "markup",
    [
        "<div>" * 26_000 + "end",
        "<div>" * 13_000 + "</div>" * 13_000 + "end",
        "<blockquote>" * 11_000 + "</blockquote>" * 11_000 + "end",
        "<table><tr><td>" * 8_000 + "end",
        "<b>" * 40_000 + "end",
        "<p>x</p>" * 16_000 + "end",
        "&" * 128_000 + "end",
        "< " * 64_000 + "end",
    ],
    ids=lambda markup: markup[:12],
)
def test_html_is_read_to_its_end_however_long_or_deep(markup: str) -> None:
    assert html_text(markup, WORDS.quotes.marks).rstrip().endswith("end")


@settings(deadline=None)
@given(st.text("<>/!-ab \n\"'&;=", max_size=300))
def test_html_that_is_none_is_read_all_the_same(markup: str) -> None:
    assert isinstance(html_text(markup, WORDS.quotes.marks), str)


# --- one mail -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "body", "text"),
    [
        ("text/plain; charset=x-nonsense", "Żółte", "Żółte"),
        ("text/plain; charset=idna", "Żółte", "Żółte"),
        ("text/plain; charset=zip", "Żółte", "Żółte"),
        ('text/plain; charset="us-ascii"', "Żółte", "Żółte"),
        ("multipart/mixed", "No boundary", "No boundary"),
        ("multipart/mixed; boundary=b", "--b\n\nNever closed", "Never closed"),
        ("multipart/mixed; boundary=b", "no part at all", ""),
        ("application/pdf", "JVBERi0=", ""),
        ("text/calendar", "BEGIN:VCALENDAR", ""),
        ("nonsense", "Hello", "Hello"),
        ("multipart/alternative; boundary=b",
         "--b\n\n \n--b\nContent-Type: text/html\n\n<p>Hi</p>\n--b--", "Hi"),
        ("multipart/mixed; boundary=b",
         "--bb\n\nNo\n--b\n\nYes\n--bb\nmore\n--b--\nafter", "Yes\n--bb\nmore"),
    ],
)  # fmt: skip
def test_a_broken_mail_is_read_as_far_as_it_goes(head: str, body: str, text: str) -> None:
    imported = _read(_mail(ME, "jo@berg.example", f"Content-Type: {head}", body=body))
    assert [message.text for message in imported.messages] == [text]


@pytest.mark.parametrize("charset", ["½tf-8", "none", "zip", "utf-8"])
def test_a_name_in_an_encoding_that_is_none_is_left_as_it_is(charset: str) -> None:
    mail = _mail(f"=?{charset}?q?Ann=C3=A9?= <anna@atelier.example>", ME)
    assert [message.client for message in _read(mail).messages] == ["anna@atelier.example"]


def test_a_mark_at_the_beginning_of_a_file_hides_nothing() -> None:
    for data in (_mail(), _box([_mail()])):
        assert len(_read(b"\xef\xbb\xbf" + data).messages) == 1


def test_base64_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    packed = base64.b64encode(b"Hello there").decode()[:-3]
    mail = _mail(ME, "jo@berg.example", "Content-Transfer-Encoding: base64", body=packed)
    assert [message.text for message in _read(mail).messages] == ["Hello the"]


@pytest.mark.parametrize(
    ("date", "at"),
    [
        ("Mon, 2 Mar 2026 10:00:00 +0100", "2026-03-02T10:00:00+01:00"),
        ("2 Mar 2026 10:00:00 GMT", "2026-03-02T10:00:00+00:00"),
        ("Mon, 2 Mar 2026 10:00:00 -0000", "2026-03-02T10:00:00+00:00"),
        ("Mon, 2 Mar 2026 10:00:00", "2026-03-02T10:00:00"),
        ("Mon, 2 Mar 2026 10:00:00 +0100 (CET)", "2026-03-02T10:00:00+01:00"),
    ],
)
def test_a_date_is_read_with_its_zone_or_as_the_clock_on_the_wall(date: str, at: str) -> None:
    mail = f"From: {ME}\nTo: jo@berg.example\nDate: {date}\nSubject: x\n\nHi".encode()
    assert [message.at.isoformat() for message in _read(mail).messages] == [at]


def test_the_first_receiver_who_is_not_the_person_is_the_client() -> None:
    mail = _mail(ME, f"{ME}, Jo <Jo@Berg.example>, anna@atelier.example")
    (message,) = _read(mail).messages
    assert (message.client, message.direction) == ("jo@berg.example", Direction.OUT)


def test_a_mail_to_nobody_that_is_named_is_told() -> None:
    imported = _read(_mail(ME, "undisclosed-recipients:;"))
    assert [(fault.column, fault.reason) for fault in imported.unreadable] == [
        ("To", "it does not say to whom it was sent")
    ]


@pytest.mark.parametrize(
    "heads", [("Subject: Re: Menu",), ("Subject: FW: RE[2]: menu",), ("Subject: odp: Menu",)]
)
def test_without_ids_a_thread_is_its_subject(heads: tuple[str, ...]) -> None:
    plain = _mail("anna@atelier.example", ME, "Subject: Re: Menu")
    threads = {
        _read(each).messages[0].thread
        for each in (plain, _mail(ME, "anna@atelier.example", *heads))
    }
    assert len(threads) == 1


def test_an_answer_is_in_the_thread_of_what_it_answers() -> None:
    first = _mail("anna@atelier.example", ME, "Subject: Menu", number=7)
    second = _mail(ME, "anna@atelier.example", "In-Reply-To: <7@x.example>", number=8)
    third = _mail("jo@berg.example", ME, "References: <7@x.example>\n <8@x.example>", number=9)
    other = _mail("jo@berg.example", ME, "Subject: Menu", number=10)
    threads = [_read(each).messages[0].thread for each in (first, second, third, other)]
    assert len(set(threads[:3])) == 1
    assert threads[3] not in threads[:3]


# --- mailboxes ----------------------------------------------------------------------------------


@settings(max_examples=60, deadline=None)
@given(st.lists(SAFE, min_size=1, max_size=8), st.integers(1, 700), st.booleans())
def test_in_what_slices_a_mailbox_is_read_changes_nothing(
    bodies: list[str], size: int, crlf: bool
) -> None:
    mails = [_mail(body=f"{body}\n\nFrom here on", number=n) for n, body in enumerate(bodies)]
    data = _box(mails)
    data = data.replace(b"\n", b"\r\n") if crlf else data
    whole = [raw.data for raw in mbox.split(io.BytesIO(data)) if raw is not None]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mbox, "_SLICE", size)
        sliced = [raw.data for raw in mbox.split(io.BytesIO(data)) if raw is not None]
    assert sliced == whole
    assert len(whole) == len(mails)


@pytest.mark.parametrize(
    "line",
    [
        "From x Mon Mar 02 08:00:00 2026",
        "From - Mon Mar  2 08:00:00 2026",
        "From 1729@xxx Mon Mar 02 08:00:00 +0000 2026",
        "From anna@atelier.example Mon Mar 02 08:00:00 2026 +0100",
        'From "Anna de Wit" Mon Mar 02 08:00:00 CET 2026',
        "From ???@???",
        "From ",
    ],
)
def test_mails_are_told_apart_by_whatever_line_a_program_writes(line: str) -> None:
    body = "A text.\n\nFrom this line on all is text\nNote: this too."
    data = "".join(
        f"{line}\n{_mail(body=body).decode()}\n\n" for _ in range(3)
    )  # fmt: skip
    rows = [raw for raw in mbox.split(io.BytesIO(data.encode())) if raw is not None]
    assert len(rows) == (3 if "2026" in line else 6)  # without dates the text can't be told apart


def test_of_a_huge_mail_only_the_beginning_is_held_and_that_is_told() -> None:
    attached = "\n".join(["A" * 76] * (LIMIT // 50))
    first = "Content-Type: multipart/mixed; boundary=b"
    text_first = f"--b\n\nShort\n--b\nContent-Type: application/pdf\n\n{attached}\n--b--"
    text_last = f"--b\nContent-Type: application/pdf\n\n{attached}\n--b\n\nShort\n--b--"
    box = _box(
        [
            _mail("jo@berg.example", ME, first, body=text_first, number=1),
            _mail("jo@berg.example", ME, first, body=text_last, number=2),
            _mail("jo@berg.example", ME, body=attached, number=3),
            _mail("jo@berg.example", ME, body="The end", number=4),
        ]
    )
    held = [len(raw.data) for raw in mbox.split(io.BytesIO(box)) if raw is not None]
    imported = _read(box)
    assert max(held) == LIMIT
    assert [fault.row for fault in imported.doubts] == [2, 3]
    assert [imported.messages[at].text for at in (0, 1, 3)] == ["Short", "", "The end"]


def test_a_text_that_is_cut_is_cut_between_letters() -> None:
    imported = _read(_mail("jo@berg.example", ME, body="x" + "ż" * 100_000))
    (message,) = imported.messages
    assert message.text == "x" + "ż" * (message.length - 1)
    assert message.length > 50_000
    assert [fault.row for fault in imported.doubts] == [1]


# --- whose mailbox ------------------------------------------------------------------------------

CLIENTS = [f"client{n}@x.example" for n in range(6)]


def _asked(data: bytes) -> Imported:
    return read_messages(data, "mail")


def test_who_stands_in_nearly_every_mail_is_the_person() -> None:
    mails = [_mail(each, ME, number=n) for n, each in enumerate(CLIENTS)]
    mails += [_mail(ME, each, number=n + 20) for n, each in enumerate(CLIENTS)]
    imported = _asked(_box(mails))
    assert imported.me == (ME,)
    assert [m.direction for m in imported.messages] == [Direction.IN] * 6 + [Direction.OUT] * 6


def test_between_two_people_the_person_is_asked() -> None:
    mails = [
        _mail(CLIENTS[0], ME, number=1),
        _mail(ME, CLIENTS[0], number=2),
        _mail(ME, CLIENTS[0], number=3),
    ]
    imported = _asked(_box(mails))
    assert imported.needs == MeChoice(((CLIENTS[0], 1), (ME, 2)), ())
    assert imported.messages == ()


def test_a_name_that_was_said_stands_for_its_addresses() -> None:
    mails = [
        _mail(f"Sam Okoro <{ME}>", CLIENTS[0], number=1),
        _mail(CLIENTS[0], ME, number=2),  # here without the name
        _mail(CLIENTS[0], '"Okoro, Sam" <SAM@studio.example>', number=3),
        _mail("SAM  OKORO <sam@studio.example>", CLIENTS[0], number=4),
    ]
    imported = read_messages(_box(mails), "mail", Choices(me=frozenset({"sam okoro"})))
    ways = [message.direction for message in imported.messages]
    assert imported.me == (ME, "sam@studio.example")
    assert ways == [Direction.OUT, Direction.IN, Direction.IN, Direction.OUT]


@pytest.mark.parametrize("head", [f"Delivered-To: {ME}", f"X-Original-To: <{ME}>"])
def test_to_whom_a_mail_was_delivered_says_whose_it_is(head: str) -> None:
    imported = _asked(_mail("anna@atelier.example", "team@okoro.example", head))
    assert imported.me == (ME,)
    assert [message.direction for message in imported.messages] == [Direction.IN]


def test_the_name_of_a_mailbox_at_its_provider_does_not_hide_the_address() -> None:
    delivered = "Delivered-To: u1234@mail.provider.example"
    mails = [_mail(each, ME, delivered, number=n) for n, each in enumerate(CLIENTS)]
    mails += [_mail(ME, each, number=n + 20) for n, each in enumerate(CLIENTS)]
    imported = _asked(_box(mails))
    assert imported.me == (ME, "u1234@mail.provider.example")
    assert imported.rows_used == 12


def test_a_mailbox_without_mail_is_refused() -> None:
    with pytest.raises(ClientfitError, match="no mail was found"):
        _asked(b"From x\n>From y\n")


def test_mails_in_an_archive_are_read_as_one_mailbox() -> None:
    files = {f"folder/{n}.eml": _mail(each, ME, number=n) for n, each in enumerate(CLIENTS)}
    files["sent.mbox"] = _box([_mail(ME, each, number=n + 20) for n, each in enumerate(CLIENTS)])
    files["photo.jpg"] = b"\xff\xd8\xff"
    files["broken.eml"] = b"nothing"
    imported = _asked(zipped(files))
    assert (imported.me, imported.rows_read, imported.rows_used) == ((ME,), 13, 12)
    assert [fault.row for fault in imported.unreadable] == [13]


def test_every_mistake_in_the_words_of_mail_is_reported_at_once() -> None:
    text = content_text("importers/messages/mail.toml")
    broken = text.replace("sure = 80", "sure = 8").replace("[subjects]", "[subject]")
    with pytest.raises(ClientfitError) as refused:
        load_mail(broken)
    told = str(refused.value)
    assert "8 is not from 51 to 100" in told
    assert "subject is no field" in told or "subject" in told
    assert len(refused.value.faults) >= 3
