"""Where the commands of the Makefile decide something: which Python, and when to set up anew."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import pythons

ROOT = Path(__file__).parents[1]
TESTS = ROOT / "tests"
#: The files that make looks at.
MADE_OF = (
    "Makefile",
    "pyproject.toml",
    "requirements.txt",
    "requirements-dev.txt",
    "package.json",
    "package-lock.json",
    ".npmrc",
)
TEMPLATE = Path("clientfit/share/jupyter/voila/templates/clientfit/index.html.j2")
OLDEST, OTHER, NEWEST = "3.11", "3.12", "3.14"


def _script(path: Path, *lines: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(0o755)
    return path


def _python(path: Path, version: str) -> Path:
    """What answers as a Python of that version."""
    return _script(path, f"echo {version}")


def _shim(path: Path) -> Path:
    """A name that is there, and runs nothing."""
    return _script(path, "echo 'no such version is chosen' >&2", "exit 127")


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What a fresh clone has of the files that make looks at."""
    folder = tmp_path / "clone"
    for name in MADE_OF:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / TEMPLATE.parent, folder / TEMPLATE.parent)
    return folder


def _make(clone: Path, *what: str, path: str = "") -> subprocess.CompletedProcess[str]:
    """Run make there, without the settings of a make that runs these tests."""
    ours = ("MAKE", "MFL", "PYTHON")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    command = ["make", "--no-print-directory", *what]
    return subprocess.run(
        command,
        cwd=clone,
        env={**kept, "PATH": path + os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )


def test_setting_up_passes_over_a_name_that_is_only_a_shim(clone: Path, tmp_path: Path) -> None:
    _shim(tmp_path / "bin/python3")
    runs = _script(tmp_path / f"bin/python{NEWEST}", 'test "$1" != -m || echo "$0 sets up"')
    done = _make(clone, ".venv/bin/python", path=f"{runs.parent}{os.pathsep}")
    assert f"{runs} sets up" in done.stdout


@pytest.mark.parametrize("named", ["/no/such/python", "shim"])
def test_a_python_that_was_asked_for_and_does_not_run_is_told_and_not_replaced(
    clone: Path, tmp_path: Path, named: str
) -> None:
    python = str(_shim(tmp_path / "shim")) if named == "shim" else named
    done = _make(clone, ".venv/bin/python", f"PYTHON={python}")
    assert done.returncode
    assert f"{python} is not one" in done.stdout
    assert not (clone / ".venv").exists()


def test_an_environment_that_could_not_be_made_is_not_taken_for_one(
    clone: Path, tmp_path: Path
) -> None:
    half = 'case "$1" in -m) mkdir -p .venv/bin; touch .venv/bin/python; exit 1;; esac'
    done = _make(clone, ".venv/bin/python", f"PYTHON={_script(tmp_path / 'half', half)}")
    assert done.returncode
    assert not (clone / ".venv/bin/python").exists()


@pytest.mark.parametrize("target", ["app", "lint"])
def test_a_changed_template_is_installed_anew_since_jupyter_reads_a_copy(
    clone: Path, target: str
) -> None:
    (clone / ".venv/bin").mkdir(parents=True)
    for name in ("bin/python", "app.stamp", "dev.stamp"):
        (clone / ".venv" / name).touch()
    assert "--editable" not in _make(clone, "--dry-run", target).stdout
    assert "--editable" in _make(clone, "--dry-run", f"--what-if={TEMPLATE}", target).stdout


def _chosen(clone: Path, target: str) -> list[str]:
    """By which marks the runs of pytest that a target makes choose their tests."""
    told = _make(clone, "--dry-run", target).stdout
    return re.findall(r'pytest .*-m "([^"]+)"', told)


@pytest.mark.parametrize("targets", [["test"], ["unit", "browser"]], ids="-".join)
@pytest.mark.parametrize("marks", ["", "browser", "browser alone"])
def test_every_test_is_run_once_by_all_checks_together_and_once_by_its_part(
    clone: Path, targets: list[str], marks: str
) -> None:
    runs = [chosen for target in targets for chosen in _chosen(clone, target)]
    names = {name: name in marks.split() for name in ("browser", "alone", "spark")}
    assert [eval(run, {}, names) for run in runs].count(True) == 1  # noqa: S307 - our own words


def test_only_what_is_in_a_browser_is_run_alone() -> None:
    marked = [path for path in TESTS.rglob("test_*.py") if "pytest.mark.alone" in path.read_text()]
    here = Path(__file__)
    assert marked
    assert {path.parent.name for path in marked if path != here} == {"browser"}


def test_the_quick_checks_are_the_floors_that_serve_nobody(clone: Path) -> None:
    told = _make(clone, "--dry-run", "check").stdout
    (folders,) = re.findall(r"-m pytest .*?((?: tests/\w+)+)$", told, re.MULTILINE)
    assert folders.split() == ["tests/core", "tests/text", "tests/figures", "tests/app"]
    for tool in ("ruff check", "ruff format --check", "mypy", "lint-imports"):
        assert tool in told


def test_nothing_that_measures_is_run_with_the_tests() -> None:
    benchmarks = TESTS / "benchmarks"
    assert list(benchmarks.rglob("*.py"))
    assert [path for path in benchmarks.rglob("*.py") if path.match("test_*.py")] == []


def test_every_supported_python_is_named_once_the_oldest_first() -> None:
    named = pythons.supported()
    assert named[0] == OLDEST
    assert {OTHER, NEWEST} <= set(named)
    assert list(named) == sorted(set(named), key=lambda one: int(one.split(".")[1]))


def test_a_python_on_the_path_that_is_only_a_shim_is_passed_over_for_one_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pythons, "HERE", OLDEST)
    monkeypatch.setenv("PATH", str(_shim(tmp_path / f"bin/python{OTHER}").parent), os.pathsep)
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    assert pythons.find(OTHER) is None
    real = _python(tmp_path / f"pyenv/versions/{OTHER}.1/bin/python", OTHER)
    assert pythons.find(OTHER) == real


