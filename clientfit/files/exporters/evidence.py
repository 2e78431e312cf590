"""The evidence of one client: dated facts for whoever has to judge them, as PDF with a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clientfit.core.currencies import UNSTATED
from clientfit.core.model import Answer, AnswerChange, ChangeKind, Invoice, InvoiceState
from clientfit.core.names import name_key
from clientfit.core.records.invoices import arrears, days_overdue, owed
from clientfit.files.exporters.clean import one_line
from clientfit.files.exporters.evidence_fees import DAY, SUM, TEXT, FeeLine, fee_sections
from clientfit.files.exporters.names import file_name
from clientfit.files.exporters.packing import packed
from clientfit.files.exporters.redaction import Redaction
from clientfit.files.exporters.typeset import typeset
from clientfit.text.i18n import Translator
from clientfit.text.sentences.labels import invoice_state_name
from clientfit.text.sentences.reading import Words

#: A spreadsheet takes a cell that begins so for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "|", "%")


@dataclass(frozen=True, slots=True)
class Case:
    """What the evidence is made from; what is not about this client is left out."""

    client: str
    names: Collection[str]  # the client's names in the records
    invoices: Sequence[Invoice]
    answers: Mapping[str, Answer]
    history: Sequence[AnswerChange]
    notes: Collection[str] = ()  # the questions whose notes are shown; notes are private
    fees: Sequence[FeeLine] = ()
    redact: tuple[str, ...] = ()

    @property
    def bills(self) -> tuple[Invoice, ...]:
        """This client's invoices, the oldest first."""
        theirs = {name_key(name) for name in (self.client, *self.names)}
        mine = (invoice for invoice in self.invoices if name_key(invoice.client) in theirs)
        return tuple(sorted(mine, key=lambda invoice: (invoice.issued, invoice.number)))


def evidence_zip(case: Case, words: Words, now: datetime) -> bytes:
    """The facts as PDF, and the invoices as a table for a spreadsheet, in one zip file.

    Answers and readings are opinions and stay at home, and so does every note that was not
    chosen. The words of ``case.redact`` are replaced in all of it. Neither file says who made it
    or on which machine. Raises ClientfitError for characters that no shipped font has.
    """
    members = {
        "evidence.pdf": evidence_pdf(case, words, now),
        "invoices.csv": evidence_csv(case, words.t, now.date()),
    }
    return packed(members)


def evidence_name(case: Case, t: Translator) -> str:
    """The name of the file, without redacted words."""
    title = Redaction(case.redact).text(_title(case, t))
    return file_name(title, ending=".zip")


def evidence_pdf(case: Case, words: Words, now: datetime) -> bytes:
    """The facts alone, to read or print."""
    t, today = words.t, now.date()
    fees = [line for line in case.fees if line.invoice in case.bills]
    data = {
        "title": _title(case, t),
        "facts": _facts(case, t, today),
        "sections": [_invoices(case, t, today), *fee_sections(fees, t)],
        "notes": _notes(case, words, now),
        "notes_title": t("Notes, and when they were written"),
        "closing": t(
            "Compiled from the sender’s own records. It states dates and sums, and judges nothing."
        ),
    }
    return typeset("evidence", Redaction(case.redact).all(data), t.language)


def evidence_csv(case: Case, t: Translator, today: date) -> bytes:
    """The invoices as a table: days as ISO writes them, sums as plain decimals."""
    head = [
        t("Invoice"),
        t("Issued"),
        t("Due"),
        t("Settled"),
        t("Total"),
        t("Still open"),
        t("Currency"),
        t("Days late"),
        t("State"),
        t("Disputed"),
    ]
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(head)
    redaction = Redaction(case.redact)
    for bill in case.bills:
        days = _days_late(bill, today)
        table.writerow(
            [
                _cell(redaction.text(one_line(bill.number))),
                bill.issued.isoformat(),
                bill.due.isoformat() if bill.due else "",
                bill.settled.isoformat() if bill.settled else "",
                str(bill.total.units),
                str(bill.owed.units),
                "" if bill.total.currency == UNSTATED else _cell(bill.total.currency),
                "" if days is None else days,
                invoice_state_name(bill.state, t),
                t("yes") if bill.disputed else "",
            ]
        )
    return out.getvalue().encode("utf-8-sig")  # the mark tells Excel that it is UTF-8


def _title(case: Case, t: Translator) -> str:
    return t("Invoices and facts: {client}", client=one_line(case.client))


def _facts(case: Case, t: Translator, today: date) -> list[tuple[str, str]]:
    bills = case.bills
    late = {bill: days for bill in bills if (days := _days_late(bill, today)) is not None}
    facts = [(t("Compiled on"), t.day(today)), (t("Invoices"), t.number(len(bills)))]
    if late:
        count = sum(days > 0 for days in late.values())
        facts.append(
            (
                t("Paid late or overdue"),
                t(
                    "{late} of {judged} with a due date; the longest by {days}",
                    late=t.number(count),
                    judged=t.number(len(late)),
                    days=t.plural(max(late.values()), "{count} day", "{count} days"),
                ),
            )
        )
    for name, sums in ((t("Still open"), owed(bills)), (t("Past due"), arrears(bills, today))):
        if sums:
            facts.append((name, t.listed([t.money(amount) for amount in sums.values()])))
    return facts


def _invoices(case: Case, t: Translator, today: date) -> dict[str, object]:
    rows = []
    for bill in case.bills:
        days, state = _days_late(bill, today), invoice_state_name(bill.state, t)
        rows.append(
            [
                one_line(bill.number),
                t.short_day(bill.issued),
                t.short_day(bill.due) if bill.due else "–",
                t.short_day(bill.settled) if bill.settled else "–",
                t.money(bill.total),
                t.money(bill.owed),
                "–" if days is None else t.number(days),
                t("{state}, disputed", state=state) if bill.disputed else state,
            ]
        )
    columns = [
        (t("Invoice"), *TEXT),
        (t("Issued"), *DAY),
        (t("Due"), *DAY),
        (t("Settled"), *DAY),
        (t("Total"), *SUM),
        (t("Still open"), *SUM),
        (t("Days late"), *SUM),
        (t("State"), *TEXT),
    ]
    return {
        "name": t("Invoices"),
        "intro": "" if rows else t("There are no invoices."),
        "columns": columns,
        "rows": rows,
        "below": [],
    }


def _notes(case: Case, words: Words, now: datetime) -> list[dict[str, str]]:
    t, shown = words.t, []
    for id_, said in case.answers.items():
        if id_ not in case.notes or not said.note.strip():
            continue
        days = [
            t.day(answer_change.at.astimezone(now.tzinfo).date())
            for answer_change in case.history
            if answer_change.question == id_ and answer_change.kind is ChangeKind.NOTE
        ]
        days = list(dict.fromkeys(days)) or [t.day(said.at.astimezone(now.tzinfo).date())]
        shown.append(
            {
                "about": words.ask(id_) if id_ in words.catalog.by_id else id_,
                "text": said.note.strip(),
                "days": t("Written or changed on {days}", days=t.listed(days)),
            }
        )
    return shown


def _days_late(invoice: Invoice, today: date) -> int | None:
    """Days late; None where nobody can say."""
    known = invoice.due and (invoice.state is InvoiceState.OPEN or invoice.settled)
    return days_overdue(invoice, today) if known else None


def _cell(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text
