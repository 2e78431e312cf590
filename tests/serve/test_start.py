"""Starting and stopping the server."""

from __future__ import annotations

import logging
import os
import re
import signal
import socket
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
import requests
from running import Running, wait_until, write_notebook

from clientfit.core.errors import ClientfitError
from clientfit.serve import address, bind, find_notebook, kernel_env, notebooks_dir
from clientfit.serve.private_logging import QuietFormatter

Server = Callable[..., Running]

TELL = """
import sys
sys.modules["rfc3987_syntax"] = None
import json, os
from pathlib import Path
from voila.utils import get_query_string
asked = get_query_string()
names = ("CLIENTFIT_WORKBOOK", "CLIENTFIT_SHARED", "VOILA_PREHEAT", "IPYTHONDIR")
told = {name: os.environ.get(name) for name in names}
told.update(asked=asked, python=sys.executable)
Path("told.json").write_text(json.dumps(told))
"""


@pytest.fixture
def busy() -> Iterator[int]:
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    taken.listen()
    yield taken.getsockname()[1]
    taken.close()


def test_a_busy_port_that_was_asked_for_is_told_in_plain_words(busy: int) -> None:
    with pytest.raises(ClientfitError) as caught:
        bind("127.0.0.1", busy)
    assert f"port {busy}" in str(caught.value)
    assert "--port" in str(caught.value)


def test_without_a_port_the_next_free_one_is_taken() -> None:
    first = bind("127.0.0.1", None)
    second = bind("127.0.0.1", None)
    try:
        assert first[0].getsockname()[1] != second[0].getsockname()[1]
    finally:
        for one in first + second:
            one.close()


def test_the_server_is_for_this_machine_only_unless_asked_otherwise() -> None:
    taken = bind("localhost", 0)
    try:
        assert [one.getsockname()[0] for one in taken] == ["127.0.0.1"]
        assert address("localhost", taken).startswith("http://127.0.0.1:")
        assert address("::1", taken).startswith("http://[::1]:")
    finally:
        for one in taken:
            one.close()


def test_the_notebooks_that_come_along_are_found_by_name() -> None:
    assert {path.stem for path in notebooks_dir().glob("*.ipynb")} >= {
        "workbook",
        "questionnaire",
        "dashboard",
    }
    assert find_notebook("workbook").is_file()


@pytest.mark.parametrize("name", ["workbok", "../workbook", "", "/etc/passwd"])
def test_a_notebook_that_does_not_exist_is_told_with_those_that_do(name: str) -> None:
    with pytest.raises(ClientfitError, match="workbook"):
        find_notebook(name)


def test_shared_kernels_are_told_no_workbook() -> None:
    env = kernel_env(Path("mine.clientfit"), shared=True, host="127.0.0.1")
    assert env["CLIENTFIT_SHARED"] == "1"
    assert "CLIENTFIT_WORKBOOK" not in env


def test_a_kernel_knows_its_workbook_and_the_address_it_was_asked_by(
    server: Server, tmp_path: Path
) -> None:
    told = write_notebook(tmp_path / "tell.ipynb", TELL)
    running = server(notebook=str(told), workbook=str(tmp_path / "mine.clientfit"))
    requests.get(f"{running.url}?lang=nl&theme=dark", timeout=30)
    wait_until((tmp_path / "told.json").exists, 10, "the note of the kernel")
    wait_until((tmp_path / "told.json").read_text, 10, "the words in it")
    note = (tmp_path / "told.json").read_text()
    assert '"asked": "lang=nl&theme=dark"' in note
    assert f'"CLIENTFIT_WORKBOOK": "{tmp_path / "mine.clientfit"}"' in note
    assert '"CLIENTFIT_SHARED": null' in note
    assert '"VOILA_PREHEAT": "True"' in note


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly_with_all_kernels_and_leaves_nothing(
    server: Server, counter_notebook: Path, how: signal.Signals
) -> None:
    running = server(notebook=str(counter_notebook))
    requests.get(running.url, timeout=30)
    wait_until(lambda: len(running.kernels()) == 2, 15, "one kernel in use and one waiting")
    kernels = list(running.kernels().values())
    command = " ".join(kernels[0].cmdline())
    found = re.search(r"-f (\S*cf-[^/]+)/", command)
    assert found
    folder = Path(found[1])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    running.process.send_signal(how)
    assert running.process.wait(20) == 0
    assert not folder.exists()
    wait_until(lambda: not psutil.wait_procs(kernels, 0)[1], 5, "the end of all kernels")
    assert running.log.read_text() == ""


def test_kernels_talk_over_private_sockets_and_not_over_ports(
    server: Server, counter_notebook: Path
) -> None:
    running = server(notebook=str(counter_notebook))
    wait_until(running.kernels, 15, "the waiting kernel")
    kernel = next(iter(running.kernels().values()))
    assert os.name == "nt" or not [
        one for one in kernel.net_connections("inet") if one.status == psutil.CONN_LISTEN
    ]


def test_the_log_says_the_kind_of_an_error_and_not_what_was_in_it() -> None:
    try:
        int("a client's name")
    except ValueError as error:
        record = logging.LogRecord(
            "x", logging.ERROR, __file__, 1, "a client's %s", ("name",), (ValueError, error, None)
        )
    line = QuietFormatter().format(record)
    assert "ValueError" in line
    assert "client" not in line.replace(__file__, "")
