"""The end: a calm second look, the plan in three steps, and what goes with it."""

from __future__ import annotations

from clientfit.app.ending import Ending
from clientfit.app.fees import Fees
from clientfit.app.holidays import COUNTRIES
from clientfit.app.place import Step
from clientfit.app.session import Session
from clientfit.core.ending.plan import Phase, PlanLine, State
from clientfit.core.ending.working_days import Move, working_day
from clientfit.page.views.fees import fees_section
from clientfit.page.wire.common import BareBody, ToStep
from clientfit.page.wire.ending import Cooling, EndingBody, Evidence, PlanDays, PlanItem, PlanPhase
from clientfit.text.i18n import Translator
from clientfit.text.sentences.ending import (
    channel_advice,
    owner_name,
    phase_name,
    telling_advice,
)


def body(session: Session) -> EndingBody | BareBody:
    """The whole plan of one client."""
    t, dossier = session.t, session.dossier
    if dossier is None:
        return {"kind": "end"}
    ending = Ending(session, dossier)
    return {
        "kind": "end",
        "heading": t("A good ending"),
        "intro": _intro(ending, t),
        "safe": t(
            "Your safety comes first. Write, do not meet; keep every message; tell somebody you "
            "trust. You need not wait, and you owe no explanation."
        )
        if ending.abusive
        else "",
        "cooling": _cooling(ending, t) if ending.waits else None,
        "days": _days(ending, t),
        "afford": t("Can I afford it?") if dossier.invoices else "",
        "advice": [channel_advice(ending.channel, t), telling_advice(ending.telling, t)],
        "both": t(
            "For telling them now: both of you can plan, and nothing is left unsaid. For waiting "
            "until they have paid: what is open is easier to ask for while you still work "
            "together. Saying it later is not lying; giving a false reason is."
        )
        if ending.dossier.is_owed and not ending.abusive
        else "",
        "phases": [_phase(ending, phase, number, t) for number, phase in enumerate(Phase, 1)],
        "fees": fees_section(Fees(session, dossier), t),
        "evidence": _evidence(ending, session),
        "rant": {
            "heading": t("Let it all out"),
            "intro": t(
                "Write down every complaint, as furiously as you like. It stays in this window: "
                "it is not saved and not sent, not even to this workbook."
            ),
            "label": t("Only for the fire"),
            "burn": t("Burn it"),
            "burnt": t("Gone. Nobody will ever read it. Now the real words can be calm."),
        },
        "words": {
            "done": t("Done"),
            "waive": t("Leave out"),
            "reason": t("Why can it be left out?"),
            "keep": t("Keep"),
            "reopen": t("Open again"),
            "disclaimer": t("This is not legal advice. What your contract says comes first."),
        },
        "save": {
            "pdf": t("Plan as PDF"),
            "ics": t("Plan for your calendar"),
            "md": t("Plan as text"),
        },
        "letter": {"label": t("To the letter"), "step": Step.LETTER.value},
        "back": _back(ending, t),
    }


def _back(ending: Ending, t: Translator) -> ToStep:
    """Where one came from; beside "your safety comes first" nobody is sent to mend anything."""
    if ending.abusive:
        return {"label": t("Back to the reading"), "step": Step.READING.value}
    return {"label": t("Back to repair"), "step": Step.REPAIR.value}


def _intro(ending: Ending, t: Translator) -> str:
    """The three steps, and what the signs say of an end: never more than the reading says."""
    if not ending.dossier.spoken:
        return t(
            "Three steps, with a day for each thing: prepare, tell them, hand over. You have not "
            "answered yet, so the signs say nothing; your own reasons are reason enough."
        )
    if ending.dossier.verdict.hazy:
        return t(
            "Three steps, with a day for each thing: prepare, tell them, hand over. The signs "
            "can’t be read clearly yet; your own reasons are reason enough."
        )
    if ending.advised:
        return t(
            "Three steps, with a day for each thing: prepare, tell them, hand over. The signs "
            "speak of an end."
        )
    return t(
        "Three steps, with a day for each thing: prepare, tell them, hand over. The signs do not "
        "speak of an end; your own reasons are reason enough."
    )


