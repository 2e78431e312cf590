"""How invoices, attempts and changes stand, in a word or two, as lists and tables show it."""

from __future__ import annotations

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
