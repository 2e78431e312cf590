"""A name in the records, with how much there is of it."""

from __future__ import annotations

from clientfit.files.store import RecordName
from clientfit.text.i18n import Translator


def record_label(one: RecordName, t: Translator) -> str:
    """The name, and how many invoices, entries of hours and messages stand under it."""
    counts = (
        t.plural(one.invoices, "{count} invoice", "{count} invoices") if one.invoices else "",
        t.plural(one.hours, "{count} entry of hours", "{count} entries of hours")
        if one.hours
        else "",
        t.plural(one.messages, "{count} message", "{count} messages") if one.messages else "",
    )
    told = [each for each in counts if each]
    return t("{name} ({records})", name=one.name, records=t.listed(told)) if told else one.name
