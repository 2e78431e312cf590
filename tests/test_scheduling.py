"""What takes long is begun first, and what is installed is made once."""

from __future__ import annotations

from dataclasses import dataclass

import scheduling


@dataclass
class Item:
    nodeid: str
    marks: tuple[str, ...] = ()

    def get_closest_marker(self, name: str) -> bool | None:
        return name in self.marks or None


def test_what_is_installed_comes_first_then_the_browser_and_each_keeps_its_order() -> None:
    items = [
        Item("tests/app/test_a.py::one"),
        Item("tests/browser/test_b.py::one", ("browser",)),
        Item("tests/browser/test_b.py::two", ("browser",)),
        Item("tests/installed/test_d.py::one"),
        Item("tests/installed/test_c.py::one", ("browser",)),
        Item("tests/core/test_e.py::one"),
    ]
    scheduling.begin_with_the_longest(items)  # type: ignore[arg-type]
    assert [item.nodeid for item in items] == [
        "tests/installed/test_d.py::one",
        "tests/installed/test_c.py::one",
        "tests/browser/test_b.py::one",
        "tests/browser/test_b.py::two",
        "tests/app/test_a.py::one",
        "tests/core/test_e.py::one",
    ]


def test_a_file_has_one_process_and_what_is_installed_has_one_for_all_its_files() -> None:
    scope = scheduling.ByFile._split_scope
    by_file = scheduling.ByFile.__new__(scheduling.ByFile)
    assert scope(by_file, "tests/core/test_a.py::one") != scope(by_file, "tests/core/test_b.py::x")
    assert scope(by_file, "tests/core/test_a.py::one") == scope(by_file, "tests/core/test_a.py::x")
    one, two = "tests/installed/test_a.py::one", "tests/installed/test_b.py::two"
    assert scope(by_file, one) == scope(by_file, two)
