"""What is built and installed is whole: a person needs the wheel and nothing of the source tree.

The wheel is built from the sdist, as a packager does, and installed once into an empty Python
with the pinned requirements. It takes about a minute, and it is the only test of what people get.
"""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from empty_place import Place, free_port, page, serving

KINDS = (
    "content/*.toml",
    "content/letters/*/*.j2",
    "content/importers/*.toml",
    "content/importers/hours/*.toml",
    "content/importers/messages/*.toml",
    "page/**/*.js",
    "page/**/*.css",
    "share/**/*.html.j2",
    "content/samples/*.json",
    "notebooks/*.ipynb",
    "notebooks/explore/*.ipynb",
    "py.typed",
)

#: Someone who insults and does not pay; nothing has been tried yet.
CLIENT = """
name = "Studio Kestrel"

[answers]
late_payment = "always"
non_payment = "always"
abuse = "always"
"""


@pytest.fixture(scope="module")
def installed(place: Place) -> Path:
    told = place.run("python", "-c", "import clientfit; print(clientfit.__file__)").stdout.strip()
    return Path(told).parent


def test_the_wheel_holds_every_file_of_the_package_and_the_notebooks(
    wheel: Path, tree: Path
) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith("clientfit/")}
    package = {
        path.relative_to(tree).as_posix()
        for path in (tree / "clientfit").rglob("*")
        if path.is_file()
    }
    notebooks = {
        f"clientfit/{path.relative_to(tree).as_posix()}"
        for path in (tree / "notebooks").rglob("*.ipynb")
    }
    assert held == package | notebooks


def test_the_wheel_puts_the_template_where_jupyter_looks_as_the_package_has_it(wheel: Path) -> None:
    held = zipfile.ZipFile(wheel)
    within = "clientfit/share/jupyter/voila/templates/clientfit/"
    package = {name.removeprefix("clientfit/") for name in held.namelist() if within in name}
    (data,) = {name.split("/")[0] for name in held.namelist() if ".data/data/" in name}
    shared = {
        name.removeprefix(f"{data}/data/") for name in held.namelist() if name.startswith(data)
    }
    assert "share/jupyter/voila/templates/clientfit/index.html.j2" in shared
    assert shared == package
    for name in shared:
        assert held.read(f"{data}/data/{name}") == held.read(f"clientfit/{name}")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_file_is_there_once_installed(installed: Path, kind: str) -> None:
    assert list(installed.glob(kind))


def test_what_is_tested_is_the_installed_package(installed: Path, place: Place) -> None:
    assert installed.is_relative_to(place.folder.resolve())


def test_the_pins_hold_all_that_the_package_asks_for(place: Place) -> None:
    assert "No broken requirements" in place.run("pip", "check").stdout


def test_the_installed_command_tells_its_version_and_its_help(place: Place, wheel: Path) -> None:
    assert wheel.name.split("-")[1] in place.run("clientfit", "--version").stdout
    told = place.run("clientfit", "--help").stdout
    assert [word for word in ("score", "import", "export", "serve") if word not in told] == []


def test_the_installed_command_reads_a_client_from_a_file(place: Place) -> None:
    (place.folder / "client.toml").write_text(CLIENT, "utf-8")
    assert "Studio Kestrel" in place.run("clientfit", "score", "client.toml").stdout
    told = json.loads(place.run("clientfit", "score", "client.toml", "--json").stdout)
    assert told["reading"] == "last_chance"


def test_the_installed_command_serves_the_workbook(place: Place) -> None:
    port = free_port()
    command = [place.scripts / "clientfit", "serve", "--no-browser", "--port", str(port)]
    with serving(command, port, place.folder) as address:
        shown = page(f"{address}/")
    assert '<main id="clientfit"' in shown
    assert '<div class="cf-output">' in shown
