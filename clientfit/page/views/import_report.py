"""What came of an import, row by row where something could not be read."""

from __future__ import annotations

from clientfit.app.import_report import count_lines, merged_lines
from clientfit.app.session import Session
from clientfit.app.upload import Copy, Import
from clientfit.core.phrases import told
from clientfit.files.importers import ColumnChoice, Imported, RowFault
from clientfit.page.views.import_questions import choice
from clientfit.page.wire.common import Lines
from clientfit.page.wire.imports import ImportReport
from clientfit.text.i18n import Translator

#: So many rows are listed one by one; the rest is counted. The report must stay readable.
LISTED = 50


def import_report(session: Session) -> ImportReport | None:
    """The report of the last import; None before there is one."""
    done = session.imported
    if done is None:
        return None
    t = session.t
    if isinstance(done, Copy):
        heading, *lines = merged_lines(done.name, done.merged, t)
        return {
            "heading": heading,
            "lines": [line.strip() for line in lines],
            "unread": {"rows": []},
            "doubts": [],
            "choice": None,
            "anew": "",
            "leave": "",
            "earlier": [],
            "reading": t("Reading…"),
        }
    return {
        "heading": done.name
        if isinstance(done.read.needs, ColumnChoice)
        else t("{file}, read as {format}", file=done.name, format=done.read.name),
        "lines": count_lines(done.read, done.count, t),
        "unread": {
            "label": t("Rows that could not be read, and why"),
            "columns": [t("Row"), t("Column"), t("Value"), t("Reason")],
            "rows": [_row(fault, t) for fault in done.read.unreadable[:LISTED]],
            "more": _more(done.read, t),
        },
        "doubts": [
            *(_sentence(fault, t) for fault in done.read.doubts[:LISTED]),
            *_more_doubts(done.read, t),
        ],
        "earlier": [_brief(report, t) for report in session.earlier],
        "reading": t("Reading…"),
        "choice": choice(done.read.needs, t) if done.read.needs else None,
        "leave": t("Leave this file out") if done.asks else "",
        "anew": t("Choose the columns anew") if done.choices.columns else "",
    }


def _row(fault: RowFault, t: Translator) -> list[str]:
    return [t.number(fault.row), fault.column, fault.value, told(fault.reason, t)]


def _sentence(fault: RowFault, t: Translator) -> str:
    if not fault.column:
        row = t.number(fault.row)
        reason = told(fault.reason, t)
        return t("Row {row}: {value} ({reason}).", row=row, value=fault.value, reason=reason)
    return t(
        "Row {row}, {column}: {value} ({reason}).",
        row=t.number(fault.row),
        column=fault.column,
        value=fault.value,
        reason=told(fault.reason, t),
    )


def _more(read: Imported, t: Translator) -> str:
    rest = len(read.unreadable) + read.more_unreadable - LISTED
    return t.plural(rest, "and {count} more", "and {count} more") if rest > 0 else ""


def _more_doubts(read: Imported, t: Translator) -> list[str]:
    rest = len(read.doubts) + read.more_doubts - LISTED
    return [t.plural(rest, "and {count} more", "and {count} more")] if rest > 0 else []


def _brief(done: Import, t: Translator) -> Lines:
    """A file that was chosen together with the one whose report is shown in full."""
    heading = t("{file}, read as {format}", file=done.name, format=done.read.name)
    if done.read.needs:
        todo = t("It asks something. That comes next.")
        return {"heading": heading, "lines": [todo]}
    rows = [_sentence(fault, t) for fault in (*done.read.unreadable, *done.read.doubts)[:LISTED]]
    return {"heading": heading, "lines": [*count_lines(done.read, done.count, t), *rows]}
