"""Split a large delimited file into blocks of whole rows, finding the cells with numpy.

The rows are exactly those that Python's ``csv`` module would find. Anything unusual is left to it:
as soon as a quotation mark is where a plain writer would not put one, the rest of the file is read
by ``csv``, which is four times slower but gives the same result.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from clientfit.files.importers.tables.delimited import Record, plain_text, records

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

#: Bytes read at a time: some thousand rows, which take a few hundredths of a second.
BLOCK = 2**20
#: Rows that ``csv`` reads at a time; they take as long as a block.
ROWS = 250
#: A longer row means an unclosed quotation mark; ``csv`` then finds and reports it.
_LONGEST_ROW = 2**17
_CR, _LF, _QUOTE = b'\r\n"'
_SPACE, _DELETE = b" \x7f"
_CONTROL = bytes(code for code in (*range(9), 11, 12, *range(14, 32), 127))
_ZERO: Ints = np.zeros(1, np.int64)


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of the file: regular rows as offsets of their cells, irregular ones as records.

    A row is regular ("even") if it has the usual number of cells, and no doubled quotation mark in
    a cell that is used.
    """

    done: int  # bytes of the file read up to the end of this block
    bytes: bytes
    numbers: Ints  # row numbers of the even rows, from 1
    first: Ints  # index of the first cell of each even row
    starts: Ints  # start of each cell in ``bytes``, without its quotes
    ends: Ints
    lines: Ints  # (even rows, 2): start and end of each row
    odd: tuple[Record, ...]

    def column(self, index: int) -> tuple[Ints, Ints]:
        """Start and end offsets of a column's cells in the even rows."""
        return self.starts[self.first + index], self.ends[self.first + index]


@dataclass(frozen=True, slots=True)
class _Parted:
    """Offsets of all cells in order, and the rows they belong to."""

    starts: Ints
    ends: Ints
    first: Ints  # index of the first cell of each row
    widths: Ints  # number of cells of each row
    lines: Ints  # (rows, 2): start and end of each row
    inner: Ints  # indices of cells with doubled quotation marks inside


def blocks(
    source: BinaryIO, encoding: str, separator: str, used: Flags, filename: str
) -> Iterator[Block]:
    """The file in blocks. Raises ClientfitError for a quotation mark out of place.

    ``used``: for each cell of an even row whether it will be read. Such cells of even rows contain
    no quotation marks.
    """
    texts = _texts(source, encoding)
    row, carry, done = 1, b"", 0
    for done, piece in texts:
        whole = carry + piece
        parted = _parted(whole, separator)
        if parted is None:
            yield from _one_by_one(chain([(done, whole)], texts), separator, row, filename)
            return
        yield _block(done, whole, parted, _Shape(used, separator, row))
        row += len(parted.lines)
        carry = whole[parted.lines[-1, 1] :] if len(parted.lines) else whole
    if carry:  # an unclosed quotation mark
        yield from _one_by_one([(done, carry)], separator, row, filename)


def record_at(block: Block, at: int, separator: str) -> Record:
    """An even row of a block as a record, parsed by ``csv``.

    ``at``: its index among the even rows.
    """
    return _record(block.bytes, block.lines[at], separator, int(block.numbers[at]))


