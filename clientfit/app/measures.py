"""The measures of a workbook's records, and what the person wants an hour to bring."""

from __future__ import annotations

from datetime import date

from clientfit.app.portfolio import Measured
from clientfit.app.settings import Settings
from clientfit.core.currencies import UNSTATED
from clientfit.core.errors import ClientfitError, Fault, UnreadableError
from clientfit.core.money import Money, decimal_mark
from clientfit.core.phrases import phrase, say
from clientfit.files.frames import frames
from clientfit.files.store import Workbook
from clientfit.text.content.records import record_norms

TARGETS = "target_rates"  # minor units an hour, by currency


def measured(workbook: Workbook, me: Settings, today: date) -> Measured:
    """Measure all records that are some client's. Without any, no table is made."""
    if not any(name.client for name in workbook.record_names()):
        return Measured()
    # Imported late: the tables' library takes half a second, and few pages need it.
    from clientfit.core import portfolio as measures

    tables = frames(workbook, me.is_outside, me.day_of)
    records = measures.Records(tables.invoices, tables.hours, tables.messages)
    norms = record_norms()
    span = measures.span_of(today, records)
    table = measures.money_table(records.invoices, span=span, norms=norms)
    money = measures.money_measures(table, norms=norms, span=span)
    worked = measures.hours_measures(measures.hours_table(records.hours, span=span, norms=norms))
    days = measures.shared(records, span=span, norms=norms)
    said = measures.messages_table(records.messages, span=span, norms=norms)
    return Measured(
        money,
        worked,
        measures.messages_measures(said, span=span),
        measures.shared_rates(records, days, span=span, norms=norms) if days else (),
        measures.month_measures(measures.month_tables(records, span=span, norms=norms), span=span),
        measures.day_of(span.as_of),
        (measures.day_of(days[0]), measures.day_of(days[1])) if days else None,
    )


def targets(workbook: Workbook) -> dict[str, int]:
    """What an hour should bring, by currency; what a saved copy holds in another shape is left."""
    kept = workbook.setting(TARGETS, {})
    pairs = kept.items() if isinstance(kept, dict) else ()
    return {code: minor for code, minor in pairs if isinstance(minor, int) and minor > 0}


def keep_target(workbook: Workbook, currency: str, text: str) -> None:
    """Keep what was typed as a rate an hour; an empty text takes it back.

    Raises ClientfitError for what is no sum above nought.
    """
    kept = {**targets(workbook), currency: _read_target(text, currency)}
    workbook.set_setting(TARGETS, {code: minor for code, minor in kept.items() if minor})


def _read_target(text: str, currency: str) -> int | None:
    """What was typed as a rate an hour, in minor units; None where nothing was."""
    if not text.strip():
        return None
    code = currency or UNSTATED
    where = say("What an hour should bring")
    try:
        minor = Money.read(text, code, decimal_mark([(text, code)])).minor
    except UnreadableError as error:
        what = say("{given!r}: {reason}", given=text, reason=phrase(error.why))
        raise ClientfitError(Fault(where, what, "Type a sum such as 60")) from None
    if minor <= 0:
        raise ClientfitError(Fault(where, "is nothing or less", "Type a sum such as 60"))
    return minor
