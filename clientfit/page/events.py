"""What the session does about each event of the page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

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
from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import say
from clientfit.page.message import unusable
from clientfit.page.wire import events as said
from clientfit.page.wire import step_events as step
from clientfit.page.wire.events import Event

Done = TypeVar("Done", bound=Event)
Act = Callable[[Session, Any], object]


def handle(session: Session, event: Event) -> Progress | None:
    """Do what the page asks; of a file, tell how far it is.

    Raises ClientfitError for what the page may not say.
    """
    answer = _ACTS[type(event)](session, event)
    return answer if isinstance(answer, Progress) else None


def _hello(session: Session, event: said.Hello) -> None:
    session.catch_up()
    session.stand_in(event.zone or "")
    if event.step is not None:
        _go(session, said.Go(event.step, event.client, event.letter))


def _go(session: Session, event: said.Go) -> None:
    """Turn to a step. An address that names no client is the empty first step, or the table."""
    if event.step is Step.CLIENT and event.client is None:
        session.start_new()
    else:
        session.go(event.step, event.client or None, event.letter)


def _slice(session: Session, event: said.Slice) -> Progress:
    """Take a slice of a file; the last one starts the reading."""
    transit = session.transit
    upload = _begun(session, event) if event.offset == 0 else transit.upload
    transit.upload = None
    if upload is None or event.data is None:
        raise ClientfitError(Fault(say("file"), "arrived incomplete", "Choose the file again"))
    if not upload.add(event.offset, event.data):
        transit.upload = upload
        return Progress(0, upload.size, "reading")
    if event.purpose == "workbook":
        upload.file.seek(0)
        Importing(session).merge_copy(upload.name, upload.file.read())
    else:
        Importing(session).read(upload.name, upload.file, follows=event.next)
    return Importing(session).progress


def _begun(session: Session, event: said.Slice) -> Upload:
    """A file of which the first slice is there. Whatever was on its way before is dropped."""
    Importing(session).stop()
    in_memory = session.workbook.path is None
    most = SHARED_MOST if in_memory or event.purpose == "workbook" else OWN_MOST
    return Upload(event.name, event.size, in_memory, most)


def _work(session: Session, _event: said.Work) -> Progress:
    """Read on for a moment, so that the page can show how far it is, and say something else."""
    Importing(session).go_on()
    return Importing(session).progress


def _about_file(session: Session, event: said.AboutFile) -> Progress:
    """What only the person knows about the file that was read last."""
    answers: dict[str, object] = {}
    if event.day_first is not None:
        answers["day_first"] = event.day_first
    if event.me is not None:
        answers["me"] = frozenset(event.me)
    if event.subject is not None:
        if event.columns is None:
            raise unusable("columns")
        answers["subject"] = event.subject
        answers["columns"] = event.columns
    Importing(session).answer(**answers)
    return Importing(session).progress


def _pick_anew(session: Session, _event: said.PickAnew) -> Progress:
    Importing(session).pick_anew()
    return Importing(session).progress


def _mending(session: Session, event: said.OfClient) -> Repair:
    return Repair(session, session.about(event.client))


def _ending(session: Session, event: said.OfClient) -> Ending:
    return Ending(session, session.about(event.client))


def _fees(session: Session, event: said.OfClient) -> Fees:
    return Fees(session, session.about(event.client))


def _writing(session: Session, event: said.OfLetter) -> Writing:
    return Writing(session, session.about(event.client), event.letter)


def _sayings(event: step.Myself) -> SettingsForm:
    return SettingsForm(
        start=event.from_,
        end=event.to,
        days=event.days,
        zone=event.zone,
        country=event.country,
        names=event.names,
        keep_text=event.keep_text,
    )


def _of_me(tell: Callable[[Settings, Done], None]) -> Callable[[Session, Done], None]:
    """What the person says about themselves; everything may look different after it."""

    def act(session: Session, event: Done) -> None:
        tell(session.myself, event)
        session.records_changed()

    return act


def _set_country(me: Settings, event: step.Country) -> None:
    me.set_country(event.country)


def _keep_myself(me: Settings, event: step.Myself) -> None:
    me.keep(_sayings(event))


def _target(session: Session, event: step.Target) -> None:
    """What an hour should bring; an empty field goes back to the middle of what hours do bring."""
    keep_target(session.workbook, session.portfolio.currency, event.rate)
    session.changed()


def _on(kind: type[Done], act: Callable[[Session, Done], object]) -> tuple[type[Event], Act]:
    """An event with what is done about it; the types of both must fit."""
    return kind, act


_ACTS: Mapping[type[Event], Act] = dict(
    (
        _on(said.Hello, _hello),
        _on(said.Look, lambda session, _: session.catch_up()),
        _on(said.Go, _go),
        _on(said.New, lambda session, _: session.start_new()),
        _on(said.Add, lambda session, event: session.add_client(event.name)),
        _on(said.Sample, lambda session, _: add_sample(session)),
        _on(said.RemoveSample, lambda session, _: remove_sample(session)),
        _on(said.Rename, lambda session, event: session.rename(event.client, event.name)),
        _on(said.Delete, lambda session, event: session.delete(event.client)),
        _on(said.AddNames, lambda session, event: NameMatching(session).add_clients(event.names)),
        _on(said.Link, lambda session, event: NameMatching(session).link(event.name, event.client)),
        _on(said.Unlink, lambda session, event: NameMatching(session).unlink(event.name)),
        _on(said.CurrencyIs, lambda session, event: session.currency_is(event.currency)),
        _on(
            said.Answer,
            lambda session, event: session.answer(event.client, event.field, event.value),
        ),
        _on(said.Note, lambda session, event: session.note(event.client, event.field, event.value)),
        _on(said.Clear, lambda session, event: session.clear(event.client, event.field)),
        _on(said.Slice, _slice),
        _on(said.Work, _work),
        _on(said.Stop, lambda session, _: Importing(session).stop()),
        _on(said.AboutFile, _about_file),
        _on(said.PickAnew, _pick_anew),
        _on(said.LeaveFile, lambda session, _: Importing(session).leave_file()),
        _on(said.Join, lambda session, event: NameMatching(session).join(event.names)),
        _on(said.KeepApart, lambda session, event: NameMatching(session).keep_apart(event.names)),
        _on(said.Currency, lambda session, event: session.look_in(event.currency)),
        _on(
            step.Fact,
            lambda session, event: _writing(session, event).keep_fact(event.field, event.value),
        ),
        _on(
            step.Words,
            lambda session, event: _writing(session, event).keep_words(event.subject, event.body),
        ),
        _on(step.Anew, lambda session, event: _writing(session, event).write_anew()),
        _on(
            step.Dismiss,
            lambda session, event: _writing(session, event).dismiss(event.key, dismissed=event.on),
        ),
        _on(
            step.Try,
            lambda session, event: _mending(session, event).try_step(
                event.step, event.day, event.note
            ),
        ),
        _on(
            step.Review,
            lambda session, event: _mending(session, event).review(
                event.attempt, event.response, event.outcome, event.note
            ),
        ),
        _on(step.Forget, lambda session, event: _mending(session, event).forget(event.attempt)),
        _on(step.Cooled, lambda session, event: _ending(session, event).cooled()),
        _on(step.Cooling, lambda session, event: _ending(session, event).set_cooling(event.days)),
        _on(step.TellOn, lambda session, event: _ending(session, event).tell_on(event.day)),
        _on(
            step.Mark,
            lambda session, event: _ending(session, event).mark(
                event.item, event.state, event.reason
            ),
        ),
        _on(step.ChooseLaw, lambda session, event: _fees(session, event).choose(event.law)),
        _on(step.OwnRate, lambda session, event: _fees(session, event).set_rate(event.rate)),
        _on(step.Country, _of_me(_set_country)),
        _on(step.Myself, _of_me(_keep_myself)),
        _on(step.Target, _target),
        _on(step.Assume, lambda session, event: Assuming(session).assume(event.name, event.value)),
        _on(step.AssumeOurs, lambda session, _: Assuming(session).reset()),
    )
)
