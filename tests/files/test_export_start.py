"""What exports need is loaded when a file is asked for, never before."""

from __future__ import annotations

import subprocess
import sys

import pytest

from clientfit.files import exporters

HEAVY = {"typst", "docx", "lxml", "icalendar", "xlsxwriter"}
MODULES = ("calendar", "evidence", "paged", "plan", "sheets")


@pytest.mark.parametrize("module", MODULES)
def test_an_exporter_loads_no_large_library_before_it_is_asked(module):
    code = f"import sys, {exporters.__name__}.{module}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert f"{exporters.__name__}.{module}" in done.stdout.split()
    assert not HEAVY & set(done.stdout.split())
