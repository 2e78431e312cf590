"""What the page asks for: nothing is changed by it, so it is answered as often as it is asked."""

from __future__ import annotations

from clientfit.app.downloads import Wishes, download
from clientfit.app.session import Session
from clientfit.page import charts
from clientfit.page.views import whatif
from clientfit.page.wire.events import Asking
from clientfit.page.wire.step_events import Download, Figure, Profile, WhatIf

#: An answer to the page, and the bytes that go with it.
Answer = tuple[dict[str, object], list[bytes]]


def asked(session: Session, event: Asking) -> Answer:
    """The answer. Raises ClientfitError for what there is not."""
    match event:
        case Download():
            return _download(session, event)
        case Figure():
            return {"figure": charts.figure(session, event)}, []
        case WhatIf():
            return {"whatif": whatif.answer(session, event)}, []
        case Profile():
            return {"profile": charts.profile_of(session, event)}, []
        case _:
            return {}, [charts.library()]


def _download(session: Session, event: Download) -> Answer:
    wishes = Wishes(event.client, event.letter, event.notes, event.redact)
    file = download(session, event.what, wishes)
    return {"file": {"name": file.name, "kind": file.kind}}, [file.data]
