"""What a column of a table may hold, and what a table is about, as people call it."""

from __future__ import annotations

from collections.abc import Mapping

from clientfit.text.i18n import Translator


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
