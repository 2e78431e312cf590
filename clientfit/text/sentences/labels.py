"""Short labels for lists and tables: states of invoices, attempts, changes, and column roles."""

from __future__ import annotations

from collections.abc import Mapping

from clientfit.core.model import ChangeKind, InvoiceState, Outcome, Response
from clientfit.text.i18n import Translator


def invoice_state_name(state: InvoiceState, t: Translator) -> str:
    """The state of an invoice."""
    return {
        InvoiceState.OPEN: t("open"),
        InvoiceState.PAID: t("paid"),
        InvoiceState.WRITTEN_OFF: t("written off"),
        InvoiceState.CREDIT: t("credit"),
        InvoiceState.VOID: t("void"),
        InvoiceState.DRAFT: t("draft"),
    }[state]


def response_name(response: Response, t: Translator) -> str:
    """How a client responded to a repair attempt."""
    return {
        Response.WELL: t("well"),
        Response.MIXED: t("mixed"),
        Response.BADLY: t("badly"),
        Response.REFUSED: t("refused it"),
        Response.SILENCE: t("no answer"),
    }[response]


def outcome_name(outcome: Outcome, t: Translator) -> str:
    """What a repair attempt changed."""
    return {
        Outcome.OPEN: t("not known yet"),
        Outcome.BETTER: t("better"),
        Outcome.SAME: t("the same"),
    }[outcome]


def change_name(kind: ChangeKind, t: Translator) -> str:
    """What kind of change was made to an answer."""
    return {
        ChangeKind.ANSWER: t("answered"),
        ChangeKind.NOTE: t("note written"),
        ChangeKind.CLEAR: t("answer taken back"),
    }[kind]


def subject_words(t: Translator) -> Mapping[str, str]:
    """What one row of an imported table stands for, by the subject of the table."""
    return {"invoices": t("an invoice"), "hours": t("a stretch of working time")}


def role_words(t: Translator) -> Mapping[str, str]:
    """The meaning of a column of an imported table, by the id of its role."""
    return {
        "client": t("Client"),
        "number": t("Number"),
        "issued": t("Date of the invoice"),
        "due": t("Due date"),
        "term": t("Days to pay"),
        "settled": t("Date of payment"),
        "total": t("Amount of the invoice"),
        "paid": t("Paid so far"),
        "owed": t("Still open"),
        "currency": t("Currency"),
        "refunded": t("Given back"),
        "status": t("Status"),
        "kind": t("Kind of document or entry"),
        "disputed": t("Disputed, yes or no"),
        "line": t("Amount of one line"),
        "project": t("Project"),
        "task": t("Task"),
        "tags": t("Tags"),
        "day": t("Day"),
        "start": t("Start"),
        "end_day": t("Day of the end"),
        "end": t("End"),
        "duration": t("Duration (a bare number is hours)"),
        "minutes": t("Duration in minutes"),
        "seconds": t("Duration in seconds"),
        "billable": t("Billable, yes or no"),
        "billed": t("Billed, yes or no"),
    }
