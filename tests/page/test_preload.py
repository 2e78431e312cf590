"""What takes long to load never stands between a person and their page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from clientfit.page import preload

ROOT = Path(__file__).parents[2]
PAGE = """
import sys
from clientfit.page import notebooks, preload
preload.AFTER_S = 3600
page = notebooks.workbook()
page.session.add_client("Anna Bakery")
page.session.answer(page.session.client.id, "strain", "often")
print([one for one in ("pandas", "plotly") if one in sys.modules])
"""

IN_HASTE = """
import sys
from clientfit.page import preload
from talking import every, talk
page = talk()
page.done("add", name="Anna Bakery")
page.answer(**every("sometimes"))
page.done("go", step="all")
preload.AFTER_S = 0
preload.preload()
while "pandas" not in sys.modules:
    pass
answer = page.say("figure", chart="map", narrow=False)
print(*answer.get("faults", ["figure"]))
"""


def test_a_page_without_records_loads_neither_tables_nor_figures() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PAGE],
        env={**os.environ, "CLIENTFIT_SHARED": "1", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_both_are_there_a_little_later(monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    monkeypatch.setattr(
        preload, "Timer", lambda after, act: started.append((after, act)) or _Timer()
    )
    preload.preload()
    ((after, act),) = started
    assert 0 < after <= 2
    act()
    assert {"pandas", "plotly"} <= set(sys.modules)


def test_a_figure_that_is_asked_for_while_they_are_loaded_is_drawn() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IN_HASTE],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(map(str, (ROOT, ROOT / "tests")))},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "figure"


class _Timer:
    daemon = False

    def start(self) -> None:
        assert self.daemon, "a page that is closed must not wait for it"
