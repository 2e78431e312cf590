"""What the page may say, and what the session does about it. Every value is checked here.

A page's messages come from outside: whoever can reach the socket can send anything.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.exit_plan import State
from clientfit.core.model import Outcome, Response
from clientfit.files.importers import Subject
from clientfit.ui.assuming import Assuming
from clientfit.ui.ending import Ending
from clientfit.ui.fees import Fees
from clientfit.ui.imports import OWN_MOST, SHARED_MOST, Progress, Upload
from clientfit.ui.invented import add_sample, remove_sample
from clientfit.ui.measuring import keep_target
from clientfit.ui.mending import Mending
from clientfit.ui.merging import Merging
from clientfit.ui.myself import Myself
from clientfit.ui.place import Step
from clientfit.ui.session import Session
from clientfit.ui.writing import Writing

Choice = TypeVar("Choice", bound=StrEnum)

LONGEST = 100_000  # characters of a text; a letter has some thousand

Buffers = list[memoryview]


@dataclass(frozen=True, slots=True)
class Said:
    """One message of the page, read field by field."""

    fields: Mapping[str, object]
    buffers: Buffers

    @property
    def name(self) -> str:
        """The event's own name, the same when it is said again; empty where it has none."""
        return str(self.fields.get("id") or "")

    def text(self, name: str) -> str:
        """A text that must be there."""
        value = self.fields.get(name)
        if not isinstance(value, str) or len(value) > LONGEST:
            raise ClientfitError(Fault("page", f"sent no usable {name!r}", "Load the page again"))
        return value

    def maybe(self, name: str) -> str | None:
        """A text, or nothing."""
        return None if self.fields.get(name) is None else self.text(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; absent, it is empty."""
        values = self.fields.get(name, [])
        if not isinstance(values, list) or not all(isinstance(one, str) for one in values):
            raise ClientfitError(Fault("page", f"sent no usable {name!r}", "Load the page again"))
        return tuple(values)

    def flag(self, name: str) -> bool:
        """Yes or no."""
        return self.fields.get(name) is True

    def number(self, name: str) -> int:
        """A whole number."""
        value = self.fields.get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise ClientfitError(Fault("page", f"sent no usable {name!r}", "Load the page again"))
        return value

    def numbers(self, name: str) -> dict[str, int]:
        """Whole numbers by name."""
        found = self.fields.get(name)
        numbers = found if isinstance(found, Mapping) else {}
        if not numbers or not all(type(one) is int for one in numbers.values()):
            raise ClientfitError(Fault("page", f"sent no usable {name!r}", "Load the page again"))
        return {str(key): one for key, one in numbers.items()}

    def day(self, name: str) -> date:
        """A day, as date fields give it."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError:
            fault = Fault("date", f"{self.text(name)!r} is no day", "Choose one in the calendar")
            raise ClientfitError(fault) from None

    def one_of(self, name: str, kinds: type[Choice]) -> Choice:
        """A member of an enumeration, by its value."""
        value = self.text(name)
        found = next((kind for kind in kinds if kind.value == value), None)
        if found is None:
            raise ClientfitError(Fault("page", f"sent no usable {name!r}", "Load the page again"))
        return found

    def step(self) -> Step:
        """A step of the page; an unknown one, as from an old bookmark, is the table."""
        name = self.fields.get("step")
        return next((step for step in Step if step == name), Step.ALL)


def handle(session: Session, kind: str, said: Said) -> Progress | None:
    """Do what the page asks; of a file, tell how far it is.

    Raises ClientfitError for what the page may not say.
    """
    act = _ACTS.get(kind)
    if act is None:
        raise ClientfitError(Fault("page", f"said {kind!r}, which nobody understands"))
    answer = act(session, said)
    return answer if isinstance(answer, Progress) else None


def _hello(session: Session, said: Said) -> None:
    session.look()
    session.stand_in(said.maybe("zone") or "")
    if "step" in said.fields:
        _go(session, said)


def _go(session: Session, said: Said) -> None:
    """Turn to a step. An address that names no client is the empty first step, or the table."""
    if said.step() is Step.CLIENT and "client" in said.fields and said.maybe("client") is None:
        session.start_new()
    else:
        session.go(said.step(), said.maybe("client"), said.maybe("letter"))


def _slice(session: Session, said: Said) -> Progress:
    """Take a slice of a file; the last one starts the reading."""
    offset, incoming = said.number("offset"), session.incoming
    upload = _begun(session, said) if offset == 0 else incoming.upload
    incoming.upload = None
    if upload is None or not said.buffers:
        raise ClientfitError(Fault("file", "arrived incomplete", "Choose the file again"))
    if not upload.add(offset, bytes(said.buffers[0])):
        incoming.upload = upload
        return Progress(0, upload.size, "reading")
    if said.text("purpose") == "workbook":
        upload.file.seek(0)
        session.bring_in(upload.name, upload.file.read())
    else:
        incoming.read(upload.name, upload.file, follows=said.flag("next"))
    return incoming.progress


def _begun(session: Session, said: Said) -> Upload:
    """A file of which the first slice is there. Whatever was on its way before is dropped."""
    session.incoming.stop()
    in_memory = session.workbook.path is None
    bounded = in_memory or said.text("purpose") == "workbook"
    most = SHARED_MOST if bounded else OWN_MOST
    return Upload(said.text("name"), said.number("size"), in_memory, most)


def _work(session: Session, _said: Said) -> Progress:
    """Read on for a moment, so that the page can show how far it is, and say something else."""
    session.incoming.go_on()
    return session.incoming.progress


def _about_file(session: Session, said: Said) -> Progress:
    """What only the person knows about the file that was read last."""
    answers: dict[str, object] = {}
    if "day_first" in said.fields:
        answers["day_first"] = said.flag("day_first")
    if "me" in said.fields:
        answers["me"] = frozenset(said.texts("me"))
    if "subject" in said.fields:
        answers["subject"] = said.one_of("subject", Subject)
        answers["columns"] = said.numbers("columns")
    session.incoming.answer(**answers)
    return session.incoming.progress


def _mending(session: Session, said: Said) -> Mending:
    return Mending(session, session.about(said.text("client")))


def _ending(session: Session, said: Said) -> Ending:
    return Ending(session, session.about(said.text("client")))


def _fees(session: Session, said: Said) -> Fees:
    return Fees(session, session.about(said.text("client")))


def _writing(session: Session, said: Said) -> Writing:
    return Writing(session, session.about(said.text("client")), said.text("letter"))


def _of_me(tell: Callable[[Myself, Said], None]) -> Callable[[Session, Said], None]:
    """What the person says about themselves; everything may look different after it."""

    def act(session: Session, said: Said) -> None:
        tell(session.myself, said)
        session.refresh()

    return act


def _review(session: Session, said: Said) -> None:
    response = said.maybe("response")
    _mending(session, said).review(
        said.text("attempt"),
        said.one_of("response", Response) if response else None,
        said.one_of("outcome", Outcome),
        said.text("note"),
    )


def _target(session: Session, said: Said) -> None:
    """What an hour should bring; an empty field goes back to the middle of what hours do bring."""
    keep_target(session.workbook, session.portfolio.currency, said.text("rate"))
    session.noted()


_ACTS: Mapping[str, Callable[[Session, Said], object]] = {
    "hello": _hello,
    "look": lambda session, _: session.look(),
    "go": _go,
    "new": lambda session, _: session.start_new(),
    "add": lambda session, said: session.add_client(said.text("name")),
    "sample": lambda session, _: add_sample(session),
    "remove_sample": lambda session, _: remove_sample(session),
    "rename": lambda session, said: session.rename(said.text("client"), said.text("name")),
    "delete": lambda session, said: session.delete(said.text("client")),
    "add_names": lambda session, _: session.add_clients_from_records(),
    "link": lambda session, said: session.link(said.text("name"), said.text("client")),
    "answer": lambda session, said: session.answer(
        said.text("client"), said.text("field"), said.maybe("value")
    ),
    "note": lambda session, said: session.note(
        said.text("client"), said.text("field"), said.text("value")
    ),
    "clear": lambda session, said: session.clear(said.text("client"), said.text("field")),
    "slice": _slice,
    "work": _work,
    "stop": lambda session, _: session.incoming.stop(),
    "about_file": _about_file,
    "join": lambda session, said: Merging(session).join(said.texts("names")),
    "keep_apart": lambda session, said: Merging(session).keep_apart(said.texts("names")),
    "fact": lambda session, said: _writing(session, said).keep_fact(
        said.text("field"), said.text("value")
    ),
    "words": lambda session, said: _writing(session, said).keep_words(
        said.text("subject"), said.text("body")
    ),
    "anew": lambda session, said: _writing(session, said).write_anew(),
    "dismiss": lambda session, said: _writing(session, said).dismiss(
        said.text("key"), dismissed=said.flag("on")
    ),
    "try": lambda session, said: _mending(session, said).try_step(
        said.text("step"), said.day("day"), said.text("note")
    ),
    "review": _review,
    "forget": lambda session, said: _mending(session, said).forget(said.text("attempt")),
    "cooled": lambda session, said: _ending(session, said).cooled(),
    "cooling": lambda session, said: _ending(session, said).set_cooling(said.number("days")),
    "tell_on": lambda session, said: _ending(session, said).tell_on(said.day("day")),
    "country": _of_me(lambda me, said: me.set_country(said.text("country"))),
    "zone": _of_me(lambda me, said: me.set_zone(said.text("zone"))),
    "hours": _of_me(
        lambda me, said: me.set_hours(said.text("from"), said.text("to"), said.texts("days"))
    ),
    "me": _of_me(lambda me, said: me.set_names(said.texts("names"))),
    "keep_text": _of_me(lambda me, said: me.keep_text(keep=said.flag("on"))),
    "assume": lambda session, said: Assuming(session).assume(said.text("name"), said.text("value")),
    "assume_ours": lambda session, _: Assuming(session).reset(),
    "law": lambda session, said: _fees(session, said).choose(said.text("law")),
    "own_rate": lambda session, said: _fees(session, said).set_rate(said.text("rate")),
    "currency": lambda session, said: session.look_in(said.text("currency")),
    "target": _target,
    "mark": lambda session, said: _ending(session, said).mark(
        said.text("item"), said.one_of("state", State), said.text("reason")
    ),
}
