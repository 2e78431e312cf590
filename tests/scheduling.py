"""In which order the tests run, and which of them in the same process.

Files run side by side, two at a time (``make test``). What takes long is begun first, so that no
process is left with it at the end while the other one waits. The tests of what is installed share
one process: what they share takes half a minute to make.
"""

from __future__ import annotations

from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

INSTALLED = "tests/installed/"


def begin_with_the_longest(items: list[pytest.Item]) -> None:
    """Put the tests of what is installed first, then those in a browser, each in their order."""

    def rank(item: pytest.Item) -> int:
        if item.nodeid.startswith(INSTALLED):
            return 0
        return 1 if item.get_closest_marker("browser") else 2

    items.sort(key=rank)


class ByFile(LoadFileScheduling):
    """A file to a process, in the order of the tests, and what is installed to a single one."""

    def __init__(self, config: pytest.Config, log: Any) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False  # else those with most tests come first

    def _split_scope(self, nodeid: str) -> str:
        return INSTALLED if nodeid.startswith(INSTALLED) else super()._split_scope(nodeid)
