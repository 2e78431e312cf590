"""The workbook: everything a person stores, behind one interface."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from clientfit.core.model import Answer, AnswerChange, ChangeKind, Client, Invoice, LetterDraft
from clientfit.core.records.activity import Message, TimeEntry
from clientfit.files.store import answers, clients, exchange, letters_settings, records
from clientfit.files.store.base import Base
from clientfit.files.store.document import read_json
from clientfit.files.store.exchange import Merged
from clientfit.files.store.record_tables import HOURS, MESSAGES
from clientfit.files.store.records import RecordName
from clientfit.files.store.staging import Stage, save
from clientfit.files.store.tables import ImportCount, Record, RecordTable


class Workbook:
    """One file (or, on a shared server, memory only) that several windows may have open at once.

    When a method that writes has returned, the change is on disk. Invalid input, a missing client
    and a file that cannot be used raise ``ClientfitError``.
    """

    def __init__(self, base: Base) -> None:
        self._base = base

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the workbook, or create one where there is no file yet."""
        return cls(Base(path))

    @classmethod
    def in_memory(cls) -> Self:
        """A new workbook that never touches the disk."""
        return cls(Base(None))

    @property
    def path(self) -> Path | None:
        """The file, or None for a workbook in memory."""
        return self._base.path

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def version(self) -> int:
        """A number that rises with every change, from whichever window. Cheap to call."""
        return self._base.version()

    def opened_anew(self) -> bool:
        """Whether the file was replaced from outside and reopened since the last call."""
        return self._base.opened_anew()

    # Clients

    def add_client(self, name: str, *, sample: bool = False) -> Client:
        """Add a client. Names are unique, ignoring case and spaces."""
        return clients.add_client(self._base, name, sample=sample)

    def rename_client(self, client_id: str, name: str) -> Client:
        """Rename a client; its records stay linked."""
        return clients.rename_client(self._base, client_id, name)

    def delete_client(self, client_id: str) -> None:
        """Delete a client and all that belongs to it: answers, drafts, links and records."""
        clients.delete_client(self._base, client_id)

    def remove_sample(self) -> None:
        """Delete the sample clients and their records, and nothing else."""
        clients.remove_sample(self._base)

    def clients(self) -> tuple[Client, ...]:
        """All clients, the oldest first."""
        return clients.clients(self._base)

    # Answers

    def answer(self, client_id: str, question: str, value: str | None) -> None:
        """Answer a question; None means "I don't know". The note is kept."""
        answers.change(self._base, client_id, question, ChangeKind.ANSWER, value)

    def note(self, client_id: str, question: str, text: str) -> None:
        """Set the note of a question; an empty text removes it. The answer is kept."""
        answers.change(self._base, client_id, question, ChangeKind.NOTE, text)

    def clear(self, client_id: str, question: str) -> None:
        """Take an answer back. The note and the history are kept."""
        answers.change(self._base, client_id, question, ChangeKind.CLEAR, None)

    def answers(self, client_id: str, *, at: datetime | None = None) -> dict[str, Answer]:
        """A client's answers by question id, now or as they were at a time (aware datetime)."""
        return answers.answers(self._base, client_id, at)

    def answers_of_all(self) -> dict[str, dict[str, Answer]]:
        """The answers of all clients by client id and question id, from one snapshot."""
        return answers.answers_of_all(self._base)

    def history(self, client_id: str, question: str | None = None) -> tuple[AnswerChange, ...]:
        """Every change of a client's answers and notes, the oldest first."""
        return answers.history(self._base, client_id, question)

    # Records

    def save_invoices(
        self, invoices: Iterable[Invoice], *, source_file: str, only_new: bool = False
    ) -> ImportCount:
        """Store invoices, all or none; those known by client and number are updated.

        With ``only_new`` they are left unchanged.
        """
        return records.save_invoices(self._base, invoices, source_file, only_new=only_new)

    def invoices(
        self, client_id: str | None = None, *, names: Iterable[str] | None = None
    ) -> tuple[Invoice, ...]:
        """All invoices, or one client's (by link or by its own name), or those under some names."""
        return records.invoices(self._base, client_id, names)

    def save_hours(self, work: Iterable[TimeEntry], *, source_file: str) -> ImportCount:
        """Store hours, all or none; those known by source and key are updated."""
        return save(self._base, HOURS, work, source_file)

    def save_messages(self, messages: Iterable[Message], *, source_file: str) -> ImportCount:
        """Store messages, all or none; those known by source and key are updated."""
        return save(self._base, MESSAGES, messages, source_file)

    def stage(self, kind: RecordTable[Record]) -> Stage[Record]:
        """Begin to collect records that arrive in parts; ``Stage.keep`` stores them at once."""
        return Stage(self._base, kind)

    def hours(self, client_id: str | None = None) -> tuple[TimeEntry, ...]:
        """All hours, or one client's, the oldest first."""
        return records.activity(self._base, HOURS, client_id, "day")

    def messages(self, client_id: str | None = None) -> tuple[Message, ...]:
        """All messages, or one client's, sorted by their local time."""
        return records.activity(self._base, MESSAGES, client_id, "moment")

    def record_names(self) -> tuple[RecordName, ...]:
        """The client names in the records, each with its counts and the client it stands for."""
        return records.record_names(self._base)

    def columns(self, table: str, columns: str) -> list[tuple[object, ...]]:
        """Columns of all records that belong to a known client, the client's id first.

        ``table``: invoices, hours or messages. Values are returned as stored (amounts in minor
        units, dates as ISO text).
        """
        return records.columns(self._base, table, columns)

    def link(self, record_name: str, client_id: str) -> None:
        """Link a name in the records to a client."""
        records.link(self._base, record_name, client_id)

    def unlink(self, record_name: str) -> None:
        """Remove a link."""
        records.unlink(self._base, record_name)

    def without_currency(self) -> int:
        """The number of invoices without a currency."""
        return records.without_currency(self._base)

    def name_currency(self, code: str) -> None:
        """Set the currency of invoices that name none, both stored ones and future imports."""
        records.name_currency(self._base, code)

    def links(self) -> dict[str, str]:
        """Client ids by the ``name_key`` of the names linked to them."""
        return records.links(self._base)

    # Letters and settings

    def save_draft(self, client_id: str, letter: str, text: str, facts: Mapping[str, str]) -> None:
        """Store the draft of a letter, in place of the one before."""
        letters_settings.save_draft(self._base, client_id, letter, text, facts)

    def drafts(self, client_id: str) -> dict[str, LetterDraft]:
        """A client's drafts by letter id."""
        return letters_settings.drafts(self._base, client_id)

    def write_journal(self, client_id: str, kind: str, id_: str, body: object) -> None:
        """Store an entry of a client's journal, any JSON value; None deletes it."""
        letters_settings.write_journal(self._base, client_id, kind, id_, body)

    def journal(self, client_id: str, kind: str) -> dict[str, Any]:
        """The entries of one kind by id, the least recently changed first."""
        return letters_settings.journal(self._base, client_id, kind)

    def set_setting(self, key: str, value: object) -> None:
        """Store any JSON value under a key; None resets it to the default."""
        letters_settings.set_setting(self._base, key, value)

    def setting(self, key: str, default: object = None) -> Any:
        """The value of a key, or ``default``."""
        return letters_settings.setting(self._base, key, default)

    # Everything

    def export(self) -> dict[str, Any]:
        """Everything with its history, in the format of content/workbook.schema.json."""
        return exchange.export(self._base)

    def export_json(self) -> str:
        """Everything as JSON text."""
        return json.dumps(self.export(), ensure_ascii=False, indent=1)

    def import_all(self, data: object) -> Merged:
        """Validate and merge an export. Nothing is lost or duplicated; merging is idempotent."""
        return exchange.import_all(self._base, data)

    def merge(self, document: dict[str, Any]) -> Merged:
        """Merge an export that this program has just made: `import_all` without the validation."""
        return exchange.merge(self._base, document)

    def import_json(self, text: str | bytes) -> Merged:
        """Validate and merge an export given as JSON text."""
        return self.import_all(read_json(text))
