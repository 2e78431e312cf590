"""The exit plan as a calendar file: a day for each line, and a reminder the day before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from clientfit.core.ending.plan import PlanLine, State
from clientfit.files.exporters.clean import one_line
from clientfit.files.exporters.plan import ExitPaper, plan_title
from clientfit.text.i18n import Translator
from clientfit.text.sentences.ending import state_name

if TYPE_CHECKING:
    from icalendar import Alarm, Event

#: Nine in the morning of the day before: a reminder at midnight helps nobody.
REMINDER = timedelta(hours=-15)
#: From which the ids of entries are made, so that a newer file brings older entries up to date.
_PLANS = UUID("6f3ac1d2-0c5b-5f0e-9d55-3b1f6a0a9a11")


def plan_ics(paper: ExitPaper, t: Translator, when: datetime) -> bytes:
    """The plan's lines as entries of a calendar, all day and private. ``when``: now, in UTC.

    Opened once more later, it moves what has moved and crosses out what was waived; what is
    settled no longer reminds.
    """
    from icalendar import Calendar  # slow to load, and rarely needed

    calendar = Calendar()
    calendar.add("prodid", "-//clientfit//exit plan//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plan_title(paper, t))
    for line in paper.plan.lines:
        calendar.add_component(_entry(line, paper, t, when.astimezone(UTC)))
    return bytes(calendar.to_ical(sorted=False))


def _entry(line: PlanLine, paper: ExitPaper, t: Translator, when: datetime) -> Event:
    from icalendar import Event

    words = paper.words[line.item.id]
    name = t("{line} ({client})", line=t(words.name), client=one_line(paper.client))
    entry = Event()
    entry.add("uid", f"{uuid5(_PLANS, f'{paper.client_id}/{line.item.id}')}@clientfit")
    entry.add("dtstamp", when)
    entry.add("last-modified", when)
    entry.add("sequence", int(when.timestamp()) // 60)
    entry.add("dtstart", line.due)
    entry.add("dtend", line.due + timedelta(days=1))
    entry.add("summary", f"{state_name(line.state, t)}: {name}" if line.settled else name)
    entry.add("description", "\n".join(filter(None, [t(words.do), one_line(line.reason)])))
    entry.add("status", "CANCELLED" if line.state is State.WAIVED else "CONFIRMED")
    # The client may see a shared calendar.
    entry.add("class", "PRIVATE")
    entry.add("transp", "TRANSPARENT")
    if not line.settled:
        entry.add_component(_reminder(name))
    return entry


def _reminder(name: str) -> Alarm:
    from icalendar import Alarm

    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", name)
    alarm.add("trigger", REMINDER)
    return alarm
