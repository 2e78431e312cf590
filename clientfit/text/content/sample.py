"""The invented freelancer and the nine clients to look around with, read from content."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from clientfit.core.errors import Fault, choices
from clientfit.core.model import Outcome, Response
from clientfit.text.content.entry import Entry, content_text, entries, parse, raise_faults

FOLDER = "samples"
FREELANCER = f"{FOLDER}/freelancer.toml"
_TABLES = ("client", "invoices", "hours", "messages", "answers", "attempts")


@dataclass(frozen=True, slots=True)
class SampleInvoices:
    """How a client is billed and pays. Lists are taken in turn, the newest invoice first.

    The last five name single invoices, counted from the newest, which is 1.
    """

    newest: int  # weeks ago
    every: int  # days from one to the next
    count: int
    term: int
    sums: tuple[int, ...]  # whole units of the currency
    paid: tuple[int, ...]  # days from issue to payment
    paid_before: tuple[int, ...]  # the same, more than a year ago
    written_off: tuple[int, ...]
    unpaid: tuple[int, ...]
    disputed: tuple[int, ...]
    part_paid: tuple[int, ...]
    credited: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SampleHours:
    """How much the freelancer works for a client; ``unpaid`` and ``rework`` in percent."""

    month: int
    unpaid: int
    rework: int
    longest: int
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SampleMessages:
    """How many messages come in a month; ``replies`` and ``weekend`` in percent, ``night`` in
    percent of those that come on working days."""

    month: int
    replies: int
    night: int
    weekend: int


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """What the invented freelancer says now, and what she said first."""

    value: str
    before: str
    note: str


@dataclass(frozen=True, slots=True)
class SampleAttempt:
    """What she tried, so many weeks ago, and what came of it."""

    step: str
    weeks: int
    response: Response | None
    outcome: Outcome
    note: str


@dataclass(frozen=True, slots=True)
class SampleClient:
    """An invented client."""

    id: str
    name: str
    work: str
    currency: str
    weeks: int  # since when there are records
    asked: tuple[int, ...]  # the weeks ago at which the questions were answered, first and last
    invoices: SampleInvoices
    hours: SampleHours
    messages: SampleMessages
    answers: Mapping[str, SampleAnswer]
    attempts: Mapping[str, SampleAttempt]


@dataclass(frozen=True, slots=True)
class Freelancer:
    """The invented freelancer, with all her clients in order."""

    name: str
    work: str
    clients: tuple[SampleClient, ...]


@cache
def freelancer() -> Freelancer:
    """The shipped sample. Raises ClientfitError with every fault at once."""
    head = parse(FREELANCER, content_text(FREELANCER))
    ids = head.get("freelancer", {}).get("clients", ())
    files = {id_: f"{FOLDER}/{id_}.toml" for id_ in ids}
    return read_freelancer(
        head, {id_: parse(file, content_text(file)) for id_, file in files.items()}
    )


def read_freelancer(
    head: Mapping[str, Any], clients: Mapping[str, Mapping[str, Any]]
) -> Freelancer:
    """The freelancer of parsed files, hers and one a client."""
    faults: list[Fault] = []
    entry = Entry(FREELANCER, "freelancer", head.get("freelancer"), faults)
    found = Freelancer(
        name=entry.text("name"),
        work=entry.text("work"),
        clients=tuple(_client(id_, tables, faults) for id_, tables in clients.items()),
    )
    entry.texts("clients")
    entry.finish()
    raise_faults(faults)
    return found


def _client(id_: str, tables: Mapping[str, Any], faults: list[Fault]) -> SampleClient:
    file = f"{FOLDER}/{id_}.toml"
    for name in set(tables) - set(_TABLES):
        faults.append(Fault(f"{file}, [{name}]", "is no table here", choices(name, _TABLES)))
    head, billed, worked, written = (
        Entry(file, name, tables.get(name), faults) for name in _TABLES[:4]
    )
    asked = _numbers(head, "asked")
    answers = tables.get("answers", {})
    if answers and not asked:
        head.fault("asked", "names no week, and there are answers", "Say when they were given")
    client = SampleClient(
        id=id_,
        name=head.text("name"),
        work=head.text("work"),
        currency=head.text("currency"),
        weeks=head.integer("weeks", 1, 104),
        asked=asked,
        invoices=_invoices(billed),
        hours=_hours(worked),
        messages=_messages(written),
        answers={entry.name: _answer(entry) for entry in entries(file, answers, faults, "answers")},
        attempts={
            entry.name: _attempt(entry)
            for entry in entries(file, tables.get("attempts", {}), faults, "attempts")
        },
    )
    head.finish()
    return client


def _invoices(entry: Entry) -> SampleInvoices:
    paid = _numbers(entry, "paid", needed=True)
    found = SampleInvoices(
        newest=entry.integer("newest", 1, 104),
        every=entry.integer("every", 7, 365),
        count=entry.integer("count", 1, 200),
        term=entry.integer("term", 0, 120),
        sums=_numbers(entry, "sums", needed=True),
        paid=paid,
        paid_before=_numbers(entry, "paid_before") or paid,
        written_off=_numbers(entry, "written_off"),
        unpaid=_numbers(entry, "unpaid"),
        disputed=_numbers(entry, "disputed"),
        part_paid=_numbers(entry, "part_paid"),
        credited=_numbers(entry, "credited"),
    )
    entry.finish()
    return found


def _hours(entry: Entry) -> SampleHours:
    found = SampleHours(
        month=entry.integer("month", 1, 200),
        unpaid=entry.integer("unpaid", 0, 100),
        rework=entry.integer("rework", 0, 100),
        longest=entry.integer("longest", 1, 8),
        tasks=entry.texts("tasks"),
    )
    entry.finish()
    return found


def _messages(entry: Entry) -> SampleMessages:
    found = SampleMessages(
        month=entry.integer("month", 1, 500),
        replies=entry.integer("replies", 0, 100),
        night=entry.integer("night", 0, 100),
        weekend=entry.integer("weekend", 0, 100),
    )
    entry.finish()
    return found


def _answer(entry: Entry) -> SampleAnswer:
    value = entry.text("value")
    found = SampleAnswer(value, entry.text("before", value), entry.text("note", ""))
    entry.finish()
    return found


def _attempt(entry: Entry) -> SampleAttempt:
    found = SampleAttempt(
        step=entry.text("step"),
        weeks=entry.integer("weeks", 0, 104),
        response=entry.choice("response", Response) if entry.has("response") else None,
        outcome=entry.choice("outcome", Outcome, Outcome.OPEN),
        note=entry.text("note", ""),
    )
    entry.finish()
    return found


def _numbers(entry: Entry, field: str, *, needed: bool = False) -> tuple[int, ...]:
    """A list of whole numbers from 0 on; an absent one is empty."""
    given = entry.value(field) if needed or entry.has(field) else []
    plain = isinstance(given, list) and all(type(value) is int and value >= 0 for value in given)
    if not plain or (needed and not given):
        entry.fault(field, f"{given!r} is no list of whole numbers", "Write it like [30, 45]")
        return (0,)
    return tuple(given)
