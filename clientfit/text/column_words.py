"""What a column of a table may be, in a word or two, where a person picks the columns."""

from __future__ import annotations

from clientfit.text.i18n import Translator


def column_name(role: str, t: Translator) -> str:
    """The name of a role (`clientfit.files.importers.roles_of`), as a label shows it."""
    return {
        "client": t("Client"),
        "number": t("Number of the invoice or entry"),
        "issued": t("Date of the invoice"),
        "due": t("Due on"),
        "term": t("Days until it is due"),
        "settled": t("Paid on"),
        "total": t("Total of the invoice"),
        "paid": t("Paid so far"),
        "owed": t("Still open"),
        "currency": t("Currency"),
        "status": t("Status of the invoice"),
        "kind": t("Kind of document"),
        "disputed": t("In dispute"),
        "project": t("Project"),
        "task": t("Task"),
        "tags": t("Tags"),
        "day": t("Date of the work"),
        "start": t("Started at"),
        "end_day": t("Date of the end"),
        "end": t("Ended at"),
        "duration": t("Duration, or hours"),
        "minutes": t("Minutes"),
        "seconds": t("Seconds"),
        "billable": t("To be billed"),
        "billed": t("Billed already"),
    }[role]
