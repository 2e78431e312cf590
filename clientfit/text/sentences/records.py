"""What the records show, one sentence for each sign, with the period it covers."""

from __future__ import annotations

from datetime import date

from clientfit.core.records.hours import UNPAID_WORK, HoursEvidence
from clientfit.core.records.invoices import LATE_PAYMENT, Evidence
from clientfit.core.records.messages import MessageEvidence, RecordEvidence
from clientfit.text.i18n import Translator

_HOUR = 3600


def record_sentence(shown: RecordEvidence, t: Translator) -> str:
    """How many records were judged, how many of them count against the client, and by how much."""
    if isinstance(shown, HoursEvidence):
        return _hours(shown, t)
    if isinstance(shown, MessageEvidence):
        return _messages(shown, t)
    return _invoices(shown, t)


def _invoices(shown: Evidence, t: Translator) -> str:
    if shown.level is None:
        return _too_few(shown, t)
    sentences = [_late(shown, t) if shown.sign == LATE_PAYMENT else _unpaid(shown, t)]
    if shown.since and shown.until:
        # The period is stated since old invoices may be shown beside a question about recent
        # months.
        days = _days(shown.since, shown.until, t)
        sentences.append(t("They fell due from {since} to {until}.", **days))
    if shown.disputed:
        sentences.append(
            t.plural(
                shown.disputed,
                "{count} disputed invoice is left aside.",
                "{count} disputed invoices are left aside.",
            )
        )
    return " ".join(sentences)


def _too_few(shown: Evidence, t: Translator) -> str:
    if shown.sign == LATE_PAYMENT:
        return t.plural(
            shown.judged,
            "About late payment your records hold {count} invoice: too few to say anything.",
            "About late payment your records hold {count} invoices: too few to say anything.",
        )
    return t.plural(
        shown.judged,
        "About non-payment your records hold {count} invoice: too few to say anything.",
        "About non-payment your records hold {count} invoices: too few to say anything.",
    )


def _late(shown: Evidence, t: Translator) -> str:
    if not shown.found:
        return t("From {judged} invoices, none was late.", judged=t.number(shown.judged))
    return t.plural(
        shown.found,
        "From {judged} invoices, {count} was late, by {days}.",
        "From {judged} invoices, {count} were late, by {days} in the median.",
        judged=t.number(shown.judged),
        days=_day_count(shown.median_days or 0, t),
    )


def _unpaid(shown: Evidence, t: Translator) -> str:
    if not shown.found:
        return t("From {judged} invoices, none was left unpaid.", judged=t.number(shown.judged))
    told = [
        t.plural(
            shown.found,
            "From {judged} invoices, {count} was not paid.",
            "From {judged} invoices, {count} were not paid.",
            judged=t.number(shown.judged),
        )
    ]
    if shown.written_off == shown.found:
        told.append(t.plural(shown.found, "It was written off.", "All of them were written off."))
    elif shown.written_off:
        told.append(
            t.plural(
                shown.written_off,
                "{count} of them was written off.",
                "{count} of them were written off.",
            )
        )
    if shown.unpaid:
        sums = t.listed([t.money(money) for money in shown.unpaid])
        told.append(
            t.plural(
                len(shown.unpaid),
                "{sums} is still open, {days} past the due date in the median.",
                "{sums} are still open, {days} past the due date in the median.",
                sums=sums,
                days=_day_count(shown.median_days or 0, t),
            )
        )
    return " ".join(told)


def _day_count(count: int, t: Translator) -> str:
    return t.plural(count, "{count} day", "{count} days")


def _hours(shown: HoursEvidence, t: Translator) -> str:
    sentences = [_unpaid_work(shown, t) if shown.sign == UNPAID_WORK else _rework(shown, t)]
    if shown.since and shown.until:
        days = _days(shown.since, shown.until, t)
        sentences.append(t("They were worked from {since} to {until}.", **days))
    if shown.aside:
        sentences.append(
            t.plural(
                _whole_hours(shown.aside),
                "{count} hour is left aside: it is recent, and may still be billed.",
                "{count} hours are left aside: they are recent, and may still be billed.",
            )
        )
    return " ".join(sentences)


def _unpaid_work(shown: HoursEvidence, t: Translator) -> str:
    if not shown.judged:
        return t("Your hours do not say which of them are paid, so they say nothing here.")
    if shown.level is None:
        return t.plural(
            _whole_hours(shown.judged),
            "About unpaid work your records hold {count} hour: too little to say anything.",
            "About unpaid work your records hold {count} hours: too little to say anything.",
        )
    judged = t.number(_whole_hours(shown.judged))
    if not shown.found:
        return t("From {judged} hours, none is marked as unpaid.", judged=judged)
    if not _whole_hours(shown.found):
        return t("From {judged} hours, less than one was never billed.", judged=judged)
    return t.plural(
        _whole_hours(shown.found),
        "From {judged} hours, {count} was never billed.",
        "From {judged} hours, {count} were never billed.",
        judged=judged,
    )


def _rework(shown: HoursEvidence, t: Translator) -> str:
    if not shown.judged:
        return t("Your hours carry no tasks or tags, so they can’t tell what was done again.")
    judged = _whole_hours(shown.judged)
    if not shown.found:
        return t.plural(
            judged,
            "Your records hold {count} hour with a task or tag, and none of it is named as done "
            "again. That is too little to say anything.",
            "Your records hold {count} hours with a task or tag, and none of them is named as done "
            "again. That is too little to say anything.",
        )
    if shown.level is None:
        return t.plural(
            judged,
            "Your records hold {count} hour with a task or tag: too little to say anything.",
            "Your records hold {count} hours with a task or tag: too little to say anything.",
        )
    if not _whole_hours(shown.found):
        return t(
            "From {judged} hours with a task or tag, less than one was work done again.",
            judged=t.number(judged),
        )
    return t.plural(
        _whole_hours(shown.found),
        "From {judged} hours with a task or tag, {count} was work done again.",
        "From {judged} hours with a task or tag, {count} were work done again.",
        judged=t.number(judged),
    )


def _messages(shown: MessageEvidence, t: Translator) -> str:
    if shown.level is None:
        sentence = t.plural(
            shown.judged,
            "Your records hold {count} message from them: too few to say anything.",
            "Your records hold {count} messages from them: too few to say anything.",
        )
    elif not shown.found:
        judged = t.number(shown.judged)
        sentence = t("From {judged} messages, none came outside your working hours.", judged=judged)
    else:
        sentence = t.plural(
            shown.found,
            "From {judged} messages, {count} came outside your working hours.",
            "From {judged} messages, {count} came outside your working hours.",
            judged=t.number(shown.judged),
        )
    if not (shown.since and shown.until):
        return sentence
    days = _days(shown.since, shown.until, t)
    return f"{sentence} " + t("They were sent from {since} to {until}.", **days)


def _days(since: date, until: date, t: Translator) -> dict[str, str]:
    return {"since": t.short_day(since), "until": t.short_day(until)}


def _whole_hours(seconds: int) -> int:
    """Seconds as whole hours, rounded half up."""
    return (2 * seconds + _HOUR) // (2 * _HOUR)
