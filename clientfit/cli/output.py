"""What the command says: results to standard output, everything else to standard error."""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from collections.abc import Iterable
from contextlib import suppress

from clientfit.core import phrases
from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import ENGLISH, Language

#: Letters that JSON may hold raw, but a terminal would obey and UTF-8 can't hold.
_ESCAPED = {
    code: f"\\u{code:04x}" for code in [*range(0x7F, 0xA0), 0x2028, 0x2029, *range(0xD800, 0xE000)]
}


def prepare() -> None:
    """Let a terminal that lacks a letter show another one, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def say(text: str) -> None:
    """Print text for people. What a file smuggled in for the terminal is shown, not obeyed."""
    _write("\n".join(_visible(line) for line in text.split("\n")))


def say_json(text: str) -> None:
    """Print JSON, in UTF-8 whatever the terminal speaks."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8")
    _write(safe_json(text))


def safe_json(text: str) -> str:
    """The same JSON with every letter escaped that is not for the eye."""
    return text.translate(_ESCAPED)


def complain(faults: Iterable[Fault], language: Language = ENGLISH) -> None:
    """Print every fault to standard error, one a line."""
    for fault in faults:
        say_to_err(fault.told(language))


def say_to_err(line: str) -> None:
    """Print a line to standard error."""
    with suppress(OSError):  # there is nobody left to tell
        print(_visible(line), file=sys.stderr, flush=True)


def flush() -> None:
    """Hand on what was printed."""
    _write("", end="")


def _write(text: str, end: str = "\n") -> None:
    try:
        print(text, end=end, flush=True)
    except BrokenPipeError:
        _drop()  # who read it has seen enough; what is to be done is done all the same
    except OSError as error:
        _drop()
        problem = error.strerror or str(error)
        what = phrases.say("can't be written ({problem})", problem=problem)
        raise ClientfitError(Fault(phrases.say("standard output"), what)) from error


def _drop() -> None:
    """Lead what is still waiting to be written to nowhere, or Python would fail when it ends."""
    with suppress(OSError):  # not a file at all, so nothing is waiting in it
        place = sys.stdout.fileno()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, place)
        os.close(nowhere)


def _visible(line: str) -> str:
    return "".join(
        " " if unicodedata.category(character) == "Cc" else character for character in line
    )
