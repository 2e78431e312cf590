"""Every statement that must be used is used by content, and every id that content names exists."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from real_files import BOOK

CONTENT = Path(str(files("clientfit") / "content"))
STATEMENTS = tomllib.loads((CONTENT / "statements.toml").read_text(encoding="utf-8"))
FILES = [path for path in sorted(CONTENT.rglob("*.toml")) if path.name != "statements.toml"]
#: The source book's tables stand under these headings.
HEADINGS = {"Signs": "signs", "Repair first": "repair", "Ending well": "ending"}


def named(value: object) -> Iterator[str]:
    """All ids under any ``sources`` of a parsed file."""
    if isinstance(value, dict):
        for key, inside in value.items():
            if key == "sources" and isinstance(inside, list):
                yield from inside
            else:
                yield from named(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from named(inside)


USED = {path: set(named(tomllib.loads(path.read_text(encoding="utf-8")))) for path in FILES}


@pytest.mark.parametrize("table", STATEMENTS)
def test_every_statement_that_must_be_used_is_used(table: str) -> None:
    used = set().union(*USED.values())
    assert [id_ for id_ in STATEMENTS[table]["must"] if id_ not in used] == []


def test_every_statement_that_content_names_exists() -> None:
    known = {id_ for table in STATEMENTS.values() for ids in table.values() for id_ in ids}
    unknown = {path.name: ids - known for path, ids in USED.items() if ids - known}
    assert unknown == {}


def must_of_the_book(text: str) -> Iterator[tuple[str, str]]:
    """Table and id of each statement that the source book marks must."""
    table = ""
    for line in text.splitlines():
        if line.startswith("## "):
            table = next((one for head, one in HEADINGS.items() if head in line), "")
        found = re.match(r"\| ([ABC][0-9]+r?) \|.*\| must \|$", line)
        if found and table:
            yield table, found[1]


@pytest.mark.parametrize("book", [BOOK] if BOOK.is_file() else ["| A1 | A statement. | must |"])
def test_our_own_list_is_the_source_books(book: Path | str) -> None:
    text = book.read_text(encoding="utf-8") if isinstance(book, Path) else f"## Signs\n{book}"
    listed = {(table, id_) for table, ids in STATEMENTS.items() for id_ in ids["must"]}
    asked = set(must_of_the_book(text))
    assert asked
    assert asked - listed == set()
