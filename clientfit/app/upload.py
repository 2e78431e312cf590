"""A file on its way in: its slices as they arrive, how far the reading is, and what came of it."""

from __future__ import annotations

import io
import tempfile
from dataclasses import dataclass, field
from typing import BinaryIO

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import say
from clientfit.files.import_job import ImportJob
from clientfit.files.importers import Choices, Imported
from clientfit.files.store import ImportCount, Merged

MB = 2**20
#: On one's own machine: years of mail. More takes longer than a page can be expected to stay open.
OWN_MOST = 1024 * MB
#: In the memory of a server that others use too; also what a copy of a workbook may have, which
#: is read whole.
SHARED_MOST = 64 * MB


@dataclass(slots=True)
class Upload:
    """A file that arrives in slices, because a websocket drops what is too large at once.

    Until it is read it lies in a file without a name, which only this process can see and which is
    gone with it; with ``in_memory``, as for visitors of a shared server, in memory.
    """

    name: str
    size: int
    in_memory: bool
    most: int
    arrived: int = 0  # bytes
    file: BinaryIO = field(init=False)

    def __post_init__(self) -> None:
        if not 0 < self.size <= self.most:
            what, todo = say("{name} is empty", name=self.name), "Choose another file"
            if self.size > 0:
                most = self.most // MB
                what = say("{name} is larger than {most} MB", name=self.name, most=most)
                todo = "Export a shorter period"
            raise ClientfitError(Fault("", what, todo))
        self.file = io.BytesIO() if self.in_memory else _nameless(self.name)

    def add(self, offset: int, data: bytes) -> bool:
        """Take the next slice; say whether the file is complete."""
        if offset != self.arrived or not data or offset + len(data) > self.size:
            raise ClientfitError(Fault(self.name, "arrived damaged", "Choose the file again"))
        try:
            self.file.write(data)
        except OSError as error:
            raise _no_room(self.name, error) from error
        self.arrived += len(data)
        return self.arrived == self.size


def _nameless(name: str) -> BinaryIO:
    try:
        return tempfile.TemporaryFile()
    except OSError as error:
        raise _no_room(name, error) from error


def _no_room(name: str, error: OSError) -> ClientfitError:
    what = say("can't be set aside for reading ({problem})", problem=error.strerror or str(error))
    return ClientfitError(Fault(name, what, "Make some room on the disk, then try again"))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file is: bytes read, of how many, and what is being done."""

    done: int
    size: int
    state: str  # reading, keeping or done


@dataclass(frozen=True, slots=True)
class Import:
    """What came of a file. It is kept while it may have to be read again with another answer."""

    name: str
    read: Imported
    count: ImportCount | None
    choices: Choices
    file: BinaryIO | None = None

    @property
    def asks(self) -> bool:
        """Whether a question is open, so that nothing of it was taken in."""
        return self.read.needs is not None


@dataclass(frozen=True, slots=True)
class Copy:
    """What came of a saved copy that was merged."""

    name: str
    merged: Merged


@dataclass(slots=True)
class Transit:
    """What is on its way into the workbook: a file that arrives, then one that is read in steps."""

    upload: Upload | None = None
    job: ImportJob | None = None
    ask_anyway: bool = False  # for the columns of the job's file, though they are known
    picked: str = ""  # the signature of the header for which the person picked columns
    together: tuple[Import, ...] = ()  # what was chosen together with the job's file
