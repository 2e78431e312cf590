"""A letter to print or to attach: as a Word file, or as PDF."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from babel import Locale

from clientfit.files.exporters.clean import one_line, visible
from clientfit.files.exporters.letter import paragraphs
from clientfit.files.exporters.packing import repacked
from clientfit.files.exporters.typeset import typeset
from clientfit.text.letter.write import Letter

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_FONT, _POINTS, _SUBJECT_POINTS = "Calibri", 11, 13


def letter_pdf(letter: Letter, language: str = "en") -> bytes:
    """The letter as PDF. Raises ClientfitError for characters that no shipped font has."""
    body = ["\n".join(lines) for lines in paragraphs(visible(letter.body))]
    return typeset("letter", {"title": _title(letter), "paragraphs": body}, language)


def letter_docx(letter: Letter, language: str = "en") -> bytes:
    """The letter as a Word file, to be edited further; its only metadata is the subject."""
    import docx  # slow to load, and rarely needed

    document = docx.Document()
    _prepare(document, _title(letter), language)
    turned = Locale.parse(language).text_direction == "rtl"
    _write(document.add_heading(level=1), [_title(letter)], turned=turned)
    for lines in paragraphs(visible(letter.body)):
        _write(document.add_paragraph(), lines, turned=turned)
    file = BytesIO()
    document.save(file)
    return repacked(file.getvalue())


def _title(letter: Letter) -> str:
    return one_line(letter.subject) or "…"


def _prepare(document: Document, title: str, language: str) -> None:
    """Page, fonts and metadata; the library's template would say who wrote it, and when."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt, RGBColor

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin = section.bottom_margin = Mm(25)
    for name, points in (("Normal", _POINTS), ("Heading 1", _SUBJECT_POINTS)):
        style = document.styles[name]
        style.font.size = Pt(points)
        style.font.color.rgb = RGBColor(0, 0, 0)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for key in list(fonts.attrib):
            del fonts.attrib[key]  # a theme's font would win over a named one
        for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{kind}"), _FONT)
    document.styles["Normal"].paragraph_format.space_after = Pt(_POINTS)
    document.styles["Heading 1"].paragraph_format.space_after = Pt(_POINTS)
    document.styles["Heading 1"].paragraph_format.space_before = Pt(0)
    for language_of in document.styles.element.iter(qn("w:lang")):
        language_of.set(qn("w:val"), language)
        language_of.set(qn("w:bidi"), language)
    about = document.core_properties
    for element in list(about._element):
        about._element.remove(element)
    about.title, about.language = title[:255], language


def _write(paragraph: Paragraph, lines: list[str], *, turned: bool) -> None:
    from docx.oxml import OxmlElement

    run = paragraph.add_run()
    for number, line in enumerate(lines):
        if number:
            run.add_break()
        run.add_text(line)
    if turned:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run.font.rtl = True
