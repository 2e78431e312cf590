"""The invented samples of messages, and how to look at what came of one."""

from __future__ import annotations

import io
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from clientfit.core.records.activity import Message
from clientfit.files.importers import Choices, Imported, RowFault

FOLDER = Path(__file__).with_name("samples") / "messages"


@dataclass(frozen=True)
class Sample:
    """A file, what it is called, what the person chose, and what must come of it."""

    path: Path
    name: str
    choices: Choices
    expected: Mapping[str, object]

    @property
    def data(self) -> bytes:
        """The file; a folder is packed as Slack packs it."""
        return packed(self.path) if self.path.is_dir() else self.path.read_bytes()


def packed(folder: Path) -> bytes:
    """All files below a folder as a zip."""
    files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*.*"))}
    return zipped(files)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()


def sample(path: Path) -> Sample:
    """The sample to which this list of what is expected belongs."""
    told = tomllib.loads(path.read_text("utf-8"))
    file = told.pop("file")
    choices = told.pop("choices", {})
    return Sample(
        path=path.with_name(file),
        name=told.pop("name", file),
        choices=Choices(
            me=frozenset(choices.get("me", ())),
            day_first=choices.get("day_first"),
            keep_text=True,
        ),
        expected=told,
    )


SAMPLES = [sample(path) for path in sorted(FOLDER.glob("*.toml"))]


def told(imported: Imported) -> dict[str, object]:
    """What came of a file, in lines that a person can check."""
    threads: dict[str, str] = {}
    return {
        "importer": imported.importer,
        "me": list(imported.me),
        "messages": [_line(message, threads) for message in imported.messages],
        "unreadable": [_fault(fault) for fault in imported.unreadable],
        "doubts": [_fault(fault) for fault in imported.doubts],
        "left_out": {each.reason.name.lower(): list(each.rows) for each in imported.left_out},
    }


def _line(message: Message, threads: dict[str, str]) -> str:
    thread = threads.setdefault(message.thread, f"thread {len(threads) + 1}")
    text = message.text.replace("\n", " / ")
    way = message.direction.value
    return " | ".join((message.client, message.at.isoformat(" "), way, thread, text))


def _fault(fault: RowFault) -> str:
    return f"{fault.row} | {fault.column} | {fault.reason}"
