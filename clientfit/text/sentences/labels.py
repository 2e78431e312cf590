"""How invoices, attempts and changes stand, in a word or two, as lists and tables show it."""

from __future__ import annotations

from collections.abc import Mapping

from clientfit.core.model import ChangeKind, InvoiceState, Outcome, Response
from clientfit.text.i18n import Translator


def invoice_state_name(state: InvoiceState, t: Translator) -> str:
    """Where an invoice stands."""
    return {
        InvoiceState.OPEN: t("open"),
        InvoiceState.PAID: t("paid"),
        InvoiceState.WRITTEN_OFF: t("written off"),
        InvoiceState.CREDIT: t("credit"),
        InvoiceState.VOID: t("void"),
        InvoiceState.DRAFT: t("draft"),
    }[state]


def response_name(response: Response, t: Translator) -> str:
    """How a client took an attempt at repair."""
    return {
        Response.WELL: t("well"),
        Response.MIXED: t("mixed"),
        Response.BADLY: t("badly"),
        Response.REFUSED: t("refused it"),
        Response.SILENCE: t("no answer"),
    }[response]


def outcome_name(outcome: Outcome, t: Translator) -> str:
    """What an attempt changed."""
    return {
        Outcome.OPEN: t("not known yet"),
        Outcome.BETTER: t("better"),
        Outcome.SAME: t("the same"),
    }[outcome]


def change_name(kind: ChangeKind, t: Translator) -> str:
    """What a change of an answer was."""
    return {
        ChangeKind.ANSWER: t("answered"),
        ChangeKind.NOTE: t("note written"),
        ChangeKind.CLEAR: t("answer taken back"),
    }[kind]


def subject_words(t: Translator) -> Mapping[str, str]:
    """One row of a table, by what the table is about."""
    return {"invoices": t("an invoice"), "hours": t("a stretch of working time")}


def role_words(t: Translator) -> Mapping[str, str]:
    """What a column holds, by the id of its role."""
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
