"""The exit plan on paper: to print and tick off, or as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date

from babel.dates import format_skeleton

from clientfit.core.ending.plan import Advice, ExitPlan, Phase, PlanLine, State
from clientfit.files.exporters.clean import one_line
from clientfit.files.exporters.markup import escaped, title
from clientfit.files.exporters.typeset import typeset
from clientfit.text.content.ending import ItemWords
from clientfit.text.i18n import Translator
from clientfit.text.sentences.ending import (
    channel_advice,
    owner_name,
    phase_name,
    state_name,
    telling_advice,
)


@dataclass(frozen=True, slots=True)
class ExitPaper:
    """All that a plan on paper says: the plan itself, its words, and the advice beside it."""

    client_id: str
    client: str
    plan: ExitPlan
    words: Mapping[str, ItemWords]
    channel: Advice
    telling: Advice
    today: date


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the plan in words. ``state`` is an id, for the template."""

    state: str
    name: str
    do: str
    day: str
    about: str
    reason: str


@dataclass(frozen=True, slots=True)
class _Step:
    name: str
    opens: str
    lines: tuple[_Line, ...]


def plan_pdf(paper: ExitPaper, t: Translator) -> bytes:
    """The plan with a box to tick for each line.

    Raises ClientfitError for characters that no shipped font has.
    """
    data = {
        "title": plan_title(paper, t),
        "facts": _facts(paper, t),
        "advice": _advice(paper, t),
        "steps": [asdict(step) for step in _steps(paper, t)],
        "note": _note(t),
    }
    return typeset("plan", data, t.language)


def plan_markdown(paper: ExitPaper, t: Translator) -> bytes:
    """The plan as Markdown with task lists; what people typed is shown and never obeyed."""
    facts = [f"- {escaped(name)}: {escaped(value)}" for name, value in _facts(paper, t)]
    blocks = [f"# {title(plan_title(paper, t))}", "\n".join(facts)]
    blocks += [escaped(line) for line in _advice(paper, t)]
    for step in _steps(paper, t):
        blocks.append(f"## {title(step.name)}")
        blocks += [escaped(step.opens)] if step.opens else []
        blocks.append("\n".join(_task(line) for line in step.lines))
    blocks.append(escaped(_note(t)))
    return ("\n\n".join(blocks) + "\n").encode()


def plan_title(paper: ExitPaper, t: Translator) -> str:
    """What the plan is called, also as the name of its file."""
    return t("Ending the work with {name}", name=one_line(paper.client))


def _task(line: _Line) -> str:
    tick = " " if line.state == State.OPEN else "x"
    below = [line.do, line.about, line.reason]
    text = "".join(f"  \n  {escaped(line)}" for line in below if line)
    return f"- [{tick}] {escaped(line.day)}: **{escaped(line.name)}**{text}"


def _facts(paper: ExitPaper, t: Translator) -> list[tuple[str, str]]:
    plan = paper.plan
    settled = sum(line.settled for line in plan.lines)
    return [
        (t("Day of telling"), t.wording.weekday(plan.told)),
        (t("Last day"), t.wording.weekday(plan.end)),
        (
            t("As of"),
            t(
                "{day}; {settled} of {lines} lines are settled",
                day=t.day(paper.today),
                settled=t.number(settled),
                lines=t.number(len(plan.lines)),
            ),
        ),
    ]


def _advice(paper: ExitPaper, t: Translator) -> list[str]:
    return [telling_advice(paper.telling, t), channel_advice(paper.channel, t)]


def _note(t: Translator) -> str:
    return t("“Comes first” means: the next step opens when this is done, or waived for a reason.")


def _steps(paper: ExitPaper, t: Translator) -> list[_Step]:
    steps = []
    for number, phase in enumerate(Phase, 1):
        name = t("Step {number}: {name}", number=t.number(number), name=phase_name(phase, t))
        lines = tuple(_line(line, paper, t) for line in paper.plan.of(phase))
        steps.append(_Step(name, _opens(paper, phase, t), lines))
    return steps


def _opens(paper: ExitPaper, phase: Phase, t: Translator) -> str:
    first = [f"“{t(paper.words[line.item.id].name)}”" for line in paper.plan.blockers(phase)]
    return t("Opens after {lines}.", lines=t.listed(first)) if first else ""


def _line(line: PlanLine, paper: ExitPaper, t: Translator) -> _Line:
    words = paper.words[line.item.id]
    about = [owner_name(line.item.owner, t)]
    about += [t("comes first")] if line.item.gate else []
    about += [state_name(line.state, t)] if line.settled else []
    reason = one_line(line.reason)
    return _Line(
        state=line.state.value,
        name=t(words.name),
        do=t(words.do),
        day=format_skeleton("yMMMEd", line.due, locale=t.locale),
        about=" · ".join(about),
        reason=t("Reason: {reason}", reason=reason) if reason else "",
    )
