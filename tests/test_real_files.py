"""Whoever reads the end of a run sees what it rested on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import real_files

TESTS = Path(__file__).parent


def test_with_real_files_their_number_stands_beside_each_claim(tmp_path: Path) -> None:
    for name in ("data/hours/a.csv", "data/hours/toggl_year_2020.csv", "sources.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    told, _, less = real_files.account(tmp_path).partition("On invented files only")
    assert "hours are read whole (2 real)" in told
    assert "a year of hours agrees to the second (1 real)" in told
    assert "statements are those of the source book (1 real)" in told
    assert "invoices are read whole" in less


def test_without_the_folder_every_claim_is_named_as_claiming_less(tmp_path: Path) -> None:
    told = real_files.account(tmp_path / "none")
    assert told.startswith("On invented files only, for want of real ones in ")
    assert [claim.words for claim in real_files.CLAIMS if claim.words not in told] == []


def test_the_summary_of_a_whole_run_says_so_and_that_of_one_file_does_not(tmp_path: Path) -> None:
    (tmp_path / "test_nothing.py").write_text("def test_nothing(): pass\n")

    def summary(*named: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "pytest", "-q", "-p", "conftest", *named],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(TESTS)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert real_files.account() in summary()
    assert "real files" not in summary("test_nothing.py")
