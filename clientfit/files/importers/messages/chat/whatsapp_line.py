"""Parse one line of a WhatsApp export: timestamp, author, and text inserted by the program."""

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

#: Invisible Unicode direction marks. WhatsApp puts one before texts that it inserts itself.
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
#: The suffix of a repeated download: Chat with Anna (2).txt
_COPY = re.compile(r"\s*\(\d+\)$")
_QUOTED = frozenset('"“”„«»')
#: Characters that a file name cannot contain; an underscore replaces them.
_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', "_"))
_SHORT = 200
#: A name may contain a colon; that is assumed if the longer prefix occurs in at least so many
#: lines.
_AGAIN = 3


@dataclass(frozen=True, slots=True)
class Stamped:
    """The first line of an entry, split."""

    day: str  # unparsed: the order of day and month is decided on the whole file
    clock: time
    rest: str


def stamped(line: str, words: WhatsAppWords) -> Stamped | None:
    """Split off date and time, or None for a continuation line."""
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
    """Possible (author, text) pairs, split at each colon with a space; shortest name first."""
    at = rest.find(": ")
    for _ in range(_AGAIN):
        if at <= 0:
            return
        yield _name(rest[:at]), rest[at + 2 :]
        at = rest.find(": ", at + 2)


def _name(text: str) -> str:
    # A tilde precedes the name of somebody who is not in the address book.
    return tidy_name(text.translate(_DROPPED).strip().removeprefix("~"))


def author_of(rest: str, seen: Counter[str], words: WhatsAppWords) -> tuple[str, str]:
    """The author and text of a line; an empty author for a line written by the program.

    ``seen`` counts every prefix in the file: if a longer one occurs in every line that has the
    shorter one, the colon is part of the name.
    """
    name = text = ""
    for longer, below in prefixes(rest):
        if name and not (seen[longer] == seen[name] and seen[longer] >= _AGAIN):
            break
        name, text = longer, below
    if not name:
        before, colon, below = rest.partition(":")
        known = colon and seen[_name(before)] > 0  # empty text, or no space after the colon
        return (_name(before), below) if known else ("", rest)
    # Written by the program: a rare "name" that contains words of the program, or that starts
    # inside a quotation, as in: Sam created group "New: site".
    by_program = seen[name] < _AGAIN and (
        _has(name.casefold(), words.system) or not _QUOTED.isdisjoint(name)
    )
    return ("", rest) if by_program else (name, text)


def own_words(text: str, words: WhatsAppWords) -> str | Reason:
    """The person's own text, empty for a picture; or a reason if the program wrote the entry."""
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
    """The chat's name from the file name; empty if the file was named otherwise.

    File names replace some characters: if it matches one of the authors (``names``), that spelling
    is returned.
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
