"""A name in the records, with how much there is of it."""

from __future__ import annotations

from clientfit.files.store import RecordName
from clientfit.text.i18n import Translator


def record_label(record_name: RecordName, t: Translator) -> str:
    """The name, and how many invoices, entries of hours and messages stand under it."""
    counts = (
        t.plural(record_name.invoices, "{count} invoice", "{count} invoices")
        if record_name.invoices
        else "",
        t.plural(record_name.hours, "{count} entry of hours", "{count} entries of hours")
        if record_name.hours
        else "",
        t.plural(record_name.messages, "{count} message", "{count} messages")
        if record_name.messages
        else "",
    )
    told = [count for count in counts if count]
    return (
        t("{name} ({records})", name=record_name.name, records=t.listed(told))
        if told
        else record_name.name
    )
