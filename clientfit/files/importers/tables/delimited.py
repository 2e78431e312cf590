"""From bytes to rows of cells: encoding, separator and quoting are detected from the bytes."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import phrase, say
from clientfit.files.importers.formats.model import WrongKind

SEPARATORS = (",", ";", "\t", "|")
_AS_CSV = "Bring it as a CSV file, as your program exports it"

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Polish letters encoded in cp1250 appear in cp1252 as symbols inside words: Spó³ka, Œwi¹tek,
#: Wiœniewski.
_CENTRAL_EUROPEAN = re.compile(
    r"³[a-zà-ÿ]|[a-zà-ÿ]{3}³|[a-zà-ÿ][¹¿]|[a-zà-ÿ]Ÿ|£[a-zà-ÿ]|[a-zà-ÿ]œ[nlcmw]|\bŒ[wlcm]"
)
#: Control characters. A few slip into exports; a share above ``MANY`` means that it is not text.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
MANY = 0.01


@dataclass(frozen=True, slots=True)
class Record:
    """One row as a spreadsheet shows it: its row number, and its cells."""

    row: int
    cells: tuple[str, ...]

    @property
    def blank(self) -> bool:
        """Whether all its cells are empty."""
        return not any(cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """One way to see a file as rows: its text split by a separator, or one sheet of a workbook."""

    separator: str  # empty for sheets and JSON, which have real cells
    sheet: str
    read: Callable[[], Iterable[Record]]


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text and the encoding in which it was read."""

    text: str
    encoding: str


def decode(data: bytes, filename: str, wrong_kinds: tuple[WrongKind, ...]) -> Text:
    """Decode a file.

    Raises ClientfitError that says what the file seems to be if it is not text.
    """
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise ClientfitError(Fault(filename, "this file is empty", _AS_CSV))
    head = data.lstrip()[:16].lower()
    for kind in wrong_kinds:
        if any(data.startswith(start) or head.startswith(start.lower()) for start in kind.starts):
            raise wrong(filename, kind)
    encoding = _encoding(data) or ""
    text = data.decode(encoding) if encoding else ""
    plain = plain_text(text)
    if not plain.strip() or len(text) - len(plain) > 1 + MANY * len(text):
        raise ClientfitError(Fault(filename, "this file holds no text", _AS_CSV))
    return Text(plain, encoding)


def plain_text(text: str) -> str:
    """The text without byte order mark and control characters."""
    return _CONTROL.sub("", text.removeprefix("\ufeff"))


def wrong(filename: str, kind: WrongKind) -> ClientfitError:
    """The error for a file of a kind that contains no invoices."""
    return ClientfitError(
        Fault(
            filename,
            say(
                "this seems to be {says}. {lacks}", says=phrase(kind.says), lacks=phrase(kind.lacks)
            ),
            kind.todo,
        )
    )


def _encoding(data: bytes) -> str | None:
    """The encoding of these bytes, or None if they are not text."""
    for bom, name in _BOMS:
        if data.startswith(bom):
            return name if decodes(data, name) else None
    if b"\x00" in data:
        # UTF-16 without a byte order mark.
        zeros_second = data[1::2].count(0) > data[::2].count(0)
        name = "utf-16-le" if zeros_second else "utf-16-be"
        return name if decodes(data, name) else None
    if decodes(data, "utf-8"):
        return "utf-8"
    if not decodes(data, "cp1252") or central_european(data):
        return "cp1250" if decodes(data, "cp1250") else None
    return "cp1252"


def central_european(data: bytes) -> bool:
    """Whether text that is valid cp1252 shows by its words that it is cp1250."""
    return bool(_CENTRAL_EUROPEAN.search(data.decode("cp1252")))


def decodes(data: bytes, encoding: str) -> bool:
    """Whether these bytes are valid in this encoding."""
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def records(lines: Iterable[str], separator: str, filename: str, row: int = 1) -> Iterator[Record]:
    """Parse delimited text with ``csv``; line breaks inside quotes belong to their cell.

    ``row``: the number of the first row. Raises ClientfitError for a quotation mark out of place.
    """
    reader = csv.reader(lines, delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield Record(row, tuple(cells))
            row += 1
    except csv.Error as error:
        raise ClientfitError(
            Fault(
                say("{filename}, row {row} or below", filename=filename, row=row),
                "a quotation mark is out of place, so the cells can't be told apart",
                'Look for a single " in that row (inside a cell it is written twice), or export '
                "the file again",
            )
        ) from error


def _text_rows(text: str, separator: str, filename: str) -> Iterator[Record]:
    return records(io.StringIO(text, newline=""), separator, filename)


def text_tables(text: str, filename: str) -> tuple[Table, ...]:
    """The text as a table by each separator that occurs; the one that splits most comes first."""
    head = text.splitlines()[:30]
    there = [separator for separator in SEPARATORS if separator in text] or [SEPARATORS[0]]
    there.sort(key=lambda separator: -sum(line.count(separator) for line in head))
    return tuple(
        Table(separator, "", partial(_text_rows, text, separator, filename)) for separator in there
    )
