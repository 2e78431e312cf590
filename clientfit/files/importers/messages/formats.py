"""Recognise the format of a message file by its first bytes, never by its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from clientfit.core.errors import Fault
from clientfit.files.importers.messages.chat import slack, telegram, whatsapp
from clientfit.files.importers.messages.chat.whatsapp_line import prefixes, stamped
from clientfit.files.importers.messages.collect import Reader
from clientfit.files.importers.messages.mail import eml, mbox
from clientfit.files.importers.messages.words import whatsapp_words
from clientfit.text.content.entry import Entry, content_text, parse, raise_faults

#: The number of leading bytes needed for that.
HEAD = 64 * 1024
_FILE = "importers/messages/kinds.toml"
_FIELD = re.compile(r"([!-9;-~]{1,76}):")
#: A truncated chat starts in the middle of a message; so many dated lines with names identify it.
_CHAT_LINES = 3
_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class Refused:
    """A message format that is not supported, and what to bring instead."""

    says: str
    lacks: str
    todo: str
    starts: tuple[bytes, ...]
    holds: tuple[bytes, ...]

    def fits(self, head: bytes) -> bool:
        """Whether a file with this beginning has the format."""
        return head.startswith(self.starts) or (
            bool(self.holds) and all(hold in head for hold in self.holds)
        )


@dataclass(frozen=True, slots=True)
class Kinds:
    """The marks by which message files are recognised."""

    fields: frozenset[str]
    least: int
    telegram: tuple[str, ...]
    slack: tuple[str, ...]
    refused: tuple[Refused, ...]


@cache
def kinds() -> Kinds:
    """The marks from the content file, cached. Raises ClientfitError with every fault in it."""
    return load(content_text(_FILE))


def load(text: str) -> Kinds:
    """Parse and validate the marks from TOML. Raises ClientfitError with every fault."""
    faults: list[Fault] = []
    file = f"content/{_FILE}"
    whole = Entry(file, "kinds", parse(file, text), faults)
    whole.text("why")
    whole.day("set")
    whole.sources()
    mail = Entry(file, "mail", whole.value("mail") or {}, faults)
    marks = Entry(file, "json", whole.value("json") or {}, faults)
    found = Kinds(
        fields=frozenset(mail.texts("fields")),
        least=mail.integer("least", 1, 10),
        telegram=marks.texts("telegram"),
        slack=marks.texts("slack"),
        refused=tuple(
            _refused(Entry(file, f"refused, number {number}", each, faults))
            for number, each in enumerate(whole.value("refused") or (), 1)
        ),
    )
    for entry in (whole, mail, marks):
        entry.finish()
    raise_faults(faults)
    return found


def _refused(entry: Entry) -> Refused:
    entry.text("id")
    kind = Refused(
        says=entry.text("is"),
        lacks=entry.text("lacks"),
        todo=entry.text("todo"),
        starts=entry.hexes("starts"),
        holds=tuple(text.encode() for text in entry.texts("holds", ())),
    )
    entry.finish()
    return kind


def known(head: bytes) -> Reader | None:
    """The reader for a file with this beginning; None if no message format is recognised."""
    utf16 = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    text = head.decode("utf-16" if utf16 else "utf-8", errors="replace").lstrip("\ufeff\r\n \t")
    if text.startswith(("{", "[")) and (found := _of_json(text)) is not None:
        return found
    if _is_mailbox(text):
        return mbox.reading
    if _is_mail(text):
        return eml.reading
    return whatsapp.reading if _is_chat(text) else None


def _of_json(text: str) -> Reader | None:
    if any(mark in text for mark in kinds().telegram):
        return telegram.reading
    listed = text.startswith("[")
    return slack.reading if listed and all(mark in text for mark in kinds().slack) else None


def _is_mailbox(text: str) -> bool:
    first, _, below = text.partition("\n")
    return first.startswith("From ") and bool(_FIELD.match(below) or below.startswith(">From "))


def _is_mail(text: str) -> bool:
    names = set()
    for line in text.replace("\r\n", "\n").split("\n"):
        field = _FIELD.match(line)
        if field:
            names.add(field[1].casefold())
        elif not line.startswith((" ", "\t")):
            break
    return len(names & kinds().fields) >= kinds().least


def _is_chat(text: str) -> bool:
    words = whatsapp_words()
    lines = [line for line in text.splitlines()[:_LOOKED_AT] if line.strip()]
    dated = [stamp for line in lines if (stamp := stamped(line, words)) is not None]
    if lines and stamped(lines[0], words) is not None:
        return True
    return sum(any(True for _ in prefixes(stamp.rest)) for stamp in dated) >= _CHAT_LINES
