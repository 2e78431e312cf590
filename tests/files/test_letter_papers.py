"""A letter as PDF and as a Word file: what is read back is what was written."""

from __future__ import annotations

import io
import mimetypes
import re

import docx
import pytest
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from hostile import HOSTILE, IDS, is_inert, moments, pages, squeezed, tells_of_the_machine, unzipped
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from clientfit.core.errors import ClientfitError
from clientfit.files.exporters.clean import one_line, visible
from clientfit.files.exporters.glyphs import FONTS, unprintable
from clientfit.files.exporters.names import MEDIA_TYPES
from clientfit.files.exporters.paged import letter_docx, letter_pdf
from clientfit.text.letter.write import Letter

LETTER = Letter(
    "Ending our work together on 30 November 2026",
    "Dear Zoë,\n\nThe open balance is €1,250.00 (invoice 2026_014). Łódź, Kraków, ’s-Hertogenbosch."
    "\n\nKind regards,\nSam Okoro",
)
ARABIC = Letter("إنهاء عملنا معًا", "عزيزتي زوي،\n\nشكرًا لك على العمل معي.\n\nسام")


def lines_of_word(data: bytes) -> list[str]:
    document = docx.Document(io.BytesIO(data))
    return [line for each in document.paragraphs for line in each.text.split("\n")]


def lines_of(letter: Letter) -> list[str]:
    title = one_line(letter.subject) or "…"
    return [title, *filter(None, map(one_line, visible(letter.body).split("\n")))]


def test_a_word_file_holds_the_letter_line_by_line():
    assert lines_of_word(letter_docx(LETTER)) == lines_of(LETTER)
    paragraphs = docx.Document(io.BytesIO(letter_docx(LETTER))).paragraphs
    assert [one.style.name for one in paragraphs] == ["Heading 1", "Normal", "Normal", "Normal"]
    assert paragraphs[-1].text == "Kind regards,\nSam Okoro"


def test_a_pdf_holds_the_letter_and_its_title():
    reader = PdfReader(io.BytesIO(letter_pdf(LETTER)))
    assert len(reader.pages) == 1
    assert squeezed(reader.pages[0].extract_text()) == squeezed("".join(lines_of(LETTER)))
    assert reader.metadata.title == LETTER.subject
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_a_pdf_can_be_read_aloud():
    root = PdfReader(io.BytesIO(letter_pdf(LETTER))).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root


def test_a_pdf_brings_its_own_fonts_and_no_other():
    page = PdfReader(io.BytesIO(letter_pdf(LETTER))).pages[0]
    fonts = {str(one.get_object()["/BaseFont"]) for one in page["/Resources"]["/Font"].values()}
    assert fonts
    assert all(re.match(r"/[A-Z]{6}\+NotoSans", name) for name in fonts), fonts


@pytest.mark.parametrize("make", [letter_pdf, letter_docx])
def test_the_same_letter_gives_the_same_bytes_that_tell_of_no_author_machine_or_moment(make):
    data = make(LETTER)
    assert data == make(Letter(LETTER.subject, LETTER.body))
    assert tells_of_the_machine(data) == []


def test_a_word_file_says_neither_who_wrote_it_nor_when():
    data = letter_docx(LETTER)
    about = docx.Document(io.BytesIO(data)).core_properties
    assert about.title == LETTER.subject
    assert [about.author, about.last_modified_by, about.comments] == ["", "", ""]
    core = unzipped(data)["docProps/core.xml"].decode()
    assert re.findall(r"<(?:dc|cp|dcterms):(\w+)", core) == ["coreProperties", "title", "language"]
    assert moments(data) == {(1980, 1, 1, 0, 0, 0)}


def test_a_pdf_says_neither_who_wrote_it_nor_when():
    reader = PdfReader(io.BytesIO(letter_pdf(LETTER)))
    assert set(reader.metadata) <= {"/Title", "/Creator"}
    assert reader.xmp_metadata.dc_creator == []
    assert reader.xmp_metadata.xmp_create_date is None


def test_a_letter_in_arabic_runs_from_right_to_left():
    document = docx.Document(io.BytesIO(letter_docx(ARABIC, "ar")))
    for paragraph in document.paragraphs:
        assert paragraph._p.pPr.find(qn("w:bidi")) is not None
        assert all(run.font.rtl for run in paragraph.runs)
    reader = PdfReader(io.BytesIO(letter_pdf(ARABIC, "ar")))
    assert reader.trailer["/Root"]["/Lang"] == "ar"
    fonts = reader.pages[0]["/Resources"]["/Font"].values()
    assert any("NotoSansArabic" in str(one.get_object()["/BaseFont"]) for one in fonts)


