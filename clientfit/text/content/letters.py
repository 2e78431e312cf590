"""The blank forms of letters: what each one asks, and its words, read from content files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from clientfit.core.errors import ClientfitError, Fault, choices
from clientfit.text.content.entry import Entry, parse, raise_faults
from clientfit.text.template import faults_of_template

LETTERS = files("clientfit") / "content" / "letters"
_ENDING = ".md.j2"


class FactKind(StrEnum):
    """What kind of value a fact has."""

    TEXT = "text"  # folded to one line
    LIST = "list"  # one thing a line
    DATE = "date"
    MONEY = "money"
    CHOICE = "choice"  # the id of an option


class FormKind(StrEnum):
    """What a form gives: words to send, or words to say."""

    LETTER = "letter"
    SCRIPT = "script"  # for a call or a meeting: what to say, and answers to what may come back


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
    purpose: str = ""  # when to use it, in one short sentence
    order: int = 0  # its place in a list of letters
    kind: FormKind = FormKind.LETTER
    ends: bool = False  # whether it ends the work
    law: bool = False  # whether it touches law, so that a page can say that it is no legal advice

    def fact(self, fact_id: str) -> Fact:
        """Find a fact by its id."""
        return next(fact for fact in self.facts if fact.id == fact_id)


@cache
def shipped() -> Mapping[str, LetterForm]:
    """The letters that come with clientfit, read once."""
    return load()


def load(folder: Traversable = LETTERS) -> dict[str, LetterForm]:
    """Read every letter below the folder, by id; every fault of every file is told at once."""
    faults: list[Fault] = []
    forms = [
        _read_form(entry, faults)
        for entry in sorted(folder.iterdir(), key=lambda path: path.name)
        if entry.is_dir()
    ]
    raise_faults(faults)
    return {form.id: form for form in forms}


def _read_form(folder: Traversable, faults: list[Fault]) -> LetterForm:
    about = f"{folder.name}/about.toml"
    fields = _fields(folder, about, faults)
    top = Entry(about, "top", fields, faults)
    facts = tuple(
        _read_fact(Entry(about, f"facts.{id_}", below, faults), id_, below)
        for id_, below in _table(top, fields, "facts").items()
    )
    faults.extend(_faults_of_conditions(facts, about))
    form = LetterForm(
        id=folder.name,
        title=top.text("title"),
        word_limit=top.integer("word_limit", 1, 1000),
        sources=top.sources(),
        facts=facts,
        templates=_read_templates(folder, faults, facts),
        purpose=top.text("purpose"),
        order=top.integer("order", 1, 1000),
        kind=top.choice("kind", FormKind, default=FormKind.LETTER),
        ends=top.flag("ends", default=False),
        law=top.flag("law", default=False),
    )
    top.finish()
    return form


def _fields(folder: Traversable, about: str, faults: list[Fault]) -> object:
    file = folder / "about.toml"
    if not file.is_file():
        faults.append(Fault(about, "is not there", "Each letter has one"))
        return {}
    try:
        return parse(about, file.read_text(encoding="utf-8"))
    except ClientfitError as error:
        faults.extend(error.faults)
        return {}


def _read_templates(
    folder: Traversable, faults: list[Fault], facts: tuple[Fact, ...]
) -> dict[str, str]:
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
    return templates


def _read_fact(entry: Entry, id_: str, fields: object) -> Fact:
    options = _table(entry, fields, "choices")
    fact = Fact(
        id=id_,
        kind=entry.choice("kind", FactKind),
        required=entry.flag("required"),
        ask=entry.text("ask"),
        why=entry.text("why"),
        sources=entry.sources(),
        example=entry.text("example", default=""),
        options=tuple(
            _read_option(Entry(entry.file, f"{entry.name}.choices.{one}", below, entry.faults), one)
            for one, below in options.items()
        ),
        when=tuple(
            _read_condition(entry, *condition)
            for condition in _table(entry, fields, "when").items()
        ),
    )
    entry.finish()
    if (fact.kind is FactKind.CHOICE) != bool(fact.options):
        entry.fault("choices", "belong to facts of kind choice, and each of those needs them")
    return fact


def _read_option(entry: Entry, id_: str) -> Option:
    option = Option(id_, entry.text("words"), entry.sources())
    entry.finish()
    return option


def _read_condition(entry: Entry, other: str, options: object) -> tuple[str, tuple[str, ...]]:
    if isinstance(options, list) and options and all(isinstance(option, str) for option in options):
        return other, tuple(options)
    entry.fault("when", f"{other} does not list options", f'Write {other} = ["option"]')
    return other, ()


def _table(entry: Entry, fields: object, field: str) -> dict[str, object]:
    """Take a table of anything; an absent one is empty."""
    if not isinstance(fields, dict) or field not in fields:
        return {}
    table = entry.value(field)
    if isinstance(table, dict):
        return table
    entry.fault(field, f"{table!r} is not a table")
    return {}


def _faults_of_conditions(facts: tuple[Fact, ...], about: str) -> Iterator[Fault]:
    """Find conditions on what is not asked earlier, or on what is no option of it."""
    earlier: dict[str, tuple[str, ...]] = {}
    for fact in facts:
        where = f"{about}, [facts.{fact.id}], when"
        for other, wanted in fact.when:
            if other not in earlier:
                yield Fault(where, f"{other!r} is not asked before it", "Move it below that one")
                continue
            for option in sorted(set(wanted) - set(earlier[other])):
                yield Fault(
                    where,
                    f"{option!r} is no choice of {other}",
                    choices(option, earlier[other] or ("(none, it is not a choice)",)),
                )
        earlier[fact.id] = fact.option_ids
