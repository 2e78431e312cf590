"""The template engine of the letters: closed to code, strict about what is not there."""

from __future__ import annotations

from collections.abc import Iterator, Set
from functools import lru_cache

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, UndefinedError
from jinja2.meta import find_undeclared_variables
from jinja2.sandbox import ImmutableSandboxedEnvironment

from clientfit.core.errors import Fault
from clientfit.core.phrases import say
from clientfit.text.wording import Wording, stop

SUBJECT = "Subject: "
_HELPERS = {"plural"}


def _printed(value: object) -> object:
    """Refuse to print a fact that was left out: "None" in a letter is worse than no letter."""
    if value is None:
        raise UndefinedError("a letter prints a fact that was left out; ask for it with if first")
    return value


@lru_cache
def _environment(language: str) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined,
        finalize=_printed,
        autoescape=False,  # a letter is plain text; nothing here becomes HTML
        trim_blocks=True,
        lstrip_blocks=True,
    )
    wording = Wording.of(language)
    environment.filters |= {
        "day": wording.day,
        "weekday": wording.weekday,
        "money": wording.money,
        "listed": wording.listed,
        "plus": wording.plus,
        "stop": stop,
    }
    environment.globals["plural"] = wording.plural
    return environment


@lru_cache
def compiled(source: str, language: str) -> Template:
    """Compile a letter once; facts come in as values only, so they are never read as code."""
    return _environment(language).from_string(source)


def faults_of_template(
    where: str, source: str, facts: Set[str], steering: Set[str]
) -> Iterator[Fault]:
    """Find what is wrong with a letter's words before anybody fills it in.

    ``steering`` are the facts that decide what else is asked; the words may do without them.
    """
    try:
        used = find_undeclared_variables(_environment("en").parse(source)) - _HELPERS
    except TemplateSyntaxError as error:
        place = say("{file}, line {line}", file=where, line=error.lineno)
        yield Fault(place, say("cannot be read: {problem}", problem=error.message))
        return
    for name in sorted(used - facts):
        yield Fault(
            where, say("uses {name!r}", name=name), "Declare it among the facts of about.toml"
        )
    for name in sorted(facts - used - steering):
        what = say("does not use the fact {name!r}", name=name)
        yield Fault(where, what, "Use it, or do not ask for it")
    if not any(line.startswith(SUBJECT) for line in source.splitlines()):
        yield Fault(where, "has no subject", say("Begin a line with {start!r}", start=SUBJECT))
