"""Declares in TypeScript what goes over the wire: `python tests/js/declare.py` writes wire.d.ts.

With `--check` nothing is written, and it fails where the file is not what would be.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from collections.abc import Iterable, Iterator
from dataclasses import MISSING, fields
from datetime import date
from enum import StrEnum
from pathlib import Path
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    NotRequired,
    Union,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from clientfit.app.place import Step
from clientfit.page import wire
from clientfit.page.wire.kinds import KINDS

FILE = Path(__file__).with_name("wire.d.ts")
HEAD = "// Made by tests/js/declare.py of clientfit/page/wire; change it there."
PLAIN = {str: "string", bool: "boolean", int: "number", float: "number", date: "string"}
# A step that nobody knows is the table, so any text is one.
PLAIN |= {NoneType: "null", Step: "string"}


def declarations() -> str:
    """The whole file."""
    events = [line for kind, event in KINDS.items() for line in _event(kind, event)]
    lines = [
        *_shapes(),
        "  // What each kind of event is sent with.",
        "  interface Events {",
        *events,
        "  }",
    ]
    return "\n".join([HEAD, "declare namespace Wire {", *lines, "}", ""])


def _shapes() -> Iterator[str]:
    """Every view, in the order of its module and its line in it."""
    for module in pkgutil.iter_modules(wire.__path__):
        found = importlib.import_module(f"{wire.__name__}.{module.name}")
        for shape in vars(found).values():
            if is_typeddict(shape) and shape.__module__ == found.__name__:
                yield from _interface(shape)
        for name, union in vars(found).items():
            if isinstance(union, UnionType):
                yield f"  type {name} = {_typed(union)};"


def _interface(shape: Any) -> Iterator[str]:
    yield f"  interface {shape.__name__} {{"
    for name, kind in get_type_hints(shape, include_extras=True).items():
        maybe = get_origin(kind) is NotRequired or name in shape.__optional_keys__
        yield f"    {name}{'?' if maybe else ''}: {_typed(kind)};"
    yield "  }"


def _event(kind: str, event: Any) -> Iterator[str]:
    """The fields of an event; bytes come beside them."""
    hints = get_type_hints(event)
    sent = [
        f"{field.name.removesuffix('_')}{'' if field.default is MISSING else '?'}: "
        f"{_typed(hints[field.name])}"
        for field in fields(event)
        if bytes not in get_args(hints[field.name])
    ]
    yield f"    {kind}: {{ {'; '.join(sent)} }};" if sent else f"    {kind}: {{}};"


def _typed(kind: Any) -> str:
    """A type of Python's in TypeScript."""
    if kind in PLAIN:
        return PLAIN[kind]
    if get_origin(kind) is not None or isinstance(kind, UnionType):
        return _composed(get_origin(kind), get_args(kind))
    return _named(kind)


def _composed(origin: Any, inner: tuple[Any, ...]) -> str:
    if origin is Literal:
        return _union(f'"{value}"' for value in inner)
    parts = [_typed(part) for part in inner if part is not Ellipsis]
    if origin in (Union, UnionType):
        return _union(parts)
    if origin in (list, tuple):
        return f"Array<{parts[0]}>"
    return parts[0] if origin is NotRequired else f"Record<{', '.join(parts)}>"


def _named(kind: Any) -> str:
    if issubclass(kind, StrEnum):
        return _union(f'"{member.value}"' for member in kind)
    return str(kind.__name__)


def _union(parts: Iterable[str]) -> str:
    return " | ".join(dict.fromkeys(parts))


def main() -> int:
    """Write the file, or say that it is stale; gives the exit code."""
    made = declarations()
    if "--check" not in sys.argv:
        FILE.write_text(made, "utf-8")
    elif not FILE.exists() or FILE.read_text("utf-8") != made:
        print(f"{FILE.name} is stale: python tests/js/declare.py writes it anew")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
