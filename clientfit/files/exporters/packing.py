"""Zip files that say nothing of when and where they were made."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

#: The first day that a zip file can tell.
_DAY = (1980, 1, 1, 0, 0, 0)


def packed(members: Mapping[str, bytes]) -> bytes:
    """A zip of these files; the same files give the same bytes."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            member = ZipInfo(name, _DAY)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 3  # else it tells the system it was made on
            member.external_attr = 0o600 << 16
            archive.writestr(member, data)
    return file.getvalue()


def repacked(data: bytes) -> bytes:
    """The same zip without the moment at which it was made."""
    with ZipFile(BytesIO(data)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})
