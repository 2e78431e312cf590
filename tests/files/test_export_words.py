"""Every word of an export goes through the translator, so that another language can follow."""

from __future__ import annotations

import gettext
import io
import re

import openpyxl
import test_evidence_export as evidence
import test_plan_papers as plans
import test_sheets_export as sheets
from hostile import pages

from clientfit import catalog
from clientfit.files.exporters.calendar import plan_ics
from clientfit.files.exporters.evidence import evidence_csv, evidence_pdf
from clientfit.files.exporters.plan import plan_markdown, plan_pdf
from clientfit.files.exporters.sheets import workbook_xlsx
from clientfit.text.i18n import Translator
from clientfit.text.sentences.reading import Words
from clientfit.text.wording import Wording


class Marked(gettext.NullTranslations):
    """Puts every message in quotes that no text here has."""

    def gettext(self, message: str) -> str:
        return f"«{message}»"

    def ngettext(self, one: str, other: str, count: int) -> str:
        return f"«{one if count == 1 else other}»"


T = Translator("en", Wording.of("en"), Marked())
WORDS = Words(catalog(), T)
#: Dates, lists and sums are written by the language's conventions, not by messages.
BY_CONVENTION = {
    *(word for form in T.locale.days["format"].values() for word in form.values()),
    *(word for form in T.locale.months["format"].values() for word in form.values()),
    "and",
}


def unmarked(text: str) -> set[str]:
    """The words outside of all quotes."""
    while (less := re.sub(r"«[^«»]*»", " ", text)) != text:
        text = less
    return set(re.findall(r"[^\W\d_]{2,}", text)) - BY_CONVENTION


def test_the_search_finds_a_word_that_is_not_translated():
    assert unmarked("«The end with «Anna»», planned on Mon, 3 Nov 2026") == {
        "planned",
        "on",
    }


def test_every_word_of_a_plan_is_translated():
    for text in (plan_markdown(plans.paper(), T).decode(), pages(plan_pdf(plans.paper(), T))):
        assert unmarked(text) == set()


def test_every_word_of_a_calendar_is_translated():
    for entry in plans.events(plan_ics(plans.paper(), T, plans.WHEN)):
        # The reason of what was waived is the person's own.
        shown = entry.description.value.replace(plans.MARKS[1].reason, "")
        assert unmarked(entry.summary.value) == unmarked(shown) == set()


def test_every_word_of_the_evidence_is_translated():
    # A note is the person's own, and the source of a rate is named as it names itself.
    case = evidence.case(notes=("abuse",), fees=(evidence.fee(evidence.OPEN),))
    own = {"Zoë", "heard", "it", "on", "the", "phone"}
    sources = " ".join(one.source for one in case.fees[0].fee.segments)
    assert unmarked(pages(evidence_pdf(case, WORDS, evidence.NOW))) <= own | unmarked(sources)
    assert unmarked(evidence_csv(case, T, evidence.TODAY).decode("utf-8-sig")) == {"EUR"}


def test_every_word_of_the_excel_workbook_is_translated():
    titles = {"pause": "«Pause»", "termination": "«End»"}
    content = workbook_xlsx((sheets.data("«Anna»"),), (), WORDS, titles, sheets.NOW)
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    shown = " ".join([*book.sheetnames, *(one for one in cells if isinstance(one, str))])
    # A question from elsewhere has no words but its id, and a currency is its code.
    assert unmarked(shown.replace("from_elsewhere", "").replace("EUR", "")) == set()
