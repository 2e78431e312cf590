"""What the writer of a mail wrote: without quoted replies, signatures and what programs add."""

from __future__ import annotations

from collections.abc import Sequence

from clientfit.files.importers.messages.words import Quotes

#: Longer lines are prose: programs don't write them.
_LONGEST = 500
#: An introduction to a quote is broken into so many lines at most.
_BROKEN = 4
_SHORT = 20
#: So many lines below its first one belong to the head of an older message.
_HEAD = 8
#: A line added by a program is no longer than this.
_ADDED = 52
_RULES = "-_=*–— \t"


def own_text(text: str, words: Quotes) -> str:
    """The own text: from the top, past quotes that are answered in between, to what is older."""
    # In an mbox a mark was put before lines that begin with From: those are no quotes.
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
    """The next line that is not empty."""
    return next((line for number in range(at, len(lines)) if (line := lines[number].strip())), "")


def _introduction(lines: Sequence[str], at: int, words: Quotes) -> int:
    """Of how many lines the introduction to a quote is that begins here; 0: none does."""
    most = _BROKEN if _may_be_broken(lines[at].lstrip(), words) else 1
    for count in range(1, most + 1):
        last = lines[at + count - 1].strip() if at + count <= len(lines) else ""
        if not last or len(last) > _LONGEST or last.startswith(">"):
            return 0
        if last.endswith((":", "：")) and _introduces(lines[at : at + count], words):
            return count
    return 0


def _may_be_broken(line: str, words: Quotes) -> bool:
    """Whether a line may be the first of an introduction that was broken into several."""
    first = line[:1]
    return first.isdigit() or first in "<\"'" or line[:_SHORT].casefold().startswith(words.begins)


def _introduces(lines: Sequence[str], words: Quotes) -> bool:
    # Some programs leave out the space: <anna@atelier.example>wrote:
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
    """The lines without those at the end that are empty, rules, or added by a program."""
    end = len(lines)
    while end and _is_added(lines[end - 1].strip(_RULES), words):
        end -= 1
    return lines[:end]


def _is_added(line: str, words: Quotes) -> bool:
    return not line or (len(line) <= _ADDED and line.casefold().startswith(words.added))
