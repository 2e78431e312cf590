"""How clients pay, and what a client has paid and owes, in sentences."""

from __future__ import annotations

from dataclasses import dataclass

from clientfit.core.money import Money
from clientfit.core.portfolio.habit import Lag
from clientfit.text.i18n import Translator


@dataclass(frozen=True, slots=True)
class PaymentRecord:
    """One client's billed and paid amounts of a year, and everything that is open."""

    billed: Money
    paid: Money
    owed: Money


def all_punctual(count: int, t: Translator) -> str:
    """The sentence when every client usually pays on time."""
    return t.plural(
        count,
        "{count} client pays on time as a rule.",
        "All {count} clients pay on time as a rule.",
    )


def punctual(count: int, total: int, t: Translator) -> str:
    """How many of all clients usually pay on time."""
    return t.plural(
        count,
        "{count} of {total} clients pays on time as a rule.",
        "{count} of {total} clients pay on time as a rule.",
        total=t.number(total),
    )


def who_is_late(name: str, lag: Lag, days: int, t: Translator) -> str:
    """The client that is latest.

    ``days``: median days late, or days that something is overdue.
    """
    if lag is Lag.NEVER:
        return t.plural(
            days,
            "{name} has not paid for {count} day.",
            "{name} has not paid for {count} days.",
            name=name,
        )
    if lag is Lag.OPEN:
        return t.plural(
            days,
            "{name} has left something unpaid for {count} day.",
            "{name} has left something unpaid for {count} days.",
            name=name,
        )
    return t.plural(
        days,
        "{name} pays {count} day late, in the median of all invoices.",
        "{name} pays {count} days late, in the median of all invoices.",
        name=name,
    )


def days_of(lag: Lag, days: int, t: Translator) -> str:
    """The same as `who_is_late` for a table cell."""
    if lag is Lag.NEVER:
        return t.plural(days, "not paid for {count} day", "not paid for {count} days")
    if lag is Lag.OPEN:
        return t.plural(days, "open for {count} day", "open for {count} days")
    return t.plural(days, "{count} day", "{count} days")


def profile(name: str, income: Money, share: str, late: int | None, t: Translator) -> str:
    """What a client was billed, and how late they pay.

    ``late``: median days, None if not known.

    ``share``: their share of the billed total, already worded.
    """
    given = {"name": name, "income": t.rough(income), "share": share}
    if late is None:
        return t("{name} was billed {income} in the last year, {share}.", **given)
    if late <= 0:
        return t(
            "{name} was billed {income} in the last year, {share}, and pays on time as a rule.",
            **given,
        )
    return t.plural(
        late,
        "{name} was billed {income} in the last year, {share}. Over all invoices, late or not, "
        "they pay {count} day late in the median.",
        "{name} was billed {income} in the last year, {share}. Over all invoices, late or not, "
        "they pay {count} days late in the median.",
        **given,
    )


def owing(name: str, account: PaymentRecord, days: int, t: Translator) -> str:
    """What a client has paid of the billed amount, and what is open, the oldest for ``days``."""
    given = {"name": name, "paid": t.rough(account.paid), "owed": t.rough(account.owed)}
    if account.billed.minor <= 0:
        return t.plural(
            days,
            "{name} owes {owed}, the oldest of it for {count} day.",
            "{name} owes {owed}, the oldest of it for {count} days.",
            **given,
        )
    return t.plural(
        days,
        "{name} has paid {paid} of {income} billed in the last year; {owed} is open, the oldest "
        "of it overdue for {count} day.",
        "{name} has paid {paid} of {income} billed in the last year; {owed} is open, the oldest "
        "of it overdue for {count} days.",
        income=t.rough(account.billed),
        **given,
    )


def paid_so_far(account: PaymentRecord, t: Translator) -> str:
    """How much of the billed amount was paid; empty if all was."""
    if account.paid.minor >= account.billed.minor:
        return ""
    return t(
        "Of {income} billed in the last year, {paid} has been paid so far.",
        income=t.rough(account.billed),
        paid=t.rough(account.paid),
    )


def profile_without_money(name: str, t: Translator) -> str:
    """The title of a client's profile without invoices, with hours or messages only."""
    return t("What your records hold about {name}, month by month.", name=name)
