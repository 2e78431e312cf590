"""What the page may say, and what the session does about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from clientfit.app.assumptions import Assuming
from clientfit.app.ending import Ending
from clientfit.app.fees import Fees
from clientfit.app.imports import Importing
from clientfit.app.letter import Writing
from clientfit.app.measures import keep_target
from clientfit.app.name_matching import NameMatching
from clientfit.app.place import Step
from clientfit.app.repair import Repair
from clientfit.app.sample import add_sample, remove_sample
from clientfit.app.session import Session
from clientfit.app.settings import Settings, SettingsForm
from clientfit.app.upload import OWN_MOST, SHARED_MOST, Progress, Upload
from clientfit.core.ending.plan import State
from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.model import Outcome, Response
from clientfit.files.importers import Subject
from clientfit.page.message import PageMessage


def handle(session: Session, kind: str, said: PageMessage) -> Progress | None:
    """Do what the page asks; of a file, tell how far it is.

    Raises ClientfitError for what the page may not say.
    """
    act = _ACTS.get(kind)
    if act is None:
        raise ClientfitError(Fault("page", f"said {kind!r}, which nobody understands"))
    answer = act(session, said)
    return answer if isinstance(answer, Progress) else None


def _hello(session: Session, said: PageMessage) -> None:
    session.catch_up()
    session.stand_in(said.maybe("zone") or "")
    if "step" in said.fields:
        _go(session, said)


def _go(session: Session, said: PageMessage) -> None:
    """Turn to a step. An address that names no client is the empty first step, or the table."""
    if said.step() is Step.CLIENT and "client" in said.fields and said.maybe("client") is None:
        session.start_new()
    else:
        session.go(said.step(), said.maybe("client"), said.maybe("letter"))


def _slice(session: Session, said: PageMessage) -> Progress:
    """Take a slice of a file; the last one starts the reading."""
    offset, transit = said.number("offset"), session.transit
    upload = _begun(session, said) if offset == 0 else transit.upload
    transit.upload = None
    if upload is None or not said.buffers:
        raise ClientfitError(Fault("file", "arrived incomplete", "Choose the file again"))
    if not upload.add(offset, bytes(said.buffers[0])):
        transit.upload = upload
        return Progress(0, upload.size, "reading")
    if said.text("purpose") == "workbook":
        upload.file.seek(0)
        Importing(session).merge_copy(upload.name, upload.file.read())
    else:
        Importing(session).read(upload.name, upload.file, follows=said.flag("next"))
    return Importing(session).progress


def _begun(session: Session, said: PageMessage) -> Upload:
    """A file of which the first slice is there. Whatever was on its way before is dropped."""
    Importing(session).stop()
    in_memory = session.workbook.path is None
    bounded = in_memory or said.text("purpose") == "workbook"
    most = SHARED_MOST if bounded else OWN_MOST
    return Upload(said.text("name"), said.number("size"), in_memory, most)


def _work(session: Session, _said: PageMessage) -> Progress:
    """Read on for a moment, so that the page can show how far it is, and say something else."""
    Importing(session).go_on()
    return Importing(session).progress


def _about_file(session: Session, said: PageMessage) -> Progress:
    """What only the person knows about the file that was read last."""
    answers: dict[str, object] = {}
    if "day_first" in said.fields:
        answers["day_first"] = said.flag("day_first")
    if "me" in said.fields:
        answers["me"] = frozenset(said.texts("me"))
    if "subject" in said.fields:
        answers["subject"] = said.one_of("subject", Subject)
        answers["columns"] = said.numbers("columns")
    Importing(session).answer(**answers)
    return Importing(session).progress


def _pick_anew(session: Session, _said: PageMessage) -> Progress:
    Importing(session).pick_anew()
    return Importing(session).progress


def _mending(session: Session, said: PageMessage) -> Repair:
    return Repair(session, session.about(said.text("client")))


def _ending(session: Session, said: PageMessage) -> Ending:
    return Ending(session, session.about(said.text("client")))


def _fees(session: Session, said: PageMessage) -> Fees:
    return Fees(session, session.about(said.text("client")))


def _writing(session: Session, said: PageMessage) -> Writing:
    return Writing(session, session.about(said.text("client")), said.text("letter"))


def _sayings(said: PageMessage) -> SettingsForm:
    return SettingsForm(
        start=said.text("from"),
        end=said.text("to"),
        days=said.texts("days"),
        zone=said.text("zone"),
        country=said.text("country"),
        names=said.texts("names"),
        keep_text=said.flag("keep_text"),
    )


def _of_me(tell: Callable[[Settings, PageMessage], None]) -> Callable[[Session, PageMessage], None]:
    """What the person says about themselves; everything may look different after it."""

    def act(session: Session, said: PageMessage) -> None:
        tell(session.myself, said)
        session.records_changed()

    return act


def _review(session: Session, said: PageMessage) -> None:
    response = said.maybe("response")
    _mending(session, said).review(
        said.text("attempt"),
        said.one_of("response", Response) if response else None,
        said.one_of("outcome", Outcome),
        said.text("note"),
    )


def _target(session: Session, said: PageMessage) -> None:
    """What an hour should bring; an empty field goes back to the middle of what hours do bring."""
    keep_target(session.workbook, session.portfolio.currency, said.text("rate"))
    session.changed()


_ACTS: Mapping[str, Callable[[Session, PageMessage], object]] = {
    "hello": _hello,
    "look": lambda session, _: session.catch_up(),
    "go": _go,
    "new": lambda session, _: session.start_new(),
    "add": lambda session, said: session.add_client(said.text("name")),
    "sample": lambda session, _: add_sample(session),
    "remove_sample": lambda session, _: remove_sample(session),
    "rename": lambda session, said: session.rename(said.text("client"), said.text("name")),
    "delete": lambda session, said: session.delete(said.text("client")),
    "add_names": lambda session, said: NameMatching(session).add_clients(said.texts("names")),
    "link": lambda session, said: NameMatching(session).link(
        said.text("name"), said.text("client")
    ),
    "unlink": lambda session, said: NameMatching(session).unlink(said.text("name")),
    "currency_is": lambda session, said: session.currency_is(said.text("currency")),
    "answer": lambda session, said: session.answer(
        said.text("client"), said.text("field"), said.maybe("value")
    ),
    "note": lambda session, said: session.note(
        said.text("client"), said.text("field"), said.text("value")
    ),
    "clear": lambda session, said: session.clear(said.text("client"), said.text("field")),
    "slice": _slice,
    "work": _work,
    "stop": lambda session, _: Importing(session).stop(),
    "about_file": _about_file,
    "pick_anew": _pick_anew,
    "leave_file": lambda session, _: Importing(session).leave_file(),
    "join": lambda session, said: NameMatching(session).join(said.texts("names")),
    "keep_apart": lambda session, said: NameMatching(session).keep_apart(said.texts("names")),
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
    "myself": _of_me(lambda me, said: me.keep(_sayings(said))),
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
