"""Opening what is packed. Python's zipfile tells of damage in many ways; here it is one."""

from __future__ import annotations

import struct
from typing import IO, BinaryIO
from zipfile import BadZipFile, ZipFile, ZipInfo

#: What zipfile raises on archives whose lists of files don't fit the files.
_DAMAGE = (ValueError, KeyError, OverflowError, RuntimeError, struct.error)


def open_archive(source: BinaryIO) -> ZipFile:
    """The archive. BadZipFile where it is damaged."""
    try:
        return ZipFile(source)
    except _DAMAGE as error:
        raise BadZipFile from error


def open_file(archive: ZipFile, name: str | ZipInfo) -> IO[bytes]:
    """A file of the archive, to be read where it is. BadZipFile where it is damaged."""
    try:
        return archive.open(name)
    except _DAMAGE as error:
        raise BadZipFile from error
