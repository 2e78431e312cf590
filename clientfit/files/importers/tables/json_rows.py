"""A JSON list of objects as a table: one row per object, columns named by key paths."""

from __future__ import annotations

import json
from collections.abc import Iterator

from clientfit.files.importers.tables.delimited import Record, Table

_STARTS = (b"[", b"\xef\xbb\xbf[")
_DEEPEST = 4  # project.customer.name has three


def entry_tables(data: bytes) -> tuple[Table, ...]:
    """The table in these bytes if they are a JSON list of objects, else empty.

    Rows are numbered from 1, like the objects; row 0 is the header.
    """
    if not data.lstrip()[:4].startswith(_STARTS):
        return ()
    try:
        listed = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return ()
    if not isinstance(listed, list) or not all(isinstance(item, dict) for item in listed):
        return ()
    entries = [dict(_flat(item, "", 0)) for item in listed]
    paths = tuple(dict.fromkeys(path for entry in entries for path in entry))
    rows = (
        Record(0, paths),
        *(
            Record(row, tuple(entry.get(path, "") for path in paths))
            for row, entry in enumerate(entries, 1)
        ),
    )
    return (Table("", "", rows.__iter__),) if paths else ()


def _flat(value: object, path: str, depth: int) -> Iterator[tuple[str, str]]:
    """The (path, text) pairs of a value.

    The first element of a list is also given by itself, as path.0.
    """
    if isinstance(value, dict) and depth < _DEEPEST:
        for name, part in value.items():
            yield from _flat(part, f"{path}.{name}" if path else name, depth + 1)
    elif isinstance(value, list):
        texts = [_text(part) for part in value if not isinstance(part, dict | list)]
        yield path, ", ".join(texts)
        if texts:
            yield f"{path}.0", texts[0]
    elif not isinstance(value, dict):
        yield path, _text(value)


def _text(value: object) -> str:
    """A value as a CSV cell would contain it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
