"""The workbook: everything a person keeps, behind one door."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from clientfit.core.model import Answer, AnswerChange, ChangeKind, Client, Invoice, LetterDraft
from clientfit.core.records.activity import Message, TimeEntry
from clientfit.files.store import answers, clients, exchange, records
from clientfit.files.store import letters_settings as papers
from clientfit.files.store.base import Base
from clientfit.files.store.document import read_json
from clientfit.files.store.exchange import Merged
from clientfit.files.store.record_tables import HOURS, MESSAGES
from clientfit.files.store.records import RecordName
from clientfit.files.store.staging import Stage, save
from clientfit.files.store.tables import ImportCount, Record, RecordTable


class Workbook:
    """One file (or, for shared use, memory only) that several windows may have open at once.

    When a method that writes has returned, what it wrote is on the disk. Bad input, a missing
    client and a file that can't be used raise ``ClientfitError``.
    """

    def __init__(self, base: Base) -> None:
        self._base = base

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open the workbook, or start one where there is no file yet."""
        return cls(Base(path))

    @classmethod
    def in_memory(cls) -> Self:
        """Start a workbook that never touches the disk."""
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
        """Give a number that rises with every change, from whichever window. Cheap."""
        return self._base.version()

    def opened_anew(self) -> bool:
        """Say, once, that the file was replaced from outside and had to be opened anew."""
        return self._base.opened_anew()

    # Clients

    def add_client(self, name: str, *, sample: bool = False) -> Client:
        """Add a client. Names are unique, whatever their case and spaces."""
        return clients.add_client(self._base, name, sample=sample)

    def rename_client(self, client_id: str, name: str) -> Client:
        """Give a client another name. Its records stay with it."""
        return clients.rename_client(self._base, client_id, name)

    def delete_client(self, client_id: str) -> None:
        """Delete a client and all that belongs to it: answers, drafts, links and invoices."""
        clients.delete_client(self._base, client_id)

    def remove_sample(self) -> None:
        """Delete the invented clients and their records, and nothing else."""
        clients.remove_sample(self._base)

    def clients(self) -> tuple[Client, ...]:
        """Give all clients, the oldest first."""
        return clients.clients(self._base)

    # Answers

    def answer(self, client_id: str, question: str, value: str | None) -> None:
        """Answer a question; None is "I don't know". The note stays."""
        answers.change(self._base, client_id, question, ChangeKind.ANSWER, value)

    def note(self, client_id: str, question: str, text: str) -> None:
        """Write the note of a question, or empty it. The answer stays."""
        answers.change(self._base, client_id, question, ChangeKind.NOTE, text)

    def clear(self, client_id: str, question: str) -> None:
        """Take an answer back. The note stays, and so does the history."""
        answers.change(self._base, client_id, question, ChangeKind.CLEAR, None)

    def answers(self, client_id: str, *, at: datetime | None = None) -> dict[str, Answer]:
        """Give the answers by question, now or as they were at a time."""
        return answers.answers(self._base, client_id, at)

    def answers_of_all(self) -> dict[str, dict[str, Answer]]:
        """Give the answers of all clients by id and question, in one go."""
        return answers.answers_of_all(self._base)

    def history(self, client_id: str, question: str | None = None) -> tuple[AnswerChange, ...]:
        """Give every change of a client's answers and notes, the oldest first."""
        return answers.history(self._base, client_id, question)

    # Records

    def save_invoices(
        self, invoices: Iterable[Invoice], *, source_file: str, only_new: bool = False
    ) -> ImportCount:
        """Keep invoices, all or none; those known by client and number are brought up to date.

        With ``only_new`` they are left as they are.
        """
        return records.save_invoices(self._base, invoices, source_file, only_new=only_new)

    def invoices(
        self, client_id: str | None = None, *, names: Iterable[str] | None = None
    ) -> tuple[Invoice, ...]:
        """Give all invoices, or a client's (by link or by its own name), or those of names."""
        return records.invoices(self._base, client_id, names)

    def save_hours(self, work: Iterable[TimeEntry], *, source_file: str) -> ImportCount:
        """Keep hours, all or none; those known by source and key are brought up to date."""
        return save(self._base, HOURS, work, source_file)

    def save_messages(self, messages: Iterable[Message], *, source_file: str) -> ImportCount:
        """Keep messages, all or none; those known by source and key are brought up to date."""
        return save(self._base, MESSAGES, messages, source_file)

    def stage(self, kind: RecordTable[Record]) -> Stage[Record]:
        """Begin to gather records that come bit by bit; ``Stage.keep`` takes them in at once."""
        return Stage(self._base, kind)

    def hours(self, client_id: str | None = None) -> tuple[TimeEntry, ...]:
        """Give all hours, or a client's, the oldest first."""
        return records.activity(self._base, HOURS, client_id, "day")

    def messages(self, client_id: str | None = None) -> tuple[Message, ...]:
        """Give all messages, or a client's, the oldest first (by the clock where each was)."""
        return records.activity(self._base, MESSAGES, client_id, "moment")

    def record_names(self) -> tuple[RecordName, ...]:
        """Give the names in the records, how many of each kind, and whose they are."""
        return records.record_names(self._base)

    def columns(self, table: str, columns: str) -> list[tuple[object, ...]]:
        """Give columns of all records that are a known client's, the client's id first.

        ``table``: invoices, hours or messages. Amounts and texts are as they lie in the file.
        """
        return records.columns(self._base, table, columns)

    def link(self, record_name: str, client_id: str) -> None:
        """Say that a name in the records stands for a client."""
        records.link(self._base, record_name, client_id)

    def unlink(self, record_name: str) -> None:
        """Take a link back."""
        records.unlink(self._base, record_name)

    def without_currency(self) -> int:
        """Count the invoices that name no currency."""
        return records.without_currency(self._base)

    def name_currency(self, code: str) -> None:
        """Put a currency in place of none, in the invoices that are here and those that come."""
        records.name_currency(self._base, code)

    def links(self) -> dict[str, str]:
        """Give client ids by the ``name_key`` of the names linked to them."""
        return records.links(self._base)

    # Letters and settings

    def save_draft(self, client_id: str, letter: str, text: str, facts: Mapping[str, str]) -> None:
        """Keep the draft of a letter in place of the one before."""
        papers.save_draft(self._base, client_id, letter, text, facts)

    def drafts(self, client_id: str) -> dict[str, LetterDraft]:
        """Give a client's drafts by letter."""
        return papers.drafts(self._base, client_id)

    def write_journal(self, client_id: str, kind: str, id_: str, body: object) -> None:
        """Keep an entry of a client's journal, any JSON value; None takes it back."""
        papers.write_journal(self._base, client_id, kind, id_, body)

    def journal(self, client_id: str, kind: str) -> dict[str, Any]:
        """Give the entries of one kind by id, the oldest change first."""
        return papers.journal(self._base, client_id, kind)

    def set_setting(self, key: str, value: object) -> None:
        """Keep any JSON value under a key; None sets it back."""
        papers.set_setting(self._base, key, value)

    def setting(self, key: str, default: object = None) -> Any:
        """Give the value of a key, or the default."""
        return papers.setting(self._base, key, default)

    # Everything

    def export(self) -> dict[str, Any]:
        """Give everything, with its history, as content/workbook.schema.json describes it."""
        return exchange.export(self._base)

    def export_json(self) -> str:
        """Give everything as JSON text."""
        return json.dumps(self.export(), ensure_ascii=False, indent=1)

    def import_all(self, data: object) -> Merged:
        """Merge an export: nothing is lost, nothing doubled, and twice is as good as once."""
        return exchange.import_all(self._base, data)

    def merge(self, document: dict[str, Any]) -> Merged:
        """Merge an export that this program has just made: as ``import_all``, but not checked."""
        return exchange.merge(self._base, document)

    def import_json(self, text: str | bytes) -> Merged:
        """Merge an export given as JSON text."""
        return self.import_all(read_json(text))
