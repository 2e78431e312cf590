"""Open zip archives, with all kinds of damage reported as BadZipFile."""

from __future__ import annotations

import struct
from typing import IO, BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

#: What zipfile raises, besides BadZipFile, for damaged archives.
_DAMAGE = (ValueError, KeyError, OverflowError, RuntimeError, struct.error)


def open_archive(source: BinaryIO) -> ZipFile:
    """Open the archive. Raises BadZipFile if it is damaged."""
    try:
        return ZipFile(source)
    except _DAMAGE as error:
        raise BadZipFile from error


def open_file(archive: ZipFile, name: str | ZipInfo) -> IO[bytes]:
    """Open a file in the archive for streaming. Raises BadZipFile if it is damaged."""
    try:
        return archive.open(name)
    except _DAMAGE as error:
        raise BadZipFile from error
