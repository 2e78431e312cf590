"""Validate a JSON export before any of it is imported, and report all faults together."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from importlib.resources import files
from typing import Any

from clientfit.core.errors import ClientfitError, Fault
from clientfit.core.phrases import Words, say
from clientfit.files.store.checks import (
    facts_faults,
    id_fault,
    name_fault,
    setting_fault,
    text_fault,
    time_fault,
)
from clientfit.files.store.record_tables import HOURS, INVOICES, MESSAGES
from clientfit.files.store.shape import shape_faults
from clientfit.files.store.tables import RecordTable

FORMAT = "clientfit-workbook"
VERSION = 2

#: The kinds of things nested in a client, and the field that holds each.
_OF_CLIENT = {"change": "changes", "draft": "drafts", "entry": "journal", "link": "links"}

#: The record tables by the kind of thing in an export.
_RECORDS: dict[str, RecordTable[Any]] = {"invoice": INVOICES, "hour": HOURS, "message": MESSAGES}

#: Invalid combinations: a note without a text, and a clear with one.
_NONSENSE = (("note", True), ("clear", False))
_NO_SENSE = "a change of kind {kind!r} with this text makes no sense"
_NO_EXPORT = "this is no export of a clientfit workbook"
_WOULD_SAY = say('It would say "format": "{format}"', format=FORMAT)
_OWN_ID = {"client": "Each client has its own", "change": "Each change has its own"}

#: Checks beyond the JSON Schema, by kind and field. A null is not checked here.
_FIELDS: dict[str, dict[str, Callable[[str, Any], Fault | None]]] = {
    "client": {"id": id_fault, "name": name_fault, "named": time_fault, "created": time_fault},
    "change": {"id": id_fault, "question": id_fault, "text": text_fault, "at": time_fault},
    "draft": {"letter": id_fault, "text": text_fault, "at": time_fault},
    "entry": {"kind": id_fault, "id": id_fault, "body": setting_fault, "at": time_fault},
    "link": {"name": name_fault, "at": time_fault},
    "setting": {"key": id_fault, "value": setting_fault, "at": time_fault},
    **{
        kind: {**table.copy_faults, "source_file": text_fault, "at": time_fault}
        for kind, table in _RECORDS.items()
    },
}


def read_json(text: str | bytes) -> object:
    """Parse JSON. Raises ClientfitError with the position of the first error."""
    where: Words
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = say("line {line}, column {column}", line=error.lineno, column=error.colno)
        what = say("this is no JSON ({problem})", problem=error.msg)
    except UnicodeDecodeError as error:
        where = say("byte {place}", place=error.start + 1)
        what = say("this is no JSON (not UTF-8 text)")
    except RecursionError:
        where, what = "", say("this JSON is nested too deeply")
    raise ClientfitError(Fault(where, what, "Choose a file that clientfit exported"))


def check(data: object) -> dict[str, Any]:
    """Return the document if it is valid and of a known version.

    Raises ClientfitError with every fault otherwise.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise ClientfitError(Fault("$.format", _NO_EXPORT, _WOULD_SAY))
    version = data.get("version")
    if isinstance(version, int) and version > VERSION:
        what = say(
            "this export comes from a newer clientfit (its format is {found}, this one knows "
            "up to {known}); nothing was imported",
            found=version,
            known=VERSION,
        )
        raise ClientfitError(Fault("$.version", what, "Update clientfit, then import it again"))
    # The content checks assume the right shape, so the schema is checked first.
    found = list(shape_faults(data, schema())) or list(_content_faults(data))
    if found:
        raise ClientfitError(found)
    return data


def schema() -> dict[str, Any]:
    """The JSON Schema of an export."""
    text = (files("clientfit") / "content" / "workbook.schema.json").read_text("utf-8")
    read: dict[str, Any] = json.loads(text)
    return read


def _content_faults(data: dict[str, Any]) -> Iterator[Fault]:
    """Faults that a schema cannot express: impossible dates, broken characters, duplicate ids."""
    seen: dict[tuple[str, str], str] = {}
    for kind, where, thing in _things(data):
        for field, fault_of in _FIELDS[kind].items():
            fault = fault_of(f"{where}.{field}", thing[field]) if thing[field] is not None else None
            if fault is not None:
                yield fault
        if kind in ("client", "change"):
            first = seen.setdefault((kind, thing["id"]), where)
            if first != where:
                what, todo = say("the same id as {first}", first=first), _OWN_ID[kind]
                yield Fault(f"{where}.id", what, todo)
        if kind == "change" and (thing["kind"], thing["text"] is None) in _NONSENSE:
            what = say(_NO_SENSE, kind=thing["kind"])
            yield Fault(f"{where}.text", what, "A note has a text (or an empty one), a clear null")
        if kind == "draft":
            yield from (f for f in facts_faults(f"{where}.facts", thing["facts"]) if f)


def _things(data: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for n, client in enumerate(data["clients"]):
        here = f"$.clients[{n}]"
        yield "client", here, client
        for kind, field in _OF_CLIENT.items():
            for i, thing in enumerate(client[field]):
                yield kind, f"{here}.{field}[{i}]", thing
    for kind in (*_RECORDS, "setting"):
        for n, thing in enumerate(data.get(f"{kind}s", [])):
            yield kind, f"$.{kind}s[{n}]", thing