def _tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *here: str, fails: str = "none"
) -> tuple[int, Path]:
    """Try all supported versions with a make that only notes what it was asked; give its notes."""
    places, notes = tmp_path / "bin", tmp_path / "notes"
    for version in here:
        _python(places / f"python{version}", version)
    _script(
        places / "make",
        f'echo "$@" >> {notes}',
        f'case "$*" in *{fails}*) echo "1 failed, 4 passed in 2.50s"; exit 1;; esac',
        'echo "5 passed in 2.50s"',
    )
    monkeypatch.setattr(pythons, "HERE", OLDEST)
    monkeypatch.setattr(sys, "executable", str(_python(tmp_path / "here", OLDEST)))
    monkeypatch.setenv("PATH", f"{places}{os.pathsep}/usr/bin{os.pathsep}/bin")
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "none"))
    return pythons.main(), notes


def test_each_python_that_is_here_is_tried_in_its_own_environment_and_the_others_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, notes = _tried(tmp_path, monkeypatch, OTHER)
    assert status == 0
    asked = [line.split() for line in notes.read_text().splitlines()]
    assert [line[:2] for line in asked] == [["lint", "unit"]] * 2
    assert [line[2] for line in asked] == [f"VENV=.venv/py{one}" for one in (OLDEST, OTHER)]
    told = capsys.readouterr().out
    assert f"Python {OTHER}  passed in 0 s: 5 passed in 2.50s" in told
    assert f"Python {NEWEST}  {pythons.NOT_HERE}" in told


def test_one_python_that_fails_fails_them_all_and_the_others_are_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _ = _tried(tmp_path, monkeypatch, OTHER, NEWEST, fails=f"py{OTHER}")
    assert status == 1
    told = capsys.readouterr().out
    assert f"Python {OTHER}  FAILED in 0 s: 1 failed, 4 passed in 2.50s" in told
    assert f"Python {NEWEST}  passed" in told


def test_a_machine_with_no_other_python_has_shown_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _ = _tried(tmp_path, monkeypatch)
    assert status == 1
    assert "No other Python was found here" in capsys.readouterr().out
