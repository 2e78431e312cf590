"""A client in a file of its own, TOML or JSON: answers to questions, or the levels of signs.

    name = "Studio Kestrel"

    [answers]                  # question id = its answer, "unknown" for "I don't know"
    late_payment = "often"
    threats = "no"
    attempts = 1

    [levels]                   # sign id = 0..4, a word, a pair [low, high], or "unknown"
    strain = 3

``attempts``, ``refused`` and ``absolute`` (a red line was crossed) may also stand above the tables.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from clientfit.core.errors import ClientfitError, Fault, choices, shown
from clientfit.core.model import FREQUENCIES, TOP_LEVEL, Answer, Asks, Question
from clientfit.core.names import tidy_name
from clientfit.core.phrases import Words, phrase, say
from clientfit.core.reading.answers import YES_NO, checked
from clientfit.core.reading.judge import Level, judge
from clientfit.core.reading.levels import asked, client_levels, crossed, level, number, value
from clientfit.core.reading.verdict import Verdict
from clientfit.files.store.checks import name_fault
from clientfit.text.content.questions import Catalog

UNKNOWN = "unknown"
_A_LEVEL = 'Give 0..{top}, {words}, a pair [low, high] or "unknown"'
#: What may be said above the tables too, because it is no sign.
_ABOVE = ("attempts", "refused")
_ENTRIES = ("name", "answers", "levels", *_ABOVE, "absolute")
#: A file does not say when it was answered.
_UNDATED = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class ClientFile:
    """What a file says of a client. ``levels`` are those given directly."""

    name: str
    answers: Mapping[str, Answer]
    levels: Mapping[str, Level]
    absolute: bool
    catalog: Catalog

    @property
    def crossed(self) -> tuple[str, ...]:
        """The red lines that were answered yes."""
        return crossed(self.answers, self.catalog.questions)

    @property
    def verdict(self) -> Verdict:
        """How the client reads."""
        norms = self.catalog.norms
        answered: dict[str, Level] = {}
        answered |= client_levels(self.answers, {}, self.catalog.questions, norms)
        return judge(
            {**answered, **self.levels},
            attempts=number(self.answers, "attempts"),
            refused=value(self.answers, "refused") == "yes",
            absolute=self.absolute or bool(self.crossed),
            norms=norms,
            asked=asked(self.answers, norms),
        )


def read_client(data: bytes, file: str, catalog: Catalog) -> ClientFile:
    """Read a client from the bytes of a file. Raises ClientfitError with every fault at once."""
    fields = _parse(data, file)
    faults = [
        Fault(file, say("unknown entry {entry!r}", entry=entry), _home(entry, catalog))
        for entry in fields
        if entry not in _ENTRIES
    ]
    name = _name(fields.get("name"), file, faults)
    given = _table(fields, "answers", file, faults)
    answers = _answers(given, f"{file}, [answers]", catalog, faults)
    for entry in _ABOVE:
        if entry in fields and entry in given:
            faults.append(Fault(f"{file}, {entry}", "is said twice", "Leave one of them out"))
    above = {entry: fields[entry] for entry in _ABOVE if entry in fields}
    answers |= _answers(above, file, catalog, faults)
    levels = _levels(_table(fields, "levels", file, faults), f"{file}, [levels]", catalog, faults)
    faults += _said_twice(answers, levels, file, catalog)
    absolute = _yes(fields.get("absolute", False), f"{file}, absolute", faults)
    if not (faults or answers or levels or absolute):
        todo = 'Write at least one answer, such as strain = "often", under [answers]'
        faults.append(Fault(file, "this file says nothing about the client", todo))
    if faults:
        raise ClientfitError(faults)
    return ClientFile(name, answers, levels, absolute, catalog)


def _parse(data: bytes, file: str) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = say("this is no UTF-8 text (byte {place})", place=error.start + 1)
        raise ClientfitError(Fault(file, what, "Save it as UTF-8")) from error
    as_json = text.lstrip().startswith("{") or file.lower().endswith(".json")
    try:
        fields = json.loads(text, object_pairs_hook=_once) if as_json else tomllib.loads(text)
    except ValueError as error:
        todo = "" if as_json else 'Words stand in quotes, as in strain = "often"'
        kind = "JSON" if as_json else "TOML"
        what = say("can't be read as {kind}: {problem}", kind=kind, problem=str(error))
        raise ClientfitError(Fault(file, what, todo)) from error
    except RecursionError as error:
        raise ClientfitError(Fault(file, "is nested too deeply")) from error
    if not isinstance(fields, dict):
        todo = 'Begin with {"answers": {"strain": "often"}}'
        raise ClientfitError(Fault(file, "holds no table of entries", todo))
    return fields


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse what JSON allows and nobody means: an entry twice, of which only the last counts."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} stands there twice")
    return fields


def _home(entry: str, catalog: Catalog) -> Words:
    """Where an entry belongs that stands above the tables."""
    if entry in catalog.by_id:
        return "Write it under [answers]"
    return choices(entry, _ENTRIES)


def _name(given: object, file: str, faults: list[Fault]) -> str:
    where = f"{file}, name"
    if given is None:
        return ""
    if not isinstance(given, str):
        faults.append(
            Fault(where, say("{value} is no name", value=shown(given)), "Write it in quotes")
        )
        return ""
    fault = name_fault(where, given)
    faults += [fault] if fault else []
    return tidy_name(given)


def _table(
    fields: Mapping[str, Any], name: str, file: str, faults: list[Fault]
) -> Mapping[str, Any]:
    table: object = fields.get(name, {})
    if isinstance(table, dict):
        return table
    what = say("{value} is not a table", value=shown(table))
    faults.append(Fault(f"{file}, {name}", what, say("Write it as [{name}]", name=name)))
    return {}


def _answers(
    given: Mapping[str, Any], where: str, catalog: Catalog, faults: list[Fault]
) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for id_, said in given.items():
        question = catalog.by_id.get(id_)
        if question is None:
            what = say("unknown question {question!r}", question=id_)
            faults.append(Fault(where, what, choices(id_, catalog.by_id)))
            continue
        try:
            kept = checked(question, _as_text(question, said))
        except ClientfitError as error:
            faults += [_with_unknown(fault, where) for fault in error.faults]
            continue
        answers[id_] = Answer(id_, kept, "", _UNDATED)
    return answers


def _as_text(question: Question, said: object) -> str | None:
    """An answer as a page would hand it in, from what TOML and JSON make of it."""
    if said is None or said == UNKNOWN:
        return None
    if isinstance(said, bool):
        return YES_NO[not said] if question.asks is Asks.YES_NO else str(said).lower()
    if question.asks is Asks.FREQUENCY and isinstance(said, int) and 0 <= said <= TOP_LEVEL:
        return FREQUENCIES[said]
    if isinstance(said, date):
        return said.isoformat()
    if not isinstance(said, str | int | float):
        what = say("{value} is no answer", value=shown(said))
        raise ClientfitError(Fault(question.id, what, "Give one value"))
    return str(said)


def _with_unknown(fault: Fault, where: str) -> Fault:
    todo = say('{todo}, or "{unknown}"', todo=phrase(fault.todo), unknown=UNKNOWN)
    return Fault(f"{where}, {fault.where}", fault.what, todo)


def _levels(
    given: Mapping[str, Any], where: str, catalog: Catalog, faults: list[Fault]
) -> dict[str, Level]:
    levels: dict[str, Level] = {}
    for sign, said in given.items():
        if sign not in catalog.norms.ids:
            what = say("unknown sign {sign!r}", sign=sign)
            faults.append(Fault(where, what, choices(sign, catalog.norms.ids)))
            continue
        try:
            levels[sign] = _level(said)
        except ValueError:
            what = say("{value} is no level", value=shown(said))
            todo = say(_A_LEVEL, top=TOP_LEVEL, words=FREQUENCIES)
            faults.append(Fault(f"{where}, {sign}", what, todo))
    return levels


def _level(said: Any) -> Level:
    if said == UNKNOWN:
        return None
    if not isinstance(said, list):
        return level(said if isinstance(said, str | int | None) else -1)
    low, high = (level(word if isinstance(word, str | int) else -1) for word in said)
    if low is None or high is None or low > high:
        raise ValueError(said)
    return low, high


def _said_twice(
    answers: Mapping[str, Answer], levels: Mapping[str, Level], file: str, catalog: Catalog
) -> list[Fault]:
    """The signs with a level of their own and answers that give one too."""
    spoken = {catalog.by_id[id_].sign for id_ in answers}
    what = "has a level, and answers that give one too"
    return [
        Fault(f"{file}, {sign}", what, "Leave one of them out") for sign in levels if sign in spoken
    ]


def _yes(said: object, where: str, faults: list[Fault]) -> bool:
    if isinstance(said, bool):
        return said
    if said not in YES_NO:
        what = say("{value} is no answer", value=shown(said))
        faults.append(Fault(where, what, choices(said, YES_NO)))
    return said == YES_NO[0]
