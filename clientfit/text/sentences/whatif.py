"""Results of the what-if simulation in sentences.

Shares are always counted in simulated futures and never called probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from clientfit.core.money import Money
from clientfit.core.whatif import Comparison, Deciding, Outlook, Telling
from clientfit.text.i18n import Translator


@dataclass(frozen=True, slots=True)
class About:
    """What was simulated: for which client, and with which changes."""

    client: str
    leaves: bool = False
    percent: int = 0
    on_time: bool = False
    replaced: bool = False


def finding(about: About, found: Comparison, t: Translator) -> str:
    """In how many of 100 futures the reserve holds, with and without the change."""
    held, before = _held(found.changed, t), _held(found.as_is, t)
    changes = about.leaves + bool(about.percent) + about.on_time
    if not changes:
        return t(
            "As it is, your reserve holds in {held} of 100 simulated futures.",
            held=before,
        )
    if changes > 1:
        return t(
            "With all of this, your reserve holds in {held} of 100 simulated futures; as it is, "
            "in {before}.",
            held=held,
            before=before,
        )
    if about.on_time:
        return t(
            "If {client} paid on time, your reserve would hold in {held} of 100 simulated "
            "futures; as it is, in {before}.",
            client=about.client,
            held=held,
            before=before,
        )
    if about.percent:
        return t(
            "With {percent} more from {client}, your reserve holds in {held} of 100 simulated "
            "futures; as it is, in {before}.",
            percent=t.percent(about.percent / 100),
            client=about.client,
            held=held,
            before=before,
        )
    if about.replaced:
        return t(
            "Without {client}, and with somebody new after a while, your reserve holds in {held} "
            "of 100 simulated futures; as it is, in {before}.",
            client=about.client,
            held=held,
            before=before,
        )
    return t(
        "Without {client} your reserve holds in {held} of 100 simulated futures; as it is, in "
        "{before}.",
        client=about.client,
        held=held,
        before=before,
    )


def middle(found: Comparison, currency: str, t: Translator) -> str:
    """The median cash at the end, with and without the change; empty if they are equal.

    Rounded as in the table, so that both show the same numbers.
    """
    if found.changed == found.as_is:
        return ""
    months = len(found.changed.middle)
    before, after = (
        _whole(outlook.middle[-1], currency) for outlook in (found.as_is, found.changed)
    )
    sums = {
        "after": t.rough(Money(after, currency)),
        "before": t.rough(Money(before, currency)),
        "sum": t.rough(Money(abs(after - before), currency)),
    }
    if found.break_even is None and after < before:
        return t.plural(
            months,
            "The middle future has {after} after {count} month; as it is, {before}. That is "
            "{sum} less.",
            "The middle future has {after} after {count} months; as it is, {before}. That is "
            "{sum} less.",
            **sums,
        )
    if found.break_even:
        return t(
            "The middle future is back where it would have been in month {month}.",
            month=t.number(found.break_even),
        )
    if after > before:
        return t.plural(
            months,
            "The middle future has {after} after {count} month; as it is, {before}. That is "
            "{sum} more.",
            "The middle future has {after} after {count} months; as it is, {before}. That is "
            "{sum} more.",
            **sums,
        )
    return t("The middle future has as much as it would have had.")


def _whole(minor: int, currency: str) -> int:
    """An amount in minor units, rounded to major units so that differences match the display."""
    return Money.of_units(round(Money(minor, currency).units), currency).minor


def hours(about: About, found: Comparison, known: bool, t: Translator) -> str:
    """The hours that leaving frees; empty if the client stays. ``known``: hours are recorded."""
    if not about.leaves:
        return ""
    if not known:
        return t("How many hours it frees is not known: no hours of them are noted here.")
    freed = sum(found.hours_freed) / len(found.hours_freed)
    if about.replaced:
        return t(
            "It frees {hours} hours a month on average, most of them while you search.",
            hours=t.number(round(freed, 1)),
        )
    return t("It frees {hours} hours a month on average.", hours=t.number(round(freed, 1)))


def guessed(labels: list[str], t: Translator) -> str:
    """Which assumptions are still guesses from the records; ``labels`` are their names."""
    if not labels:
        return ""
    return t(
        "These are guesses from your records until you put in your own: {items}.",
        items=t.listed([t("“{label}”", label=label) for label in labels]),
    )


def no_invoices(client: str, t: Translator) -> str:
    """The sentence for a client without invoices in this currency."""
    return t(
        "There are no invoices of {client} in this currency here, so this is about another client.",
        client=client,
    )


def already_below(cash: Money, reserve: Money, t: Translator) -> str:
    """The sentence when cash is below the reserve today already."""
    return t(
        "You have {cash} today, which is below the {reserve} that you want to keep, with or "
        "without a change.",
        cash=t.rough(cash),
        reserve=t.rough(reserve),
    )


def telling(found: Telling, day: date, paid: date | None, currency: str, t: Translator) -> str:
    """The earliest day to tell the client, and what determines it.

    ``paid``: the day by which the open invoices should be paid, if there is one.
    """
    best = found.best
    held = _times(found.paths - best.below, found.paths, t)
    if found.deciding is Deciding.NO_DAY:
        return t(
            "On none of the days looked at does the reserve hold in {wanted} of 100 futures. It "
            "holds most often, in {held}, if you tell them on {day}.",
            wanted=_times(found.paths - found.accepted, found.paths, t),
            held=held,
            day=t.day(day),
        )
    if found.deciding is Deciding.OWED:
        return t(
            "The earliest day is {day}: what they owe should be there by then, and the reserve "
            "holds in {held} of 100 futures.",
            day=t.day(day),
            held=held,
        )
    if found.deciding is Deciding.RESERVE:
        return t(
            "The earliest day is {day}: your cash should have grown by then, and the reserve "
            "holds in {held} of 100 futures.",
            day=t.day(day),
            held=held,
        )
    said = (
        t(
            "For your reserve you could tell them on {day}, when your calm days are over: it "
            "holds in {held} of 100 futures.",
            day=t.day(day),
            held=held,
        )
        if best.day
        else t(
            "For your reserve you could tell them now: it holds in {held} of 100 futures.",
            held=held,
        )
    )
    if not best.owed or not paid:
        return said
    owed = t.rough(Money(best.owed, currency))
    more = t(
        "They owe {sum}; if you would rather have it first, it should be there by {day}.",
        sum=owed,
        day=t.day(paid),
    )
    return f"{said} {more}"


def _held(outlook: Outlook, t: Translator) -> str:
    return _times(outlook.paths - outlook.below, outlook.paths, t)


def _times(count: int, of: int, t: Translator) -> str:
    """How many in a hundred; never 0 or 100 unless it is exact."""
    times = round(100 * count / of)
    if times == 100 and count < of:
        return t("more than 99")
    if times == 0 and count:
        return t("fewer than 1")
    return t.number(times)
