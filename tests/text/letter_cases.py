"""Facts for letters: an invented freelancer, an invented client, and every way to combine them."""

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import Any

from clientfit.core.money import Money

Facts = dict[str, Any]

ALWAYS: Facts = {
    "their_name": "Maria",
    "my_name": "Sam Okoro",
    "end_date": date(2026, 11, 30),
}
WORK: list[Facts] = [
    {"open_work": "no"},
    {"open_work": "yes", "deliver": "the spring catalogue"},
    {"open_work": "yes", "deliver": ["the spring catalogue", "two product pages", "the index"]},
]
HANDOVER: list[Facts] = [{}, {"hand_over": "the layout files\nall logins"}]
MONEY: list[Facts] = [
    {"owes": "no"},
    {"owes": "yes", "owed_sum": Money(125000, "EUR"), "pay_by": "2026-11-16"},
    {
        "owes": "yes",
        "owed_sum": "1250.00 EUR",
        "pay_by": date(2026, 11, 16),
        "invoices": ["2026-014"],
    },
    {
        "owes": "yes",
        "owed_sum": "1250 EUR",
        "pay_by": "2026-11-16",
        "invoices": "2026-014\n2026-017",
    },
]
ALTERNATIVE: list[Facts] = [
    {"alternative": "none"},
    {"alternative": "provider", "provider": "a full-service agency"},
    {"alternative": "colleague", "colleague": "Jonas Lind"},
    {
        "alternative": "colleague",
        "colleague": "Jonas Lind",
        "colleague_contact": "jonas@example.org",
    },
]
REMARK: list[Facts] = [
    {},
    {"remark": "The repair workshops are a good idea, and your customers know it."},
]


def _merged(*parts: Facts) -> Facts:
    return {name: value for part in (ALWAYS, *parts) for name, value in part.items()}


def ordinary(reasons: tuple[str, ...]) -> Iterator[Facts]:
    """Every friendly letter."""
    why = [{"setting": "ordinary", "reason": reason} for reason in reasons]
    for parts in product(why, WORK, HANDOVER, MONEY, ALTERNATIVE, REMARK):
        yield _merged(*parts)


def after_abuse() -> Iterator[Facts]:
    """Every short letter."""
    why = [{"setting": "after_abuse", "say_why": say} for say in ("yes", "no")]
    for parts in product(why, WORK, HANDOVER, MONEY):
        yield _merged(*parts)


#: Three whole letters, kept as files and read by people.
KEPT: dict[str, Facts] = {
    "capacity_with_everything": {
        "setting": "ordinary",
        "their_name": "Maria",
        "my_name": "Sam Okoro",
        "end_date": "2026-11-30",
        "reason": "capacity",
        "open_work": "yes",
        "deliver": "the spring catalogue\nthe two product pages",
        "hand_over": "the layout files\nall logins",
        "owes": "yes",
        "owed_sum": "1250.00 EUR",
        "invoices": "2026-014\n2026-017",
        "pay_by": "2026-11-16",
        "alternative": "colleague",
        "colleague": "Jonas Lind",
        "colleague_contact": "jonas@example.org",
        "remark": "The repair workshops are a good idea at the right time: people bring their "
        "chairs back to you instead of throwing them away.",
    },
    "payment_and_no_more_than_needed": {
        "setting": "ordinary",
        "their_name": "Mr Aldous",
        "my_name": "Ines Farrow",
        "end_date": "2027-01-08",
        "reason": "payment",
        "open_work": "no",
        "owes": "yes",
        "owed_sum": "3480.00 USD",
        "invoices": "61",
        "pay_by": "2026-12-18",
        "alternative": "provider",
        "provider": "a larger studio that can work with long payment terms",
    },
    "after_abuse": {
        "setting": "after_abuse",
        "their_name": "Dana Petrov",
        "my_name": "Sam Okoro",
        "end_date": "2026-11-21",
        "say_why": "yes",
        "open_work": "no",
        "hand_over": "the source files",
        "owes": "yes",
        "owed_sum": "600 GBP",
        "invoices": "88",
        "pay_by": "2026-12-05",
    },
}
