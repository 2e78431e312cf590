"""A first pass over a large file: find its encoding, and whether it is text at all."""

from __future__ import annotations

import codecs
from collections.abc import Generator
from dataclasses import dataclass
from typing import BinaryIO

import numpy as np

from clientfit.files.importers.large.blocks import BLOCK, pieces, shapeless
from clientfit.files.importers.result import Part
from clientfit.files.importers.tables.delimited import MANY, central_european, decodes

HEAD = 256 * 1024


@dataclass(frozen=True, slots=True)
class Survey:
    """The result of the first pass."""

    encoding: str  # empty if it is not text in UTF-8 or a single-byte encoding
    head: bytes  # the first whole rows, in UTF-8


def survey(source: BinaryIO) -> Generator[Part, None, Survey]:
    """Examine the file. The result agrees with `delimited.decode`, which reads small files."""
    source.seek(0)
    head = source.read(HEAD)
    cut = _whole_rows(head)
    encoding = (yield from _encoding(source)) if cut else ""
    shown = head[:cut].decode(encoding).encode() if encoding else b""
    return Survey(encoding, shown)


def _whole_rows(head: bytes) -> int:
    """The end of the last complete row: at a line end outside quotes."""
    found = np.frombuffer(head, np.uint8)
    closed = ~np.logical_xor.accumulate(found == ord('"')) & (found == ord("\n"))
    ends = np.flatnonzero(closed)
    return int(ends[-1]) + 1 if len(ends) else 0


def _encoding(source: BinaryIO) -> Generator[Part, None, str]:
    marked, is_utf8 = False, True
    letters = without_shape = 0
    for done, piece in pieces(source):
        if b"\0" in piece or len(piece) > 2 * BLOCK:
            return ""
        marked = marked or (not letters and piece.startswith(codecs.BOM_UTF8))
        is_utf8 = is_utf8 and (piece.isascii() or decodes(piece, "utf-8"))
        letters += len(piece)
        without_shape += shapeless(piece)
        if without_shape > 1 + MANY * done or (marked and not is_utf8):
            return ""
        yield Part(0)
    if is_utf8:
        return "utf-8-sig" if marked else "utf-8"
    return (yield from _of_single_bytes(source))


def _of_single_bytes(source: BinaryIO) -> Generator[Part, None, str]:
    left = {"cp1252", "cp1250"}
    for _, piece in pieces(source):
        if not piece.isascii():
            left -= {encoding for encoding in left if not decodes(piece, encoding)}
            if "cp1252" in left and central_european(piece):
                left.remove("cp1252")
        yield Part(0)
    return max(left, default="")
