"""Which letter fits: proposed from the reading, the plan and what is owed; all others are near."""

from __future__ import annotations

from clientfit.core.model import Reading
from clientfit.ui.dossier import Dossier
from clientfit.ui.mending import Mending
from clientfit.ui.session import Session
from clientfit.ui.writing import Writing

ENDING, TALK = "termination", "talk"


def chosen(session: Session, dossier: Dossier) -> Writing:
    """The letter that the person chose, else the one that fits."""
    return Writing(session, dossier, session.place.letter or proposed_letter(session, dossier))


def proposed_letter(session: Session, dossier: Dossier) -> str:
    """The letter that fits best now: the first repair's words, or the end's."""
    if dossier.spoken and dossier.verdict.reading is Reading.END:
        return ENDING
    proposals = Mending(session, dossier).proposals
    if proposals:
        return proposals[0].step.letter
    return TALK
