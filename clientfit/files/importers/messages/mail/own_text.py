"""The writer's own text of a mail, without quoted replies, signatures and automatic text."""

from __future__ import annotations

from collections.abc import Sequence

from clientfit.files.importers.messages.words import Quotes

#: Longer lines are prose, not written by a program.
_LONGEST = 500
#: Maximum number of lines of an attribution ("On ..., Anna wrote:").
_BROKEN = 4
_SHORT = 20
#: Lines after the first one that may belong to the header of a quoted message.
_HEAD = 8
#: Longest line that a program adds.
_ADDED = 52
_RULES = "-_=*–— \t"


def own_text(text: str, words: Quotes) -> str:
    """The own text: inline quotes are removed, and the text ends where an older message begins."""
    # mbox escapes lines that begin with "From " by a ">": those are not quotes.
    lines = text.replace("\r\n", "\n").replace("\n>From ", "\nFrom ").split("\n")
    kept: list[str] = []
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if not line:
            kept.append("")
            at += 1
            continue
        if line == "--" or _starts_older(lines, at, words):
            break
        introduction = _introduction(lines, at, words)
        if introduction and not _next(lines, at + introduction).startswith(">"):
            break
        if not introduction and not line.startswith(">"):
            kept.append(lines[at].rstrip())
        at += introduction or 1
    return "\n".join(_without_added(kept, words)).strip()


def _next(lines: Sequence[str], at: int) -> str:
    """The next non-empty line."""
    return next((line for number in range(at, len(lines)) if (line := lines[number].strip())), "")


def _introduction(lines: Sequence[str], at: int, words: Quotes) -> int:
    """The number of lines of the attribution that begins here; 0 if none does."""
    most = _BROKEN if _may_be_broken(lines[at].lstrip(), words) else 1
    for count in range(1, most + 1):
        last = lines[at + count - 1].strip() if at + count <= len(lines) else ""
        if not last or len(last) > _LONGEST or last.startswith(">"):
            return 0
        if last.endswith((":", "：")) and _introduces(lines[at : at + count], words):
            return count
    return 0


def _may_be_broken(line: str, words: Quotes) -> bool:
    """Whether a line may be the first of an attribution broken into several lines."""
    first = line[:1]
    return first.isdigit() or first in "<\"'" or line[:_SHORT].casefold().startswith(words.begins)


def _introduces(lines: Sequence[str], words: Quotes) -> bool:
    # Some programs omit the space: <anna@atelier.example>wrote:
    whole = " ".join(line.strip() for line in lines).casefold().replace(">", "> ")
    told = any(letter.isdigit() or letter == "@" for letter in whole)
    return told and any(f" {word}" in whole for word in words.wrote)


def _starts_older(lines: Sequence[str], at: int, words: Quotes) -> bool:
    line = lines[at].strip()
    if len(line) > _LONGEST or not (":" in line or line.startswith("--")):
        return False
    bare = line.strip(_RULES).casefold()
    if bare in words.original and (line.startswith("--") or bare.endswith(":")):
        return True
    first, below = words.heads
    if not bare.startswith(first):
        return False
    heads = (line.strip(_RULES).casefold() for line in lines[at + 1 : at + 1 + _HEAD])
    return sum(head.startswith(below) for head in heads) >= 2


def _without_added(lines: list[str], words: Quotes) -> list[str]:
    """Without the trailing lines that are empty, rules, or added by a program."""
    end = len(lines)
    while end and _is_added(lines[end - 1].strip(_RULES), words):
        end -= 1
    return lines[:end]


def _is_added(line: str, words: Quotes) -> bool:
    return not line or (len(line) <= _ADDED and line.casefold().startswith(words.added))