def _evidence(ending: Ending, session: Session) -> Evidence:
    """Dated facts for whoever has to judge them; notes are private unless they are chosen."""
    t, answers = session.t, ending.dossier.answers
    return {
        "label": t("Evidence, if you ever need it"),
        "intro": t(
            "Invoices, days and sums of this client as a PDF with a table, and nothing of other "
            "clients. Your notes stay out unless you choose them."
        ),
        "notes": [
            {"id": id_, "label": session.words.ask(id_), "note": answer.note}
            for id_, answer in answers.items()
            if answer.note.strip()
        ],
        "notes_label": t("Notes to include"),
        "redact": t("Words to black out, separated by commas"),
        "save": t("Save the evidence"),
    }


def _cooling(ending: Ending, t: Translator) -> Cooling:
    over = ending.session.today() >= ending.calm_on
    return {
        "heading": t("First, a few calm days"),
        "text": t(
            "You first thought of this on {begun}. Read the signs again today: what still holds "
            "is a reason, the rest was the day.",
            begun=t.day(ending.days.begun),
        )
        if over
        else t(
            "Decisions made in anger are hard to take back. Come back on {day} and read the signs "
            "again. You can also go on now; it is your decision.",
            day=t.day(ending.calm_on),
        ),
        "again": {"label": t("Read the signs again"), "step": Step.SIGNS.value},
        "on": t("I have read them again, go on") if over else t("Go on now all the same"),
        "label": t("Days to wait"),
        "value": ending.cooling_days,
    }


def _days(ending: Ending, t: Translator) -> PlanDays:
    plan = ending.plan
    return {
        "told": {"label": t("Day of telling"), "value": plan.told.isoformat()},
        "summary": _summary(ending, t),
        "note": t("{day} is no working day there.", day=t.day(plan.told))
        if plan.told != working_day(plan.told, Move.AFTER, ending.free)
        else "",
        "country": {
            "label": t("Public holidays of"),
            "value": ending.country,
            "none": t("no country"),
            "choices": [{"value": code, "label": t.country(code)} for code in COUNTRIES],
        },
    }


def _summary(ending: Ending, t: Translator) -> str:
    told, end = t.day(ending.plan.told), t.day(ending.plan.end)
    if not ending.notice_days:
        return t("You tell them on {told}, and that is your last day.", told=told)
    notice = t.plural(ending.notice_days, "{count} day of notice", "{count} days of notice")
    if ending.notice_agreed:
        return t(
            "You tell them on {told}. With {notice}, your last day is {end}.",
            told=told,
            notice=notice,
            end=end,
        )
    return t(
        "You tell them on {told}. With {notice}, your last day is {end}. That notice is our "
        "proposal; what you agreed on can be noted at the first step.",
        told=told,
        notice=notice,
        end=end,
    )


def _phase(ending: Ending, phase: Phase, number: int, t: Translator) -> PlanPhase:
    blockers = ending.plan.blockers(phase)
    words = ending.content.words
    return {
        "id": phase.value,
        "heading": t("{number}. {step}", number=number, step=phase_name(phase, t)),
        "closed": t(
            "This step opens when these are done, or left out for a reason: {items}.",
            items=t.listed([t(words[line.item.id].name) for line in blockers]),
        )
        if blockers
        else "",
        "lines": [_line(ending, line, t) for line in ending.plan.of(phase)],
    }


def _line(ending: Ending, line: PlanLine, t: Translator) -> PlanItem:
    words = ending.content.words[line.item.id]
    owner = owner_name(line.item.owner, t)
    return {
        "id": line.item.id,
        "name": t(words.name),
        "do": t(words.do),
        "due": t("{owner}, by {day}", owner=owner, day=t.day(line.due)),
        "needed": t("needed before you go on") if line.item.gate else "",
        "state": line.state.value,
        "told": {
            State.OPEN: "",
            State.DONE: t("Done"),
            State.WAIVED: t("Left out: {reason}", reason=line.reason),
        }[line.state],
    }
