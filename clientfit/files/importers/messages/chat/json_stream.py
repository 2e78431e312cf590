"""JSON read piece by piece: a file of any size, of which one message at a time is held."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from typing import IO

from clientfit.core.errors import ClientfitError, Fault

Path = tuple[str | int, ...]
_SLICE = 256 * 1024
#: A message, or a list of contacts. What is larger is none of either.
LARGEST_VALUE = 32 * 1024 * 1024
_SPACE = re.compile(r"[ \t\r\n]*")


def walk(
    source: IO[bytes], filename: str, opened: Callable[[Path], bool]
) -> Iterator[tuple[Path, object]]:
    """Every value of the file with the names and numbers that lead to it.

    Objects and lists whose path is ``opened`` are gone into; all others come as one value.
    Raises ClientfitError where the file breaks off or is no JSON.
    """
    source.seek(0)
    text = _Text(source, filename)
    yield from _walk(text, (), opened)
    if text.peek():
        raise text.broken()


def _walk(text: _Text, path: Path, opened: Callable[[Path], bool]) -> Iterator[tuple[Path, object]]:
    begin = text.peek()
    if begin not in ("{", "[") or not opened(path):
        yield path, text.value()
        return
    end = "}" if begin == "{" else "]"
    text.take(begin)
    number = 0
    while text.peek() != end:
        if number:
            text.take(",")
        name: str | int = number
        if begin == "{":
            name = str(text.value())
            text.take(":")
        inner = (*path, name)
        if opened(inner):
            yield from _walk(text, inner, opened)
        else:
            yield inner, text.value()
        number += 1
    text.take(end)


class _Text:
    """The text of the file from where the reading is, as much of it as is needed."""

    def __init__(self, source: IO[bytes], filename: str) -> None:
        self._source, self._filename = source, filename
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._json = json.JSONDecoder()
        self._held, self._at = "", 0
        self._ended = False

    def peek(self) -> str:
        """The next sign that is no space; nothing at the end."""
        while True:
            self._at = _SPACE.match(self._held, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._held) or not self._more():
                return self._held[self._at : self._at + 1]

    def take(self, sign: str) -> None:
        """Go past a sign that has to be there."""
        if self.peek() != sign:
            raise self.broken()
        self._at += 1

    def value(self) -> object:
        """The next value, whole."""
        self.peek()
        while True:
            try:
                value, end = self._json.raw_decode(self._held, self._at)
            except json.JSONDecodeError as error:
                if not self._more():
                    raise self.broken() from error
                continue
            except (RecursionError, ValueError) as error:
                raise self.broken() from error
            if end < len(self._held) or not self._more():  # 12 may yet become 123
                self._at = end
                return value

    def broken(self) -> ClientfitError:
        """The error for a file that is not whole."""
        todo = "Export it again, as JSON, and bring the whole file"
        return ClientfitError(Fault(self._filename, "this file breaks off or is no JSON", todo))

    def _more(self) -> bool:
        """Read on; twice as much each time, so that a long value is not tried too often."""
        if self._ended:
            return False
        left = len(self._held) - self._at
        if left > LARGEST_VALUE:
            what = "one message in this file is far larger than any that people write"
            todo = "Bring the file as the program exported it"
            raise ClientfitError(Fault(self._filename, what, todo))
        piece = self._source.read(max(_SLICE, left))
        self._ended = not piece
        self._held = self._held[self._at :] + self._decoder.decode(piece, final=self._ended)
        self._at = 0
        return True
