"""The session: the one thing that changes. Every widget tells it, and every view reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property

from traitlets import HasTraits, Instance, Int

from clientfit.app.dossier import Activity, Dossier, dossier
from clientfit.app.measures import measured, targets
from clientfit.app.place import Place, Step
from clientfit.app.portfolio import Measured, Portfolio, join
from clientfit.app.settings import Settings
from clientfit.app.upload import Copy, Import, Transit
from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.model import Client, Question
from clientfit.core.phrases import Phrase, say
from clientfit.core.reading.answers import checked
from clientfit.files.store import Journal, Workbook
from clientfit.text.content.letters import LetterForm, shipped
from clientfit.text.content.questions import Catalog, catalog_with
from clientfit.text.i18n import Translator
from clientfit.text.sentences.reading import Words


class Session(HasTraits):  # type: ignore[misc]
    """One person in one window on one workbook.

    ``revision`` rises with every change; that is the one event views redraw on. What the person
    did is on the disk (or in memory, for shared use) when a method returns.
    """

    revision = Int(0)
    place = Instance(Place)

    def __init__(
        self, workbook: Workbook, t: Translator, today: Callable[[], date] = date.today
    ) -> None:
        super().__init__(place=Place(Step.CLIENT))
        self.workbook = workbook
        self.t = t
        self.today = today
        self.zone = ""  # as the browser tells it
        self.transit = Transit()
        self.imported: Import | Copy | None = None
        self.earlier: tuple[Import, ...] = ()  # files that were chosen together with that one
        self.catalog: Catalog = catalog_with(workbook.setting("norms", {}))
        self._seen = workbook.version()
        self._dossiers: dict[str, Dossier] = {}
        self._activities: dict[str, Activity] = {}
        self._measured: Measured | None = None
        self._portfolio: Portfolio | None = None
        self.currency: str | None = None  # chosen to look at all clients in
        self.place = self._start()

    @property
    def words(self) -> Words:
        """Catalog and language together, as sentences need them."""
        return Words(self.catalog, self.t)

    @property
    def myself(self) -> Settings:
        """What the person has said about themselves."""
        return Settings(self.workbook, self.zone)

    @cached_property
    def letters(self) -> Mapping[str, LetterForm]:
        """The letters that can be written."""
        return shipped()

    # What is known

    @property
    def client(self) -> Client | None:
        """The client this is about."""
        return next(
            (client for client in self.workbook.clients() if client.id == self.place.client), None
        )

    @property
    def dossier(self) -> Dossier | None:
        """All that is known of the client this is about."""
        return self._dossier_of(self.client) if self.client else None

    def about(self, client: str) -> Dossier:
        """All that is known of a client. Raises ClientfitError for one that is gone.

        What another window has kept is seen first: what is kept next must not undo it.
        """
        self.catch_up()
        found = next((known for known in self.workbook.clients() if known.id == client), None)
        if found is None:
            raise ClientfitError(Fault(say("client"), "is no longer here", "Choose another one"))
        return self._dossier_of(found)

    @property
    def dossiers(self) -> tuple[Dossier, ...]:
        """All that is known of every client, in the order they were added."""
        return tuple(self._dossier_of(client) for client in self.workbook.clients())

    @property
    def portfolio(self) -> Portfolio:
        """All clients together, in the currency that was chosen."""
        if self._portfolio is None:
            self._measured = self._measured or measured(self.workbook, self.myself, self.today())
            given = self.currency, targets(self.workbook), self.today()
            self._portfolio = join(self.dossiers, self._measured, *given)
        return self._portfolio

    @property
    def measured(self) -> Measured | None:
        """The measures of all records, if a page has asked for them: they take a moment."""
        return self._measured

    def look_in(self, currency: str) -> None:
        """Look at all clients in another currency."""
        self.currency = currency
        self._portfolio = None
        self._redraw()

    def changed(self, client: str | None = None) -> None:
        """Redraw after anything but records was kept: of one client, or, without one, of any.

        What was recorded, and all that is known of other clients, stays as it is.
        """
        if client:
            self._dossiers.pop(client, None)
        else:
            self._dossiers = {}
        self._portfolio = None
        self._redraw()

    def records_changed(self) -> None:
        """Redraw after records changed, or how they are read: everything is read again."""
        self._activities = {}
        self._measured = None
        self.changed()

    def catch_up(self) -> None:
        """See what another window has changed."""
        if self.workbook.version() != self._seen:
            self.records_changed()

    def reopened(self) -> bool:
        """Say, once, that the file was replaced from outside, and go on with what it holds now."""
        anew = self.workbook.opened_anew()
        if anew:
            self.read_norms()
            self.records_changed()
        return anew

    def stand_in(self, zone: str) -> None:
        """Learn in which time zone the person's browser is; it is taken until they say another."""
        if zone and zone != self.zone:
            self.zone = zone
            if any(record_name.messages for record_name in self.workbook.record_names()):
                self.records_changed()

    # Moving about

    def go(self, step: Step, client: str | None = None, letter: str | None = None) -> None:
        """Turn to a step, of this client or another one. A client that is gone leads to all."""
        self.catch_up()
        about = client or self.place.client
        if about and about not in [known.id for known in self.workbook.clients()]:
            self.place = self._start()
        elif about is None and step is not Step.ALL:
            self.place = Place(Step.CLIENT)
        else:
            self.place = Place(step, about, letter if letter in self.letters else None)
        self.close_reports()
        self._note_visit()
        self._redraw()

    def start_new(self) -> None:
        """Turn to an empty first step, to add a client."""
        self.catch_up()
        self.place = Place(Step.CLIENT)
        self.imported = None
        self._redraw()

    # Clients

    def add_client(self, name: str) -> None:
        """Add a client, claim its records and begin with the first step."""
        client = self.workbook.add_client(name)
        self.records_changed()
        self.go(Step.SIGNS, client.id)

    def rename(self, client: str, name: str) -> None:
        """Give a client another name."""
        self.workbook.rename_client(client, name)
        self.records_changed()

    def delete(self, client: str) -> None:
        """Delete a client and all that belongs to it."""
        self.workbook.delete_client(client)
        self.records_changed()
        self.go(Step.ALL)

    def currency_is(self, code: str) -> None:
        """Say in which currency invoices are that name none: those here, and those to come."""
        self.workbook.name_currency(code)
        self.records_changed()

    # Answers

    def answer(self, client: str, question: str, value: str | None) -> None:
        """Keep an answer; None is "I don't know"."""
        asked = self._question(question)
        try:
            kept = checked(asked, value)
        except ClientfitError as error:
            where = say("“{question}”", question=Phrase(self.words.ask(question)))
            raise ClientfitError(replace(fault, where=where) for fault in error.faults) from error
        self.workbook.answer(client, question, kept)
        self.changed(client)

    def note(self, client: str, question: str, text: str) -> None:
        """Keep a note beside an answer."""
        self.workbook.note(client, self._question(question).id, text)
        self.changed(client)

    def clear(self, client: str, question: str) -> None:
        """Take an answer back."""
        self.workbook.clear(client, self._question(question).id)
        self.changed(client)

    def _question(self, id_: str) -> Question:
        self.catch_up()  # what another window has kept is seen before anything is kept here
        known = self.catalog.by_id
        if id_ not in known:
            raise ClientfitError(Fault(id_, "is no question", choices(id_, known)))
        return known[id_]

    # Files

    def read_norms(self) -> None:
        """Take the person's own norms as they stand in the workbook now."""
        self.catalog = catalog_with(self.workbook.setting("norms", {}))

    def close_reports(self) -> None:
        """Drop the reports of files that were read; the last of those that still ask is shown."""
        every = (*self.earlier, self.imported)
        asking = [report for report in every if isinstance(report, Import) and report.asks]
        self.imported = asking.pop() if asking else None
        self.earlier = tuple(asking)

    def _note_visit(self) -> None:
        """Whoever comes back to the same worry again and again should be able to see it (B9)."""
        if self.place.client and self.place.step in (Step.READING, Step.REPAIR, Step.END):
            journal = Journal(self.workbook, self.place.client)
            journal.visit(self.today())
            if self.place.step is Step.END:
                journal.begin_plan(self.today())

    def _start(self) -> Place:
        """An empty workbook begins with the first client, any other with the table."""
        return Place(Step.ALL) if self.workbook.clients() else Place(Step.CLIENT)

    def _dossier_of(self, client: Client) -> Dossier:
        if client.id not in self._dossiers:
            # Answers leave hours and messages as they are, and reading those takes longest.
            activity = self._activities.setdefault(client.id, Activity(self.myself, client.id))
            self._dossiers[client.id] = dossier(activity, client, self.catalog, self.today())
        return self._dossiers[client.id]

    def _redraw(self) -> None:
        self._seen = self.workbook.version()
        self.revision += 1
