"""Findings about a portfolio in sentences, used as the titles of its charts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from clientfit.core.currencies import UNSTATED
from clientfit.core.money import Money
from clientfit.core.portfolio.pareto import Pareto
from clientfit.text.i18n import Translator


def part(share: float, t: Translator) -> str:
    """A share (0..1) as a percentage; a small one is "under 1%", never 0%."""
    return t("under 1%") if 0 < share < 0.005 else t.percent(share)


def of_billed(share: float, currency: str, t: Translator) -> str:
    """A share (0..1) of what was billed.

    ``currency``: named if there are several, else empty.
    """
    if currency:
        return t(
            "{share} of what you billed in {currency}", share=part(share, t), currency=currency
        )
    return t("{share} of what you billed", share=part(share, t))


def currency_name(code: str, t: Translator) -> str:
    """The code of a currency, or that the file named none."""
    return t("no currency named") if code in ("", UNSTATED) else code


def currency_in(code: str, t: Translator) -> str:
    """A currency inside a sentence or as an axis unit."""
    return t("a currency that is not named") if code in ("", UNSTATED) else code


def in_dispute(whole: str, disputed: str, t: Translator) -> str:
    """An amount of which a part is disputed; both are already formatted."""
    return t("{sum} ({disputed} of it in dispute)", sum=whole, disputed=disputed)


def sums(found: Iterable[Money], t: Translator) -> str:
    """Amounts joined in a sentence; one without a currency says so, as it cannot be interpreted."""
    return t.listed(
        [
            t("{sum} (no currency named)", sum=t.money(money))
            if money.currency == UNSTATED
            else t.money(money)
            for money in found
        ]
    )


def heaviest(name: str, strain: float, share: float | None, t: Translator) -> str:
    """The client with the highest strain (0..100), with their share (0..1) of billing if known."""
    if share is None:
        return t(
            "{name} weighs most, with a strain of {strain} of 100.",
            name=name,
            strain=t.number(round(strain)),
        )
    return t(
        "{name} weighs most, with a strain of {strain} of 100, for {share} of what you billed.",
        name=name,
        strain=t.number(round(strain)),
        share=part(share, t),
    )


def all_light(name: str, strain: float, t: Translator) -> str:
    """The sentence when no client has a high strain."""
    return t(
        "Nobody weighs heavily: the highest strain is {strain} of 100, with {name}.",
        name=name,
        strain=t.number(round(strain)),
    )


def line_crossed(names: Sequence[str], t: Translator) -> str:
    """The clients that crossed a red line; that takes precedence over any strain."""
    return t("A line was crossed: {names}. No strain is weighed beside it.", names=t.listed(names))


def nobody_asked(t: Translator) -> str:
    """The sentence when there are records but no answers."""
    return t("How heavy each client is shows here as soon as you answer questions about them.")


def not_asked(count: int, t: Translator) -> str:
    """How many clients have no strain yet."""
    return t.plural(
        count,
        "{count} client has not been asked about yet and stands at the lower edge.",
        "{count} clients have not been asked about yet and stand at the lower edge.",
    )


def owes_most(name: str, owed: Money, total: Money, t: Translator) -> str:
    """The client that owes most of the total."""
    return t(
        "{total} is owed in all, most of it by {name}: {owed}.",
        name=name,
        owed=t.rough(owed),
        total=t.rough(total),
    )


def nothing_owed(t: Translator) -> str:
    """The sentence when nobody owes anything."""
    return t("Nobody owes you anything now.")


def few_take(found: Pareto, t: Translator) -> str:
    """How few clients take how much of hours, strain and arrears, and what they bring.

    The question which few clients take most of the effort is from source B5.
    """
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
        "{count} of {total} clients takes {parts}; their invoices are {income} of what you billed.",
        "{count} of {total} clients take {parts}; their invoices are {income} of what you billed.",
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


def overdue(owed: Money, overdue: Money, old: Money, t: Translator) -> str:
    """How much is open, how much of that is overdue, and how much for more than 60 days."""
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
    """How many clients bring less per hour than the person's target rate."""
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
    """The client with the lowest hourly rate, beside the median of all (None for only one)."""
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


def concentrated(names: Sequence[str], share: str, t: Translator) -> str:
    """One or a few clients are a large share of the billing.

    ``share``: the result of `of_billed`.
    """
    return t("Invoices to {names} are {share}. If they left, you would feel it at once.",
             names=t.listed(names), share=share)  # fmt: skip
