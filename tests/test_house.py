"""Claims about the project's own tree: what no type checker or linter looks at."""

from __future__ import annotations

import ast
import json
import re
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "clientfit"
MODULES = sorted(PACKAGE.rglob("*.py"))
NOTEBOOKS = sorted(
    path for path in (ROOT / "notebooks").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts
)
#: Folders that tools make and git does not keep.
MADE = {".git", ".venv", "__pycache__", "build", "dist", "node_modules", ".ipynb_checkpoints"}
#: Packages that are imported by another name.
IMPORTED_AS = {"python-docx": "docx"}
PINS = (
    "requirements.txt",
    "requirements-dev.txt",
    "requirements-bench.txt",
    "requirements-spark.txt",
)
LINES_OF_A_MODULE = 300
LINES_OF_A_NOTEBOOK = 15


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _project() -> dict[str, object]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def _texts() -> list[Path]:
    """Every text file a person wrote, and the pins."""
    return sorted(
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not MADE.intersection(path.relative_to(ROOT).parts)
        and not any(part.endswith(("_cache", ".hypothesis")) for part in path.parts)
        and b"\0" not in path.read_bytes()[:1024]
    )


def _packages_asked_for() -> set[str]:
    names = _project()["project"]["dependencies"]  # type: ignore[index]
    return {re.split(r"[<>=!~;\[ ]", name, maxsplit=1)[0] for name in names}


def _imports(path: Path) -> set[str]:
    """The top-level names a module imports from outside the package."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names - {"clientfit"}


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_is_short_enough_to_be_read_at_once(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LINES_OF_A_MODULE


def test_no_module_has_a_name_that_must_be_explained() -> None:
    riddles = {"door", "stretch", "said", "past", "quiet", "warm", "standings", "tally", "picks"}
    riddles |= {"myself", "meanings", "survey"}
    assert [_name(path) for path in MODULES if path.stem in riddles] == []


def test_every_topic_of_the_glossary_is_the_name_of_a_module_or_folder() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    _, _, rows = text.partition("### The topics")[2].partition("|---|---|")
    topics = set(re.findall(r"^\| ([a-z]+) \| ", rows.partition("###")[0], re.MULTILINE))
    named = {path.stem for path in MODULES} | {path.parent.name for path in MODULES}
    assert len(topics) > 12
    assert topics - named == set()


def test_every_path_in_the_guide_is_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    paths = set(re.findall(r"`((?:[a-z_]+/)+[a-z_]*(?:\.(?:py|js|toml))?)`", text))
    places = (ROOT, PACKAGE, PACKAGE / "files" / "importers")
    missing = [path for path in paths if not any((place / path).exists() for place in places)]
    assert len(paths) > 30
    assert missing == []


@pytest.mark.parametrize("path", sorted((PACKAGE / "core").rglob("*.py")), ids=_name)
def test_the_core_imports_only_the_standard_library_numpy_and_narwhals(path: Path) -> None:
    assert _imports(path) <= sys.stdlib_module_names | {"numpy", "narwhals"}


def test_the_contract_for_the_core_names_every_package_we_ask_for() -> None:
    contracts = _project()["tool"]["importlinter"]["contracts"]  # type: ignore[index]
    core = next(entry for entry in contracts if entry.get("source_modules") == ["clientfit.core"])
    asked = {IMPORTED_AS.get(name, name) for name in _packages_asked_for()}
    assert asked - {"numpy", "narwhals"} <= set(core["forbidden_modules"])


def test_content_is_data_and_holds_no_python() -> None:
    assert not list((PACKAGE / "content").rglob("*.py"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=_name)
def test_a_notebook_is_thin_and_stores_no_result(path: Path) -> None:
    cells = json.loads(path.read_text("utf-8"))["cells"]
    code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    lines = [line for source in code for line in source.splitlines() if line.strip()]
    logic = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.If, ast.For, ast.While)
    nodes = [node for source in code for node in ast.walk(ast.parse(source))]

    assert len(lines) <= LINES_OF_A_NOTEBOOK
    assert not [node for node in nodes if isinstance(node, logic)]
    assert not [cell for cell in cells if cell.get("outputs") or cell.get("execution_count")]


def test_types_are_judged_for_the_python_that_runs_as_its_packages_are() -> None:
    # What numpy says of itself for 3.12 can't be read as 3.11, and a newer numpy is pinned there.
    assert "python_version" not in _project()["tool"]["mypy"]  # type: ignore[index]


@pytest.mark.parametrize("name", PINS)
def test_pins_are_exact_hashed_and_hold_no_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    pins = re.findall(r"^(?![#\s]).*?(?:\n(?=\s).*?)*$", text, re.MULTILINE)
    pins = [pin for pin in pins if pin.strip()]

    assert pins
    assert "://" not in text
    assert not re.search(r"^\s*-(?!-hash=)", text, re.MULTILINE)
    assert not [pin for pin in pins if "==" not in pin or "--hash=sha256:" not in pin]


def test_every_package_we_ask_for_is_pinned() -> None:
    pinned = re.findall(r"^([\w.-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.M)
    assert _packages_asked_for() | {"hatchling"} <= set(pinned)


def test_the_pins_for_the_tests_are_those_for_running_and_more() -> None:
    def pins(name: str) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for package, version in re.findall(
            r"^([\w.-]+)==([\w.]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE
        ):
            found.setdefault(package, []).append(version)
        return found

    running, tests = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: tests.get(name) for name in running} == running


def test_no_file_names_the_host_of_a_package_registry() -> None:
    # Put together from parts, or this file would name them.
    hosts = [
        ".".join(parts)
        for parts in (
            ("pypi", "org"),
            ("pythonhosted", "org"),
            ("npmjs", "org"),
            ("npmjs", "com"),
            ("deb", "debian", "org"),
            ("cdn", "jsdelivr", "net"),
            ("unpkg", "com"),
            ("cdnjs", "cloudflare", "com"),
        )
    ]
    named = [
        f"{_name(path)}: {host}"
        for path in _texts()
        for host in hosts
        if host in path.read_text("utf-8", errors="replace")
    ]
    assert named == []


def test_what_checks_the_script_is_pinned_and_hashed_and_holds_no_address() -> None:
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))
    pinned = {name: entry for name, entry in lock["packages"].items() if name}
    assert set(asked["devDependencies"]) <= {name.rpartition("node_modules/")[2] for name in pinned}
    assert "dependencies" not in asked  # nothing of it is shipped
    assert [name for name, entry in pinned.items() if "integrity" not in entry] == []
    assert "://" not in (ROOT / "package-lock.json").read_text("utf-8")


def test_the_checks_on_every_change_are_those_a_person_runs() -> None:
    script = ROOT / ".ci" / "run"
    commands = [line for line in script.read_text("utf-8").splitlines() if "make" in line]
    assert commands == ["exec make test"]
    assert script.stat().st_mode & 0o100


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_every_make_command_in_the_documents_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    told = set(re.findall(r"\bmake ([a-z]+)\b", (ROOT / name).read_text("utf-8")))
    assert "test" in told
    assert told <= targets


def test_the_readme_shows_the_portfolio_on_spark_as_it_is_tried() -> None:
    tried = (ROOT / "tests" / "spark" / "many_freelancers.py").read_text("utf-8").strip()
    assert tried in (ROOT / "README.md").read_text("utf-8")
