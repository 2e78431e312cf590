"""Names that may be one client, each proposal with two answers."""

from __future__ import annotations

from clientfit.app.name_matching import NameMatching, NameProposal
from clientfit.app.session import Session
from clientfit.page.views.names import record_label
from clientfit.page.wire.imports import Merging, NameGroup
from clientfit.text.i18n import Translator

#: So many proposals are shown at once: the next ones come when these are answered.
SHOWN = 5


def merging(session: Session) -> Merging | None:
    """The proposals; None where there are none."""
    found = NameMatching(session).proposals
    t = session.t
    if not found:
        return None
    return {
        "heading": t("Is this one client?"),
        "intro": t("These names differ a little. Nothing is joined unless you say so."),
        "groups": [_group(proposal, t) for proposal in found[:SHOWN]],
        "more": t.plural(
            len(found) - SHOWN, "and {count} more like this", "and {count} more like these"
        )
        if len(found) > SHOWN
        else "",
    }


def _group(proposal: NameProposal, t: Translator) -> NameGroup:
    return {
        "keys": [record_name.name for record_name in proposal.names],
        "names": [record_label(record_name, t) for record_name in proposal.names],
        "yes": t("Yes, join them as {name}", name=proposal.into.name)
        if proposal.into
        else t("Yes, add them as {name}", name=proposal.names[0].name),
        "no": t("No, keep them apart"),
    }
