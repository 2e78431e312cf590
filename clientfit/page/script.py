"""The page's script as one module: anywidget takes a single text, and the sources are many.

The sources are modules with imports, for whoever reads, checks or tests them. Joined in the order
in which one needs another, they share a scope, so the lines that import are left out, and so is the
word ``export``. That holds because no two of them give one name (a test says so), imports are one
line each, and nothing is renamed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.resources import files

IMPORT = re.compile(r'^import \{ [\w, ]+ \} from "\./(\w+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?!default\b)", re.MULTILINE)


def asset(name: str) -> str:
    """The text of a file of the page."""
    return files("clientfit.page").joinpath("assets", name).read_text(encoding="utf-8")


def parts(entry: str, read: Callable[[str], str] = asset) -> tuple[str, ...]:
    """The files of a script, each after those that it imports.

    Raises ValueError where files import each other in a circle.
    """
    order: list[str] = []

    def add(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"{' imports '.join((*above, name))}")
        if name in order:
            return
        for needed in IMPORT.findall(read(name)):
            add(needed, (*above, name))
        order.append(name)

    add(entry, ())
    return tuple(order)


def script(entry: str, read: Callable[[str], str] = asset) -> str:
    """The files of a script as one module."""
    return "\n".join(EXPORT.sub("", IMPORT.sub("", read(name))) for name in parts(entry, read))
