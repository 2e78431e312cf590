"""The exit plan in words: phases, who acts, states of its items, and advice with reasons."""

from __future__ import annotations

from clientfit.core.ending.plan import Advice, Owner, Phase, State
from clientfit.text.i18n import Translator


def phase_name(phase: Phase, t: Translator) -> str:
    """A phase of the ending, in one or two words."""
    return {
        Phase.PREPARE: t("Prepare"),
        Phase.TELL: t("Tell"),
        Phase.HAND_OVER: t("Hand over"),
    }[phase]


def owner_name(owner: Owner, t: Translator) -> str:
    """Who has to act on an item of the plan."""
    return {Owner.YOU: t("You"), Owner.THEY: t("The client")}[owner]


def state_name(state: State, t: Translator) -> str:
    """The state of an item of the plan, in one word."""
    return {State.OPEN: t("open"), State.DONE: t("done"), State.WAIVED: t("waived")}[state]


def channel_advice(advice: Advice, t: Translator) -> str:
    """One sentence: through which channel to tell the client, and why."""
    way = {
        "writing": t("Tell them in writing"),
        "in_person": t("Tell them in person"),
        "phone": t("Tell them by phone or video"),
        "email": t("Tell them by e-mail"),
        "chat": t("Tell them by chat, in one clear message"),
    }[advice.choice]
    because = {
        "abusive": t("after what happened you need no talk, and what is written can be shown"),
        "long": t("you have worked together for long"),
        "large": t("they are a large part of your work"),
        "near": t("you can meet"),
        "usual": t("that is how you two talk"),
        "unknown": t("a voice is kinder than a text"),
    }
    return _with_reasons(way, advice, because, t)


def telling_advice(advice: Advice, t: Translator) -> str:
    """One sentence: whether to tell the client now or after payment, and why."""
    when = {
        "now": t("You can tell them as soon as you are prepared"),
        "after_payment": t("Consider telling them only when the money is there"),
    }[advice.choice]
    because = {
        "nothing_owed": t("no open sum is noted here"),
        "non_payment": t("they have left invoices unpaid"),
        "late_payment": t("they often pay late"),
        "unpaid": t("something has been open for long"),
        "disputed": t("an invoice is in dispute, and that is easier to settle before"),
        "pays_well": t("they have paid in the end so far"),
        "no_sign": t("nothing here says that they will not pay"),
        "abusive": t("your safety comes before the money"),
    }
    return _with_reasons(when, advice, because, t)


def _with_reasons(what: str, advice: Advice, because: dict[str, str], t: Translator) -> str:
    why = t.listed([because[reason] for reason in advice.because])
    return t("{what}: {why}.", what=what, why=why)
