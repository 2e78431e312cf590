"""Servers for every test that needs one.

``server(...)``       starts clientfit as ``serve`` takes its options (``workbook=``, ``notebook=``,
                      ``limits={...}``) and returns a ``Running``; without a notebook it is the
                      workbook, without a workbook file a new one in a new folder. All servers of
                      a test module are stopped when the module is done.
``counter_notebook``  a notebook with one small widget: a button that counts.
``counter_server``    one server of that notebook for the whole module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from running import COUNTER, Running, start, write_notebook


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Running]]:
    started: list[Running] = []

    def start_one(**options: Any) -> Running:
        running = start(tmp_path_factory.mktemp("served"), **options)
        started.append(running)
        return running

    yield start_one
    for running in started:
        running.stop()


@pytest.fixture(scope="module")
def counter_notebook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_notebook(tmp_path_factory.mktemp("notebooks") / "counter.ipynb", COUNTER)


@pytest.fixture(scope="module")
def counter_server(server: Callable[..., Running], counter_notebook: Path) -> Running:
    return server(notebook=str(counter_notebook))
