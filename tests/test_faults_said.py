"""What is wrong is handed up as a pattern with values, so that it can be said in any language."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from string import Formatter

import pytest

PACKAGE = Path(__file__).parents[1] / "clientfit"
#: Read by nobody but those who edit content files, so they stay English.
ENGLISH = PACKAGE / "text" / "content"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if ENGLISH not in path.parents)
#: Parameters and fields that take words for people.
WORDS = frozenset({"what", "todo", "reason", "why"})
#: Makes words of a pattern and values.
MAKERS = frozenset({"say", "phrase", "Phrase", "choices"})
#: Fields of the dataclasses, by place.
FIELDS = {
    "Fault": ("where", "what", "todo"),
    "RowFault": ("row", "column", "value", "reason"),
    "UnreadableError": ("why",),
}


def _is_text(argument: ast.arg) -> bool:
    return argument.annotation is None or ast.unparse(argument.annotation) in ("str", "Words")


def _called(call: ast.Call) -> str:
    return getattr(call.func, "id", "") or getattr(call.func, "attr", "")


def _functions(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@dataclass(frozen=True)
class Module:
    """A module as the parser sees it."""

    tree: ast.Module

    @cached_property
    def parameters(self) -> dict[str, tuple[str, ...]]:
        """The parameters of every function in the module, without ``self``."""
        found = {
            function.name: tuple(
                argument.arg if _is_text(argument) else ""
                for argument in function.args.args
                if argument.arg != "self"
            )
            for function in _functions(self.tree)
            if function.name != "__init__"
        }
        return found | FIELDS

    def calls(self) -> Iterator[tuple[ast.AST, ast.Call]]:
        """Every call, with the function around it (or the module)."""
        inside: set[ast.AST] = set()
        for scope in (*_functions(self.tree), self.tree):
            for node in ast.walk(scope):
                if isinstance(node, ast.Call) and node not in inside:
                    inside.add(node)
                    yield scope, node

    def given(self, call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
        """The arguments of a call by the names of their parameters, as far as they are known."""
        yield from zip(self.parameters.get(_called(call), ()), call.args, strict=False)
        yield from ((keyword.arg, keyword.value) for keyword in call.keywords if keyword.arg)

    def values(self, name: str, scope: ast.AST) -> list[ast.expr]:
        """What is assigned to a name in a function; if nothing is, in the module."""
        for place in (scope, self.tree):
            found = [
                value
                for node in ast.walk(place)
                if isinstance(node, ast.Assign)
                for target in node.targets
                for value in _assigned(name, target, node.value)
            ]
            if found:
                return found
        return []

    def built(self, words: ast.expr, scope: ast.AST, seen: frozenset[str] = frozenset()) -> bool:
        """Whether words are put together by hand somewhere outside of what makes phrases."""
        if isinstance(words, ast.Call):
            return _called(words) in {"format", "join"}
        if isinstance(words, ast.Name) and words.id not in seen:
            return any(
                self.built(value, scope, seen | {words.id})
                for value in self.values(words.id, scope)
            )
        return isinstance(words, ast.JoinedStr | ast.BinOp) or any(
            self.built(part, scope, seen)
            for part in ast.iter_child_nodes(words)
            if isinstance(part, ast.expr)
        )

    def patterns(self, words: ast.expr, scope: ast.AST) -> list[str] | None:
        """The patterns that a first argument of ``say`` may be; None: it is no literal."""
        if isinstance(words, ast.Constant) and isinstance(words.value, str):
            return [words.value]
        values = self.values(words.id, scope) if isinstance(words, ast.Name) else []
        if isinstance(words, ast.IfExp):
            values = [words.body, words.orelse]
        found = [self.patterns(value, scope) for value in values]
        known = [patterns for patterns in found if patterns is not None]
        if not known or len(known) < len(found):
            return None
        return [pattern for patterns in known for pattern in patterns]


def _assigned(name: str, target: ast.expr, value: ast.expr) -> list[ast.expr]:
    if isinstance(target, ast.Name):
        return [value] if target.id == name else []
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=True)
        return [found for pair in pairs for found in _assigned(name, *pair)]
    return []


def _told_by_hand(source: str) -> list[str]:
    """The words in a module that are put together by hand."""
    module = Module(ast.parse(source))
    return [
        f"line {value.lineno}: {ast.unparse(value)}"
        for scope, call in module.calls()
        if _called(call) not in MAKERS and "entry" not in ast.unparse(call.func)
        for name, value in module.given(call)
        if name in WORDS and module.built(value, scope)
    ]


def _ill_said(source: str) -> list[str]:
    """The calls of ``say`` without a literal pattern, or with other values than its places."""
    module = Module(ast.parse(source))
    found = []
    # What prints to the terminal is called say too; who uses both says phrases.say for this one.
    say = "phrases.say" if "phrases.say(" in source else "say"
    for scope, call in module.calls():
        if ast.unparse(call.func) != say:
            continue
        names = {keyword.arg for keyword in call.keywords}
        patterns = module.patterns(call.args[0], scope)
        wrong = patterns is None or (
            None not in names and any(_places(p) != names for p in patterns)
        )
        found += [f"line {call.lineno}: {ast.unparse(call)}"] if wrong else []
    return found


def _places(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}


def _unsaid_places(source: str) -> list[str]:
    """English words as the place of a fault: a plain text there is a name, said in no language."""
    module = Module(ast.parse(source))
    return [
        f"line {call.lineno}: {ast.unparse(call)}"
        for _, call in module.calls()
        if _called(call) == "Fault" or _called(call).endswith("_fault")
        for where in call.args[:1]
        if isinstance(where, ast.Constant) and str(where.value)[:1].isalpha()
    ]


def _says_phrases(source: str) -> bool:
    return "core.phrases import" in source or "phrases.say" in source


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_fault_is_put_together_by_hand(path: Path) -> None:
    source = path.read_text("utf-8")
    assert _told_by_hand(source) == []
    assert _unsaid_places(source) == []


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if _says_phrases(path.read_text("utf-8"))],
    ids=lambda path: str(path.relative_to(PACKAGE)),
)
def test_every_phrase_has_a_literal_pattern_and_a_value_for_each_of_its_places(path: Path) -> None:
    assert _ill_said(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "source",
    [
        'Fault("", f"holds {count} rows")',
        'Fault("", "is wrong", "Give " + names)',
        'Fault("", "is wrong", todo="Give {}".format(names))',
        'what = f"holds {count} rows"\nFault("", what)',
        'todo = "Give one"\nif few:\n    todo = f"Give {few}"\nFault("", "is wrong", todo)',
        'RowFault(1, "", "", f"row {row} is wrong")',
        'UnreadableError(f"has {count} decimals")',
        'def no(path, what):\n    pass\nno(path, f"is {kind}")',
        'Fault("", "is wrong" if one else f"are {count}")',
    ],
)
def test_what_is_put_together_by_hand_is_found(source: str) -> None:
    assert _told_by_hand(source)


@pytest.mark.parametrize(
    "source",
    [
        'say("holds {count} rows")',
        'say("holds {count} rows", rows=1)',
        'say(f"holds {count} rows")',
        "say(pattern, count=1)",
    ],
)
def test_a_phrase_whose_values_do_not_fit_is_found(source: str) -> None:
    assert _ill_said(source)


def test_an_english_place_is_found() -> None:
    assert _unsaid_places('Fault("client", "is not chosen")')
    assert not _unsaid_places('Fault(say("client"), "is not chosen")')
