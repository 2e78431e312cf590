"""Load the phrases that programs write into messages, from ``content/importers/messages``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from clientfit.core.errors import Fault
from clientfit.text.content.entry import Entry, content_text, parse, raise_faults

_FOLDER = "importers/messages"
_Words = TypeVar("_Words")


@dataclass(frozen=True, slots=True)
class Quotes:
    """How programs mark quoted messages; all in lower case."""

    wrote: tuple[str, ...]
    begins: tuple[str, ...]
    original: frozenset[str]
    heads: tuple[tuple[str, ...], tuple[str, ...]]  # first line of a quoted header, other lines
    added: tuple[str, ...]
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnerSearch:
    """When the owner of a mailbox counts as found; shares in percent."""

    messages: int
    sure: int
    next: int
    fewest: int


@dataclass(frozen=True, slots=True)
class MailWords:
    """Phrases of mail programs, all in lower case."""

    headers: tuple[str, ...]
    precedence: frozenset[str]
    senders: frozenset[str]
    sent: frozenset[str]
    draft: frozenset[str]
    junk: frozenset[str]
    answers: frozenset[str]
    quotes: Quotes
    look: OwnerSearch


@dataclass(frozen=True, slots=True)
class WhatsAppWords:
    """Phrases of WhatsApp, all in lower case except templates of file names."""

    names: tuple[str, ...]
    am: frozenset[str]
    pm: frozenset[str]
    media: tuple[str, ...]
    deleted: frozenset[str]
    calls: frozenset[str]
    system: tuple[str, ...]
    edited: tuple[str, ...]


@cache
def mail_words() -> MailWords:
    """The phrases of mail programs, cached.

    Raises ClientfitError with every fault in the file.
    """
    return load_mail(content_text(f"{_FOLDER}/mail.toml"))


@cache
def whatsapp_words() -> WhatsAppWords:
    """The phrases of WhatsApp, cached. Raises ClientfitError with every fault in the file."""
    return load_whatsapp(content_text(f"{_FOLDER}/whatsapp.toml"))


def load_mail(text: str) -> MailWords:
    """Parse and validate the phrases of mail programs from TOML."""
    return _loaded("mail.toml", text, _mail)


def load_whatsapp(text: str) -> WhatsAppWords:
    """Parse and validate the phrases of WhatsApp from TOML."""
    return _loaded("whatsapp.toml", text, _whatsapp)


def _loaded(name: str, text: str, read: Callable[[Entry], _Words]) -> _Words:
    file = f"content/{_FOLDER}/{name}"
    faults: list[Fault] = []
    entry = Entry(file, "words", parse(file, text), faults)
    entry.text("why")
    entry.day("set")
    entry.sources()
    words = read(entry)
    entry.finish()
    raise_faults(faults)
    return words


def _low(entry: Entry, field: str) -> tuple[str, ...]:
    return tuple(word.casefold() for word in entry.texts(field))


def _within(entry: Entry, field: str) -> Entry:
    return Entry(entry.file, field, entry.value(field) or {}, entry.faults)


def _mail(entry: Entry) -> MailWords:
    automatic, labels = _within(entry, "automatic"), _within(entry, "labels")
    subjects, me = _within(entry, "subjects"), _within(entry, "me")
    words = MailWords(
        headers=_low(automatic, "headers"),
        precedence=frozenset(_low(automatic, "precedence")),
        senders=frozenset(_low(automatic, "senders")),
        sent=frozenset(_low(labels, "sent")),
        draft=frozenset(_low(labels, "draft")),
        junk=frozenset(_low(labels, "junk")),
        answers=frozenset(_low(subjects, "answers")),
        quotes=_quotes(_within(entry, "quotes")),
        look=OwnerSearch(
            messages=me.integer("messages", 1, 100_000),
            sure=me.integer("sure", 51, 100),
            next=me.integer("next", 0, 100),
            fewest=me.integer("fewest", 1, 1000),
        ),
    )
    for part in (automatic, labels, subjects, me):
        part.finish()
    return words


def _quotes(entry: Entry) -> Quotes:
    quotes = Quotes(
        wrote=_low(entry, "wrote"),
        begins=_low(entry, "begins"),
        original=frozenset(_low(entry, "original")),
        heads=(_low(entry, "from"), _low(entry, "heads")),
        added=_low(entry, "added"),
        marks=_low(entry, "marks"),
    )
    entry.finish()
    return quotes


def _whatsapp(entry: Entry) -> WhatsAppWords:
    names = entry.texts("names")
    for name in names:
        if name.count("{}") != 1:
            entry.fault("names", f"{name!r} does not say where the name stands", "Write {} once")
    return WhatsAppWords(
        names=names,
        am=frozenset(_low(entry, "am")),
        pm=frozenset(_low(entry, "pm")),
        media=_low(entry, "media"),
        deleted=frozenset(_low(entry, "deleted")),
        calls=frozenset(_low(entry, "calls")),
        system=_low(entry, "system"),
        edited=_low(entry, "edited"),
    )
