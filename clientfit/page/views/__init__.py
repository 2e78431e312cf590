"""What the page shows, as plain values: one module a step, each a pure function of the session."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from clientfit.app.place import Step
from clientfit.app.session import Session
from clientfit.page.views import all_clients, client, ending, letter, reading, repair, signs
from clientfit.page.wire.page import Body, Frame, Live

BODIES: Mapping[Step, Callable[[Session], Body]] = {
    Step.CLIENT: client.body,
    Step.SIGNS: signs.body,
    Step.READING: reading.body,
    Step.REPAIR: repair.body,
    Step.END: ending.body,
    Step.LETTER: letter.body,
    Step.ALL: all_clients.body,
}
LIVE: Mapping[Step, Callable[[Session], Live]] = {
    Step.CLIENT: client.live,
    Step.SIGNS: signs.live,
    Step.LETTER: letter.live,
}


def body(session: Session) -> Body:
    """The step the person is at, with its kind and heading."""
    return BODIES[session.place.step](session)


def live(session: Session) -> Live:
    """What changes while the person answers; steps without questions have none."""
    draw = LIVE.get(session.place.step)
    return draw(session) if draw else {}


def frame(session: Session, steps: Sequence[Step]) -> Frame:
    """What stands around every step: language, the steps, and which client this is about."""
    t, place, client_ = session.t, session.place, session.client
    names = {
        Step.CLIENT: t("Client"),
        Step.SIGNS: t("Signs"),
        Step.READING: t("Reading"),
        Step.REPAIR: t("Repair"),
        Step.END: t("End"),
        Step.LETTER: t("Letter"),
        Step.ALL: t("All clients"),
    }
    return {
        "lang": t.language,
        "dir": t.direction,
        "title": f"{client_.name if client_ else names[place.step]} · clientfit",
        "label": t("Steps"),
        "step": place.step.value,
        "letter": place.letter,
        "client": {"id": client_.id, "name": client_.name} if client_ else None,
        "about": t("About {name}", name=client_.name)
        if client_ and place.step is not Step.ALL
        else "",
        "saving": t("Saving…"),
        "dismiss": t("Close"),
        "too_long": t("That is too long to be kept. A shorter text can be."),
        "steps": [
            {
                "id": step.value,
                "label": names[step],
                "ready": step in (Step.CLIENT, Step.ALL) or client_ is not None,
            }
            for step in steps
        ],
    }
