import email
import html
import re
import unicodedata
from datetime import UTC, datetime, timedelta, timezone
from email.header import decode_header, make_header
from email.policy import default
from email.utils import parseaddr

import mistune
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clientfit.core.errors import ClientfitError
from clientfit.files.exporters.letter import Mailbox, as_eml, as_markdown
from clientfit.files.exporters.names import LONGEST_BYTES, file_name
from clientfit.text.letter.write import Letter
from clientfit.text.wording import fold

LETTER = Letter(
    "Ending our work together on 30 November 2026",
    "Dear Zoë,\n\nThe open balance is €1,250.00 (invoice 2026_014). Write to jo_lind@example.org "
    "& keep well.\n\nKind regards,\nSam Okoro",
)
SAM = Mailbox("Sam Okoro", "sam@example.org")
ZOE = Mailbox("Zoë «Zo» Müller, Ltd.", "zoe.muller+mail@example.co.uk")
WHEN = datetime(2026, 10, 31, 9, 30, tzinfo=timezone(timedelta(hours=1)))

ANY_TEXT = st.text(st.characters() | st.sampled_from("\\`*_{}[]<>()#+-=.!|~:&;\n\r\t\u2028 \x00"))
MARKS = "\\`*_[]<>()#+-=.!|~:&;1a \n"
#: Dense in what Markdown acts on.
MARKUP = st.lists(
    st.sampled_from([*MARKS, "\n\n", "    ", "```", "&amp;", "&#35;", "---"]),
    max_size=25,
).map("".join)


def read_back(data: bytes) -> email.message.EmailMessage:
    message = email.message_from_bytes(data, policy=default)
    assert isinstance(message, email.message.EmailMessage)
    assert not message.defects
    return message


def mailed(letter: Letter = LETTER, sender: Mailbox = SAM, recipient: Mailbox = ZOE) -> bytes:
    return as_eml(letter, sender=sender, recipient=recipient, when=WHEN)


def lines_of(text: str) -> list[str]:
    return [line for line in map(fold, text.splitlines()) if line]


def rendered(markdown: bytes) -> tuple[set[str], list[str]]:
    """The kinds of elements and the lines of text that a reader of the Markdown sees."""
    shown = mistune.html(markdown.decode())
    kinds = set(re.findall(r"</?(\w+)", shown))
    return kinds, lines_of(html.unescape(re.sub(r"<[^>]+>", "", shown)))


def test_a_mail_opens_as_a_draft_with_everything_in_its_place():
    message = read_back(mailed())
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == LETTER.subject
    assert message["From"].addresses[0].display_name == SAM.name
    assert message["From"].addresses[0].addr_spec == SAM.address
    assert message["To"].addresses[0].display_name == ZOE.name
    assert message["To"].addresses[0].addr_spec == ZOE.address
    assert message["Date"].datetime == WHEN
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message.get_content() == LETTER.body.replace("\n", "\r\n") + "\r\n"


def test_a_mail_is_seven_bit_with_network_line_ends_and_no_long_line():
    data = mailed(Letter("Ü" * 300, "wörd " * 400))
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(map(len, data.split(b"\r\n"))) <= 78


def test_an_address_that_nobody_gave_leaves_its_line_out():
    message = read_back(mailed(sender=Mailbox("Sam"), recipient=Mailbox("Zoë")))
    assert message["From"] is None
    assert message["To"] is None


@pytest.mark.parametrize(
    "address",
    [
        "zoe",
        "zoe@example.org\r\nBcc: all@example.org",
        "zoe@example.org\n",
        "zoe@example.org, all@example.org",
        "<zoe@example.org>",
        "zoe@@example.org",
        "zoe @example.org",
        "zoë@example.org",
        "zoe@ex\x00ample.org",
        "zoe@example..org",
        "zoe..m@example.org",
        "zoe@localhost",
    ],
)
def test_what_is_no_mail_address_is_refused_in_words(address):
    with pytest.raises(ClientfitError, match="Address of the recipient: "):
        mailed(recipient=Mailbox("Zoë", address))


def test_both_addresses_are_told_at_once():
    with pytest.raises(ClientfitError) as caught:
        mailed(sender=Mailbox("", "x"), recipient=Mailbox("", "y"))
    assert [str(fault.where) for fault in caught.value.faults] == [
        "Address of the sender",
        "Address of the recipient",
    ]


@settings(deadline=None)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, ANY_TEXT)
def test_no_text_adds_a_line_to_the_head_of_a_mail(subject, body, one, other):
    data = mailed(
        Letter(f"{subject}\r\nBcc: spy@example.org", body),
        Mailbox(f"{one}\nCc: spy@example.org", SAM.address),
        Mailbox(f"{other}\r\n\r\nX-Spy: 1", ZOE.address),
    )
    message = read_back(data)
    assert [name.lower() for name in message][:5] == ["subject", "from", "to", "date", "x-unsent"]
    assert sorted(name.lower() for name in message)[:2] == [
        "content-transfer-encoding",
        "content-type",
    ]
    assert len(message.keys()) == 8
    assert [box.addr_spec for box in message["From"].addresses] == [SAM.address]
    assert [box.addr_spec for box in message["To"].addresses] == [ZOE.address]
    assert lines_of(message.get_content()) == lines_of(body)


