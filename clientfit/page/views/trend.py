"""How a client read over time: its finding, table and figure."""

from __future__ import annotations

from datetime import date

from clientfit.app.repair import Repair
from clientfit.app.session import Session
from clientfit.core.reading.trend import TrendPoint, trend_between
from clientfit.figures.look import Look
from clientfit.figures.trend import HEIGHT, Judged, trend
from clientfit.page.views.dashboard.spec import Row, chart, lines, table
from clientfit.page.wire.charts import Chart
from clientfit.text.i18n import Translator
from clientfit.text.sentences import reading as reading_sentences

NAME = "trend"


def view(repair: Repair, session: Session) -> Chart | None:
    """The chart's words and table; None before there are two days.

    Nor is there one past a red line: what had eased before it weighs nothing.
    """
    t, words, points = session.t, session.words, repair.points
    if repair.dossier.crossed or len(points) < 2:
        return None
    change = trend_between(points)
    first, last = (
        reading_sentences.reading_name(point.reading, t) for point in (points[0], points[-1])
    )
    title = _title(points[0].day, first.lower(), last.lower(), t)
    eased, grown = (
        t.listed([words.sign(sign).lower() for sign in signs])
        for signs in (change.eased, change.grown)
    )
    told = lines(
        t("Eased since then: {signs}.", signs=eased) if change.eased else "",
        t("Grown since then: {signs}.", signs=grown) if change.grown else "",
    )
    rows = [Row("", _cells(point, t)) for point in points]
    made = chart(NAME, title, HEIGHT, table([t("Day"), t("Reading"), t("Strain")], rows, t), t)
    return {**made, **told, "given": {"client": repair.dossier.client.id}}


def _title(day: date, first: str, last: str, t: Translator) -> str:
    if first == last:
        return t("It reads “{reading}” now, as it did on {day}.", reading=last, day=t.day(day))
    return t(
        "On {day} it read “{first}”, now it reads “{last}”.",
        day=t.day(day),
        first=first,
        last=last,
    )


def figure(session: Session, client: str, look: Look) -> object:
    """The strain of a client by day. Raises LookupError where there is none to draw."""
    t = look.t
    points = [
        Judged(point.day, point.strain, point.reading, " · ".join(filter(None, _cells(point, t))))
        for point in Repair(session, session.about(client)).points
    ]
    return trend(points, look)


def _cells(point: TrendPoint, t: Translator) -> list[str]:
    strain = "" if point.strain is None else t.number(round(point.strain))
    return [t.short_day(point.day), reading_sentences.reading_name(point.reading, t), strain]
