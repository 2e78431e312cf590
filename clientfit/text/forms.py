"""The blank forms of letters: what each one asks, and its words, read from content files."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from importlib.resources.abc import Traversable

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.text.entries import Entry
from clientfit.text.templates import faults_of_template

LETTERS = files("clientfit") / "content" / "letters"
_ENDING = ".md.j2"


class FactKind(StrEnum):
    """What kind of value a fact has."""

    TEXT = "text"  # folded to one line
    LIST = "list"  # one thing a line
    DATE = "date"
    MONEY = "money"
    CHOICE = "choice"  # the id of an option


@dataclass(frozen=True, slots=True)
class Option:
    """One of the values of a choice."""

    id: str
    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a letter has to know."""

    id: str
    kind: FactKind
    required: bool
    ask: str
    why: str
    sources: tuple[str, ...]
    example: str = ""
    options: tuple[Option, ...] = ()
    #: (choice, the options for which this fact is asked); all must hold
    when: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def option_ids(self) -> tuple[str, ...]:
        """The values that a choice can take."""
        return tuple(option.id for option in self.options)


@dataclass(frozen=True, slots=True)
class LetterForm:
    """A letter before anything is filled in."""

    id: str
    title: str
    word_limit: int
    sources: tuple[str, ...]
    facts: tuple[Fact, ...]
    templates: Mapping[str, str]  # language -> source

    def fact(self, fact_id: str) -> Fact:
        """Find a fact by its id."""
        return next(fact for fact in self.facts if fact.id == fact_id)


def load(folder: Traversable = LETTERS) -> dict[str, LetterForm]:
    """Read every letter below the folder, by id; every fault of every file is told at once."""
    faults: list[Fault] = []
    forms = [
        _read_form(entry, faults)
        for entry in sorted(folder.iterdir(), key=lambda one: one.name)
        if entry.is_dir()
    ]
    if faults:
        raise ClientfitError(faults)
    return {form.id: form for form in forms}


def _read_form(folder: Traversable, faults: list[Fault]) -> LetterForm:
    about = f"{folder.name}/about.toml"
    top = Entry(about, _toml(folder / "about.toml", about, faults), faults)
    facts = tuple(_read_fact(entry) for entry in top.tables("facts"))
    faults.extend(_faults_between(facts, about))
    templates = {
        file.name.removesuffix(_ENDING): file.read_text(encoding="utf-8")
        for file in folder.iterdir()
        if file.name.endswith(_ENDING)
    }
    if not templates:
        faults.append(Fault(folder.name, "has no words", f"Add a file such as en{_ENDING}"))
    ids = {fact.id for fact in facts}
    steering = {other for fact in facts for other, _ in fact.when}
    for language, source in sorted(templates.items()):
        where = f"{folder.name}/{language}{_ENDING}"
        faults.extend(faults_of_template(where, source, ids, steering))
    form = LetterForm(
        id=folder.name,
        title=top.text("title"),
        word_limit=top.number("word_limit"),
        sources=top.sources(),
        facts=facts,
        templates=templates,
    )
    top.nothing_else()
    return form


def _toml(file: Traversable, name: str, faults: list[Fault]) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        faults.append(Fault(name, "is not there", "Each letter has one"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(Fault(name, f"cannot be read as TOML: {error}"))
    return {}


def _read_fact(entry: Entry) -> Fact:
    fact = Fact(
        id=entry.id(),
        kind=FactKind(entry.one_of("kind", tuple(FactKind))),
        required=entry.flag("required"),
        ask=entry.text("ask"),
        why=entry.text("why"),
        sources=entry.sources(),
        example=entry.text("example", default=""),
        options=tuple(_read_option(option) for option in entry.tables("choices")),
        when=tuple(entry.conditions("when")),
    )
    entry.nothing_else()
    if (fact.kind is FactKind.CHOICE) != bool(fact.options):
        entry.fault("choices", "belong to facts of kind choice, and each of those needs them")
    return fact


def _read_option(entry: Entry) -> Option:
    option = Option(entry.id(), entry.text("words"), entry.sources())
    entry.nothing_else()
    return option


def _faults_between(facts: tuple[Fact, ...], about: str) -> Iterator[Fault]:
    """Find ids used twice, and conditions on what is not an earlier choice."""
    earlier: dict[str, tuple[str, ...]] = {}
    for fact in facts:
        where = f"{about}, facts {fact.id}"
        if fact.id in earlier:
            yield Fault(where, "stands twice", "Give each fact its own id")
        if len(set(fact.option_ids)) < len(fact.option_ids):
            yield Fault(f"{where}, choices", "name the same id twice")
        for other, wanted in fact.when:
            if other not in earlier:
                yield Fault(f"{where}, when", f"{other!r} is not asked before it")
                continue
            for option in wanted:
                if option not in earlier[other]:
                    known = earlier[other]
                    yield Fault(
                        f"{where}, when",
                        f"{option!r} is no choice of {other}",
                        choices(option, known) if known else f"{other} is not a choice",
                    )
        earlier[fact.id] = fact.option_ids
