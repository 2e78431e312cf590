"""What a portfolio shows, each finding as a sentence: the titles of its charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clientfit.core.model import Money
from clientfit.core.pareto import Pareto
from clientfit.text.i18n import Translator


def part(share: float, t: Translator) -> str:
    """A share, 0..1, as a percentage; a little is never told as nothing."""
    return t("under 1%") if 0 < share < 0.005 else t.percent(share)


def heaviest(name: str, strain: float, share: float | None, t: Translator) -> str:
    """Who weighs most, beside what they bring. ``share`` of the income, 0..1, where it is known."""
    if share is None:
        return t(
            "{name} weighs most, with a strain of {strain} of 100.",
            name=name,
            strain=t.number(round(strain)),
        )
    return t(
        "{name} weighs most, with a strain of {strain} of 100, and brings {share} of the income.",
        name=name,
        strain=t.number(round(strain)),
        share=part(share, t),
    )


def all_light(name: str, strain: float, t: Translator) -> str:
    """Nobody weighs much."""
    return t(
        "Nobody weighs heavily: the highest strain is {strain} of 100, with {name}.",
        name=name,
        strain=t.number(round(strain)),
    )


def nobody_asked(t: Translator) -> str:
    """There are records, and no answers."""
    return t("How heavy each client is shows here as soon as you answer questions about them.")


def not_asked(count: int, t: Translator) -> str:
    """How many clients have no strain yet."""
    return t.plural(
        count,
        "{count} client has not been asked about yet and stands at the lower edge.",
        "{count} clients have not been asked about yet and stand at the lower edge.",
    )


def owes_most(name: str, owed: Money, total: Money, t: Translator) -> str:
    """Who owes most of what is owed."""
    return t(
        "{total} is owed in all, most of it by {name}: {owed}.",
        name=name,
        owed=t.rough(owed),
        total=t.rough(total),
    )


def nothing_owed(t: Translator) -> str:
    """Everybody has paid."""
    return t("Nobody owes you anything now.")


def few_take(found: Pareto, t: Translator) -> str:
    """Which part of the clients takes how much of what, and brings how much (B5)."""
    at = found.few - 1
    curves = found.curves
    parts = [words for name, words in _parts(found, at, t).items() if name in curves]
    income = curves["income"][at] if "income" in curves else None
    given = {"total": t.number(len(found.order)), "parts": t.listed(parts)}
    if income is None:
        return t.plural(
            found.few,
            "{count} of {total} clients takes {parts}.",
            "{count} of {total} clients take {parts}.",
            **given,
        )
    return t.plural(
        found.few,
        "{count} of {total} clients takes {parts}, and brings {income} of the income.",
        "{count} of {total} clients take {parts}, and bring {income} of the income.",
        income=part(income, t),
        **given,
    )


def _parts(found: Pareto, at: int, t: Translator) -> Mapping[str, str]:
    shares = {name: part(curve[at], t) for name, curve in found.curves.items()}
    return {
        "hours": t("{share} of the hours", share=shares.get("hours")),
        "strain": t("{share} of the strain", share=shares.get("strain")),
        "arrears": t("{share} of what is overdue", share=shares.get("arrears")),
    }


def all_punctual(count: int, t: Translator) -> str:
    """Nobody pays late as a rule."""
    return t.plural(
        count,
        "{count} client pays on time as a rule.",
        "All {count} clients pay on time as a rule.",
    )


def who_is_late(punctual: int, total: int, name: str, days: int, t: Translator) -> str:
    """How many pay on time as a rule, and who is latest. ``days`` in the median."""
    if total == 1:
        return t.plural(
            days,
            "{name} pays {count} day late in the median.",
            "{name} pays {count} days late in the median.",
            name=name,
        )
    return t.plural(
        days,
        "{punctual} of {total} clients pay on time as a rule; {name} pays {count} day late.",
        "{punctual} of {total} clients pay on time as a rule; {name} pays {count} days late.",
        punctual=t.number(punctual),
        total=t.number(total),
        name=name,
    )


def overdue(owed: Money, overdue: Money, old: Money, t: Translator) -> str:
    """How much is open, how much of it is overdue, and how much for long."""
    if not overdue.minor:
        return t("{owed} is open, and nothing of it is overdue.", owed=t.rough(owed))
    if not old.minor:
        return t(
            "{owed} is open; {overdue} of it is overdue, none for more than 60 days.",
            owed=t.rough(owed),
            overdue=t.rough(overdue),
        )
    return t(
        "{owed} is open; {overdue} of it is overdue, and {old} for more than 60 days.",
        owed=t.rough(owed),
        overdue=t.rough(overdue),
        old=t.rough(old),
    )


def below_target(below: int, total: int, target: Money, t: Translator) -> str:
    """How many bring less an hour than the person has said they should."""
    if not below:
        return t(
            "Every client of {total} brings your {target} an hour or more.",
            total=t.number(total),
            target=t.rough(target),
        )
    return t.plural(
        below,
        "{count} of {total} clients brings less than your {target} an hour.",
        "{count} of {total} clients bring less than your {target} an hour.",
        total=t.number(total),
        target=t.rough(target),
    )


def lowest_rate(name: str, rate: Money, middle: Money | None, t: Translator) -> str:
    """Who brings least an hour, beside the middle of all where there are several."""
    if middle is None:
        return t(
            "An hour for {name} brings {rate}, unpaid ones counted.", name=name, rate=t.rough(rate)
        )
    return t(
        "An hour for {name} brings {rate}, unpaid ones counted; in the middle it is {middle}.",
        name=name,
        rate=t.rough(rate),
        middle=t.rough(middle),
    )


def concentrated(names: Sequence[str], share: float, t: Translator) -> str:
    """One client, or a pair, is a large part of the income."""
    return t(
        "{names} brings {share} of your income. If they left, you would feel it at once.",
        names=t.listed(names),
        share=part(share, t),
    )


def profile(name: str, income: Money, share: float, late: int | None, t: Translator) -> str:
    """What one client brought, and how late they pay. ``late``: days, None where not known."""
    given = {"name": name, "income": t.rough(income), "share": part(share, t)}
    if late is None:
        return t("{name} brought {income} in the last year, {share} of your income.", **given)
    if late <= 0:
        return t(
            "{name} brought {income} in the last year, {share} of your income, and pays on time.",
            **given,
        )
    return t.plural(
        late,
        "{name} brought {income} in the last year, {share} of your income, and pays {count} day "
        "late in the median.",
        "{name} brought {income} in the last year, {share} of your income, and pays {count} days "
        "late in the median.",
        **given,
    )


def profile_without_money(name: str, t: Translator) -> str:
    """There are hours or messages, and no invoices."""
    return t("What your records hold about {name}, month by month.", name=name)