@settings(deadline=None)
@given(st.text(st.characters(categories=["L", "Nd", "P", "S", "Zs"]), min_size=1, max_size=90))
def test_names_and_subjects_in_any_script_come_back_whole(text):
    message = email.message_from_bytes(mailed(Letter(text, "x"), Mailbox(text, SAM.address)))
    # Read with the older functions: the newer parser puts spaces into long names.
    subject, sender = (
        str(make_header(decode_header(message[name]))) for name in ("Subject", "From")
    )
    assert subject == fold(text)
    name, address = parseaddr(sender) if fold(text).isascii() else sender.rsplit(" ", 1)
    assert name == fold(text)
    assert address.strip("<>") == SAM.address


def test_markdown_of_an_everyday_letter_needs_no_backslash():
    assert as_markdown(LETTER).decode() == (
        "# Ending our work together on 30 November 2026\n\n"
        "Dear Zoë,\n\n"
        "The open balance is €1,250.00 (invoice 2026_014). Write to jo_lind@example.org "
        "& keep well.\n\n"
        "Kind regards,  \nSam Okoro\n"
    )


@pytest.mark.parametrize(
    "line",
    [
        "# not a title",
        "> not a quote",
        "- not a list",
        "1. not a list",
        "2) nor this",
        "+ or this",
        "not\\",
        "*not loud*",
        "_not loud_",
        "a `code` b",
        "<script>alert(1)</script>",
        "![](http://example.org/x.png)",
        "[x](javascript:alert(1))",
        "&lt;b&gt; &#60;",
        "~~gone~~",
        "a | b\n--- | ---\n1 | 2",
        "Title\n=====",
        "Title\n---",
        "    code",
        "\tcode",
        "```\ncode\n```",
        "[^1]: note",
        "[x]: http://example.org",
        ": definition",
        "***",
        "=====",
        "<!-- gone -->",
    ],
)
def test_markdown_shows_what_was_typed_and_obeys_none_of_it(line):
    kinds, lines = rendered(as_markdown(Letter("Subject", f"Hello\n\n{line}\n\nand {line}")))
    assert kinds <= {"h1", "p", "br"}
    assert lines == ["Subject", "Hello", *lines_of(line), *lines_of(f"and {line}")]


@settings(deadline=None)
@given(MARKUP, MARKUP)
def test_no_mixture_of_signs_becomes_markup(subject, body):
    kinds, lines = rendered(as_markdown(Letter(f"S {subject}", body)))
    assert kinds <= {"h1", "p", "br"}
    assert lines == [fold(f"S {subject}"), *lines_of(body)]


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Maria", "The end of our work"), "Maria - The end of our work.md"),
        (("Müller & Söhne / Partner",), "Müller & Söhne Partner.md"),
        (("../../etc/passwd",), "etc passwd.md"),
        (("C:\\Windows\\win.ini",), "C Windows win.ini.md"),
        (("شركة النور",), "شركة النور.md"),
        (("CON",), "_CON.md"),
        (("com1.tar",), "_com1.tar.md"),
        (("Lpt¹",), "_Lpt¹.md"),
        (("Console",), "Console.md"),
        (("", "  ", "..."), "client.md"),
        ((".hidden", "-rf"), "hidden - rf.md"),
        (("a\x00b\r\nc\u202ed",), "a b c d.md"),
        (("Cafe\u0301",), "Café.md"),
    ],
)
def test_a_file_is_named_after_the_client_on_every_system(parts, name):
    assert file_name(*parts, ending=".md") == name


@settings(deadline=None)
@given(st.lists(ANY_TEXT, max_size=3), st.sampled_from([".md", ".eml", ""]))
def test_any_name_gives_a_safe_file_name(parts, ending):
    name = file_name(*parts, ending=ending)
    stem = name.removesuffix(ending)
    assert name.endswith(ending)
    assert stem
    assert len(name.encode()) <= LONGEST_BYTES + 1
    assert not set(name) & set('/\\:*?"<>|')
    assert stem[0] not in " .-"
    assert stem[-1] not in " ."
    assert stem.split(".")[0].strip().upper() not in {"CON", "PRN", "AUX", "NUL", "COM1", "LPT9"}
    assert all(unicodedata.category(c) not in {"Cc", "Cf", "Cs"} for c in name)


def test_a_long_name_is_cut_between_letters_and_is_still_a_file(tmp_path):
    name = file_name("q\u0301" * 200, ending=".eml")
    assert 100 < len(name.encode()) <= LONGEST_BYTES
    assert name.removesuffix(".eml") == "q\u0301" * (len(name.removesuffix(".eml")) // 2)
    (tmp_path / name).write_bytes(mailed())
    assert read_back((tmp_path / name).read_bytes())["Date"].datetime.astimezone(UTC) == WHEN


def test_text_that_looks_encoded_comes_back_as_it_was_typed():
    typed = "=?utf-8?q?Sp=79?= Ltd"
    message = read_back(mailed(Letter(typed, "x"), Mailbox(typed, SAM.address)))
    assert message["Subject"] == typed
    assert message["From"].addresses[0].display_name == typed
