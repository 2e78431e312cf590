"""The head of a mail: who, to whom, when, in which thread, and what sort of mail it is.

Python's own parser is used in the way that takes heads as they are: its newer one is ten times
slower and stops at some of the broken heads that mailboxes are full of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message as Head
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime

from clientfit.core.names import tidy_name
from clientfit.files.importers.values.dates import FIRST_YEAR, LAST_YEAR

#: What is longer was not written by a mail program; only its beginning is read.
_LONGEST_HEAD = 64 * 1024
_LONGEST_VALUE = 16 * 1024
_ID = re.compile(r"<[^<>\s]{1,998}>")
_END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in the head of a mail."""

    name: str
    address: str  # in small letters


def split_head(raw: bytes) -> tuple[Head, bytes]:
    """The head of a mail or of a part of it, and what stands below."""
    if raw.startswith((b"\n", b"\r\n")):
        return Head(), raw.lstrip(b"\r\n")
    end = _END.search(raw)
    head, body = (raw[: end.start()], raw[end.end() :]) if end else (raw, b"")
    return BytesHeaderParser().parsebytes(head[:_LONGEST_HEAD] + b"\n\n"), body


class Fields:
    """The headers of a mail as text, each in one line, by their names in small letters."""

    def __init__(self, head: Head) -> None:
        self._values: dict[str, list[str]] = {}
        for name, value in head.raw_items():
            self._values.setdefault(name.casefold(), []).append(_text(value))

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def first(self, name: str) -> str:
        """The first header of that name; empty where there is none."""
        return next(iter(self._values.get(name, ())), "")

    def people(self, *names: str) -> list[Person]:
        """Everybody in these headers who has an address."""
        values = [value for name in names for value in self._values.get(name, ())]
        try:
            pairs = getaddresses(values)
        except RecursionError:  # brackets within brackets, thousands of them
            return []
        return [Person(readable(name), at.casefold()) for name, at in pairs if "@" in at.strip("@")]


def _text(value: object) -> str:
    raw = str(value)[:_LONGEST_VALUE].encode("ascii", "surrogateescape")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return " ".join(text.split())


def readable(value: str) -> str:
    """A header with its encoded words decoded, as far as they can be."""
    if "=?" not in value:
        return tidy_name(value)
    try:
        return tidy_name(str(make_header(decode_header(value))))
    except (MessageError, LookupError, ValueError):
        return tidy_name(value)


def sent_at(fields: Fields) -> datetime | None:
    """When the mail was sent, as it says itself."""
    return moment(fields.first("date"))


def received_at(fields: Fields) -> datetime | None:
    """When the last server took the mail, for those that don't say when they were sent."""
    return moment(fields.first("received").rpartition(";")[2])


def moment(text: str) -> datetime | None:
    """A date as mail programs write it. Without a zone it is the clock on the wall."""
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    if not FIRST_YEAR < at.year < LAST_YEAR:
        return None
    # -0000 is UTC of a sender who does not tell where they are (RFC 5322, 3.3).
    return at.replace(tzinfo=UTC) if at.tzinfo is None and text.rstrip().endswith("-0000") else at


def message_id(fields: Fields) -> str:
    """The id of the mail, or nothing."""
    found = _ID.search(fields.first("message-id"))
    return found[0] if found else ""


def root_id(fields: Fields) -> str:
    """The id of the mail that began the thread, as far as this one knows it."""
    for name in ("references", "in-reply-to"):
        found = _ID.search(fields.first(name))
        if found:
            return found[0]
    return ""


def bare_subject(fields: Fields, answers: frozenset[str]) -> tuple[str, bool]:
    """The subject without "Re:" and the like, and whether there was any."""
    subject = readable(fields.first("subject"))
    answered = False
    while True:
        first, colon, rest = subject.partition(":")
        if not colon or re.sub(r"[\[(]\d+[\])]$", "", first.strip()).casefold() not in answers:
            return subject, answered
        subject, answered = rest.strip(), True
