"""The documentation of the command: nothing lacks words, and what is written is true."""

from __future__ import annotations

import argparse
import re
import shlex
from pathlib import Path

import pytest

from clientfit.cli import main
from clientfit.cli.commands import COMMANDS
from clientfit.cli.usage import NOTEBOOKS, parser
from clientfit.serve import find_notebook

README = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
TABLE = "\n".join(re.findall(r"^\| `clientfit.*$", README, re.MULTILINE))


def _commands() -> dict[str, argparse.ArgumentParser]:
    found = [one for one in parser()._actions if isinstance(one, argparse._SubParsersAction)]
    return dict(found[0].choices)


WHOLE = {"": parser(), **_commands()}
EXAMPLES = [
    line.strip()
    for one in WHOLE.values()
    for line in (one.epilog or "").splitlines()
    if line.startswith("  clientfit")
]


@pytest.mark.parametrize("name", WHOLE)
def test_every_command_and_every_option_has_words(name: str) -> None:
    one = WHOLE[name]
    actions = [act for act in one._actions if not isinstance(act, argparse._SubParsersAction)]
    assert one.description
    assert [act.dest for act in actions if not act.help] == []


@pytest.mark.parametrize("name", WHOLE)
def test_every_command_shows_an_example_of_itself(name: str) -> None:
    assert re.search(rf"^examples:\n  clientfit {name}".rstrip(), WHOLE[name].epilog or "", re.M)


def test_every_command_is_told_by_the_help_of_the_whole() -> None:
    shown = parser().format_help()
    assert [name for name in _commands() if not re.search(rf"^    {name} +\w", shown, re.M)] == []


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_is_a_call_that_the_command_knows(example: str) -> None:
    given = shlex.split(example)[1:] or ["serve"]
    assert parser().parse_args(given).command in COMMANDS


@pytest.mark.parametrize("name", _commands())
def test_the_table_in_the_readme_holds_every_command_with_all_its_options(name: str) -> None:
    row = next((row for row in TABLE.splitlines() if row.startswith(f"| `clientfit {name}")), "")
    known = {flag for act in _commands()[name]._actions for flag in act.option_strings}
    assert set(re.findall(r"--[a-z-]+", row)) == {
        flag for flag in known if flag.startswith("--") and flag != "--help"
    }


def test_the_table_in_the_readme_invents_no_command() -> None:
    assert set(re.findall(r"`clientfit ([a-z]+)", TABLE)) == set(_commands())


def test_every_page_that_can_be_asked_for_is_there() -> None:
    assert [find_notebook(name).stem for name in NOTEBOOKS] == list(NOTEBOOKS)


def test_the_client_in_the_readme_and_the_one_in_the_help_can_be_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    in_readme = re.findall(r"^```toml\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    shown = _commands()["score"].epilog or ""
    in_help = "\n".join(line for line in shown.splitlines() if line.startswith("  "))
    in_help = in_help.split("  clientfit score")[0]
    file = tmp_path / "client.toml"
    assert in_readme
    for client in (*in_readme, in_help):
        file.write_text("\n".join(line.strip() for line in client.splitlines()), "utf-8")
        assert main(["score", str(file)]) == 0
        assert "Studio Kestrel" in capsys.readouterr().out
