"""What the records show, in one sentence a sign."""

from __future__ import annotations

from clientfit.core.records import LATE_PAYMENT, Evidence
from clientfit.text.i18n import Translator


def record_sentence(shown: Evidence, t: Translator) -> str:
    """How many invoices speak, how many of them badly, and by how much."""
    if shown.level is None:
        return t.plural(
            shown.judged,
            "Your records hold {count} invoice that can speak here: too few to say anything.",
            "Your records hold {count} invoices that can speak here: too few to say anything.",
        )
    sentences = [_late(shown, t) if shown.sign == LATE_PAYMENT else _unpaid(shown, t)]
    if shown.since and shown.until:
        # Old invoices may stand beside a question about the last three months: say when they were.
        since, until = t.short_day(shown.since), t.short_day(shown.until)
        sentences.append(t("They fell due from {since} to {until}.", since=since, until=until))
    if shown.disputed:
        sentences.append(
            t.plural(
                shown.disputed,
                "{count} disputed invoice is left aside.",
                "{count} disputed invoices are left aside.",
            )
        )
    return " ".join(sentences)


def _late(shown: Evidence, t: Translator) -> str:
    if not shown.found:
        return t("From {judged} invoices, none was late.", judged=t.number(shown.judged))
    return t.plural(
        shown.found,
        "From {judged} invoices, {count} was late, by {days}.",
        "From {judged} invoices, {count} were late, by {days} in the median.",
        judged=t.number(shown.judged),
        days=_days(shown.median_days or 0, t),
    )


def _unpaid(shown: Evidence, t: Translator) -> str:
    if not shown.found:
        return t("From {judged} invoices, none was left unpaid.", judged=t.number(shown.judged))
    sentence = t.plural(
        shown.found,
        "From {judged} invoices, {count} was not paid.",
        "From {judged} invoices, {count} were not paid.",
        judged=t.number(shown.judged),
    )
    if not shown.unpaid:
        return sentence
    sums = t.listed([t.money(one) for one in shown.unpaid])
    return f"{sentence} " + t.plural(
        len(shown.unpaid),
        "{sums} is still open, {days} past the due date in the median.",
        "{sums} are still open, {days} past the due date in the median.",
        sums=sums,
        days=_days(shown.median_days or 0, t),
    )


def _days(count: int, t: Translator) -> str:
    return t.plural(count, "{count} day", "{count} days")
