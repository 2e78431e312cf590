"""The page as one widget: it shows the session's views and tells the session what was done."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256

import anywidget
import traitlets

from clientfit.app.place import Step
from clientfit.app.session import Session
from clientfit.core.errors import ClientfitError, Fault
from clientfit.files.store import Workbook
from clientfit.page import views
from clientfit.page.asking import Answer, asked
from clientfit.page.events import handle
from clientfit.page.message import Buffers, read
from clientfit.page.script import asset, script
from clientfit.page.wire.events import Asking, Event
from clientfit.page.wire.kinds import KINDS
from clientfit.page.wire.page import Body, Frame, Live, Views
from clientfit.text.faults import told
from clientfit.text.i18n import Translator

#: So many events are known by name, with the answer, for when one is said again.
REMEMBERED = 1000

logger = logging.getLogger(__name__)


class Page(anywidget.AnyWidget):  # type: ignore[misc]
    """The workbook, or a part of it.

    ``frame`` names the steps and the client, ``body`` is the step that is shown, ``live`` what
    changes while the person answers; all three follow from the session. They are sent as messages
    and are no part of the widget's state: that may be saved with a notebook, and may hold nobody's
    clients. ``steps`` are those that this page shows.
    """

    _esm = script("page.js")
    _css = asset("page.css")

    #: Tells workbooks apart, without a word about them; empty for one in memory.
    workbook = traitlets.Unicode().tag(sync=True)

    def __init__(self, session: Session, steps: Sequence[Step] = tuple(Step)) -> None:
        self.session = session
        self.steps = tuple(steps)
        self._answered: dict[str, dict[str, object]] = {}
        self._shown = self._views()
        self._number = 1  # of what is shown; it rises with every change
        self._looked_at = False
        super().__init__(workbook=_mark(session.workbook))
        session.observe(self._draw, names=["revision"])
        self.on_msg(self._opened)
        self.on_msg(self._heard)

    @property
    def frame(self) -> Frame:
        """What stands around every step."""
        return self._shown["frame"]

    @property
    def body(self) -> Body:
        """The step that is shown."""
        return self._shown["body"]

    @property
    def live(self) -> Live:
        """What changes while the person answers."""
        return self._shown["live"]

    def get_state(self, key: object = None, drop_defaults: bool = False) -> dict[str, object]:
        """The widget's state, and of what is shown no more than the number of the newest."""
        return {**super().get_state(key, drop_defaults), "newest": self._number}

    def _views(self) -> Views:
        session = self.session
        if session.place.step not in self.steps:
            session.go(self.steps[0])
        return {
            "frame": views.frame(session, self.steps),
            "body": views.body(session),
            "live": views.live(session),
        }

    def _draw(self, _change: object) -> None:
        drawn, before = self._views(), self._shown
        news = {name: view for name, view in drawn.items() if (name, view) not in before.items()}
        self._shown = drawn
        if not news:
            return
        self._number += 1
        if self._looked_at:
            self.send({"views": news, "number": self._number})

    def _opened(self, _page: object, said: object, _buffers: Buffers) -> None:
        """Give a page that opens, or that has missed something, all that is shown."""
        if isinstance(said, Mapping) and (said.get("kind") == "hello" or said.get("whole")):
            self._looked_at = True
            self.send({"views": self._shown, "number": self._number, "whole": True})

    def _heard(self, _page: object, said: object, buffers: Buffers) -> None:
        """Do what the page says, and answer.

        What is said again, because it or its answer was lost on the way, is not done twice: it
        gets the answer that it got.
        """
        content: Mapping[str, object] = said if isinstance(said, Mapping) else {}
        name = str(content.get("id") or "")  # the same when it is said again
        if name in self._answered:
            self.send(self._answered[name])
            return
        answer, given = self._answer(content, buffers)
        answer = {"ack": content.get("id"), **answer}
        if name and not issubclass(KINDS.get(str(content.get("kind")), Event), Asking):
            self._answered[name] = answer
            if len(self._answered) > REMEMBERED:
                del self._answered[next(iter(self._answered))]
        self.send(answer, buffers=given)

    def _answer(self, content: Mapping[str, object], buffers: Buffers) -> Answer:
        """The answer to an event, and its bytes. The one place that catches what goes wrong."""
        try:
            event = read(content, buffers)
            if isinstance(event, Asking):
                return asked(self.session, event)
            progress = handle(self.session, event)
            anew = self.session.reopened()
        except ClientfitError as error:
            return {"faults": told(error.faults, self.session.t)}, []
        except Exception as error:
            # The message of an error may hold what the person typed: only its kind and place go
            # into the log.
            _log(error)
            words = self.session.t(
                "Something went wrong here, and it is not your fault. What was saved is safe. "
                "Load the page again; if it happens twice, save a copy of everything."
            )
            return {"faults": [words]}, []
        answer: dict[str, object] = {"progress": asdict(progress)} if progress else {}
        if anew:
            answer["notice"] = self.session.t(
                "The file of your workbook was changed from outside while this page was open, so "
                "it was opened anew. What you do is kept in the file that is there now. Please "
                "see whether all of it is as you expect."
            )
        return answer, []


class Stopped(anywidget.AnyWidget):  # type: ignore[misc]
    """A page that can only say why there is no workbook."""

    _esm = script("stopped.js")
    _css = asset("page.css")

    lines = traitlets.List(traitlets.Unicode()).tag(sync=True)
    heading = traitlets.Unicode().tag(sync=True)

    def __init__(self, faults: Sequence[Fault], t: Translator) -> None:
        super().__init__(heading=t("Your workbook can’t be opened."), lines=told(faults, t))


def _mark(workbook: Workbook) -> str:
    path = workbook.path
    return sha256(str(path.resolve()).encode()).hexdigest()[:16] if path else ""


def _log(error: Exception) -> None:
    places = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    logger.error("%s at %s", type(error).__name__, " < ".join(reversed(places)))
