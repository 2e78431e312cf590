"""The command as it is called: what it says, where it says it, and how it ends."""

from __future__ import annotations

import errno
import io
import json
import os
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import clientfit
from clientfit import serve as serving
from clientfit.cli import main
from clientfit.files.store import Workbook
from clientfit.text.content.entry import content_text

SAMPLES = Path(__file__).parent / "files" / "samples"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing is bound
CLIENT = """
name = "Studio Kestrel"

[answers]
late_payment = "always"
non_payment = "always"
abuse = "always"
again = "yes"
"""
OPEN_DATES = """\
Issue Date,Last Payment Date,ID,Client,Invoice Amount,Paid Amount,Balance,Currency,Document Type
03/04/2026,,1,Kiln,10.00,0,10.00,EUR,Invoice
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own, where the usual workbook lies too."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLIENTFIT_WORKBOOK", str(tmp_path / "usual.sqlite3"))
    (tmp_path / "client.toml").write_text(CLIENT, "utf-8")
    return tmp_path


def _env() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(clientfit.__file__).parents[1])}


def _process(*arguments: str, **more: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "clientfit", *arguments],
        env=_env(),
        text=True,
        encoding="utf-8",
        check=False,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more},
    )


# Usage


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["score", "--help"]])
def test_asking_what_it_is_ends_well(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["frob"],
        ["--frob"],
        ["score"],
        ["score", "client.toml", "--js"],
        ["import"],
        ["import", "a.csv", "--dates", "year-first"],
        ["serve", "--port", "99999"],
        ["serve", "--port", "-1"],
        ["serve", "--notebook", "../secret"],
        ["serve", "--shared", "--workbook", "mine.sqlite3"],
    ],
)
def test_a_call_it_does_not_know_is_status_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err


def test_the_version_needs_neither_numpy_nor_anything_of_the_page() -> None:
    slow = "{'numpy', 'pandas', 'narwhals', 'plotly', 'voila', 'tornado', 'traitlets', 'babel'}"
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from clientfit.cli import main; assert main(['--version']) == 0; "
            f"print(sorted({slow} & set(sys.modules)))",
        ],
        env=_env(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.splitlines() == [f"clientfit {clientfit.__version__}", "[]"]


# score


def test_a_client_is_read_in_sentences(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "client.toml"]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("Studio Kestrel reads as a client with one last chance.")
    assert said.err == ""
    for heading in ("How sure is this?", "Why", "What would change it", "Your gut"):
        assert f"\n\n{heading}\n- " in said.out
    assert "You would take them on again, although the signs are heavy." in said.out
    assert "threats, harassment, illegal" in said.out
    assert max(map(len, said.out.splitlines())) <= 80


@pytest.mark.parametrize(
    "client",
    [
        '{"levels": {"abuse": 4}, "attempts": 2}',
        '{"answers": {"strain": "unknown"}}',
        '{"absolute": true, "name": "Ünïcode “Ltd”"}',
        json.dumps({"levels": dict.fromkeys(clientfit.catalog().norms.ids, 1)}),
        json.dumps({"levels": dict.fromkeys(clientfit.catalog().norms.ids, 3)}),
    ],
)
def test_the_json_is_what_its_schema_says(
    client: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "client.json").write_text(client, "utf-8")
    assert main(["score", "client.json", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    schema = json.loads(content_text("reading.schema.json"))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(told)
    assert set(told) == set(schema["properties"])
    assert set(told["reasons"]) == set(schema["properties"]["reasons"]["properties"])


def test_the_json_tells_what_judge_tells(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "client.toml", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    verdict = clientfit.judge({"late_payment": 4, "non_payment": 4, "abuse": 4})
    assert told["name"] == "Studio Kestrel"
    assert told["reading"] == verdict.reading == "last_chance"
    assert told["shares"] == verdict.shares
    assert told["trace"] == verdict.trace
    assert told["next_question"] == verdict.next_question
    assert told["reasons"]["holding"] == list(verdict.reasons.holding)


def test_a_crossed_line_is_said_first_and_nothing_is_weighed_beside_it(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "client.toml").write_text('[answers]\nthreats = "yes"', "utf-8")
    assert main(["score", "client.toml"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("This client reads as a client to part with.")
    assert "- Has anyone there threatened you?" in said
    assert "What would change it" not in said
    assert "How sure" not in said


def test_a_client_comes_from_standard_input_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CLIENT.encode())))
    assert main(["score", "-"]) == 0
    assert capsys.readouterr().out.startswith("Studio Kestrel")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"{")))
    assert main(["score", "-"]) == 1
    assert capsys.readouterr().err.startswith("standard input: can't be read as JSON")


def test_every_fault_is_told_at_once_one_a_line_without_a_traceback(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "client.toml").write_text(
        'nam = "x"\n[answers]\nstrian = "often"\nabuse = "ofen"\n[levels]\nrework = 5\n', "utf-8"
    )
    assert main(["score", "client.toml"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    lines = said.err.splitlines()
    assert [line.split(": ")[0] for line in lines] == [
        "client.toml",
        "client.toml, [answers]",
        "client.toml, [answers], abuse",
        "client.toml, [levels], rework",
    ]
    for line, close in zip(lines, ("'name'", "'strain'", "'often'", "0..4"), strict=True):
        assert close in line


@pytest.mark.parametrize("command", ["score", "import"])
def test_a_missing_file_and_a_folder_are_told_calmly(
    command: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "cliemt.toml"]) == 1
    wanted = "cliemt.toml: there is no such file. Did you mean 'client.toml'?\n"
    assert capsys.readouterr().err == wanted
    assert main([command, str(place)]) == 1
    assert "this is a folder, not a file" in capsys.readouterr().err


# import


def test_an_import_says_what_became_of_every_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(SAMPLES / "harvest.csv")]) == 0
    said = capsys.readouterr().out
    assert "harvest.csv, read as Harvest invoices export\n  7 rows in the file." in said
    assert "New: 6. Brought up to date: 0. Here already: 0." in said
    assert "row 8, column 'Currency': 'Doubloons': no currency is known" in said
    assert "names in your invoices and hours stand for no client yet" in said


def test_rows_that_were_left_out_are_named_with_the_reason(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["import", str(SAMPLES / "xero.csv")]) == 0
    assert "1 row left out (row 7): draft, not sent yet." in capsys.readouterr().out


def test_an_import_done_twice_says_that_all_was_there(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = str(SAMPLES / "harvest.csv")
    assert main(["import", file, file, "--workbook", "mine.sqlite3"]) == 0
    assert "New: 0. Brought up to date: 0. Here already: 6." in capsys.readouterr().out
    with Workbook.open(place / "mine.sqlite3") as workbook:
        assert len(workbook.invoices()) == 6
    assert not (place / "usual.sqlite3").exists()


def test_all_files_are_tried_and_what_can_be_read_is_kept(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = [str(SAMPLES / name) for name in ("harvest.csv", "xero.csv")]
    assert main(["import", good[0], "nowhere.csv", "client.toml", good[1]]) == 1
    said = capsys.readouterr()
    assert said.out.count(", read as ") == 2
    told = [line.split(":")[0] for line in said.err.splitlines()]
    assert told == ["nowhere.csv", "client.toml"]
    with Workbook.open(place / "usual.sqlite3") as workbook:
        assert len(workbook.invoices()) == 10


def test_files_that_cannot_be_read_start_no_workbook(place: Path) -> None:
    assert main(["import", "client.toml"]) == 1
    assert not (place / "usual.sqlite3").exists()


def test_open_dates_are_asked_for_with_examples_and_nothing_is_taken_in(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "open.csv").write_text(OPEN_DATES, "utf-8")
    assert main(["import", "open.csv"]) == 1
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert "03/04/2026 would be 3 April 2026 or 4 March 2026" in said.err
    assert "--dates day-first" in said.err
    assert not (place / "usual.sqlite3").exists()


@pytest.mark.parametrize(("dates", "month"), [("day-first", 4), ("month-first", 3)])
def test_the_answer_about_dates_is_taken(dates: str, month: int, place: Path) -> None:
    (place / "open.csv").write_text(OPEN_DATES, "utf-8")
    assert main(["import", "open.csv", "--dates", dates]) == 0
    with Workbook.open(place / "usual.sqlite3") as workbook:
        assert [one.issued.month for one in workbook.invoices()] == [month]


def test_a_file_of_which_nothing_can_be_read_is_bad_input(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "none.csv").write_text(OPEN_DATES.replace("03/04/2026", "2026-99-01"), "utf-8")
    assert main(["import", "none.csv"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("none.csv: nothing in it could be read.\nnone.csv, row 2")


def test_what_a_file_smuggles_in_for_the_terminal_is_not_obeyed(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (place / "evil\x1b[31m.toml").write_text("nonsense", "utf-8")
    assert main(["score", "evil\x1b[31m.toml"]) == 1
    assert "\x1b" not in capsys.readouterr().err


# export


def test_an_export_taken_in_elsewhere_gives_the_same_again(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Workbook.open(place / "usual.sqlite3") as workbook:
        workbook.answer(workbook.add_client("Ünï \u2028 Kiln").id, "strain", "often")
    main(["import", str(SAMPLES / "harvest.csv")])
    capsys.readouterr()
    assert main(["export"]) == 0
    printed = capsys.readouterr().out
    assert main(["export", "--output", "copy.json"]) == 0
    assert (place / "copy.json").read_text("utf-8") == printed
    assert main(["import", "copy.json", "--workbook", "other.sqlite3"]) == 0
    assert (
        "clients 1, answers and notes 1, letters 0, invoices 6, hours 0, messages 0."
        in capsys.readouterr().out
    )
    main(["export", "--workbook", "other.sqlite3"])
    assert json.loads(capsys.readouterr().out) == json.loads(printed)


def test_an_exported_file_is_for_ones_own_eyes_and_replaces_the_old_one(place: Path) -> None:
    Workbook.open(place / "usual.sqlite3").close()
    (place / "copy.json").write_text("old", "utf-8")
    (place / "copy.json").chmod(0o644)
    assert main(["export", "--output", "copy.json"]) == 0
    assert (place / "copy.json").stat().st_mode & 0o777 == 0o600
    assert json.loads((place / "copy.json").read_text("utf-8"))["format"] == "clientfit-workbook"
    assert sorted(path.name for path in place.iterdir() if "copy" in path.name) == ["copy.json"]


def test_the_workbook_itself_is_never_overwritten_by_its_copy(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Workbook.open(place / "usual.sqlite3").close()
    before = (place / "usual.sqlite3").read_bytes()
    assert main(["export", "--output", "./usual.sqlite3"]) == 1
    assert "this is the workbook itself" in capsys.readouterr().err
    assert (place / "usual.sqlite3").read_bytes() == before


def test_exporting_a_workbook_that_is_not_there_makes_none(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "--workbook", "typo.sqlite3"]) == 1
    assert "typo.sqlite3: there is no workbook here" in capsys.readouterr().err
    assert not (place / "typo.sqlite3").exists()


@pytest.mark.parametrize("output", ["nowhere/copy.json", "."])
def test_a_place_that_cannot_be_written_is_told(
    output: str, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Workbook.open(place / "usual.sqlite3").close()
    assert main(["export", "--output", output]) == 1
    assert "this file can't be written" in capsys.readouterr().err


# serve


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    calls: list[dict[str, object]] = []
    monkeypatch.setattr(serving, "serve", lambda **given: calls.append(given))
    return calls


USUAL = {
    "workbook": None,
    "port": None,
    "open_browser": True,
    "shared": False,
    "host": "127.0.0.1",
    "notebook": "workbook",
}


@pytest.mark.parametrize(
    ("arguments", "other"),
    [
        ([], {}),
        (["serve"], {}),
        (["serve", "--port", "8900", "--no-browser"], {"port": 8900, "open_browser": False}),
        (["serve", "--workbook", "mine.sqlite3"], {"workbook": Path("mine.sqlite3")}),
        (["serve", "--notebook", "dashboard"], {"notebook": "dashboard"}),
        (["serve", "--shared", "--host", EVERYWHERE], {"shared": True, "host": EVERYWHERE}),
    ],
)
def test_the_server_is_told_what_was_said(
    arguments: list[str], other: dict[str, object], served: list[dict[str, object]]
) -> None:
    assert main(arguments) == 0
    assert served == [{**USUAL, **other}]


def test_opening_ones_own_workbook_to_the_network_is_pointed_out(
    served: list[dict[str, object]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--host", EVERYWHERE]) == 0
    assert "can now read this workbook" in capsys.readouterr().err
    assert main(["serve", "--shared", "--host", EVERYWHERE]) == 0
    assert capsys.readouterr().err == ""


def test_what_is_no_workbook_is_told_before_anything_is_served(
    served: list[dict[str, object]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["serve", "--workbook", "client.toml"]) == 1
    assert "this file is no workbook" in capsys.readouterr().err
    assert served == []


def test_a_served_workbook_answers_and_ctrl_c_ends_it_well(place: Path) -> None:
    server = subprocess.Popen(
        [sys.executable, "-m", "clientfit", "serve", "--no-browser", "--port", "0"],
        env=_env(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        line = server.stdout.readline()
        assert line.startswith("clientfit is open at http://127.0.0.1:")
        with urllib.request.urlopen(line.split()[-1], timeout=60) as page:  # noqa: S310
            assert page.status == 200
            assert b"clientfit" in page.read(200_000)
    finally:
        server.send_signal(signal.SIGINT)
        _, told = server.communicate(timeout=60)
    assert server.returncode == 0
    assert "Traceback" not in told


# Ends that come early


def test_a_reader_who_has_seen_enough_is_no_failure(place: Path) -> None:
    with Workbook.open(place / "usual.sqlite3") as workbook:
        client = workbook.add_client("Kiln").id
        for _ in range(3):
            workbook.note(client, "strain", "word " * 60_000)
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = _process("export", stdout=writing)
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, "")


def test_files_are_taken_in_even_when_nobody_reads_the_report(place: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    good = [str(SAMPLES / name) for name in ("harvest.csv", "xero.csv")]
    try:
        done = _process("import", good[0], "nowhere.csv", good[1], stdout=writing)
    finally:
        os.close(writing)
    assert done.returncode == 1
    assert done.stderr.startswith("nowhere.csv: ")
    assert done.stderr.count("\n") == 1
    with Workbook.open(place / "usual.sqlite3") as workbook:
        assert len(workbook.invoices()) == 10


def test_ctrl_c_is_calm() -> None:
    waiting = subprocess.Popen(
        [sys.executable, "-c", _SAYS_WHEN_IT_WAITS],
        env=_env(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert waiting.stdout is not None
    assert waiting.stdout.readline() == "waiting\n"
    waiting.send_signal(signal.SIGINT)
    assert waiting.wait(60) == 130
    assert waiting.stderr is not None
    assert waiting.stderr.read() == ""


_SAYS_WHEN_IT_WAITS = """
import sys
from clientfit.cli import main

class Waiting:
    @property
    def buffer(self):
        print("waiting", flush=True)
        return stdin.buffer

stdin, sys.stdin = sys.stdin, Waiting()
sys.exit(main(["score", "-"]))
"""


def test_letters_that_a_terminal_lacks_do_no_harm(place: Path) -> None:
    (place / "client.toml").write_text(CLIENT.replace("Kestrel", "Łęcki “Ä”"), "utf-8")
    env = _env() | {"PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "clientfit", "score", "client.toml"]
    for more in ([], ["--json"]):
        done = subprocess.run([*command, *more], env=env, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["name"] == "Studio Łęcki “Ä”"


class _Full(io.StringIO):
    def write(self, _: str) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_an_output_that_is_full_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", _Full())
    assert main(["score", "client.toml"]) == 1
    told = "standard output: can't be written (No space left on device).\n"
    assert capsys.readouterr().err == told
