"""Files that a person names: read whole, and written so that only their own account may read."""

from __future__ import annotations

import io
import os
import tempfile
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import Words, say


def read_named(path: Path) -> bytes:
    """Read the file, or say calmly why that can't be."""
    with open_named(path) as file:
        return file.read()


def open_named(path: Path) -> BinaryIO:
    """Open the file to read its bytes, or say calmly why that can't be."""
    try:
        file = path.open("rb")
        return file if file.seekable() else io.BytesIO(file.read())  # a pipe is read once
    except FileNotFoundError:
        fault = Fault(str(path), "there is no such file", _nearest(path))
    except IsADirectoryError:
        fault = Fault(str(path), "this is a folder, not a file", "Name one of the files in it")
    except PermissionError:
        todo = "Check its permissions"
        # Windows refuses to open a folder with the same words as a locked file.
        what = "this is a folder, not a file" if path.is_dir() else "you may not read this file"
        fault = Fault(str(path), what, todo)
    except OSError as error:
        problem = error.strerror or str(error)
        fault = Fault(str(path), say("this file can't be read ({problem})", problem=problem))
    raise ClientfitError(fault)


def write_private(path: Path, text: str) -> None:
    """Write a file with mode 0600, whole or not at all. A file of that name is replaced."""
    place = path.expanduser().resolve()
    try:
        if place.is_dir():
            raise IsADirectoryError(None, "this is a folder")
        if place.exists() and not place.is_file():
            place.write_text(text, encoding="utf-8")  # a device or pipe can't be replaced
            return
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=f".{place.name}.")  # mode 0600
        new = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            new.replace(place)
        finally:
            new.unlink(missing_ok=True)
    except OSError as error:
        what = say("this file can't be written ({problem})", problem=error.strerror or str(error))
        raise ClientfitError(Fault(str(path), what, "Choose another place for it")) from error


def _nearest(path: Path) -> Words:
    names: list[str] = []
    with suppress(OSError):  # a folder that can't be looked into gives no hint
        names = [found.name for found in path.parent.iterdir()]
    close = get_close_matches(path.name, names, n=1, cutoff=0.8)
    if not close:
        return "Check the name"
    return say("Did you mean {path!r}?", path=str(path.with_name(close[0])))
