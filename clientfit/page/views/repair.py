"""Repair: what to try first, what was tried, and what came of it."""

from __future__ import annotations

from clientfit.app.place import Step
from clientfit.app.repair import Repair
from clientfit.app.session import Session
from clientfit.core.model import Attempt, Outcome, Response
from clientfit.core.repair import RepairStep, StepProposal, keeps_coming_back
from clientfit.page.views import trend
from clientfit.page.wire.common import BareBody
from clientfit.page.wire.repair import RepairBody, StepCard, TriedStep
from clientfit.text.content.repair import repairs
from clientfit.text.i18n import Translator
from clientfit.text.sentences import reading as reading_sentences


def body(session: Session) -> RepairBody | BareBody:
    """Proposals first, then what is due, what was tried, and how it went over time."""
    t, dossier = session.t, session.dossier
    if dossier is None:
        return {"kind": "repair"}
    mending = Repair(session, dossier)
    visits = mending.journal.visits(session.today().year)
    return {
        "kind": "repair",
        "heading": t("You need not mend this") if dossier.crossed else t("Mend it first"),
        "intro": t("Two honest attempts are enough. Choose what fits you; nothing has to be done.")
        if not dossier.crossed
        else "",
        "safe": t(
            "A line was crossed here. You need not try to mend anything, and you need not wait."
        )
        if dossier.crossed
        else "",
        "due": {
            "heading": t("Time to look again"),
            "attempts": [_attempt(attempt, session) for attempt in mending.due],
        },
        "proposals": {
            "heading": t("You owe nobody a try")
            if dossier.crossed
            else t("What would change most"),
            "none": _nothing(mending, t),
            "steps": [
                _proposal(one, session, first=number == 0)
                for number, one in enumerate(mending.proposals)
            ],
        },
        "others": {
            "label": t("Steps that are meant for other clients")
            if dossier.crossed
            else t("All other steps"),
            "steps": [_step(repair_step, session) for repair_step in mending.others],
        },
        "tried": {
            "heading": t("What you have tried"),
            "attempts": [_attempt(attempt, session) for attempt in reversed(mending.attempts)],
        },
        "trend": {"heading": t("How it went"), "chart": trend.view(mending, session)},
        "visits": _visits(visits, dossier.client.name, t),
        "words": {
            "say": t("To say"),
            "better": t("What counts as better"),
            "letter": t("The words for it"),
            "tried": t("I have tried this"),
            "when": t("When"),
            "note": t("Note"),
            "keep": t("Keep"),
            "response": t("How did they take it?"),
            "outcome": t("What has changed?"),
            "forget": t("Remove"),
            "change": t("Change"),
            "responses": [
                {"value": value.value, "label": label} for value, label in _responses(t).items()
            ],
            "outcomes": [
                {"value": value.value, "label": label} for value, label in _outcomes(t).items()
            ],
            "today": session.today().isoformat(),
        },
        "end": {"label": t("If it must end"), "step": Step.END.value},
        "back": {"label": t("Back to the reading"), "step": Step.READING.value},
    }


def _nothing(mending: Repair, t: Translator) -> str:
    """What is said where no step is proposed."""
    if mending.dossier.crossed:
        return t("Nothing here asks anything of you. Your safety comes first.")
    if not mending.dossier.spoken:
        return t("Answer a few of the short questions first; then the steps that fit are here.")
    return t("No single step would change the reading. All of them are below.")


def _proposal(proposal: StepProposal, session: Session, *, first: bool) -> StepCard:
    words, t = session.words, session.t
    moves = t.listed(
        [
            t(
                "{sign} from {now} to {then}",
                sign=words.sign(sign).lower(),
                now=words.interval(*now),
                then=words.interval(*then),
            )
            for sign, now, then in proposal.eases
            if now[0] == now[1]  # of what is not known no movement can be told
        ]
    )
    eased = t("If it works: {moves}.", moves=moves) if moves else ""
    effect = " ".join(
        sentence for sentence in (eased, _then(proposal, session, first=first)) if sentence
    )
    return _step(proposal.step, session) | {
        "effect": effect,
        "by": t("Look again on {day}", day=t.day(proposal.review)),
    }


def _then(proposal: StepProposal, session: Session, *, first: bool) -> str:
    """What the signs would read after a success; "" where the page for it says nothing either."""
    t, dossier = session.t, session.dossier
    if proposal.category is None or dossier is None or not dossier.spoken:
        return ""
    category = reading_sentences.category_name(proposal.category, t).lower()
    if proposal.category == dossier.verdict.category:
        if first:
            return t("The signs together would still read “{category}” then.", category=category)
        return t(
            "Together with the steps above, the signs would still read “{category}” then.",
            category=category,
        )
    if first:
        return t("The signs would then read “{category}”.", category=category)
    return t(
        "Together with the steps above, the signs would then read “{category}”.",
        category=category,
    )


def _step(step: RepairStep, session: Session) -> StepCard:
    t, words = session.t, repairs().words[step.id]
    return {
        "id": step.id,
        "name": t(words.name),
        "do": t(words.do),
        "say": t(words.say),
        "better": t(words.better),
        "letter": step.letter,
        "effect": "",
        "by": t.plural(step.days, "Look again after {count} day", "Look again after {count} days"),
    }


def _attempt(attempt: Attempt, session: Session) -> TriedStep:
    t = session.t
    words = repairs().words.get(attempt.step)
    waits = attempt.outcome is Outcome.OPEN and not (session.dossier and session.dossier.crossed)
    told = [_outcomes(t)[attempt.outcome]]
    if attempt.response:
        told.insert(0, _responses(t)[attempt.response])
    return {
        "id": attempt.id,
        "name": t(words.name) if words else attempt.step,
        "tried": t("Tried on {day}", day=t.day(attempt.tried)),
        "review": t("Look again on {day}", day=t.day(attempt.review)) if waits else "",
        "told": " · ".join(told),
        "response": attempt.response.value if attempt.response else "",
        "outcome": attempt.outcome.value,
        "note": attempt.note,
    }


def _visits(visits: int, name: str, t: Translator) -> str:
    """That a thought keeps coming back; empty where it does not."""
    if not keeps_coming_back(visits):
        return ""
    return t.plural(
        visits,
        "You have come here {count} day this year about {name}. That feeling is worth "
        "listening to.",
        "You have come here on {count} days this year about {name}. That feeling is worth "
        "listening to.",
        name=name,
    )


def _responses(t: Translator) -> dict[Response, str]:
    return {
        Response.WELL: t("They took it well"),
        Response.MIXED: t("Half and half"),
        Response.BADLY: t("They took it badly"),
        Response.REFUSED: t("They refused"),
        Response.SILENCE: t("No answer"),
    }


def _outcomes(t: Translator) -> dict[Outcome, str]:
    return {
        Outcome.OPEN: t("Too early to say"),
        Outcome.BETTER: t("It got better"),
        Outcome.SAME: t("Nothing changed"),
    }
