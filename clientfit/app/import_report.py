"""What came of an import, in lines of text: what is new, and what became of every other row."""

from __future__ import annotations

from functools import reduce

from clientfit.core.errors import Fault
from clientfit.core.phrases import Phrase, say
from clientfit.files.importers import (
    ColumnChoice,
    DateChoice,
    DateExample,
    Imported,
    LeftOut,
    MeChoice,
    RowFault,
    Subject,
)
from clientfit.files.store import ImportCount, Merged
from clientfit.text.faults import told
from clientfit.text.i18n import Translator

#: So many rows are named; where more were left out for one reason, the rest is counted.
NAMED = 10


def report_lines(file: str, read: Imported, count: ImportCount | None, t: Translator) -> list[str]:
    """The report on a file that was read and kept."""
    return [
        t("{file}, read as {format}", file=file, format=read.name),
        *(f"  {line}" for line in count_lines(read, count, t)),
        *_listed(t("Rows that could not be read:"), read.unreadable, file, t),
        *_more(read.more_unreadable, t),
        *_listed(t("Taken in, but worth a look:"), read.doubts, file, t),
        *_more(read.more_doubts, t),
    ]


def merged_lines(file: str, merged: Merged, t: Translator) -> list[str]:
    """The report on a saved workbook that was merged."""
    return [
        t("{file}, a saved workbook", file=file),
        "  "
        + t(
            "New or newer: clients {clients}, answers and notes {changes}, letters {drafts}, "
            "invoices {invoices}, hours {hours}, messages {messages}.",
            clients=t.number(merged.clients),
            changes=t.number(merged.changes),
            drafts=t.number(merged.drafts),
            invoices=t.number(merged.invoices),
            hours=t.number(merged.hours),
            messages=t.number(merged.messages),
        ),
        *(
            "  " + t("There is another {name} here already: this one is now {new}.", name=a, new=b)
            for a, b in merged.renamed
        ),
    ]


def dates_fault(file: str, needs: DateChoice, todo: str) -> Fault:
    """The question which comes first, day or month, as a fault. ``todo``: how to answer it."""
    what = (
        say("some dates have the day first and others the month, so nothing was taken in")
        if needs.mixed
        else say("the dates could have the day or the month first, so nothing was taken in")
    )
    if needs.examples:
        examples = reduce(_joined, map(_example, needs.examples))
        what = say("{what} ({examples})", what=what, examples=examples)
    return Fault(file, what, todo)


def me_fault(file: str, needs: MeChoice, todo: str) -> Fault:
    """The question who of those who wrote is the person, as a fault. ``todo``: how to answer it."""
    names = tuple(name for name, _ in needs.authors[:NAMED])
    what = say("it is open which of these you are, so nothing was taken in: {names}", names=names)
    return Fault(file, what, todo)


def columns_fault(file: str, needs: ColumnChoice, todo: str) -> Fault:
    """The question which column is what, as a fault. ``todo``: how to answer it."""
    columns = tuple(name for name in needs.header if name)
    what = say("no known format fits this file. Its columns are: {columns}", columns=columns)
    return Fault(file, what, todo)


def count_lines(read: Imported, count: ImportCount | None, t: Translator) -> list[str]:
    """What became of the rows, in numbers. ``count`` None: nothing was kept yet."""
    lines = [_found(read, t)]
    if read.note:
        lines.append(t(read.note))
    if read.me:
        me = t.listed(read.me)
        lines.append(
            t("Taken to be you: {me}. If not, say so under “Your hours and names”.", me=me)
        )
    if count:
        lines.append(
            t(
                "New: {added}. Brought up to date: {changed}. Here already: {same}.",
                added=t.number(count.added),
                changed=t.number(count.changed),
                same=t.number(count.same),
            )
        )
    lines += [_left_out(left, t) for left in read.left_out]
    if read.rows_unread:
        one = "{count} row could not be read."
        lines.append(t.plural(read.rows_unread, one, "{count} rows could not be read."))
    return lines


def _found(read: Imported, t: Translator) -> str:
    if read.subject is Subject.MESSAGES:
        return t.plural(
            read.rows_read, "{count} message in the file.", "{count} messages in the file."
        )
    return t.plural(read.rows_read, "{count} row in the file.", "{count} rows in the file.")


def _left_out(left: LeftOut, t: Translator) -> str:
    rows = ", ".join(t.number(row, "0") for row in left.rows[:NAMED])
    more = ", …" if left.count > NAMED else ""
    return t.plural(
        left.count,
        "{count} row left out (row {rows}): {reason}.",
        "{count} rows left out (rows {rows}): {reason}.",
        rows=f"{rows}{more}",
        reason=t(left.reason.value),
    )


def _listed(heading: str, faults: tuple[RowFault, ...], file: str, t: Translator) -> list[str]:
    lines = told((fault.fault(file) for fault in faults), t)
    return [f"  {heading}", *(f"    {line}" for line in lines)] if lines else []


def _more(count: int, t: Translator) -> list[str]:
    return [f"    {t.plural(count, 'and {count} more', 'and {count} more')}"] if count else []


def _joined(some: Phrase, more: Phrase) -> Phrase:
    return say("{some}; {more}", some=some, more=more)


def _example(date_example: DateExample) -> Phrase:
    none = say("no date")
    given = {
        "row": date_example.row,
        "value": date_example.value,
        "day_first": date_example.day_first or none,
        "month_first": date_example.month_first or none,
    }
    if not date_example.column:  # the line of a chat
        return say("line {row}: {value} would be {day_first} or {month_first}", **given)
    return say(
        "row {row}, {column}: {value} would be {day_first} or {month_first}",
        column=date_example.column,
        **given,
    )
