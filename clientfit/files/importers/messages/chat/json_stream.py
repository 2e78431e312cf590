"""A streaming JSON reader: files of any size, with one message at a time in memory."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterator
from typing import IO

from clientfit.core.errors import ClientfitError, Fault

Path = tuple[str | int, ...]
_SLICE = 256 * 1024
#: Largest single value in characters, such as a message or a contact list.
LARGEST_VALUE = 32 * 1024 * 1024
_SPACE = re.compile(r"[ \t\r\n]*")


def walk(
    source: IO[bytes], filename: str, opened: Callable[[Path], bool]
) -> Iterator[tuple[Path, object]]:
    """Yield (path, value) for the values of the file; a path consists of keys and list indices.

    Objects and lists for whose path ``opened`` returns true are descended into; all others are
    yielded as one value. Raises ClientfitError if the file is truncated or is not JSON.
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
    """A window on the text of the file, from the current position on."""

    def __init__(self, source: IO[bytes], filename: str) -> None:
        self._source, self._filename = source, filename
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")("replace")
        self._json = json.JSONDecoder()
        self._held, self._at = "", 0
        self._ended = False

    def peek(self) -> str:
        """The next character that is not white space; empty at the end."""
        while True:
            self._at = _SPACE.match(self._held, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._held) or not self._more():
                return self._held[self._at : self._at + 1]

    def take(self, sign: str) -> None:
        """Skip a required character. Raises ClientfitError if it is another one."""
        if self.peek() != sign:
            raise self.broken()
        self._at += 1

    def value(self) -> object:
        """Parse the next value as a whole."""
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
            if end < len(self._held) or not self._more():  # 12 could continue as 123
                self._at = end
                return value

    def broken(self) -> ClientfitError:
        """The error for a file that is truncated or not JSON."""
        todo = "Export it again, as JSON, and bring the whole file"
        return ClientfitError(Fault(self._filename, "this file breaks off or is no JSON", todo))

    def _more(self) -> bool:
        """Read more, doubling the window, so that a long value is not parsed too many times."""
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
