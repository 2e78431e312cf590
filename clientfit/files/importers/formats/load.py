"""Reads the declarations in ``content/importers``: columns are data, not code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from clientfit.core.errors import Fault, choices
from clientfit.core.phrases import say
from clientfit.files.importers.formats.model import (
    ROLES,
    ColumnRole,
    DocumentStatus,
    Format,
    Formats,
    Per,
    TableWords,
    Total,
    WrongKind,
    fold,
)
from clientfit.files.importers.result import Subject
from clientfit.files.importers.values.durations import DurationUnit
from clientfit.text.content.entry import Entry, parse, raise_faults

_FOLDER = "content/importers"
_SAME_ID = "{count} formats have the id {id!r}"


@cache
def declared() -> Formats:
    """Everything in ``content/importers``, read once. Every fault in it is reported at once."""
    return load(files("clientfit") / "content" / "importers")


def load(folder: Traversable) -> Formats:
    """Read and check the declarations in a folder."""
    faults: list[Fault] = []
    formats = _formats(folder, "", faults)
    documents = _formats(folder / "documents", "documents/", faults)
    hours = _formats(folder / "hours", "hours/", faults, Subject.HOURS)
    words = _words(_toml(folder / "shared" / "words.toml"), faults)
    wrong_kinds = _wrong_kinds(_toml(folder / "shared" / "wrong_kinds.toml"), faults)
    ids = Counter(format_.id for format_ in (*formats, *documents, *hours))
    faults += [
        Fault(_FOLDER, say(_SAME_ID, count=count, id=id_), "Give each its own")
        for id_, count in ids.items()
        if count > 1
    ]
    raise_faults(faults)
    return Formats(formats, documents, wrong_kinds, words, hours)


def _formats(
    folder: Traversable, within: str, faults: list[Fault], subject: Subject = Subject.INVOICES
) -> tuple[Format, ...]:
    paths = sorted((path for path in folder.iterdir() if path.name.endswith(".toml")), key=str)
    return tuple(_format(f"{within}{path.name}", _toml(path), faults, subject) for path in paths)


def _toml(path: Traversable) -> dict[str, Any]:
    return parse(f"{_FOLDER}/{path.name}", path.read_text(encoding="utf-8"))


def _reasons(entry: Entry) -> tuple[str, ...]:
    """Every declaration says why it is there, on what it rests, and since when."""
    entry.text("why")
    entry.day("set")
    return entry.sources()


def _format(file: str, fields: Mapping[str, Any], faults: list[Fault], about: Subject) -> Format:
    entry = Entry(f"{_FOLDER}/{file}", "format", fields, faults)
    columns = _lists(entry, "columns")
    wanted, one_of = entry.texts("required"), entry.texts("one_of", ())
    roles = [*columns, *wanted, *one_of]
    unknown = [role for role in roles if role not in ROLES[about]]
    for role in unknown:
        entry.fault("columns", f"{role!r} is unknown", choices(role, ROLES[about]))
    required = tuple(ColumnRole(role) for role in wanted if role not in unknown)
    either = tuple(ColumnRole(role) for role in one_of if role not in unknown)
    for role in (*required, *either):
        if role not in columns:
            entry.fault("columns", f"{role} is required, but no column is named for it")
    entry.text("seen")
    form = Format(
        id=entry.text("id"),
        name=entry.text("name"),
        per=entry.choice("per", Per, *_PER[about]),
        total=entry.choice("total", Total, Total.REPEATED),
        required=required,
        one_of=either,
        generic=entry.flag("generic", False),
        columns={ColumnRole(role): names for role, names in columns.items() if role not in unknown},
        status=_meanings(entry, "status"),
        kind=_meanings(entry, "kind"),
        unpaid_and_nothing_left_is_written_off=entry.flag(
            "unpaid_and_nothing_left_is_written_off", False
        ),
        incoming_only=entry.flag("incoming_only", False),
        tells_of_payment=entry.flag("tells_of_payment", True),
        note=entry.text("note", ""),
        roots=entry.texts("roots", ()),
        sources=_reasons(entry),
        subject=about,
        flags={role: _flags(entry, role) for role in (ColumnRole.BILLABLE, ColumnRole.BILLED)},
    )
    entry.finish()
    return form


#: A row of hours is always one stretch of work; of invoices each format has to say it.
_PER: Mapping[Subject, tuple[Per, ...]] = {Subject.INVOICES: (), Subject.HOURS: (Per.INVOICE,)}


def _flags(entry: Entry, role: ColumnRole) -> dict[str, bool]:
    """What the words of a program mean where they are no plain yes and no."""
    table = _lists(entry, role)
    for name in table.keys() - {"yes", "no"}:
        entry.fault(role, f"{name!r} is unknown", choices(name, ("yes", "no")))
    return {fold(word): name == "yes" for name, words in table.items() for word in words}


def _lists(entry: Entry, field: str) -> dict[str, tuple[str, ...]]:
    """A table of lists of texts; an absent one is empty."""
    if not entry.has(field):
        return {}
    table = entry.value(field)
    within = Entry(entry.file, f"{entry.name}.{field}", table, entry.faults)
    return {name: within.texts(name) for name in table} if isinstance(table, dict) else {}


def _meanings(entry: Entry, field: str) -> dict[str, DocumentStatus]:
    """The words of a table, each with its meaning."""
    table = _lists(entry, field)
    for name in table:
        if name not in tuple(DocumentStatus):
            entry.fault(field, f"{name!r} is unknown", choices(name, tuple(DocumentStatus)))
    return {
        fold(word): DocumentStatus(name)
        for name, words in table.items()
        if name in tuple(DocumentStatus)
        for word in words
    }


def _words(fields: Mapping[str, Any], faults: list[Fault]) -> TableWords:
    entry = Entry(f"{_FOLDER}/shared/words.toml", "words", fields, faults)
    words = TableWords(
        totals=frozenset(fold(word) for word in entry.texts("totals")),
        empty=frozenset(word.casefold() for word in entry.texts("empty")),
        yes=frozenset(fold(word) for word in entry.texts("yes")),
        no=frozenset(fold(word) for word in entry.texts("no")),
        units=_units(entry),
        stand_in=entry.text("stand_in"),
        picked=entry.text("picked"),
    )
    _reasons(entry)
    entry.finish()
    return words


def _units(entry: Entry) -> dict[str, DurationUnit]:
    table = _lists(entry, "units")
    for name in table.keys() - {unit.name.lower() for unit in DurationUnit}:
        entry.fault(
            "units", f"{name!r} is unknown", choices(name, [u.name.lower() for u in DurationUnit])
        )
    return {
        word.casefold(): unit for unit in DurationUnit for word in table.get(unit.name.lower(), ())
    }


def _wrong_kinds(fields: Mapping[str, Any], faults: list[Fault]) -> tuple[WrongKind, ...]:
    file = f"{_FOLDER}/shared/wrong_kinds.toml"
    whole = Entry(file, "wrong kinds", fields, faults)
    kinds = whole.value("kind") or []
    _reasons(whole)
    whole.finish()
    return tuple(
        _wrong_kind(Entry(file, f"kind, number {number}", kind, faults))
        for number, kind in enumerate(kinds, 1)
    )


def _wrong_kind(entry: Entry) -> WrongKind:
    if not entry.has("columns") and not entry.has("starts"):
        entry.fault("columns", "are missing, and so is starts", "Say by what it is known")
    sets = entry.value("columns") if entry.has("columns") else []
    kind = WrongKind(
        id=entry.text("id"),
        says=entry.text("is"),
        lacks=entry.text("lacks"),
        todo=entry.text("todo"),
        columns=tuple(frozenset(fold(name) for name in names) for names in sets),
        starts=entry.hexes("starts"),
        subject=entry.choice("subject", Subject) if entry.has("subject") else None,
    )
    entry.finish()
    return kind
