"""A file on its way in: its slices as they arrive, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from clientfit.core.errors import ClientfitError, Fault
from clientfit.files.importers import Imported
from clientfit.files.store import ImportCount, Merged

LARGEST_UPLOAD = 64 * 2**20


@dataclass(slots=True)
class Upload:
    """A file that arrives in slices, because a websocket drops what is too large at once."""

    name: str
    size: int
    slices: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        if not 0 < self.size <= LARGEST_UPLOAD:
            what, todo = "is empty", "Choose another file"
            if self.size > 0:
                most = LARGEST_UPLOAD // 2**20
                what, todo = f"is larger than {most} MB", "Export a shorter period"
            raise ClientfitError(Fault("", f"{self.name} {what}", todo))

    @property
    def arrived(self) -> int:
        """How many bytes are here."""
        return sum(map(len, self.slices))

    def add(self, offset: int, data: bytes) -> bytes | None:
        """Take the next slice; give the whole file when it is complete."""
        if offset != self.arrived or not data or offset + len(data) > self.size:
            raise ClientfitError(Fault(self.name, "arrived damaged", "Choose the file again"))
        self.slices.append(data)
        return b"".join(self.slices) if self.arrived == self.size else None


@dataclass(frozen=True, slots=True)
class Import:
    """What came of a file. ``count`` is None, and ``data`` kept, while a question is open."""

    name: str
    read: Imported
    count: ImportCount | None
    data: bytes = b""


@dataclass(frozen=True, slots=True)
class Copy:
    """What came of a saved copy that was merged."""

    name: str
    merged: Merged
