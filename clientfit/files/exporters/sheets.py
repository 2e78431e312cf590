"""All clients as an Excel workbook: a sheet for each kind of thing, to sort and to add up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from clientfit.core.currencies import UNSTATED
from clientfit.core.model import Answer, AnswerChange, Asks, Attempt, Client, Invoice, LetterDraft
from clientfit.core.reading.answers import readable
from clientfit.core.reading.verdict import Verdict
from clientfit.core.records.invoices import days_overdue
from clientfit.files.exporters.sheet_file import Cell, Sheet, sheets_xlsx
from clientfit.text.sentences.labels import (
    change_name,
    invoice_state_name,
    outcome_name,
    response_name,
)
from clientfit.text.sentences.reading import Words, frequencies, short

_NAME, _WORD, _DAY, _TIME, _LINE, _TEXT = 26, 15, 12, 17, 44, 60


@dataclass(frozen=True, slots=True)
class ClientData:
    """All that is kept of one client."""

    client: Client
    verdict: Verdict
    answers: Mapping[str, Answer]
    history: Sequence[AnswerChange]
    invoices: Sequence[Invoice]
    attempts: Sequence[Attempt]
    drafts: Mapping[str, LetterDraft]


@dataclass(frozen=True, slots=True)
class _Book:
    """What every sheet is made of."""

    clients: Sequence[ClientData]
    unlinked: Sequence[Invoice]
    words: Words
    titles: Mapping[str, str]
    now: datetime


def workbook_xlsx(
    clients: Sequence[ClientData],
    unlinked: Sequence[Invoice],
    words: Words,
    titles: Mapping[str, str],
    now: datetime,
) -> bytes:
    """All clients with answers, history, invoices, attempts and drafts, one sheet each.

    ``unlinked``: invoices that belong to no client yet. ``titles``: how letters and repair steps
    are called, by id. Times are shown in the zone of ``now``.
    """
    book = _Book(clients, unlinked, words, titles, now)
    makers = (_clients, _answers, _history, _invoices, _attempts, _drafts)
    title = words.t("All clients, {day}", day=words.t.day(now.date()))
    return sheets_xlsx([make(book) for make in makers], title, now, words.t)


def _clients(book: _Book) -> Sheet:
    words, t = book.words, book.words.t
    columns = [
        (t("Client"), _NAME),
        (t("Since"), _TIME),
        (t("Reading"), _NAME),
        (t("Strain (0 to 100)"), _WORD),
        (t("Failed attempts"), _WORD),
        (t("Invented"), _DAY),
        *((words.sign(sign), _WORD) for sign in words.catalog.norms.ids),
    ]
    rows = [
        (
            client.client.name,
            _moment(client.client.created, book),
            short(client.verdict, t),
            client.verdict.shown_strain,
            client.verdict.attempts,
            t("yes") if client.client.sample else "",
            *(words.interval(*client.verdict.levels[sign]) for sign in words.catalog.norms.ids),
        )
        for client in book.clients
    ]
    return Sheet(t("Clients"), columns, rows)


def _answers(book: _Book) -> Sheet:
    words, t = book.words, book.words.t
    columns = [
        (t("Client"), _NAME),
        (t("Question"), _LINE),
        (t("Answer"), _NAME),
        (t("Note"), _TEXT),
        (t("When"), _TIME),
    ]
    rows = [
        (client.client.name, _ask(id_, words), value, said.note, _moment(said.at, book))
        for client in book.clients
        for id_, said, value in _said(client.answers, words)
    ]
    return Sheet(t("Answers"), columns, rows)


def _history(book: _Book) -> Sheet:
    words, t = book.words, book.words.t
    columns = [
        (t("Client"), _NAME),
        (t("When"), _TIME),
        (t("Question"), _LINE),
        (t("What"), _WORD),
        (t("Text"), _TEXT),
    ]
    rows = [
        (
            client.client.name,
            _moment(change.at, book),
            _ask(change.question, words),
            change_name(change.kind, t),
            change.text,
        )
        for client in book.clients
        for change in client.history
    ]
    return Sheet(t("History"), columns, rows)


def _invoices(book: _Book) -> Sheet:
    t = book.words.t
    columns = [
        (t("Client"), _NAME),
        (t("Invoice"), _WORD),
        (t("Issued"), _DAY),
        (t("Due"), _DAY),
        (t("Settled"), _DAY),
        (t("Total"), _WORD),
        (t("Still open"), _WORD),
        (t("Currency"), _DAY),
        (t("State"), _DAY),
        (t("Disputed"), _DAY),
        (t("Days late"), _DAY),
        (t("Name on it"), _NAME),
    ]
    named = [(client.client.name, bill) for client in book.clients for bill in client.invoices]
    rows = [
        (
            name,
            bill.number,
            bill.issued,
            bill.due,
            bill.settled,
            bill.total,
            bill.owed,
            "" if bill.total.currency == UNSTATED else bill.total.currency,
            invoice_state_name(bill.state, t),
            t("yes") if bill.disputed else "",
            days_overdue(bill, book.now.date()) if bill.due else None,
            bill.client,
        )
        for name, bill in [*named, *(("", bill) for bill in book.unlinked)]
    ]
    return Sheet(t("Invoices"), columns, rows)


def _attempts(book: _Book) -> Sheet:
    t = book.words.t
    columns = [
        (t("Client"), _NAME),
        (t("Step"), _LINE),
        (t("Tried"), _DAY),
        (t("Look again"), _DAY),
        (t("How they took it"), _WORD),
        (t("Outcome"), _WORD),
        (t("Note"), _TEXT),
    ]
    rows = [
        (
            client.client.name,
            book.titles.get(attempt.step, attempt.step),
            attempt.tried,
            attempt.review,
            response_name(attempt.response, t) if attempt.response else "",
            outcome_name(attempt.outcome, t),
            attempt.note,
        )
        for client in book.clients
        for attempt in client.attempts
    ]
    return Sheet(t("Attempts"), columns, rows)


def _drafts(book: _Book) -> Sheet:
    t = book.words.t
    columns = [
        (t("Client"), _NAME),
        (t("Letter"), _LINE),
        (t("When"), _TIME),
        (t("Text"), _TEXT),
    ]
    rows = [
        (client.client.name, book.titles.get(id_, id_), _moment(draft.at, book), draft.text)
        for client in book.clients
        for id_, draft in client.drafts.items()
    ]
    return Sheet(t("Drafts"), columns, rows)


def _said(answers: Mapping[str, Answer], words: Words) -> Iterator[tuple[str, Answer, Cell]]:
    """Each answer with its value in words or as a number; one nobody can read stays as it is."""
    read = readable(answers, words.catalog.questions)
    for id_, said in answers.items():
        understood = id_ in read and read[id_].answered
        yield id_, said, _value(read[id_], words) if understood else said.value


def _value(said: Answer, words: Words) -> Cell:
    t, question = words.t, words.catalog.by_id[said.question]
    if said.value is None:
        return t("I don’t know")
    match question.asks:
        case Asks.FREQUENCY | Asks.YES_NO:
            return {**frequencies(t), "yes": t("Yes"), "no": t("No")}[said.value]
        case Asks.CHOICE:
            return t(words.catalog.question_words[said.question].choices[said.value])
        case Asks.NUMBER:
            return float(said.value)
        case Asks.DATE:
            return date.fromisoformat(said.value)
        case _:
            return said.value


def _ask(question: str, words: Words) -> str:
    return words.ask(question) if question in words.catalog.by_id else question


def _moment(at: datetime, book: _Book) -> datetime:
    return at.astimezone(book.now.tzinfo)
