"""The session: the one thing that changes. Every widget tells it, and every view reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property

from traitlets import HasTraits, Instance, Int

from clientfit.core.answers import checked
from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.core.model import Client, Draft, Question
from clientfit.files.importers import Imported, read_invoices
from clientfit.files.store import Workbook
from clientfit.text.catalog import Catalog, catalog_with
from clientfit.text.i18n import Translator
from clientfit.text.letters import Letter, LetterForm, as_letter, as_text, load, write
from clientfit.text.samples import Sample
from clientfit.text.sentences import Words
from clientfit.text.suggest import Known, suggested_facts
from clientfit.ui.dossier import Dossier, dossier
from clientfit.ui.imports import Import, Upload
from clientfit.ui.place import Place, Step


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
        self.upload: Upload | None = None
        self.imported: Import | None = None
        self.catalog: Catalog = catalog_with(workbook.setting("norms", {}))
        self._seen = workbook.version()
        self._dossiers: dict[str, Dossier] = {}
        self.place = self._start()

    @property
    def words(self) -> Words:
        """Catalog and language together, as sentences need them."""
        return Words(self.catalog, self.t)

    @cached_property
    def letters(self) -> Mapping[str, LetterForm]:
        """The letters that can be written."""
        return load()

    # What is known

    @property
    def client(self) -> Client | None:
        """The client this is about."""
        return next((one for one in self.workbook.clients() if one.id == self.place.client), None)

    @property
    def dossier(self) -> Dossier | None:
        """All that is known of the client this is about."""
        return self._dossier_of(self.client) if self.client else None

    @property
    def dossiers(self) -> tuple[Dossier, ...]:
        """All that is known of every client, in the order they were added."""
        return tuple(self._dossier_of(client) for client in self.workbook.clients())

    def look(self) -> None:
        """See what another window has changed."""
        if self.workbook.version() != self._seen:
            self._changed()

    # Moving about

    def go(self, step: Step, client: str | None = None) -> None:
        """Turn to a step, of this client or another one. A client that is gone leads to all."""
        self.look()
        about = client or self.place.client
        if about and about not in [one.id for one in self.workbook.clients()]:
            self.place = self._start()
        elif about is None and step is not Step.ALL:
            self.place = Place(Step.CLIENT)
        else:
            self.place = Place(step, about)
        self.imported = None
        self._redraw()

    def start_new(self) -> None:
        """Turn to an empty first step, to add a client."""
        self.look()
        self.place = Place(Step.CLIENT)
        self.imported = None
        self._redraw()

    # Clients

    def add_client(self, name: str) -> None:
        """Add a client, claim its records and begin with the first step."""
        self._open(self.workbook.add_client(name), Step.SIGNS)

    def add_sample(self, sample: Sample) -> None:
        """Add the invented client to play with, or turn to it if it is there."""
        known = next((one for one in self.workbook.clients() if one.sample), None)
        if known:
            return self.go(Step.READING, known.id)
        client = self.workbook.add_client(sample.name, sample=True)
        for question, answer in sample.answers.items():
            self.workbook.answer(client.id, question, answer.value)
            if answer.note:
                self.workbook.note(client.id, question, answer.note)
        self.workbook.save_invoices(sample.invoices(self.today()), source_file="sample")
        return self._open(client, Step.READING)

    def rename(self, client: str, name: str) -> None:
        """Give a client another name."""
        self.workbook.rename_client(client, name)
        self._changed()

    def delete(self, client: str) -> None:
        """Delete a client and all that belongs to it."""
        self.workbook.delete_client(client)
        self._changed()
        self.go(Step.ALL)

    def add_clients_from_records(self) -> None:
        """Make a client of every name in the records that stands for none yet."""
        for name in self.workbook.invoice_names():
            if name.client is None:
                self.workbook.link(name.name, self.workbook.add_client(name.name).id)
        self._changed()

    def link(self, name: str, client: str) -> None:
        """Say that a name in the records is this client."""
        self.workbook.link(name, client)
        self._changed()

    # Answers

    def answer(self, client: str, question: str, value: str | None) -> None:
        """Keep an answer; None is "I don't know"."""
        asked = self._question(question)
        try:
            kept = checked(asked, value)
        except ClientfitError as error:
            where = f"“{self.words.ask(question)}”"
            raise ClientfitError(replace(one, where=where) for one in error.faults) from error
        self.workbook.answer(client, question, kept)
        self._changed()

    def note(self, client: str, question: str, text: str) -> None:
        """Keep a note beside an answer."""
        self.workbook.note(client, self._question(question).id, text)
        self._changed()

    def clear(self, client: str, question: str) -> None:
        """Take an answer back."""
        self.workbook.clear(client, self._question(question).id)
        self._changed()

    def _question(self, id_: str) -> Question:
        known = self.catalog.by_id
        if id_ not in known:
            raise ClientfitError(Fault(id_, "is no question", choices(id_, known)))
        return known[id_]

    # Records

    def import_file(self, name: str, data: bytes, day_first: bool | None = None) -> None:
        """Read an invoice file and keep what can be read; an open question is kept as one."""
        read: Imported = read_invoices(data, name, day_first=day_first)
        if read.needs:
            self.imported = Import(name, read, None, data)
        else:
            count = self.workbook.save_invoices(read.invoices, source_file=name)
            self.imported = Import(name, read, count)
        self._changed()

    # Letters

    def letter_facts(self, letter: str) -> dict[str, str]:
        """The facts of this client's letter: what the person gave, else what is known already."""
        dossier = self.dossier
        if dossier is None:
            return {}
        known = Known(
            dossier.answers,
            dossier.invoices,
            dossier.crossed,
            self.today(),
            self.workbook.setting("my_name", ""),
        )
        suggested = suggested_facts(self.letters[letter], known, self.t)
        draft = dossier.drafts.get(letter)
        kept = draft.facts if draft else {}
        asked = {fact.id for fact in self.letters[letter].facts}
        # A saved copy may hold what another version asked.
        return suggested | {id_: text for id_, text in kept.items() if id_ in asked}

    def edited_letter(self, letter: str) -> Letter | None:
        """The letter in the person's own words; None while it follows from the facts."""
        draft = self.dossier.drafts.get(letter) if self.dossier else None
        return as_letter(draft.text) if draft and draft.text else None

    def letter(self, letter: str) -> Letter:
        """The letter as it stands. Raises ClientfitError if a fact is missing or unreadable."""
        return self.edited_letter(letter) or write(
            self.letters[letter], self.letter_facts(letter), self.t.language
        )

    def keep_fact(self, client: str, letter: str, fact: str, value: str) -> None:
        """Keep a fact of a letter. Your own name is remembered for the next one."""
        draft = self._draft(client, letter)
        form = self.letters[letter]
        if fact not in [one.id for one in form.facts]:
            ids = [one.id for one in form.facts]
            raise ClientfitError(Fault(fact, "is no fact of this letter", choices(fact, ids)))
        self.workbook.save_draft(client, letter, draft.text, {**draft.facts, fact: value})
        if fact == "my_name":
            self.workbook.set_setting("my_name", value)
        self._changed()

    def keep_words(self, client: str, letter: str, subject: str, body: str) -> None:
        """Keep the letter in the person's own words."""
        draft = self._draft(client, letter)
        self.workbook.save_draft(client, letter, as_text(Letter(subject, body)), draft.facts)
        self._changed()

    def write_anew(self, client: str, letter: str) -> None:
        """Let the letter follow from its facts again."""
        self.workbook.save_draft(client, letter, "", self._draft(client, letter).facts)
        self._changed()

    def _draft(self, client: str, letter: str) -> Draft:
        if letter not in self.letters:
            raise ClientfitError(Fault(letter, "is no letter", choices(letter, self.letters)))
        known = self.workbook.drafts(client).get(letter)
        return known or Draft(letter, "", {}, datetime.now(UTC))

    # Everything

    def bring_in(self, text: bytes) -> None:
        """Merge a saved copy of a workbook into this one."""
        with Workbook.in_memory() as copy:
            copy.import_json(text)
            catalog_with(copy.setting("norms", {}))  # what could not be read here is refused
        self.workbook.import_json(text)
        self.catalog = catalog_with(self.workbook.setting("norms", {}))
        self._changed()
        self.go(Step.ALL)

    def _open(self, client: Client, step: Step) -> None:
        self._changed()
        self.go(step, client.id)

    def _start(self) -> Place:
        """An empty workbook begins with the first client, any other with the table."""
        return Place(Step.ALL) if self.workbook.clients() else Place(Step.CLIENT)

    def _dossier_of(self, client: Client) -> Dossier:
        if client.id not in self._dossiers:
            found = dossier(self.workbook, client, self.catalog, self.today())
            self._dossiers[client.id] = found
        return self._dossiers[client.id]

    def _changed(self) -> None:
        self._dossiers = {}
        self._redraw()

    def _redraw(self) -> None:
        self._seen = self.workbook.version()
        self.revision += 1
