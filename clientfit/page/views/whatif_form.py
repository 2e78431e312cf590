"""What is asked of "can I afford it?": the changes, the day of telling, and what is assumed."""

from __future__ import annotations

from datetime import timedelta

from clientfit.app.whatif import FARTHEST, HIGHEST_RISE, WhatIf
from clientfit.core.currencies import UNSTATED
from clientfit.core.money import Money
from clientfit.page.wire.whatif import AssumedField, SafeDay, WhatIfControls
from clientfit.text.content.whatif import AssumptionEntry, AssumptionUnit
from clientfit.text.i18n import Translator
from clientfit.text.sentences import whatif as whatif_sentences


def controls(what: WhatIf, t: Translator) -> WhatIfControls:
    """What would change."""
    asked_, today = what.question, what.session.today()
    farthest = today + timedelta(days=FARTHEST)
    return {
        "leaves": {"label": t("Let them go"), "value": asked_.leaves},
        "told": {
            "label": t("Tell them on"),
            "value": what.told.isoformat(),
            "low": today.isoformat(),
            "high": farthest.isoformat(),
            "outside": t(
                "Only days from {first} to {last} can be looked at. Choose one of them; until then "
                "the last answer stands.",
                first=t.day(today),
                last=t.day(farthest),
            ),
            "empty": t(
                "There is no day here. Choose one, or untick “Let them go”; until then the last "
                "answer stands."
            ),
            "hint": _notice(what, t),
        },
        "replaced": {"label": t("Find somebody new afterwards"), "value": asked_.replaced},
        "percent": {
            "label": t("Raise their rate by"),
            "value": asked_.percent,
            "high": HIGHEST_RISE,
            "shown": t.percent(asked_.percent / 100),
        },
        "on_time": {"label": t("They pay on time from now on"), "value": asked_.on_time},
    }


def _notice(what: WhatIf, t: Translator) -> str:
    """Their last day, and whose notice that rests on."""
    last = t.day(what.told + timedelta(days=what.notice))
    if not what.notice:
        return t("Without notice, that is the last day too.")
    if what.ending and what.ending.notice_agreed:
        return t.plural(
            what.notice,
            "With {count} day of notice, as you agreed with them, the last day is {day}.",
            "With {count} days of notice, as you agreed with them, the last day is {day}.",
            day=last,
        )
    return t.plural(
        what.notice,
        "With {count} day of notice, which is our proposal, the last day is {day}.",
        "With {count} days of notice, which is our proposal, the last day is {day}.",
        day=last,
    )


def day(what: WhatIf, t: Translator) -> SafeDay:
    """On which day they could be told; after abuse that is no question."""
    if what.ending and what.ending.abusive:
        return {
            "text": t(
                "Your safety comes first: you need not wait for a better day. The months below "
                "only show what it would mean for your cash."
            )
        }
    if not what.question.which_day or what.telling is None:
        return {"ask": t("Which day would be safe to tell them?")}
    found = what.telling
    day = what.date_of(found.best.day)
    paid = what.date_of(found.paid.day) if found.paid else None
    last = day + timedelta(days=what.notice)
    return {
        "text": whatif_sentences.telling(found, day, paid, what.assuming.currency, t),
        "last": t("With your notice, the last day would be {day}.", day=t.day(last)),
        "use": t("Use this day in my plan"),
        "done": t("It is in your plan: you tell them on {day}.", day=t.day(day))
        if what.planned == day
        else "",
        "value": day.isoformat(),
    }


def field(what: WhatIf, assumption: AssumptionEntry, t: Translator) -> AssumedField:
    """A number that is assumed."""
    assuming = what.assuming
    value = assuming.values[assumption.id]
    money = assumption.unit is AssumptionUnit.MONEY
    units = {
        AssumptionUnit.MONEY: "" if assuming.currency == UNSTATED else assuming.currency,
        AssumptionUnit.PERCENT: "%",
        AssumptionUnit.MONTHS: t("months"),
        AssumptionUnit.DAYS: t("days"),
    }
    return {
        "id": assumption.id,
        "asks": "money" if money else "number",
        "label": t(assumption.label),
        "unit": units[assumption.unit],
        "value": _plain(value, assuming.currency) if money else str(value),
        "low": assumption.low,
        "high": assumption.high,
        "why": t(assumption.why),
        "own": assumption.id in assuming.own,
    }


def _plain(minor: int, currency: str) -> str:
    """A sum as it stands in a field: whole units, and a part of one only where there is any."""
    units = Money(minor, currency).units
    return str(int(units) if units == int(units) else units)