def pieces(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The file in pieces that end at a line end, each with the number of bytes read so far."""
    source.seek(0)
    done, carry = 0, b""
    while data := source.read(BLOCK):
        done += len(data)
        cut = data.rfind(b"\n") + 1
        if cut:
            yield done, carry + data[:cut]
        carry = data[cut:] if cut else carry + data
    if carry:
        yield done, carry


def _texts(source: BinaryIO, encoding: str) -> Iterator[tuple[int, bytes]]:
    """The pieces as UTF-8, without byte order mark and control characters."""
    marked = encoding == "utf-8-sig"
    for done, piece in pieces(source):
        data = piece.removeprefix(codecs.BOM_UTF8) if marked else piece
        marked = False
        if not data.isascii():
            data = plain_text(data.decode(encoding.removesuffix("-sig"))).encode()
        elif shapeless(data):
            data = data.translate(None, _CONTROL)
        yield done, data


def shapeless(data: bytes) -> int:
    """The number of control characters in bytes of a single-byte encoding or UTF-8."""
    found = np.frombuffer(data, np.uint8)
    low = np.count_nonzero(found < _SPACE) + np.count_nonzero(found == _DELETE)
    return int(low - sum(np.count_nonzero(found == letter) for letter in b"\t\n\r"))


def _parted(data: bytes, separator: str) -> _Parted | None:
    """Find the cells; None if ``csv`` has to parse this piece."""
    found = np.frombuffer(data, np.uint8)
    returns = np.flatnonzero(found == _CR)
    if len(returns) and (returns[-1] + 1 == len(data) or (found[returns + 1] != _LF).any()):
        return None  # a bare CR, the line ending of old Macintosh systems
    ends: Ints = np.flatnonzero((found == ord(separator)) | (found == _LF))
    before: Ints | None = None  # number of quotation marks before each byte
    if b'"' in data:
        before = np.zeros(len(data) + 1, np.int32)
        np.cumsum(found == _QUOTE, out=before[1:])
        ends = ends[before[ends] % 2 == 0]
    last: Ints = np.flatnonzero(found[ends] == _LF)  # last cell of each row
    begins = np.concatenate((_ZERO, ends[last] + 1))
    if max(np.diff(begins).max(initial=0), len(data) - begins[-1]) > _LONGEST_ROW:
        return None
    ends = ends[: last[-1] + 1 if len(last) else 0]
    starts = np.concatenate((_ZERO, ends + 1))[:-1]
    if len(returns):
        ends[last] -= found[ends[last] - 1] == _CR  # index -1 is the last byte, never a CR
    inner = _ZERO[:0]
    if before is not None:
        unquoted = _unquote(data, before, starts, ends)
        if unquoted is None:
            return None
        inner = unquoted
    first = np.concatenate((_ZERO, last + 1))
    lines = np.stack((begins[:-1], begins[1:]), axis=1)
    return _Parted(starts, ends, first[:-1], np.diff(first), lines, inner)


def _unquote(data: bytes, before: Ints, starts: Ints, ends: Ints) -> Ints | None:
    """Strip the quotes off the cells, in place; returns the cells with doubled quotes inside.

    None if a quotation mark is out of place. Splitting by the parity of quotation marks agrees with
    ``csv`` if each cell has none, or begins and ends with one and has only doubled ones inside.
    """
    count: Ints = before[ends] - before[starts]
    quoted = np.flatnonzero(count)
    found = np.frombuffer(data, np.uint8)
    around = (found[starts[quoted]] == _QUOTE) & (found[ends[quoted] - 1] == _QUOTE)
    if not (around & (count[quoted] % 2 == 0)).all():
        return None
    starts[quoted] += 1
    ends[quoted] -= 1
    inner = quoted[count[quoted] > 2]
    for start, end in zip(starts[inner].tolist(), ends[inner].tolist(), strict=True):
        if b'"' in data[start:end].replace(b'""', b""):
            return None
    return inner


@dataclass(frozen=True, slots=True)
class _Shape:
    """The shape of an even row, and the number of the next row."""

    used: Flags  # for each of its cells whether it is used
    separator: str
    row: int


def _block(done: int, data: bytes, parted: _Parted, shape: _Shape) -> Block:
    even = parted.widths == len(shape.used)
    if len(parted.inner):
        rows = np.searchsorted(parted.first, parted.inner, side="right") - 1
        columns = parted.inner - parted.first[rows]
        looked_at = np.append(shape.used, True)[np.minimum(columns, len(shape.used))]
        even[rows[looked_at]] = False
    kept = np.flatnonzero(even)
    return Block(
        done=done,
        bytes=data,
        numbers=shape.row + kept,
        first=parted.first[kept],
        starts=parted.starts,
        ends=parted.ends,
        lines=parted.lines[kept],
        odd=tuple(
            _record(data, parted.lines[at], shape.separator, shape.row + at)
            for at in np.flatnonzero(~even).tolist()
        ),
    )


def _record(data: bytes, line: Ints, separator: str, number: int) -> Record:
    text = data[line[0] : line[1]].decode()
    (found,) = records([text], separator, "", number)
    return found


def _one_by_one(
    texts: Iterable[tuple[int, bytes]], separator: str, row: int, filename: str
) -> Iterator[Block]:
    """The rest of the file as blocks of records parsed by ``csv``."""
    none = np.zeros((0, 2), np.int64)
    done = 0

    def lines() -> Iterator[str]:
        nonlocal done
        for at, piece in texts:
            done = at
            yield from io.StringIO(piece.decode(), newline="")

    found = iter(records(lines(), separator, filename, row))
    while odd := tuple(islice(found, ROWS)):
        yield Block(done, b"", none[:, 0], none[:, 0], none[:, 0], none[:, 0], none, odd)
