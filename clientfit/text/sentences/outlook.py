"""What would change a reading, in sentences; and the gut answer beside it."""

from __future__ import annotations

from clientfit.core.model import Category, Reading
from clientfit.core.reading.counterfactual import Counterfactual
from clientfit.core.reading.verdict import Verdict
from clientfit.text.i18n import Translator
from clientfit.text.sentences.reading import Words, category_name


def blocking(verdict: Verdict, words: Words) -> str | None:
    """The single sign that blocks a better category, as a sentence; None if there is none."""
    if verdict.absolute or verdict.reasons.blocking is None:
        return None
    return words.t(
        "One sign makes the difference: without “{sign}” the signs would read “{target}”.",
        sign=words.sign(verdict.reasons.blocking),
        target=category_name(verdict.reasons.target, words.t).lower(),
    )


def changes(verdict: Verdict, words: Words) -> list[str]:
    """Sentences on the cheapest way to a better category and the smallest step to a worse one."""
    t = words.t
    if verdict.absolute:
        return [t("Nothing that is asked here. A line that was crossed stands for itself.")]
    sentences = []
    if verdict.improvement:
        sentences.append(
            t(
                "The signs would read “{category}” if {moves}.",
                category=category_name(verdict.improvement.category, t).lower(),
                moves=_moves(verdict.improvement, words, t("{sign} fell to “{often}”")),
            )
        )
    elif verdict.category < Category.KEEP and all(a == b for a, b in verdict.levels.values()):
        sentences.append(t("Easing three signs would not be enough for a better reading."))
    if verdict.worsening and verdict.reading is not Reading.END:
        sentences.append(
            t(
                "They would tip to “{category}” if {moves}.",
                category=category_name(verdict.worsening.category, t).lower(),
                moves=_moves(verdict.worsening, words, t("{sign} rose to “{often}”")),
            )
        )
    if not sentences:
        sentences.append(t("What would change it can be said when every sign is known."))
    return sentences


def gut(verdict: Verdict, again: str | None, words: Words) -> str:
    """The gut answer beside the reading, and what it means if the two disagree.

    ``again``: the answer to "would you take them again?": yes, no, unsure, or None.
    """
    t, reading = words.t, verdict.reading
    open_ = {
        None: t("You have not said yet whether you would take them on again."),
        "unsure": t(
            "Would you take them on again? You are not sure, and that is an honest answer."
        ),
    }
    if again in open_:
        return open_[again]
    if verdict.absolute:
        return _gut_past_a_line(t, wants=again == "yes")
    return _wants(reading, t) if again == "yes" else _declines(reading, t)


def _wants(reading: Reading, t: Translator) -> str:
    """They would be taken on again; only where repair is still open is that a reason for it."""
    if reading is Reading.KEEP:
        return t("You would take them on again. Your gut and the signs agree.")
    if reading is Reading.END:
        return t(
            "You would take them on again, although they read as a client to part with. Perhaps "
            "something good is not asked here. Which of the two weighs more is yours to say."
        )
    return t(
        "You would take them on again, although the signs are heavy. Perhaps something good is "
        "not asked here. That is a reason to try to mend it."
    )


def _declines(reading: Reading, t: Translator) -> str:
    """They would not be taken on again."""
    if reading is Reading.KEEP:
        return t(
            "You would not take them on again, although the signs are fine. You need no complaint "
            "to leave: your own direction is reason enough."
        )
    if reading is Reading.REPAIR:
        return t(
            "You would not take them on again, and the signs say that it could be mended. Which "
            "of the two weighs more is yours to say."
        )
    return t("You would not take them on again. Your gut and the signs agree.")


def _gut_past_a_line(t: Translator, *, wants: bool) -> str:
    """The gut answer after an absolute red line: no good side and no further attempt is weighed."""
    if wants:
        return t(
            "You would take them on again. There may be good sides that are not asked here. They "
            "do not undo what happened, and your safety comes first."
        )
    return t("You would not take them on again. After a crossed line that is reason enough.")


def _moves(change: Counterfactual, words: Words, pattern: str) -> str:
    return words.t.listed(
        [
            pattern.format(sign=words.sign(sign).lower(), often=words.frequency(level))
            for sign, level in change.signs
        ]
    )
