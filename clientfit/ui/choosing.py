"""Which letter fits: proposed from the reading, the plan and what is owed; all others are near."""

from __future__ import annotations

from clientfit.core.model import Reading
from clientfit.ui.dossier import Dossier
from clientfit.ui.mending import Mending
from clientfit.ui.session import Session

ENDING, THANKS, TALK = "termination", "thanks", "talk"


def chosen_letter(session: Session) -> str:
    """The letter that the person chose, else the one that fits."""
    dossier = session.dossier
    if session.place.letter or dossier is None:
        return session.place.letter or ENDING
    return proposed_letter(session, dossier)


def proposed_letter(session: Session, dossier: Dossier) -> str:
    """The letter that fits best now: the first repair's words, or the end's."""
    if dossier.verdict.reading is Reading.END:
        return ENDING
    proposals = Mending(session, dossier).proposals
    if proposals:
        return proposals[0].step.letter
    return TALK
