"""One line of a WhatsApp export: its date and time, who wrote it, and what the program put in."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time
from pathlib import PurePath

from clientfit.core.names import name_key, tidy_name
from clientfit.files.importers.messages.words import WhatsAppWords
from clientfit.files.importers.result import Reason

#: Marks without a shape that say in which direction to read. One before a text: by the program.
_MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_M = f"[{_MARKS}]*"
_STAMP = re.compile(
    rf"{_M}(?P<open>\[)?{_M}(?P<day>\d{{1,4}}{_M}[./-]{_M}\s?\d{{1,2}}{_M}[./-]{_M}\s?\d{{1,4}})"
    rf"\.?[,،]?{_M}\s{{1,2}}{_M}(?:(?P<before>[^\W\d]{{1,4}})\.?\s?)?"
    rf"(?P<hour>\d{{1,2}})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d))?"
    rf"(?:\s?{_M}(?P<half>[^\W\d_][^\d\[\]:,/–-]{{0,11}}?))?{_M}"
    r"(?(open)\]|(?:\s[-–]|:))(?:\s|$)"
)
_DROPPED = str.maketrans("", "", _MARKS)
#: In a folder of downloads: Chat with Anna (2).txt
_COPY = re.compile(r"\s*\(\d+\)$")
_QUOTED = frozenset('"“”„«»')
#: What the name of a file can't hold; a line stands there instead.
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
_SHORT = 200
#: A name in which a colon stands is told from one before a colon by so many lines.
_AGAIN = 3


@dataclass(frozen=True, slots=True)
class Stamped:
    """The first line of an entry."""

    day: str  # as it stands: which number is the month is decided on the whole file
    clock: time
    rest: str


def stamped(line: str, words: WhatsAppWords) -> Stamped | None:
    """The line with its date and time apart, or None where it goes on with the one above."""
    found = _STAMP.match(line)
    if found is None:
        return None
    half = re.sub(r"[\s.]", "", found["half"] or "").translate(_DROPPED).casefold()
    before = (found["before"] or "").casefold()  # 下午 10:20, but also: à 10:20
    half = before if before in words.am | words.pm else half
    hour = int(found["hour"])
    if half in words.am:
        hour %= 12
    elif half in words.pm:
        hour = hour if hour > 12 else hour % 12 + 12
    elif half:
        return None
    try:
        clock = time(hour, int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None
    day = re.sub(r"\s", "", found["day"].translate(_DROPPED))
    return Stamped(day, clock, line[found.end() :])


def prefixes(rest: str) -> Iterator[tuple[str, str]]:
    """What may be a name and its text, at each colon with a space: shortest name first."""
    at = rest.find(": ")
    for _ in range(_AGAIN):
        if at <= 0:
            return
        yield _name(rest[:at]), rest[at + 2 :]
        at = rest.find(": ", at + 2)


def _name(text: str) -> str:
    # Before the name of somebody who is not in the address book stands a wave.
    return tidy_name(text.translate(_DROPPED).strip().removeprefix("~"))


def author_of(rest: str, seen: Counter[str], words: WhatsAppWords) -> tuple[str, str]:
    """Who wrote a line and what; no name where the program did.

    ``seen`` counts every prefix of the file: where a longer one stands in each line that has the
    shorter one, the colon is part of the name.
    """
    name = text = ""
    for longer, below in prefixes(rest):
        if name and not (seen[longer] == seen[name] and seen[longer] >= _AGAIN):
            break
        name, text = longer, below
    if not name:
        before, colon, below = rest.partition(":")
        known = colon and seen[_name(before)] > 0  # an empty text, or one without a space
        return (_name(before), below) if known else ("", rest)
    # A name that is hardly there, with words of the program in it, or in the middle of a quotation:
    # Sam created group "New: site".
    by_program = seen[name] < _AGAIN and (
        _has(name.casefold(), words.system) or not _QUOTED.isdisjoint(name)
    )
    return ("", rest) if by_program else (name, text)


def own_words(text: str, words: WhatsAppWords) -> str | Reason:
    """What the person wrote: empty for a picture; a reason where the program wrote it all."""
    first, _, below = text.partition("\n")
    by_program = first.startswith("\u200e")
    told = _folded(first)
    if told in words.deleted:
        return Reason.DELETED
    if told in words.calls or (by_program and told.startswith(tuple(words.calls))):
        return Reason.CALL
    if by_program and _has(told, words.system):
        return Reason.SYSTEM
    if by_program or _is_media(first, told, words):
        return below.translate(_DROPPED).strip()
    head, mark, tail = text.rpartition("\u200e")
    if mark and _is_media(tail, _folded(tail), words):
        text = head
    return _without(text.translate(_DROPPED).strip(), words.edited)


def _is_media(line: str, told: str, words: WhatsAppWords) -> bool:
    if len(line) > _SHORT or not told:
        return False
    return told.startswith(words.media) or told.endswith(words.media)


def _folded(text: str) -> str:
    return text[:_SHORT].translate(_DROPPED).strip().strip("<>().").casefold()


def _has(text: str, parts: tuple[str, ...]) -> bool:
    return any(part in text for part in parts)


def _without(text: str, ends: tuple[str, ...]) -> str:
    last = text[-_SHORT:].casefold()
    if not last.endswith(ends):
        return text
    return text[: -max(len(end) for end in ends if last.endswith(end))].rstrip()


def chat_name(filename: str, names: Iterable[str], words: WhatsAppWords) -> str:
    """The name of the chat as the file is called; empty where it is called otherwise.

    Where it is the name of one of the authors (``names``), as that one is written.
    """
    called = _called(filename, words)
    return next((name for name in names if name.translate(_FORBIDDEN) == called), called)


def _called(filename: str, words: WhatsAppWords) -> str:
    stem = _COPY.sub("", unicodedata.normalize("NFC", PurePath(filename).stem.translate(_DROPPED)))
    for template in words.names:
        before, _, after = template.partition("{}")
        key = name_key(stem)
        if key.startswith(name_key(before)) and stem[len(before) :].strip() and not after:
            return tidy_name(stem[len(before) :])
    return ""
