"""A verdict in sentences: the reading, its certainty, its reasons, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from clientfit.core.model import FREQUENCIES, Category, Reading
from clientfit.core.reading.verdict import Verdict
from clientfit.core.repair import LAST_CHANCE_DAYS
from clientfit.text.content.questions import Catalog
from clientfit.text.i18n import Translator


@dataclass(frozen=True, slots=True)
class Words:
    """Catalog and translator together: all that a sentence about a verdict needs."""

    catalog: Catalog
    t: Translator

    def sign(self, id_: str) -> str:
        """The name of a sign."""
        return self.t(self.catalog.sign_words[id_].name)

    def ask(self, question: str) -> str:
        """The words of a question."""
        return self.t(self.catalog.question_words[question].ask)

    def frequency(self, level: int) -> str:
        """The word for a level, for use inside a sentence."""
        return frequencies(self.t)[FREQUENCIES[level]].lower()

    def interval(self, low: int, high: int) -> str:
        """An interval of levels in words."""
        if low == high:
            return self.frequency(low)
        if (low, high) == (0, len(FREQUENCIES) - 1):
            return self.t("not known")
        return self.t("{low} to {high}", low=self.frequency(low), high=self.frequency(high))


def frequencies(t: Translator) -> dict[str, str]:
    """The frequency words by id, as shown as choices of a question."""
    return {
        "never": t("Never"),
        "rarely": t("Rarely"),
        "sometimes": t("Sometimes"),
        "often": t("Often"),
        "always": t("Always"),
    }


def reading_name(reading: Reading, t: Translator) -> str:
    """The reading in one or two words."""
    return {
        Reading.KEEP: t("Keep"),
        Reading.REPAIR: t("Repair"),
        Reading.LAST_CHANCE: t("Last chance"),
        Reading.END: t("End"),
    }[reading]


def category_name(category: Category, t: Translator) -> str:
    """The category in one word."""
    return reading_name(Reading[category.name], t)


def short(verdict: Verdict, t: Translator) -> str:
    """The reading in a few words, or the two categories it lies between."""
    if not verdict.hazy:
        return reading_name(verdict.reading, t)
    if verdict.early:
        return t("Too early to say")
    return t(
        "Between {worst} and {best}",
        worst=category_name(verdict.worst, t).lower(),
        best=category_name(verdict.best, t).lower(),
    )


def headline(verdict: Verdict, name: str, t: Translator) -> str:
    """The reading as one sentence."""
    if verdict.hazy:
        return t("{name} can’t be read clearly yet.", name=name)
    return {
        Reading.KEEP: t("{name} reads as a client to keep.", name=name),
        Reading.REPAIR: t("{name} reads as a client worth an honest repair.", name=name),
        Reading.LAST_CHANCE: t("{name} reads as a client with one last chance.", name=name),
        Reading.END: t("{name} reads as a client to part with.", name=name),
    }[verdict.reading]


def meaning(verdict: Verdict, words: Words, lines: Sequence[str]) -> str:
    """What the reading means for the next step.

    ``lines``: words of the red lines that were crossed.
    """
    t = words.t
    if lines:
        return t(
            "A line was crossed that no good side makes up for. You owe nobody another try, and "
            "your safety comes first."
        )
    if verdict.early:
        return t("Too little is known so far. A few more answers, and there is something to read.")
    if verdict.hazy:
        return t(
            "So far it leans towards “{reading}”, and a few more answers may turn it.",
            reading=reading_name(verdict.reading, t).lower(),
        )
    if verdict.reading is Reading.END and verdict.refused:
        return t("You offered an honest repair and it was refused. You may go in good conscience.")
    if verdict.reading is Reading.END:
        return words.t.plural(
            verdict.attempts,
            "You tried in earnest and it did not get better. You may go in good conscience.",
            "You tried {count} times in earnest and it did not get better. You may go in good "
            "conscience.",
        )
    return {
        Reading.KEEP: t("Most of what matters is fine. What is not fine can be talked about."),
        Reading.REPAIR: t(
            "Something stands between you, and it can be named. Try to mend it before you decide."
        ),
        Reading.LAST_CHANCE: t(
            "The signs are heavy, and nothing has been tried yet. Name one repair and a date no "
            "more than {days} days away; then look again.",
            days=LAST_CHANCE_DAYS,
        ),
    }[verdict.reading]


def certainty(verdict: Verdict, words: Words) -> list[str]:
    """Sentences on how certain the category is: what is unknown, and how far readings agree."""
    t = words.t
    if verdict.absolute:
        return [t("Certain: where a line was crossed, nothing else has to be weighed.")]
    unknown = [sign for sign, (low, high) in verdict.levels.items() if low < high]
    if not unknown:
        known = t("Every sign has an answer.")
    elif verdict.certain:
        known = t("Certain: no sign that is still open could change what they say together.")
    else:
        known = t(
            "Between {worst} and {best} until more is answered.",
            worst=category_name(verdict.worst, t).lower(),
            best=category_name(verdict.best, t).lower(),
        )
    if verdict.early:
        return [known]
    share = t.percent(verdict.shares[verdict.category.name.lower()])
    firmness = {
        "firm": t("Firm: {share} of plausible readings agree.", share=share),
        "leaning": t("Leaning: {share} of plausible readings agree.", share=share),
        "close": t(
            "Too close to call: only {share} of plausible readings agree. Reasonable people could "
            "see it differently.",
            share=share,
        ),
    }[verdict.firmness]
    return [known, firmness]


def next_heading(verdict: Verdict, t: Translator) -> str:
    """The heading above the next question; it promises less when the category is certain."""
    if verdict.certain:
        return t("Still open, if you like to go on")
    return t("The answer that would tell most")


def reasons(verdict: Verdict, words: Words) -> list[str]:
    """Why the signs read as they do, one sentence for each reason.

    After an absolute red line the reasons are listed only for information: no better category is
    possible, and good signs are no excuse.
    """
    t, why = words.t, verdict.reasons
    target = category_name(why.target, t).lower()
    sentences = ladder(verdict, words)
    for sign in why.holding:
        low, high = verdict.levels[sign]
        often = words.interval(low, high)
        shows = t(words.catalog.sign_words[sign].shows)
        sentence = t("{sign}: {often}. {shows}", sign=words.sign(sign), often=often, shows=shows)
        if sign in why.vetoing and not verdict.absolute:
            sentence += " " + t("This alone stands in the way of “{target}”.", target=target)
        sentences.append(sentence)
    if not (why.holding or verdict.absolute) and verdict.category is Category.KEEP:
        sentences.append(t("No sign is beyond what a good client may show."))
    return sentences


def ladder(verdict: Verdict, words: Words) -> list[str]:
    """How past repair attempts changed the reading, if it differs from what the signs say alone."""
    t = words.t
    if verdict.absolute or verdict.reading.value == verdict.category.name.lower():
        return []
    if verdict.reading is Reading.LAST_CHANCE:
        return [t("The signs alone say “end”. Nothing has been tried yet, so there is one chance.")]
    alone = category_name(verdict.category, t).lower()
    if verdict.refused:
        return [
            t("They refused an honest repair. The signs alone would say “{alone}”.", alone=alone)
        ]
    return [
        t.plural(
            verdict.attempts,
            "{count} honest attempt changed nothing. The signs alone would say “{alone}”.",
            "{count} honest attempts changed nothing. The signs alone would say “{alone}”.",
            alone=alone,
        )
    ]


def coalition(verdict: Verdict, words: Words) -> str:
    """How many points are within the limits of the bar, and how many are needed."""
    t, why = words.t, verdict.reasons
    text = t.plural(
        why.within,
        "Signs worth {count} of {total} points are within “{target}”; it takes {needed}.",
        "Signs worth {count} of {total} points are within “{target}”; it takes {needed}.",
        total=t.number(why.total),
        target=category_name(why.target, t).lower(),
        needed=t.number(float(why.needed), "0.#"),
    )
    if not why.unsure:
        return text
    return text + " " + t("For {count} more it is not known.", count=t.number(why.unsure))
