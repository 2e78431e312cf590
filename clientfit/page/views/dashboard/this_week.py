"""The cards on top: at most three things to do this week."""

from __future__ import annotations

from clientfit.app.session import Session
from clientfit.app.week import todos
from clientfit.page.views.sample import mark
from clientfit.page.wire.all_clients import ThisWeek, TodoCard


def view(session: Session) -> ThisWeek | None:
    """The cards; with nothing to do that is said; None while there is nobody here."""
    if not session.dossiers:
        return None
    t = session.t
    cards: list[TodoCard] = [
        {
            "id": todo.rule.id,
            "client": todo.client,
            "invented": mark(session.portfolio.by_id[todo.client].dossier.client, session),
            "text": t(todo.rule.say, **todo.places),
            "why": t(todo.rule.why),
            "button": t(todo.rule.button),
            "step": todo.rule.step,
            "letter": todo.rule.letter,
            "question": todo.field,
        }
        for todo in todos(session)
    ]
    return {
        "heading": t("This week"),
        "cards": cards,
        "nothing": ""
        if cards
        else t("Nothing needs you this week. Enjoy the good ones, and come back when you like."),
    }
