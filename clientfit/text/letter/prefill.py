"""Facts of a letter that the workbook already knows, so that nobody types them twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clientfit.core.currencies import UNSTATED
from clientfit.core.ending.notice import notice_days
from clientfit.core.ending.plan import Days, payment_day
from clientfit.core.ending.working_days import USUAL, FreeDays, Move, working_day
from clientfit.core.model import Answer, Invoice
from clientfit.core.money import Money
from clientfit.core.reading.levels import abusive, often, value
from clientfit.core.records.account import in_dispute, is_open, overdue
from clientfit.core.records.invoices import arrears, days_overdue, last_due, owed
from clientfit.text.content.letters import Fact, LetterForm
from clientfit.text.i18n import Translator

#: Usual deadlines in days: a week to pay or to answer, a talk sooner, a review after four weeks.
DAYS_TO_ANSWER = 7
DAYS_TO_A_TALK = 3
DAYS_TO_LOOK_AGAIN = 28
#: Questions about the handover are answered until so many days after the last day.
DAYS_FOR_QUESTIONS = 14
#: New terms start on the first of a month, and are announced at least so many days before.
DAYS_BEFORE_TERMS = 14
#: Facts about money. The first one that a letter asks shows how many disputed invoices are left
#: out.
TELL_OF_MONEY = ("invoice_lines", "overdue_lines", "invoices", "owed_sum", "owes")


@dataclass(frozen=True, slots=True)
class Planned:
    """Dates of the exit plan that a letter must agree with."""

    end: date
    pay_by: date


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """What the workbook knows about one client and about the person who writes."""

    answers: Mapping[str, Answer]
    invoices: Sequence[Invoice]
    crossed: Sequence[str]  # ids of the absolute red lines answered "yes"
    today: date
    my_name: str
    plan: Planned | None = None  # dates of the exit plan, if there is one
    free: FreeDays = USUAL

    @property
    def undisputed(self) -> tuple[Invoice, ...]:
        """The invoices that a letter may mention: nobody is reminded of a disputed one."""
        return tuple(invoice for invoice in self.invoices if not invoice.disputed)


def suggested_facts(form: LetterForm, known: KnownFacts, t: Translator) -> dict[str, str]:
    """Suggested values by fact id, as text in the form a page gives them, in the letter's language.

    Only facts that this form asks are included, and none that only the person can know. In
    particular the reason for ending is never suggested, because it has to be true.
    """
    asked = {fact.id: fact for fact in form.facts}
    found = {"my_name": known.my_name} | _choices(known) | _dates(known, ends="end_date" in asked)
    found |= _work(known) | _money(known, t, by_lines="invoice_lines" in asked)
    if "owes" in asked and "owes" not in found:
        del found["pay_by"]
    return {
        id_: text
        for id_, text in found.items()
        if text and id_ in asked and (not asked[id_].options or text in asked[id_].option_ids)
    }


def left_out(asked: Sequence[Fact], known: KnownFacts, t: Translator) -> dict[str, str]:
    """A note that disputed invoices are left out, keyed by the fact about money where it is shown.

    Empty if there are none, or if no fact about money is asked.
    """
    ids = {fact.id for fact in asked}
    beside = next((id_ for id_ in TELL_OF_MONEY if id_ in ids), "")
    aside = in_dispute(known.invoices)
    if beside == "overdue_lines":
        aside = overdue(aside, known.today)
    if not (beside and aside):
        return {}
    told = t.plural(
        len(aside),
        "{count} disputed invoice is left out here. If it belongs in the letter, add it yourself.",
        "{count} disputed invoices are left out here. If they belong in the letter, add them "
        "yourself.",
    )
    return {beside: told}


def invoice_line(invoice: Invoice, today: date, t: Translator) -> str:
    """One line about an open invoice: number, date, open amount, and days overdue or due date.

    Example: 2026-017 of 3 May 2026, €860.00, 14 days overdue
    """
    name = invoice.number or t("Invoice")
    parts = [t("{number} of {day}", number=name, day=t.day(invoice.issued))]
    left, total = t.money(invoice.owed), t.money(invoice.total)
    part_paid = invoice.owed != invoice.total
    parts.append(t("{sum} open of {total}", sum=left, total=total) if part_paid else left)
    days = days_overdue(invoice, today)
    if days:
        parts.append(t.plural(days, "{count} day overdue", "{count} days overdue"))
    elif invoice.due:
        parts.append(t("due on {day}", day=t.day(invoice.due)))
    return ", ".join(parts)


def _choices(known: KnownFacts) -> dict[str, str]:
    """Choices that the answers imply: the setting of the ending, and the usual channel."""
    how = value(known.answers, "channel") or ""
    return {"setting": _setting(known), "channel": how, "way": how}


def _setting(known: KnownFacts) -> str:
    if abusive(known.answers, known.crossed):
        return "after_abuse"
    if often(known.answers, "non_payment") and _owed(known, by_lines=False):
        return "after_non_payment"
    return "ordinary"


def _dates(known: KnownFacts, *, ends: bool) -> dict[str, str]:
    """Usual dates as ISO text, which the person can change.

    Dates on which somebody must act are working days.

    ``ends``: whether the letter ends the work; then the payment date is the plan's.
    """
    today, plan = known.today, known.plan or _unplanned(known)

    def workday(days: int, start: date = today) -> date:
        return working_day(max(start, today) + timedelta(days=days), Move.AFTER, known.free)

    month = today + timedelta(days=DAYS_BEFORE_TERMS)
    first = month if month.day == 1 else (month.replace(day=1) + timedelta(days=31)).replace(day=1)
    days = {
        "as_of": today,
        "pause_from": today,
        "resume_from": workday(0),
        "end_date": max(plan.end, today),
        "from_date": first,
        "start_on": workday(7 - today.weekday()),
        "questions_until": workday(DAYS_FOR_QUESTIONS, plan.end),
        "pay_by": plan.pay_by if ends else workday(DAYS_TO_ANSWER),
        "reply_by": workday(DAYS_TO_ANSWER),
        "day": workday(DAYS_TO_A_TALK),
        "look_again": workday(DAYS_TO_LOOK_AGAIN),
    }
    return {id_: day.isoformat() for id_, day in days.items()}


def _unplanned(known: KnownFacts) -> Planned:
    """The dates of a plan that would start today, for a client without an exit plan."""
    safety = abusive(known.answers, known.crossed)
    notice = notice_days(value(known.answers, "notice"), abusive=safety)
    days = Days.of(known.today, known.today, notice, last_due(known.invoices))
    return Planned(days.end, payment_day(days, known.free))


def _work(known: KnownFacts) -> dict[str, str]:
    undelivered = (value(known.answers, "undelivered") or "").strip()
    return {"open_work": "yes", "deliver": undelivered} if undelivered else {}


def _money(known: KnownFacts, t: Translator, *, by_lines: bool) -> dict[str, str]:
    """What is open and what is overdue: amounts, invoice numbers, and ready-made lines."""
    still_open = [invoice for invoice in known.undisputed if is_open(invoice)]
    late = overdue(known.undisputed, known.today)
    found = {
        "invoice_lines": _lines(still_open, known.today, t),
        "overdue_lines": _lines(late, known.today, t),
        "overdue_sum": _only(arrears(known.undisputed, known.today)),
    }
    if still_open:
        found["stage"] = "reminder" if late else "account"
    debt = _owed(known, by_lines=by_lines and bool(still_open))
    if debt:
        found |= {"owes": "yes", "owed_sum": debt}
        found["invoices"] = "\n".join(invoice.number for invoice in still_open)
    return found


def _lines(invoices: Sequence[Invoice], today: date, t: Translator) -> str:
    in_order = sorted(invoices, key=lambda invoice: (invoice.issued, invoice.number))
    return "\n".join(invoice_line(invoice, today, t) for invoice in in_order)


def _owed(known: KnownFacts, *, by_lines: bool) -> str:
    """The amount owed: as the person answered, else from the records.

    Beside a list of invoices only the records count, so that list and amount agree.
    """
    said = value(known.answers, "owed")
    if said is not None and not by_lines:
        return said if Money.parse(said).minor > 0 else ""
    return _only(owed(known.undisputed))


def _only(sums: Mapping[str, Money]) -> str:
    """The amount if there is exactly one, in a known currency; else empty.

    Amounts in different currencies are never added.
    """
    found = [amount for amount in sums.values() if amount.minor > 0]
    return str(found[0]) if len(found) == 1 and found[0].currency != UNSTATED else ""
