"""Entry point for messages: choose the reader for a file, and read small files in one go."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import PurePath

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import phrase, say
from clientfit.core.records.activity import Message
from clientfit.files.importers.messages import archive
from clientfit.files.importers.messages.collect import Reader
from clientfit.files.importers.messages.formats import HEAD, kinds, known
from clientfit.files.importers.result import Choices, Imported

_ZIP = b"PK\x03\x04"
#: Names inside a zip that is an office document.
_OFFICE = (
    b"[Content_Types].xml", b"_rels/.rels", b"docProps/", b"xl/worksheets",
    b"mimetypeapplication/vnd.oasis",
)  # fmt: skip


def detect(head: bytes, filename: str) -> Reader | None:
    """The reader for a file with this beginning (``HEAD`` bytes); None if it holds no messages.

    Raises ClientfitError for message formats that are recognised but not supported.
    """
    for kind in kinds().refused:
        if kind.fits(head):
            raise ClientfitError(
                Fault(
                    filename,
                    say(
                        "this seems to be {says}. {lacks}",
                        says=phrase(kind.says),
                        lacks=phrase(kind.lacks),
                    ),
                    kind.todo,
                )
            )
    if head.startswith(_ZIP):
        return None if any(name in head for name in _OFFICE) else archive.reading
    return known(head)


def read_messages(data: bytes, filename: str, choices: Choices | None = None) -> Imported:
    """Read a small file in one go, with its messages in the result.

    Raises ClientfitError if it holds no messages or cannot be read.
    """
    reader = detect(data[:HEAD], filename)
    if reader is None:
        what = "no messages that can be read here were found in this file"
        todo = "Bring mail as .eml or mbox, a WhatsApp chat as text, Telegram or Slack as JSON"
        raise ClientfitError(Fault(PurePath(filename).name, what, todo))
    parts = reader(io.BytesIO(data), filename, choices or Choices())
    messages: list[Message] = []
    while True:
        try:
            part = next(parts)
        except StopIteration as done:
            result: Imported = done.value
            return replace(result, messages=tuple(messages))
        messages += (record for record in part.records if isinstance(record, Message))