def test_a_letter_from_left_to_right_is_not_turned():
    document = docx.Document(io.BytesIO(letter_docx(LETTER)))
    assert not list(document.element.body.iter(qn("w:bidi")))
    assert not any(run.font.rtl for one in document.paragraphs for run in one.runs)


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_hostile_text_stays_text_in_a_pdf(text):
    data = letter_pdf(Letter(text, f"Dear Zoë,\n\n{text}\n\nSam"))
    assert is_inert(data)
    shown = squeezed(pages(data))
    assert shown.count(squeezed(one_line(text))) >= 2
    assert "root:x:0" not in shown


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_hostile_text_stays_text_in_a_word_file(text):
    letter = Letter(text, f"Dear Zoë,\n\n{text}\n\nSam")
    data = letter_docx(letter)
    assert lines_of_word(data) == lines_of(letter)
    body = unzipped(data)["word/document.xml"].decode()
    assert not re.search(r"<w:(?:hyperlink|fldSimple|instrText|object)\b", body)


@pytest.mark.parametrize("text", HOSTILE, ids=IDS)
def test_nothing_that_turns_text_round_or_is_never_seen_gets_into_a_file(text):
    assert not set("\u202e\u2066\u2069\x00\x07\x1b\ufffe\uffff") & set(visible(text))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.text(max_size=200))
def test_any_letter_is_read_back_from_word_as_it_was(subject, body):
    letter = Letter(subject, body)
    assert lines_of_word(letter_docx(letter)) == lines_of(letter)


FONT_TEXT = st.text(
    st.characters(max_codepoint=0x52F, exclude_categories=("Cs",))
    | st.sampled_from("#$*_`@<>[]{}\\/~'\"-=+ \n😀مرحب\u0301\u200d")
)


@settings(max_examples=60, deadline=None)
@given(FONT_TEXT, FONT_TEXT)
def test_any_letter_that_the_fonts_can_show_becomes_a_pdf_and_any_other_is_refused_in_words(
    subject, body
):
    letter = Letter(subject, body)
    missing = unprintable("".join(lines_of(letter)))
    if missing:
        with pytest.raises(ClientfitError) as caught:
            letter_pdf(letter)
        assert all(sign in str(caught.value) for sign in missing)
    else:
        assert letter_pdf(letter).startswith(b"%PDF-")


def test_a_character_that_no_font_has_is_named_with_what_to_do_instead():
    with pytest.raises(ClientfitError, match="can’t be printed: 漢 字"):
        letter_pdf(Letter("An end", "Dear 漢字,"))


def test_what_the_fonts_have_is_listed_beside_them():
    """The list is written anew by keeping what is compared here."""
    points = {point for font in FONTS.glob("*.ttf") for point in TTFont(font).getBestCmap()}
    firsts = sorted(point for point in points if point - 1 not in points)
    lasts = sorted(point for point in points if point + 1 not in points)
    runs = [f"{first:04X}-{last:04X}" for first, last in zip(firsts, lasts, strict=True)]
    assert (FONTS / "covered.txt").read_text("ascii").split() == runs


def test_what_the_fonts_have_can_be_printed():
    assert (
        unprintable("Zażółć gęślą jaźń – “Größe” €£₺ Ωмир مرحبا 😀👩\u200d💻 1\u00a0000\t\n") == ()
    )
    assert unprintable("a漢b漢अ☐") == ("漢", "अ", "☐")


def test_the_fonts_come_with_their_licence_and_are_small():
    fonts = list(FONTS.glob("*.ttf"))
    assert len(fonts) == 4
    assert sum(font.stat().st_size for font in fonts) < 3_000_000
    licence = (FONTS / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Noto Emoji" in licence


@pytest.mark.parametrize(("ending", "kind"), MEDIA_TYPES.items())
def test_a_media_type_is_the_one_that_systems_know(ending, kind):
    known = mimetypes.MimeTypes().guess_type(f"a{ending}")[0]
    assert known in (kind, None)
    assert re.fullmatch(r"(application|text|message)/[\w.+-]+", kind)
